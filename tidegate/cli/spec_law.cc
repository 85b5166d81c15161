// tidegate rules, explain, replay.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kRulesCommon{kPack, kAsOf, kTableOrJson};
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
    kTableOrJson};
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
    kTableOrJson,
};
constexpr std::array kReplayExamples{
    ExampleSpec{"tidegate replay result.tga",
                {"decide again from the bundle and compare byte for byte; exit 6 when it differs",
                 "依评估包重新判定并逐字节比对；不一致时以 6 退出"}}};

constexpr std::array kLawCommands{
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
};

}  // namespace

std::span<const CommandSpec> law_commands() { return kLawCommands; }

}  // namespace tidegate::cli
