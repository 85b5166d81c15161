// Names of a program that stand beside a word of secrets: password = read_line(in). In languages whose texts
// stand in quotes, what stands in none of them, and in no remark, is a name, and no secret.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tidegate/classify/prose/source_prose.h"

namespace tidegate {

// By the ending of a program's file: not shells, templates and languages whose texts may run over lines
// without quotes.
bool quotes_its_texts(std::string_view path);

// Reads the lines of one block in order. Texts of several lines are followed by their marks (""" ''' `),
// within the block alone: a line that may lie in one holds no name.
class SourceNames {
 public:
  void open(std::string_view line);  // the next line
  // Whether what stands at [begin, end) of the line that was opened last is a name.
  bool is_name(std::size_t begin, std::size_t end);

 private:
  std::string_view line_;
  bool is_in_text_ = false;  // at the beginning of the line
  bool ends_in_text_ = false;
  std::vector<SourceProse> prose_;
};

}  // namespace tidegate
