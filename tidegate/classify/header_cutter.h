// Cuts a header into words: joined words, abbreviations, pinyin and the marks of systems are taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/header_measure.h"
#include "tidegate/classify/header_shorthand.h"
#include "tidegate/classify/header_words.h"

namespace tidegate {

// A stretch of a header: one word of the vocabulary, or an unknown unit.
struct HeaderPiece {
  std::optional<HeaderWord> word;
  std::size_t characters = 0;
};

struct HeaderCut {
  std::vector<std::string> units;
  HeaderLanguage shorthand =
      HeaderLanguage::kNone;         // kInitials or kPinyin where a unit was unfolded from them
  Measure measure = Measure::kNone;  // what a unit at the end measures
};

class HeaderCutter {
 public:
  // Both borrowed for the cutter's life.
  HeaderCutter(const HeaderWords& words, const HeaderShorthand& shorthand)
      : words_(words), shorthand_(shorthand) {}

  // One part of a header in units: joined words split, pinyin unfolded, a unit of measure at the end and the
  // marks of systems left out; what stands before "of" moved to the end: "name of customer".
  HeaderCut cut(std::string_view part) const;

  // The cut of units into words that covers most characters with the fewest pieces.
  std::vector<HeaderPiece> pieces(const std::vector<std::string>& units) const;

 private:
  // "souSuoCi", "kh_xm": syllables or initials that their writer parted, as the one word that they make;
  // nothing when the vocabulary knows no such word.
  std::optional<std::string> joined_pinyin(const std::vector<std::string>& units) const;
  // Where the initials of a known word begin after a short beginning of any: "zlpje" ends in "lpje", 1; 0:
  // nowhere.
  std::size_t known_ending(std::string_view token) const;
  std::vector<std::string> split_joined(const std::string& token) const;
  // Shorthand of a token that is no word, as words: initials and full pinyin in Chinese, "cinvoice" as
  // "invoice". Empty when it is none.
  std::vector<std::string> unfolded(const std::string& token, HeaderLanguage& language) const;

  const HeaderWords& words_;
  const HeaderShorthand& shorthand_;
};

}  // namespace tidegate
