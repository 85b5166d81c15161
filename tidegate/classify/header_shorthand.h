// Shorthand that Chinese developers write headers in: pinyin initials ("hzlxdh") and pinyin without spaces
// ("baozhangtianshu"). Compounds that no list holds are cut into their parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate {

class HeaderShorthand {
 public:
  // A row of the vocabulary: lead (stands before another word), tail (ends a header) or syllable (of one
  // character, at the end of full pinyin). All borrowed.
  enum class Kind { kLead, kTail, kSyllable };
  void add(Kind kind, std::string_view form, std::string_view word);
  void sort();  // once, after the last add

  // "hzlxdh" as "患者", "联系电话"; "bjlsj" as "?", "时间" when the beginning is unknown and short.
  // token    ASCII letters in lower case.
  // Returns  Chinese words, or "?" for the unknown beginning; empty when the token does not end in a known
  // tail.
  std::vector<std::string_view> read_initials(std::string_view token) const;

  // The Chinese word that these initials stand for at the beginning of a compound.
  std::optional<std::string_view> lead(std::string_view initials) const;

  // The Chinese character of a last syllable: "liang" is 量.
  std::optional<std::string_view> syllable(std::string_view pinyin) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(leads_, tails_, syllables_);
  }

 private:
  using Table = std::vector<std::pair<std::string_view, std::string_view>>;
  bool cover(std::string_view text, std::vector<std::string_view>& words) const;

  Table leads_, tails_, syllables_;
};

// Where the syllables of full pinyin begin, "xingming" as 0, 4; empty when the letters make none or fewer
// than two. Of several readings the one with the fewest syllables.
std::vector<std::size_t> pinyin_syllables(std::string_view letters);

// No syllable of Mandarin begins with i, u or v.
bool may_be_initials(std::string_view text);

// "sou", "guanjian": nothing but syllables of Mandarin.
bool is_pinyin(std::string_view letters);

}  // namespace tidegate
