// tidegate evidence.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kTrust{"--trust",
                            "FILE",
                            "",
                            {"policy: the log's key, first or later, and the witnesses whose word is needed; "
                             "nobody is trusted by default",
                             "策略文件：日志的（首个或其后的）密钥，以及须有其见证的各方；默认不信任任何人"}};
constexpr OptionSpec kAt{
    "--at",
    "TIME",
    "",
    {"moment asked of, 2026-11-20T08:00:00Z or with +08:00; a day alone begins in China; default: now",
     "所问时刻，2026-11-20T08:00:00Z 或带 +08:00；仅写日期则为北京时间当日零时；默认现在"}};
constexpr OptionSpec kOut{
    "--out", "FILE", "", {"file to write; must not be there yet", "输出文件，须尚不存在"}};

constexpr OptionSpec kTsaCa{"--tsa-ca",
                            "FILE",
                            "",
                            {"certificates in PEM of the time stamp authorities whose word is taken",
                             "所认可的时间戳机构的 PEM 证书"}};
constexpr OptionSpec kBlock{"--block",
                            "HASH",
                            "",
                            {"hash of a block that is known to stand in its chain", "已知属于该链的区块哈希"},
                            true};
constexpr OptionSpec kRpc{"--rpc",
                          "URL",
                          "",
                          {"node of a chain to ask about its anchors: the one option that opens a connection",
                           "向该链节点核对锚定；仅此选项会访问网络"}};
constexpr OptionSpec kRpcCa{
    "--ca",
    "FILE",
    "",
    {"certificates in PEM that the node's server is trusted by; default: the system's",
     "用于信任节点服务器的 PEM 证书；默认使用系统证书"}};

constexpr std::array kVerify{kTrust, kAt, kTsaCa, kBlock, kRpc, kRpcCa, kThreads, kTableOrJson};
constexpr std::array kShow{kTableOrJson};
constexpr std::array kReceipt{kTrust, kAt, kOut, kTableOrJson};
constexpr std::array kPage{OptionSpec{"--out",
                                      "FILE",
                                      "",
                                      {"file to write; must not be there yet; default: standard output",
                                       "输出文件，须尚不存在；默认输出到标准输出"}},
                           kTableOrJson};

constexpr std::array kVerifyExamples{
    ExampleSpec{"tidegate evidence verify permit.tgb --trust policy.txt",
                {"is it proved, and by whose word?", "是否得到证明、凭谁的话？"}},
    ExampleSpec{"tidegate evidence verify handed-over/ --trust policy.txt --threads 2 --json",
                {"every bundle of a folder", "核验目录中的全部证据包"}}};
constexpr std::array kShowExamples{
    ExampleSpec{"tidegate evidence show permit.tgb", {"read one", "查看内容"}}};
constexpr std::array kReceiptExamples{
    ExampleSpec{"tidegate evidence receipt permit.tgb --trust policy.txt --out permit.cose",
                {"for programs that read COSE", "供读取 COSE 的程序使用"}}};
constexpr std::array kPageExamples{
    ExampleSpec{"tidegate evidence page --out verify.html",
                {"for an auditor without this program", "供没有本程序的审计人员使用"}}};

constexpr OptionSpec kLog{
    "--log",
    "DIR",
    "",
    {"folder of the log; default: evidence in the state folder", "日志目录；默认为状态目录下的 evidence"}};
constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the log's keys; else the terminal is asked",
     "首行为日志私钥口令的文件（权限 0600）；未给出时在终端询问"}};
constexpr OptionSpec kSubject{
    "--subject",
    "NAME",
    "",
    {"what the record is about: permit/2026-17", "记录所关于的对象，如 permit/2026-17"}};

constexpr std::array kInit{
    kLog,
    OptionSpec{"--origin",
               "NAME",
               "",
               {"name of the log, one for ever: evidence.example.cn/2026",
                "日志名称，一经确定不得更改，如 evidence.example.cn/2026"}},
    OptionSpec{"--sm", "", "", {"keep a second tree under SM3, signed by SM2", "另建 SM3 树并以 SM2 签名"}},
    OptionSpec{"--witnesses",
               "FILE",
               "",
               {"C2SP policy of the witnesses to ask, without a line of a log",
                "须询问的见证方的 C2SP 策略，不含日志行"}},
    OptionSpec{"--passphrase-file",
               "FILE",
               "",
               {"file (mode 0600) whose first line is to lock the keys; without it they lie plain, mode 0600",
                "首行为口令的文件（权限 0600），用以加密私钥；未给出时私钥明文存放，权限 0600"}},
    kTableOrJson};
