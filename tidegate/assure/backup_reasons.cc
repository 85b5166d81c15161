#include "tidegate/assure/backup_reasons.h"

#include <algorithm>
#include <utility>

#include "tidegate/assure/backup_check.h"

namespace tidegate::assure {
namespace {

constexpr int kSoftLevel = 2;  // where several soft reasons hold

}  // namespace

void BackupReasons::add(BackupFault fault) { add(fault, words_of(fault)); }

void BackupReasons::add(BackupFault fault, Text says) {
  add({fault, limit_of(fault), level_of(fault), std::move(says)});
}

void BackupReasons::add(BackupReason reason) {
  if (!has(reason.fault)) all_.push_back(std::move(reason));
}

bool BackupReasons::has(BackupFault fault) const {
  return std::any_of(all_.begin(), all_.end(), [&](const auto& r) { return r.fault == fault; });
}

bool BackupReasons::is_believed() const {
  return std::none_of(all_.begin(), all_.end(),
                      [](const auto& r) { return r.fault <= BackupFault::kKeyOutOfTime; });
}

EvidenceGrade BackupReasons::grade(std::optional<BackupFault> without) const {
  EvidenceGrade grade = EvidenceGrade::kE4;
  for (const BackupReason& reason : all_) {
    if (reason.fault != without) grade = std::min(grade, reason.limit);
  }
  return grade;
}

void BackupReasons::conclude(BackupAssurance& out) {
  std::sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.fault < b.fault; });
  out.grade = grade();
  out.level = 0;
  int soft = 0;
  for (const BackupReason& reason : all_) {
    out.level = std::max(out.level, reason.level);
    soft += is_soft(reason.fault) && reason.level > 0 ? 1 : 0;
  }
  if (soft > 1) out.level = std::max(out.level, kSoftLevel);
  out.why_not_higher = std::move(all_);
}

}  // namespace tidegate::assure
