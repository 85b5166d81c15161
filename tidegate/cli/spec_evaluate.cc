// tidegate evaluate.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kEvaluateRoutes{kPack, kTableOrJson};
constexpr std::array kEvaluateTables{kThreads, kAsOf, kTableOrJson};
constexpr std::array kEvaluateSpans{
    OptionSpec{"--map",
               "FILE",
               "",
               {"JSON object from a gold label to a type code, or null to leave it out",
                "JSON 对象：标注标签到类型代码，null 表示不计"}},
    kTableOrJson};
constexpr std::array kEvaluateRoutesExamples{
    ExampleSpec{"tidegate evaluate routes rulepacks/cn/cases/routes.jsonl",
                {"score the packs against labelled cases", "用标注案例评测规则包"}}};
constexpr std::array kEvaluateTablesExamples{
    ExampleSpec{"tidegate evaluate tables tables.jsonl --json",
                {"score column types against labelled tables", "用标注表格评测字段类型"}}};
constexpr std::array kEvaluateSpansExamples{
    ExampleSpec{"tidegate evaluate spans texts.jsonl --map map.json",
                {"score what is found in free text", "用标注文本评测自由文本识别"}}};
constexpr std::array kEvaluateLists{kAsOf, kTableOrJson};
constexpr std::array kEvaluateListsExamples{ExampleSpec{
    "tidegate evaluate lists tables.jsonl",
    {"are important columns asked about, and others not?", "重要字段是否被提出，其他字段是否未被提出？"}}};

constexpr std::array kEvaluateCredentials{kTableOrJson};
constexpr std::array kEvaluateCredentialsExamples{ExampleSpec{
    "tidegate evaluate credentials tests/credentials/cases.jsonl",
    {"is each forged credential caught, for its reason?", "每个伪造凭证是否被识破、原因是否正确？"}}};

constexpr std::array kEvaluateBackups{kTableOrJson};
constexpr std::array kEvaluateBackupsExamples{ExampleSpec{
    "tidegate evaluate backups tests/backups/cases.jsonl",
    {"is each bad backup caught, for its reason?", "每个有问题的备份是否被识破、原因是否正确？"}}};

constexpr std::array kEvaluateCommands{
    CommandSpec{"evaluate backups",
                "FILE.jsonl",
                {"score the checks of backups against labelled ones", "用标注备份评测备份核验"},
                {"Format: docs/formats/backup-cases.md.", "格式见 docs/formats/backup-cases.md。"},
                kEvaluateBackups,
                kEvaluateBackupsExamples},
    CommandSpec{"evaluate credentials",
                "FILE.jsonl",
                {"score the checks of credentials against labelled ones", "用标注凭证评测凭证核验"},
                {"Format: docs/formats/credential-cases.md.", "格式见 docs/formats/credential-cases.md。"},
                kEvaluateCredentials,
                kEvaluateCredentialsExamples},
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
};

}  // namespace

std::span<const CommandSpec> evaluate_commands() { return kEvaluateCommands; }

}  // namespace tidegate::cli
