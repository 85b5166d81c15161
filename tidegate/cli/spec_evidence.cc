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

constexpr std::array kVerify{kTrust, kAt, kTableOrJson};
constexpr std::array kShow{kTableOrJson};
constexpr std::array kReceipt{kTrust, kAt, kOut, kTableOrJson};

constexpr std::array kVerifyExamples{
    ExampleSpec{"tidegate evidence verify permit.tgb --trust policy.txt",
                {"is it proved, and by whose word?", "是否得到证明、凭谁的话？"}}};
constexpr std::array kShowExamples{
    ExampleSpec{"tidegate evidence show permit.tgb", {"read one", "查看内容"}}};
constexpr std::array kReceiptExamples{
    ExampleSpec{"tidegate evidence receipt permit.tgb --trust policy.txt --out permit.cose",
                {"for programs that read COSE", "供读取 COSE 的程序使用"}}};

constexpr std::array kCommands{
    CommandSpec{
        "evidence verify",
        "FILE",
        {"is a record proved, unaltered, the newest?", "记录是否得到证明、未改动、为最新？"},
        {"Offline. Each step: ok, FAILED with its reason, or nothing to check; and what was trusted. Exit 0 "
         "every "
         "step holds; 2 no bundle; 6 a step failed.",
         "离线校验。逐步列出通过、未通过及理由、或无此项，并列出所信任者。0 全部通过；2 不是证据包；6 "
         "有步骤未通过。"},
        kVerify,
        kVerifyExamples},
    CommandSpec{"evidence show",
                "FILE",
                {"print a bundle of evidence", "显示证据包"},
                {"Nothing of it is checked.", "不作任何校验。"},
                kShow,
                kShowExamples},
    CommandSpec{"evidence receipt",
                "FILE",
                {"write a COSE receipt (RFC 9942)", "写出 COSE 回执（RFC 9942）"},
                {"Of a bundle that holds; else as verify.", "仅限校验通过的证据包；否则同 verify。"},
                kReceipt,
                kReceiptExamples},
};

}  // namespace

std::span<const CommandSpec> evidence_commands() { return kCommands; }

}  // namespace tidegate::cli
