// tidegate assess.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

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

constexpr std::array kAssessCommands{
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
};

}  // namespace

std::span<const CommandSpec> assess_commands() { return kAssessCommands; }

}  // namespace tidegate::cli
