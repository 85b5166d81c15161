// When two texts are the same to a reader, and what of a text is more than blanks and marks.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// Equal for texts that differ in letter case, width and form of letters (Unicode NFKD, full case folding), in
// blanks, and in what cannot be seen: "ＡＢ　c" and "abc\u200b" -> "abc". A key, not to be shown.
std::string same_text_key(std::string_view text);

// The key with letters and digits alone, of any script: "（待 填写）……" -> "待填写". Empty: only marks, or
// nothing, can be seen.
std::string letters_key(std::string_view text);

// The key without the stops, commas and colons around it: "业务需要。" -> "业务需要". Marks inside stay, as
// do those that mean something at the end ("A+").
std::string unstopped_key(std::string_view text);

}  // namespace tidegate
