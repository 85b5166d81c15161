// What one cell looks like: a name, an address, a sentence, a genotype, a tag of a control system. A shape is
// a hint; only its share over a column is evidence.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

// One cell, looked at once.
struct CellView {
  CellView(std::string_view cell, const ValueLexicons& lexicons);
  std::string text;     // trimmed, full-width forms as ASCII
  std::string lowered;  // ASCII letters in lower case
  std::u32string points;
  LexiconSet lexicons;
  std::size_t han = 0, kana = 0, latin = 0, upper = 0, lower = 0, digits = 0, spaces = 0, signs = 0;
  std::size_t words = 0;              // parted by spaces
  std::optional<std::int64_t> micro;  // the number it is, in millionths
  int places = 0;                     // digits after the point
};

inline constexpr std::size_t kMostShapes = 128;
using ShapeSet = std::bitset<kMostShapes>;  // bit i: shape_names()[i]

std::span<const std::string_view> shape_names();
// Of each cell, in their order.
std::vector<ShapeSet> shapes_of(std::span<const CellView> cells, const ValueLexicons& lexicons);

}  // namespace tidegate
