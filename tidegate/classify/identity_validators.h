// Numbers that states give to persons. Each takes one whole value, trimmed, half-width, and says how well it
// fits. Chinese standards: GB 11643-1999; Exit and Entry Administration Law art. 26 ff. for permits and
// passports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/classify/fit.h"

namespace tidegate {

Fit fits_cn_resident_id(std::string_view s);       // 18 characters; x and X
Fit fits_cn_resident_id15(std::string_view s);     // 15 digits, 19yy births
Fit fits_cn_residence_permit(std::string_view s);  // 18 characters from 810000, 820000, 830000
Fit fits_cn_foreigner_permit(std::string_view s);  // AAA and 12 digits; 9 and 17 more, check digit
Fit fits_cn_passport(std::string_view s);
Fit fits_passport(std::string_view s);  // other states
Fit fits_cn_hkmo_permit(std::string_view s);
Fit fits_cn_tw_permit(std::string_view s);
Fit fits_hk_id(std::string_view s);     // A123456(3), A1234563
Fit fits_macao_id(std::string_view s);  // 1234567(8); its check digit is not published
Fit fits_tw_id(std::string_view s);
Fit fits_us_ssn(std::string_view s);             // 3-2-4 with dashes
Fit fits_other_national_id(std::string_view s);  // see foreign_ids.cc for the list
Fit fits_cn_military_id(std::string_view s);     // 军字第12345678号

// The 18-character form of a 15-digit resident identity number (GB 11643-1999: born 19yy). id15: 15 digits.
std::string cn_resident_id_from15(std::string_view id15);

// Day of birth inside an 18- or 15-character identity number; none when there is no such day.
std::optional<Date> cn_birth_date(std::string_view id);

}  // namespace tidegate
