// tidegate evidence monitor.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr std::array kMonitor{
    OptionSpec{"--key",
               "KEY",
               "",
               {"verifier key of the log, name+id+base64; of SM2 to look at its tree under SM3",
                "日志的验证密钥（name+id+base64）；给出 SM2 密钥即查看其 SM3 树"},
               true},
    OptionSpec{"--state",
               "DIR",
               "",
               {"folder of what was seen so far, and of proofs; is made where it is not there",
                "保存已查看内容与证据的目录；不存在时创建"}},
    OptionSpec{"--ca",
               "FILE",
               "",
               {"certificates in PEM that the log's server is trusted by; default: the system's",
                "用于信任日志服务器的 PEM 证书；默认使用系统证书"}},
    kTableOrJson};
constexpr std::array kMonitorExamples{ExampleSpec{
    "tidegate evidence monitor https://evidence.example/2026/ --key evidence.example/2026+1c5e...+AQ... "
    "--state watch",
    {"one look at another's log; run it by a timer", "查看他方日志一次；可由定时任务运行"}}};
constexpr std::array kMonitorCommands{CommandSpec{
    "evidence monitor",
    "PLACE",
    {"does a log only grow?", "日志是否只增不改？"},
    {"PLACE is a log's folder or URL. Rebuilds its tree from its entries and compares it with what it signs "
     "and with what was seen before; what its entries of state say (roots, map of subjects, count of "
     "changes) "
     "is held to the entries below them. Exit 0 as it should be; 6 a fork (both signed checkpoints are kept "
     "as "
     "its proof), a tree smaller than before, entries that are not what was signed, or an entry that states "
     "what is not so; 69 the log did not answer, or withholds what it signed.",
     "PLACE "
     "为日志的目录或网址。由条目重建整棵树，与其签名及此前所见比对；状态条目所述的树根、状态映射与变更次数"
     "亦与其下条目核对。0 正常；6 分叉（保留两份已签名的检查点作为证据）、比此前变小、条目与签名不符，"
     "或有条目声明不实；69 日志未答复，或未提供其已签名的内容。"},
    kMonitor,
    kMonitorExamples}};

}  // namespace

std::span<const CommandSpec> monitor_commands() { return kMonitorCommands; }

}  // namespace tidegate::cli
