// Ways to reach a person. Each takes one whole value, trimmed, half-width.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

// Mainland mobile number: 11 digits of a known segment; +86, 0086, 86; spaces or dashes after 3 and 7 digits.
Fit fits_cn_mobile(std::string_view s);
// Mainland fixed line: area code and 7 or 8 digits, 400/800 numbers, extension after - or 转.
Fit fits_cn_phone(std::string_view s);
// E.164 with + (any country but 86), or the North American form 3-3-4 with at least one separator.
Fit fits_foreign_phone(std::string_view s);
Fit fits_email(std::string_view s);
Fit fits_wechat_id(std::string_view s);
Fit fits_cn_postcode(std::string_view s);

// The digits of a mainland mobile number in any of the forms above; none when it is none.
std::optional<std::array<char, 11>> cn_mobile_digits(std::string_view s);

}  // namespace tidegate
