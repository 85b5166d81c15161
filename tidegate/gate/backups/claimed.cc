#include "tidegate/gate/backups/claimed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/keys.h"
#include "tidegate/evidence/bundle.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBackups = 50;
constexpr std::size_t kMostBeside = 50;            // verdicts of one manifest, and drills
constexpr std::size_t kLargestBeside = 64U << 20;  // of a list: several may be named
constexpr std::size_t kLargestKey = 16'384;
constexpr std::string_view kKinds = "backup_";  // codes of the risk model begin so

bool is_manifest(std::string_view bytes) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  const auto text = assure::parse_signed_text(bytes, assure::kLargestManifest, "document");
  return text && text->type == assure::kManifestType;
}

const PublicKey* owner_of(const BackupTrust& trust) { return trust.owner ? &*trust.owner : nullptr; }

bool is_believed(std::string_view bytes, const BackupTrust& trust, std::int64_t at_ms,
                 SignatureCheck& check) {
  const auto manifest = assure::read_manifest(bytes, "manifest");
  return manifest && !assure::signature_fault(*manifest, at_ms, owner_of(trust), trust.list, check);
}

std::vector<std::string> beside(const BackupPapers& papers, const std::string& beginning) {
  std::set<std::string> files;
  papers.names(beginning, [&](const std::string& file) {
    if (!file.ends_with(".jwt")) return;
    files.insert(file);
    if (files.size() > kMostBeside) files.erase(std::prev(files.end()));
  });
  std::vector<std::string> out;
  for (const std::string& file : files) {
    auto bytes = papers.octets(file, assure::kLargestManifest + 2);
    if (bytes) out.push_back(std::move(*bytes));
  }
  return out;
}

// The manifest is one that is believed.
std::optional<assure::AnsweredChallenge> answered(const std::string& file, std::string_view bytes,
                                                  const BackupTrust& trust, const BackupPapers& papers,
                                                  const evidence::CosigningWindow& window,
                                                  SignatureCheck& check) {
  const std::string base = backup_base(file);
  const auto text = papers.octets(base + ".challenge", assure::kLargestChallenge);
  if (!text) return std::nullopt;
  const auto challenge = assure::read_challenge(*text, file);
  const auto manifest = assure::read_manifest(bytes, file);
  const auto lines = papers.lines(base + ".answer");
  if (!challenge || !manifest || !lines) return std::nullopt;
  const std::string hash = sha256_hex(bytes);
  assure::AnsweredChallenge out;
  if (trust.policy) out.source = seed_source(challenge->checkpoint, hash, *trust.policy, check, window);
  out.answer = assure::check_answer(*lines, *manifest, *challenge, out.source.seed);
  out.challenge = *challenge;
  const auto kept = read_file(kept_challenge(trust.home, hash), assure::kLargestChallenge);
  out.is_kept = kept && *kept == *text;
  return out;
}

// What cannot be read is as if it were not there: doubt never raises a grade.
assure::BackupParts parts_beside(const std::string& file, std::string_view bytes, const BackupTrust& trust,
                                 const BackupMoment& moment, const BackupPapers& papers,
                                 SignatureCheck& check) {
  assure::BackupParts out;
  const std::string base = backup_base(file);
  if (!is_believed(bytes, trust, moment.at_ms, check)) return out;  // nothing beside it is then read
  if (const auto text = papers.octets(base + ".files", kLargestBeside)) {
    if (auto list = read_list(*text, file)) out.list = std::move(*list);
  }
  if (trust.policy) {
    if (const auto bundle = papers.octets(base + ".tgb", evidence::kLargestBundle))
      out.recorded = recorded_manifest(*bundle, sha256_hex(bytes), *trust.policy, moment);
  }
  out.challenge = answered(file, bytes, trust, papers, seen_since(out.recorded, moment.now_ms), check);
  out.verdicts = beside(papers, base + ".verdict");
  out.drills = beside(papers, base + ".drill");
  return out;
}

