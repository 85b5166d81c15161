// The known word that a mistyped one was meant to be.
#pragma once

#include <string_view>
#include <vector>

namespace tidegate::intake {

// The candidate with the fewest slips (a letter wrong, missing, extra, or two swapped), if at most a third of
// the word and three are wrong; else the first that begins with the word; "": none is near. Case does not
// count.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace tidegate::intake
