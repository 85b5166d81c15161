// Times the map of subjects: a checkpoint's changes in a map of n, and a proof made and checked. "hashes" is
// how long a way is.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "tidegate/evidence/sparse_map.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

MapLeaf subject(std::int64_t n, std::int64_t version) {
  return {sha256(std::to_string(n)), sha256("v" + std::to_string(version))};
}

SparseMap map_of(std::int64_t n) {
  SparseMap map(kHasher);
  std::vector<MapLeaf> all;
  for (std::int64_t i = 0; i < n; ++i) all.push_back(subject(i, 0));
  map.put(std::move(all));
  return map;
}

// range(0) subjects in the map, range(1) of them change before each checkpoint.
void changes(benchmark::State& state) {
  SparseMap map = map_of(state.range(0));
  std::int64_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<MapLeaf> batch;
    for (std::int64_t i = 0; i < state.range(1); ++i, ++next)
      batch.push_back(subject(next * 7919 % state.range(0), next));
    state.ResumeTiming();
    map.put(std::move(batch));
    benchmark::DoNotOptimize(map.root());
  }
  state.SetItemsProcessed(state.iterations() * state.range(1));
}
BENCHMARK(changes)->ArgsProduct({{100'000, 1'000'000}, {1, 1'000}});

void builds(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(map_of(state.range(0)).root());
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(builds)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void proves_and_checks(benchmark::State& state) {
  const SparseMap map = map_of(state.range(0));
  const Hash root = map.root();
  std::int64_t next = 0;
  std::size_t hashes = 0;
  for (auto _ : state) {
    const MapLeaf leaf = subject(next++ * 7919 % state.range(0), 0);
    const MapProof proof = map.prove(leaf.key);
    hashes += proof.path.size();
    if (!is_in_map(kHasher, root, leaf, proof)) state.SkipWithError("a proof failed");
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["hashes"] =
      benchmark::Counter(static_cast<double>(hashes), benchmark::Counter::kAvgIterations);
}
BENCHMARK(proves_and_checks)->Arg(100'000)->Arg(1'000'000);

}  // namespace
}  // namespace tidegate::evidence