constexpr std::array kRecord{
    kLog,
    kSubject,
    OptionSpec{"--kind",
               "KIND",
               "assessment|case_step|permit|permit_status|credential|backup|warning",
               {"default: permit", "默认 permit"}},
    OptionSpec{"--status",
               "STATUS",
               "live|suspended|revoked|superseded",
               {"what it says of its subject; default: live", "对该对象的说明；默认 live"}},
    OptionSpec{"--field",
               "NAME=VALUE",
               "",
               {"committed to, shown to nobody until the bundle's maker shows it",
                "仅记其承诺，出具证据包时方可选择披露"},
               true},
    kPassphraseFile,
    kTableOrJson};
constexpr std::array kOfLog{kLog, kPassphraseFile, kTableOrJson};
constexpr std::array kPublish{kLog,
                              OptionSpec{"--despite-witnesses",
                                         "",
                                         "",
                                         {"sign though a witness has seen another or a larger tree",
                                          "即使有见证方见过另一棵或更大的树，仍予签署"}},
                              kPassphraseFile, kTableOrJson};
constexpr std::array kRotate{kLog,
                             OptionSpec{"--sm",
                                        "",
                                        "",
                                        {"of the tree under SM3; default: of the log itself",
                                         "更换 SM3 树的密钥；默认更换日志本身的密钥"}},
                             kPassphraseFile, kTableOrJson};
constexpr std::array kBundle{
    kLog,
    kSubject,
    OptionSpec{
        "--index", "N", "", {"the entry; default: the subject's newest", "条目序号；默认为该对象最新一条"}},
    OptionSpec{"--show", "NAME", "", {"field to show", "要披露的字段"}, true},
    OptionSpec{"--statement",
               "FILE",
               "",
               {"the recorded file, to stand in the bundle", "已记入日志的文件，随证据包附上"}},
    kOut,
    kPassphraseFile,
    kTableOrJson};
constexpr std::array kInitExamples{
    ExampleSpec{"tidegate evidence init --origin evidence.example.cn/2026 --sm",
                {"both profiles, no witness yet", "两套密码体系，暂无见证方"}}};
constexpr std::array kRecordExamples{ExampleSpec{
    "tidegate evidence record permit.json --subject permit/2026-17 --field route=assessment",
    {"what was signed, and a field that may be shown later", "记录已签发文件及日后可披露的字段"}}};
constexpr std::array kBundleExamples{ExampleSpec{
    "tidegate evidence bundle --subject permit/2026-17 --statement permit.json --show route --out "
    "permit.tgb",
    {"one file for an auditor or a court", "交审计或法院的单个文件"}}};

