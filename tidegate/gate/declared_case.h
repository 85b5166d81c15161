// A declaration as a case to be judged, as far as it speaks for itself: no file of data is opened.
#pragma once

#include <optional>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/judge.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// An inline schema has no data: its names and types tell what an item is, never how many persons.
// Errors: kMalformed (a column contradicts what its item states).
Result<void> complete_from_schemas(Date as_of, Transfer& transfer);

// Whether it is stated that nobody's data was sent before.
bool was_nothing_sent(const CaseFacts& facts);
// Nobody can have been counted in nothing.
void nobody_before(CaseFacts& facts);

// The whole assessment of a declaration without files; persons are withheld from it. What the grounds hold
// of its backups completes it (backups/claimed.h). Several threads at a time may share the grounds. filed_on
// as of judge. Errors: as complete_from_schemas.
Result<Assessment> judge_declared(Transfer transfer, const Grounds& grounds,
                                  std::optional<Date> filed_on = {});

}  // namespace tidegate
