// What is tried first by whoever guesses long passwords.
#pragma once

#include <string_view>

namespace tidegate::access {

// Whether four pieces at most make up all of `text` (UTF-8, in small letters). A piece is a word of our list
// ("password", "summer", "zhangwei"; "p@ssw0rd" as well), a run of keys or of the alphabet, with shift too,
// two of them in turns ("q1w2e3"), one to four characters again and again (a piece for each of them), a day,
// up to four digits, or any one character. Punctuation counts for nothing.
// The list is short and ours, none of passwords that leaked: "osmanthus2026" is not found.
bool is_common_password(std::string_view text);

}  // namespace tidegate::access
