// Numbers of money. Each takes one whole value, trimmed, half-width.
#pragma once

#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

// Payment card: an issuer range of ISO/IEC 7812 with a length it uses, and Luhn. Plain, or in groups of four
// with spaces or dashes (the last may be shorter), or 4-6-5.
Fit fits_card(std::string_view s);
Fit fits_iban(std::string_view s);       // with or without spaces in fours
Fit fits_swift_bic(std::string_view s);  // ISO 9362: 8 or 11, with an existing country

bool is_country_alpha2(std::string_view code);  // ISO 3166-1, two capitals

}  // namespace tidegate
