#include "tidegate/classify/finance_validators.h"

#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/check_digits.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_digit;
using ascii::is_upper;

// Whether an issuer that uses `length` digits owns the range of the first six.
bool is_issuer(std::int64_t six, std::size_t length) {
  const std::int64_t two = six / 10000;
  const std::int64_t three = six / 1000;
  const std::int64_t four = six / 100;
  if (two == 62) return length >= 16 && length <= 19;                          // UnionPay
  if (two == 81) return length >= 16 && length <= 19;                          // UnionPay, RuPay
  if (six / 100000 == 4) return length == 16 || length == 13 || length == 19;  // Visa, and old CCB, BOC cards
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length == 16;  // Mastercard
  if (two == 34 || two == 37) return length == 15;                                      // American Express
  if (four >= 3528 && four <= 3589) return length >= 16 && length <= 19;                // JCB
  if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39)
    return length == 14 || length == 16 || length == 19;
  if (four == 6011 || (three >= 644 && three <= 649) || two == 65)
    return length >= 16 && length <= 19;                                         // Discover
  if (four >= 2200 && four <= 2204) return length >= 16 && length <= 19;         // Mir
  if (four == 9558 || four == 9559) return length == 19 || length == 16;         // ICBC, ABC before UnionPay
  if (two == 60 || two == 68 || two == 69) return length >= 16 && length <= 19;  // Chinese regional, RuPay
  if (two == 50 || (two >= 56 && two <= 59) || two == 63 || two == 67)
    return length == 16 || length == 18 || length == 19;  // Maestro
  if (four == 9792) return length == 16;                  // Troy
  return false;
}

struct Iban {
  char country[3];
  std::uint8_t length;
};
// SWIFT IBAN registry, release 99.
constexpr Iban kIbans[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30},
};

constexpr std::string_view kCountries =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCV"
    "CWCXCYCZ"
    "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIR"
    "ISITJEJM"
    "JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNG"
    "NINLNONP"
    "NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTK"
    "TLTMTNTO"
    "TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

constexpr auto kIsCountry = [] {
  std::array<bool, 26 * 26> is{};
  for (std::size_t i = 0; i < kCountries.size(); i += 2) {
    is[static_cast<std::size_t>((kCountries[i] - 'A') * 26 + kCountries[i + 1] - 'A')] = true;
  }
  return is;
}();

}  // namespace

bool is_country_alpha2(std::string_view code) {
  return code.size() == 2 && is_upper(code[0]) && is_upper(code[1]) &&
         kIsCountry[static_cast<std::size_t>((code[0] - 'A') * 26 + code[1] - 'A')];
}

Fit fits_card(std::string_view s) {
  if (s.size() < 13 || s.size() > 24) return Fit::kNo;
  if (s.size() <= 19 && all_digits(s)) {
    return is_issuer(ascii::number_of(s.substr(0, 6)), s.size()) ? fit_if(luhn_holds(s)) : Fit::kNo;
  }
  std::array<char, 19> digits{};
  std::size_t n = 0;
  char separator = '\0';
  std::size_t group = 0;
  std::size_t groups = 1;
  for (const char c : s) {
    if (is_digit(c)) {
      if (n == digits.size()) return Fit::kNo;
      digits[n++] = c;
      ++group;
      continue;
    }
    if ((c != ' ' && c != '-') || (separator != '\0' && c != separator)) return Fit::kNo;
    const bool is_amex = groups == 2 && group == 6;
    if (group != 4 && !is_amex) return Fit::kNo;
    separator = c;
    group = 0;
    ++groups;
  }
  const std::string_view all{digits.data(), n};
  if (n < 13 || group == 0 || (separator != '\0' && groups < 3)) return Fit::kNo;
  if (!is_issuer(ascii::number_of(all.substr(0, 6)), n)) return Fit::kNo;
  return fit_if(luhn_holds(all));
}

Fit fits_iban(std::string_view s) {
  if (s.size() < 15 || s.size() > 42 || !is_upper(s[0]) || !is_upper(s[1]) || !is_digit(s[2]) ||
      !is_digit(s[3]))
    return Fit::kNo;
  std::array<char, 34> text{};
  std::size_t n = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == ' ' && i % 5 == 4) continue;
    if ((!is_upper(s[i]) && !is_digit(s[i])) || n == text.size()) return Fit::kNo;
    text[n++] = s[i];
  }
  for (const Iban& row : kIbans) {
    if (s[0] != row.country[0] || s[1] != row.country[1]) continue;
    return n == row.length ? fit_if(iban_remainder_holds({text.data(), n})) : Fit::kNo;
  }
  return Fit::kNo;
}

Fit fits_swift_bic(std::string_view s) {
  if ((s.size() != 8 && s.size() != 11) || !ascii::all(s.substr(0, 6), is_upper)) return Fit::kNo;
  for (const char c : s.substr(6)) {
    if (!is_upper(c) && !is_digit(c)) return Fit::kNo;
  }
  return is_country_alpha2(s.substr(4, 2)) ? Fit::kValid : Fit::kNo;
}

}  // namespace tidegate
