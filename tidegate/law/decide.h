// One law asked about one transfer on one day.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

struct DecideOptions {
  bool proof = true;
  // Nearest change of the route, smallest changes, the pack's words for its codes, the articles in full: what
  // a reader wants and a machine can spare.
  bool advice = true;
  std::vector<std::string> local_gates;  // codes of the pack's local gates that this installation switched on
  bool proof_steps = false;              // the proof by reference, for machines
};

// Pure: same pack, facts and day, same opinion. Facts that the pack does not know are passed over; a value
// outside the pack's closed lists counts as unknown and is noted. Never fails: what cannot be decided is
// `undetermined`, with the reason among the missing facts, doubts or notes. as_of  the law's day, in the
// pack's own time zone.
Opinion decide(const RulePack& pack, const CaseFacts& facts, Date as_of, const DecideOptions& options = {});

// Does this law look at the flow at all? False before the pack's first day.
Truth is_called(const RulePack& pack, const CaseFacts& facts, Date as_of);

}  // namespace tidegate::law
