// Tables of Chinese numbering: county codes since 1980, plate prefixes, mobile segments, area codes, postal
// zones. Sources: yescallop/areacodes (CC0), Administrative-divisions-of-China (WTFPL), MIIT numbering plan.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

// code: 6 digits. True for every county-level code in use at any time since 1980, withdrawn ones included.
bool is_cn_county(std::string_view code);
// The same of numbers: four digits of the prefecture, two of the county.
bool is_cn_county(int prefecture, int county);
// code: 2 digits. True for the provinces, and 71, 81, 82, 83.
bool is_cn_province(std::string_view code);
// province: one Chinese character in UTF-8 (3 bytes). Returns a bit for each letter A..Z issued there; 0 for
// no province.
std::uint32_t cn_plate_offices(std::string_view province);
// first3: 3 digits that a mobile number begins with.
bool is_cn_mobile_segment(std::string_view first3);
// Length of the area code that digits (with its leading 0) begins with: 3, 4, or 0 for none.
std::size_t cn_area_code_length(std::string_view digits);
// zone: first two digits of a postal code.
bool is_cn_postal_zone(std::string_view zone);

}  // namespace tidegate
