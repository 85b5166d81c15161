#include "tidegate/permit/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/permit/permit_text.h"

namespace tidegate::permit {
namespace {

// No file is named here: where it is is a place in it, behind a colon.
Text said(const Error& error) {
  const std::size_t begin = error.where.find_first_not_of(':');
  const std::string at = begin == std::string::npos ? "" : error.where.substr(begin) + ": ";
  return {at + error.what, at + error.what_zh};
}

Result<Envelope> envelope_of(std::string_view file, DocumentKind kind, std::string_view where) {
  auto envelope = read_envelope(file, where);
  if (envelope && envelope->kind != kind)
    return fail({ErrorCode::kMalformed,
                 kind == DocumentKind::kPermit ? "is a statement of status, not a permit"
                                               : "is a permit, not a statement of status",
                 std::string(where),
                 kind == DocumentKind::kPermit ? "是状态声明，不是许可" : "是许可，不是状态声明"});
  return envelope;
}

bool any(const std::vector<SignatureSeen>& seen, SignatureState state) {
  return std::any_of(seen.begin(), seen.end(), [&](const SignatureSeen& s) { return s.state == state; });
}

// Before the contents are looked at: none was altered, and one at least is of somebody whom we know.
std::optional<Text> before_contents(const std::vector<SignatureSeen>& seen) {
  if (any(seen, SignatureState::kWrong))
    return Text{"a signature does not fit these contents: they, or it, were altered",
                "签名与内容不符：内容或签名已被改动"};
  if (!any(seen, SignatureState::kGood))
    return Text{"no signature is of a key that is trusted here", "没有任何签名来自此处信任的密钥"};
  return std::nullopt;
}

std::optional<Text> after_contents(const std::vector<SignatureSeen>& seen,
                                   const std::vector<std::string>& signers, std::size_t needed) {
  if (any(seen, SignatureState::kNotNamed))
    return Text{"bears a signature of a key that its contents do not name", "含内容未列明的密钥的签名"};
  if (any(seen, SignatureState::kNotForThis))
    return Text{"bears a signature of a key that is not trusted for this kind of document",
                "所用密钥未获信任签署此类文件"};
  if (any(seen, SignatureState::kOutOfTime))
    return Text{"is dated outside the days of the key that signed it", "日期不在签名密钥的有效期内"};
  const auto is_issuer = [&](const SignatureSeen& s) { return s.key_id == signers.front(); };
  if (std::none_of(seen.begin(), seen.end(), is_issuer))
    return Text{"its issuer has not signed it", "签发机构未签名"};
  const std::size_t good = good_agencies(seen);
  if (good < needed)
    return Text{fmt::format("{} of {} agencies needed have signed", good, needed),
                fmt::format("需要 {} 个机构签名，只有 {} 个", needed, good)};
  return std::nullopt;
}

Text signed_by(const std::vector<SignatureSeen>& seen) {
  const std::size_t good = good_agencies(seen);
  return {fmt::format("signed by {} trusted {}", good, good == 1 ? "agency" : "agencies"),
          fmt::format("由 {} 个受信任的机构签名", good)};
}

}  // namespace

// The only one who makes what is verified.
struct Verification {
  static VerifiedPermit of(Permit permit, std::string_view contents) {
    VerifiedPermit out;
    out.hash_ = sha256_hex(contents);
    for (const PermitLink& link : permit.links) {
      ReadyLink ready;
      for (const std::string& text : link.from.networks) ready.from.push_back(*Network::parse(text));
      for (const std::string& text : link.to.networks) ready.to.push_back(*Network::parse(text));
      out.links_.push_back(std::move(ready));
    }
    out.by_name_.resize(permit.items.size());
    std::iota(out.by_name_.begin(), out.by_name_.end(), std::size_t{0});
    std::sort(out.by_name_.begin(), out.by_name_.end(),
              [&](std::size_t a, std::size_t b) { return permit.items[a].name < permit.items[b].name; });
    out.permit_ = std::move(permit);
    return out;
  }
  static VerifiedStatus of(PermitStatus status) {
    VerifiedStatus out;
    out.status_ = std::move(status);
    return out;
  }
};

const PermitItem* VerifiedPermit::find_item(std::string_view name) const {
  const auto at = std::lower_bound(
      by_name_.begin(), by_name_.end(), name,
      [&](std::size_t i, std::string_view n) { return std::string_view(permit_.items[i].name) < n; });
  return at != by_name_.end() && permit_.items[*at].name == name ? &permit_.items[*at] : nullptr;
}

Verified<VerifiedPermit> verify_permit(std::string_view file, const TrustPolicy& trust) {
  Verified<VerifiedPermit> out;
  const auto envelope = envelope_of(file, DocumentKind::kPermit, "");
  if (!envelope) return {Genuine::kMalformed, said(envelope.error()), {}, {}};
  out.signatures = check_signatures(*envelope, trust);
  out.genuine = Genuine::kNo;
  if (auto why = before_contents(out.signatures)) {
    out.why = std::move(*why);
    return out;
  }
  auto permit = read_permit(envelope->contents, "");
  if (!permit) return {Genuine::kMalformed, said(permit.error()), std::move(out.signatures), {}};
  hold_to_contents(out.signatures, trust, DocumentKind::kPermit, permit->signers,
                   china_date(permit->issued_at_ms));
  if (auto why = after_contents(out.signatures, permit->signers, trust.permit_needs)) {
    out.why = std::move(*why);
    return out;
  }
  out.genuine = Genuine::kYes;
  out.why = signed_by(out.signatures);
  out.value = Verification::of(std::move(*permit), envelope->contents);
  return out;
}

Verified<VerifiedStatus> verify_status(std::string_view file, const TrustPolicy& trust,
                                       const VerifiedPermit& permit) {
  Verified<VerifiedStatus> out;
  const auto envelope = envelope_of(file, DocumentKind::kStatus, "");
  if (!envelope) return {Genuine::kMalformed, said(envelope.error()), {}, {}};
  out.signatures = check_signatures(*envelope, trust);
  out.genuine = Genuine::kNo;
  if (auto why = before_contents(out.signatures)) {
    out.why = std::move(*why);
    return out;
  }
  auto status = read_status(envelope->contents, "");
  if (!status) return {Genuine::kMalformed, said(status.error()), std::move(out.signatures), {}};
  hold_to_contents(out.signatures, trust, DocumentKind::kStatus, status->signers,
                   china_date(status->stated_at_ms));
  const std::size_t needed = status->state == PermitState::kActive ? trust.status_needs : 1;
  if (auto why = after_contents(out.signatures, status->signers, needed)) {
    out.why = std::move(*why);
    return out;
  }
  if (status->permit_id != permit.permit().id || status->permit_hash != permit.hash()) {
    out.why = {"speaks of another permit", "所述不是这份许可"};
    return out;
  }
  out.genuine = Genuine::kYes;
  out.why = signed_by(out.signatures);
  out.value = Verification::of(std::move(*status));
  return out;
}

Result<Permit> unverified_permit(std::string_view file, std::string_view where) {
  const auto envelope = envelope_of(file, DocumentKind::kPermit, where);
  if (!envelope) return fail(envelope.error());
  return read_permit(envelope->contents, where);
}

Result<PermitStatus> unverified_status(std::string_view file, std::string_view where) {
  const auto envelope = envelope_of(file, DocumentKind::kStatus, where);
  if (!envelope) return fail(envelope.error());
  return read_status(envelope->contents, where);
}

}  // namespace tidegate::permit
