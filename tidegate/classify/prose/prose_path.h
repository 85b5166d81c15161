// The best way through the states of a row of units: which spans, given the sums.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/prose/prose_model.h"

namespace tidegate {

struct ProseSpan {
  std::uint32_t first;  // units, half-open
  std::uint32_t last;
  ProseType type;
  friend bool operator==(const ProseSpan&, const ProseSpan&) = default;
};

// Viterbi over whole spans only: a first unit is followed by middle ones or the last of the same type.
class ProsePath {
 public:
  explicit ProsePath(Simd simd = best_simd());

  // sums   kProseStates a unit, each within +-8,000.
  // out    appended; ascending, not overlapping.
  void find(const std::int16_t* sums, std::size_t units, std::vector<ProseSpan>& out);

 private:
  // A unit of the way forward.
  struct Step {
    std::uint8_t end;      // the best state in which a span may end here
    std::uint8_t goes_on;  // bit t: the span of type t began before the unit before
  };
  static void walk_plainly(const std::int16_t* sums, std::size_t units, Step* steps);
  static void walk_sse4(const std::int16_t* sums, std::size_t units, Step* steps);

  void (*walk_)(const std::int16_t* sums, std::size_t units, Step* steps);
  std::vector<Step> steps_;
};

}  // namespace tidegate
