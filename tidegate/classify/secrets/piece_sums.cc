#include "tidegate/classify/secrets/piece_sums.h"

#include <algorithm>
#include <bit>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

#include "tidegate/classify/secrets/letter_pairs.inc"

// 256 * log2(n), n in 1..4096, in whole numbers.
constexpr std::uint16_t log2_256(std::uint32_t n) {
  const auto whole = static_cast<std::uint32_t>(std::bit_width(n)) - 1;
  std::uint64_t x = (std::uint64_t{n} << 32) >> whole;  // in [1, 2), 32 bits of fraction
  std::uint32_t fraction = 0;
  for (int bit = 0; bit < 8; ++bit) {
    x = (x >> 16) * (x >> 16);
    fraction <<= 1;
    if (x >= std::uint64_t{2} << 32) {
      fraction |= 1;
      x >>= 1;
    }
  }
  return static_cast<std::uint16_t>(whole * 256 + fraction);
}

// Times n it is the part of a byte that stands n times in the entropy of its text.
constexpr std::array<std::uint16_t, 65> kLogs = [] {
  std::array<std::uint16_t, 65> logs{};
  for (std::uint32_t n = 1; n < logs.size(); ++n) logs[n] = log2_256(n);
  return logs;
}();
std::uint32_t log2_of(std::uint32_t n) { return n < kLogs.size() ? kLogs[n] : log2_256(n); }

// The key to the right of a letter or digit; 0: none.
constexpr char right_key(char c) {
  for (const std::string_view row : {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (row[i - 1] == ascii::to_lower(c)) return row[i];
    }
  }
  return '\0';
}

// b stands to the right of a, or is its neighbour in the alphabet.
constexpr bool are_keyboard_neighbours(char a, char b) {
  const char x = ascii::to_lower(a);
  const char y = ascii::to_lower(b);
  return (y != 0 && right_key(x) == y) ||
         (ascii::is_alnum(x) && ascii::is_alnum(y) && (y - x == 1 || x - y == 1));
}

// Two letters, or none of them.
constexpr std::int32_t points_of(char a, char b) {
  if (!ascii::is_alpha(a) || !ascii::is_alpha(b)) return 0;
  return kLetterPairs[(ascii::to_lower(a) - 'a') * 26 + (ascii::to_lower(b) - 'a')];
}

using SeenClasses = std::array<std::uint16_t, kCharacterClasses>;

void take_single_signs(const SeenClasses& seen, PieceSums& sums) {
  const auto of = [&](char x) { return std::size_t{seen[character_class(x)]}; };
  sums.points = of('.');
  sums.slashes = of('/') + of('\\');
  sums.low_lines = of('_');
  sums.dashes = of('-');
  sums.percents = of('%');
  sums.brackets = of('(') + of(')') + of('[') + of(']') + of('{') + of('}') + of('<') + of('>');
  sums.dollars = of('$');
  sums.pluses = of('+');
  sums.equals = of('=');
  sums.colons = of(':');
  sums.ats = of('@');
}

// Of the characters that bits are set for.
void take_signs(std::string_view s, std::uint64_t which, PieceSums& sums) {
  SeenClasses seen{};
  for (; which != 0; which &= which - 1)
    ++seen[character_class(s[static_cast<std::size_t>(std::countr_zero(which))])];
  take_single_signs(seen, sums);
}

// A character without its case, as what neighbours it has: letters, digits, and all others as one.
constexpr std::size_t kOther = 36;
constexpr std::size_t kKeys = kOther + 1;
constexpr char key_of(std::size_t code) {
  return code < 26       ? static_cast<char>('a' + code)
         : code < kOther ? static_cast<char>('0' + (code - 26))
                         : ' ';
}
struct Key {
  std::uint8_t code;
  std::uint8_t kind;  // 0 digit, 1 upper, 2 lower, 3 any other: two bits
};
constexpr auto kKeyOf = [] {
  std::array<Key, 256> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const char c = static_cast<char>(i);
    const auto from = [c](char first) { return static_cast<std::uint8_t>(c - first); };
    keys[i] = ascii::is_digit(c)   ? Key{static_cast<std::uint8_t>(from('0') + 26), 0}
              : ascii::is_upper(c) ? Key{from('A'), 1}
              : ascii::is_lower(c) ? Key{from('a'), 2}
                                   : Key{kOther, 3};
  }
  return keys;
}();
// Of two characters one behind the other: whether they are neighbours (1), whether both are letters (256),
// and their points (times 65536), so that one sum holds all three.
constexpr auto kPairs = [] {
  std::array<std::int32_t, kKeys * kKeys> pairs{};
  for (std::size_t a = 0; a < kOther; ++a) {
    for (std::size_t b = 0; b < kOther; ++b) {
      const bool are_letters = a < 26 && b < 26;
      pairs[a * kKeys + b] = (are_keyboard_neighbours(key_of(a), key_of(b)) ? 1 : 0) +
                             (are_letters ? 256 : 0) + points_of(key_of(a), key_of(b)) * 65536;
    }
  }
  return pairs;
}();

// Length of the longest run of set bits.
std::size_t longest_run(std::uint64_t bits) {
  std::size_t run = 0;
  for (; bits != 0; bits &= bits << 1) ++run;
  return run;
}

std::uint8_t wordiness_of(std::int32_t points, std::int32_t pairs) {
  return pairs == 0 ? std::uint8_t{128} : static_cast<std::uint8_t>(std::clamp(128 + points / pairs, 0, 255));
}

