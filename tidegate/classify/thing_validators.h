// Numbers of organisations, vehicles and goods. Each takes one whole value, trimmed, half-width.
#pragma once

#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

// GB 32100-2015: registering department and category, province, the GB 11714 code inside, check character
// mod 31.
Fit fits_uscc(std::string_view s);
Fit fits_org_code(std::string_view s);  // GB 11714-1997: 12345678-X; without the dash only with a letter
Fit fits_vin(std::string_view s);       // ISO 3779; valid with the check digit of 49 CFR 565 and GB 16735
// GA 36-2018: province, office, 5 characters; 6 for new energy; 警 学 挂 领 使 港 澳 forms; a point or space
// after the office.
Fit fits_plate(std::string_view s);
Fit fits_ean(std::string_view s);  // 8, 12, 13 or 14 digits, GS1 check digit

}  // namespace tidegate
