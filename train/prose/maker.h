// Texts made from templates: their slots are filled with invented names, addresses and numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "train/prose/chance.h"
#include "train/prose/lists.h"
#include "train/prose/texts.h"

namespace tidegate::train {

class Maker {
 public:
  // lists    outlives the maker.
  // traditional   "丟丢..." pairs: the traditional character and the simplified one.
  Maker(const Lists& lists, bool is_chinese, const std::string& traditional, std::uint64_t seed);

  // A text of this template: "(a|b)" a choice, "?" after it perhaps nothing, "{N}" a slot, "\n" a line break.
  Text make(std::string_view pattern);

 private:
  void expand(std::string_view pattern, Text& out);
  void slot(std::string_view name, Text& out);
  void put(Text& out, ProseType type, const std::string& value);
  std::string value(std::string_view name);
  std::string chinese_name();
  std::string chinese_given();
  std::string chinese_address();
  std::string chinese_firm();
  std::string chinese_place();
  std::string english_name();
  std::string english_first();
  std::string english_last();
  std::string english_address();
  std::string foreign_street();
  std::string numbered_street();
  std::string english_firm();
  std::string coined();
  std::string english_job();
  std::string date();
  void disturb(Text& text);

  const Lists* lists_;
  bool is_chinese_;
  Chance chance_;
  std::vector<std::pair<std::string, std::string>> to_traditional_;  // sorted by the simplified character
  Words surnames_;
  Words word_names_;  // common words that begin with a surname
};

}  // namespace tidegate::train
