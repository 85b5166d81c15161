#include "tidegate/extract/csv_index.h"

#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

// One octet at a time: the meaning, and what every other kernel must agree with.
void index_plain(const CsvDialect& dialect, const char* text, std::uint32_t from, std::uint32_t to,
                 CsvIndex& index) {
  CsvState state = index.state;
  const char cr_end = dialect.cr_rows ? '\r' : '\n';
  for (std::uint32_t at = from; at < to; ++at) {
    const char c = text[at];
    const bool is_end = c == dialect.delimiter || c == '\n' || c == cr_end;
    switch (state) {
      case CsvState::kCellStart:
      case CsvState::kBare:
        if (is_end) {
          index.ends.push(at);
          state = CsvState::kCellStart;
        } else if (c == '"' && dialect.quotes) {
          if (state == CsvState::kCellStart) {
            state = CsvState::kQuoted;
          } else {
            index.odd.push(at);
          }
        } else if (!(c == ' ' && dialect.skip_space && state == CsvState::kCellStart)) {
          state = CsvState::kBare;
        }
        break;
      case CsvState::kQuoted:
        if (c == '"') state = CsvState::kQuoteInQuoted;
        if (c == '\\' && dialect.backslash) {
          index.odd.push(at);
          state = CsvState::kEscaped;
        }
        break;
      case CsvState::kEscaped:
        state = CsvState::kQuoted;
        break;
      case CsvState::kQuoteInQuoted:
        if (is_end) {
          index.ends.push(at);
          state = CsvState::kCellStart;
        } else if (c == '"') {
          index.odd.push(at);
          state = CsvState::kQuoted;
        } else {
          if (c != '\r') index.odd.push(at);
          state = CsvState::kBare;
        }
        break;
    }
  }
  index.state = state;
}

#if defined(__x86_64__)

// What 64 octets hold, bit i for octet i.
struct Masks {
  std::uint64_t quote;
  std::uint64_t end;  // delimiter or LF, quoted or not
  std::uint64_t cr;
};

// The state between blocks, as bits.
struct Carry {
  std::uint64_t inside = 0;  // all ones inside quotes
  std::uint64_t ended = 0;   // 1: the octet before was an end, or there was none
  std::uint64_t closed = 0;  // 1: the octet before was a closing quote, as far as is known
};

Carry carry_of(CsvState state) {
  return {state == CsvState::kQuoted ? ~std::uint64_t{0} : 0, state == CsvState::kCellStart ? 1U : 0U,
          state == CsvState::kQuoteInQuoted ? 1U : 0U};
}

[[gnu::always_inline]] inline CsvState state_of(const Carry& carry) {
  if (carry.inside != 0) return CsvState::kQuoted;
  if (carry.ended != 0) return CsvState::kCellStart;
  return carry.closed != 0 ? CsvState::kQuoteInQuoted : CsvState::kBare;
}

