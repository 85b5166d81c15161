// Files that hold no text to read, known by their first octets: pictures, sound, video, fonts, programs.
#pragma once

#include <string_view>

namespace tidegate {

// head: the first 64 octets of the file, or all of a shorter one. A text that begins alike is none of them.
bool is_without_text(std::string_view head);

}  // namespace tidegate
