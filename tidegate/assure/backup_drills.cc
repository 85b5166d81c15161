#include <optional>
#include <string>
#include <utility>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {

void check_drills(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                  const BackupSigners& signers, BackupReasons& reasons, BackupAssurance& out) {
  struct Held {
    RestoreDrill drill;
    bool is_witnessed;
  };
  std::optional<Held> last;
  std::optional<RestoreDrill> seen;  // the last one that a third party witnessed
  for (const std::string& bytes : parts.drills) {
    const auto drill = read_drill(bytes, "drill");
    if (!drill || drill->manifest != m.hash || drill->end_ms > q.at_ms + kBackupClockSkewMs ||
        drill->start_ms < m.made_ms) {
      reasons.add(BackupFault::kDrillForged);
      continue;
    }
    const auto by = signers.by(drill->text, drill->issuer, "restore_drill", drill->end_ms);
    if (by.who == BackupSigners::Who::kNobody || by.fault) {
      reasons.add(BackupFault::kDrillForged);
      continue;
    }
    const bool is_witnessed = by.issuer != nullptr && is_third_party(*by.issuer, m, signers);
    if (is_witnessed && (!seen || seen->end_ms < drill->end_ms)) seen = *drill;
    if (!last || last->drill.end_ms < drill->end_ms) last = Held{*drill, is_witnessed};
  }
  const auto fits = [&](const RestoreDrill& drill) {
    return drill.passed && m.data && drill.data_root == m.data->root && drill.files == m.data->files &&
           drill.octets == m.data->octets;
  };
  // A drill of the firm's own that comes after takes nothing from what a third party saw; nor does it outlast
  // its year by it.
  const bool is_witnessed =
      last && (last->is_witnessed ||
               (seen && fits(*seen) && q.at_ms - seen->end_ms <= kBackupYearDays * kBackupDayMs));
  // Chunks may be anything, whatever the tool's name and however many: a restore that somebody else saw shows
  // what they are.
  if (!is_witnessed) reasons.add(BackupFault::kContentUnshown);
  if (!last) return reasons.add(BackupFault::kDrillMissing);
  const RestoreDrill& drill = last->drill;
  if (!fits(drill)) return reasons.add(BackupFault::kDrillFailed);
  out.drilled_ms = drill.end_ms;
  out.rto_minutes = (drill.end_ms - drill.start_ms + kBackupMinuteMs - 1) / kBackupMinuteMs;
  out.rpo_minutes = drill.lost_minutes;
  if (q.at_ms - drill.end_ms > kBackupYearDays * kBackupDayMs) reasons.add(BackupFault::kDrillOld);
  const auto against = [](std::int64_t got, std::int64_t wanted) {
    return std::pair{std::to_string(got), std::to_string(wanted)};
  };
  // An objective that nobody stated is not met.
  const std::int64_t rto = m.rto_minutes.value_or(-1);
  if (*out.rto_minutes > rto) {
    const auto [got, wanted] = against(*out.rto_minutes, rto);
    reasons.add(BackupFault::kRtoMissed,
                m.rto_minutes ? Text{"the restore took " + got + " minutes of " + wanted,
                                     "恢复用时 " + got + " 分钟，目标 " + wanted + " 分钟"}
                              : Text{"it states no recovery time objective", "未写明 RTO 目标"});
  }
  const std::int64_t rpo = m.rpo_minutes.value_or(-1);
  if (!drill.lost_minutes || *drill.lost_minutes > rpo) {
    const auto [got, wanted] = against(drill.lost_minutes.value_or(0), rpo);
    reasons.add(BackupFault::kRpoMissed,
                drill.lost_minutes && m.rpo_minutes
                    ? Text{got + " minutes of data were lost of " + wanted + " allowed",
                           "丢失 " + got + " 分钟的数据，目标 " + wanted + " 分钟"}
                    : Text{"the recovery point objective, or what was achieved, is not stated",
                           "未写明 RPO 目标或实际值"});
  }
  if (!is_witnessed) reasons.add(BackupFault::kDrillUnwitnessed);
}

}  // namespace tidegate::assure
