// How wide text is on a terminal, and text made safe to print there.
#pragma once

#include <string>
#include <string_view>

namespace tidegate::report {

// Columns of one code point: 0 combining and format marks, 2 East Asian wide, else 1.
int columns_of(char32_t code_point);

// Columns of UTF-8 text after `printable`.
int display_width(std::string_view text);

// Text that cannot move the cursor, colour the screen, or turn the reading direction: line ends and tabs
// become a space, other control characters, bidirectional controls and broken octets U+FFFD, zero-width
// spaces nothing.
std::string printable(std::string_view text);

// As above, on a character: 0 means that it is left out.
char32_t printable(char32_t code_point);

}  // namespace tidegate::report
