// Makes the invented values of a column from a line like "dec 0 100 2" or "pick 男|女//M|F".
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "train/columns/random.h"
#include "train/columns/word_lists.h"

namespace tidegate::train {

struct ValueContext {
  Random& random;
  const WordLists& words;
  bool zh = true;        // the table's language
  std::size_t rows = 0;  // of the table
};

using Values = std::function<std::string(std::size_t row)>;

// spec  one or more of "KIND ARGUMENTS", parted by " ; ": one is taken for the whole column. values_*.cc list
// the kinds.
//       Stops the program, naming the spec, where it is none.
Values values_of(std::string_view spec, const ValueContext& context);

// The parts, each of its subject; nullptr where the kind is another's.
Values plain_values(std::string_view kind, std::string_view arguments, const ValueContext& context);
Values person_values(std::string_view kind, std::string_view arguments, const ValueContext& context);
Values thing_values(std::string_view kind, std::string_view arguments, const ValueContext& context);

// "AA-####": # digit, 9 digit but 0, A capital, a small letter, X and x hexadecimal, Z capital or digit, *
// any of these; what stands between backquotes is kept, {list} is a word of a list.
std::string fill(std::string_view pattern, const ValueContext& context);
std::string decimal(double value, int places);
// Days since 1970-01-01 in a form: 0 "2026-05-24", 1 "2026/5/24", 2 "20260524", 3 "2026年5月24日", 4
// "24/05/2026", 5 "2026.05.24", 6 "24-May-2026", 7 "05/24/2026".
std::string date_text(std::int64_t day, int form);

}  // namespace tidegate::train
