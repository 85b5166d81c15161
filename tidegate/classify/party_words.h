// The words of a header, for those who ask whose column it is.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// " emergency contact name ": of "emergencyContactName", "EMERGENCY_CONTACT_NAME",
// "emergency.contact[].name". Letters alone; what is no ASCII parts words.
std::string party_words(std::string_view header);

// Whether one of `chinese` stands anywhere in the header, or one of `english` is words of it, one alone or
// several in a row, the last in singular or plural. Lists are parted by commas. words: party_words(header).
bool is_of_words(std::string_view header, std::string_view words, std::string_view chinese,
                 std::string_view english);

}  // namespace tidegate
