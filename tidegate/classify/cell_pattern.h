// A small pattern language for the shapes of short cells, in the spelling of regular expressions: anchored at
// both ends, no groups, no captures.
//   \d digit   \u capital   \l small letter   \a letter   \w letter or digit   \h hexadecimal digit   .
//   anything [A-Z_] one of; a backslash before any other sign makes it literal; the rest stand for themselves
//   + one or more, ? none or one, * any number, {n} exactly, {n,m} between, {n,} at least
//   | parts alternatives
#pragma once

#include <cstddef>
#include <string_view>

namespace tidegate {

// text  at most kLongestPatternText bytes; longer ones never fit.
inline constexpr std::size_t kLongestPatternText = 96;
bool fits_pattern(std::string_view pattern, std::string_view text);

}  // namespace tidegate
