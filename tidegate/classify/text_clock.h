// The time that a line of a log begins with. Nothing in it is anybody's, and most lines have one.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidegate {

// Nothing is told of the runs of letters and digits before `end`, and no value begins before `from`. end 0:
// no such time.
struct TextClock {
  std::size_t from = 0;
  std::size_t end = 0;
};

// 2025-01-18 06:49:23.607 and 2025-01-18T06:49:23Z, with no more than a bracket or a quote between it and
// `from`. What read_text_value() says of each of its runs is nothing; asked at once, that costs a tenth.
// begin   of a run of four characters.
// from    no value may begin before this byte.
TextClock read_clock(std::string_view text, std::size_t begin, std::size_t from);

}  // namespace tidegate
