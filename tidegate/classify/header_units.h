// Cuts a header into the units that the vocabulary's words are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

// A unit is one character beyond ASCII, or one run of ASCII letters and digits in lower case: "userId" gives
// "user", "id". Signs part units and vanish; full-width forms count as ASCII.
std::vector<std::string> header_units(std::string_view text);

// A header in its parts: "证件号码/ID No.(护照)" has two parts and an aside. Each is read by itself.
struct HeaderParts {
  std::vector<std::string> parts;  // at least one, perhaps empty
  std::string aside;               // what stands in brackets: a unit, an explanation
};
HeaderParts header_parts(std::string_view header);

bool is_ascii_unit(std::string_view unit);

// The key of a word in the vocabulary: units joined, with a space between two ASCII ones.
std::string joined_units(const std::vector<std::string>& units, std::size_t begin, std::size_t end);

}  // namespace tidegate
