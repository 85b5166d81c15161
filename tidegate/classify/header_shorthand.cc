#include "tidegate/classify/header_shorthand.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 12;
constexpr std::size_t kLongestUnknown = 4;

std::optional<std::string_view> look_up(
    const std::vector<std::pair<std::string_view, std::string_view>>& table, std::string_view form) {
  const auto at = std::lower_bound(table.begin(), table.end(), std::pair(form, std::string_view()));
  if (at == table.end() || at->first != form) return std::nullopt;
  return at->second;
}

constexpr std::array<std::string_view, 23> kOnsets{"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                                   "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                                   "x",  "r",  "z",  "c", "s", "y", "w"};
constexpr std::array<std::string_view, 36> kRimes{
    "a",  "o",   "e",  "ai",  "ei", "ao",   "ou", "an",   "en",  "ang",  "eng", "ong",
    "i",  "ia",  "ie", "iao", "iu", "ian",  "in", "iang", "ing", "iong", "u",   "ua",
    "uo", "uai", "ui", "uan", "un", "uang", "ue", "v",    "ve",  "van",  "vn",  "er"};
constexpr std::array<std::string_view, 12> kBare{"a",  "o",  "e",  "ai",  "ei",  "ao",
                                                 "ou", "an", "en", "ang", "eng", "er"};

bool is_syllable(std::string_view s) {
  if (std::find(kBare.begin(), kBare.end(), s) != kBare.end()) return true;
  return std::any_of(kOnsets.begin(), kOnsets.end(), [&](std::string_view onset) {
    return s.starts_with(onset) &&
           std::find(kRimes.begin(), kRimes.end(), s.substr(onset.size())) != kRimes.end();
  });
}

}  // namespace

bool may_be_initials(std::string_view text) { return text.find_first_of("iuv") == std::string_view::npos; }

void HeaderShorthand::add(Kind kind, std::string_view form, std::string_view word) {
  Table& table = kind == Kind::kLead ? leads_ : kind == Kind::kTail ? tails_ : syllables_;
  table.emplace_back(form, word);
}

void HeaderShorthand::sort() {
  for (Table* table : {&leads_, &tails_, &syllables_}) std::sort(table->begin(), table->end());
}

// Longest leads first: fewest words.
bool HeaderShorthand::cover(std::string_view text, std::vector<std::string_view>& words) const {
  if (text.empty()) return true;
  for (std::size_t n = std::min<std::size_t>(text.size(), 5); n >= 1; --n) {
    const auto word = look_up(leads_, text.substr(0, n));
    if (!word) continue;
    words.push_back(*word);
    if (cover(text.substr(n), words)) return true;
    words.pop_back();
  }
  return false;
}

std::vector<std::string_view> HeaderShorthand::read_initials(std::string_view token) const {
  while (!token.empty() && ascii::is_digit(token.back())) token.remove_suffix(1);
  if (token.size() < kShortest || token.size() > kLongest) return {};
  std::vector<std::string_view> words;
  std::vector<std::string_view> half_known;
  for (std::size_t n = token.size() - 1; n >= 1; --n) {
    const std::string_view rest = token.substr(0, token.size() - n);
    const auto tail = look_up(tails_, token.substr(rest.size()));
    if (!tail) continue;
    words.clear();
    if (cover(rest, words)) {
      words.push_back(*tail);
      return words;
    }
    if (half_known.empty() && n >= 2 && rest.size() <= kLongestUnknown && may_be_initials(rest))
      half_known = {"?", *tail};
  }
  return half_known;
}

std::optional<std::string_view> HeaderShorthand::lead(std::string_view initials) const {
  return look_up(leads_, initials);
}

std::optional<std::string_view> HeaderShorthand::syllable(std::string_view pinyin) const {
  return look_up(syllables_, pinyin);
}

std::vector<std::size_t> pinyin_syllables(std::string_view letters) {
  constexpr std::size_t kLongestWord = 40;
  if (letters.size() < 4 || letters.size() > kLongestWord || !ascii::all(letters, ascii::is_lower)) return {};
  constexpr std::size_t kNone = 1000;
  std::vector<std::size_t> fewest(letters.size() + 1, kNone);
  std::vector<std::size_t> from(letters.size() + 1, 0);
  fewest[0] = 0;
  for (std::size_t end = 1; end <= letters.size(); ++end) {
    for (std::size_t begin = end < 6 ? 0 : end - 6; begin < end; ++begin) {
      if (fewest[begin] + 1 >= fewest[end] || !is_syllable(letters.substr(begin, end - begin))) continue;
      fewest[end] = fewest[begin] + 1;
      from[end] = begin;
    }
  }
  std::vector<std::size_t> begins;
  if (fewest.back() >= kNone) return begins;
  for (std::size_t end = letters.size(); end > 0; end = from[end]) begins.push_back(from[end]);
  std::reverse(begins.begin(), begins.end());
  if (begins.size() < 2) begins.clear();
  return begins;
}

bool is_pinyin(std::string_view letters) {
  return is_syllable(letters) || !pinyin_syllables(letters).empty();
}

}  // namespace tidegate
