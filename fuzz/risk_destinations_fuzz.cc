// Claim: any bytes are either refused with their place, or read as a table in which a region counts by at
// most one approved row a day, and as 3 without one.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/risk/destinations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = tidegate::parse_destinations({reinterpret_cast<const char*>(data), size});
  if (!table) {
    TIDEGATE_CHECK(!table.error().where.empty() && !table.error().what_zh.empty());
    return 0;
  }
  for (const tidegate::DestinationRow& row : table->rows) {
    const tidegate::Date day = row.in_force.from;
    int counting = 0;
    for (const tidegate::DestinationRow& other : table->rows) {
      if (other.region == row.region && other.counts_on(day)) ++counting;
    }
    TIDEGATE_CHECK(counting <= 1);
    const auto level = tidegate::destination_level({row.region}, *table, day);
    TIDEGATE_CHECK(level.approved == (counting == 1));
    TIDEGATE_CHECK(level.level >= 0 && level.level <= 4 && (level.approved || level.level == 3));
  }
  return 0;
}
