// tidegate anchor.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kLog{
    "--log",
    "DIR",
    "",
    {"folder of the log; default: evidence in the state folder", "日志目录；默认为状态目录下的 evidence"}};
constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the account's key; else the terminal is asked",
     "首行为账户私钥口令的文件（权限 0600）；未给出时在终端询问"}};
constexpr OptionSpec kUrl{"--url",
                          "URL",
                          "",
                          {"of the chain's node or the time stamp authority; of kind file a folder",
                           "区块链节点或时间戳机构的网址；file 类为目录"}};
constexpr OptionSpec kChainId{
    "--chain-id",
    "N",
    "",
    {"of the chain; a node of another one is sent nothing", "链编号；不向其他链的节点发送"}};
constexpr OptionSpec kCa{"--ca",
                         "FILE",
                         "",
                         {"certificates in PEM that the server is trusted by; default: the system's",
                          "用于信任服务器的 PEM 证书；默认使用系统证书"}};
constexpr OptionSpec kPlain{
    "--plain", "", "", {"plain HTTP also beyond this machine", "本机之外也使用不加密的 HTTP"}};
constexpr OptionSpec kGasPrice{
    "--gas-price",
    "WEI",
    "",
    {"default: what the node says; 0 in many chains of consortia", "默认以节点所报为准；许多联盟链为 0"}};
constexpr OptionSpec kWait{
    "--wait",
    "SECONDS",
    "",
    {"try again until then while something is pending", "在此时间内对未完成者反复尝试"}};

constexpr std::array kKeygen{
    kLog,
    OptionSpec{"--from",
               "FILE",
               "",
               {"take this key (mode 0600; PEM or hexadecimal) instead of a new one",
                "采用该私钥（权限 0600；PEM 或十六进制），不另生成"}},
    OptionSpec{"--passphrase-file",
               "FILE",
               "",
               {"file (mode 0600) whose first line is to lock the key; without it it lies plain, mode 0600",
                "首行为口令的文件（权限 0600），用以加密私钥；未给出时明文存放，权限 0600"}},
    kTableOrJson};
constexpr std::array kDeploy{kLog,      kUrl,  kChainId,        kCa,         kPlain,
                             kGasPrice, kWait, kPassphraseFile, kTableOrJson};
constexpr std::array kAdd{
    kLog,
    OptionSpec{
        "--kind",
        "KIND",
        "evm|rfc3161|file|adapter",
        {"a chain's contract, a time stamp authority, files for a notary, or a program of another chain",
         "区块链合约、时间戳机构、供公证方取用的文件，或其他链的适配程序"}},
    kUrl,
    kChainId,
    OptionSpec{"--contract", "ADDRESS", "", {"that anchor deploy made", "anchor deploy 所创建的合约地址"}},
    OptionSpec{"--finality",
               "RULE",
               "",
               {"blocks up to the newest, \"finalized\", or \"immediate\" (PBFT, QBFT); default: immediate",
                "至最新区块的区块数、finalized 或 immediate（PBFT、QBFT）；默认 immediate"}},
    kGasPrice,
    kCa,
    kPlain,
    OptionSpec{"--tsa-ca",
               "FILE",
               "",
               {"certificates in PEM that the time stamp authority's must lead to",
                "时间戳机构证书须能追溯到的 PEM 证书"}},
    OptionSpec{"--policy", "OID", "", {"the authority's policy to stamp under", "要求采用的时间戳策略"}},
    OptionSpec{"--command",
               "WORD",
               "",
               {"of an adapter: the program, then each of its arguments", "适配程序及其各个参数，逐一给出"},
               true},
    OptionSpec{
        "--every", "SECONDS", "", {"no new anchor sooner after the last", "距上次锚定不足该时间则不再锚定"}},
    kTableOrJson};
constexpr std::array kRun{kLog, kWait, kPassphraseFile, kTableOrJson};
constexpr std::array kStatus{kLog, kTableOrJson};

constexpr std::array kAddExamples{
    ExampleSpec{
        "tidegate anchor add zone --kind evm --url https://node.example/ --chain-id 20200 --contract 0x...",
        {"FISCO BCOS, Besu or any chain of the EVM", "FISCO BCOS、Besu 或任何 EVM 链"}},
    ExampleSpec{"tidegate anchor add stamp --kind rfc3161 --url http://tsa.example/ --tsa-ca tsa.pem",
                {"a time stamp authority", "时间戳机构"}}};
constexpr std::array kRunExamples{ExampleSpec{
    "tidegate anchor run --wait 30", {"from a timer, after each checkpoint", "由定时任务在发布后执行"}}};

constexpr std::array kAnchorCommands{
    CommandSpec{"anchor keygen",
                "",
                {"make the account that anchors", "生成用于锚定的账户"},
                {"A key of secp256k1 in the log's private folder. Prints the account's address.",
                 "在日志的私有目录中生成 secp256k1 私钥，并输出账户地址。"},
                kKeygen,
                {}},
    CommandSpec{"anchor deploy",
                "",
                {"make the anchor contract in a chain", "在链上创建锚定合约"},
                {"Once for a chain; other logs may use it too. Prints its address. Exit 69: it is in no "
                 "block yet, run "
                 "it again.",
                 "每条链一次，其他日志亦可共用。输出合约地址。69 尚未入块，请重试。"},
                kDeploy,
                {}},
    CommandSpec{"anchor add",
                "NAME",
                {"anchor checkpoints at a place from now on", "此后将检查点锚定于某处"},
                {"A chain's node is asked for its chain and for the contract.", "将向节点核对链编号与合约。"},
                kAdd,
                kAddExamples},
    CommandSpec{"anchor run",
                "",
                {"work the queue of anchors once", "处理一次锚定队列"},
                {"Exit 0 nothing is pending; 69 something is: run it again; 6 a chain refused: rollback, "
                 "fork, or another "
                 "owner.",
                 "0 无待锚定；69 尚有待锚定，请重试；6 链上拒绝：回退、分叉或归属他人。"},
                kRun,
                kRunExamples},
    CommandSpec{"anchor status",
                "",
                {"what is anchored, and what is pending since when", "已锚定与待锚定（及起始时间）"},
                {"Asks nobody.", "不访问网络。"},
                kStatus,
                {}},
    CommandSpec{"anchor forget",
                "NAME",
                {"take away what a chain refused", "移除链上拒绝的记录"},
                {"Once a person found out why; the alarm ends.", "由人查明原因之后执行；警报随之解除。"},
                kStatus,
                {}},
    CommandSpec{
        "anchor remove",
        "NAME",
        {"anchor nothing more at a place", "不再锚定于某处"},
        {"What waits there is closed and said. Its receipts and an adapter's home stay, receipts go into "
         "bundles; a name that has either is not given again.",
         "尚待锚定的随之关闭并列出；已有回执及适配程序的目录保留，回执照常收入证据包；留有其一的名称不再使用"
         "。"},
        kStatus,
        {}},
};

}  // namespace

std::span<const CommandSpec> anchor_commands() { return kAnchorCommands; }

}  // namespace tidegate::cli