// A recipient's country is declared for the recipient: for copies too only where copies abroad are declared.
std::vector<std::string> declared_for_copies(const Transfer& transfer) {
  std::set<std::string> out;
  if (!transfer.scenario.backups_abroad.value_or(false)) return {};
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.region.empty()) out.insert(recipient.region);
  }
  if (const FactValue* country = transfer.facts.flow.find("recipient.country")) {
    if (const auto* symbol = std::get_if<Symbol>(country)) out.insert(symbol->name);
  }
  return {out.begin(), out.end()};
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
    q.has_unnamed_system = q.has_unnamed_system || system.name.empty();
  }
  if (profile) {
    std::set<std::string> seen;  // the tables of one workbook are one file
    for (const FileProfile& file : profile->files) {
      if (!file.sha256.empty() && seen.insert(path_of(file) + "\n" + file.sha256).second)
        q.assessed.push_back({file.sha256, file.size_bytes});
    }
  }
  q.declared = declared_for_copies(transfer);
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
    case BackupFault::kSystemUncovered:
      return CredentialFault::kSystemUncovered;
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
  found.kind = std::string(kKinds) + (a.grade == EvidenceGrade::kE4 ? "challenge" : "manifest");
  found.holder = a.owner;
  if (!a.system.empty()) found.scope.systems.push_back(a.system);
  for (const BackupPlace& place : a.places) found.scope.sites.push_back(place.country + "/" + place.place);
  found.issuer = a.signer;
  found.issued_ms = a.made_ms;
  if (a.made_ms) found.expires_ms = *a.made_ms + assure::kBackupOutdatedAfterMs;
  found.document_hash = a.manifest_hash;
  found.level = a.level;
  found.grade = a.grade;
  for (const BackupReason& reason : a.why_not_higher)
    found.why_not_higher.push_back({as_credential(reason.fault), reason.limit, reason.says});
  if (a.grade > EvidenceGrade::kE0) found.factors.push_back(Factor::kB);
  return out;
}

// Countries of its copies abroad, as they were kept; each once.
std::set<std::string> abroad(const CheckedCredential& one) {
  std::set<std::string> out;
  for (const std::string& site : one.found.scope.sites) {
    const std::string country = site.substr(0, site.find('/'));
    if (!country.empty() && country != "CN") out.insert(country);
  }
  return out;
}

bool is_plain(std::string_view code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

}  // namespace

Result<BackupTrust> backup_trust(const std::string& home, const std::string& uscc,
                                 const assure::TrustList* list) {
  BackupTrust out{home, {}, list, {}};
  std::error_code none;
  const fs::path key = fs::path(home) / "backups" / "keys" / (uscc + ".jwk");
  if (is_plain(uscc) && fs::exists(key, none)) {
    const auto bytes = read_file(key.string(), kLargestKey);
    if (!bytes) return fail(bytes.error());
    const auto read = assure::read_key(*bytes, key.string());
    if (!read) return fail(read.error());
    out.owner = *read;
  }
  const fs::path policy = fs::path(home) / "backups" / "policy";
  if (fs::exists(policy, none)) {
    auto read = read_log_policy(policy.string());
    if (!read) return fail(read.error());
    out.policy = std::move(*read);
  }
  return out;
}

bool is_of_backup(std::string_view bytes) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  const auto text = assure::parse_signed_text(bytes, assure::kLargestManifest, "document");
  return text && (text->type == assure::kManifestType || text->type == assure::kVerdictType ||
                  text->type == assure::kDrillType);
}

std::string manifest_beside(std::string_view file_name) {
  const auto of = [&](std::size_t base) {
    return base == 0 || base == std::string_view::npos ? std::string()
                                                       : std::string(file_name.substr(0, base)) + ".jwt";
  };
  for (const std::string_view ending : {".files", ".tgb", ".challenge", ".answer"}) {
    if (file_name.ends_with(ending)) return of(file_name.size() - ending.size());
  }
  if (!file_name.ends_with(".jwt")) return {};
  for (const std::string_view part : {".verdict.", ".verdict-", ".drill.", ".drill-"}) {
    if (auto manifest = of(file_name.rfind(part)); !manifest.empty()) return manifest;
  }
  return {};
}

