#include "tidegate/classify/prose/prose_path.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tidegate {
namespace {

using Lanes = std::array<std::int16_t, kProseLanes>;

constexpr std::size_t kLast = 2 * kProseLanes;  // where the last units' states begin
constexpr std::size_t kOnly = 3 * kProseLanes;
constexpr std::int16_t kFloor = -16'000;  // no way that lies so far behind comes first again

std::int16_t add(std::int16_t a, std::int16_t b) { return static_cast<std::int16_t>(a + b); }

}  // namespace

void ProsePath::find(const std::int16_t* sums, std::size_t units, std::vector<ProseSpan>& out) {
  if (units == 0) return;
  ends_.resize(units);
  goes_on_.resize(units);
  // Scores of open spans, at the unit before, from the best end there: begun there, or before.
  Lanes first;
  Lanes middle;
  first.fill(kFloor);
  middle.fill(kFloor);
  for (std::size_t i = 0; i < units; ++i) {
    const std::int16_t* const sum = sums + i * kProseStates;
    std::array<std::int16_t, 2 * kProseLanes> ends;  // last, only
    Lanes new_first;
    Lanes new_middle;
    std::uint8_t goes_on = 0;
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      const std::int16_t open = std::max(first[t], middle[t]);
      goes_on = static_cast<std::uint8_t>(goes_on | (middle[t] > first[t] ? 1U << t : 0U));
      new_first[t] = sum[t];
      new_middle[t] = add(open, sum[kProseLanes + t]);
      ends[t] = add(open, sum[kLast + t]);
      ends[kProseLanes + t] = sum[kOnly + t];
    }
    // The eighth lane knows but the state of a unit outside.
    ends[kProseTypes] = kFloor * 2;
    std::size_t best = 2 * kProseLanes - 1;
    for (std::size_t k = 0; k < 2 * kProseLanes - 1; ++k) {
      if (ends[k] > ends[best]) best = k;
    }
    ends_[i] = static_cast<std::uint8_t>(best);
    goes_on_[i] = goes_on;
    const std::int16_t top = ends[best];
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      first[t] = std::max(kFloor, static_cast<std::int16_t>(new_first[t] - top));
      middle[t] = std::max(kFloor, static_cast<std::int16_t>(new_middle[t] - top));
    }
  }
  const std::size_t from = out.size();
  for (std::size_t i = units; i-- > 0;) {
    const std::size_t state = ends_[i];
    if (state >= kProseLanes) {
      const std::size_t type = state - kProseLanes;
      if (type != kProseTypes)
        out.push_back(
            {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1), static_cast<ProseType>(type)});
      continue;
    }
    const auto last = static_cast<std::uint32_t>(i + 1);
    while (i > 1 && (goes_on_[i] >> state & 1) != 0) --i;
    if (i > 0) --i;
    out.push_back({static_cast<std::uint32_t>(i), last, static_cast<ProseType>(state)});
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(from), out.end());
}

}  // namespace tidegate
