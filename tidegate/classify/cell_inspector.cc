#include "tidegate/classify/cell_inspector.h"

#include "tidegate/classify/cell_plain.h"
#include "tidegate/classify/cell_reader.h"

namespace tidegate {

void inspect_cell_fully(std::string_view cell, const ByteClasses& classes, CellReading& out) {
  CellReader{cell, classes, out}.read();
}

CellReading inspect_cell(std::string_view cell, const ByteClasses& classes) {
  CellReading reading;
  if (cell.size() > 64 || !read_plainly(cell, classes, reading)) inspect_cell_fully(cell, classes, reading);
  return reading;
}

CellReading inspect_cell(std::string_view cell) {
  ByteClasses classes;
  const TextPiece piece{0, static_cast<std::uint32_t>(cell.size())};
  classify_bytes(Simd::kScalar)(cell, &piece, 1, &classes);
  return inspect_cell(cell, classes);
}

}  // namespace tidegate
