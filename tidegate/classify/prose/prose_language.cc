#include "tidegate/classify/prose/prose_language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr auto kEnglish = std::to_array<std::string_view>(
    {"an", "and", "are", "as",   "be",   "by",   "from", "has",  "have", "if",
     "in", "is",  "it",  "not",  "of",   "on",   "or",   "that", "the",  "this",
     "to", "was", "we",  "when", "will", "with", "you",  "your"});
static_assert(std::is_sorted(kEnglish.begin(), kEnglish.end()));

// Of German, French, Spanish, Portuguese, Italian, Dutch, the tongues of Scandinavia, Polish, Czech,
// Hungarian, Turkish and Finnish; none that is a word of English as well or stands in names, as "van" and "de
// la" do.
constexpr auto kForeign = std::to_array<std::string_view>(
    {"aby",  "att",   "auf", "aus",  "avec", "az",   "bei",  "bir",    "che",  "com",  "dans", "dei", "det",
     "dla",  "durch", "ein", "eine", "es",   "est",  "et",   "ett",    "het",  "hogy", "ikke", "il",  "ile",
     "ist",  "jako",  "je",  "jest", "kann", "les",  "los",  "med",    "mit",  "na",   "nach", "nem", "nicht",
     "nie",  "niet",  "och", "oder", "og",   "para", "per",  "por",    "pour", "que",  "som",  "sur", "til",
     "till", "uma",   "una", "und",  "une",  "ve",   "voor", "werden", "zu"});
static_assert(kForeign.size() <= 64 && std::is_sorted(kForeign.begin(), kForeign.end()));

bool is_letter_lead(unsigned char c) { return c >= 0xC3 && c <= 0xF4; }

}  // namespace

void ProseLanguage::add(std::string_view text) {
  std::string word;
  constexpr std::size_t kLongestTag = 200;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    char c = i < text.size() ? text[i] : ' ';
    if (c == '<') {  // the words of markup are of no language
      const std::size_t close = text.substr(i, kLongestTag).find('>');
      if (close != std::string_view::npos) i += close;
      c = ' ';
    }
    const auto byte = static_cast<unsigned char>(c);
    if (ascii::is_alpha(c)) {
      ++latin_;
      if (word.size() < 8) word += ascii::to_lower(c);
      continue;
    }
    if (c == '_') {  // field_is_private is a name, and none of its parts a small word
      word += c;
      continue;
    }
    if (byte >= 0x80) {
      // Of the first byte of each letter: Latin ones with marks, then other alphabets, kana, characters,
      // Hangul.
      const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
      const bool is_vietnamese = byte == 0xE1 && next >= 0xB8;
      if (byte == 0xC3 || byte == 0xC4 || byte == 0xC5 || is_vietnamese) {
        ++latin_;
      } else if (byte >= 0xE4 && byte <= 0xE9) {
        ++chinese_;
      } else if (byte == 0xE3 && next < 0x81) {
        // 。 and 、
      } else if (is_letter_lead(byte) && byte != 0xE2 && byte != 0xEF && byte != 0xF0) {
        ++others_;
      }
      if (word.size() < 8) word += c;
      continue;
    }
    if (word.empty()) continue;
    ++words_;
    const std::string_view whole = word;
    if (std::binary_search(kEnglish.begin(), kEnglish.end(), whole)) {
      ++english_;
    } else if (const auto at = std::lower_bound(kForeign.begin(), kForeign.end(), whole);
               at != kForeign.end() && *at == whole) {
      ++foreign_;
      kinds_ |= std::uint64_t{1} << static_cast<unsigned>(at - kForeign.begin());
    }
    word.clear();
  }
}

bool has_other_script(std::string_view text) {
  ProseLanguage language;
  language.add(text);
  return language.others() > 0;
}

bool ProseLanguage::is_foreign() const {
  constexpr std::uint64_t kShare = 25;  // one word of so many
  if (others_ > latin_ + chinese_) return true;
  return chinese_ < latin_ && std::popcount(kinds_) >= 3 && foreign_ > 2 * english_ &&
         foreign_ * kShare >= words_;
}

}  // namespace tidegate
