#include "tidegate/classify/prose/prose_sums.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

void add_plainly(const std::int8_t* rows, std::span<const ProseAdd> adds, std::int16_t* sums) {
  for (const ProseAdd& add : adds) {
    const std::int8_t* row = rows + std::size_t{add.first} * kProseStates;
    std::int16_t* const place = sums + std::size_t{add.place} * kProseStates;
    for (std::uint32_t left = add.mask; left != 0; left &= left - 1, row += kProseStates) {
      std::int16_t* const sum = place + static_cast<std::size_t>(std::countr_zero(left)) * kProseStates;
      for (std::size_t i = 0; i < kProseStates; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + row[i]);
    }
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2,bmi"))) void add_avx2(const std::int8_t* rows, std::span<const ProseAdd> adds,
                                                  std::int16_t* sums) {
  for (const ProseAdd& add : adds) {
    const std::int8_t* row = rows + std::size_t{add.first} * kProseStates;
    std::int16_t* const place = sums + std::size_t{add.place} * kProseStates;
    for (std::uint32_t left = add.mask; left != 0; left &= left - 1, row += kProseStates) {
      std::int16_t* const sum = place + static_cast<std::size_t>(std::countr_zero(left)) * kProseStates;
      const auto* const from = reinterpret_cast<const __m128i*>(row);
      auto* const to = reinterpret_cast<__m256i*>(sum);
      const __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128(from));
      const __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128(from + 1));
      _mm256_storeu_si256(to, _mm256_add_epi16(_mm256_loadu_si256(to), low));
      _mm256_storeu_si256(to + 1, _mm256_add_epi16(_mm256_loadu_si256(to + 1), high));
    }
  }
}

__attribute__((target("avx512f,avx512bw,bmi"))) void add_avx512(const std::int8_t* rows,
                                                                std::span<const ProseAdd> adds,
                                                                std::int16_t* sums) {
  for (const ProseAdd& add : adds) {
    const std::int8_t* row = rows + std::size_t{add.first} * kProseStates;
    std::int16_t* const place = sums + std::size_t{add.place} * kProseStates;
    for (std::uint32_t left = add.mask; left != 0; left &= left - 1, row += kProseStates) {
      std::int16_t* const sum = place + static_cast<std::size_t>(std::countr_zero(left)) * kProseStates;
      const __m512i wide = _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(row)));
      _mm512_storeu_si512(sum, _mm512_add_epi16(_mm512_loadu_si512(sum), wide));
    }
  }
}

#endif

}  // namespace

AddProseRows add_prose_rows(Simd simd) {
#if defined(__x86_64__)
  if (simd == Simd::kAvx512 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi"))
    return add_avx512;
  if (simd != Simd::kScalar && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    return add_avx2;
#else
  static_cast<void>(simd);
#endif
  return add_plainly;
}

}  // namespace tidegate
