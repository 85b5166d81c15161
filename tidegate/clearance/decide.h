// Who decides? Somebody wants a step taken; out come the steps that are taken, or why not. Pure: the same
// case, command and context give the same steps.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/clearance/desk_rules.h"
#include "tidegate/clearance/draw.h"
#include "tidegate/clearance/extension.h"
#include "tidegate/clearance/working_days.h"
#include "tidegate/terms/case.h"

namespace tidegate {

// Closed list; where several could apply, the order is precedence.
enum class RefusalCode {
  kClockBack,       // the moment lies before the case's last step
  kStale,           // the case moved on since the caller read it
  kWrongState,      // the machine has no such step in this state
  kNotYours,        // another role, agency or sector takes this step
  kNotReady,        // the desk itself lacks something: a seed
  kLimit,           // too long, too many
  kIncomplete,      // something that must be said or listed is not
  kReasonsMissing,  // no reasons, in Chinese at least
  kNotFound,        // names an item, gate, contest or proposal that is not there
  kAlready,         // it was done before, and is done once
  kSamePerson,      // the second person of a two-person step is the first
  kTooEarly,        // the law's window is not open
  kTooLate,         // it has closed
  kLaw,             // floor, stop rule, clearance, test: doubt never passes
};
std::string_view to_string(RefusalCode code);  // clock_back stale wrong_state ...

struct StepRefusal {
  RefusalCode code = RefusalCode::kWrongState;
  Text says;
  std::string pointer;  // JSON pointer into the command's step; empty: the whole
};

struct StepAnswer {
  std::vector<CaseEvent> events;  // at least one, in their order; empty when refused
  std::optional<StepRefusal> refused;
  Case after;  // the case with these events; when refused, as it was
};

// What an extension stands on at the moment of the step.
struct ExtensionGround {
  Text pass_gone;  // why the pass cannot be extended now; empty: it is active
  ExtensionTest test;
};

struct DeskContext {
  const DeskRules& rules;
  const WorkingDays& calendar;
  const SamplingSeed* seed = nullptr;          // of the running period; none: nothing can be handed in
  std::vector<std::string> frozen_sectors;     // by alarms of drift that nobody has cleared
  const ExtensionGround* extension = nullptr;  // EXT; none: as the version was tested when it was handed in
  bool two_persons = false;  // whatever its lane, a pass takes two: the firm's other filings ask for it
};

// c        a case folded from its steps; an empty one for the command that opens it.
// command  its actor is who signed in; that a filer belongs to the case's tenant was checked by the caller.
StepAnswer decide(const Case& c, const CaseCommand& command, const DeskContext& context);

// Names of the steps that somebody may ask for now, by state and standing; what a step asks beyond is not
// looked at. In the order of CaseStep.
std::vector<std::string_view> open_steps(const Case& c, const Actor& actor, const DeskRules& rules);

inline constexpr std::size_t kLongestText = 20'000;  // octets of one text
inline constexpr std::size_t kMostLines = 500;       // asks, conditions, documents of one step
inline constexpr std::size_t kMostItems = 2'000;     // items of a filing
inline constexpr std::size_t kMostContests = 100;    // of a case
inline constexpr std::size_t kMostNotes = 2'000;     // of a case

}  // namespace tidegate
