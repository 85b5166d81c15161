// tidegate permit.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kPrivateKey{
    "--key", "FILE", "", {"private key that signs, mode 0600", "签名私钥，权限 0600"}};
constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the key; else the terminal is asked",
     "首行为私钥口令的文件（权限 0600）；未给出时在终端询问"}};
constexpr OptionSpec kOut{
    "--out", "FILE", "", {"file to write; must not be there yet", "输出文件，须尚不存在"}};
constexpr OptionSpec kPublicKey{
    "--key", "FILE", "", {"public key in PEM that must have signed", "须由其签名的 PEM 公钥"}};
constexpr OptionSpec kTrust{
    "--trust",
    "FILE",
    "",
    {"trust policy: whose signatures count, and how many agencies", "信任策略：信任谁的签名、需要几个机构"}};
constexpr OptionSpec kStatus{
    "--status", "FILE", "", {"the newest statement of its status", "最新的状态声明"}};
constexpr OptionSpec kAt{
    "--at",
    "TIME",
    "",
    {"moment asked of, 2026-11-20T08:00:00Z or with +08:00; a day alone begins in China; default: now",
     "所问时刻，2026-11-20T08:00:00Z 或带 +08:00；仅写日期则为北京时间当日零时；默认现在"}};
constexpr OptionSpec kDays{
    "--days", "N", "", {"days until the statement is stale; default 7", "声明的有效天数；默认 7"}};
constexpr OptionSpec kLast{
    "--last",
    "FILE",
    "",
    {"the statement before this one; left out, this is the first", "上一份状态声明；未给出时视为首份"}};
constexpr OptionSpec kReasonEn{"--reason", "TEXT", "", {"why, in English", "英文理由"}};
constexpr OptionSpec kReasonZh{"--reason-zh", "TEXT", "", {"why, in Chinese", "中文理由"}};

constexpr std::array kKeygen{
    kPassphraseFile,
    OptionSpec{"--passphrase", "", "", {"ask the terminal for a passphrase", "在终端设定口令"}},
    kTableOrJson};
constexpr std::array kDraft{
    OptionSpec{"--decision",
               "FILE",
               "",
               {"what was decided: docs/formats/permit.md", "决定文件，格式见 docs/formats/permit.md"}},
    OptionSpec{"--issuer", "TEXT", "", {"the agency's name in English", "签发机构英文名"}},
    OptionSpec{"--issuer-zh", "TEXT", "", {"the agency's name in Chinese", "签发机构中文名"}},
    OptionSpec{"--id", "ID", "", {"default: of the decision's hash", "许可编号；默认取自决定的哈希"}},
    OptionSpec{
        "--from", "DATE", "", {"first day; default: the day after the decision", "首日；默认决定次日"}},
    OptionSpec{
        "--until",
        "DATE",
        "",
        {"first day on which it no longer holds; default: the first of the decision's and the declared ends",
         "自该日起失效；默认取决定与申报中最早者"}},
    OptionSpec{"--persons",
               "N",
               "",
               {"distinct persons in all; default: the last forecast", "累计去重人数上限；默认取末年预估"}},
    OptionSpec{"--persons-year", "N", "", {"distinct persons a calendar year", "每年去重人数上限"}},
    OptionSpec{
        "--sensitive", "N", "", {"persons with sensitive information, in all", "敏感个人信息累计人数上限"}},
    OptionSpec{"--sensitive-year", "N", "", {"the same, a calendar year", "敏感个人信息每年人数上限"}},
    OptionSpec{"--octets", "N", "", {"octets in all", "累计字节数上限"}},
    OptionSpec{"--octets-year", "N", "", {"octets a calendar year", "每年字节数上限"}},
    OptionSpec{"--encryption",
               "LEVEL",
               "none|tls1.2|tls1.3|end_to_end",
               {"the least for every link; the declared one where that is stronger",
                "各链路最低加密要求；申报更强者从其申报"}},
    OptionSpec{"--home", "DIR", "", {"the state folder", "状态目录"}}};
