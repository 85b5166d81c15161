// What changed between two versions of a law: `tidegate rules diff A B`. The release note a lawyer signs.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/law/analysis.h"

namespace tidegate::law {

// One way in which answers differ, with the cases that get the other answer.
struct OutcomeChange {
  std::string what;    // route cites duties standing exemptions set_aside gates also_allowed doubts authority
                       // validity_months
  std::string before;  // "exempt"; a code that fell away; empty: nothing
  std::string after;
  DateInterval days;             // first stretch of days that shows it
  std::size_t stretches = 1;     // how many show it
  std::uint64_t boxes = 0;       // boxes of facts in the first; as many as a number holds when there are more
  std::vector<std::string> box;  // what the cases of one box have in common
  std::optional<Witness> witness;  // none: the change could neither be shown by a case nor excluded
  Text says;
};

struct DiffReport {
  std::string before_id, before_version, before_hash;
  std::string after_id, after_version, after_hash;
  std::vector<OutcomeChange> changes;  // routes first, then by topic and code
  std::size_t undecided = 0;           // boxes neither shown nor excluded
  bool is_same_law() const { return changes.empty() && undecided == 0; }
};

// Compares every answer of two packs on every day and every combination of facts. Facts of one name and type
// are one fact. Where the routes differ, the rest is not compared. Words (titles, paraphrases) are not
// answers. Errors: kLimit as in check_pack.
Result<DiffReport> diff_packs(const RulePack& before, const RulePack& after,
                              std::size_t enough = std::numeric_limits<std::size_t>::max());

}  // namespace tidegate::law
