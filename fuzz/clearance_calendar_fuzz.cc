// Claim: bytes are either refused with their place in both languages, or read as a calendar whose counting
// agrees with asking every single day, forwards and backwards.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/clearance/working_days.h"

namespace {

// A stretch of 300 days from a day on, counted day by day.
void check(const tidegate::WorkingDays& calendar, tidegate::Date start) {
  std::int64_t counted = 0;
  for (std::int32_t n = 1; n <= 300; ++n) {
    const tidegate::Date day = start.plus_days(n);
    if (!calendar.is_working(day)) {
      TIDEGATE_CHECK(calendar.count(start, day).days == counted);
      continue;
    }
    ++counted;
    TIDEGATE_CHECK(calendar.count(start, day).days == counted);
    TIDEGATE_CHECK(calendar.after(start, counted).day == day);
    TIDEGATE_CHECK(calendar.before(day.plus_days(1), 1).day == day);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto calendar = tidegate::WorkingDays::parse({reinterpret_cast<const char*>(data), size}, "c.tsv");
  if (!calendar) {
    TIDEGATE_CHECK(!calendar.error().where.empty() && !calendar.error().what.empty());
    TIDEGATE_CHECK(!calendar.error().what_zh.empty());
    return 0;
  }
  check(*calendar, tidegate::Date::of(2025, 12, 1).value());
  for (const int year : calendar->years()) {
    TIDEGATE_CHECK(!calendar->source(year).empty());
    check(*calendar, tidegate::Date::of(year - 1, 12, 1).value());
  }
  return 0;
}
