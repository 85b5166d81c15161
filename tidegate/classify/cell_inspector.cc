#include "tidegate/classify/cell_inspector.h"

#include "tidegate/classify/cell_reader.h"

namespace tidegate {

CellReading inspect_cell(std::string_view cell, const ByteClasses& classes) {
  CellReading reading;
  CellReader{cell, classes, reading}.read();
  return reading;
}

CellReading inspect_cell(std::string_view cell) {
  ByteClasses classes;
  const TextPiece piece{0, static_cast<std::uint32_t>(cell.size())};
  classify_bytes(Simd::kScalar)(cell, &piece, 1, &classes);
  return inspect_cell(cell, classes);
}

}  // namespace tidegate
