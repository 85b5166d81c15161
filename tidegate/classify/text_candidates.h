// The value that begins at a run of letters and digits in a text, tried from the longest reading to the
// shortest.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tidegate/classify/value_kind.h"

namespace tidegate {

struct TextValue {
  std::size_t begin;
  std::size_t end;
  std::optional<ValueKind> kind;  // none: read and passed over (a date, an amount, an order number)
};

// What parts of one text have told, so that the other runs of "2024-01-31T10:20:30" need not ask again.
struct TextMemo {
  std::size_t from = 0;
  std::size_t begin = 0;  // of a word of several runs that is no value as a whole
  std::size_t end = 0;
};

// text     whole text.
// begin, end   a maximal run of ASCII letters and digits.
// from     no value may begin before this byte.
// memo     of earlier runs of the text.
// Returns nullopt when the run is nothing in particular.
std::optional<TextValue> read_text_value(std::string_view text, std::size_t begin, std::size_t end,
                                         std::size_t from, TextMemo& memo);

// Whether a number in groups stands among groups of four hexadecimal digits, as in a dump or a table of
// characters, or is a row of code points: then it is part of that.
bool is_amid_hex_groups(std::string_view text, std::size_t begin, std::size_t end);

// The address around the @ at `at`.
std::optional<TextValue> read_email(std::string_view text, std::size_t at, std::size_t from);

}  // namespace tidegate
