#include "tidegate/classify/thing_validators.h"

#include <array>
#include <cstring>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/cn_tables.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_digit;
using ascii::is_upper;

// Registering department, then the categories that it uses. GB 32100-2015 table 1 with its amendment.
bool is_registration(char department, char category) {
  const auto is_one_of = [category](std::string_view categories) {
    return categories.find(category) != std::string_view::npos;
  };
  switch (department) {
    case '9':
      return category >= '1' && category <= '3';  // market regulation
    case '1':
      return is_one_of("1239");  // public institutions
    case '2':
      return is_one_of("19");  // foreign affairs
    case '3':
      return is_one_of("123459");  // justice
    case '4':
      return is_one_of("19");  // culture
    case '5':
      return is_one_of("1239");  // civil affairs
    case '6':
      return is_one_of("129");  // tourism
    case '7':
      return is_one_of("129");  // religion
    case '8':
      return is_one_of("19");  // trade unions
    case 'A':
      return is_one_of("19");  // the military
    case 'N':
      return is_one_of("1239");  // agriculture
    case 'Y':
      return category == '1';  // others
    default:
      return false;
  }
}

// Whether six bytes are digits; eight can be read.
bool six_digits(const char* p) {
  std::array<char, 8> eight{};
  std::memcpy(eight.data(), p, eight.size());
  eight[6] = eight[7] = '0';
  return ascii::eight_digits(eight.data());
}

constexpr bool is_plate_character(char c) { return is_digit(c) || (is_upper(c) && c != 'I' && c != 'O'); }

std::size_t count_digits(std::string_view s) {
  std::size_t n = 0;
  for (const char c : s) n += is_digit(c) ? 1U : 0U;
  return n;
}

// Six characters of a new-energy plate: a class letter, then one more character and four digits; or five
// digits and the letter.
bool is_new_energy(std::string_view s) {
  constexpr auto is_class = [](char c) {
    return std::string_view{"DFABCEGHJK"}.find(c) != std::string_view::npos;
  };
  return (is_class(s[0]) && is_plate_character(s[1]) && all_digits(s.substr(2))) ||
         (all_digits(s.substr(0, 5)) && is_class(s[5]));
}

}  // namespace

Fit fits_uscc(std::string_view s) {
  if (s.size() != 18 || !is_registration(s[0], s[1]) || !six_digits(s.data() + 2)) return Fit::kNo;
  const char check = gb32100_check(s.substr(0, 17));
  if (check == '\0' || (!is_digit(s[17]) && !is_upper(s[17]))) return Fit::kNo;
  const bool is_placed = is_cn_province(s.substr(2, 2)) || s.substr(2, 2) == "10";
  return fit_if(check == s[17] && is_placed && gb11714_check(s.substr(8, 8)) == s[16]);
}

Fit fits_org_code(std::string_view s) {
  if (s.size() != 10 && s.size() != 9) return Fit::kNo;
  bool has_letter = false;
  for (const char c : s.substr(0, 8)) {
    if (!is_digit(c) && !is_upper(c)) return Fit::kNo;
    has_letter |= is_upper(c);
  }
  const char check = s.back();
  if (!is_digit(check) && check != 'X') return Fit::kNo;
  if (s.size() == 10 ? s[8] != '-' : !has_letter && check != 'X') return Fit::kNo;
  const bool holds = gb11714_check(s.substr(0, 8)) == check;
  if (s.size() == 9)
    return holds ? Fit::kValid : Fit::kNo;  // without its dash only the check tells it from any code
  return fit_if(holds);
}

Fit fits_vin(std::string_view s) {
  if (s.size() != 17) return Fit::kNo;
  std::size_t letters = 0;
  for (const char c : s) {
    if (!is_digit(c) && !is_upper(c)) return Fit::kNo;
    letters += is_upper(c) ? 1U : 0U;
  }
  if (letters < 2 || !is_digit(s[14]) || !is_digit(s[15]) || !is_digit(s[16])) return Fit::kNo;
  const char check = vin_check(s);
  return check == '\0' ? Fit::kNo : fit_if(check == s[8]);
}

Fit fits_plate(std::string_view s) {
  if (s.size() < 9 || s.size() > 17) return Fit::kNo;
  const std::string_view province = s.substr(0, 3);
  if (province == "使") return s.size() == 9 && all_digits(s.substr(3)) ? Fit::kValid : Fit::kNo;
  const std::uint32_t offices = cn_plate_offices(province);
  const char office = s[3];
  if (offices == 0 || !is_upper(office)) return Fit::kNo;
  const bool is_office = (offices >> (office - 'A') & 1) != 0;
  std::string_view rest = s.substr(4);
  if (!is_plate_character(rest[0])) {
    for (const std::string_view point : Words{"·", "•", " ", "-"}) {
      if (rest.substr(0, point.size()) == point) {
        rest.remove_prefix(point.size());
        break;
      }
    }
  }
  if (ascii::is_high(rest.back())) {
    for (const std::string_view suffix :
         Words{"警", "学", "挂", "领", "使", "港", "澳", "试", "超", "应急"}) {
      if (rest.size() <= suffix.size() || rest.substr(rest.size() - suffix.size()) != suffix) continue;
      rest.remove_suffix(suffix.size());
      if (rest.size() != 4 && rest.size() != 5) return Fit::kNo;
      return ascii::all(rest, is_plate_character) ? fit_if(is_office) : Fit::kNo;
    }
    return Fit::kNo;
  }
  if (!ascii::all(rest, is_plate_character)) return Fit::kNo;
  if (rest.size() == 6) return count_digits(rest) < 3 ? Fit::kNo : fit_if(is_new_energy(rest));
  return rest.size() == 5 && count_digits(rest) > 0 ? fit_if(is_office) : Fit::kNo;
}

Fit fits_ean(std::string_view s) {
  if ((s.size() != 8 && s.size() != 12 && s.size() != 13 && s.size() != 14) || !all_digits(s))
    return Fit::kNo;
  return fit_if(gs1_holds(s));
}

}  // namespace tidegate
