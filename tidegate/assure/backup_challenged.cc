#include <algorithm>
#include <optional>
#include <string>

#include "tidegate/assure/backup_checks.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {
namespace {

// None: it is later, and what the policy asks for.
std::optional<BackupFault> fault_of_seed(const BackupManifest& m, const BackupParts& parts,
                                         const AnsweredChallenge& asked) {
  const SeedSource& source = asked.source;
  if (!source.is_trusted || hex(source.seed) != asked.challenge.seed) return BackupFault::kSeedUntrusted;
  if (!parts.recorded) return BackupFault::kNotRecorded;
  const RecordedManifest& recorded = *parts.recorded;
  if (source.origin != recorded.origin) return BackupFault::kSeedUntrusted;
  if (source.size <= recorded.index || (source.seen_ms && *source.seen_ms + kBackupClockSkewMs < m.made_ms))
    return BackupFault::kSeedEarly;
  return std::nullopt;
}

void check_draws(std::uint64_t draws, BackupReasons& reasons, BackupAssurance& out) {
  out.draws = std::max(out.draws, draws);
  if (draws < kUsualDraws) reasons.add(BackupFault::kFewDraws);
}

void check_own_challenge(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                         BackupReasons& reasons, BackupAssurance& out) {
  const AnsweredChallenge& asked = *parts.challenge;
  using State = AnswerCheck::State;
  if (asked.challenge.manifest != m.hash) return reasons.add(BackupFault::kAnswerReplayed);
  if (const auto fault = fault_of_seed(m, parts, asked)) {
    if (*fault == BackupFault::kNotRecorded) reasons.add(BackupFault::kNotChallenged);
    return reasons.add(*fault);
  }
  switch (asked.answer.state) {
    case State::kHolds:
      break;
    case State::kUnreadable:
      return reasons.add(BackupFault::kAnswerUnreadable);
    case State::kReplayed:
      return reasons.add(BackupFault::kAnswerReplayed);
    case State::kShort:
      return reasons.add(BackupFault::kAnswerShort);
    case State::kBitRotted: {
      const std::string of = std::to_string(asked.answer.damaged) + "/" +
                             std::to_string(asked.answer.damaged + asked.answer.held);
      return reasons.add(BackupFault::kBitRotted, {of + " chunks that were drawn came back changed",
                                                   "抽中的数据块有 " + of + " 个已被改变"});
    }
  }
  if (!asked.source.is_witnessed) reasons.add(BackupFault::kSeedOwn);
  if (!asked.is_kept) reasons.add(BackupFault::kSeedChosen);
  // Asked of a moment at which it had not been drawn.
  if (asked.source.seen_ms && *asked.source.seen_ms > q.at_ms + kBackupClockSkewMs)
    reasons.add(BackupFault::kNotChallenged);
  if (asked.source.seen_ms && q.at_ms - *asked.source.seen_ms > q.fresh_days * kBackupDayMs)
    reasons.add(BackupFault::kChallengeOld);
  check_draws(asked.challenge.draws, reasons, out);
}

// The last of somebody on the trust list who challenges backups; the firm's own word is none.
std::optional<BackupVerdict> last_verdict(const BackupManifest& m, const BackupParts& parts,
                                          const BackupQuestion& q, const BackupSigners& signers) {
  std::optional<BackupVerdict> best;
  for (const std::string& bytes : parts.verdicts) {
    const auto verdict = read_verdict(bytes, "verdict");
    if (!verdict || verdict->manifest != m.hash || verdict->at_ms > q.at_ms + kBackupClockSkewMs ||
        verdict->at_ms < m.made_ms)
      continue;
    const auto by = signers.by(verdict->text, verdict->issuer, "backup_challenge", verdict->at_ms);
    if (by.issuer == nullptr || by.fault || !is_third_party(*by.issuer, m, signers)) continue;
    if (!parts.recorded || verdict->origin != parts.recorded->origin ||
        verdict->size <= parts.recorded->index)
      continue;
    if (!best || best->at_ms < verdict->at_ms) best = *verdict;
  }
  return best;
}

}  // namespace

// A challenge that whoever asks did not keep, and whose answer holds, is no better than a verdict and hides
// none.
void check_challenged(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                      const BackupSigners& signers, BackupReasons& reasons, BackupAssurance& out) {
  const bool is_own =
      parts.challenge && (parts.challenge->is_kept || parts.challenge->challenge.manifest != m.hash ||
                          parts.challenge->answer.state != AnswerCheck::State::kHolds);
  const auto verdict = is_own ? std::nullopt : last_verdict(m, parts, q, signers);
  if (parts.challenge && !verdict) return check_own_challenge(m, parts, q, reasons, out);
  if (!verdict) return reasons.add(BackupFault::kNotChallenged);
  if (q.at_ms - verdict->at_ms > q.fresh_days * kBackupDayMs) reasons.add(BackupFault::kChallengeOld);
  check_draws(verdict->draws, reasons, out);
}

}  // namespace tidegate::assure
