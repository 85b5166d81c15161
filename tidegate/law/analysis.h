// Proves a rule pack sound, or shows where it is not: `tidegate rules check`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/witness.h"

namespace tidegate::law {

enum class PackFaultKind {
  kGap,               // a case for which no route rule stands
  kContradiction,     // a case for which route rules of different routes stand
  kDeadRule,          // a rule that never stands, on any day
  kIdleException,     // an exception that never meets what it is an exception to
  kUnreachableRoute,  // a route of the pack that no case has
  kBareRule,          // a route rule in force on days on which none of the articles that it cites is
  kUndecided,  // neither proved nor shown: numbers tied together in a way that the search did not resolve
};
std::string_view to_string(
    PackFaultKind kind);  // gap contradiction dead_rule idle_exception unreachable_route bare_rule undecided

struct PackFault {
  PackFaultKind kind = PackFaultKind::kGap;
  std::vector<std::string> subjects;  // rules or routes concerned
  DateInterval days;                  // on which it was seen first
  std::vector<std::string> box;       // what all cases of the box have in common
  std::optional<Witness> witness;
  Text says;
};

struct CheckReport {
  std::string pack_id, pack_version, pack_hash;
  std::vector<PackFault> faults;  // by kind, then in the pack's order
  std::vector<Text> notes;        // facts, parameters, registers, definitions and articles that nothing uses
  std::size_t segments = 0;       // stretches of days swept
  std::size_t sets = 0;           // sets of cases built, a measure of work
  Text bound;                     // what was swept, and why that is everything
  bool is_clean() const { return faults.empty(); }
};

// Sweeps every stretch of days on which nothing changes, and in each every combination of facts that some
// condition tells apart, for any number of items. Gaps and contradictions: the first of each pair of routes
// in each stretch. Errors: kLimit when a stretch needs more sets than fit in memory.
Result<CheckReport> check_pack(const RulePack& pack);

}  // namespace tidegate::law
