#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {

void check_objectives(const BackupManifest& m, BackupReasons& reasons) {
  if (!m.gbt20988) return;
  const RecoveryGrade& grade = *recovery_grade(*m.gbt20988);
  const bool meets = m.rpo_minutes && *m.rpo_minutes <= grade.rpo_minutes && m.rto_minutes &&
                     (!grade.rto_minutes || *m.rto_minutes <= *grade.rto_minutes);
  if (!meets) reasons.add(BackupFault::kGradeUnsupported);
}

}  // namespace tidegate::assure
