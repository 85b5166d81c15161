// Tables as firms keep them, written down in train/columns/templates/*.tsv, and the invented tables made of
// them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/literals.h"
#include "train/columns/random.h"
#include "train/columns/word_lists.h"

namespace tidegate::train {

struct ColumnTemplate {
  std::string type;
  std::string values;
  std::vector<std::string> zh, en;  // headers
  bool is_core = false;             // always there
};

struct TableTemplate {
  std::string name;
  std::size_t file = 0;            // which of the files of templates, in the order of their names
  std::vector<std::string> stems;  // of file names
  bool has_zh = true, has_en = true;
  std::vector<ColumnTemplate> columns;
};

// Stops the program at a line that it cannot read.
std::vector<TableTemplate> read_templates(const std::string& folder);

struct TrainingColumn {
  std::string type;
  std::string phrase;  // the header before its style: what headers are held apart by; "" where hidden
};
struct TrainingTable {
  TableFeatures features;
  std::vector<TrainingColumn> columns;
  std::size_t of_template = 0;
  bool is_shuffled = false;  // headers stand over other columns
};

struct HeaderStyle {
  enum Kind {
    kChinese,
    kInitials,
    kPinyin,
    kSnake,
    kCamel,
    kPascal,
    kUpper,
    kTitle,
    kSpaced,
    kShort,
    kKebab
  } kind = kChinese;
  bool is_mixed = false;
};
// A header phrase in a style; zh phrases for the first three kinds.
std::string styled(const std::string& phrase, HeaderStyle::Kind kind, Random& random);
HeaderStyle::Kind any_style(bool zh, Random& random);

// Headers of a type beyond those of the template: Chinese, English.
using MoreHeaders = std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>>;

TrainingTable make_table(const TableTemplate& from, const WordLists& words, const MoreHeaders& more,
                         const LiteralMatcher& literals, Random& random);

}  // namespace tidegate::train
