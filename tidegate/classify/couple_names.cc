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
constexpr std::array<std::string_view, 9> kMarks{"、", "，", "；", "／", ";", "|", "\n", ",", "/"};
constexpr std::size_t kMostOfName = 4;  // words, or Chinese characters

// What the first of the joints that stands there parts; one part where there is none.
template <typename Joints>
std::vector<std::string_view> parts_of(std::string_view cell, const Joints& joints) {
  for (const std::string_view joint : joints) {
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
  // may_be_surnames  a surname tells a name as well: where no firm of partners is meant
  Names(const ValueLexicons& lexicons, bool may_be_surnames)
      : lexicons_(lexicons),
        first_(lexicons.place("given_en")),
        surname_(lexicons.place("surname")),
        last_(lexicons.place("surname_en")),
        may_be_surnames_(may_be_surnames) {}

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
    if (words < (is_last ? 2U : 1U) || words > kMostOfName) return false;
    // "Kate Hall": a short form, before a surname.
    const bool is_surname = words > 1 && has(lexicons_.exact(part.substr(part.rfind(' ') + 1)), last_);
    return has(lexicons_.exact(first), first_) || (is_surname && may_be_surnames_);
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
  std::size_t first_, surname_, last_;
  bool may_be_surnames_;
};

}  // namespace

namespace {

constexpr std::size_t kShare = 60;  // of a hundred cells

// Cells wholly of names, parted by one of the joints.
struct NamedCells {
  std::size_t single = 0;
  std::size_t several = 0;
};

template <typename Joints>
NamedCells named_cells(const ColumnFeatures& features, const ValueLexicons& lexicons, const Joints& joints,
                       bool is_whole) {
  const Names names(lexicons, is_whole);
  NamedCells cells;
  for (const SampleCell& cell : features.sample) {
    std::string lowered(ascii::trimmed(cell.text));
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), ascii::to_lower);
    const std::vector<std::string_view> parts = parts_of(lowered, joints);
    std::size_t is_name = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
      is_name += names.is_name(parts[i], is_whole || i + 1 == parts.size()) ? 1 : 0;
    if (is_name == parts.size()) ++(parts.size() > 1 ? cells.several : cells.single);
  }
  return cells;
}

}  // namespace

bool names_couples(const ColumnFeatures& features, const ValueLexicons& lexicons) {
  const std::size_t couples = named_cells(features, lexicons, kJoints, false).several;
  return couples > 0 && couples * 100 >= features.sample.size() * kShare;
}

bool names_lists(const ColumnFeatures& features, const ValueLexicons& lexicons) {
  const NamedCells cells = named_cells(features, lexicons, kMarks, true);
  return cells.several > 0 && (cells.several + cells.single) * 100 >= features.sample.size() * kShare;
}

}  // namespace tidegate
