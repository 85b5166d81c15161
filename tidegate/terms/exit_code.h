// What the program's exit code says. Fixed and documented: scripts stand on it.
#pragma once

#include <optional>

#include "tidegate/terms/assessment.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

enum class ExitCode {
  kProceed = 0,       // may proceed
  kFindings = 1,      // findings at or above --fail-on, only with that option
  kInvalid = 2,       // usage or input invalid
  kUndetermined = 3,  // facts are missing
  kProcedure =
      4,  // needs assessment, contract, certificate, filing or approval, and no valid permit is there
  kProhibited = 5,
  kVerification = 6,  // a record or proof failed its check
  kLimit = 7,         // a stated bound was reached
  kUnavailable = 69,
  kInternal = 70,
  kInterrupted = 130,
};

// true when a column of this sensitivity or above was found.
bool finds(const DataProfile& profile, Sensitivity level);

// The exit code of an answer: 5 before 3 before 4 before 1 before 0, over all laws. No opinion at all is
// undetermined: doubt never passes. fail_on: a column of this sensitivity or above gives 1; none: columns
// give no exit code.
ExitCode exit_code(const Assessment& assessment, std::optional<Sensitivity> fail_on);

}  // namespace tidegate
