#include "tidegate/terms/resident_id.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "tidegate/base/date.h"

namespace tidegate {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// GB/T 2260: first digit the great region, with its provinces. 71 81 82: Taiwan, Hong Kong, Macao residents'
// permits, whose numbers are made the same way. 91: foreign permanent residents before 2023.
bool is_province(int code) {
  constexpr std::array kProvinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                  44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91};
  return std::binary_search(kProvinces.begin(), kProvinces.end(), code);
}

}  // namespace

char resident_id_check_character(std::string_view first17) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  if (first17.size() != kWeights.size() || !std::all_of(first17.begin(), first17.end(), is_digit))
    return '\0';
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first17[i] - '0') * kWeights[i];
  return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

ResidentIdFault check_resident_id(std::string_view text, int latest_year) {
  if (text.size() != 18) return ResidentIdFault::kShape;
  const char check = resident_id_check_character(text.substr(0, 17));
  const char last = text[17] == 'x' ? 'X' : text[17];
  if (check == '\0' || !(is_digit(last) || last == 'X')) return ResidentIdFault::kShape;
  if (!is_province(number(text.substr(0, 2)))) return ResidentIdFault::kPlace;
  const int year = number(text.substr(6, 4));
  if (year < 1850 || year > latest_year ||
      !Date::of(year, number(text.substr(10, 2)), number(text.substr(12, 2)))) {
    return ResidentIdFault::kBirth;
  }
  return last == check ? ResidentIdFault::kNone : ResidentIdFault::kCheck;
}

}  // namespace tidegate
