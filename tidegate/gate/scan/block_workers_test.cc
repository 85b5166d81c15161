#include "tidegate/gate/scan/block_workers.h"

#include <gtest/gtest.h>

#include <numeric>

namespace tidegate {
namespace {

RowBlock block(std::uint64_t n) {
  RowBlock b;
  b.first_row = n;
  return b;
}

TEST(BlockWorkers, EveryBlockIsWorkedOnOnceWhateverTheNumberOfThreads) {
  for (const int threads : {1, 2, 3, 8}) {
    std::vector<std::uint64_t> sums(static_cast<std::size_t>(threads));
    std::vector<std::uint64_t> counts(sums.size());
    BlockWorkers workers(threads, [&](std::size_t worker, const RowBlock& b) {
      sums[worker] += b.first_row;
      ++counts[worker];
    });
    for (std::uint64_t round = 0; round < 3; ++round) {
      for (std::uint64_t n = 0; n < 1000; ++n) workers.push(block(n));
      workers.drain();
      EXPECT_EQ(std::accumulate(sums.begin(), sums.end(), std::uint64_t{0}), (round + 1) * 499'500);
      EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}), (round + 1) * 1000);
    }
  }
}

TEST(BlockWorkers, AreLeftWithBlocksInTheQueueWithoutHanging) {
  BlockWorkers workers(2, [](std::size_t, const RowBlock&) {});
  for (std::uint64_t n = 0; n < 100; ++n) workers.push(block(n));
}

}  // namespace
}  // namespace tidegate
