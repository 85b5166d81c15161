#include "tidegate/classify/prose/prose_units.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

using enum ProseShape;

enum class Sort : std::uint8_t { kLetter, kDigit, kHan, kKana, kBlank, kBreak, kOther };

struct Seen {
  char32_t code;  // folded: full width narrowed, capitals lowered
  Sort sort;
  bool is_upper;
};

// Capitals of the alphabets that pair a capital with the next, or the 32nd next, letter.
Seen letter_of(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE) return {c + 0x20, Sort::kLetter, true};
  if ((c >= 0x100 && c <= 0x17F) || (c >= 0x1E00 && c <= 0x1EFF)) return {c | 1, Sort::kLetter, (c & 1) == 0};
  if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return {c + 0x20, Sort::kLetter, true};
  return {c, Sort::kLetter, false};
}

bool is_letter(char32_t c) {
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x300 && c <= 0x52F) ||
         (c >= 0x590 && c <= 0x6FF) || (c >= 0x900 && c <= 0xDFF) || (c >= 0xE00 && c <= 0xE7F) ||
         (c >= 0x1E00 && c <= 0x1EFF);
}

Seen see(char32_t c) {
  if (c < 0x80) {
    const auto byte = static_cast<char>(c);
    if (ascii::is_upper(byte)) return {c + 0x20, Sort::kLetter, true};
    if (ascii::is_alpha(byte)) return {c, Sort::kLetter, false};
    if (ascii::is_digit(byte)) return {c, Sort::kDigit, false};
    if (c == '\n' || c == '\r') return {'\n', Sort::kBreak, false};
    return {c, c <= ' ' ? Sort::kBlank : Sort::kOther, false};
  }
  if (c >= kFirstHan && c <= kLastHan) return {c, Sort::kHan, false};
  if (c >= 0xFF01 && c <= 0xFF5E) return see(c - 0xFF01 + '!');
  if (c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B)) return {' ', Sort::kBlank, false};
  if (is_letter(c)) return letter_of(c);
  if (c >= 0x3041 && c <= 0x30FF) return {c, Sort::kKana, false};
  if (c >= 0xAC00 && c <= 0xD7AF) return {c, Sort::kKana, false};
  if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFF)) return {0x3400, Sort::kHan, false};
  if (c == 0x2019) return {'\'', Sort::kOther, false};
  if (c == 0x201C || c == 0x201D) return {'"', Sort::kOther, false};
  if (c == 0x2013 || c == 0x2014 || c == 0x2010) return {'-', Sort::kOther, false};
  if (c == 0x3001) return {',', Sort::kOther, false};
  if (c == 0x30FB || c == 0x2022) return {0xB7, Sort::kOther, false};
  return {c, Sort::kOther, false};
}

bool is_numeral(char32_t c) {
  switch (c) {
    case U'一':
    case U'二':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
    case U'百':
    case U'〇':
    case U'零':
      return true;
    default:
      return false;
  }
}

ProseShape digits_shape(std::size_t count, std::uint32_t head) {
  switch (count) {
    case 1:
      return kDigits1;
    case 2:
      return kDigits2;
    case 3:
      return kDigits3;
    case 4:
      return head == 19 || head == 20 ? kYear : kDigits4;
    case 5:
      return kDigits5;
    case 6:
      return kDigits6;
    case 7:
    case 8:
      return kDigits7;
    case 9:
    case 10:
      return kDigits9;
    case 11:
      return head / 10 == 1 ? kMobile : kDigits11;
    default:
      return count < 16 ? kDigits11 : kDigits16;
  }
}

constexpr std::uint64_t kAsciiSeed = 7;  // words of ASCII letters are hashed by eight bytes
constexpr std::uint64_t kWideSeed = 5;   // others by characters

std::uint32_t word_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash) | 0x8000'0000U; }

// Both ends in one word: 16 bits of each are plenty for a hashed feature.
std::uint32_t affix_of(const std::array<std::uint32_t, 3>& head, const std::array<std::uint32_t, 3>& tail) {
  const auto mixed = [](std::uint64_t seed, const std::array<std::uint32_t, 3>& codes) {
    return prose_mix(seed, codes[0] | std::uint64_t{codes[1]} << 21 | std::uint64_t{codes[2]} << 42);
  };
  return static_cast<std::uint32_t>(mixed(11, head) & 0xFFFF) << 16 |
         static_cast<std::uint32_t>(mixed(13, tail) & 0xFFFF);
}

