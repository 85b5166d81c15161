// How likely a verdict is right, from verdicts on columns that the trees had not seen.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace tidegate::train {

struct Calibration {
  std::vector<std::pair<std::int32_t, std::int32_t>> knots;  // stated, true: permille
};

struct Proof {
  std::int32_t stated = 0;  // share of the verdict, permille
  bool is_right = false;
  double weight = 1;
};

// Log-odds of being right as a line over the log-odds stated: two numbers, which other tables move less than
// steps would.
Calibration calibrate(const std::vector<Proof>& proofs);

// The knots of such a line.
Calibration calibration_line(double slope, double shift);

}  // namespace tidegate::train
