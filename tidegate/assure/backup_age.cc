#include <string>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {

void check_age(const BackupManifest& m, const BackupQuestion& q, BackupReasons& reasons) {
  if (m.made_ms > q.at_ms + kBackupClockSkewMs) return reasons.add(BackupFault::kNotYetMade);
  const std::int64_t days = (q.at_ms - m.made_ms) / kBackupDayMs;
  if (days > kBackupYearDays) return reasons.add(BackupFault::kOutdated);
  if (days <= q.fresh_days) return;
  const std::string limit = std::to_string(q.fresh_days);
  reasons.add(BackupFault::kStale, {"it was made " + std::to_string(days) + " days ago, more than " + limit,
                                    "制作距今 " + std::to_string(days) + " 天，超过 " + limit + " 天"});
}

}  // namespace tidegate::assure
