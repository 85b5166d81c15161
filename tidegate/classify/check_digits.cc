#include "tidegate/classify/check_digits.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

using ascii::digit_of;

constexpr std::string_view kGb32100Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// Value of each byte in an alphabet, -1 elsewhere.
constexpr std::array<std::int8_t, 256> values_in(std::string_view alphabet) {
  std::array<std::int8_t, 256> table{};
  for (auto& value : table) value = -1;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return table;
}

constexpr auto kGb32100Value = values_in(kGb32100Alphabet);
constexpr auto kBase36Value = values_in("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

constexpr std::array<std::int8_t, 256> vin_values() {
  std::array<std::int8_t, 256> table = values_in("0123456789");
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  constexpr std::string_view kValues = "12345678123457923456789";
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    table[static_cast<unsigned char>(kLetters[i])] = static_cast<std::int8_t>(kValues[i] - '0');
  }
  return table;
}

constexpr auto kVinValue = vin_values();

}  // namespace

bool luhn_holds(std::string_view digits) {
  int total = 0;
  std::size_t i = digits.size();
  if constexpr (std::endian::native == std::endian::little) {
    for (; i >= 8; i -= 8) {
      std::uint64_t eight;
      std::memcpy(&eight, digits.data() + i - 8, sizeof eight);
      constexpr std::uint64_t kEachPair = 0x0001000100010001U;
      const std::uint64_t twice = eight & 0x0F * kEachPair;  // the first of each pair
      const std::uint64_t once = eight >> 8 & 0x0F * kEachPair;
      const std::uint64_t over = (twice + 3 * kEachPair) >> 3 & kEachPair;  // 5 and more: two digits
      total += static_cast<int>((2 * twice - 9 * over + once) * kEachPair >> 48);
    }
  }
  for (; i >= 2; i -= 2) {
    const int twice = 2 * digit_of(digits[i - 2]);
    total += digit_of(digits[i - 1]) + twice - (twice > 9 ? 9 : 0);
  }
  if (i == 1) total += digit_of(digits[0]);
  return total % 10 == 0;
}

char gb11643_check(std::string_view first17) {
  static constexpr int kWeight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int total = 0;
  for (std::size_t i = 0; i < 17; ++i) total += digit_of(first17[i]) * kWeight[i];
  return "10X98765432"[total % 11];
}

namespace {

// What each byte is worth at each place; one that is not of the alphabet takes the sum below nothing.
template <std::size_t kPlaces>
using WeighedBytes = std::array<std::array<std::int16_t, 256>, kPlaces>;
template <std::size_t kPlaces>
constexpr WeighedBytes<kPlaces> weighed(const std::array<std::int8_t, 256>& values,
                                        const std::array<int, kPlaces>& weights) {
  WeighedBytes<kPlaces> table{};
  for (std::size_t i = 0; i < kPlaces; ++i) {
    for (std::size_t c = 0; c < 256; ++c)
      table[i][c] = static_cast<std::int16_t>(values[c] < 0 ? -32768 : values[c] * weights[i]);
  }
  return table;
}
template <std::size_t kPlaces, std::size_t... kPlace>
int sum_of(const WeighedBytes<kPlaces>& table, const char* text, std::index_sequence<kPlace...>) {
  return (table[kPlace][static_cast<unsigned char>(text[kPlace])] + ...);
}
template <std::size_t kPlaces>
int sum_of(const WeighedBytes<kPlaces>& table, const char* text) {
  return sum_of(table, text, std::make_index_sequence<kPlaces>());
}

constexpr auto kGb11714Worth = weighed<8>(kBase36Value, {3, 7, 9, 10, 5, 8, 4, 2});
constexpr auto kGb32100Worth =
    weighed<17>(kGb32100Value, {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28});

}  // namespace

char gb11714_check(std::string_view first8) {
  const int total = sum_of(kGb11714Worth, first8.data());
  return total < 0 ? '\0' : "0X987654321"[total % 11];
}

char gb32100_check(std::string_view first17) {
  const int total = sum_of(kGb32100Worth, first17.data());
  return total < 0 ? '\0' : kGb32100Alphabet[static_cast<std::size_t>((31 - total % 31) % 31)];
}

bool iban_remainder_holds(std::string_view iban) {
  if (iban.size() < 5) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const std::size_t at = i + 4 < iban.size() ? i + 4 : i + 4 - iban.size();
    const int value = kBase36Value[static_cast<unsigned char>(iban[at])];
    if (value < 0) return false;
    remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
  }
  return remainder == 1;
}

char vin_check(std::string_view vin) {
  static constexpr int kWeight[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int total = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const int value = kVinValue[static_cast<unsigned char>(vin[i])];
    if (value < 0) return '\0';
    total += value * kWeight[i];
  }
  return "0123456789X"[total % 11];
}

bool gs1_holds(std::string_view digits) {
  int total = 0;
  int weight = 1;
  for (std::size_t i = digits.size(); i-- > 0; weight = 4 - weight) total += digit_of(digits[i]) * weight;
  return total % 10 == 0;
}

char hkid_check(std::string_view letters, std::string_view digits6) {
  int total = 0;
  int weight = 9;
  if (letters.size() == 1) {
    total += 36 * weight--;  // a missing first letter counts as a space
  }
  for (const char c : letters) total += (c - 'A' + 10) * weight--;
  for (const char c : digits6) total += digit_of(c) * weight--;
  return "0123456789A"[(11 - total % 11) % 11];
}

bool taiwan_id_holds(std::string_view id) {
  if (id.size() != 10 || !ascii::is_upper(id[0]) || !ascii::all_digits(id.substr(1))) return false;
  static constexpr int kLetter[26] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                      22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
  const int letter = kLetter[id[0] - 'A'];
  int total = letter / 10 + letter % 10 * 9;
  for (std::size_t i = 1; i < 9; ++i) total += digit_of(id[i]) * static_cast<int>(9 - i);
  return (total + digit_of(id[9])) % 10 == 0;
}

bool verhoeff_holds(std::string_view digits) {
  // The dihedral group of order 10 by its own law: no table to mistype.
  constexpr auto multiply = [](int j, int k) {
    if (j < 5) return k < 5 ? (j + k) % 5 : (j + k - 5) % 5 + 5;
    return k < 5 ? (j - k) % 5 + 5 : (j - k + 5) % 5;
  };
  static constexpr int kPermutation[10] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  int check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int d = digit_of(digits[digits.size() - 1 - i]);
    for (std::size_t times = 0; times < i % 8; ++times) d = kPermutation[d];
    check = multiply(check, d);
  }
  return check == 0;
}

char icao_check(std::string_view s) {
  static constexpr int kWeight[3] = {7, 3, 1};
  int total = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const int value = kBase36Value[static_cast<unsigned char>(s[i])];
    total += (value < 0 ? 0 : value) * kWeight[i % 3];
  }
  return static_cast<char>('0' + total % 10);
}

}  // namespace tidegate
