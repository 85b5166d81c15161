// How a message may show what a declaration holds: never a value that can be a person's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"

namespace tidegate::intake {

// The text itself in quotes where it can hold no person's value: at most 40 letters, digits and _ . : / + -
// without seven digits in a row. "a text of 23 characters" else.
Text shown(std::string_view text);

// Pointer of a child: "/a" and "b/c" give "/a/b~1c". A key that may be a person's value gives its owner's
// pointer.
std::string child_pointer(const std::string& owner, std::string_view key);

// "a, b, c, ...": at most `most` words.
std::string joined(const std::vector<std::string_view>& words, std::size_t most);

}  // namespace tidegate::intake
