#include "tidegate/gate/backups/declared.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/keys.h"
#include "tidegate/base/instant.h"
#include "tidegate/evidence/bundle.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/store/write_file.h"
#include "tidegate/terms/country_code.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBackups = 50;
constexpr std::size_t kMostBeside = 50;
constexpr std::size_t kLargestBeside = 64U << 20;  // of a list: several may be named

struct Trusted {
  std::optional<PublicKey> owner;
  std::optional<assure::TrustList> list;
  std::optional<evidence::Policy> policy;
};

Result<Trusted> trusted(const fs::path& home, const std::string& owner, SignatureCheck& check) {
  Trusted out;
  std::error_code none;
  const fs::path list = home / "credentials" / "trust.jwt";
  if (fs::exists(list, none)) {
    auto opened = open_trust(list.string(), (home / "credentials" / "trust-key.json").string(), check);
    if (!opened) return fail(opened.error());
    out.list = std::move(*opened);
  }
  const fs::path key = home / "backups" / "keys" / (owner + ".jwk");
  if (!owner.empty() && fs::exists(key, none)) {
    const auto bytes = read_file(key.string(), 16'384);
    if (!bytes) return fail(bytes.error());
    const auto read = assure::read_key(*bytes, key.string());
    if (!read) return fail(read.error());
    out.owner = *read;
  }
  const fs::path policy = home / "backups" / "policy";
  if (fs::exists(policy, none)) {
    auto read = read_log_policy(policy.string());
    if (!read) return fail(read.error());
    out.policy = std::move(*read);
  }
  return out;
}

bool is_inside(const fs::path& file) {
  return !file.empty() && !file.is_absolute() &&
         std::none_of(file.begin(), file.end(), [](const fs::path& part) { return part == ".."; });
}

// No pipe, no device: what others laid there must not hold us up.
bool is_regular(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  return file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
}

Result<std::string> read_regular(const std::string& path, std::size_t limit) {
  if (is_regular(path)) return read_file(path, limit);
  return fail({ErrorCode::kNotFound, "is no regular file", path, "不是普通文件"});
}

bool is_believed(std::string_view bytes, const Trusted& trust, std::int64_t at_ms, SignatureCheck& check) {
  const auto manifest = assure::read_manifest(bytes, "manifest");
  return manifest && !assure::signature_fault(*manifest, at_ms, trust.owner ? &*trust.owner : nullptr,
                                              trust.list ? &*trust.list : nullptr, check);
}

// BASE.verdict.jwt, BASE.verdict-2.jwt ...
std::vector<std::string> beside(const std::string& base, std::string_view what) {
  std::set<std::string> files;
  std::error_code error;
  const std::string begins = fs::path(base).filename().string() + "." + std::string(what);
  const fs::path folder = fs::path(base).has_parent_path() ? fs::path(base).parent_path() : fs::path(".");
  for (fs::directory_iterator at(folder, error), end; !error && at != end && files.size() < kMostBeside;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(begins) && name.ends_with(".jwt")) files.insert(at->path().string());
  }
  std::vector<std::string> out;
  for (const std::string& file : files) {
    auto bytes = read_regular(file, assure::kLargestManifest + 2);
    if (bytes) out.push_back(std::move(*bytes));
  }
  return out;
}

// What cannot be read is as if it were not there: doubt never raises a grade.
assure::BackupParts parts_beside(const std::string& home, const std::string& file, std::string_view bytes,
                                 const Trusted& trust, std::int64_t at_ms, SignatureCheck& check) {
  assure::BackupParts out;
  const std::string base = backup_base(file);
  const std::string hash = sha256_hex(bytes);
  if (!is_believed(bytes, trust, at_ms, check)) return out;  // nothing beside it is then read
  if (const auto text = read_regular(base + ".files", kLargestBeside); text) {
    if (auto list = read_list(*text, file)) out.list = std::move(*list);
  }
  if (const auto bundle = read_regular(base + ".tgb", evidence::kLargestBundle); bundle && trust.policy)
    out.recorded = recorded_manifest(*bundle, hash, *trust.policy, at_ms);
  if (const auto text = read_regular(base + ".challenge", assure::kLargestChallenge); text) {
    const auto challenge = assure::read_challenge(*text, file);
    const auto manifest = assure::read_manifest(bytes, file);
    const bool has_answer = is_regular(base + ".answer");
    const auto lines = lines_of_file(has_answer ? base + ".answer" : "", assure::kLongestAnswerLine);
    if (challenge && manifest && is_regular(base + ".answer") && lines) {
      assure::AnsweredChallenge answered;
      if (trust.policy) answered.source = seed_source(challenge->checkpoint, hash, *trust.policy, check);
      answered.answer = assure::check_answer(*lines, *manifest, *challenge, answered.source.seed);
      answered.challenge = *challenge;
      const auto kept = read_regular(kept_challenge(home, hash), assure::kLargestChallenge);
      answered.is_kept = kept && *kept == *text;
      out.challenge = std::move(answered);
    }
  }
  out.verdicts = beside(base, "verdict");
  out.drills = beside(base, "drill");
  return out;
}

// Of a table in a workbook or archive that file's own; a name may hold a '!' of its own.
std::string path_of(const FileProfile& file) {
  std::error_code none;
  return fs::exists(file.path, none) ? file.path : file.path.substr(0, file.path.find('!'));
}

