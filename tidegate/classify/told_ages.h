// Ages as tables write them: in years, months, weeks or days, as intervals, and births known to a month.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tidegate {

// What the bare numbers of a column of ages count. Unclear: its header does not say it, or speaks of several.
enum class AgeUnit : std::uint8_t { kYears, kMonths, kWeeks, kDays, kUnclear };

// Months of "月龄", "年龄（月）", "age_months"; unclear of "孕周", "年龄（岁/月）" and "age_m"; else years.
AgeUnit age_unit_of(std::string_view header);
// Whether the header names a column of units of ages: "年龄单位", "age_unit".
bool names_age_units(std::string_view header);

// Whether an age is under 14: "7", "8个月", "3岁6个月", "6-8岁", "60+", "034Y". unit  of numbers without one.
// True and false where every age that the value may mean is so; none where they differ or it cannot be read.
std::optional<bool> under14_of_age(std::string_view value, AgeUnit unit);

}  // namespace tidegate
