// What the words of declared items read like: the scan's vocabulary of headers, asked of a filing's form.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Items whose name, content or example names another kind than they are declared as: personal information
// that is not said to be sensitive and names a kind of PIPL art. 28 (one reading an item); general data that
// names personal information, a kind that lists of important data name, or both (its remark and necessity are
// read too, one reading of each). Then what a filing of nobody's data says around its items (`place`). What a
// text denies outright ("不含身份证号") is passed over; a text of more pieces than are read is asked about.
std::vector<intake::ItemReading> item_readings(const Transfer& transfer, Date day);

// The same, and the items of general data that raise no question though not every word of them is known to be
// of things: of these no rule finishes a filing.
struct ItemsRead {
  std::vector<intake::ItemReading> readings;
  std::vector<std::size_t> untold;  // places in Transfer::items, ascending
};
ItemsRead read_items(const Transfer& transfer, Date day);

}  // namespace tidegate
