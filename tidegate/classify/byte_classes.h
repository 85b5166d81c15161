// Which bytes of a text are digits, letters and so on, 64 at a time. Scalar, AVX2 and AVX-512 give the same
// bits; the best one that the processor has is chosen at run time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidegate {

// Bit i speaks of byte i of a piece.
struct ByteClasses {
  std::uint64_t digit = 0;  // 0-9
  std::uint64_t alpha = 0;  // A-Z a-z
  std::uint64_t high = 0;   // 0x80 and above
  std::uint64_t wide = 0;   // third byte of a full-width digit (U+FF10..U+FF19)
  std::uint64_t at = 0;     // @
  friend bool operator==(const ByteClasses&, const ByteClasses&) = default;
};

struct TextPiece {
  std::uint32_t begin;   // into the text
  std::uint32_t length;  // only the first 64 bytes are classed
};

enum class Simd { kScalar, kAvx2, kAvx512 };
Simd best_simd();

// text     whole text that the pieces lie in; nothing outside it is read.
// pieces   `count` of them. out: as many, written.
using ClassifyBytes = void (*)(std::string_view text, const TextPiece* pieces, std::size_t count,
                               ByteClasses* out);
// A level that the processor lacks gives the best one it has.
ClassifyBytes classify_bytes(Simd simd);

}  // namespace tidegate
