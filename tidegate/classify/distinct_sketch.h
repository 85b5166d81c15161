// How many different values a column has: exact up to a bound, an estimate beyond. The same whatever the
// order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidegate {

// Keeps the lowest distinct hashes seen, at least kKept of them when there are that many (KMV, Bar-Yossef et
// al. 2002). Memory: 8 bytes a slot, up to 16 KiB.
class DistinctSketch {
 public:
  static constexpr std::size_t kKept = 1024;
  static constexpr std::size_t kFirstSlots = 64;

  // hash: of the value, mix_bytes. Most values of a column of few were met before, and stand where it points.
  void insert(std::uint64_t hash) {
    hash += hash == 0 ? 1 : 0;  // 0 marks a free place
    if (hash <= limit_ && slots_[hash & (slots_.size() - 1)] != hash) insert_below(hash);
  }
  void merge(const DistinctSketch& other);

  bool is_exact() const;
  std::uint64_t estimate() const;  // the count itself when exact; standard error about 1/sqrt(kKept) = 3 %

 private:
  void insert_below(std::uint64_t hash);
  void grow();
  void cut();  // drops all but the kKept lowest

  // Open addressing, 0 is free.
  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(kFirstSlots);
  std::size_t count_ = 0;
  std::uint64_t limit_ = ~std::uint64_t{0};
  bool was_cut_ = false;
};

}  // namespace tidegate
