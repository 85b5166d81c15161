// tidegate witness.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the witness's keys; without one they lie plain, mode 0600",
     "首行为见证方密钥口令的文件（权限 0600）；未给出时密钥不加口令，权限 0600"}};

constexpr std::array kInit{
    OptionSpec{"--name",
               "NAME",
               "",
               {"what others call it: one word without +, witness.example/1",
                "对外名称：不含空格与 + 的一个词，例如 witness.example/1"}},
    OptionSpec{"--algorithm",
               "WHICH",
               "ed25519|sm2|both",
               {"what it signs with; ed25519 unless stated", "签名算法；默认 ed25519"}},
    kPassphraseFile, kTableOrJson};
constexpr std::array kAddLog{
    OptionSpec{
        "--key",
        "KEY",
        "",
        {"verifier key of the log, name+id+base64; of Ed25519 for a tree under SHA-256, of SM2 for one "
         "under SM3",
         "日志的验证密钥（name+id+base64）；Ed25519 对应 SHA-256 树，SM2 对应 SM3 树"},
        true},
    kTableOrJson};
constexpr std::array kShow{kTableOrJson};
constexpr std::array kServe{
    OptionSpec{"--listen",
               "ADDR",
               "",
               {"address and port, 127.0.0.1:8720 unless stated; [::1]:8720 for IPv6",
                "监听地址与端口，默认 127.0.0.1:8720；IPv6 写作 [::1]:8720"}},
    OptionSpec{"--tls-certificate",
               "FILE",
               "",
               {"certificate chain in PEM; with --tls-key, TLS is spoken",
                "PEM 证书链；与 --tls-key 一并给出时启用 TLS"}},
    OptionSpec{"--tls-key", "FILE", "", {"its private key in PEM", "相应的 PEM 私钥"}}, kPassphraseFile};

constexpr std::array kAsk{
    OptionSpec{"--policy",
               "FILE",
               "",
               {"witnesses, their addresses and the quorum (C2SP tlog-policy)",
                "见证方、其地址与所需见证数（C2SP tlog-policy）"}},
    OptionSpec{"--out",
               "FILE",
               "",
               {"file for the checkpoint with its cosignatures; it may be that of a log which no other "
                "process holds. A "
                "newer one is never written over",
                "写入带见证签名的检查点；可为未被其他进程使用的日志自身的文件。不会覆盖更新的检查点"}},
    OptionSpec{"--sm3", "", "", {"the tree under SM3: sm3/checkpoint", "SM3 树：sm3/checkpoint"}},
    OptionSpec{
        "--seconds",
        "N",
        "",
        {"how long witnesses are waited for, 1 to 60; default 10", "等待见证方的秒数，1 至 60；默认 10"}},
    OptionSpec{"--ca",
               "FILE",
               "",
               {"certificates in PEM that witnesses are trusted by; default: the system's",
                "用于信任见证方服务器的 PEM 证书；默认使用系统证书"}},
    kTableOrJson};

constexpr std::array kInitExamples{
    ExampleSpec{"tidegate witness init /var/lib/witness --name customs.example/w1",
                {"make its keys and print what others trust it by", "生成密钥，并输出供他人信任的验证密钥"}}};
constexpr std::array kAddLogExamples{
    ExampleSpec{"tidegate witness add-log /var/lib/witness --key evidence.example/2026+1c5e...+AQ...",
                {"see this log from now on", "开始见证该日志"}}};
constexpr std::array kShowExamples{
    ExampleSpec{"tidegate witness show /var/lib/witness",
                {"its keys, its logs, how far it has seen each", "其密钥、各日志及已见证的大小"}}};
constexpr std::array kAskExamples{ExampleSpec{
    "tidegate witness ask /var/lib/evidence --policy policy.txt --out /var/lib/evidence/checkpoint",
    {"have the newest checkpoint cosigned", "为最新检查点取得见证签名"}}};
constexpr std::array kServeExamples{
    ExampleSpec{"tidegate witness serve /var/lib/witness --listen 0.0.0.0:8720 --tls-certificate chain.pem "
                "--tls-key key.pem",
                {"for others, by TLS", "供他人经 TLS 访问"}}};

constexpr std::array kWitnessCommands{
    CommandSpec{
        "witness init",
        "DIR",
        {"make a witness of other agencies' logs", "创建见证方，见证其他机构的日志"},
        {"A new folder, or an empty one, with its keys (mode 0600) and its name. A witness signs that a log "
         "only grew: keep "
         "it in another agency than the log, and never restore its folder from an older copy, which "
         "would let it sign a fork.",
         "在新目录或空目录中写入密钥（权限 0600）与名称。见证方签名证明日志只增不改：应由日志之外的机构运行；"
         "不得用旧副本恢复该目录，否则可能为分叉签名。"},
        kInit,
        kInitExamples},
    CommandSpec{"witness add-log",
                "DIR",
                {"name a log that it may cosign", "添加可见证的日志"},
                {"A running witness takes it up at once. Given again with another key, the log's next key is "
                 "added; keys are not taken away.",
                 "运行中的见证方立即生效。以另一密钥再次运行即添加该日志的后续密钥；已有密钥不会移除。"},
                kAddLog,
                kAddLogExamples},
    CommandSpec{"witness show",
                "DIR",
                {"print a witness's keys and logs", "显示见证方的密钥与日志"},
                {"The verifier keys are what a policy names it by (docs/formats/evidence-log.md).",
                 "验证密钥用于在策略中指明该见证方（docs/formats/evidence-log.md）。"},
                kShow,
                kShowExamples},
    CommandSpec{
        "witness serve",
        "DIR",
        {"run a witness over HTTP", "通过 HTTP 运行见证方"},
        {"POST /add-checkpoint of C2SP tlog-witness. What it keeps is on the disk before it signs. "
         "Nobody signs in: the logs' keys say whose checkpoints are taken. Ends on SIGTERM when what "
         "was read is answered.",
         "提供 C2SP tlog-witness 的 POST /add-checkpoint。先写盘后签名。无需登录：由日志密钥决定受理哪些"
         "检查点。收到 SIGTERM 后，答复已收请求再退出。"},
        kServe,
        kServeExamples},
    CommandSpec{
        "witness ask",
        "PLACE",
        {"have witnesses cosign a log's checkpoint", "请见证方为日志检查点签名"},
        {"PLACE is the log's folder or URL. All are asked at once, each from the size it knows; what each "
         "answered is told. Exit 0 the policy's quorum has cosigned; 6 a witness knows another tree of "
         "this log, or a larger one; 69 witnesses are lacking: ask again.",
         "PLACE 为日志的目录或网址。同时询问所有见证方，并说明各自的答复。0 已达到策略要求；6 有见证方已见过"
         "该日志的另一棵树或更大的树；69 见证不足，可稍后重试。"},
        kAsk,
        kAskExamples},
};

}  // namespace

std::span<const CommandSpec> witness_commands() { return kWitnessCommands; }

}  // namespace tidegate::cli
