// Cells of one column that follow one another and are written alike - whole numbers, decimals, Chinese words,
// resident identity numbers, times - counted together: a few steps a cell, where the general reading
// (cell_inspector.h) takes a hundred. They count what it counts; it is their twin in the tests.
#pragma once

#include <cstddef>
#include <string>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/column_features.h"

namespace tidegate {

// Cells of a block, trimmed, not empty and no null words.
struct CellRow {
  const std::string* text;
  const TextPiece* pieces;
  const ByteClasses* classes;
  std::size_t count;
};

struct CellRun {
  std::size_t cells = 0;   // how many were counted
  bool are_words = false;  // of no kind; no values stand in them
};

// Counts the cells at `from` and behind it for as long as they are of the form of the first; none where it is
// of another form, or fails what the form asks. Adds to features what the reading of a cell tells: kinds,
// alphabets, numbers and how many are not empty.
CellRun count_run(const CellRow& row, std::size_t from, ColumnFeatures& features);

}  // namespace tidegate
