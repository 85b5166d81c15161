// What one cell is by its shape: kinds of value it fits, what it is written in, the number it reads as.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/column_features.h"
#include "tidegate/classify/plain_validators.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

struct CellReading {
  ValueKindSet valid;  // whole cell, every check passed
  ValueKindSet shape;  // whole cell has the shape, a check failed
  Alphabet alphabet = Alphabet::kOther;
  WrittenNumber number;          // is_number says whether the cell reads as one
  bool is_truncated_id = false;  // 18 digits that a spreadsheet rounded, 1.10101E+17
  bool may_hold_values = false;  // text in which the scan for values is worth while
};

// "NULL", "N/A", "-", "\N", "不详" and the like: a cell that says that it has no value. cell: trimmed, not
// empty.
bool is_null_word(std::string_view cell);

// Most cells are told by their length and first byte; the Chinese ones by their first character, since names
// begin with the same bytes.
inline constexpr auto kBeginsNullWord = [] {
  std::array<bool, 256> begins{};
  for (const char c : std::string_view{"nN-\\/#(<uU\xE2\xE4\xE6\xE7"})
    begins[static_cast<unsigned char>(c)] = true;
  return begins;
}();
inline bool may_be_null_word(std::string_view cell) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(cell[i]); };
  if (cell.size() > 9 || !kBeginsNullWord[byte(0)]) return false;
  if (byte(0) < 0xE4 || cell.size() < 3) return true;
  const unsigned character =
      static_cast<unsigned>(byte(0)) << 16 | static_cast<unsigned>(byte(1)) << 8 | byte(2);
  return character == 0xE4B88D || character == 0xE69CAA || character == 0xE69A82 ||
         character == 0xE7A9BA;  // 不未暂空
}

// cell     trimmed, not empty.
// classes  of its first 64 bytes.
CellReading inspect_cell(std::string_view cell, const ByteClasses& classes);
// The same without the short ways of cell_plain.h. out: as made.
void inspect_cell_fully(std::string_view cell, const ByteClasses& classes, CellReading& out);

// The same with the classes worked out here.
CellReading inspect_cell(std::string_view cell);

// Full-width ASCII forms (U+FF01..U+FF5E, U+3000) as ASCII; "" when there are none or other characters
// remain.
std::string half_width(std::string_view cell);

}  // namespace tidegate
