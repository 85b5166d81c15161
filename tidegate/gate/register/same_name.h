// Whether two spellings name one firm: width, case, spaces and punctuation make no difference.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// "ＡＣＭＥ Ltd." -> "acmeltd"; a name of nothing but marks stays as it is.
std::string folded_name(std::string_view name);
bool is_same_name(std::string_view a, std::string_view b);
// One may be a slip of the other: at most a letter in four, and three in all, is wrong, missing or extra; or
// one, of four letters or more, begins the other, or has the same letters in another order.
bool is_near_name(std::string_view a, std::string_view b);

}  // namespace tidegate