std::vector<CheckedCredential> check_claimed_backups(const Transfer& transfer,
                                                     const std::optional<DataProfile>& profile,
                                                     const BackupMoment& moment, const BackupTrust& trust,
                                                     const BackupPapers& papers) {
  if (!trust.owner && trust.list == nullptr) return {};
  const auto check = signature_check();
  const assure::BackupQuestion question = question_of(transfer, profile, moment.at_ms);
  assure::BackupsTogether together(question, owner_of(trust), trust.list, *check);
  std::vector<std::string> files;
  std::set<std::string> seen;  // each once, however often it is named
  for (const EvidenceClaim& claim : transfer.evidence_claims) {
    if (files.size() >= kMostBackups) break;
    if (!seen.insert(fs::path(claim.file).lexically_normal().string()).second) continue;
    const auto bytes = papers.octets(claim.file, assure::kLargestManifest + 2);
    if (!bytes || !is_manifest(*bytes)) continue;
    together.add(*bytes, parts_beside(claim.file, *bytes, trust, moment, papers, *check));
    files.push_back(claim.file);
  }
  std::vector<CheckedCredential> out;
  const std::vector<BackupAssurance> found = together.conclude();
  for (std::size_t i = 0; i < found.size(); ++i) out.push_back(as_credential(files[i], found[i]));
  return out;
}

bool is_backup(const CheckedCredential& one) { return one.found.kind.starts_with(kKinds); }

void heed_backups(const std::vector<CheckedCredential>& found, Transfer& transfer) {
  FactorClaim& claim = transfer.factors[static_cast<std::size_t>(Factor::kB)];
  for (const CheckedCredential& one : found) {
    if (!is_backup(one)) continue;
    if (claim.answered) claim.level = std::max(claim.level, one.found.level.value_or(0));
    if (!abroad(one).empty()) transfer.scenario.backups_abroad = true;
  }
}

std::vector<std::string> undeclared_copies(const std::vector<CheckedCredential>& found,
                                           const Transfer& declared) {
  std::set<std::string> out;
  for (const CheckedCredential& one : found) {
    if (is_backup(one)) out.merge(abroad(one));
  }
  for (const std::string& country : declared_for_copies(declared)) out.erase(country);
  return {out.begin(), out.end()};
}

void check_copies_abroad(const std::vector<CheckedCredential>& found,
                         const std::vector<std::string>& undeclared, std::vector<Finding>& findings) {
  Text says;
  for (const CheckedCredential& one : found) {
    if (!is_backup(one)) continue;
    for (const std::string& country : abroad(one)) {
      if (std::find(undeclared.begin(), undeclared.end(), country) == undeclared.end()) continue;
      says.en += fmt::format("{}{} tells of a copy in {}", says.en.empty() ? "" : "; ", one.file, country);
      says.zh += fmt::format("{}{} 载明有备份存于 {}", says.zh.empty() ? "" : "；", one.file, country);
    }
  }
  const auto of_copies =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.rule == "V20"; });
  if (says.empty() || of_copies == findings.end()) return;
  Finding fails = *of_copies;
  fails.state = CheckState::kFails;
  fails.pointer = "/scenario/retention/backups_abroad";
  fails.says = {says.en + ", which the declaration does not name for copies: an export of its own",
                says.zh + "，而申报未载明该处备份：构成单独的数据出境"};
  fails.fix = {"declare it and who receives it, or end it; bind whoever keeps it to delete it with the data",
               "请申报该备份及其接收方，或终止该备份；并约定保存方随数据到期一并删除"};
  if (of_copies->state == CheckState::kPasses)
    *of_copies = std::move(fails);
  else
    findings.insert(of_copies, std::move(fails));
}

}  // namespace tidegate
