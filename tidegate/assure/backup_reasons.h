// Why a backup's grade is no higher: each reason once, and what they come to together. Private to assure.
#pragma once

#include <vector>

#include "tidegate/assure/backup_faults.h"
#include "tidegate/terms/backup_assurance.h"

namespace tidegate::assure {

class BackupReasons {
 public:
  void add(BackupFault fault);
  void add(BackupFault fault, Text says);
  void add(BackupReason reason);
  // Grade, level and reasons of the answer; nothing is added after it.
  void conclude(BackupAssurance& out);

 private:
  std::vector<BackupReason> all_;
};

}  // namespace tidegate::assure
