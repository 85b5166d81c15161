#include "tidegate/classify/identity_validators.h"

#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/cn_tables.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_digit;
using ascii::is_upper;

int two_digits(std::string_view s, std::size_t at) {
  return ascii::digit_of(s[at]) * 10 + ascii::digit_of(s[at + 1]);
}

// s: 18 characters.
bool is_id18_shape(std::string_view s) {
  if (!ascii::eight_digits(s.data()) || !ascii::eight_digits(s.data() + 8) || !is_digit(s[16])) return false;
  if (!is_digit(s[17]) && s[17] != 'X' && s[17] != 'x') return false;
  const int year = two_digits(s, 6) * 100 + two_digits(s, 8);
  return year >= kOldestBirthYear && year <= kLatestBirthYear &&
         is_calendar_day(year, two_digits(s, 10), two_digits(s, 12));
}

bool is_checked(std::string_view s) { return gb11643_check(s.substr(0, 17)) == ascii::to_upper(s[17]); }

}  // namespace

Fit fits_cn_resident_id(std::string_view s) {
  if (s.size() != 18 || s[0] < '1' || s[0] > '8' || !is_id18_shape(s)) return Fit::kNo;
  const std::string_view province = s.substr(0, 2);
  if (!is_cn_province(province) || ((s[0] == '8') && s.substr(2, 4) == "0000")) return Fit::kNo;
  return fit_if(is_checked(s) && is_cn_county(s.substr(0, 6)));
}

Fit fits_cn_resident_id15(std::string_view s) {
  if (s.size() != 15 || !all_digits(s) || !is_cn_province(s.substr(0, 2)) ||
      !is_calendar_day("19", s.substr(6, 2), s.substr(8, 2), s.substr(10, 2))) {
    return Fit::kNo;
  }
  return fit_if(is_cn_county(s.substr(0, 6)));
}

Fit fits_cn_residence_permit(std::string_view s) {
  if (s.size() != 18 || s[0] != '8' || !is_id18_shape(s)) return Fit::kNo;
  const std::string_view region = s.substr(0, 6);
  if (region != "810000" && region != "820000" && region != "830000") return Fit::kNo;
  return fit_if(is_checked(s));
}

Fit fits_cn_foreigner_permit(std::string_view s) {
  if (s.size() == 15 && ascii::all(s.substr(0, 3), is_upper) && all_digits(s.substr(3))) {
    // Three letters of nationality, four digits of place, six of birth, one of order, one check digit (ICAO).
    return fit_if(is_calendar_day("19", s.substr(7, 2), s.substr(9, 2), s.substr(11, 2)) &&
                  icao_check(s.substr(0, 14)) == s[14]);
  }
  if (s.size() == 18 && s[0] == '9' && is_id18_shape(s)) return fit_if(is_checked(s));
  return Fit::kNo;
}

Fit fits_cn_passport(std::string_view s) {
  if (s.size() != 9) return Fit::kNo;
  const std::string_view tail = s.substr(2);
  if (!all_digits(tail)) return Fit::kNo;
  if (is_digit(s[1])) {  // E, G (until 2012), K (HK), and D, S, P (official, until 2012)
    return s[0] == 'E' || s[0] == 'G' || s[0] == 'K' || s[0] == 'D' || s[0] == 'S' || s[0] == 'P'
               ? Fit::kValid
               : Fit::kNo;
  }
  if (s[0] == 'E' && is_upper(s[1]) && s[1] != 'I' && s[1] != 'O') return Fit::kValid;  // EA..EZ from 2017
  const std::string_view head = s.substr(0, 2);
  if (head == "DE" || head == "SE" || head == "PE" || head == "MA" || head == "KJ" || head == "HA")
    return Fit::kValid;
  return Fit::kNo;
}

Fit fits_passport(std::string_view s) {
  if (s.size() < 8 || s.size() > 11) return Fit::kNo;
  if (s.size() == 9 && is_upper(s[0]) && is_upper(s[1]) && all_digits(s.substr(2)))
    return Fit::kValid;                                              // JP, IT, PL, AU new
  if (s.size() == 9 && is_upper(s[0]) && all_digits(s.substr(1))) {  // KR M, US from 2021, SE...
    return s[0] == 'M' || s[0] == 'A' || s[0] == 'R' || s[0] == 'S' ? Fit::kValid : Fit::kNo;
  }
  if (s.size() == 8 && is_upper(s[0]) && all_digits(s.substr(1))) {  // IN, AU, SG old
    return s[0] != 'O' && s[0] != 'Q' ? Fit::kValid : Fit::kNo;
  }
  if (s.size() == 9 && all_digits(s.substr(0, 2)) && is_upper(s[2]) && is_upper(s[3]) &&
      all_digits(s.substr(4))) {
    return Fit::kValid;  // FR
  }
  if (s.size() == 9 && is_upper(s[0]) && all_digits(s.substr(1, 7)) && is_upper(s[8]))
    return Fit::kNo;                       // NRIC and kin
  if (s.size() == 10 || s.size() == 11) {  // DE: 9 of a reduced alphabet, check digit, D in old ones
    constexpr std::string_view kGerman = "0123456789CFGHJKLMNPRTVWXYZ";
    const std::string_view body = s.substr(0, 9);
    bool has_digit = false;
    for (const char c : body) {
      if (kGerman.find(c) == std::string_view::npos) return Fit::kNo;
      has_digit |= is_digit(c);
    }
    if (!is_upper(body[0]) || !has_digit) return Fit::kNo;
    if (s.size() == 10 && (is_digit(s[9]) ? icao_check(body) == s[9] : s[9] == 'D' || s[9] == 'P'))
      return Fit::kValid;
    if (s.size() == 11 && is_digit(s[9]) && s[10] == 'D' && icao_check(body) == s[9]) return Fit::kValid;
  }
  return Fit::kNo;
}

