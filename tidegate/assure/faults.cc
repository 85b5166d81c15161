#include "tidegate/assure/faults.h"

#include <algorithm>
#include <array>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

struct Row {
  CredentialFault fault;
  EvidenceGrade limit;
  std::string_view en;
  std::string_view zh;
};

using enum CredentialFault;
using enum EvidenceGrade;

constexpr std::array kRows{
    Row{kUnreadable, kE0, "it cannot be read as a credential", "无法作为凭证读取"},
    Row{kAlgorithm, kE0, "it is signed by an algorithm that is not taken", "签名算法不被接受"},
    Row{kUnknownIssuer, kE1, "its issuer is not on the trust list", "签发者不在信任清单内"},
    Row{kUnknownKey, kE0, "its issuer has no such key", "签发者没有该密钥"},
    Row{kWrongAlgorithm, kE0, "it names another algorithm than that key's own", "所称算法与密钥的算法不符"},
    Row{kBadSignature, kE0, "its issuer did not sign this", "签名与内容不符，并非签发者所签"},
    Row{kUnchecked, kE1, "this machine lacks what checks its signature", "本机缺少核验该签名的程序库"},
    Row{kKeyOutOfTime, kE0, "the issuer's key did not hold on the day of issue",
        "签发当日该密钥不在有效期内"},
    Row{kUnknownKind, kE0, "it is of no known kind", "资质种类不明"},
    Row{kKindNotAllowed, kE1, "its issuer may not issue this kind", "签发者无权签发该类资质"},
    Row{kNotAccredited, kE1, "its issuer was not accredited for this kind on the day of issue",
        "签发当日签发者未获该类资质的认可"},
    Row{kAccreditationEnded, kE1,
        "its issuer's accreditation had ended or was suspended before the day of issue",
        "签发者的认可在签发前已终止或暂停"},
    Row{kAccreditationNow, kE1, "its issuer's accreditation has been suspended or withdrawn since",
        "签发者的认可其后被暂停或撤销"},
    Row{kRevoked, kE0, "it was revoked", "已被撤销"},
    Row{kSuspended, kE0, "it is suspended", "已被暂停"},
    Row{kNotYetValid, kE0, "it does not hold yet", "尚未生效"},
    Row{kExpired, kE0, "it has expired", "已过有效期"},
    Row{kOtherEntity, kE0, "it belongs to another entity", "属于其他主体"},
    Row{kOtherSystem, kE0, "it covers another system", "覆盖的是其他系统"},
    Row{kOtherSite, kE0, "it covers another site", "覆盖的是其他场所"},
    Row{kOtherProcess, kE0, "it covers another process", "覆盖的是其他业务过程"},
    Row{kSystemUncovered, kE1, "a system that must be covered has no credential of this kind that is proven",
        "须覆盖的系统中有未见经证明的同类资质者"},
    Row{kLevelTooLow, kE1, "its level is lower than needed, or not stated", "等级低于要求，或未写明等级"},
    Row{kNotBound, kE1, "the holder did not prove that it is his", "持有者未证明凭证为其所有"},
    Row{kTrustListStale, kE1, "the trust list is past its day", "信任清单已过期"},
    Row{kStatusForged, kE1, "its status list was not signed by its issuer", "状态列表并非由签发者签名"},
    Row{kStatusMissing, kE1, "nobody knows whether it was revoked", "无从得知是否已被撤销"},
    Row{kStatusStale, kE2, "its status was looked up too long ago", "状态核验距今过久"},
    Row{kNoExpiry, kE1, "it does not say when it ends", "未写明有效期截止"},
    Row{kWorkTooOld, kE2, "the test or audit lies too long ago", "测评或审计距今过久"},
    Row{kFilingAlone, kE1, "the filing alone proves no test", "仅备案证明不能证明已通过测评"},
    Row{kKindLimit, kE0, "its kind alone proves no more", "仅凭该类资质不足以证明更多"},
};

const Row& row_of(CredentialFault fault) {
  const Row& row = kRows[static_cast<std::size_t>(fault)];
  TIDEGATE_CHECK(row.fault == fault);
  return row;
}

}  // namespace

namespace assure {

EvidenceGrade limit_of(CredentialFault fault) { return row_of(fault).limit; }
Text words_of(CredentialFault fault) {
  return {std::string(row_of(fault).en), std::string(row_of(fault).zh)};
}

std::optional<CredentialFault> fault_named(std::string_view name) {
  const auto* at =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return to_string(row.fault) == name; });
  return at == kRows.end() ? std::nullopt : std::optional(at->fault);
}

}  // namespace assure
}  // namespace tidegate
