// What an item is declared to be.
#pragma once

#include "tidegate/terms/transfer.h"

namespace tidegate::permit {

inline bool is_sensitive(const DataItem& item) { return item.sensitive || item.item_class == "SPI"; }
inline bool is_personal(const DataItem& item) {
  return item.personal || item.item_class == "PI" || is_sensitive(item);
}

}  // namespace tidegate::permit
