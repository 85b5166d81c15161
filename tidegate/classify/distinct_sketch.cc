#include "tidegate/classify/distinct_sketch.h"

#include <algorithm>

namespace tidegate {
namespace {

constexpr std::size_t kMostSlots = 2048;

}  // namespace

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
