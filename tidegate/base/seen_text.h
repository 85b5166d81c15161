// What of a text can be seen: for names that people give and others read.
#pragma once

#include <string_view>

namespace tidegate {

// Whether it leaves a mark where it is shown: no blank of any width, no control, joiner, filler or selector.
bool is_seen(char32_t code_point);
// A control character, or a mark that turns the direction of writing: a text could look like another one.
bool misleads(char32_t code_point);

// Whether anything of the text can be seen. Broken octets count as what is shown in their place.
bool shows_something(std::string_view text);
bool has_misleading(std::string_view text);

}  // namespace tidegate
