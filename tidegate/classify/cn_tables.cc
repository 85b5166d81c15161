#include "tidegate/classify/cn_tables.h"

#include <array>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

struct CountyRow {
  std::uint16_t prefecture;
  std::uint64_t low;   // counties 00..63
  std::uint64_t high;  // counties 64..99
};
struct PlateRow {
  std::uint32_t province;
  std::uint32_t letters;
};

#include "tidegate/classify/cn_tables.inc"

constexpr std::size_t kCountyRows = sizeof(kCounties) / sizeof(kCounties[0]);

// 1 + row of kCounties for each prefecture, 0 for none.
constexpr auto kCountyRowOf = [] {
  std::array<std::uint16_t, 10000> rows{};
  for (std::size_t i = 0; i < kCountyRows; ++i)
    rows[kCounties[i].prefecture] = static_cast<std::uint16_t>(i + 1);
  return rows;
}();

constexpr auto kIsProvince = [] {
  std::array<bool, 100> is{};
  for (const CountyRow& row : kCounties) is[row.prefecture / 100] = true;
  is[71] = is[81] = is[82] = is[83] = true;
  return is;
}();

constexpr auto kIsMobileSegment = [] {
  std::array<bool, 1000> is{};
  for (const std::uint16_t segment : kMobileSegments) is[segment] = true;
  return is;
}();

struct Range {
  std::uint16_t first;
  std::uint16_t last;
};

// The three digits after the 0 of four-digit area codes, by province.
constexpr Range kAreaCodes[] = {
    {310, 319}, {335, 335}, {349, 359}, {370, 379}, {391, 398}, {411, 421}, {427, 429}, {431, 439},
    {451, 459}, {464, 464}, {467, 470}, {471, 479}, {482, 483}, {510, 519}, {523, 523}, {527, 527},
    {530, 539}, {543, 543}, {546, 546}, {550, 559}, {561, 566}, {570, 580}, {591, 599}, {631, 635},
    {660, 660}, {662, 663}, {668, 668}, {691, 692}, {701, 701}, {710, 719}, {722, 722}, {724, 724},
    {728, 728}, {730, 739}, {743, 746}, {750, 760}, {762, 763}, {766, 766}, {768, 769}, {770, 779},
    {790, 799}, {812, 813}, {816, 818}, {825, 827}, {830, 839}, {851, 859}, {870, 879}, {881, 881},
    {883, 883}, {886, 888}, {891, 899}, {901, 903}, {906, 906}, {908, 909}, {911, 919}, {930, 939},
    {941, 941}, {943, 943}, {951, 955}, {970, 979}, {990, 999},
};

constexpr auto kIsAreaCode = [] {
  std::array<bool, 1000> is{};
  for (const Range& range : kAreaCodes) {
    for (std::size_t code = range.first; code <= range.last; ++code) is[code] = true;
  }
  return is;
}();

constexpr auto kIsPostalZone = [] {
  std::array<bool, 100> is{};
  constexpr std::uint8_t kZones[] = {1,  2,  3,  4,  5,  6,  7,  10, 11, 12, 13, 14, 15, 16, 20, 21,
                                     22, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
                                     40, 41, 42, 43, 44, 45, 46, 47, 51, 52, 53, 54, 55, 56, 57, 61,
                                     62, 63, 64, 65, 66, 67, 71, 72, 73, 74, 75, 81, 83, 84, 85, 86};
  for (const std::uint8_t zone : kZones) is[zone] = true;
  return is;
}();

std::size_t index_of(std::string_view digits) { return static_cast<std::size_t>(ascii::number_of(digits)); }

std::uint32_t packed(std::string_view character) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(character[i]));
  };
  return character.size() == 3 ? byte(0) << 16 | byte(1) << 8 | byte(2) : 0;
}

}  // namespace

bool is_cn_county(int prefecture, int county) {
  const std::uint16_t row = kCountyRowOf[static_cast<std::size_t>(prefecture)];
  if (row == 0) {
    return county == 0 &&
           (prefecture == 7100 || prefecture == 8100 || prefecture == 8200 || prefecture == 8300);
  }
  const CountyRow& counties = kCounties[row - 1];
  return ((county < 64 ? counties.low >> county : counties.high >> (county - 64)) & 1) != 0;
}

bool is_cn_county(std::string_view code) {
  return is_cn_county(static_cast<int>(ascii::number_of(code.substr(0, 4))),
                      static_cast<int>(ascii::number_of(code.substr(4, 2))));
}

bool is_cn_province(std::string_view code) { return kIsProvince[index_of(code)]; }

std::uint32_t cn_plate_offices(std::string_view province) {
  const std::uint32_t wanted = packed(province);
  for (const PlateRow& row : kPlates) {
    if (row.province == wanted) return row.letters;
  }
  return 0;
}

bool is_cn_mobile_segment(std::string_view first3) { return kIsMobileSegment[index_of(first3)]; }

std::size_t cn_area_code_length(std::string_view digits) {
  if (digits.size() < 4 || digits[0] != '0') return 0;
  if (digits[1] == '1') return digits[2] == '0' ? 3 : 0;
  if (digits[1] == '2') return digits[2] == '6' ? 0 : 3;
  return kIsAreaCode[index_of(digits.substr(1, 3))] ? 4 : 0;
}

bool is_cn_postal_zone(std::string_view zone) { return kIsPostalZone[index_of(zone)]; }

}  // namespace tidegate
