// What the register of transfers knows of who was sent before, put into the facts of a case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/store/register/subject_register.h"
#include "tidegate/terms/sent_before.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// declared  the transfer as it was stated, before files and flags completed it.
// scanned   with its subjects; nullptr: nothing was scanned.
// us_categories  of bare files, those that American law finds in them; else none.
// transfer  the same completed; its facts take what the register knows. Of two numbers the larger is told to
//           the law, and where the register is not said to be complete, it tells none of its own.
// Returns   none: the register holds nothing of this exporter in the law's window, and is not said to be
//           complete. Errors: kCorrupt, kUnavailable, kConflict (another key).
Result<std::optional<SentBefore>> consult_register(const SubjectRegister& held,
                                                   const SubjectKeySecret& installation, Date as_of,
                                                   const Transfer& declared, const Scanned* scanned,
                                                   const std::vector<std::string>& us_categories,
                                                   Transfer& transfer);

}  // namespace tidegate
