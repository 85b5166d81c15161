// Verifies what lies beside a backup, and signs a verdict on a challenge that holds.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/keys.h"
#include "tidegate/evidence/bundle.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/terms/country_code.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {
namespace {

constexpr unsigned kPublic = 0644;
constexpr std::size_t kMostParts = 200;

struct Trusted {
  std::optional<PublicKey> owner;
  std::optional<assure::TrustList> list;
  std::optional<evidence::Policy> policy;
};

Result<Trusted> trusted(const BackupVerifyRequest& r, SignatureCheck& check) {
  Trusted out;
  if (r.owner_key.empty() && r.trust.empty()) return fail(backup_needs("--owner-key"));
  if (!r.owner_key.empty()) {
    const auto bytes = read_file(r.owner_key, 16'384);
    if (!bytes) return fail(bytes.error());
    const auto key = assure::read_key(*bytes, r.owner_key);
    if (!key) return fail(key.error());
    out.owner = *key;
  }
  if (!r.trust.empty()) {
    if (r.trust_key.empty()) return fail(backup_needs("--trust-key"));
    auto list = open_trust(r.trust, r.trust_key, check);
    if (!list) return fail(list.error());
    out.list = std::move(*list);
  }
  if (!r.policy.empty()) {
    auto policy = read_log_policy(r.policy);
    if (!policy) return fail(policy.error());
    out.policy = std::move(*policy);
  }
  return out;
}

Result<std::vector<std::string>> small_files(const std::vector<std::string>& paths, const char* option) {
  if (paths.size() > kMostParts)
    return fail({ErrorCode::kLimit, "more than 200 files", option, "文件超过 200 个"});
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    auto bytes = read_file(path, assure::kLargestManifest + 2);
    if (!bytes) return fail(bytes.error());
    out.push_back(std::move(*bytes));
  }
  return out;
}

Result<assure::BackupParts> parts_of(const BackupVerifyRequest& r, std::string_view manifest,
                                     const Trusted& trust, const BackupMoment& moment,
                                     SignatureCheck& check) {
  assure::BackupParts out;
  const std::string hash = sha256_hex(manifest);
  if (!r.list.empty()) {
    const auto bytes = read_file(r.list, kLargestList);
    if (!bytes) return fail(bytes.error());
    auto list = read_list(*bytes, r.list);
    if (!list) return fail(list.error());
    out.list = std::move(*list);
  }
  if (!r.record.empty() && trust.policy) {
    const auto bundle = read_file(r.record, evidence::kLargestBundle);
    if (!bundle) return fail(bundle.error());
    out.recorded = recorded_manifest(*bundle, hash, *trust.policy, moment);
  }
  if (!r.challenge.empty()) {
    const auto bytes = read_file(r.challenge, assure::kLargestChallenge);
    if (!bytes) return fail(bytes.error());
    auto challenge = assure::read_challenge(*bytes, r.challenge);
    if (!challenge) return fail(challenge.error());
    assure::AnsweredChallenge answered;
    if (trust.policy)
      answered.source = seed_source(challenge->checkpoint, hash, *trust.policy, check,
                                    seen_since(out.recorded, moment.now_ms));
    const auto read = assure::read_manifest(manifest, r.manifest);
    if (!r.answer.empty() && read) {
      const auto lines = lines_of_file(r.answer, assure::kLongestAnswerLine);
      if (!lines) return fail(lines.error());
      answered.answer = assure::check_answer(*lines, *read, *challenge, answered.source.seed);
    }
    answered.challenge = std::move(*challenge);
    answered.is_kept = true;  // whoever verifies names his own
    out.challenge = std::move(answered);
  }
  auto verdicts = small_files(r.verdicts, "--verdict");
  if (!verdicts) return fail(verdicts.error());
  out.verdicts = std::move(*verdicts);
  auto drills = small_files(r.drills, "--drill");
  if (!drills) return fail(drills.error());
  out.drills = std::move(*drills);
  return out;
}

Result<assure::BackupQuestion> question_of(const BackupVerifyRequest& r, std::int64_t at_ms,
                                           const GateOptions& options) {
  assure::BackupQuestion q;
  const auto owner = Uscc::parse_typed(r.owner);
  if (!owner) return fail({ErrorCode::kMalformed, owner.error().what, "--owner", owner.error().what_zh});
  q.owner = owner->str();
  q.systems = r.systems;
  q.at_ms = at_ms;
  q.deleted_with_data = r.is_deleted_with_data;
  for (const std::string& country : r.declared) {
    const auto code = CountryCode::parse(country);
    if (!code) return fail({ErrorCode::kMalformed, code.error().what, "--declared", code.error().what_zh});
    q.declared.push_back(country);
  }
  for (const std::string& path : r.data) {
    const auto files = hashed_files(path, 1 << 20, nullptr, options);
    if (!files) return fail(files.error());
    for (const assure::BackedUpFile& file : *files) q.assessed.push_back({hex(file.hash), file.octets});
  }
  return q;
}

bool has(const BackupAssurance& a, std::initializer_list<BackupFault> faults) {
  return std::any_of(a.why_not_higher.begin(), a.why_not_higher.end(), [&](const BackupReason& reason) {
    return std::find(faults.begin(), faults.end(), reason.fault) != faults.end();
  });
}

// Of a challenge that holds, whatever else is lacking; of a manifest that nobody vouches for, none.
Result<void> sign_verdict(const BackupVerifyRequest& r, const assure::BackupParts& parts,
                          const BackupAssurance& a, std::int64_t at_ms, const GateOptions& options) {
  if (r.out.empty()) return fail(backup_needs("--out"));
  if (r.verifier.issuer.empty()) return fail(backup_needs("--issuer"));
  using enum BackupFault;
  const bool holds = parts.challenge && a.draws > 0 &&
                     !has(a, {kUnknownSigner, kBadSignature, kUnchecked, kKeyOutOfTime, kOtherEntity,
                              kSeedOwn, kNotRecorded});
  if (!holds)
    return fail({ErrorCode::kCorrupt, "the challenge does not hold: no verdict is signed", r.challenge,
                 "抽验不成立，不签署结论"});
  const auto signer = open_backup_signer(r.verifier, options);
  if (!signer) return fail(signer.error());
  assure::BackupVerdict verdict;
  verdict.issuer = r.verifier.issuer;
  verdict.manifest = a.manifest_hash;
  verdict.origin = parts.challenge->source.origin;
  verdict.size = parts.challenge->source.size;
  verdict.draws = a.draws;
  verdict.at_ms = at_ms;
  const auto text = assure::sign_text(assure::verdict_payload(verdict), assure::kVerdictType,
                                      r.verifier.key.key_id, **signer);
  if (!text) return fail(text.error());
  return write_new_file(r.out, *text + "\n", kPublic);
}

}  // namespace

