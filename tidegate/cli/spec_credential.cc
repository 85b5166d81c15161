// tidegate credential.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kKey{"--key", "FILE", "", {"private key that signs, mode 0600", "签名私钥，权限 0600"}};
constexpr OptionSpec kKid{
    "--kid", "ID", "", {"id of the key, as the trust list names it", "密钥编号，与信任清单一致"}};
constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the key", "首行为私钥口令的文件（权限 0600）"}};
constexpr OptionSpec kOut{
    "--out", "FILE", "", {"file to write; must not be there yet", "输出文件，须尚不存在"}};
constexpr OptionSpec kTrustKey{
    "--trust-key", "FILE", "", {"public key (JWK) that signed the trust list", "签署信任清单的公钥（JWK）"}};

constexpr std::array kKeygen{
    OptionSpec{"--algorithm", "WHICH", "ed25519|sm2", {"default ed25519", "默认 ed25519"}}, kPassphraseFile,
    kTableOrJson};
constexpr std::array kIssue{
    kKey,
    kKid,
    kPassphraseFile,
    OptionSpec{"--form", "WHICH", "vc|sd-jwt", {"default vc: a W3C VC as JWT", "默认 vc：W3C VC（JWT）"}},
    kOut,
    kTableOrJson};
constexpr std::array kStatus{
    OptionSpec{"--revoke", "N", "", {"entry that no longer holds, for good", "永久撤销的条目"}, true},
    OptionSpec{"--suspend", "N", "", {"entry that does not hold for now", "暂停的条目"}, true},
    OptionSpec{"--restore", "N", "", {"suspended entry that holds again", "恢复暂停的条目"}, true},
    kKey,
    kKid,
    kPassphraseFile,
    OptionSpec{"--out", "FILE", "", {"signed list; written over", "已签名的列表；予以覆盖"}},
    kTableOrJson};
constexpr std::array kTrust{kKey, kKid, kPassphraseFile, kOut, kTrustKey, kTableOrJson};
constexpr std::array kVerify{
    OptionSpec{"--trust", "FILE", "", {"signed trust list", "已签名的信任清单"}},
    kTrustKey,
    OptionSpec{"--holder",
               "ID",
               "",
               {"whose it must be: credit code, or the id of a foreign holder",
                "应属于谁：统一社会信用代码或境外主体编号"}},
    OptionSpec{"--system", "NAME", "", {"system that it must cover", "须覆盖的系统"}, true},
    OptionSpec{"--site", "NAME", "", {"site that it must cover", "须覆盖的场所"}, true},
    OptionSpec{"--process", "NAME", "", {"process that it must cover", "须覆盖的业务过程"}, true},
    OptionSpec{"--level", "N", "", {"least level that is needed", "所需的最低等级"}},
    OptionSpec{"--status",
               "FILE",
               "",
               {"signed status list, or revocation list of certificates, at hand",
                "已有的签名状态列表或证书吊销列表"},
               true},
    OptionSpec{"--fetch",
               "",
               "",
               {"ask its address for the status list, where the trust list names that address",
                "向信任清单所列地址获取状态列表"}},
    OptionSpec{"--at",
               "TIME",
               "",
               {"moment asked of, 2026-11-20T08:00:00Z; a day alone begins in China; default: now",
                "所问时刻，2026-11-20T08:00:00Z；仅写日期则为北京时间当日零时；默认现在"}},
    kTableOrJson};

constexpr std::array kKeygenExamples{
    ExampleSpec{"tidegate credential keygen issuer.pem --algorithm sm2",
                {"a key of a test authority, and issuer.pem.jwk", "测试机构密钥及 issuer.pem.jwk"}}};
constexpr std::array kIssueExamples{
    ExampleSpec{"tidegate credential issue dsm.json --key issuer.pem --kid k1 --out dsm.jwt",
                {"sign a credential", "签发凭证"}}};
constexpr std::array kStatusExamples{ExampleSpec{
    "tidegate credential status entries.json --revoke 5 --key issuer.pem --kid k1 --out status.jwt",
    {"revoke entry 5 and sign the list", "撤销条目 5 并签署列表"}}};
constexpr std::array kTrustExamples{
    ExampleSpec{"tidegate credential trust trust.json --key owner.pem --kid owner --out trust.jwt",
                {"sign a trust list", "签署信任清单"}},
    ExampleSpec{"tidegate credential trust trust.jwt --trust-key owner.pem.jwk",
                {"open it and show its issuers", "核验并显示其签发者"}}};
constexpr std::array kVerifyExamples{ExampleSpec{
    "tidegate credential verify dsm.jwt --trust trust.jwt --trust-key owner.pem.jwk --status status.jwt "
    "--holder 91110108MA01ABCD0B --system crm --site Beijing",
    {"which grade does it reach, and why no higher?", "达到何种证据等级，为何不能更高？"}}};

constexpr std::array kCredentialCommands{
    CommandSpec{"credential verify",
                "FILE",
                {"grade a signed credential and say why it is no higher", "核验签名凭证的证据等级并说明原因"},
                {"Exit 0: the best that its kind allows; 6: lower. Formats: docs/formats/credential.md.",
                 "退出码 0：达到该类资质的最高等级；6：未达到。格式见 docs/formats/credential.md。"},
                kVerify,
                kVerifyExamples},
    CommandSpec{"credential trust",
                "FILE",
                {"sign a trust list, or open a signed one", "签署信任清单，或核验已签名的清单"},
                {"Format: docs/formats/trust-list.md.", "格式见 docs/formats/trust-list.md。"},
                kTrust,
                kTrustExamples},
    CommandSpec{"credential keygen",
                "FILE",
                {"make a key of a small authority", "生成小型签发机构的密钥"},
                {"Writes FILE (private, mode 0600) and FILE.jwk (public).",
                 "写入 FILE（私钥，权限 0600）与 FILE.jwk（公钥）。"},
                kKeygen,
                kKeygenExamples},
    CommandSpec{"credential issue",
                "FILE.json",
                {"sign a credential, for tests and drills", "签发凭证，用于测试与演练"},
                {"Format: docs/formats/credential.md.", "格式见 docs/formats/credential.md。"},
                kIssue,
                kIssueExamples},
    CommandSpec{"credential status",
                "ENTRIES.json",
                {"revoke, suspend, restore; sign the status list", "撤销、暂停、恢复；签署状态列表"},
                {"Changes ENTRIES.json first, then writes the signed list.",
                 "先更新 ENTRIES.json，再写入已签名的列表。"},
                kStatus,
                kStatusExamples},
};

}  // namespace

std::span<const CommandSpec> credential_commands() { return kCredentialCommands; }

}  // namespace tidegate::cli
