#include "tidegate/classify/distinct_sketch.h"

#include <algorithm>
#include <cstring>

namespace tidegate {
namespace {

constexpr std::size_t kMostSlots = 2048;

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

// Both halves of the 128-bit product, folded.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// 1 to 7 bytes.
std::uint64_t load_few(const char* p, std::size_t n) {
  if (n >= 4) return load32(p) | load32(p + n - 4) << 32;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(p[i]));
  };
  return n == 0 ? 0 : byte(0) | byte(n / 2) << 8 | byte(n - 1) << 16;
}

}  // namespace

std::uint64_t mix_number(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

std::uint64_t mix_bytes(std::string_view bytes) {
  constexpr std::uint64_t kFirst = 0x9FB21C651E98DF25U;
  constexpr std::uint64_t kSecond = 0xA0761D6478BD642FU;
  const char* p = bytes.data();
  const std::size_t n = bytes.size();
  if (n < 8) return fold(load_few(p, n) ^ kFirst, kSecond ^ n);
  std::uint64_t h = n * kSecond;
  for (std::size_t i = 0; i + 16 < n; i += 16) h = fold(load64(p + i) ^ kFirst, load64(p + i + 8) ^ h);
  const std::size_t tail = n >= 16 ? n - 16 : 0;
  return fold(fold(load64(p + tail) ^ kSecond, load64(p + n - 8) ^ h), kFirst ^ n);
}

void DistinctSketch::insert_below(std::uint64_t hash) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at] != 0) {
    if (slots_[at] == hash) return;
    at = (at + 1) & mask;
  }
  slots_[at] = hash;
  if (++count_ * 4 < slots_.size() * 3) return;
  if (slots_.size() < kMostSlots) {
    grow();
  } else {
    cut();
  }
}

void DistinctSketch::grow() {
  std::vector<std::uint64_t> old(slots_.size() * 2);
  old.swap(slots_);
  count_ = 0;
  for (const std::uint64_t hash : old) {
    if (hash != 0) insert_below(hash);
  }
}

void DistinctSketch::cut() {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(count_);
  for (const std::uint64_t hash : slots_) {
    if (hash != 0) hashes.push_back(hash);
  }
  if (hashes.size() <= kKept) return;
  std::nth_element(hashes.begin(), hashes.begin() + (kKept - 1), hashes.end());
  hashes.resize(kKept);
  limit_ = *std::max_element(hashes.begin(), hashes.end());
  was_cut_ = true;
  std::fill(slots_.begin(), slots_.end(), 0);
  count_ = 0;
  for (const std::uint64_t hash : hashes) insert_below(hash);
}

void DistinctSketch::merge(const DistinctSketch& other) {
  was_cut_ |= other.was_cut_;
  limit_ = std::min(limit_, other.limit_);
  for (const std::uint64_t hash : other.slots_) {
    if (hash != 0) insert(hash);
  }
}

bool DistinctSketch::is_exact() const { return !was_cut_ && count_ <= kKept; }

std::uint64_t DistinctSketch::estimate() const {
  if (is_exact()) return count_;
  std::vector<std::uint64_t> hashes;
  for (const std::uint64_t hash : slots_) {
    if (hash != 0) hashes.push_back(hash);
  }
  if (hashes.size() < kKept) return hashes.size();
  std::nth_element(hashes.begin(), hashes.begin() + (kKept - 1), hashes.end());
  // (kKept - 1) * 2^64 / (largest kept hash), in whole numbers: its upper 44 bits suffice.
  return ((kKept - 1) << 44) / ((hashes[kKept - 1] >> 20) + 1);
}

}  // namespace tidegate
