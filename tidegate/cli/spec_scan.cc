// tidegate scan, baseline, types, classify.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kInclude{"--include",
                              "GLOB",
                              "",
                              {"of folders, only files that match: '*.csv', 'data/**/*.log'",
                               "目录中仅读取匹配的文件：'*.csv'、'data/**/*.log'"},
                              true};
constexpr OptionSpec kExclude{
    "--exclude",
    "GLOB",
    "",
    {"leave out files and folders of a folder; as do the lines of its .tidegateignore",
     "不读取目录中匹配的文件和目录；目录中的 .tidegateignore 同此"},
    true};
constexpr OptionSpec kProject{
    "--project",
    "",
    "",
    {"the files of a project: those without text (empty, pictures, sound, fonts, programs) are counted and "
     "pass; .tidegateignore goes for files that are named too",
     "项目的文件：没有文本的文件（空文件、图片、音视频、字体、程序）仅计数，不算错误；"
     ".tidegateignore 对点名的文件同样有效"}};
constexpr std::array kScan{
    kThreads,
    kAsOf,
    OptionSpec{"--format", "FORMAT", "table|json|sarif|html", {"default table", "默认 table"}},
    OptionSpec{
        "--types",
        "FILE",
        "",
        {"types of your own: patterns, words, examples (docs/formats/types.md); default: types.yaml of the "
         "state folder",
         "自定义类型：模式、词语、示例（docs/formats/types.md）；默认为状态目录中的 types.yaml"}},
    kInclude,
    kExclude,
    kProject,
    OptionSpec{
        "--resume",
        "",
        "",
        {"keep what is done in the state folder, and go on where the same scan was stopped; without --as-of "
         "its day is taken; what is 14 days old is dropped",
         "在状态目录中保存进度；相同的扫描中断后从该处继续，未给出 --as-of 时沿用其日期；满 14 "
         "天的进度予以删除"}},
    OptionSpec{"--home", "DIR", "", {"the state folder", "状态目录"}},
    OptionSpec{"--baseline",
               "FILE",
               "",
               {"known findings, which are hidden and do not count for --fail-on (docs/formats/baseline.md)",
                "已知发现的文件：予以隐藏，且不计入 --fail-on（docs/formats/baseline.md）"}},
    kFailOn,
    kDelimiter,
    kEncoding,
    kReviews,
    OptionSpec{"--sha256",
               "",
               "",
               {"the hash of every file too, in the JSON (assess always takes it)",
                "在 JSON 中同时给出每个文件的哈希（assess 总会计算）"}},
    kSample,
    kPasswordFile,
};
constexpr std::array kScanExamples{
    ExampleSpec{"tidegate scan exports/ --threads 2",
                {"every file of a folder: types, distinct persons", "扫描整个目录：字段类型与去重人数"}},
    ExampleSpec{"tidegate scan postgresql://reader@db.example:5432/shop?schema=public",
                {"every table of a database, in one read-only snapshot", "扫描数据库的全部表（只读快照）"}},
    ExampleSpec{"tidegate scan exports/ --format html > scan.html",
                {"the same as a page that stands alone", "同样内容的独立网页"}},
    ExampleSpec{"tidegate scan dump.csv.gz --json | jq .totals.persons", {"for scripts", "供脚本使用"}},
    ExampleSpec{"tidegate scan . --project --baseline .tidegate-baseline.jsonl --format sarif --fail-on pi > "
                "tidegate.sarif",
                {"in continuous integration: what is new alone", "在持续集成中：仅提出新的发现"}},
};
constexpr std::array kBaselineAdd{
    OptionSpec{
        "--reason", "TEXT", "", {"why they may stay; kept with each entry", "可以保留的理由，随条目留存"}},
    OptionSpec{"--by", "NAME", "", {"who says so", "登记人"}},
    OptionSpec{
        "--until", "DATE", "", {"first day on which the entries count no more", "条目自该日起不再有效"}},
    OptionSpec{"--only",
               "ID",
               "",
               {"enter this finding alone: 8 or more of its hex digits", "仅登记该发现：编号的前 8 位或更多"},
               true},
    OptionSpec{"--types", "FILE", "", {"as for scan", "同 scan"}},
    kInclude,
    kExclude,
    kProject,
    kAsOf,
    kTableOrJson,
    kThreads,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile};
constexpr std::array kTypesCheckExamples{
    ExampleSpec{"tidegate types check types.yaml",
                {"do the examples hold, what does each pattern cost?", "示例是否成立、各模式的开销"}}};
