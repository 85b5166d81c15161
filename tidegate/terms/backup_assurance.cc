#include "tidegate/terms/backup_assurance.h"

namespace tidegate {

std::string_view to_string(BackupFault fault) { return kBackupFaultNames[static_cast<std::size_t>(fault)]; }

}  // namespace tidegate
