// 64-bit hashes of values and rows, well mixed and not keyed: they never leave the program. Inline, since a
// scan asks one of nearly every cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace tidegate {

namespace mix {

inline std::uint64_t load64(const char* p) {
  std::uint64_t value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

// 0 to 7 bytes; of two texts of one length, different values for different texts.
inline std::uint64_t load_few(const char* p, std::size_t n) {
  if (n >= 4) {
    std::uint32_t head;
    std::uint32_t tail;
    std::memcpy(&head, p, sizeof head);
    std::memcpy(&tail, p + n - 4, sizeof tail);
    return head | static_cast<std::uint64_t>(tail) << 32;
  }
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(p[i]));
  };
  return n == 0 ? 0 : byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
}

// Both halves of the 128-bit product, folded. Each asked for by itself: gcc 12 sends the whole through
// memory.
inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  return a * b ^ static_cast<std::uint64_t>(static_cast<Wide>(a) * b >> 64);
}

}  // namespace mix

inline std::uint64_t mix_number(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

inline std::uint64_t mix_bytes(std::string_view bytes) {
  using mix::fold;
  using mix::load64;
  constexpr std::uint64_t kFirst = 0x9FB21C651E98DF25U;
  constexpr std::uint64_t kSecond = 0xA0761D6478BD642FU;
  const char* p = bytes.data();
  const std::size_t n = bytes.size();
  if (n < 8) return fold(mix::load_few(p, n) ^ kFirst, kSecond ^ n);
  std::uint64_t h = n * kSecond;
  for (std::size_t i = 0; i + 16 < n; i += 16) h = fold(load64(p + i) ^ kFirst, load64(p + i + 8) ^ h);
  const std::size_t tail = n >= 16 ? n - 16 : 0;
  return fold(fold(load64(p + tail) ^ kSecond, load64(p + n - 8) ^ h), kFirst ^ n);
}

// Whether the n bytes at a and at b are the same.
inline bool same_bytes(const char* a, const char* b, std::size_t n) {
  if (n < 8) return mix::load_few(a, n) == mix::load_few(b, n);
  for (std::size_t i = 0; i + 8 < n; i += 8) {
    if (mix::load64(a + i) != mix::load64(b + i)) return false;
  }
  return mix::load64(a + n - 8) == mix::load64(b + n - 8);
}

}  // namespace tidegate
