// All of a permit's verification in its order, each step with what it found: what `permit verify` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/permit/verify.h"

namespace tidegate::permit {

enum class StepState { kPassed, kFailed, kUnknown, kNotReached };
std::string_view to_string(StepState state);  // passed failed unknown not_reached

struct CheckStep {
  const char* name;  // file signatures contents dates status
  StepState state = StepState::kNotReached;
  Text says;
};

// Closed, in order of precedence.
enum class CheckOutcome {
  kMalformed,         // no permit
  kNotGenuine,        // altered, or not of those whose signatures count
  kStatusMalformed,   // genuine, but what was given as its status is no statement
  kStatusNotGenuine,  // genuine; the statement is altered, not of those who count, or of another permit
  kNotInForce,        // not yet, expired, suspended, revoked
  kStatusUnknown,     // genuine, but whether it still holds is not known
  kHolds,
};
// malformed not_genuine status_malformed status_not_genuine not_in_force status_unknown holds
std::string_view to_string(CheckOutcome outcome);

struct PermitCheck {
  CheckOutcome outcome = CheckOutcome::kMalformed;
  std::vector<CheckStep> steps;  // all five
  std::vector<SignatureSeen> signatures;
  std::optional<VerifiedPermit> permit;  // there where it is genuine
  std::optional<VerifiedStatus> status;  // there where one was given and is genuine
};

// status_file  none: not at hand.
PermitCheck check_permit(std::string_view file, const TrustPolicy& trust,
                         std::optional<std::string_view> status_file, std::int64_t at_ms);

}  // namespace tidegate::permit
