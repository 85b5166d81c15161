// What is wrong with a declaration, where, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/text.h"

namespace tidegate::intake {

struct Problem {
  int line = 0;         // from 1; 0: the file as a whole
  int column = 0;       // from 1, in characters
  std::string pointer;  // JSON pointer (RFC 6901): "/scenario/items/3/sensitive"
  Text says;            // never holds a value of a person
  Text fix;             // what to write instead
};

// Every problem of a file, by place; at most kMostProblems, then one that says how many more there are.
inline constexpr std::size_t kMostProblems = 500;
void sort_problems(std::vector<Problem>& problems);

// "transfer.yaml:12:7: /recipient/country: ... (fix: ...)", one a line.
std::string list_problems(const std::vector<Problem>& problems, std::string_view file_name, Lang lang);

}  // namespace tidegate::intake