// Bit i of the result: an odd number of bits of `bits` at or below i.
[[gnu::always_inline]] inline std::uint64_t parity_so_far(std::uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// Eight at a time without looking: most blocks have fewer, and a wrong guess costs more than a spare store.
[[gnu::always_inline]] inline void append(PositionList& list, std::uint64_t bits, std::uint32_t base) {
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  std::uint32_t* out = list.room(72);
  for (std::size_t done = 0; done < count; done += 8) {
    for (std::size_t k = 0; k < 8; ++k) {
      out[done + k] = base + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
  list.grow(count);
}

// False: a quote stands where only the plain kernel knows what it means, and nothing was appended.
[[gnu::always_inline]] inline bool take_block(const Masks& m, std::uint32_t base, Carry& carry,
                                              CsvIndex& index) {
  if ((m.quote | carry.inside | carry.closed) == 0) {
    append(index.ends, m.end, base);
    carry.ended = m.end >> 63;
    return true;
  }
  // Quotes open and close in turn as long as each opening one stands at the start of a cell, or right behind
  // a closing one (then the two are one '"' of the text).
  const std::uint64_t inside = parity_so_far(m.quote) ^ carry.inside;
  const std::uint64_t opening = m.quote & inside;
  const std::uint64_t closing = m.quote & ~inside;
  const std::uint64_t ends = m.end & ~inside;
  const std::uint64_t behind_end = ends << 1 | carry.ended;
  const std::uint64_t behind_closing = closing << 1 | carry.closed;
  if ((opening & ~(behind_end | behind_closing)) != 0) return false;
  append(index.ends, ends, base);
  append(index.odd, behind_closing & ~(m.end | m.cr), base);
  carry = {static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63), ends >> 63, closing >> 63};
  return true;
}

// The plain kernel for one block, and what it leaves behind.
Carry take_plainly(const CsvDialect& dialect, const char* text, std::uint32_t base, const Carry& carry,
                   CsvIndex& index) {
  index.state = state_of(carry);
  index_plain(dialect, text, base, base + 64, index);
  return carry_of(index.state);
}

[[gnu::always_inline, gnu::target("avx2,bmi,popcnt")]] inline std::uint64_t bits(__m256i low, __m256i high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

[[gnu::target("avx2,bmi,popcnt")]] std::uint32_t index_avx2(const CsvDialect& dialect, const char* text,
                                                            std::uint32_t from, std::uint32_t to,
                                                            CsvIndex& index) {
  const __m256i delimiter = _mm256_set1_epi8(dialect.delimiter);
  const __m256i lf = _mm256_set1_epi8('\n');
  const __m256i cr = _mm256_set1_epi8('\r');
  const __m256i quote = _mm256_set1_epi8(dialect.quotes ? '"' : '\n');
  const std::uint64_t quotes_count = dialect.quotes ? ~std::uint64_t{0} : 0;
  Carry carry = carry_of(index.state);
  std::uint32_t at = from;
  for (; to - at >= 64; at += 64) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at + 32));
    const Masks masks{bits(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)) & quotes_count,
                      bits(_mm256_or_si256(_mm256_cmpeq_epi8(low, delimiter), _mm256_cmpeq_epi8(low, lf)),
                           _mm256_or_si256(_mm256_cmpeq_epi8(high, delimiter), _mm256_cmpeq_epi8(high, lf))),
                      bits(_mm256_cmpeq_epi8(low, cr), _mm256_cmpeq_epi8(high, cr))};
    if (!take_block(masks, at, carry, index)) carry = take_plainly(dialect, text, at, carry, index);
  }
  index.state = state_of(carry);
  return at;
}

[[gnu::target("avx512f,avx512bw,bmi,popcnt")]] std::uint32_t index_avx512(const CsvDialect& dialect,
                                                                          const char* text,
                                                                          std::uint32_t from,
                                                                          std::uint32_t to, CsvIndex& index) {
  const __m512i delimiter = _mm512_set1_epi8(dialect.delimiter);
  const __m512i lf = _mm512_set1_epi8('\n');
  const __m512i cr = _mm512_set1_epi8('\r');
  const __m512i quote = _mm512_set1_epi8('"');
  const std::uint64_t quotes_count = dialect.quotes ? ~std::uint64_t{0} : 0;
  Carry carry = carry_of(index.state);
  std::uint32_t at = from;
  for (; to - at >= 64; at += 64) {
    const __m512i block = _mm512_loadu_si512(text + at);
    const Masks masks{_mm512_cmpeq_epi8_mask(block, quote) & quotes_count,
                      _mm512_cmpeq_epi8_mask(block, delimiter) | _mm512_cmpeq_epi8_mask(block, lf),
                      _mm512_cmpeq_epi8_mask(block, cr)};
    if (!take_block(masks, at, carry, index)) carry = take_plainly(dialect, text, at, carry, index);
  }
  index.state = state_of(carry);
  return at;
}

#endif

}  // namespace

bool can_run(CsvKernel kernel) {
#if defined(__x86_64__)
  if (kernel == CsvKernel::kAvx2) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
  }
  if (kernel == CsvKernel::kAvx512) return can_run(CsvKernel::kAvx2) && __builtin_cpu_supports("avx512bw");
#endif
  return kernel == CsvKernel::kPlain;
}

CsvKernel best_csv_kernel() {
  if (can_run(CsvKernel::kAvx512)) return CsvKernel::kAvx512;
  return can_run(CsvKernel::kAvx2) ? CsvKernel::kAvx2 : CsvKernel::kPlain;
}

void index_csv(CsvKernel kernel, const CsvDialect& dialect, const char* text, std::uint32_t from,
               std::uint32_t to, CsvIndex& index) {
#if defined(__x86_64__)
  // The rare ways of writing are left to the plain kernel.
  const bool is_common = !dialect.backslash && !dialect.skip_space && !dialect.cr_rows;
  if (is_common && kernel == CsvKernel::kAvx2) from = index_avx2(dialect, text, from, to, index);
  if (is_common && kernel == CsvKernel::kAvx512) from = index_avx512(dialect, text, from, to, index);
#endif
  index_plain(dialect, text, from, to, index);
}

}  // namespace tidegate
