// Numbers that have the digits of a mobile phone, and count something.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidegate {

// Whether the number [begin, end) of a text is a size, a time, a place in a stream or another measure: its
// unit follows, or what it is given to has a measure's word in its name (offset=13812345678,
// "heap.usedBytes": ..). A word inside a longer one names nothing (count in account, memory in memo), and a
// number behind a name that persons may stand behind too ("id", "order", "value", "us") is none.
bool is_counted_number(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace tidegate