Fit fits_cn_hkmo_permit(std::string_view s) {
  if (s.size() != 9 && s.size() != 11) return Fit::kNo;
  if (s[0] == 'H' || s[0] == 'M') return all_digits(s.substr(1)) ? Fit::kValid : Fit::kNo;
  if (s.size() != 9) return Fit::kNo;
  if (s[0] == 'C' || s[0] == 'W') {  // mainland residents going to Hong Kong and Macao
    const bool is_numbered = is_digit(s[1]) || (s[0] == 'C' && is_upper(s[1]) && s[1] != 'I' && s[1] != 'O');
    return is_numbered && all_digits(s.substr(2)) ? Fit::kValid : Fit::kNo;
  }
  return Fit::kNo;
}

Fit fits_cn_tw_permit(std::string_view s) {
  if (s.size() == 9 && (s[0] == 'T' || s[0] == 'L') && all_digits(s.substr(1))) return Fit::kValid;
  if (s.size() == 13 && all_digits(s.substr(0, 10)) && s[10] == '(' && is_upper(s[11]) && s[12] == ')')
    return Fit::kValid;
  return Fit::kNo;
}

Fit fits_hk_id(std::string_view s) {
  std::size_t letters = 0;
  while (letters < s.size() && letters < 3 && is_upper(s[letters])) ++letters;
  if (letters < 1 || letters > 2 || s.size() < letters + 7 || !all_digits(s.substr(letters, 6)))
    return Fit::kNo;
  const std::string_view rest = s.substr(letters + 6);
  char check = '\0';
  if (rest.size() == 1) check = rest[0];
  if (rest.size() == 3 && rest[0] == '(' && rest[2] == ')') check = rest[1];
  if (!is_digit(check) && check != 'A') return Fit::kNo;
  return fit_if(hkid_check(s.substr(0, letters), s.substr(letters, 6)) == check);
}

Fit fits_macao_id(std::string_view s) {
  if (s.size() != 10 || (s[0] != '1' && s[0] != '5' && s[0] != '7')) return Fit::kNo;
  const bool is_bracketed = all_digits(s.substr(0, 7)) && s[7] == '(' && is_digit(s[8]) && s[9] == ')';
  const bool is_slashed = s[1] == '/' && all_digits(s.substr(2, 6)) && s[8] == '/' && is_digit(s[9]);
  return is_bracketed || is_slashed ? Fit::kValid : Fit::kNo;
}

Fit fits_tw_id(std::string_view s) {
  if (s.size() != 10 || !is_upper(s[0]) || !all_digits(s.substr(1))) return Fit::kNo;
  if (s[1] != '1' && s[1] != '2' && s[1] != '8' && s[1] != '9') return Fit::kNo;
  return fit_if(taiwan_id_holds(s));
}

Fit fits_us_ssn(std::string_view s) {
  if (s.size() != 11 || s[3] != '-' || s[6] != '-' || !all_digits(s.substr(0, 3)) ||
      !all_digits(s.substr(4, 2)) || !all_digits(s.substr(7))) {
    return Fit::kNo;
  }
  const std::string_view area = s.substr(0, 3);
  return fit_if(area != "000" && area != "666" && area[0] != '9' && s.substr(4, 2) != "00" &&
                s.substr(7) != "0000");
}

Fit fits_cn_military_id(std::string_view s) {
  constexpr std::string_view kMark = "字第";
  constexpr std::string_view kEnd = "号";
  const std::size_t mark = s.find(kMark);
  if (mark == std::string_view::npos || mark < 3 || mark > 12) return Fit::kNo;
  std::string_view number = s.substr(mark + kMark.size());
  if (number.size() > kEnd.size() && number.substr(number.size() - kEnd.size()) == kEnd) {
    number.remove_suffix(kEnd.size());
  }
  if (number.size() < 4 || number.size() > 8 || !all_digits(number)) return Fit::kNo;
  // Arms, services and former military regions; 警 for the armed police.
  constexpr std::string_view kIssuers = "军兵士文职广海空南北沈兰成济东西中武警参政后装总联火战";
  for (std::size_t i = 0; i + 3 <= mark; i += 3) {
    const std::size_t at = kIssuers.find(s.substr(i, 3));
    if (at == std::string_view::npos || at % 3 != 0) return Fit::kShape;
  }
  return Fit::kValid;
}

std::string cn_resident_id_from15(std::string_view id15) {
  std::string id{id15.substr(0, 6)};
  id += "19";
  id += id15.substr(6);
  id.push_back(gb11643_check(id));
  return id;
}

std::optional<Date> cn_birth_date(std::string_view id) {
  const bool is_long = id.size() == 18;
  if ((!is_long && id.size() != 15) || !all_digits(id.substr(6, is_long ? 8 : 6))) return std::nullopt;
  const int year = static_cast<int>(is_long ? ascii::number_of(id.substr(6, 4))
                                            : 1900 + ascii::number_of(id.substr(6, 2)));
  const std::string_view rest = id.substr(is_long ? 10 : 8);
  const auto date = Date::of(year, static_cast<int>(ascii::number_of(rest.substr(0, 2))),
                             static_cast<int>(ascii::number_of(rest.substr(2, 2))));
  if (!date) return std::nullopt;
  return *date;
}

}  // namespace tidegate
