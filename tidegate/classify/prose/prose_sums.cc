#include "tidegate/classify/prose/prose_sums.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

constexpr std::size_t kAhead = 12;  // rows that memory is told of before they are added

void add_plainly(const std::int8_t* rows, std::span<const ProseAdd> adds, std::int16_t* sums) {
  for (const ProseAdd& add : adds) {
    const std::int8_t* const row = rows + std::size_t{add.row} * kProseStates;
    std::int16_t* const sum = sums + std::size_t{add.place} * kProseStates;
    for (std::size_t i = 0; i < kProseStates; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + row[i]);
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) void add_avx2(const std::int8_t* rows, std::span<const ProseAdd> adds,
                                              std::int16_t* sums) {
  for (std::size_t i = 0; i < adds.size(); ++i) {
    const ProseAdd& add = adds[i];
    __builtin_prefetch(rows + std::size_t{adds[std::min(i + kAhead, adds.size() - 1)].row} * kProseStates);
    const auto* const row = reinterpret_cast<const __m128i*>(rows + std::size_t{add.row} * kProseStates);
    auto* const sum = reinterpret_cast<__m256i*>(sums + std::size_t{add.place} * kProseStates);
    const __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128(row));
    const __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128(row + 1));
    _mm256_storeu_si256(sum, _mm256_add_epi16(_mm256_loadu_si256(sum), low));
    _mm256_storeu_si256(sum + 1, _mm256_add_epi16(_mm256_loadu_si256(sum + 1), high));
  }
}

#endif

}  // namespace

AddProseRows add_prose_rows(Simd simd) {
#if defined(__x86_64__)
  if (simd != Simd::kScalar && __builtin_cpu_supports("avx2")) return add_avx2;
#else
  static_cast<void>(simd);
#endif
  return add_plainly;
}

}  // namespace tidegate