Result<Printed> backup_verify(const BackupVerifyRequest& r, bool json, const Look& look,
                              const GateOptions& options) {
  if (r.owner.empty()) return fail(backup_needs("--owner"));
  const std::int64_t at_ms = r.at_ms.value_or(options.now_ms);
  const auto bytes = read_file(r.manifest, assure::kLargestManifest + 2);
  if (!bytes) return fail(bytes.error());
  const auto check = signature_check();
  const auto trust = trusted(r, *check);
  if (!trust) return fail(trust.error());
  const auto parts = parts_of(r, *bytes, *trust, {at_ms, options.now_ms}, *check);
  if (!parts) return fail(parts.error());
  const auto question = question_of(r, at_ms, options);
  if (!question) return fail(question.error());
  const BackupAssurance a =
      assure::check_backup(*bytes, *parts, *question, trust->owner ? &*trust->owner : nullptr,
                           trust->list ? &*trust->list : nullptr, *check);
  if (!r.verifier.key.key.empty()) {
    if (const auto done = sign_verdict(r, *parts, a, at_ms, options); !done) return fail(done.error());
  }
  const bool holds = a.grade == EvidenceGrade::kE4 && a.level <= 1;
  const ExitCode exit = holds ? ExitCode::kProceed : ExitCode::kVerification;
  return Printed{json ? backup_json(a) + "\n" : backup_text(a, at_ms, exit, look), exit};
}

}  // namespace tidegate