constexpr std::array kIssue{
    kPrivateKey,
    kPassphraseFile,
    OptionSpec{"--cosigner",
               "FILE",
               "",
               {"public key that will sign too: permit cosign", "将共同签名的公钥：permit cosign"},
               true},
    OptionSpec{"--grace-hours",
               "N",
               "",
               {"hours without a statement of its status, 0 to 720; default 24",
                "无须状态声明的小时数，0 至 720；默认 24"}},
    kOut,
    kTableOrJson};
constexpr std::array kCosign{kPrivateKey, kPassphraseFile,
                             OptionSpec{"--permit",
                                        "FILE",
                                        "",
                                        {"the permit of a statement, to log the statement too",
                                         "状态声明所属的许可，以便一并记入日志"}},
                             kTableOrJson};
constexpr std::array kState{kPrivateKey, kPassphraseFile, kLast, kReasonEn,
                            kReasonZh,   kDays,           kOut,  kTableOrJson};
constexpr std::array kVerify{
    kPublicKey,
    kTrust,
    kStatus,
    kAt,
    OptionSpec{
        "--evidence",
        "FILE",
        "",
        {"a bundle of the evidence log about this permit (.tgb): it holds, is of this file, and nothing "
         "newer says otherwise",
         "关于该许可的证据包（.tgb）：证明成立、对应本文件、且没有更新的相反记录"}},
    OptionSpec{"--evidence-trust",
               "FILE",
               "",
               {"the policy that bundle is verified by (C2SP tlog-policy)",
                "核验该证据包所用的策略（C2SP tlog-policy）"}},
    kTableOrJson};
constexpr std::array kShow{kTableOrJson};
constexpr std::array kDecide{
    OptionSpec{"--request",
               "FILE",
               "",
               {"the flow: docs/formats/permit.md", "流动请求，格式见 docs/formats/permit.md"}},
    OptionSpec{"--usage", "FILE", "", {"what went before under the permit", "该许可此前的用量"}},
    kPublicKey,
    kTrust,
    kStatus,
    kAt,
    kTableOrJson};

constexpr std::array kKeygenExamples{ExampleSpec{"tidegate permit keygen keys --passphrase",
                                                 {"a key that opens with a passphrase", "受口令保护的密钥"}}};
constexpr std::array kDraftExamples{
    ExampleSpec{"tidegate permit draft transfer.yaml --decision decision.json --issuer \"Zone office\" "
                "--issuer-zh 示范区网信办 > draft.json",
                {"what was allowed, as a draft", "把获准事项写成许可草稿"}}};
constexpr std::array kIssueExamples{ExampleSpec{
    "tidegate permit issue draft.json --key keys/permit-key.pem --out p.tgp", {"sign it", "签发"}}};
constexpr std::array kCosignExamples{ExampleSpec{"tidegate permit cosign p.tgp --key other/permit-key.pem",
                                                 {"a second agency signs", "第二个机构签名"}}};
constexpr std::array kSuspendExamples{
    ExampleSpec{"tidegate permit suspend p.tgp --key keys/permit-key.pem --reason audit --reason-zh 审计 "
                "--last 1.tgs --out 2.tgs",
                {"until it is resumed", "暂停，直至恢复"}}};
constexpr std::array kRevokeExamples{
    ExampleSpec{"tidegate permit revoke p.tgp --key keys/permit-key.pem --reason breach --reason-zh 违约 "
                "--last 2.tgs --out 3.tgs",
                {"for good", "撤销，不可恢复"}}};
constexpr std::array kResumeExamples{
    ExampleSpec{"tidegate permit resume p.tgp --key keys/permit-key.pem --out 1.tgs",
                {"it holds, for seven days", "声明有效七天"}}};
constexpr std::array kVerifyExamples{
    ExampleSpec{"tidegate permit verify p.tgp --key permit-key.pub.pem --status 1.tgs",
                {"is it real, and does it hold?", "是否真实、是否有效？"}},
    ExampleSpec{"tidegate permit verify p.tgp --trust trust.json --status p.tgs --evidence p.tgb "
                "--evidence-trust trust.txt",
                {"and is it in the witnessed log, with nothing newer?",
                 "并核验其已记入受见证的日志且没有更新的记录"}}};