assure::BackupQuestion question_of(const Transfer& transfer, const std::optional<DataProfile>& profile,
                                   std::int64_t at_ms) {
  assure::BackupQuestion q;
  q.owner = transfer.uscc;
  q.at_ms = at_ms;
  for (const StorageSystem& system : transfer.scenario.domestic_systems) {
    if (!system.name.empty()) q.systems.push_back(system.name);
  }
  if (profile) {
    std::set<std::string> seen;  // the tables of one workbook are one file
    for (const FileProfile& file : profile->files) {
      if (!file.sha256.empty() && seen.insert(path_of(file) + "\n" + file.sha256).second)
        q.assessed.push_back({file.sha256, file.size_bytes});
    }
  }
  std::set<std::string> declared;
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.region.empty()) declared.insert(recipient.region);
  }
  if (const FactValue* country = transfer.facts.flow.find("recipient.country")) {
    if (const auto* symbol = std::get_if<Symbol>(country)) declared.insert(symbol->name);
  }
  q.declared.assign(declared.begin(), declared.end());
  // A recipient's country is declared for the recipient: for copies too only where copies abroad are
  // declared.
  if (!transfer.scenario.backups_abroad.value_or(false)) q.declared.clear();
  q.deleted_with_data = transfer.scenario.backups_deleted;
  return q;
}

// The nearest of the credentials' reasons; the words stay the backup's own.
CredentialFault as_credential(BackupFault fault) {
  switch (fault) {
    case BackupFault::kUnreadable:
      return CredentialFault::kUnreadable;
    case BackupFault::kAlgorithm:
      return CredentialFault::kAlgorithm;
    case BackupFault::kUnknownSigner:
      return CredentialFault::kUnknownIssuer;
    case BackupFault::kBadSignature:
    case BackupFault::kListForged:
      return CredentialFault::kBadSignature;
    case BackupFault::kUnchecked:
      return CredentialFault::kUnchecked;
    case BackupFault::kKeyOutOfTime:
      return CredentialFault::kKeyOutOfTime;
    case BackupFault::kOtherEntity:
      return CredentialFault::kOtherEntity;
    case BackupFault::kOtherSystem:
    case BackupFault::kWrongData:
    case BackupFault::kPartial:
      return CredentialFault::kOtherSystem;
    case BackupFault::kNotYetMade:
      return CredentialFault::kNotYetValid;
    case BackupFault::kUndeclaredAbroad:
    case BackupFault::kSiteUnknown:
      return CredentialFault::kOtherSite;
    case BackupFault::kOutdated:
      return CredentialFault::kExpired;
    case BackupFault::kStale:
    case BackupFault::kDrillOld:
    case BackupFault::kChallengeOld:
      return CredentialFault::kWorkTooOld;
    default:
      return CredentialFault::kKindLimit;
  }
}

CheckedCredential as_credential(const std::string& file, const BackupAssurance& a) {
  CheckedCredential out{file, {}};
  CredentialAssurance& found = out.found;
  found.kind = a.grade == EvidenceGrade::kE4 ? "backup_challenge" : "backup_manifest";
  found.holder = a.owner;
  if (!a.system.empty()) found.scope.systems.push_back(a.system);
  for (const BackupPlace& place : a.places) found.scope.sites.push_back(place.country + "/" + place.place);
  found.issuer = a.signer;
  found.issued_ms = a.made_ms;
  found.document_hash = a.manifest_hash;
  found.grade = a.grade;
  for (const BackupReason& reason : a.why_not_higher)
    found.why_not_higher.push_back({as_credential(reason.fault), reason.limit, reason.says});
  if (a.grade > EvidenceGrade::kE0) found.factors.push_back(Factor::kB);
  return out;
}

void complete(Transfer& transfer, const BackupAssurance& a) {
  FactorClaim& claim = transfer.factors[static_cast<std::size_t>(Factor::kB)];
  if (claim.answered) claim.level = std::max(claim.level, a.level);
  const bool is_abroad =
      std::any_of(a.places.begin(), a.places.end(), [](const BackupPlace& p) { return p.is_abroad; });
  if (is_abroad) transfer.scenario.backups_abroad = true;
}

}  // namespace

bool looks_like_manifest(std::string_view bytes) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  const auto text = assure::parse_signed_text(bytes, assure::kLargestManifest, "document");
  return text && text->type == assure::kManifestType;
}

Result<std::vector<CheckedCredential>> check_declared_backups(Transfer& transfer,
                                                              const std::optional<DataProfile>& profile,
                                                              const std::string& declaration, Date as_of,
                                                              const GateOptions& options) {
  std::vector<CheckedCredential> out;
  if (transfer.evidence_claims.empty() || options.home.empty()) return out;
  const auto check = signature_check();
  const auto trust = trusted(options.home, transfer.uscc, *check);
  if (!trust) return fail(trust.error());
  if (!trust->owner && !trust->list)
    return out;  // nobody is trusted: it stays a document that no machine checked
  const std::int64_t at_ms = std::min(options.now_ms, start_of_china_day(as_of.plus_days(1)) - 1);
  const assure::BackupQuestion question = question_of(transfer, profile, at_ms);
  const fs::path folder = fs::path(declaration).parent_path();
  std::set<std::string> seen;  // each once, however often it is named
  for (const EvidenceClaim& claim : transfer.evidence_claims) {
    if (out.size() >= kMostBackups || !is_inside(claim.file)) continue;
    const std::string file = (folder / claim.file).string();
    if (!seen.insert(fs::path(claim.file).lexically_normal().string()).second) continue;
    const auto bytes = read_regular(file, assure::kLargestManifest + 2);
    if (!bytes || !looks_like_manifest(*bytes)) continue;
    const BackupAssurance a = assure::check_backup(
        *bytes, parts_beside(options.home, file, *bytes, *trust, at_ms, *check), question,
        trust->owner ? &*trust->owner : nullptr, trust->list ? &*trust->list : nullptr, *check);
    complete(transfer, a);
    out.push_back(as_credential(claim.file, a));
  }
  return out;
}

}  // namespace tidegate
