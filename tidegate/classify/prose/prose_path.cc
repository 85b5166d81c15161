#include "tidegate/classify/prose/prose_path.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

using Lanes = std::array<std::int16_t, kProseLanes>;

constexpr std::size_t kMiddle = kProseLanes;  // where the middle units' states begin
constexpr std::size_t kLast = 2 * kProseLanes;
constexpr std::size_t kOnly = 3 * kProseLanes;
constexpr std::uint8_t kOutside = 2 * kProseLanes - 1;
constexpr std::int16_t kFloor = -16'000;  // no way that lies so far behind comes first again

std::int16_t add(std::int16_t a, std::int16_t b) { return static_cast<std::int16_t>(a + b); }

}  // namespace

ProsePath::ProsePath(Simd simd) : walk_(walk_plainly) {
#if defined(__x86_64__)
  if (simd != Simd::kScalar && __builtin_cpu_supports("sse4.1")) walk_ = walk_sse4;
#else
  static_cast<void>(simd);
#endif
}

void ProsePath::walk_plainly(const std::int16_t* sums, std::size_t units, Step* steps) {
  // Scores of open spans, at the unit before, from the best end there: begun there, or before.
  Lanes first;
  Lanes middle;
  first.fill(kFloor);
  middle.fill(kFloor);
  for (std::size_t i = 0; i < units; ++i) {
    const std::int16_t* const sum = sums + i * kProseStates;
    std::array<std::int16_t, 2 * kProseLanes> ends;  // last, only
    Lanes new_middle;
    std::uint8_t goes_on = 0;
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      const std::int16_t open = std::max(first[t], middle[t]);
      goes_on = static_cast<std::uint8_t>(goes_on | (middle[t] > first[t] ? 1U << t : 0U));
      new_middle[t] = add(open, sum[kMiddle + t]);
      ends[t] = add(open, sum[kLast + t]);
      ends[kProseLanes + t] = sum[kOnly + t];
    }
    // The eighth lane knows but the state of a unit outside.
    ends[kProseTypes] = kFloor * 2;
    std::uint8_t best = kOutside;
    for (std::uint8_t k = 0; k < kOutside; ++k) {
      if (ends[k] > ends[best]) best = k;
    }
    steps[i] = {best, goes_on};
    const std::int16_t top = ends[best];
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      first[t] = std::max(kFloor, static_cast<std::int16_t>(sum[t] - top));
      middle[t] = std::max(kFloor, static_cast<std::int16_t>(new_middle[t] - top));
    }
  }
}

#if defined(__x86_64__)

__attribute__((target("sse4.1"))) void ProsePath::walk_sse4(const std::int16_t* sums, std::size_t units,
                                                            Step* steps) {
  const auto load = [](const std::int16_t* at) __attribute__((target("sse4.1"), always_inline)) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  };
  const __m128i floor = _mm_set1_epi16(kFloor);
  const __m128i flip = _mm_set1_epi16(0x7FFF);  // the greatest number becomes the least unsigned one
  __m128i first = floor;
  __m128i middle = floor;
  for (std::size_t i = 0; i < units; ++i) {
    const std::int16_t* const sum = sums + i * kProseStates;
    const __m128i goes_on = _mm_cmpgt_epi16(middle, first);
    const __m128i open = _mm_max_epi16(first, middle);
    const __m128i last = _mm_insert_epi16(_mm_add_epi16(open, load(sum + kLast)), kFloor * 2, kProseTypes);
    const __m128i only = _mm_xor_si128(load(sum + kOnly), flip);
    const __m128i outside = _mm_srli_si128(only, 2 * kProseTypes);
    // The least of eight in the lowest lane, and the first place where it stands above.
    const __m128i best_last = _mm_minpos_epu16(_mm_xor_si128(last, flip));
    const __m128i best_only = _mm_minpos_epu16(_mm_insert_epi16(only, 0xFFFF, kProseTypes));
    const __m128i least = _mm_min_epu16(_mm_min_epu16(best_last, best_only), outside);
    const __m128i low = _mm_shufflelo_epi16(_mm_xor_si128(least, flip), 0);
    const __m128i top = _mm_shuffle_epi32(low, 0);
    first = _mm_max_epi16(floor, _mm_sub_epi16(load(sum), top));
    middle = _mm_max_epi16(floor, _mm_sub_epi16(_mm_add_epi16(open, load(sum + kMiddle)), top));
    const auto of_last = static_cast<std::uint32_t>(_mm_cvtsi128_si32(best_last));
    const auto of_only = static_cast<std::uint32_t>(_mm_cvtsi128_si32(best_only));
    const auto of_outside = static_cast<std::uint32_t>(_mm_cvtsi128_si32(outside)) & 0xFFFF;
    const bool is_only = (of_only & 0xFFFF) < (of_last & 0xFFFF);
    const std::uint32_t ended = is_only ? of_only : of_last;
    const std::uint32_t state = (ended >> 16) + (is_only ? 8U : 0U);
    steps[i] = {(ended & 0xFFFF) < of_outside ? static_cast<std::uint8_t>(state) : kOutside,
                static_cast<std::uint8_t>(_mm_movemask_epi8(_mm_packs_epi16(goes_on, _mm_setzero_si128())))};
  }
}

#endif

void ProsePath::find(const std::int16_t* sums, std::size_t units, std::vector<ProseSpan>& out) {
  steps_.resize(units);
  walk_(sums, units, steps_.data());
  const std::size_t from = out.size();
  for (std::size_t i = units; i-- > 0;) {
    const std::size_t state = steps_[i].end;
    if (state == kOutside) continue;
    const auto last = static_cast<std::uint32_t>(i + 1);
    if (state >= kProseLanes) {
      out.push_back({static_cast<std::uint32_t>(i), last, static_cast<ProseType>(state - kProseLanes)});
      continue;
    }
    while (i > 1 && (steps_[i].goes_on >> state & 1) != 0) --i;
    if (i > 0) --i;
    out.push_back({static_cast<std::uint32_t>(i), last, static_cast<ProseType>(state)});
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(from), out.end());
}

}  // namespace tidegate
