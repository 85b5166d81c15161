// Walking UTF-8 that may be broken: file names and headers come as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate {

inline constexpr char32_t kReplacement = 0xFFFD;

// Takes the next code point off the front of `text`, which must not be empty. An octet that begins no valid
// sequence (overlong, surrogate, above U+10FFFF, cut short) gives U+FFFD and is taken alone.
char32_t next_code_point(std::string_view& text);

// code_point  a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);

// The first `count` code points of a text, none of them cut.
std::string_view first_characters(std::string_view text, std::size_t count);

// Whether no octet of it is broken.
bool is_valid_utf8(std::string_view text);

// The same text, with every broken octet replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace tidegate
