// Measures the checks of backups against labelled ones.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "tidegate/assure/keys.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/pilot/backups.h"
#include "tidegate/pilot/counts.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

constexpr std::size_t kLabelledLimit = 1 << 28;

std::string percent(std::int64_t right, std::int64_t of) {
  const std::int64_t millionths = Counts::ratio(right, of);
  return fmt::format("{}.{:02}%", millionths / 10'000, millionths % 10'000 / 100);
}

std::string score_text(const BackupScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format("{} {}\n", score.cases, zh ? "个案例" : "cases");
  out += fmt::format("{:<24} {:>8}  {}/{}\n", zh ? "等级与原因" : "grade, level, reason",
                     percent(score.right, score.cases), score.right, score.cases);
  out += fmt::format("{:<24} {:>8}\n", zh ? "错误放宽" : "false ease", score.false_ease);
  for (const auto& [reason, share] : score.by_reason)
    out += fmt::format("  {:<22} {:>8}  {}/{}\n", reason, percent(share.first, share.second), share.first,
                       share.second);
  for (const BackupError& e : score.errors)
    out += fmt::format("{}: {} -> {}{}\n", e.id, e.expected, e.got,
                       e.false_ease ? (zh ? "  错误放宽" : "  FALSE EASE") : "");
  return out;
}

std::vector<assure::BackedUpFile> list_of(const std::vector<LabelledBackup::File>& labelled) {
  std::vector<assure::BackedUpFile> files;
  for (const LabelledBackup::File& file : labelled)
    files.push_back({file.path, file.octets, assure::hash_of_hex(file.sha256).value_or(Sha256{})});
  return files;
}

// A list or challenge that cannot be read is none.
assure::BackupParts parts_of(const LabelledBackup& label, const std::optional<evidence::Policy>& policy,
                             SignatureCheck& check) {
  assure::BackupParts out;
  if (label.list) out.list = list_of(*label.list);
  if (label.record) out.recorded = assure::RecordedManifest{label.record->origin, label.record->index};
  const auto challenge = assure::read_challenge(label.challenge, label.id);
  if (!label.challenge.empty() && challenge) {
    assure::AnsweredChallenge answered;
    if (policy)
      answered.source = seed_source(challenge->checkpoint, sha256_hex(label.manifest), *policy, check,
                                    seen_since(out.recorded, label.at_ms));
    const auto manifest = assure::read_manifest(label.manifest, label.id);
    if (manifest)
      answered.answer =
          assure::check_answer(lines_of(label.answer), *manifest, *challenge, answered.source.seed);
    answered.challenge = *challenge;
    answered.is_kept = true;
    out.challenge = std::move(answered);
  }
  out.verdicts = label.verdicts;
  out.drills = label.drills;
  return out;
}

assure::BackupQuestion question_of(const LabelledBackup& label) {
  assure::BackupQuestion q;
  q.owner = label.owner;
  q.systems = label.systems;
  q.at_ms = label.at_ms;
  for (const LabelledBackup::File& file : label.assessed) q.assessed.push_back({file.sha256, file.octets});
  q.declared = label.declared;
  q.deleted_with_data = label.deleted_with_data;
  return q;
}

}  // namespace

Result<Printed> evaluate_backups(const std::string& file, bool json, const Look& look) {
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto labels = parse_labelled_backups(*bytes, file);
  if (!labels) return fail(labels.error());
  const auto check = signature_check();
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  std::map<std::string, assure::TrustList> lists;
  std::vector<std::pair<LabelledBackup, BackupAssurance>> answers;
  for (const LabelledBackup& label : *labels) {
    const assure::TrustList* trust = nullptr;
    if (!label.trust.empty()) {
      auto& list = lists[label.trust + "\n" + label.trust_key];
      if (list.hash.empty()) {
        auto opened =
            open_trust((folder / label.trust).string(), (folder / label.trust_key).string(), *check);
        if (!opened) return fail(opened.error());
        list = std::move(*opened);
      }
      trust = &list;
    }
    std::optional<PublicKey> owner;
    if (!label.owner_key.empty()) {
      auto key = assure::read_key(label.owner_key, label.id);
      if (!key) return fail(key.error());
      owner = std::move(*key);
    }
    std::optional<evidence::Policy> policy;
    if (!label.policy.empty()) {
      auto read = evidence::Policy::parse(label.policy);
      if (!read) return fail({read.error().code, read.error().what, label.id, read.error().what_zh});
      policy = std::move(*read);
    }
    const assure::BackupQuestion question = question_of(label);
    assure::BackupsTogether together(question, owner ? &*owner : nullptr, trust, *check);
    together.add(label.manifest, parts_of(label, policy, *check));
    for (const LabelledBackup::Other& other : label.others) {
      assure::BackupParts parts;
      if (other.record) parts.recorded = assure::RecordedManifest{other.record->origin, other.record->index};
      if (other.list) parts.list = list_of(*other.list);
      together.add(other.manifest, parts);
    }
    answers.emplace_back(label, std::move(together.conclude().front()));
  }
  const BackupScore score = score_backups(answers);
  return Printed{json ? to_json(score) + "\n" : score_text(score, look.lang), ExitCode::kProceed};
}

}  // namespace tidegate