constexpr std::array kShowExamples{ExampleSpec{"tidegate permit show p.tgp", {"read one", "查看内容"}}};
constexpr std::array kDecideExamples{ExampleSpec{
    "tidegate permit decide p.tgp --trust trust.json --status 1.tgs --request flow.json --usage usage.json",
    {"may this go, now?", "此刻可以出境吗？"}}};

constexpr std::array kPermitCommands{
    CommandSpec{"permit verify",
                "FILE",
                {"is a permit real, unaltered, in force?", "许可是否真实、未改动、有效？"},
                {"Offline. Says which step failed. Exit 0 holds; 2 no permit; 3 genuine, status unknown or "
                 "stale; 4 not in force; "
                 "6 altered, or not signed by those who count.",
                 "离线核验，指明未通过的步骤。0 有效；2 不是许可；3 真实但状态未知或过期；4 不在有效状态；6 "
                 "被改动或签名不足。"},
                kVerify,
                kVerifyExamples},
    CommandSpec{"permit show",
                "FILE",
                {"print a permit or a statement of status", "显示许可或状态声明"},
                {"Its signatures are not checked.", "不核验签名。"},
                kShow,
                kShowExamples},
    CommandSpec{"permit decide",
                "FILE",
                {"may this flow go, now, under this permit?", "此流动此刻可否依该许可出境？"},
                {"Exit 0 allowed; 3 held, with the facts to give; 4 refused, with every reason; 2 and 6 as "
                 "of verify.",
                 "0 允许；3 暂缓并列出所缺事实；4 拒绝并列出全部理由；2 与 6 同 verify。"},
                kDecide,
                kDecideExamples},
    CommandSpec{
        "permit keygen",
        "DIR",
        {"make a key that signs permits", "生成签发许可的密钥"},
        {"Writes permit-key.pem, mode 0600, and permit-key.pub.pem. Ed25519, PKCS#8; under a passphrase "
         "where one is given.",
         "写出 permit-key.pem（权限 0600）与 permit-key.pub.pem。Ed25519，PKCS#8；给出口令时加密保存。"},
        kKeygen,
        kKeygenExamples},
    CommandSpec{
        "permit draft",
        "RECORD|DECLARATION",
        {"what was allowed, as a permit to sign", "把获准事项写成待签许可"},
        {"Refused items are left out; a side that nothing bounds is an error. A route that the law allows "
         "below a number of persons is bounded in each year.",
         "未获准的数据项不写入；任何一面未限定即报错。法律仅在一定人数以下允许的路径，逐年限定人数。"},
        kDraft,
        kDraftExamples},
    CommandSpec{"permit issue",
                "DRAFT",
                {"sign a permit", "签发许可"},
                {"Names all who may sign it; others add their signatures with permit cosign.",
                 "列明全部签名者；其他机构用 permit cosign 签名。"},
                kIssue,
                kIssueExamples},
    CommandSpec{"permit cosign",
                "FILE",
                {"add a signature to a permit or statement", "为许可或状态声明增加签名"},
                {"Of a key that it names.", "仅限其列明的密钥。"},
                kCosign,
                kCosignExamples},
    CommandSpec{
        "permit resume",
        "FILE",
        {"state that a permit holds", "声明许可有效"},
        {"Renews it where it held, ends a suspension where there was one. A revoked permit stays revoked.",
         "有效的予以续期，暂停的予以恢复；已撤销的不可恢复。"},
        kState,
        kResumeExamples},
    CommandSpec{"permit suspend",
                "FILE",
                {"suspend a permit", "暂停许可"},
                {"With a reason in both languages.", "须用中英文说明理由。"},
                kState,
                kSuspendExamples},
    CommandSpec{
        "permit revoke",
        "FILE",
        {"revoke a permit for good", "撤销许可"},
        {"With a reason in both languages. It never goes stale.", "须用中英文说明理由。声明不会过期。"},
        kState,
        kRevokeExamples},
};

}  // namespace

std::span<const CommandSpec> permit_commands() { return kPermitCommands; }

}  // namespace tidegate::cli
