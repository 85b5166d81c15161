// Identity and tax numbers of other states whose written form can be told apart. Sources: the issuing
// authorities' published formats; check digits after the same. Forms that are bare digits of a common length
// are left out: a column of eleven digits would pass too often.
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/identity_validators.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::digit_of;
using ascii::is_digit;
using ascii::is_upper;

// United Kingdom national insurance number: QQ123456C, or in pairs with spaces.
Fit fits_nino(std::string_view s) {
  std::array<char, 9> text{};
  std::size_t n = 0;
  for (const char c : s) {
    if (c == ' ') continue;
    if (n == text.size()) return Fit::kNo;
    text[n++] = c;
  }
  const std::string_view t{text.data(), n};
  if (n != 9 || !is_upper(t[0]) || !is_upper(t[1]) || !all_digits(t.substr(2, 6)) || t[8] < 'A' || t[8] > 'D')
    return Fit::kNo;
  constexpr std::string_view kNeverFirst = "DFIQUV";
  constexpr std::string_view kNeverSecond = "DFIOQUV";
  if (kNeverFirst.find(t[0]) != std::string_view::npos || kNeverSecond.find(t[1]) != std::string_view::npos)
    return Fit::kNo;
  const std::string_view head = t.substr(0, 2);
  return fit_if(head != "BG" && head != "GB" && head != "NK" && head != "KN" && head != "TN" &&
                head != "NT" && head != "ZZ");
}

// Singapore NRIC and FIN: S1234567D.
Fit fits_nric(std::string_view s) {
  if (s.size() != 9 || !all_digits(s.substr(1, 7)) || !is_upper(s[8])) return Fit::kNo;
  static constexpr int kWeight[7] = {2, 7, 6, 5, 4, 3, 2};
  int total = 0;
  for (std::size_t i = 0; i < 7; ++i) total += digit_of(s[i + 1]) * kWeight[i];
  if (s[0] == 'T' || s[0] == 'G') total += 4;
  if (s[0] == 'S' || s[0] == 'T') return fit_if("JZIHGFEDCBA"[total % 11] == s[8]);
  if (s[0] == 'F' || s[0] == 'G') return fit_if("XWUTRQPNMLK"[total % 11] == s[8]);
  return Fit::kNo;
}

// India: permanent account number of a natural person (fourth letter P) and others; Aadhaar in groups of
// four.
Fit fits_indian(std::string_view s) {
  if (s.size() == 10 && ascii::all(s.substr(0, 5), is_upper) && all_digits(s.substr(5, 4)) &&
      is_upper(s[9])) {
    constexpr std::string_view kHolders = "PCHABGJLFT";
    return fit_if(kHolders.find(s[3]) != std::string_view::npos);
  }
  if (s.size() == 14 && s[4] == ' ' && s[9] == ' ' && s[0] >= '2') {
    std::array<char, 12> text{};
    for (std::size_t i = 0; i < 12; ++i) text[i] = s[i + i / 4];
    const std::string_view t{text.data(), text.size()};
    return all_digits(t) ? fit_if(verhoeff_holds(t)) : Fit::kNo;
  }
  return Fit::kNo;
}

// Brazil CPF as written: 529.982.247-25.
Fit fits_cpf(std::string_view s) {
  if (s.size() != 14 || s[3] != '.' || s[7] != '.' || s[11] != '-') return Fit::kNo;
  std::array<int, 11> d{};
  bool is_same = true;
  for (std::size_t i = 0, n = 0; i < 14; ++i) {
    if (i == 3 || i == 7 || i == 11) continue;
    if (!is_digit(s[i])) return Fit::kNo;
    d[n] = digit_of(s[i]);
    is_same &= d[n] == d[0];
    ++n;
  }
  for (std::size_t place = 9; place < 11; ++place) {
    int total = 0;
    for (std::size_t i = 0; i < place; ++i) total += d[i] * static_cast<int>(place + 1 - i);
    if (total * 10 % 11 % 10 != d[place]) return Fit::kShape;
  }
  return fit_if(!is_same);
}

// Spain: DNI 12345678Z, NIE X1234567L.
Fit fits_spanish(std::string_view s) {
  if (s.size() != 9 || !is_upper(s[8]) || !all_digits(s.substr(1, 7))) return Fit::kNo;
  std::int64_t number = 0;
  if (is_digit(s[0])) {
    number = ascii::number_of(s.substr(0, 8));
  } else if (s[0] >= 'X' && s[0] <= 'Z') {
    number = (s[0] - 'X') * 10000000LL + ascii::number_of(s.substr(1, 7));
  } else {
    return Fit::kNo;
  }
  return fit_if("TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == s[8]);
}

// Italy: codice fiscale RSSMRA85T10A562S.
Fit fits_codice_fiscale(std::string_view s) {
  if (s.size() != 16) return Fit::kNo;
  constexpr std::string_view kForm = "AAAAAA99A99A999A";
  for (std::size_t i = 0; i < 16; ++i) {
    if (kForm[i] == 'A' ? !is_upper(s[i]) : !is_digit(s[i])) return Fit::kNo;
  }
  static constexpr int kOdd[26] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                   20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int total = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int value = is_digit(s[i]) ? digit_of(s[i]) : s[i] - 'A';
    total += i % 2 == 0 ? kOdd[value] : value;
  }
  return fit_if('A' + total % 26 == s[15]);
}

// Korea: 6-7 with a dash; the check digit of those issued before October 2020.
Fit fits_korean(std::string_view s) {
  if (s.size() != 14 || s[6] != '-' || !all_digits(s.substr(0, 6)) || !all_digits(s.substr(7)))
    return Fit::kNo;
  if (s[7] < '1' || s[7] > '8') return Fit::kNo;
  const bool is_2000s = s[7] == '3' || s[7] == '4' || s[7] == '7' || s[7] == '8';
  return fit_if(is_calendar_day(is_2000s ? "20" : "19", s.substr(0, 2), s.substr(2, 2), s.substr(4, 2)));
}

}  // namespace

Fit fits_other_national_id(std::string_view s) {
  if (s.size() < 9 || s.size() > 16) return Fit::kNo;
  for (const auto fits :
       {fits_nino, fits_nric, fits_indian, fits_cpf, fits_spanish, fits_codice_fiscale, fits_korean}) {
    if (const Fit fit = fits(s); fit != Fit::kNo) return fit;
  }
  return Fit::kNo;
}

}  // namespace tidegate
