// Scores of every type for every column of a table: the sum of what header, values and neighbours say.
#pragma once

#include <cstdint>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/column_model.h"

namespace tidegate {

struct ColumnScores {
  bool is_empty = false;  // not a cell: only the header and the neighbours speak
  HeaderReading header;
  Signals signals;                     // with those that the rules define
  std::vector<std::int32_t> points;    // one a type: thousandths of a nat of log-odds
  std::vector<std::int32_t> permille;  // one a type: their softmax, 1000 in all but for rounding
  std::vector<std::uint8_t> steps;     // what the learned model saw; empty where it was not asked
};

// What the header says for a type, in points.
std::int32_t header_points(std::int32_t permille);

// Judges by header and values alone, then with the neighbours' verdicts as evidence; at last the learned
// model corrects.
std::vector<ColumnScores> score_columns(const TableFeatures& table, const ColumnModel& model);

// Shares of e^(points / temperature), in permille; whole numbers throughout, the same on every machine.
std::vector<std::int32_t> softmax_permille(const std::vector<std::int32_t>& points);

}  // namespace tidegate
