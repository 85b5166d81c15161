#include "tidegate/classify/byte_classes.h"

#include <algorithm>
#include <cstring>

#include "tidegate/classify/ascii.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

constexpr std::size_t kPiece = 64;

constexpr std::uint64_t first_bits(std::size_t n) {
  return n >= kPiece ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

void classify_scalar(std::string_view text, const TextPiece* pieces, std::size_t count, ByteClasses* out) {
  for (std::size_t k = 0; k < count; ++k) {
    ByteClasses classes;
    const std::string_view piece =
        text.substr(pieces[k].begin, std::min<std::size_t>(pieces[k].length, kPiece));
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      const char c = piece[i];
      if (ascii::is_digit(c)) classes.digit |= bit;
      if (ascii::is_alpha(c)) classes.alpha |= bit;
      if (ascii::is_high(c)) classes.high |= bit;
      if (c == '@') classes.at |= bit;
      const auto byte = static_cast<unsigned char>(c);
      if (i >= 2 && byte >= 0x90 && byte <= 0x99 && piece[i - 1] == '\xBC' && piece[i - 2] == '\xEF')
        classes.wide |= bit;
    }
    out[k] = classes;
  }
}

#if defined(__x86_64__)

struct Half {
  std::uint32_t digit;
  std::uint32_t alpha;
  std::uint32_t high;
  std::uint32_t wide;
  std::uint32_t bc;
  std::uint32_t ef;
  std::uint32_t at;
};

__attribute__((target("avx2"), always_inline)) inline std::uint32_t in_range(__m256i x, char low, char span) {
  const __m256i shifted = _mm256_sub_epi8(x, _mm256_set1_epi8(low));
  return static_cast<std::uint32_t>(
      _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(shifted, _mm256_set1_epi8(span)), shifted)));
}

__attribute__((target("avx2"), always_inline)) inline std::uint32_t equal(__m256i x, char c) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(c))));
}

__attribute__((target("avx2"), always_inline)) inline Half half_of(const char* p) {
  const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  Half half;
  half.digit = in_range(x, '0', 9);
  half.alpha = in_range(_mm256_or_si256(x, _mm256_set1_epi8(32)), 'a', 25);
  half.high = static_cast<std::uint32_t>(_mm256_movemask_epi8(x));
  half.at = equal(x, '@');
  half.wide = 0;
  half.bc = 0;
  half.ef = 0;
  if (half.high != 0) {
    half.wide = in_range(x, static_cast<char>(0x90), 9);
    half.bc = equal(x, static_cast<char>(0xBC));
    half.ef = equal(x, static_cast<char>(0xEF));
  }
  return half;
}

constexpr std::uint64_t joined(std::uint32_t low, std::uint32_t high) {
  return low | static_cast<std::uint64_t>(high) << 32;
}

__attribute__((target("avx2"))) void classify_avx2(std::string_view text, const TextPiece* pieces,
                                                   std::size_t count, ByteClasses* out) {
  alignas(32) char edge[kPiece];
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t n = std::min<std::size_t>(pieces[k].length, kPiece);
    const char* p = text.data() + pieces[k].begin;
    if (pieces[k].begin + kPiece > text.size()) {
      std::memset(edge, 0, kPiece);
      std::memcpy(edge, p, n);
      p = edge;
    }
    const Half low = half_of(p);
    const Half high = n > 32 ? half_of(p + 32) : Half{};
    const std::uint64_t mask = first_bits(n);
    out[k].digit = joined(low.digit, high.digit) & mask;
    out[k].alpha = joined(low.alpha, high.alpha) & mask;
    out[k].high = joined(low.high, high.high) & mask;
    out[k].at = joined(low.at, high.at) & mask;
    out[k].wide =
        joined(low.wide, high.wide) & joined(low.bc, high.bc) << 1 & joined(low.ef, high.ef) << 2 & mask;
  }
}

__attribute__((target("avx512f,avx512bw,avx512vl"))) void classify_avx512(std::string_view text,
                                                                          const TextPiece* pieces,
                                                                          std::size_t count,
                                                                          ByteClasses* out) {
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t n = std::min<std::size_t>(pieces[k].length, kPiece);
    const __m512i x = _mm512_maskz_loadu_epi8(first_bits(n), text.data() + pieces[k].begin);
    out[k].digit = _mm512_cmple_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
    out[k].alpha = _mm512_cmple_epu8_mask(
        _mm512_sub_epi8(_mm512_or_si512(x, _mm512_set1_epi8(32)), _mm512_set1_epi8('a')),
        _mm512_set1_epi8(25));
    out[k].high = _mm512_movepi8_mask(x);
    out[k].at = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('@'));
    out[k].wide = 0;
    if (out[k].high != 0) {
      const std::uint64_t tail = _mm512_cmple_epu8_mask(
          _mm512_sub_epi8(x, _mm512_set1_epi8(static_cast<char>(0x90))), _mm512_set1_epi8(9));
      const std::uint64_t middle = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(static_cast<char>(0xBC)));
      const std::uint64_t lead = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8(static_cast<char>(0xEF)));
      out[k].wide = tail & middle << 1 & lead << 2;
    }
  }
}

#endif

}  // namespace

Simd best_simd() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return Simd::kAvx512;
  if (__builtin_cpu_supports("avx2")) return Simd::kAvx2;
#endif
  return Simd::kScalar;
}

ClassifyBytes classify_bytes(Simd simd) {
#if defined(__x86_64__)
  const Simd best = best_simd();
  const Simd level = static_cast<int>(simd) < static_cast<int>(best) ? simd : best;
  if (level == Simd::kAvx512) return classify_avx512;
  if (level == Simd::kAvx2) return classify_avx2;
#endif
  return classify_scalar;
}

}  // namespace tidegate
