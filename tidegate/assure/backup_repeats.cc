// A system's name in a manifest is the word of whoever signed it: one backup that is attested under the names
// of two systems is a backup of one of them, of whichever has no other.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {
namespace {

// E1 is no more than a paper of the firm's own.
constexpr EvidenceGrade kUnproven = EvidenceGrade::kE1;

using Given = std::map<std::string, std::string>;  // what is held: the system that it counts for

// Backups of systems that are asked for, by what each holds.
class Sharing {
 public:
  Sharing(const BackupQuestion& q, const std::vector<BackupFound>& found)
      : asked_(q.systems.begin(), q.systems.end()), found_(found) {
    for (const BackupFound& one : found) {
      const bool counts = one.reasons.grade() > kUnproven && asked_.contains(one.a.system);
      holds_.push_back(counts ? std::optional(held_by(one)) : std::nullopt);
    }
  }

  // As many systems as can be have one of the best grade that all of them can have, else of E2; what no
  // system needs is of the first that it was attested for.
  Given given() const {
    Given out;
    for (const EvidenceGrade grade : {EvidenceGrade::kE4, EvidenceGrade::kE3, EvidenceGrade::kE2}) {
      out = given(grade);
      if (out.size() == asked_.size()) break;
    }
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (holds_[i]) out.try_emplace(*holds_[i], found_[i].a.system);
    }
    return out;
  }

  const std::optional<std::string>& holds(std::size_t i) const { return holds_[i]; }

 private:
  // The data; where nobody says which, that of another of the same snapshot, or the snapshot as it lies.
  std::string held_by(const BackupFound& one) const {
    if (!one.data_root.empty()) return one.data_root;
    const auto says = std::find_if(found_.begin(), found_.end(), [&](const BackupFound& other) {
      return !other.data_root.empty() && other.as_it_lies == one.as_it_lies;
    });
    return says == found_.end() ? one.as_it_lies : says->data_root;
  }

  Given given(EvidenceGrade grade) const {
    Given out;
    for (const std::string& system : asked_) {
      std::set<std::string> tried;
      find_for(system, grade, out, tried);
    }
    return out;
  }

  // Whoever has it already may take another.
  bool find_for(const std::string& system, EvidenceGrade grade, Given& given,
                std::set<std::string>& tried) const {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!holds_[i] || found_[i].a.system != system || found_[i].reasons.grade() < grade) continue;
      if (!tried.insert(*holds_[i]).second) continue;
      const auto has = given.find(*holds_[i]);
      if (has != given.end() && !find_for(std::string(has->second), grade, given, tried)) continue;
      given[*holds_[i]] = system;
      return true;
    }
    return false;
  }

  std::set<std::string> asked_;
  const std::vector<BackupFound>& found_;
  std::vector<std::optional<std::string>> holds_{};  // none: it counts for no system anyhow
};

}  // namespace

void give_one_system_each(const BackupQuestion& q, std::vector<BackupFound>& found) {
  const Sharing sharing(q, found);
  const Given given = sharing.given();
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (sharing.holds(i)) found[i].covers = given.at(*sharing.holds(i));
  }
}

}  // namespace tidegate::assure