// In one pass, with no branch that hangs on the piece. Bit i of a mask speaks of character i. s: 1 to 64 of
// them.
PieceSums sum_short(std::string_view s) {
  thread_local std::array<std::uint8_t, 256> times{};  // zeros between two calls
  std::array<std::uint64_t, 2> kinds{};                // the two bits of each one's kind
  std::uint64_t same = 0;                              // as the one before it
  std::uint64_t near = 0;                              // the key beside that one
  std::uint64_t codes = 0;                             // bit n: a key of this code
  std::int32_t sum = 0;
  const std::int32_t* row = &kPairs[kOther * kKeys];
  char last = '\0';
  PieceSums sums;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    std::uint8_t& n = times[static_cast<unsigned char>(c)];
    sums.distinct += n == 0 ? 1U : 0U;
    n = static_cast<std::uint8_t>(n + 1);
    const Key key = kKeyOf[static_cast<unsigned char>(c)];
    kinds[0] |= static_cast<std::uint64_t>(key.kind & 1) << i;
    kinds[1] |= static_cast<std::uint64_t>(key.kind >> 1) << i;
    same |= std::uint64_t{last == c} << i;
    codes |= std::uint64_t{1} << key.code;
    const std::int32_t pair = row[key.code];
    near |= static_cast<std::uint64_t>(pair & 1) << i;
    sum += pair;
    row = &kPairs[key.code * kKeys];
    last = c;
  }
  // A character that stands n times adds n times the logarithm of n: once each time that it stands.
  std::uint32_t logs = 0;
  for (const char c : s) logs += kLogs[times[static_cast<unsigned char>(c)]];
  for (const char c : s) times[static_cast<unsigned char>(c)] = 0;
  const auto size = static_cast<std::uint32_t>(s.size());
  sums.entropy = kLogs[size] - logs / size;
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - s.size());
  const std::uint64_t digits = ~kinds[0] & ~kinds[1] & all;
  const std::uint64_t uppers = kinds[0] & ~kinds[1];
  const std::uint64_t lowers = ~kinds[0] & kinds[1];
  const std::uint64_t others = kinds[0] & kinds[1];
  if (others != 0) take_signs(s, others, sums);
  const auto count = [](std::uint64_t bits) { return static_cast<std::size_t>(ascii::count_bits(bits)); };
  sums.digits = count(digits);
  sums.uppers = count(uppers);
  sums.lowers = count(lowers);
  sums.signs = count(others);
  std::uint64_t stays = 0;
  for (const std::uint64_t kind : {digits, uppers, lowers, others}) stays |= kind & kind << 1;
  sums.changes = s.size() - 1 - count(stays);
  sums.digit_run = longest_run(digits);
  sums.letter_run = longest_run(uppers | lowers);
  sums.repeat = longest_run(same & ~std::uint64_t{1}) + 1;
  sums.keyboard = longest_run(near & ~std::uint64_t{1}) + 1;
  sums.wordiness = wordiness_of(sum >> 16, sum >> 8 & 0xFF);
  sums.letters = static_cast<std::uint32_t>(codes) & ascii::kAllLetters;
  return sums;
}

void count_runs(std::string_view s, PieceSums& sums) {
  std::size_t digit_run = 0, letter_run = 0, repeat = 0, keyboard = 1;
  std::uint8_t before = 0;
  char last = '\0';
  for (const char c : s) {
    const std::uint8_t now = std::min<std::uint8_t>(character_class(c), 4);
    sums.changes += before != 0 && now != before;
    digit_run = now == 1 ? digit_run + 1 : 0;
    letter_run = now == 2 || now == 3 ? letter_run + 1 : 0;
    repeat = before != 0 && last == c ? repeat + 1 : 1;
    keyboard = before != 0 && are_keyboard_neighbours(last, c) ? keyboard + 1 : 1;
    sums.digit_run = std::max(sums.digit_run, digit_run);
    sums.letter_run = std::max(sums.letter_run, letter_run);
    sums.repeat = std::max(sums.repeat, repeat);
    sums.keyboard = std::max(sums.keyboard, keyboard);
    before = now;
    last = c;
  }
}

}  // namespace

PieceSums sum_piece_plainly(std::string_view s) {
  PieceSums sums;
  count_runs(s, sums);
  std::array<std::uint32_t, 256> times{};
  SeenClasses seen{};
  for (const char c : s) {
    ++times[static_cast<unsigned char>(c)];
    ++seen[character_class(c)];
  }
  sums.digits = seen[character_class('0')];
  sums.uppers = seen[character_class('A')];
  sums.lowers = seen[character_class('a')];
  sums.signs = s.size() - sums.digits - sums.uppers - sums.lowers;
  take_single_signs(seen, sums);
  std::uint64_t logs = 0;
  for (const std::uint32_t n : times) {
    if (n == 0) continue;
    ++sums.distinct;
    logs += std::uint64_t{n} * log2_of(n);
  }
  const auto size = static_cast<std::uint32_t>(s.size());
  sums.entropy = log2_of(size) - static_cast<std::uint32_t>(logs / size);
  std::int32_t points = 0;
  std::int32_t pairs = 0;
  for (std::size_t i = 1; i < s.size(); ++i) {
    points += points_of(s[i - 1], s[i]);
    pairs += ascii::is_alpha(s[i - 1]) && ascii::is_alpha(s[i]) ? 1 : 0;
  }
  sums.wordiness = wordiness_of(points, pairs);
  sums.letters = ascii::letters_of(s);
  return sums;
}

PieceSums sum_piece(std::string_view piece) {
  return piece.size() <= 64 ? sum_short(piece) : sum_piece_plainly(piece);
}

}  // namespace tidegate