constexpr std::array kEvidenceCommands{
    CommandSpec{
        "evidence verify",
        "PATH...",
        {"is a record proved, unaltered, the newest?", "记录是否得到证明、未改动、为最新？"},
        {"Offline, unless --rpc names a node. Each step: ok, FAILED with its reason, or nothing to "
         "check; and what was trusted. Of several files, or of a folder (its .tgb files and those of "
         "its folders): a line each, those that do not hold first. Exit 0 every step of every bundle "
         "holds, whatever the record's status; 2 no bundle; 6 a step failed, a log signed two trees of one "
         "size, or one of several could not be read.",
         "离线核验（除非以 --rpc 指定节点）。逐步列出通过、未通过及理由、或无此项，并列出所信任者。"
         "给出多个文件或目录（含其下各级目录的 .tgb 文件）时每包一行，不成立者在前。0 全部通过（不论"
         "记录状态）；2 不是证据包；6 "
         "有步骤未通过、同一日志签署了两棵同样大小的树，或多个文件中有未能读取者。"},
        kVerify,
        kVerifyExamples},
    CommandSpec{"evidence show",
                "FILE",
                {"print a bundle of evidence", "显示证据包"},
                {"Nothing of it is checked.", "不作任何核验。"},
                kShow,
                kShowExamples},
    CommandSpec{"evidence receipt",
                "FILE",
                {"write a COSE receipt (RFC 9942)", "写出 COSE 回执（RFC 9942）"},
                {"Of a bundle that holds; else as verify.", "仅限核验通过的证据包；否则同 verify。"},
                kReceipt,
                kReceiptExamples},
    CommandSpec{
        "evidence page",
        "",
        {"write the web page that verifies bundles", "写出核核验据包的网页"},
        {"One file for any browser, offline: it may open no connection. The server hands out the same at "
         "/verify.html.",
         "单个文件，任何浏览器均可脱机使用，不得发起任何网络连接。服务器在 /verify.html 提供同一网页。"},
        kPage,
        kPageExamples},
    CommandSpec{
        "evidence init",
        "",
        {"make an evidence log with its keys", "创建证据日志及其密钥"},
        {"Prints the policy by which others verify its bundles. With --witnesses, what is published is "
         "shown to them.",
         "输出他人核验其证据包所凭的策略。给出 --witnesses 时，发布的检查点将交其见证。"},
        kInit,
        kInitExamples},
    CommandSpec{
        "evidence record",
        "FILE",
        {"record a signed file in the log", "将已签发文件记入日志"},
        {"The log gets the file's SHA-256 and salted commitments to the fields, no content. Lasts when the "
         "command returns.",
         "日志仅存文件的 SHA-256 与字段的加盐承诺，不存内容。命令返回时即已落盘。"},
        kRecord,
        kRecordExamples},
    CommandSpec{
        "evidence publish",
        "",
        {"sign a checkpoint, ask the witnesses", "签署检查点并请见证方见证"},
        {"Exit 0 done; 6 held: a witness has seen another or a larger tree of this log; 69 signed, and "
         "witnesses are lacking: run it again.",
         "0 完成；6 已暂缓：有见证方见过本日志的另一棵或更大的树；69 已签署但见证不足，请稍后重试。"},
        kPublish,
        {}},
    CommandSpec{"evidence status",
                "",
                {"how far the log is proven", "日志的证明进度"},
                {"Logged and witnessed are claims of two parties; both are shown.",
                 "“已记入”与“已见证”由两方各自声明，一并列出。"},
                kOfLog,
                {}},
    CommandSpec{"evidence bundle",
                "",
                {"write the proof of one record (.tgb)", "写出一条记录的证据包（.tgb）"},
                {"At the newest checkpoint. Shows the named fields and no others.",
                 "以最新检查点为准。仅披露所列字段。"},
                kBundle,
                kBundleExamples},
    CommandSpec{"evidence rotate-key",
                "",
                {"give the log a new key", "更换日志密钥"},
                {"An entry names it, signed by the key before. Tell the witnesses, then publish: the next "
                 "checkpoint is signed by the new key, and the old one is destroyed.",
                 "由前一密钥签署的条目载明新密钥。请先告知各见证方，再发布：下一检查点由新密钥签署，旧私钥随"
                 "即销毁。"},
                kRotate,
                {}},
    CommandSpec{"evidence declare-policy",
                "FILE",
                {"declare other witnesses in the log", "在日志中声明新的见证方"},
                {"FILE is a C2SP policy of the witnesses to ask, without a line of a log. It binds no "
                 "verifier who has a quorum of his own.",
                 "FILE 为须询问的见证方的 C2SP 策略，不含日志行。对自带法定数的核验者无约束力。"},
                kOfLog,
                {}},
    CommandSpec{"evidence trust",
                "",
                {"print the policy by which others verify", "输出供他人核验的策略"},
                {"For tidegate evidence verify --trust.", "供 tidegate evidence verify --trust 使用。"},
                kOfLog,
                {}},
    CommandSpec{
        "evidence erase",
        "SUBJECT",
        {"destroy the content recorded about a subject", "销毁关于某对象的记录内容"},
        {"Its secret is destroyed: commitments can no longer be opened, sealed content no longer read; the "
         "log and its proofs hold.",
         "销毁其密钥：承诺不可再打开，密封内容不可再读；日志及证明依然有效。"},
        kOfLog,
        {}},
};

}  // namespace

std::span<const CommandSpec> evidence_commands() { return kEvidenceCommands; }

}  // namespace tidegate::cli
