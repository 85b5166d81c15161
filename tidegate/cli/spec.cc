#include "tidegate/cli/spec.h"

#include <array>

namespace tidegate::cli {
namespace {

constexpr std::array kCommon{
    OptionSpec{"--lang",
               "LANG",
               "en|zh",
               {"language of messages; default: from LC_ALL, LC_MESSAGES or LANG",
                "界面语言；默认取自 LC_ALL、LC_MESSAGES 或 LANG"}},
    OptionSpec{"--json", "", "", {"short for --format json", "等同于 --format json"}},
    OptionSpec{"--help", "", "", {"show this help", "显示本帮助"}},
};

constexpr OptionSpec kThreads{"--threads",
                              "N",
                              "",
                              {"worker threads, 1 to 64; the result is the same for any number",
                               "工作线程数，1 至 64；结果与线程数无关"}};
constexpr OptionSpec kAsOf{"--as-of",
                           "DATE",
                           "",
                           {"day whose law and classes apply, YYYY-MM-DD; default: today in China (UTC+8)",
                            "适用哪一天的法律与分类，YYYY-MM-DD；默认：北京时间当天"}};
constexpr OptionSpec kPack{
    "--pack",
    "FILE",
    "",
    {"use this rule pack in place of the built-in pack of the same id", "使用该规则包，替换同名的内置规则包"},
    true};
constexpr OptionSpec kDelimiter{"--delimiter",
                                "CHAR",
                                "",
                                {"CSV delimiter, one character or tab, when recognition is not wanted",
                                 "CSV 分隔符，一个字符或 tab（不使用自动识别时）"}};
constexpr OptionSpec kEncoding{
    "--encoding",
    "NAME",
    "utf-8|utf-16le|utf-16be|gb18030|windows-1252|big5|shift_jis|euc-kr",
    {"character encoding, when recognition is not wanted", "字符编码（不使用自动识别时）"},
    false,
    true};

constexpr OptionSpec kSample{"--sample",
                             "ROWS",
                             "",
                             {"read so many rows of each database table, drawn at random; its counts are "
                              "leasts, and no limit is judged by them",
                              "每个数据库表随机抽取的行数；计数仅为下限，不据以判定法定门槛"}};
constexpr OptionSpec kPasswordFile{"--password-file",
                                   "FILE",
                                   "",
                                   {"file (mode 0600) whose first line is the database user's password",
                                    "首行为数据库用户密码的文件（权限 0600）"}};

constexpr OptionSpec kDestinations{"--destinations",
                                   "FILE",
                                   "",
                                   {"destination table approved by the operator; default: none, so D = 3",
                                    "运营方批准的目的地表；默认无，D 取 3"}};
constexpr OptionSpec kWeights{
    "--weights", "FILE", "", {"risk weights; default: the built-in v0", "风险权重文件；默认内置 v0"}};
constexpr OptionSpec kFailOn{
    "--fail-on",
    "LEVEL",
    "important|pi|spi|secret",
    {"exit 1 when something of this level or above is found (scan: that no baseline knows); assess does so "
     "only where it would exit 0: its 3, 4 and 5 come first",
     "发现该级别及以上的内容时以 1 退出（scan 不计基线已知者）；assess 仅在本应以 0 退出时如此，其 3、4、5 "
     "优先"}};

constexpr OptionSpec kReviews{
    "--reviews",
    "FILE",
    "",
    {"answers to questions of official lists; default: reviews.jsonl of the state folder",
     "官方清单问题的答复文件；默认为状态目录中的 reviews.jsonl"}};

constexpr std::array kAssess{
    OptionSpec{"--to",
               "COUNTRY",
               "",
               {"country or region of the recipient, ISO 3166 two letters (bare files)",
                "境外接收方所在国家或地区，ISO 3166 两位代码（直接给数据文件时）"}},
    OptionSpec{"--from",
               "COUNTRY",
               "",
               {"country or region of the exporter; default CN (bare files)",
                "数据处理者所在国家或地区；默认 CN（直接给数据文件时）"}},
    OptionSpec{"--exporter",
               "NAME",
               "",
               {"who sends: credit code or name, as in the register of transfers (bare files)",
                "输出方：统一社会信用代码或名称，与出境登记簿一致（直接给数据文件时）"}},
    OptionSpec{"--set",
               "FACT=VALUE",
               "",
               {"state any fact by its name; data.NAME states it for every item; VALUE may be unknown",
                "按名称陈述任一事实；data.NAME 对所有数据项生效；VALUE 可为 unknown"},
               true},
    kAsOf,
    OptionSpec{"--format",
               "FORMAT",
               "table|json|sarif|html|md",
               {"what goes to standard output; default table", "标准输出的格式；默认 table"}},
    OptionSpec{"--html",
               "FILE",
               "",
               {"write the report to this file; default: beside the record",
                "将报告写入该文件；默认与记录放在一起"}},
    OptionSpec{
        "--save",
        "FILE",
        "",
        {"save the replayable bundle (.tga) to this file too", "另将可重放的评估包（.tga）存入该文件"}},
    OptionSpec{"--write-declaration",
               "FILE",
               "",
               {"write what is known so far as a declaration to complete", "将已知内容写成待补全的申报文件"}},
    OptionSpec{
        "--force",
        "",
        "",
        {"let --write-declaration replace a file that is there", "允许 --write-declaration 覆盖已有文件"}},
    kFailOn,
    kReviews,
    kDestinations,
    kWeights,
    OptionSpec{"--public-security-gate",
               "",
               "",
               {"show the pilot's local public-security clearance; never a legal basis",
                "显示试点的公安本地审核环节；从不作为法律依据"}},
    OptionSpec{"--home",
               "DIR",
               "",
               {"where records and keys lie; default $TIDEGATE_HOME, then $XDG_DATA_HOME/tidegate",
                "记录与密钥目录；默认 $TIDEGATE_HOME，其次 $XDG_DATA_HOME/tidegate"}},
    OptionSpec{"--key-command",
               "COMMAND",
               "",
               {"program that prints the 32 hex digits of the subject key, in place of the key file",
                "输出主体密钥（32 位十六进制）的程序，代替密钥文件"}},
    OptionSpec{"--no-record",
               "",
               "",
               {"write nothing: no record, no report, no key", "不写入任何内容：无记录、无报告、无密钥"}},
    kThreads,
    kPack,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile,
};
constexpr std::array kAssessExamples{
    ExampleSpec{"tidegate assess customers.csv --to SG",
                {"what the law needs for these rows to go to Singapore", "这些数据传到新加坡需要走什么路径"}},
    ExampleSpec{"tidegate assess customers.csv --to SG --ciio no --sent-this-year 0",
                {"the same, with the first questions answered", "同上，并回答头几个问题"}},
    ExampleSpec{"tidegate assess examples/clinical-trial/transfer.yaml --lang zh",
                {"from a declaration, in Chinese", "依申报文件评估，中文界面"}},
    ExampleSpec{"tidegate assess transfer.yaml --format sarif > tidegate.sarif",
                {"as a check in continuous integration", "在持续集成中作为检查"}},
};

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
    OptionSpec{"--resume",
               "",
               "",
               {"keep what is done in the state folder, and go on where the same scan was stopped",
                "在状态目录中保存进度；相同的扫描中断后从该处继续"}},
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
    ExampleSpec{
        "tidegate scan . --baseline .tidegate-baseline.jsonl --format sarif --fail-on pi > tidegate.sarif",
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
    kAsOf,
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}},
    kThreads,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile};
