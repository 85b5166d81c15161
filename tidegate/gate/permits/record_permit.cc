#include "tidegate/gate/permits/record_permit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/permit/verify.h"

namespace tidegate {
namespace {

constexpr const char* kFileField = "permit.sha256";
constexpr const char* kContentsField = "contents.sha256";  // the same of a permit, whoever signed it
constexpr const char* kSeqField = "seq";

// Whose signatures the installation's log takes a permit and its statements by; empty: no such file.
std::string trust_path(const GateOptions& options) {
  const std::string path = options.home + "/permits/trust.json";
  std::error_code none;
  return options.home.empty() || !std::filesystem::exists(path, none) ? std::string{} : path;
}

Error not_taken(const std::string& file, Text why) {
  return {ErrorCode::kConflict, std::move(why.en), file, std::move(why.zh)};
}

bool is_signed_by(const permit::Envelope& envelope, const std::string& key) {
  return std::any_of(envelope.signatures.begin(), envelope.signatures.end(),
                     [&](const permit::Signature& one) { return one.key_id == key; });
}

struct PermitFile {
  std::string name;
  std::string bytes;
  permit::Envelope envelope;
  Permit permit;
};
Result<PermitFile> permit_in(const std::string& file) {
  auto bytes = read_small_file(file);
  if (!bytes) return fail(bytes.error());
  auto envelope = permit::read_envelope(*bytes, file);
  if (!envelope) return fail(envelope.error());
  auto permit = permit::unverified_permit(*bytes, file);
  if (!permit) return fail(permit.error());
  return PermitFile{file, std::move(*bytes), std::move(*envelope), std::move(*permit)};
}

// By the installation's policy. Without one nobody's key is known here: the issuer's name for it counts.
Result<std::optional<permit::VerifiedPermit>> believed(const PermitFile& file,
                                                       const std::optional<permit::TrustPolicy>& trust) {
  if (!trust) {
    if (is_signed_by(file.envelope, file.permit.signers.front()))
      return std::optional<permit::VerifiedPermit>();
    return fail(not_taken(file.name, {"its issuer has not signed it", "签发机构未签名"}));
  }
  auto seen = permit::verify_permit(file.bytes, *trust);
  if (seen.genuine != permit::Genuine::kYes) return fail(not_taken(file.name, std::move(seen.why)));
  return std::optional(std::move(*seen.value));
}

Result<void> believed_status(const std::string& file, const std::string& bytes, const PermitStatus& status,
                             const PermitFile& of, const std::optional<permit::TrustPolicy>& trust,
                             const std::optional<permit::VerifiedPermit>& permit) {
  if (permit) {
    auto seen = permit::verify_status(bytes, *trust, *permit);
    if (seen.genuine == permit::Genuine::kYes) return {};
    return fail(not_taken(file, std::move(seen.why)));
  }
  if (status.permit_id != of.permit.id || status.permit_hash != sha256_hex(of.envelope.contents))
    return fail(not_taken(file, {"speaks of another permit", "所述为另一许可"}));
  const auto envelope = permit::read_envelope(bytes, file);
  if (!envelope) return fail(envelope.error());
  const auto& signers = of.permit.signers;
  if (std::any_of(signers.begin(), signers.end(),
                  [&](const std::string& key) { return is_signed_by(*envelope, key); }))
    return {};
  return fail(not_taken(
      file, {"no key that the permit names has signed it; other keys count where permits/trust.json of the "
             "state folder names them",
             "未由许可所列明的密钥签名；其他密钥须列入状态目录的 permits/trust.json"}));
}

Result<std::optional<permit::TrustPolicy>> trust_of(const GateOptions& options) {
  const std::string path = trust_path(options);
  if (path.empty()) return std::optional<permit::TrustPolicy>();
  auto trust = read_trust(PermitTrust{{}, path});
  if (!trust) return fail(trust.error());
  return std::optional(std::move(*trust));
}

const std::string* field(const OwnRecord& record, std::string_view name) {
  const auto at = std::find_if(record.fields.begin(), record.fields.end(),
                               [&](const RecordField& one) { return one.name == name; });
  return at == record.fields.end() ? nullptr : &at->value;
}

// Nobody else's permit under the same id.
Result<void> is_same_permit(const std::vector<OwnRecord>& before, const PermitFile& file) {
  const std::string hash = sha256_hex(file.bytes), contents = sha256_hex(file.envelope.contents);
  bool is_known = false;
  for (const OwnRecord& one : before) {
    const std::string* its_file = field(one, kFileField);
    const std::string* its_contents = field(one, kContentsField);
    if ((its_file != nullptr && *its_file == hash) || (its_contents != nullptr && *its_contents == contents))
      return {};
    is_known = is_known || its_file != nullptr || its_contents != nullptr;
  }
  if (!is_known) return {};
  return fail(
      not_taken(file.name, {"the log knows another permit under this id", "日志中该编号为另一份许可"}));
}

std::int64_t newest_sequence(const std::vector<OwnRecord>& before) {
  std::int64_t out = 0;
  for (const OwnRecord& one : before) {
    std::int64_t n = 0;
    const std::string* text = field(one, kSeqField);
    if (text == nullptr) continue;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (error == std::errc{} && end == text->data() + text->size()) out = std::max(out, n);
  }
  return out;
}

NamedRecord named_of(const PermitFile& of, const std::string& bytes) {
  const Permit& permit = of.permit;
  NamedRecord named{"permit/" + permit.id, {}};
  named.record.statement = sha256(bytes);
  named.record.fields = {{"permit", permit.id},
                         {"case", permit.case_id.empty() ? "-" : permit.case_id},
                         {"valid_from", permit.valid.from.str()},
                         {"valid_until", permit.valid.to.str()},
                         {kFileField, sha256_hex(of.bytes)},
                         {kContentsField, sha256_hex(of.envelope.contents)},
                         {"sha256", hex(*named.record.statement)}};
  return named;
}

RecordStatus status_of(PermitState state) {
  if (state == PermitState::kRevoked) return RecordStatus::kRevoked;
  return state == PermitState::kSuspended ? RecordStatus::kSuspended : RecordStatus::kLive;
}

OwnRecorded unread(const Error& why) { return {std::nullopt, false, why}; }

// Nothing is asked of a permit, and nothing told, where nothing would be recorded.
bool has_log(const GateOptions& options) {
  std::error_code none;
  return options.may_write && !options.home.empty() &&
         std::filesystem::exists(options.home + "/evidence", none);
}

}  // namespace

OwnRecorded record_permit(const std::string& file, const std::string& passphrase_file,
                          const GateOptions& options) {
  if (!has_log(options)) return {};
  const auto bytes = read_small_file(file);
  if (bytes && permit::unverified_status(*bytes, file)) return {};  // recorded where its permit is named
  const auto of = permit_in(file);
  if (!of) return unread(of.error());
  const auto trust = trust_of(options);
  if (!trust) return unread(trust.error());
  if (const auto good = believed(*of, *trust); !good) return unread(good.error());
  NamedRecord named = named_of(*of, of->bytes);
  named.record.kind = RecordKind::kPermit;
  named.record.fields.push_back({kSeqField, "0"});
  named.record.fields.push_back({"at", instant_text(of->permit.issued_at_ms)});
  return record_own(std::move(named), passphrase_file, options, StatusOf::kNewest,
                    [&](const std::vector<OwnRecord>& before) { return is_same_permit(before, *of); });
}

OwnRecorded record_permit_status(const std::string& file, const std::string& permit_file,
                                 const std::string& passphrase_file, const GateOptions& options) {
  if (!has_log(options)) return {};
  const auto bytes = read_small_file(file);
  if (!bytes) return unread(bytes.error());
  const auto status = permit::unverified_status(*bytes, file);
  if (!status) return unread(status.error());
  const auto of = permit_in(permit_file);
  if (!of) return unread(of.error());
  const auto trust = trust_of(options);
  if (!trust) return unread(trust.error());
  const auto permit = believed(*of, *trust);
  if (!permit) return unread(permit.error());
  if (const auto good = believed_status(file, *bytes, *status, *of, *trust, *permit); !good)
    return unread(good.error());
  NamedRecord named = named_of(*of, *bytes);
  named.record.kind = RecordKind::kPermitStatus;
  named.record.status = status_of(status->state);
  named.record.fields.push_back({kSeqField, std::to_string(status->sequence)});
  named.record.fields.push_back({"at", instant_text(status->stated_at_ms)});
  named.record.fields.push_back({"state", std::string(to_string(status->state))});
  const auto may = [&](const std::vector<OwnRecord>& before) -> Result<void> {
    if (const auto same = is_same_permit(before, *of); !same) return same;
    const std::int64_t newest = newest_sequence(before);
    // As a verifier takes it: a revocation counts, whatever its number.
    if (status->sequence > newest || status->state == PermitState::kRevoked) return {};
    return fail(not_taken(
        file, {fmt::format("is statement {}, and the log has statement {}: name the newest with --last",
                           status->sequence, newest),
               fmt::format("为第 {} 号声明，而日志已有第 {} 号：请用 --last 指定最新声明", status->sequence,
                           newest)}));
  };
  return record_own(std::move(named), passphrase_file, options, StatusOf::kThis, may);
}

}  // namespace tidegate
