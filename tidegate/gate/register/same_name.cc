#include "tidegate/gate/register/same_name.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

bool is_mark(char32_t c) {
  if (c < 0x80) {
    const bool is_letter = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
    return !is_letter;
  }
  return (c >= 0x80 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||  // Latin-1 signs
         (c >= 0x2000 && c <= 0x206F) ||                        // spaces, dashes, quotes
         (c >= 0x3000 && c <= 0x303F) || c == 0x30FB ||         // Chinese and Japanese punctuation
         (c >= 0xFE30 && c <= 0xFE6F) || c == 0xFEFF || c == kReplacement;
}

char32_t low(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;  // full width
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;     // Latin-1
  if (c >= 0x100 && c <= 0x137 && c % 2 == 0) return c + 1;     // Latin extended
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 0x20;  // Greek
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;                // Cyrillic
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

constexpr std::size_t kLongestCompared = 256;  // letters of a name

std::vector<char32_t> letters_of(std::string_view name) {
  const std::string folded = folded_name(name);
  std::vector<char32_t> letters;
  for (std::string_view rest = folded; !rest.empty() && letters.size() < kLongestCompared;)
    letters.push_back(next_code_point(rest));
  return letters;
}

// Letters put in, left out, changed, or changed with the next one, at least, to make one of the other.
std::size_t slips(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::size_t> two_before(b.size() + 1);
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_before.swap(before);
    before.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string folded;
  for (std::string_view rest = name; !rest.empty();) {
    const char32_t c = low(next_code_point(rest));
    if (!is_mark(c)) append_utf8(folded, c);
  }
  return folded.empty() ? std::string(name) : folded;
}

bool is_same_name(std::string_view a, std::string_view b) { return folded_name(a) == folded_name(b); }

bool is_near_name(std::string_view a, std::string_view b) {
  constexpr std::size_t kShortestBeginning = 4;
  const std::vector<char32_t> one = letters_of(a);
  const std::vector<char32_t> other = letters_of(b);
  const auto& [less, more] = one.size() < other.size() ? std::pair(one, other) : std::pair(other, one);
  if (less.size() >= kShortestBeginning && std::equal(less.begin(), less.end(), more.begin())) return true;
  // The same letters in another order: 上海示例贸易有限公司, 示例贸易（上海）有限公司.
  if (less.size() >= kShortestBeginning &&
      std::is_permutation(less.begin(), less.end(), more.begin(), more.end()))
    return true;
  const std::size_t allowed = std::min<std::size_t>(3, more.size() / 4);
  return more.size() - less.size() <= allowed && slips(less, more) <= allowed;
}

}  // namespace tidegate
