// The word lists of templates/, lexicons/ and $TIDEGATE_DATA/data/corpus/gazetteers.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/prose/prose_model.h"

namespace tidegate::train {

using Words = std::vector<std::string>;

class Lists {
 public:
  // Lines "class TAB word|word" are added to the lists so named; those in `but` are passed over.
  Result<int> read_classes(const std::string& path, const Words& but = {});
  // One word a line, or the column of a table parted by `separator` whose first line is a header when
  // `column` > 0 or the separator is a comma.
  Result<int> read_lines(const std::string& path, const std::string& name, char separator, std::size_t column,
                         bool has_header);
  const Words& of(std::string_view name) const;
  Words& at(const std::string& name) { return lists_[name]; }

 private:
  std::map<std::string, Words, std::less<>> lists_;
};

// All lists for one language. root: $TIDEGATE_DATA; here: train/prose.
Result<Lists> read_lists(const std::string& root, const std::string& here, bool is_chinese);

// permille   of the entries that the lexicons know; what is left out stands for names that no list has.
std::vector<ProseModelParts::Entry> make_lexicon(const Lists& lists, bool is_chinese, const char* fold,
                                                 std::uint32_t permille);

}  // namespace tidegate::train
