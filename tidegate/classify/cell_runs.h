// Cells of one column that follow one another and are written alike - numbers, Chinese words, resident
// identity numbers, times - counted together, straight from the block: a few steps a cell, where the general
// reading (cell_inspector.h) takes a hundred. They count what it counts; it is their twin in the tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/distinct_sketch.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// The cells of one column in a block, rows ascending: `count` of them, `stride` apart.
struct CellStrip {
  const std::string* text;
  const RowBlock::Cell* first;
  std::size_t stride;
  std::size_t count;
};

enum class CellForm : std::uint8_t {
  kNone,
  kIntegers,     // 1 to 9 digits, but 8
  kLongNumbers,  // 8, and 10 to 20
  kDecimals,
  kChineseWords,  // of no kind; no values stand in them
  kResidentIds,
  kTimes,
};

// The form that a cell seems to have.
CellForm form_of(std::string_view cell);

struct CellRun {
  std::size_t cells = 0;   // how many were counted, empty ones among them
  std::size_t filled = 0;  // of these
};

// Counts the cells at `from` and behind it for as long as they are of the form, or empty; none where the
// first is of another. Adds to features all that the reading of a cell tells, its length too, and to distinct
// its hash.
CellRun count_run(CellForm form, const CellStrip& strip, std::size_t from, ColumnFeatures& features,
                  DistinctSketch& distinct);

}  // namespace tidegate
