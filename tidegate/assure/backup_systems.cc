#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {
namespace {

// E1 is no more than a paper of the firm's own.
constexpr EvidenceGrade kUnproven = EvidenceGrade::kE1;

// The best that a backup of this system comes to by itself: that data is in no backup is told of its own, and
// is no word on the system. What counts for another system is none of this one.
EvidenceGrade proven(const std::string& system, const std::vector<BackupFound>& found) {
  EvidenceGrade best = EvidenceGrade::kE0;
  for (const BackupFound& one : found) {
    if (one.a.system == system && one.covers == system)
      best = std::max(best, one.reasons.grade(BackupFault::kPartial));
  }
  return best;
}

BackupReason uncovered(Text says) {
  constexpr auto kFault = BackupFault::kSystemUncovered;
  return {kFault, limit_of(kFault), level_of(kFault), std::move(says)};
}

// Why what stands beside it lets one prove no more; none: it does not.
std::optional<BackupReason> reason_beside(const BackupFound& one, const BackupQuestion& q,
                                          const std::set<std::string>& asked,
                                          const std::vector<std::pair<std::string, EvidenceGrade>>& best) {
  if (asked.empty() && !q.has_unnamed_system)
    return uncovered({"nobody said which systems must be covered", "未说明须覆盖哪些系统"});
  if (q.has_unnamed_system)
    return uncovered({"a system that must be covered has no name", "须覆盖的系统中有未写明名称者"});
  if (asked.count(one.covers) == 0) return std::nullopt;  // it is told of its own
  std::size_t without = 0;
  const std::pair<std::string, EvidenceGrade>* least = nullptr;
  for (const auto& system : best) {
    if (system.first == one.covers) continue;
    without += system.second <= kUnproven ? 1 : 0;
    if (least == nullptr || system.second < least->second) least = &system;
  }
  if (without > 0) {
    const std::string of = std::to_string(asked.size());
    const std::string lacks = std::to_string(without);
    const Text same = one.covers == one.a.system
                          ? Text{}
                          : Text{"; this holds the same as the backup of " + one.covers,
                                 "；本备份与“" + one.covers + "”的备份内容相同"};
    return uncovered({"of " + of + " systems that must be covered " + lacks +
                          (without == 1 ? " has" : " have") + " no backup that is proven: " + least->first +
                          (without == 1 ? "" : " and others") + same.en,
                      "须覆盖的 " + of + " 个系统中有 " + lacks + " 个未见经证明的备份：" + least->first +
                          (without == 1 ? "" : "等") + same.zh});
  }
  if (least == nullptr || least->second >= one.reasons.grade()) return std::nullopt;
  const std::string grade(to_string(least->second));
  // Its level is held by that backup's own.
  return BackupReason{BackupFault::kSystemUncovered,
                      least->second,
                      0,
                      {"another system that must be covered has no backup that is proven beyond " + grade +
                           ": " + least->first,
                       "须覆盖的另一系统，其备份所证不高于 " + grade + "：" + least->first}};
}

}  // namespace

void hold_to_systems(const BackupQuestion& q, std::vector<BackupFound>& found) {
  const std::set<std::string> asked(q.systems.begin(), q.systems.end());
  std::vector<std::pair<std::string, EvidenceGrade>> best;
  for (const std::string& system : asked) best.emplace_back(system, proven(system, found));
  for (BackupFound& one : found) {
    if (!one.reasons.is_believed()) continue;
    if (auto beside = reason_beside(one, q, asked, best)) one.reasons.add(*std::move(beside));
  }
}

}  // namespace tidegate::assure