ProseShape letters_shape(std::size_t count, std::size_t capitals, bool is_first_upper) {
  if (capitals == 0) return kLower;
  if (capitals == count) return count == 1 ? kLetter : kUpper;
  return is_first_upper && capitals == 1 ? kCapital : kMixed;
}

// Reads one text from front to back.
class Cutter {
 public:
  Cutter(std::string_view text, std::size_t begin, std::size_t end, const char* fold)
      : text_(text.substr(0, end)), at_(begin), fold_(fold) {}

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }

  // The code point at the place, and where the next begins.
  Seen peek(std::size_t& next) const {
    const auto first = static_cast<unsigned char>(text_[at_]);
    if (first < 0x80) {
      next = at_ + 1;
      return see(first);
    }
    std::string_view rest = text_.substr(at_);
    const char32_t code = next_code_point(rest);
    next = text_.size() - rest.size();
    return see(code);
  }

  // A common Chinese character: most of a Chinese text.
  bool take_han(std::vector<ProseUnit>& out) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text_.data()) + at_;
    if (text_.size() - at_ < 3 || bytes[0] < 0xE4 || bytes[0] > 0xE9 || (bytes[1] & 0xC0) != 0x80 ||
        (bytes[2] & 0xC0) != 0x80)
      return false;
    const std::uint32_t code = (bytes[0] & 0xFU) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
    if (code < kFirstHan) return false;
    const std::uint32_t word = folded(code);
    const auto begin = static_cast<std::uint32_t>(at_);
    out.push_back({begin, begin + 3, word, 0, is_numeral(word) ? kNumeral : kHan});
    at_ += 3;
    return true;
  }

  ProseUnit take_letters(Seen seen, std::size_t next) {
    if (static_cast<unsigned char>(text_[at_]) < 0x80) {
      const std::size_t end = ascii_letters_end();
      if (end == text_.size() || !ascii::is_high(text_[end])) return take_ascii(end);
    }
    const auto begin = static_cast<std::uint32_t>(at_);
    std::size_t count = 0;
    std::size_t capitals = 0;
    bool is_ascii = true;
    const bool is_first_upper = seen.is_upper;
    std::uint64_t eight = 0;
    std::uint64_t ascii_hash = kAsciiSeed;
    std::uint64_t hash = kWideSeed;
    std::array<std::uint32_t, 3> head{};
    std::array<std::uint32_t, 3> tail{};
    while (true) {
      const auto code = static_cast<std::uint32_t>(seen.code);
      is_ascii &= code < 0x80;
      hash = prose_mix(hash, code);
      eight |= std::uint64_t{code & 0x7F} << count % 8 * 8;
      if (count < 3) head[count] = code;
      tail = {tail[1], tail[2], code};
      ++count;
      if (count % 8 == 0) ascii_hash = prose_mix(ascii_hash, std::exchange(eight, 0));
      capitals += seen.is_upper ? 1 : 0;
      at_ = next;
      if (at_end()) break;
      seen = peek(next);
      if (seen.sort != Sort::kLetter) break;
    }
    if (count % 8 != 0) ascii_hash = prose_mix(ascii_hash, eight);
    return {begin, static_cast<std::uint32_t>(at_), word_of(is_ascii ? ascii_hash : hash),
            affix_of(head, tail), letters_shape(count, capitals, is_first_upper)};
  }

  ProseUnit take_digits(Seen seen, std::size_t next) {
    ProseUnit unit{static_cast<std::uint32_t>(at_), 0, 0, 0, kDigits1};
    std::size_t count = 0;
    std::uint32_t head = 0;
    while (true) {
      if (count < 2) head = head * 10 + static_cast<std::uint32_t>(seen.code - U'0');
      ++count;
      at_ = next;
      if (at_end()) break;
      seen = peek(next);
      if (seen.sort != Sort::kDigit) break;
    }
    unit.end = static_cast<std::uint32_t>(at_);
    unit.shape = digits_shape(count, head);
    unit.word = 0x4000'0000U | static_cast<std::uint32_t>(unit.shape);
    return unit;
  }

  ProseUnit take_one(Seen seen, std::size_t next) {
    ProseUnit unit{static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(next),
                   static_cast<std::uint32_t>(seen.code), 0, kMark};
    at_ = next;
    if (seen.sort == Sort::kHan) {
      unit.word = folded(unit.word);
      unit.shape = is_numeral(unit.word) ? kNumeral : kHan;
    } else if (seen.sort == Sort::kKana) {
      unit.shape = kKana;
    } else if (seen.sort == Sort::kBreak) {
      unit.shape = kLine;
    }
    return unit;
  }

  ProseUnit take_blanks(std::size_t next) {
    ProseUnit unit{static_cast<std::uint32_t>(at_), 0, ' ', 0, kSpace};
    at_ = next;
    while (!at_end()) {
      if (peek(next).sort != Sort::kBlank) break;
      at_ = next;
    }
    unit.end = static_cast<std::uint32_t>(at_);
    return unit;
  }

 private:
  std::size_t ascii_letters_end() const {
    std::size_t end = at_;
    while (end < text_.size() && ascii::is_alpha(text_[end])) ++end;
    return end;
  }

  // As take_letters, of text[at_, end) alone: every letter's small form has the bit 0x20.
  ProseUnit take_ascii(std::size_t end) {
    const std::size_t count = end - at_;
    std::uint64_t hash = kAsciiSeed;
    std::size_t capitals = 0;
    for (std::size_t at = at_; at < end; at += 8) {
      const std::size_t n = std::min<std::size_t>(8, end - at);
      std::uint64_t eight = 0;
      if (at + 8 <= text_.size() && std::endian::native == std::endian::little) {
        std::memcpy(&eight, text_.data() + at, 8);
        eight &= ~std::uint64_t{0} >> (8 - n) * 8;
      } else {
        for (std::size_t k = 0; k < n; ++k)
          eight |= std::uint64_t{static_cast<unsigned char>(text_[at + k])} << k * 8;
      }
      const std::uint64_t small = 0x2020'2020'2020'2020 >> (8 - n) * 8;
      capitals += static_cast<std::size_t>(ascii::count_bits(~eight & small));
      hash = prose_mix(hash, eight | small);
    }
    const auto code = [&](std::size_t at) { return static_cast<std::uint32_t>(text_[at] | 0x20); };
    std::array<std::uint32_t, 3> head{};
    std::array<std::uint32_t, 3> tail{};
    for (std::size_t k = 0; k < std::min<std::size_t>(3, count); ++k) {
      head[k] = code(at_ + k);
      tail[2 - k] = code(end - 1 - k);
    }
    const auto begin = static_cast<std::uint32_t>(at_);
    const bool is_first_upper = ascii::is_upper(text_[at_]);
    at_ = end;
    return {begin, static_cast<std::uint32_t>(end), word_of(hash), affix_of(head, tail),
            letters_shape(count, capitals, is_first_upper)};
  }

  std::uint32_t folded(std::uint32_t code) const {
    if (fold_ == nullptr || code < kFirstHan) return code;
    std::uint16_t other = 0;
    std::memcpy(&other, fold_ + (code - kFirstHan) * 2, 2);
    return other == 0 ? code : other;
  }

  std::string_view text_;
  std::size_t at_;
  const char* fold_;
};

}  // namespace

void cut_prose(std::string_view text, std::size_t begin, std::size_t end, bool keeps_spaces,
               std::vector<ProseUnit>& out, const char* fold) {
  Cutter cutter(text, begin, end, fold);
  while (!cutter.at_end()) {
    if (cutter.take_han(out)) continue;
    std::size_t next = 0;
    const Seen seen = cutter.peek(next);
    if (seen.sort == Sort::kLetter) {
      out.push_back(cutter.take_letters(seen, next));
    } else if (seen.sort == Sort::kDigit) {
      out.push_back(cutter.take_digits(seen, next));
    } else if (seen.sort == Sort::kBlank) {
      const ProseUnit blanks = cutter.take_blanks(next);
      if (keeps_spaces) out.push_back(blanks);
    } else {
      out.push_back(cutter.take_one(seen, next));
    }
  }
}

}  // namespace tidegate
