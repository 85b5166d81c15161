#include "train/columns/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tidegate::train {
namespace {

double log_odds(std::int32_t permille) {
  const double p = std::clamp(permille / 1000.0, 0.0005, 0.9995);
  return std::log(p / (1 - p));
}
double share_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

}  // namespace

Calibration calibrate(const std::vector<Proof>& proofs) {
  double slope = 1, shift = 0;
  for (int step = 0; step < 50; ++step) {  // Newton's, on the weighted log loss
    double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
    for (const Proof& proof : proofs) {
      const double x = log_odds(proof.stated);
      const double p = share_of(slope * x + shift);
      const double off = proof.weight * (p - (proof.is_right ? 1 : 0));
      const double bend = proof.weight * p * (1 - p);
      g0 += off;
      g1 += off * x;
      h00 += bend;
      h01 += bend * x;
      h11 += bend * x * x;
    }
    const double det = h00 * h11 - h01 * h01;
    if (det <= 0) break;
    // A step too long leads away for ever.
    shift -= std::clamp((h11 * g0 - h01 * g1) / det, -0.5, 0.5);
    slope -= std::clamp((h00 * g1 - h01 * g0) / det, -0.2, 0.2);
  }
  std::fprintf(stderr, "calibrated by %zu verdicts: log-odds %.3f x stated %+.3f\n", proofs.size(), slope,
               shift);
  return calibration_line(slope, shift);
}

Calibration calibration_line(double slope, double shift) {
  Calibration out;
  for (const std::int32_t stated :
       {0, 20, 50, 100, 150, 200, 300, 400, 500, 600, 700, 800, 850, 900, 940, 970, 985, 993, 997, 1000}) {
    out.knots.emplace_back(
        stated, static_cast<std::int32_t>(std::lround(1000 * share_of(slope * log_odds(stated) + shift))));
  }
  return out;
}

}  // namespace tidegate::train
