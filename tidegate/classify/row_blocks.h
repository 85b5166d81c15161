// What the scans of a table ask of a block of its rows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tidegate/terms/table.h"

namespace tidegate {

// Number of columns when every row has the cells 0, 1, 2 ... of the same number; 0 otherwise. block: of one
// row at least.
inline std::size_t rectangle_width(const RowBlock& block) {
  const std::size_t width = block.row_begin[1] - block.row_begin[0];
  const RowBlock::Cell* cell = block.cells.data() + block.row_begin[0];
  for (std::size_t r = 0; r < block.rows(); ++r, cell += width) {
    if (block.row_begin[r + 1] - block.row_begin[r] != width) return 0;
    std::uint32_t differ =
        0;  // looked at once a row: a question for each cell would cost more than a spare row
    for (std::uint32_t c = 0; c < width; ++c) differ |= cell[c].column ^ c;
    if (differ != 0) return 0;
  }
  return width;
}

}  // namespace tidegate