constexpr std::array kTypesCheckExamples{
    ExampleSpec{"tidegate types check types.yaml",
                {"do the examples hold, what does each pattern cost?", "示例是否成立、各模式的开销"}}};
constexpr std::array kBaselineOnly{
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kBaselineAddExamples{
    ExampleSpec{
        "tidegate baseline add .tidegate-baseline.jsonl . --reason 'test data, invented' --by 'data office'",
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
constexpr std::array kClassify{
    kThreads,     kAsOf,     OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}},
    kDelimiter,   kEncoding, kSample,
    kPasswordFile};
constexpr std::array kClassifyExamples{
    ExampleSpec{"tidegate classify a.csv b.jsonl --json",
                {"one line a table: the type of every column", "每表一行：各字段的类型"}}};
constexpr std::array kRulesCommon{
    kPack, kAsOf, OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kRulesListExamples{
    ExampleSpec{"tidegate rules list", {"the packs, their versions and hashes", "规则包及其版本与哈希"}}};
constexpr std::array kRulesCheckExamples{
    ExampleSpec{"tidegate rules check", {"every built-in pack", "检查全部内置规则包"}},
    ExampleSpec{"tidegate rules check rulepacks/cn/pack.json", {"a pack you edit", "检查正在编辑的规则包"}}};
constexpr std::array kRulesDiffExamples{ExampleSpec{
    "tidegate rules diff old.json new.json",
    {"the facts whose outcome changed, with a witness each", "结果发生变化的事实区域，各附一例"}}};
constexpr std::array kRulesExplainExamples{
    ExampleSpec{"tidegate rules explain \"CN-PPR-2024 art.7\"",
                {"what an article says and which rules rest on it", "条文内容以及依据它的规则"}}};
constexpr std::array kExplain{
    OptionSpec{"--law", "LAW", "", {"only this law, for example CN", "仅该法域，例如 CN"}},
    OptionSpec{"--home", "DIR", "", {"where the records lie", "记录所在的状态目录"}},
    kWeights,
    kDestinations,
    kPack,
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kExplainExamples{ExampleSpec{
    "tidegate explain result.tga", {"the whole proof of a saved assessment", "已保存评估的完整论证"}}};
constexpr std::array kReplay{
    OptionSpec{"--data",
               "PATH",
               "",
               {"scan these again and compare the profiles", "重新扫描这些数据并比对结果"},
               true},
    OptionSpec{
        "--home", "DIR", "", {"where the records and the subject key lie", "记录与主体密钥所在的状态目录"}},
    OptionSpec{"--key-command", "COMMAND", "", {"as for assess", "同 assess"}},
    kPasswordFile,
    kWeights,
    kDestinations,
    kPack,
    kThreads,
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}},
};
constexpr std::array kReplayExamples{
    ExampleSpec{"tidegate replay result.tga",
                {"decide again from the bundle and compare byte for byte; exit 6 when it differs",
                 "依评估包重新判定并逐字节比对；不一致时以 6 退出"}}};
constexpr OptionSpec kRegisterHome{"--home",
                                   "DIR",
                                   "",
                                   {"state folder; default $TIDEGATE_HOME, then $XDG_DATA_HOME/tidegate",
                                    "状态目录；默认 $TIDEGATE_HOME，其次 $XDG_DATA_HOME/tidegate"}};
constexpr OptionSpec kRegisterKey{"--key-command", "COMMAND", "", {"as for assess", "同 assess"}};
constexpr OptionSpec kRegisterFormat{"--format", "FORMAT", "table|json", {"default table", "默认 table"}};
constexpr OptionSpec kExporter{"--exporter",
                               "NAME",
                               "",
                               {"credit code or name, - for the one that nobody named; default: the only one "
                                "in the register",
                                "统一社会信用代码或名称，- 指未写明者；默认为登记簿中唯一的输出方"}};
constexpr std::array kRegisterAdd{
    OptionSpec{"--in-doubt",
               "",
               "",
               {"where the record leaves open what its persons count as: count them in every counter",
                "记录未能确定人员计入何处时，计入各计数器"}},
    OptionSpec{
        "--on", "DATE", "", {"the day it left; default: today in China", "出境日期；默认北京时间当天"}},
    OptionSpec{
        "--data",
        "PATH",
        "",
        {"where the assessed files lie now; default: where they lay", "所评估文件现在的位置；默认原位置"},
        true},
    OptionSpec{
        "--without-data",
        "",
        "",
        {"the files are gone: count everybody as not seen before", "文件已不存在：所有人计为此前未出现"}},
    OptionSpec{"--exporter",
               "NAME",
               "",
               {"credit code or name; default: as assessed", "统一社会信用代码或名称；默认与评估一致"}},
    kRegisterHome,
    kRegisterKey,
    kPasswordFile,
    kPack,
    kThreads,
    kRegisterFormat};
constexpr std::array kRegisterAddExamples{
    ExampleSpec{"tidegate register add 3f8a12c9",
                {"the transfer of this record left today", "该记录所评估的数据已于今天出境"}},
    ExampleSpec{"tidegate register add result.tga --on 2026-03-01 --data archive/customers.csv",
                {"it left on that day; the file lies elsewhere now", "当日已出境；文件现位于别处"}}};
constexpr std::array kRegisterList{kExporter, kRegisterHome, kRegisterFormat};
constexpr std::array kRegisterListExamples{
    ExampleSpec{"tidegate register list", {"what left, when, to whom", "何时向谁输出了多少人的数据"}}};
constexpr std::array kRegisterRemove{
    OptionSpec{"--reason", "TEXT", "", {"why it did not happen, or not so", "为何并未发生或有误"}},
    kRegisterHome, kRegisterFormat};
constexpr std::array kRegisterRemoveExamples{
    ExampleSpec{"tidegate register remove 5d01c2a4b7e9 --reason 'upload failed'",
                {"it did not leave after all", "实际并未出境"}}};
constexpr std::array kRegisterComplete{
    OptionSpec{
        "--from",
        "DATE",
        "",
        {"every transfer since this day is entered, YYYY-MM-DD", "自该日起的每次出境均已登记，YYYY-MM-DD"}},
    OptionSpec{"--stop", "", "", {"take the statement back", "撤回该声明"}}, kExporter, kRegisterHome,
    kRegisterFormat};
constexpr std::array kRegisterCompleteExamples{
    ExampleSpec{"tidegate register complete --from 2026-01-01",
                {"from now on assess counts by the register", "此后 assess 按登记簿计数"}}};
constexpr std::array kRegisterDestroy{
    OptionSpec{"--year", "YEAR", "", {"the year, over by now", "已过去的年份"}}, kExporter, kRegisterHome,
    kRegisterFormat};
constexpr std::array kRegisterDestroyExamples{
    ExampleSpec{"tidegate register destroy-key --year 2024",
                {"nobody can be told from the sets of 2024 any more", "2024 年的人员集合不再可用"}}};
constexpr std::array kRegisterMerge{kRegisterHome, kRegisterKey, kRegisterFormat};
constexpr std::array kRegisterMergeExamples{ExampleSpec{
    "tidegate register merge backup/crm-system", {"the transfers of a second system", "并入另一系统的出境"}}};
constexpr std::array kEvaluateRoutes{
    kPack, OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kEvaluateTables{
    kThreads, kAsOf, OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kEvaluateSpans{
    OptionSpec{"--map",
               "FILE",
               "",
               {"JSON object from a gold label to a type code, or null to leave it out",
                "JSON 对象：标注标签到类型代码，null 表示不计"}},
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kEvaluateRoutesExamples{
    ExampleSpec{"tidegate evaluate routes rulepacks/cn/cases/routes.jsonl",
                {"score the packs against labelled cases", "用标注案例评测规则包"}}};
constexpr std::array kEvaluateTablesExamples{
    ExampleSpec{"tidegate evaluate tables tables.jsonl --json",
                {"score column types against labelled tables", "用标注表格评测字段类型"}}};
constexpr std::array kEvaluateSpansExamples{
    ExampleSpec{"tidegate evaluate spans texts.jsonl --map map.json",
                {"score what is found in free text", "用标注文本评测自由文本识别"}}};
constexpr OptionSpec kHome{"--home", "DIR", "", {"the state folder", "状态目录"}};
constexpr OptionSpec kTableOrJson{"--format", "FORMAT", "table|json", {"default table", "默认 table"}};
constexpr std::array kLists{kAsOf, kHome, kTableOrJson};
constexpr std::array kListsAdd{
    OptionSpec{"--coverage",
               "FILE",
               "",
               {"coverage.tsv with a line for this list; without it the list counts as a fragment",
                "含该清单一行的 coverage.tsv；未给出时按不完整处理"}},
    OptionSpec{
        "--signature",
        "FILE",
        "",
        {"Ed25519 signature over rows and coverage, 64 octets", "对条目与覆盖说明的 Ed25519 签名，64 字节"}},
    OptionSpec{"--key", "FILE", "", {"public key in PEM", "PEM 公钥"}},
    OptionSpec{
        "--unsigned",
        "",
        "",
        {"take a list without a signature; it is marked so everywhere", "接受未签名的清单，并处处注明"}},
    kHome,
    kTableOrJson};
constexpr std::array kListsReview{
    OptionSpec{"--dismiss",
               "ID",
               "",
               {"it is not what the row means: a question's id, or LIST:ROW for all of a row",
                "不属于该条目所指：问题编号，或 清单:条目 表示该条目的全部问题"},
               true},
    OptionSpec{"--confirm", "ID", "", {"it is what the row means", "属于该条目所指"}, true},
    OptionSpec{"--reason", "TEXT", "", {"why; kept with the answer", "理由，随答复留存"}},
    OptionSpec{"--by", "NAME", "", {"who answers", "答复人"}},
    OptionSpec{
        "--until", "DATE", "", {"first day on which a dismissal counts no more", "排除自该日起不再有效"}},
    kReviews,
    kAsOf,
    kHome,
    kTableOrJson,
    kThreads,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile};
constexpr std::array kListsCoverageExamples{
    ExampleSpec{"tidegate lists coverage",
                {"which lists are held, and what of each is missing", "现有哪些清单、各缺什么"}}};
constexpr std::array kListsShowExamples{ExampleSpec{
    "tidegate lists show cn-auto-2021", {"the rows of a list with their sources", "清单条目及来源"}}};
constexpr std::array kListsAddExamples{ExampleSpec{
    "tidegate lists add cn-bj-2025.tsv --coverage coverage.tsv --signature list.sig --key office.pem",
    {"the annex that binds the firm, beside the fragment", "在残缺条目之外加入适用于本企业的清单附件"}}};
constexpr std::array kListsRemoveExamples{
    ExampleSpec{"tidegate lists remove cn-bj-2025", {"back to the rows that are built in", "恢复内置条目"}}};
constexpr std::array kListsVerifyExamples{ExampleSpec{
    "tidegate lists verify", {"are the added lists what was signed?", "加入的清单与签名是否一致？"}}};
constexpr std::array kListsReviewExamples{
    ExampleSpec{"tidegate lists review charging.csv",
                {"what official lists ask about a file", "官方清单对某文件提出的问题"}},
    ExampleSpec{
        "tidegate lists review charging.csv --dismiss cn-auto-2021:3 --reason \"test bench, no network\"",
        {"answer all questions of a row", "一次答复某条目的全部问题"}}};
constexpr std::array kEvaluateLists{kAsOf, kTableOrJson};
constexpr std::array kEvaluateListsExamples{ExampleSpec{
    "tidegate evaluate lists tables.jsonl",
    {"are important columns asked about, and others not?", "重要字段是否被提出，其他字段是否未被提出？"}}};
constexpr std::array kDoctor{
    OptionSpec{"--home", "DIR", "", {"where records and keys lie", "记录与密钥目录"}},
    OptionSpec{"--format", "FORMAT", "table|json", {"default table", "默认 table"}}};
constexpr std::array kDoctorExamples{
    ExampleSpec{"tidegate doctor", {"is everything in place?", "一切就绪吗？"}}};
constexpr std::array kManExamples{
    ExampleSpec{"tidegate man | man -l -", {"read the manual page", "阅读手册页"}}};
constexpr std::array kCompletionExamples{ExampleSpec{
    "tidegate completion bash > /etc/bash_completion.d/tidegate", {"install for bash", "安装 bash 补全"}}};

constexpr std::array kCommands{
    CommandSpec{
        "assess",
        "PATH...",
        {"may this data go abroad, why, and what would help", "这些数据能否出境、依据为何、如何改变结果"},
        {"PATH is a declaration (transfer.yaml or .json) or bare data files with --to. Scans, applies every "
         "law that the transfer calls for, scores the risk, pre-checks the filing and prints one screen. "
         "What is not stated is unknown: the answer then names the facts that settle it and the flags that "
         "state them (exit 3).",
         "PATH 为申报文件（transfer.yaml 或 .json），或数据文件并给出 "
         "--"
         "to。扫描数据，适用该次出境涉及的各法域规则，评估风险，预检申报材料，输出一屏结果。未陈述的事实视为"
         "未知：此时列出能确定结果的事实及相应参数（退出码 3）。"},
        kAssess,
        kAssessExamples,
        true},
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
    CommandSpec{
        "rules list",
        "",
        {"the rule packs", "规则包一览"},
        {"Identity, version, hash, and until when each was reviewed.", "标识、版本、哈希及复核有效期。"},
        kRulesCommon,
        kRulesListExamples},
    CommandSpec{
        "rules check",
        "[PACK...]",
        {"prove packs free of gaps, contradictions and dead rules", "证明规则包无缺口、无矛盾、无死规则"},
        {"Exact; each finding comes with a witness case. Exit 1 when something is found.",
         "精确检查；每个发现附一个案例。有发现时以 1 退出。"},
        kRulesCommon,
        kRulesCheckExamples},
    CommandSpec{"rules diff",
                "OLD NEW",
                {"what changed between two packs", "两个规则包之间的变化"},
                {"Lists the boxes of facts whose outcome changed, each with a witness. Exit 1 when something "
                 "changed.",
                 "列出结果发生变化的事实区域，各附一例。有变化时以 1 退出。"},
                kRulesCommon,
                kRulesDiffExamples},
    CommandSpec{"rules explain",
                "ARTICLE",
                {"what an article says and which rules rest on it", "条文内容以及依据它的规则"},
                {"Resolved by date: give --as-of for another day.", "按日期解析：可用 --as-of 指定日期。"},
                kRulesCommon,
                kRulesExplainExamples},
    CommandSpec{"explain",
                "BUNDLE",
                {"the whole proof of a saved assessment", "已保存评估的完整论证"},
                {"Every rule that fired, was defeated or did not fire, with the fact that decided it. The "
                 "proof is re-verified by a checker that does not use the engine. BUNDLE is a file, or a "
                 "record by the first eight digits of its hash or more.",
                 "列出每条已适用、被排除或未适用的规则及其决定性事实；论证由独立校验器复核。BUNDLE "
                 "为文件，或以记录散列的前八位及以上指定。"},
                kExplain,
                kExplainExamples},
    CommandSpec{
        "replay",
        "BUNDLE",
        {"decide a saved assessment again, byte for byte", "逐字节重放已保存的评估"},
        {"Uses the pack versions named in the bundle; with --data the files are scanned again. BUNDLE "
         "is a file, or a record by the first eight digits of its hash or more.",
         "使用评估包所记载的规则包版本；加 --data 时重新扫描数据。BUNDLE "
         "为文件，或以记录散列的前八位及以上指定。"},
        kReplay,
        kReplayExamples},
    CommandSpec{
        "register add",
        "RECORD",
        {"enter that an assessed transfer left", "登记已评估的数据已出境"},
        {"RECORD is a bundle or the hash of a record. Reads the files again and keeps their persons as "
         "keyed hashes, so that later answers count nobody twice and nobody too few.",
         "RECORD 为评估包或记录的散列。重新读取文件，以密钥散列保留其中的人员，使此后的评估既不重复计数，"
         "也不少计。"},
        kRegisterAdd,
        kRegisterAddExamples},
    CommandSpec{"register list",
                "",
                {"the transfers that left", "已登记的出境"},
                {"Days, recipients, numbers of persons, corrections.", "日期、接收方、人数与更正。"},
                kRegisterList,
                kRegisterListExamples},
    CommandSpec{"register remove",
                "ID",
                {"take an entry back, with a reason", "撤回一条登记并说明理由"},
                {"It is no longer counted, and stays in the list.", "不再计数，但仍列于登记簿。"},
                kRegisterRemove,
                kRegisterRemoveExamples},
    CommandSpec{"register complete",
                "",
                {"say that every transfer since a day is entered", "声明自某日起的每次出境均已登记"},
                {"Without this the register only contradicts numbers that are too small: it never says that "
                 "nothing else left.",
                 "未作此声明时，登记簿只指出过小的填写人数，从不认定没有其他出境。"},
                kRegisterComplete,
                kRegisterCompleteExamples},
    CommandSpec{
        "register destroy-key",
        "",
        {"destroy the key of a year and its sets of persons", "销毁某年的密钥及其人员集合"},
        {"The law counts within the year, some laws 12 months back: a year's key can go once it is over.",
         "法律按年度累计，部分法域回溯 12 个月：年度结束后方可销毁其密钥。"},
        kRegisterDestroy,
        kRegisterDestroyExamples},
    CommandSpec{
        "register merge",
        "DIR",
        {"take over the register of another system", "并入另一系统的登记簿"},
        {"DIR is its state folder. Both must count under the same keys: a system that is to be merged "
         "later copies the file \"key\" of the first one and runs register merge on its folder, before "
         "it enters anything, and again after the first transfer of each year "
         "(docs/formats/subjects.md).",
         "DIR 为其状态目录。两者须使用相同密钥：日后需合并的系统，应先复制首个系统的 key 文件，并在登记"
         "任何出境之前对其目录执行 register merge，此后每年首次出境登记后再执行一次"
         "（docs/formats/subjects.md）。"},
        kRegisterMerge,
        kRegisterMergeExamples},
    CommandSpec{"lists coverage",
                "",
                {"official lists held, and what of each is missing", "现有官方清单及其缺失部分"},
                {"A list that is not complete may raise a question, never clear a transfer.",
                 "不完整的清单只能提出问题，不能放行。"},
                kLists,
                kListsCoverageExamples},
    CommandSpec{"lists show",
                "[LIST]",
                {"the rows of an official list", "官方清单的条目"},
                {"With their sources and how each was read: T the text, S a secondary account, M memory.",
                 "附来源与等级：T 原文，S 二手来源，M 凭记忆。"},
                kLists,
                kListsShowExamples},
    CommandSpec{
        "lists add",
        "FILE.tsv",
        {"load the rows of an official list", "加入官方清单的条目"},
        {"Format: docs/formats/lists.md. Replaces an added list of the same id; the rows of a built-in one "
         "go on "
         "asking beside it, but for those that a signed, complete list holds under the same numbers.",
         "格式见 docs/formats/lists.md。替换此前加入的同名清单；同名内置条目继续提问，仅已签名且完整的清单以"
         "相同编号的条目取代之。"},
        kListsAdd,
        kListsAddExamples},
    CommandSpec{
        "lists remove",
        "LIST",
        {"take away a list that was added", "移除加入的清单"},
        {"By its id. A built-in list of the same id counts again; answers to its questions stay kept.",
         "按编号移除。同名内置清单重新生效；已作的答复仍保留。"},
        kLists,
        kListsRemoveExamples},
    CommandSpec{"lists verify",
                "",
                {"check the signatures of added lists", "校验所加清单的签名"},
                {"Exit 6 when one is not what was signed.", "与签名不符时以 6 退出。"},
                kLists,
                kListsVerifyExamples},
    CommandSpec{
        "lists review",
        "PATH...",
        {"what official lists ask about files; answer it", "官方清单对文件提出的问题及答复"},
        {"A dismissal stays until its day, a new edition of the row or another type of the column; it is the "
         "firm's own statement. A confirmed question makes the data important.",
         "排除有效至所定日期、条目改版或字段类型变化；为企业自行说明。经确认的按重要数据处理。"},
        kListsReview,
        kListsReviewExamples},
    CommandSpec{
        "evaluate lists",
        "FILE.jsonl",
        {"score the questions of official lists against labelled columns", "用标注字段评测官方清单的提问"},
        {"Takes the files of evaluate tables.", "使用 evaluate tables 的文件。"},
        kEvaluateLists,
        kEvaluateListsExamples},
    CommandSpec{"evaluate routes",
                "FILE.jsonl",
                {"score routes against labelled cases", "用标注案例评测路径判断"},
                {"Format: docs/formats/route-cases.md.", "格式见 docs/formats/route-cases.md。"},
                kEvaluateRoutes,
                kEvaluateRoutesExamples},
    CommandSpec{"evaluate tables",
                "FILE.jsonl",
                {"score column types against labelled tables", "用标注表格评测字段类型"},
                {"Paths in the file are relative to it.", "文件内路径相对于该文件。"},
                kEvaluateTables,
                kEvaluateTablesExamples},
    CommandSpec{"evaluate spans",
                "FILE.jsonl",
                {"score what is found in free text", "用标注文本评测自由文本识别"},
                {"Lines {id, text, spans[{start, end, label}]}, offsets in code points; strict and micro.",
                 "每行 {id, text, spans[{start, end, label}]}，偏移以码点计；严格匹配、微平均。"},
                kEvaluateSpans,
                kEvaluateSpansExamples},
    CommandSpec{"doctor",
                "",
                {"check the installation", "检查安装"},
                {"Program, packs and their review dates, state folder, key, instruction set.",
                 "程序、规则包及复核日期、状态目录、密钥、指令集。"},
                kDoctor,
                kDoctorExamples},
    CommandSpec{"man",
                "",
                {"print the manual page", "输出手册页"},
                {"In roff; generated from the same table as --help.", "roff 格式；与 --help 同源生成。"},
                {},
                kManExamples},
    CommandSpec{"completion",
                "bash|zsh|fish",
                {"print shell completion for bash, zsh or fish", "输出 bash、zsh 或 fish 的补全脚本"},
                {"Generated from the same table as --help.", "与 --help 同源生成。"},
                {},
                kCompletionExamples},
};

constexpr std::array kExitCodes{
    ExitCodeSpec{0, {"may proceed", "可以进行"}},
    ExitCodeSpec{1,
                 {"findings (only with --fail-on, rules check, rules diff)",
                  "有发现（仅 --fail-on、rules check、rules diff）"}},
    ExitCodeSpec{2, {"usage or input invalid", "用法或输入有误"}},
    ExitCodeSpec{3, {"undetermined: facts are missing", "无法判定：缺少事实"}},
    ExitCodeSpec{4,
                 {"assessment, contract, certificate, filing or approval is needed first",
                  "须先完成安全评估、标准合同、认证、备案或批准"}},
    ExitCodeSpec{5, {"prohibited, or another regime decides", "禁止，或由其他制度决定"}},
    ExitCodeSpec{6, {"verification failed", "校验失败"}},
    ExitCodeSpec{7, {"a limit was exceeded", "超过限制"}},
    ExitCodeSpec{
        69,
        {"a file, disk or program is unavailable; an answer shown all the same is not recorded as asked",
         "文件、磁盘或程序不可用；此时即使显示了结果，也未按要求留存"}},
    ExitCodeSpec{70, {"internal error", "内部错误"}},
    ExitCodeSpec{130, {"interrupted", "被中断"}},
};

}  // namespace

std::span<const CommandSpec> commands() { return kCommands; }
std::span<const OptionSpec> common_options() { return kCommon; }
std::span<const ExitCodeSpec> exit_codes() { return kExitCodes; }

bool is_group(std::string_view word) {
  for (const CommandSpec& command : kCommands) {
    if (command.name.size() > word.size() && command.name.starts_with(word) &&
        command.name[word.size()] == ' ')
      return true;
  }
  return false;
}

const CommandSpec* find_command(std::string_view name) {
  for (const CommandSpec& command : kCommands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

}  // namespace tidegate::cli
