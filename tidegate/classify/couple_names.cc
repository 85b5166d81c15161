#include "tidegate/classify/couple_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 6> kJoints{" & ", "&", "＆", " and ", "和", "与"};
constexpr std::size_t kMostOfName = 4;  // words, or Chinese characters

// What a joint parts; one part where there is none.
std::vector<std::string_view> parts_of(std::string_view cell) {
  for (const std::string_view joint : kJoints) {
    if (cell.find(joint) == std::string_view::npos) continue;
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= cell.size();) {
      const std::size_t end = std::min(cell.find(joint, begin), cell.size());
      parts.push_back(ascii::trimmed(cell.substr(begin, end - begin)));
      begin = end + joint.size();
    }
    return parts;
  }
  return {cell};
}

class Names {
 public:
  explicit Names(const ValueLexicons& lexicons)
      : lexicons_(lexicons), first_(lexicons.place("given_en")), surname_(lexicons.place("surname")) {}

  // is_last  where a first name alone ("John & Mary Brown") is no whole name
  bool is_name(std::string_view part, bool is_last) const {
    if (part.empty()) return false;
    return ascii::is_high(part.front()) ? is_chinese(part) : is_spelt(part, is_last);
  }

 private:
  bool is_spelt(std::string_view part, bool is_last) const {
    std::size_t words = 0;
    std::string_view first;
    for (std::size_t begin = 0; begin < part.size();) {
      const std::size_t end = std::min(part.find(' ', begin), part.size());
      const std::string_view word = part.substr(begin, end - begin);
      const bool is_letters = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return ascii::is_alpha(c) || c == '\'' || c == '-' || c == '.' || ascii::is_high(c);
      });
      if (!is_letters) return false;
      if (words++ == 0) first = word;
      begin = end + 1;
    }
    return words >= (is_last ? 2U : 1U) && words <= kMostOfName && has(lexicons_.exact(first), first_);
  }

  bool is_chinese(std::string_view part) const {
    constexpr std::size_t kHan = 3;  // bytes of a character
    const bool is_han = std::all_of(part.begin(), part.end(), ascii::is_high);
    const std::size_t characters = part.size() / kHan;
    return is_han && part.size() % kHan == 0 && characters >= 2 && characters <= kMostOfName &&
           has(lexicons_.match(part), surname_);
  }

  static bool has(const LexiconSet& set, std::size_t place) {
    return place < kMostLexicons && set.test(place);
  }

  const ValueLexicons& lexicons_;
  std::size_t first_, surname_;
};

}  // namespace

bool names_couples(const ColumnFeatures& features, const ValueLexicons& lexicons) {
  constexpr std::size_t kShare = 60;  // of a hundred cells
  const Names names(lexicons);
  std::size_t couples = 0;
  for (const SampleCell& cell : features.sample) {
    std::string lowered(ascii::trimmed(cell.text));
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), ascii::to_lower);
    const std::vector<std::string_view> parts = parts_of(lowered);
    std::size_t is_name = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
      is_name += names.is_name(parts[i], i + 1 == parts.size()) ? 1 : 0;
    couples += parts.size() > 1 && is_name == parts.size() ? 1 : 0;
  }
  return couples > 0 && couples * 100 >= features.sample.size() * kShare;
}

}  // namespace tidegate
