// Cells of one column that read alike, one after another: counted at once.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/column_features.h"

namespace tidegate {

template <typename Count>
void count_bits(std::uint64_t bits, Count count) {
  for (; bits != 0; bits &= bits - 1) count(static_cast<std::size_t>(std::countr_zero(bits)));
}

inline void count_number(NumberStats& stats, const WrittenNumber& number, std::uint64_t times) {
  if (stats.cells == 0) {
    stats.min_micro = stats.max_micro = number.micro;
  } else {
    stats.min_micro = std::min(stats.min_micro, number.micro);
    stats.max_micro = std::max(stats.max_micro, number.micro);
  }
  stats.cells += times;
  stats.negative += number.is_negative ? times : 0;
  stats.leading_zero += number.has_leading_zero ? times : 0;
  stats.decimals[std::min<std::size_t>(number.places, stats.decimals.size() - 1)] += times;
}

// Adds what `times` cells with this reading tell: kinds, alphabet, how many are not empty, but no number.
inline void count_reading(ColumnFeatures& features, const CellReading& reading, std::uint64_t times) {
  features.non_empty += times;
  count_bits(reading.valid.bits(), [&](std::size_t kind) { features.kinds[kind].whole_valid += times; });
  count_bits(reading.shape.bits(), [&](std::size_t kind) { features.kinds[kind].whole_shape_only += times; });
  features.alphabet[static_cast<std::size_t>(reading.alphabet)] += times;
  features.truncated_ids += reading.is_truncated_id ? times : 0;
}

class AlikeCells {
 public:
  explicit AlikeCells(ColumnFeatures& features) : features_(features) {}
  void take(const CellReading& reading) {
    if (reading.number.is_number) count_number(features_.numbers, reading.number, 1);
    if (reading.valid == last_.valid && reading.shape == last_.shape && reading.alphabet == last_.alphabet &&
        reading.is_truncated_id == last_.is_truncated_id) {
      ++times_;
      return;
    }
    finish();
    last_ = reading;
    times_ = 1;
  }
  // Counts those that are left.
  void finish() {
    if (times_ > 0) count_reading(features_, last_, times_);
    times_ = 0;
  }

 private:
  ColumnFeatures& features_;
  CellReading last_;
  std::uint64_t times_ = 0;
};

}  // namespace tidegate
