// What the words of declared items read like: the scan's vocabulary of headers, asked of a filing's form.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Items that are declared as personal information, not as sensitive, and whose name, content or example names
// a kind that PIPL art. 28 holds sensitive; one reading an item, in their order. What a content says is not
// in it ("不含身份证号") is passed over.
std::vector<intake::SensitiveReading> sensitive_readings(const Transfer& transfer, Date day);

}  // namespace tidegate
