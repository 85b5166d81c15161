// tidegate file.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kFile{
    OptionSpec{"--out",
               "FOLDER",
               "",
               {"where the files go; made where it is not there", "文件写入的目录；不存在则创建"}},
    OptionSpec{"--template",
               "FOLDER",
               "",
               {"a zone's own template.json, form.json and standard-contract.sha256; default: built in, "
                "guide of 2025-06-27",
                "地方自有的 template.json、form.json 与 standard-contract.sha256；默认内置 2025-06-27 版"}},
    OptionSpec{"--previous",
               "FILE",
               "",
               {"declaration of the filing before: adds what changed", "上次申报文件：生成变更说明"}},
    OptionSpec{"--contract",
               "FILE",
               "",
               {"contract with its annex I, as DOCX, text or PDF; default: attachment A7",
                "合同及附录一（DOCX、文本或 PDF）；默认取附件 A7"}},
    OptionSpec{"--report",
               "FILE",
               "",
               {"the report as it will be filed; default: attachment A8", "拟提交的报告；默认取附件 A8"}},
    OptionSpec{
        "--notice",
        "FILE",
        "",
        {"privacy notice, compared with form, report and contract", "告知文本，与申报表、报告、合同比对"}},
    OptionSpec{"--key",
               "FILE",
               "",
               {"Ed25519 private key (PEM, mode 0600) that signs filing.json",
                "为 filing.json 签名的 Ed25519 私钥（PEM，权限 0600）"}},
    OptionSpec{"--pdf",
               "",
               "",
               {"print each document to PDF too, by LibreOffice", "另以 LibreOffice 将各文档输出为 PDF"}},
    OptionSpec{"--zip",
               "",
               "",
               {"the archive for upload in one go, papers in the template's folders",
                "按模板目录生成批量上传压缩包"}},
    OptionSpec{
        "--english", "", "", {"a reading copy in English, in the folder en", "另在 en 目录生成英文阅读本"}},
    OptionSpec{"--force", "", "", {"replace files that are there", "覆盖已有文件"}},
    OptionSpec{"--fail-on",
               "LEVEL",
               "blocks|returned|warns",
               {"exit 1 when a gap of this gravity or above is found; 3 and 5 of the law come first",
                "发现该程度及以上的缺口时以 1 退出；法律结论的 3、5 优先"}},
    OptionSpec{"--set",
               "FACT=VALUE",
               "",
               {"state any fact by its name, as for assess", "按名称陈述事实，同 assess"},
               true},
    kAsOf,
    kTableOrJson,
    kReviews,
    kDestinations,
    kWeights,
    OptionSpec{"--home", "DIR", "", {"state folder, as for assess", "状态目录，同 assess"}},
    OptionSpec{"--key-command", "COMMAND", "", {"as for assess", "同 assess"}},
    OptionSpec{"--no-record", "", "", {"keep no record of the assessment", "不留存评估记录"}},
    kThreads,
    kPack,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile,
};
constexpr std::array kFileExamples{
    ExampleSpec{
        "tidegate file examples/clinical-trial/transfer.yaml --out filing --zip",
        {"the documents of a standard contract's filing, and every gap", "标准合同备案的全部文档与缺口清单"}},
    ExampleSpec{"tidegate file transfer.yaml --out filing --pdf --key firm.pem --notice notice.docx",
                {"with PDF, a signature, and the notice compared", "含 PDF、签名与告知文本比对"}},
    ExampleSpec{
        "tidegate file transfer.yaml --out draft --fail-on returned --json",
        {"in continuous integration: 1 when it would be sent back", "在持续集成中：会被退回时以 1 退出"}},
};

constexpr std::array kFileCommands{
    CommandSpec{
        "file",
        "DECLARATION",
        {"the documents of a filing, and every formal gap in one pass",
         "生成申报文档，并一次查出全部形式缺口"},
        {"Assesses the declaration, opens the papers that it lists beside it, checks rules V01 to "
         "V30, and writes application form, report, "
         "tables, letter and filing.json in the official layout. It writes them whatever it finds: "
         "what is not stated stands as a blank to fill "
         "in. Needs --out. Exit 0: the files are written and the law is no obstacle, whatever gaps they "
         "have; 1: a gap that --fail-on names; 3 and 5: of the law, as for assess. Where assess says 4, "
         "this is the step that it asks for.",
         "评估申报文件，打开其所列材料，检查 V01 至 "
         "V30，并按官方版式生成申报表、报告、清单、申报函与 filing.json。无论发现何种缺口均会生成："
         "未填写处留空待填。须给出 --out。退出码 0：文件已写出且法律结论无碍，无论有何缺口；1：存在 "
         "--fail-on 所指缺口；3 与 5：法律结论，同 assess。assess 以 4 "
         "退出时，本命令正是其所要求的步骤。"},
        kFile,
        kFileExamples,
        true},
};

}  // namespace

std::span<const CommandSpec> file_commands() { return kFileCommands; }

}  // namespace tidegate::cli
