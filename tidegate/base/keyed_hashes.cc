#include "tidegate/base/keyed_hashes.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tidegate {
namespace {

constexpr std::array<std::uint64_t, 4> kStart{0x736f6d6570736575U, 0x646f72616e646f6dU, 0x6c7967656e657261U,
                                              0x7465646279746573U};

std::uint64_t load64(const char* p) {
  std::uint64_t value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

std::uint64_t load32(const char* p) {
  std::uint32_t value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

// The last word: what is left behind the whole ones, and the length on top.
std::uint64_t last_word(std::string_view bytes) {
  const std::size_t n = bytes.size();
  const char* const p = bytes.data();
  const std::uint64_t length = static_cast<std::uint64_t>(n) << 56;
  if (n >= 8) return length | (n % 8 == 0 ? 0 : load64(p + n - 8) >> 8 * (8 - n % 8));
  if (n >= 4) return length | load32(p) | load32(p + n - 4) << 8 * (n - 4);
  if (n == 0) return length;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(p[i])) << 8 * i;
  };
  return length | byte(0) | byte(n / 2) | byte(n - 1);
}

#if defined(__x86_64__)

struct Vectors {
  __m512i v0, v1, v2, v3;
};

// With a mask of all: gcc 12 calls the form without one uninitialised.
template <int kBits>
[[gnu::always_inline, gnu::target("avx512f")]] inline __m512i rotated(__m512i x) {
  return _mm512_maskz_rol_epi64(0xFF, x, kBits);
}

[[gnu::always_inline, gnu::target("avx512f")]] inline void sip_round(Vectors& s) {
  s.v0 = _mm512_add_epi64(s.v0, s.v1);
  s.v2 = _mm512_add_epi64(s.v2, s.v3);
  s.v1 = _mm512_xor_si512(rotated<13>(s.v1), s.v0);
  s.v3 = _mm512_xor_si512(rotated<16>(s.v3), s.v2);
  s.v0 = rotated<32>(s.v0);
  s.v2 = _mm512_add_epi64(s.v2, s.v1);
  s.v0 = _mm512_add_epi64(s.v0, s.v3);
  s.v1 = _mm512_xor_si512(rotated<17>(s.v1), s.v2);
  s.v3 = _mm512_xor_si512(rotated<21>(s.v3), s.v0);
  s.v2 = rotated<32>(s.v2);
}

[[gnu::always_inline, gnu::target("avx512f")]] inline __m512i spread(std::uint64_t x) {
  return _mm512_set1_epi64(static_cast<long long>(x));
}

// words: of eight texts, one above the other; a text has counts[i] of them.
[[gnu::target("avx512f")]] void sip_eight(const std::array<std::uint64_t, 2>& key,
                                          const std::array<std::uint64_t, 8>* words,
                                          const std::array<std::uint64_t, 8>& counts,
                                          std::array<std::uint64_t, 8>& out) {
  Vectors s{spread(key[0] ^ kStart[0]), spread(key[1] ^ kStart[1]), spread(key[0] ^ kStart[2]),
            spread(key[1] ^ kStart[3])};
  const __m512i count = _mm512_loadu_si512(counts.data());
  const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
  for (std::uint64_t w = 0; w < most; ++w) {
    const __mmask8 has = _mm512_cmpgt_epu64_mask(count, spread(w));
    const __m512i word = _mm512_loadu_si512(words[w].data());
    Vectors next = s;
    next.v3 = _mm512_xor_si512(next.v3, word);
    sip_round(next);
    sip_round(next);
    next.v0 = _mm512_xor_si512(next.v0, word);
    s.v0 = _mm512_mask_mov_epi64(s.v0, has, next.v0);
    s.v1 = _mm512_mask_mov_epi64(s.v1, has, next.v1);
    s.v2 = _mm512_mask_mov_epi64(s.v2, has, next.v2);
    s.v3 = _mm512_mask_mov_epi64(s.v3, has, next.v3);
  }
  s.v2 = _mm512_xor_si512(s.v2, spread(0xff));
  for (int i = 0; i < 4; ++i) sip_round(s);
  _mm512_storeu_si512(out.data(),
                      _mm512_xor_si512(_mm512_xor_si512(s.v0, s.v1), _mm512_xor_si512(s.v2, s.v3)));
}

bool can_use_vectors() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f");
}

#else

bool can_use_vectors() { return false; }

#endif

}  // namespace

KeyedHashes::KeyedHashes(const SubjectKeySecret& secret, bool use_vectors) : secret_(secret) {
  has_vectors_ = use_vectors && std::endian::native == std::endian::little && can_use_vectors();
  std::memcpy(key_.data(), secret.bytes.data(), secret.bytes.size());
}

void KeyedHashes::add(std::string_view bytes, std::uint64_t* out) {
  const std::size_t whole = bytes.size() / 8;
  if (!has_vectors_ || whole >= kWords) {
    *out = keyed_hash(secret_, bytes);
    return;
  }
  for (std::size_t w = 0; w < whole; ++w) words_[w][used_] = load64(bytes.data() + w * 8);
  words_[whole][used_] = last_word(bytes);
  counts_[used_] = whole + 1;
  outs_[used_] = out;
  if (++used_ == kLanes) run();
}

void KeyedHashes::finish() {
  if (used_ > 0) run();
}

void KeyedHashes::run() {
#if defined(__x86_64__)
  std::array<std::uint64_t, kLanes> hashes;
  sip_eight(key_, words_.data(), counts_, hashes);
  for (std::size_t i = 0; i < used_; ++i) *outs_[i] = hashes[i];
#endif
  used_ = 0;
}

}  // namespace tidegate
