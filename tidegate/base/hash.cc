#include "tidegate/base/hash.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_shorthash.h>

#include <bit>
#include <cstring>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

#if defined(__x86_64__)

constexpr std::size_t kBlock = 64;

alignas(16) constexpr std::uint32_t kRounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// The state as the instructions want it: words a b e f, and c d g h, the first in the highest lane.
struct State {
  __m128i abef;
  __m128i cdgh;
};

// FIPS 180-4, section 6.2.2, four rounds a step.
__attribute__((target("sha,sse4.1"))) void take_block(State& state, const char* block) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  State next = state;
  __m128i words[4];
  for (int i = 0; i < 4; ++i)
    words[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i), swap);
  for (int i = 0; i < 16; ++i) {
    const __m128i now = words[i % 4];
    const __m128i sum = _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(kRounds) + i));
    next.cdgh = _mm_sha256rnds2_epu32(next.cdgh, next.abef, sum);
    next.abef = _mm_sha256rnds2_epu32(next.abef, next.cdgh, _mm_shuffle_epi32(sum, 0x0E));
    // The words of four rounds on from now come where these stood.
    const __m128i last = words[(i + 3) % 4];
    const __m128i mixed = _mm_add_epi32(_mm_sha256msg1_epu32(now, words[(i + 1) % 4]),
                                        _mm_alignr_epi8(last, words[(i + 2) % 4], 4));
    words[i % 4] = _mm_sha256msg2_epu32(mixed, last);
  }
  state = {_mm_add_epi32(state.abef, next.abef), _mm_add_epi32(state.cdgh, next.cdgh)};
}

__attribute__((target("sha,sse4.1"))) Sha256 sha256_by_instructions(std::string_view bytes) {
  State state{
      _mm_set_epi32(0x6a09e667, static_cast<int>(0xbb67ae85), 0x510e527f, static_cast<int>(0x9b05688c)),
      _mm_set_epi32(0x3c6ef372, static_cast<int>(0xa54ff53a), 0x1f83d9ab, 0x5be0cd19)};
  std::string_view left = bytes;
  for (; left.size() >= kBlock; left.remove_prefix(kBlock)) take_block(state, left.data());
  // The rest, a bit, and the length in bits.
  char tail[2 * kBlock] = {};
  if (!left.empty()) std::memcpy(tail, left.data(), left.size());
  tail[left.size()] = '\x80';
  const std::size_t size = left.size() + 9 <= kBlock ? kBlock : 2 * kBlock;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (std::size_t i = 0; i < 8; ++i) tail[size - 1 - i] = static_cast<char>(bits >> (8 * i) & 0xFF);
  for (std::size_t at = 0; at < size; at += kBlock) take_block(state, tail + at);
  alignas(16) std::uint32_t abef[4];
  alignas(16) std::uint32_t cdgh[4];
  _mm_store_si128(reinterpret_cast<__m128i*>(abef), state.abef);
  _mm_store_si128(reinterpret_cast<__m128i*>(cdgh), state.cdgh);
  const std::uint32_t words[8] = {abef[3], abef[2], cdgh[3], cdgh[2], abef[1], abef[0], cdgh[1], cdgh[0]};
  Sha256 out;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(words[i / 4] >> (24 - i % 4 * 8));
  return out;
}

// Not by __builtin_cpu_supports: neither compiler knows "sha".
bool has_sha_instructions() {
  static const bool has = [] {
    __builtin_cpu_init();
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __builtin_cpu_supports("sse4.1") != 0 && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
           (b >> 29 & 1) != 0;
  }();
  return has;
}

#endif

}  // namespace

Sha256 sha256(std::string_view bytes) {
#if defined(__x86_64__)
  if (has_sha_instructions()) return sha256_by_instructions(bytes);
#endif
  Sha256 out;
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return out;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) {
    out.push_back(kDigits[b >> 4]);
    out.push_back(kDigits[b & 15]);
  }
  return out;
}

std::uint64_t keyed_hash(const SubjectKeySecret& secret, std::string_view bytes) {
  static_assert(crypto_shorthash_BYTES == 8 && crypto_shorthash_KEYBYTES == 16);
  std::array<std::uint8_t, 8> out;
  crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                   secret.bytes.data());
  if constexpr (std::endian::native == std::endian::little) return std::bit_cast<std::uint64_t>(out);
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | out[static_cast<std::size_t>(i)];
  return value;
}

}  // namespace tidegate
