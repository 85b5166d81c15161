// Numbers of spreadsheets as people read them: dates from serial numbers, no digits that were never there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate {

struct NumberFormat {
  enum class Kind { kNumber, kDate, kTime, kDateTime, kPadded };
  Kind kind = Kind::kNumber;
  std::uint8_t digits = 0;  // kPadded: zeros are put in front up to so many ("00123")
  friend bool operator==(const NumberFormat&, const NumberFormat&) = default;
};

// code  as ECMA-376 18.8.31 has it: "yyyy-mm-dd", "[h]:mm", "000000", "#,##0.00_);[Red](#,##0.00)".
NumberFormat number_format_of(std::string_view code);
// Of a built-in format that a file only names by number, those of Chinese Excel among them.
NumberFormat built_in_number_format(std::uint32_t id);

// raw      as the file has it: "45413", "4.5413354166666664E4"; what is no number comes back as it is.
// is_1904  days are counted from 1 January 1904, as old Macintoshes did.
// Dates come as "2024-05-01", times as "08:30:00", both as "2024-05-01 08:30:00". A whole number that is
// written out keeps all its digits; any other is rounded to the 15 that Excel itself keeps, and written out
// without an exponent where it has up to 21 digits before the point.
std::string number_text(std::string_view raw, NumberFormat format, bool is_1904);

}  // namespace tidegate
