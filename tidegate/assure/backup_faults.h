// What each reason costs. Private to the room; words_of and backup_fault_named stand in backup_check.h.
#pragma once

#include <optional>
#include <string_view>

#include "tidegate/terms/backup_assurance.h"

namespace tidegate::assure {

EvidenceGrade limit_of(BackupFault fault);
int level_of(BackupFault fault);  // best level of factor B with it
bool is_soft(BackupFault fault);  // of several that are, the level is 2 at best
Text words_of(BackupFault fault);
std::optional<BackupFault> backup_fault_named(std::string_view name);

}  // namespace tidegate::assure
