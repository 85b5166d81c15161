#include "tidegate/classify/finance_validators.h"

#include <array>
#include <cstdint>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/check_digits.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_digit;
using ascii::is_upper;

constexpr std::size_t kShortestCard = 13;
constexpr std::size_t kLongestCard = 19;

// Some lengths of a card's number, as bits.
constexpr std::uint8_t of_length(std::size_t least, std::size_t most) {
  std::uint8_t bits = 0;
  for (std::size_t n = least; n <= most; ++n)
    bits = static_cast<std::uint8_t>(bits | 1U << (n - kShortestCard));
  return bits;
}
constexpr std::uint8_t kOf16 = of_length(16, 16);
constexpr std::uint8_t kOf19 = of_length(19, 19);
constexpr std::uint8_t k16To19 = of_length(16, 19);

// Lengths of the numbers that the issuer with the range of these first four digits uses.
constexpr std::uint8_t lengths_of(int four) {
  const int two = four / 100;
  const int three = four / 10;
  if (two == 62) return k16To19;                                   // UnionPay
  if (two == 81) return k16To19;                                   // UnionPay, RuPay
  if (four / 1000 == 4) return kOf16 | of_length(13, 13) | kOf19;  // Visa, and old CCB, BOC cards
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return kOf16;  // Mastercard
  if (two == 34 || two == 37) return of_length(15, 15);                          // American Express
  if (four >= 3528 && four <= 3589) return k16To19;                              // JCB
  if ((three >= 300 && three <= 305) || two == 36 || two == 38 || two == 39)
    return of_length(14, 14) | kOf16 | kOf19;
  if (four == 6011 || (three >= 644 && three <= 649) || two == 65) return k16To19;  // Discover
  if (four >= 2200 && four <= 2204) return k16To19;                                 // Mir
  if (four == 9558 || four == 9559) return kOf16 | kOf19;   // ICBC, ABC before UnionPay
  if (two == 60 || two == 68 || two == 69) return k16To19;  // Chinese regional, RuPay
  if (two == 50 || (two >= 56 && two <= 59) || two == 63 || two == 67)
    return kOf16 | of_length(18, 19);  // Maestro
  if (four == 9792) return kOf16;      // Troy
  return 0;
}

constexpr auto kIssued = [] {
  std::array<std::uint8_t, 10000> lengths{};
  for (std::size_t four = 0; four < lengths.size(); ++four)
    lengths[four] = lengths_of(static_cast<int>(four));
  return lengths;
}();

// digits: kShortestCard to kLongestCard of them.
bool is_issued(std::string_view digits) {
  const std::size_t four = ascii::few_digits_of(digits.data(), 4);
  return (kIssued[four] >> (digits.size() - kShortestCard) & 1) != 0;
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
  if (s.size() < kShortestCard || s.size() > 24) return Fit::kNo;
  if (s.size() <= kLongestCard && all_digits(s)) {
    return is_issued(s) ? fit_if(luhn_holds(s)) : Fit::kNo;
  }
  std::array<char, kLongestCard> digits{};
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
  if (n < kShortestCard || group == 0 || (separator != '\0' && groups < 3)) return Fit::kNo;
  if (!is_issued(all)) return Fit::kNo;
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
