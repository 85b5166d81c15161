// Values that are nobody's in themselves: numbers, money, coordinates, links, hashes, codes.
// Each takes one whole value, trimmed, half-width.
#pragma once

#include <cstdint>
#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

// A number as written: sign, digits with or without thousands commas, point and places; money and percent
// signs aside.
struct WrittenNumber {
  bool is_number = false;
  bool is_negative = false;
  bool has_leading_zero = false;  // "007", not "0.7"
  bool has_commas = false;
  bool has_point = false;
  std::uint8_t places = 0;  // after the point
  std::uint8_t digits = 0;  // in all
  std::int64_t micro = 0;   // millionths, saturated
};
WrittenNumber read_number(std::string_view s);
// The same for digits with at most one point among them, at `point` (s.size() for none), 18 digits at most on
// each side.
WrittenNumber read_plain_number(std::string_view s, std::size_t point);

// Takes a currency sign or code before or after, and 元; "" when nothing is left or there was none.
std::string_view without_currency(std::string_view s);

Fit fits_money(std::string_view s);
Fit fits_percent(std::string_view s);
// Decimals with 4 or more places in range, or degrees with minutes; hemisphere letters.
Fit fits_latitude(std::string_view s);
Fit fits_longitude(std::string_view s);
Fit fits_coordinate_pair(std::string_view s);  // "121.45632,31.21300", "POINT(121.4 31.2)", either order
Fit fits_icd10(std::string_view s);
Fit fits_url(std::string_view s);   // scheme://..., www. ...
Fit fits_path(std::string_view s);  // /a/b, C:\a, a/b.c
Fit fits_hex_hash(std::string_view s);
Fit fits_base64(std::string_view s);
Fit fits_version(std::string_view s);
Fit fits_boolean(std::string_view s);
Fit fits_masked(std::string_view s);  // 139****2877: part of a value is starred out

}  // namespace tidegate
