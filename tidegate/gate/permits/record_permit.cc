#include "tidegate/gate/permits/record_permit.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/permit/trust.h"
#include "tidegate/permit/verify.h"

namespace tidegate {
namespace {

constexpr const char* kFileField = "permit.sha256";
constexpr const char* kContentsField = "contents.sha256";  // the same of a permit, whoever signed it
constexpr const char* kSeqField = "seq";

// Whose signatures the installation's log takes a permit and its statements by; empty: no such file. What is
// there in any shape is read, and nothing passes that it does not let pass: a link to nowhere is no leave.
std::string trust_path(const GateOptions& options) {
  std::string path = options.home + "/permits/trust.json";
  struct stat about {};
  return ::lstat(path.c_str(), &about) != 0 && errno == ENOENT ? std::string{} : path;
}

Error not_taken(const std::string& file, Text why) {
  return {ErrorCode::kConflict, std::move(why.en), file, std::move(why.zh)};
}

// Computed, never by the key's name alone: anybody can write that into a file.
bool is_signed_by(const permit::Envelope& envelope, const Ed25519Key& key) {
  const auto seen = permit::check_signatures(envelope, permit::trust_in(key));
  return std::any_of(seen.begin(), seen.end(), [](const permit::SignatureSeen& one) {
    return one.state == permit::SignatureState::kGood;
  });
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

// Whose word a permit and its statements are taken by.
struct Believer {
  std::optional<permit::TrustPolicy> policy;  // the installation's; none: only what `signer` signed
  const Ed25519Key& signer;                   // signed with the command that asks
};

bool has_signed(const Believer& believer, const permit::Envelope& envelope, const PermitFile& of) {
  const auto& named = of.permit.signers;
  return std::find(named.begin(), named.end(), permit::key_id(believer.signer)) != named.end() &&
         is_signed_by(envelope, believer.signer);
}

// The permit, where the installation's policy says that it is genuine. None: there is no policy, and of all
// keys one alone is known. Then the log must know the permit, or find its issuer's signature good by that
// key.
Result<std::optional<permit::VerifiedPermit>> believed(const PermitFile& file, const Believer& believer) {
  if (!believer.policy) return std::optional<permit::VerifiedPermit>();
  auto seen = permit::verify_permit(file.bytes, *believer.policy);
  if (seen.genuine != permit::Genuine::kYes) return fail(not_taken(file.name, std::move(seen.why)));
  return std::optional(std::move(*seen.value));
}

bool has_issued(const Believer& believer, const PermitFile& file) {
  return permit::verify_permit(file.bytes, permit::trust_in(believer.signer)).genuine ==
             permit::Genuine::kYes &&
         file.permit.signers.front() == permit::key_id(believer.signer);
}

Result<void> believed_status(const std::string& file, const std::string& bytes, const PermitStatus& status,
                             const PermitFile& of, const Believer& believer,
                             const std::optional<permit::VerifiedPermit>& permit) {
  if (permit) {
    auto seen = permit::verify_status(bytes, *believer.policy, *permit);
    if (seen.genuine == permit::Genuine::kYes) return {};
    return fail(not_taken(file, std::move(seen.why)));
  }
  if (status.permit_id != of.permit.id || status.permit_hash != sha256_hex(of.envelope.contents))
    return fail(not_taken(file, {"speaks of another permit", "所述为另一许可"}));
  const auto envelope = permit::read_envelope(bytes, file);
  if (!envelope) return fail(envelope.error());
  if (has_signed(believer, *envelope, of)) return {};
  return fail(not_taken(
      file, {"no key that the permit names has signed it here; other keys count where permits/trust.json of "
             "the state folder names them",
             "此次未由许可所列明的密钥签名；其他密钥须列入状态目录的 permits/trust.json"}));
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

// How the file stood before any of its signatures was added: the hashes of what may have been recorded of it
// then. Of more signatures than these, as it stands.
constexpr std::size_t kMostTakenOff = 8;
std::vector<std::string> earlier_files(const PermitFile& file) {
  const auto& all = file.envelope.signatures;
  std::vector<std::string> out{sha256_hex(file.bytes)};
  if (all.size() > kMostTakenOff) return out;
  for (std::size_t kept = 1; kept + 1 < std::size_t{1} << all.size(); ++kept) {
    permit::Envelope earlier{file.envelope.kind, file.envelope.contents, {}};
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((kept >> i & 1) != 0) earlier.signatures.push_back(all[i]);
    out.push_back(sha256_hex(permit::write_envelope(earlier)));
  }
  return out;
}

enum class KnownAs { kNothing, kThis, kAnother };

// What the log knows under the permit's id. Older records have the file's hash alone, which each signature
// changes; the hash of the contents stays.
KnownAs known_as(const std::vector<OwnRecord>& before, const PermitFile& file) {
  const std::string contents = sha256_hex(file.envelope.contents);
  std::vector<std::string> files;
  KnownAs out = KnownAs::kNothing;
  for (const OwnRecord& one : before) {
    const std::string* its_file = field(one, kFileField);
    const std::string* its_contents = field(one, kContentsField);
    if (its_contents != nullptr && *its_contents == contents) return KnownAs::kThis;
    if (its_contents == nullptr && its_file != nullptr) {
      if (files.empty()) files = earlier_files(file);
      if (std::find(files.begin(), files.end(), *its_file) != files.end()) return KnownAs::kThis;
    }
    if (its_file != nullptr || its_contents != nullptr) out = KnownAs::kAnother;
  }
  return out;
}

// Nobody else's permit under the same id; and where no policy says whose word counts, a permit that the log
// knows or whose issuer signs here.
Result<void> may_be_recorded(const std::vector<OwnRecord>& before, const PermitFile& file,
                             const Believer& believer) {
  const KnownAs known = known_as(before, file);
  if (known == KnownAs::kAnother)
    return fail(
        not_taken(file.name, {"the log knows another permit under this id", "日志中该编号为另一份许可"}));
  if (believer.policy || known == KnownAs::kThis || has_issued(believer, file)) return {};
  return fail(not_taken(
      file.name, {"the log does not know this permit, and cannot check its issuer's signature: name the key "
                  "in permits/trust.json of the state folder",
                  "日志中没有此许可，且无法核验签发机构的签名：请将其密钥列入状态目录的 "
                  "permits/trust.json"}));
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

OwnRecorded record_permit(const std::string& file, const Ed25519Key& signer,
                          const std::string& passphrase_file, const GateOptions& options) {
  if (!has_log(options)) return {};
  const auto bytes = read_small_file(file);
  if (bytes && permit::unverified_status(*bytes, file))
    return unread(not_taken(
        file, {"is a statement: name its permit with --permit", "是状态声明：请用 --permit 指定所述许可"}));
  const auto of = permit_in(file);
  if (!of) return unread(of.error());
  auto trust = trust_of(options);
  if (!trust) return unread(trust.error());
  const Believer believer{std::move(*trust), signer};
  if (const auto good = believed(*of, believer); !good) return unread(good.error());
  if (!believer.policy && !has_signed(believer, of->envelope, *of))
    return unread(
        not_taken(file, {"no key that it names has signed it here", "此次未由许可所列明的密钥签名"}));
  NamedRecord named = named_of(*of, of->bytes);
  named.record.kind = RecordKind::kPermit;
  named.record.fields.push_back({kSeqField, "0"});
  named.record.fields.push_back({"at", instant_text(of->permit.issued_at_ms)});
  return record_own(
      std::move(named), passphrase_file, options, StatusOf::kNewest,
      [&](const std::vector<OwnRecord>& before) { return may_be_recorded(before, *of, believer); });
}

OwnRecorded record_permit_status(const std::string& file, const std::string& permit_file,
                                 const Ed25519Key& signer, const std::string& passphrase_file,
                                 const GateOptions& options) {
  if (!has_log(options)) return {};
  const auto bytes = read_small_file(file);
  if (!bytes) return unread(bytes.error());
  const auto status = permit::unverified_status(*bytes, file);
  if (!status) return unread(status.error());
  const auto of = permit_in(permit_file);
  if (!of) return unread(of.error());
  auto trust = trust_of(options);
  if (!trust) return unread(trust.error());
  const Believer believer{std::move(*trust), signer};
  const auto permit = believed(*of, believer);
  if (!permit) return unread(permit.error());
  if (const auto good = believed_status(file, *bytes, *status, *of, believer, *permit); !good)
    return unread(good.error());
  NamedRecord named = named_of(*of, *bytes);
  named.record.kind = RecordKind::kPermitStatus;
  named.record.status = status_of(status->state);
  named.record.fields.push_back({kSeqField, std::to_string(status->sequence)});
  named.record.fields.push_back({"at", instant_text(status->stated_at_ms)});
  named.record.fields.push_back({"state", std::string(to_string(status->state))});
  const auto may = [&](const std::vector<OwnRecord>& before) -> Result<void> {
    if (const auto same = may_be_recorded(before, *of, believer); !same) return same;
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