constexpr std::array kBaselineOnly{kTableOrJson};
constexpr std::array kBaselineAddExamples{
    ExampleSpec{"tidegate baseline add .tidegate-baseline.jsonl . --project --reason 'test data, invented' "
                "--by 'data "
                "office'",
                {"enter all that is found now", "登记当前全部发现"}},
    ExampleSpec{
        "tidegate baseline add known.jsonl logs/ --only 3f8a12c9 --reason 'moves out in March' --until "
        "2027-04-01",
        {"one finding, until a day", "登记一项发现，至某日止"}}};
constexpr std::array kBaselineListExamples{
    ExampleSpec{"tidegate baseline list .tidegate-baseline.jsonl",
                {"what is known, why, until when", "已知发现、理由与期限"}}};
constexpr std::array kBaselineRemoveExamples{
    ExampleSpec{"tidegate baseline remove .tidegate-baseline.jsonl 3f8a12c9d0e1",
                {"from now on it is told again", "此后重新提出"}}};
constexpr std::array kClassify{kThreads, kAsOf, kTableOrJson, kDelimiter, kEncoding, kSample, kPasswordFile};
constexpr std::array kClassifyExamples{
    ExampleSpec{"tidegate classify a.csv b.jsonl --json",
                {"one line a table: the type of every column", "每表一行：各字段的类型"}}};

constexpr std::array kScanCommands{
    CommandSpec{
        "scan",
        "PATH...",
        {"what is in the files: types, sensitivity, distinct persons",
         "文件里有什么：类型、敏感性、去重人数"},
        {"Reads CSV, TSV, JSON, JSON lines, text and logs; office files and PDF; schemas (DDL, JSON Schema, "
         "Avro, protocol buffers, data dictionaries) and SQL dumps; all of these in zip, gzip, tar, 7z, RAR, "
         "xz, zstd, "
         "bzip2 and lz4; SQLite and Parquet files; PostgreSQL, MariaDB and MySQL by URL "
         "(docs/formats/inputs.md). Whole, unless --sample says "
         "otherwise of databases. "
         "Prints no value of anybody.",
         "读取 CSV、TSV、JSON、JSON Lines、文本与日志，办公文档与 PDF，库表定义（DDL、JSON "
         "Schema、Avro、Protocol Buffers、数据字典）与 SQL 转储，以及 "
         "zip、gzip、tar、7z、RAR、xz、zstd、bzip2、lz4 "
         "中的上述文件；SQLite 与 Parquet 文件；以 URL "
         "指定的 PostgreSQL、MariaDB、MySQL（docs/formats/inputs.md）。全量读取；仅数据库可用 --sample "
         "抽样。不输出任何个人的值。"},
        kScan,
        kScanExamples},
    CommandSpec{
        "baseline add",
        "FILE PATH...",
        {"enter what is found as known, with a reason", "将现有发现登记为已知，并说明理由"},
        {"Scans PATH and enters its findings in FILE, which lies beside the sources: scan --baseline FILE "
         "then tells only what is new. What is there already stays as it was said. The file holds no value "
         "of anybody.",
         "扫描 PATH，将其发现登记到 FILE（与源文件一同保存）；此后 scan --baseline FILE "
         "仅提出新的发现。已有条目保持不变。文件不含任何个人的值。"},
        kBaselineAdd,
        kBaselineAddExamples},
    CommandSpec{"baseline list",
                "FILE",
                {"the findings that are known, and why", "已知发现及其理由"},
                {"Format: docs/formats/baseline.md.", "格式见 docs/formats/baseline.md。"},
                kBaselineOnly,
                kBaselineListExamples},
    CommandSpec{
        "baseline remove",
        "FILE ID...",
        {"take entries out of a baseline", "删除基线条目"},
        {"ID is an entry's id, or its first 8 hex digits or more.", "ID 为条目编号，或其前 8 位及以上。"},
        kBaselineOnly,
        kBaselineRemoveExamples},
    CommandSpec{"types check",
                "FILE",
                {"check types of your own", "检查自定义类型"},
                {"Reads them as scan --types does: patterns, examples, cost. Format: docs/formats/types.md.",
                 "与 scan --types 相同方式读取：模式、示例、开销。格式见 docs/formats/types.md。"},
                kBaselineOnly,
                kTypesCheckExamples},
    CommandSpec{"classify",
                "FILE...",
                {"the type of every column", "每个字段的类型"},
                {"One line a table with --json.", "加 --json 时每表一行。"},
                kClassify,
                kClassifyExamples},
};

}  // namespace

std::span<const CommandSpec> scan_commands() { return kScanCommands; }

}  // namespace tidegate::cli
