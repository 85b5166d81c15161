// Text cut into the units that the prose tagger labels: a Chinese character, a word of letters, a run of
// digits, a mark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tidegate {

enum class ProseShape : std::uint8_t {
  kEdge,  // before the first unit and after the last
  kHan,
  kNumeral,  // 一二三 ...
  kKana,
  kDigits1,
  kDigits2,
  kDigits3,
  kDigits4,
  kYear,  // 19xx, 20xx
  kDigits5,
  kDigits6,
  kDigits7,   // 7 or 8
  kDigits9,   // 9 or 10
  kMobile,    // 11, from 1
  kDigits11,  // 11 to 15
  kDigits16,  // 16 and more
  kLower,
  kCapital,  // First
  kUpper,    // ALL
  kLetter,   // one capital
  kMixed,    // McDonald, iPhone
  kSpace,
  kLine,
  kMark,
};

struct ProseUnit {
  std::uint32_t begin;  // bytes in the text, half-open
  std::uint32_t end;
  std::uint32_t word;   // what it is: letter case, full width and traditional form aside
  std::uint32_t affix;  // words of letters: first and last three; else 0
  ProseShape shape;
};

inline constexpr char32_t kFirstHan = 0x4E00;
inline constexpr char32_t kLastHan = 0x9FFF;

// Appends the units of text[begin, end). Broken bytes are marks of one byte.
// keeps_spaces   whether blanks are units (they part names in Chinese, and nothing in English); several are
// one.
void cut_prose(std::string_view text, std::size_t begin, std::size_t end, bool keeps_spaces,
               std::vector<ProseUnit>& out, const char* fold);

// The hash step by which units are joined to longer keys.
constexpr std::uint64_t prose_mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E37'79B9'7F4A'7C15;
  return hash ^ hash >> 29;
}

}  // namespace tidegate
