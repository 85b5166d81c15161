// What the words of declared items read like: the scan's vocabulary of headers, asked of a filing's form.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Items whose name, content or example names another kind than they are declared as: personal information
// that is not said to be sensitive and names a kind of PIPL art. 28; general data that names personal
// information or a kind that lists of important data name. One reading an item, in their order. What a
// content says is not in it ("不含身份证号") is passed over.
std::vector<intake::ItemReading> item_readings(const Transfer& transfer, Date day);

}  // namespace tidegate
