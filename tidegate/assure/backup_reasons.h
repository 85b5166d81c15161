// Why a backup's grade is no higher: each reason once, and what they come to together. Private to assure.
#pragma once

#include <optional>
#include <vector>

#include "tidegate/assure/backup_faults.h"
#include "tidegate/terms/backup_assurance.h"

namespace tidegate::assure {

class BackupReasons {
 public:
  void add(BackupFault fault);
  void add(BackupFault fault, Text says);
  void add(BackupReason reason);
  bool has(BackupFault fault) const;
  // None of those that come before its owner: nothing of a manifest whose signature is not believed is read.
  bool is_believed() const;
  // What they leave; without  leaves one out.
  EvidenceGrade grade(std::optional<BackupFault> without = std::nullopt) const;
  // Grade, level and reasons of the answer; nothing is added after it.
  void conclude(BackupAssurance& out);

 private:
  std::vector<BackupReason> all_;
};

}  // namespace tidegate::assure
