// Times the evidence room: a tree of a million leaves in memory beside the bare compressions that it is made
// of, a proof made and checked, a log opened. What is durable has a program of its own: evidence_appends.cc.
#include <benchmark/benchmark.h>
#include <openssl/sha.h>

#include <string>
#include <vector>

#include "tidegate/base/memory_log_files.h"
#include "tidegate/base/shared_library.h"
#include "tidegate/evidence/log.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kLeaves = 1'000'000;
constexpr std::size_t kLeafOctets = 256;
const Sha256TreeHasher kHasher;

const std::string& leaves() {
  static const std::string kOctets = [] {
    std::string octets(kLeaves * kLeafOctets, '\0');
    for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<char>(i * 2'654'435'761U >> 24);
    return octets;
  }();
  return kOctets;
}

void BM_Tree(benchmark::State& state) {
  const std::string_view octets = leaves();
  for (auto _ : state) {
    Frontier tree;
    std::vector<Hash> row(256);
    for (std::size_t i = 0; i < kLeaves;) {
      std::size_t count = 0;
      for (; count < row.size() && i < kLeaves; ++i, ++count)
        row[count] = kHasher.leaf(octets.substr(i * kLeafOctets, kLeafOctets));
      tree.append(std::span(row).first(count), kHasher);
    }
    benchmark::DoNotOptimize(tree.root(kHasher));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kLeaves));
}

// The roofline: five compressions a leaf and two a node, by libcrypto's bulk hashing of one long text,
// nothing else.
void BM_BareCompressions(benchmark::State& state) {
  const SharedLibrary library("libcrypto.so.3");
  int (*init)(SHA256_CTX*) = nullptr;
  int (*update)(SHA256_CTX*, const void*, std::size_t) = nullptr;
  if (!library.find("SHA256_Init", init) || !library.find("SHA256_Update", update)) {
    state.SkipWithError("no libcrypto here");
    return;
  }
  const std::string_view octets = leaves();
  constexpr std::size_t kBlocks = kLeaves * (5 + 2);
  for (auto _ : state) {
    SHA256_CTX context;
    init(&context);
    std::size_t done = 0;
    while (done < kBlocks * SHA256_CBLOCK) {
      const std::size_t part = std::min(octets.size(), kBlocks * SHA256_CBLOCK - done);
      update(&context, octets.data(), part);
      done += part;
    }
    benchmark::DoNotOptimize(context);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kLeaves));
}

// In turn, so that a machine that others use slows both.
BENCHMARK(BM_BareCompressions)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Tree)->Unit(benchmark::kMillisecond);

struct KeptLog {
  MemoryLogFiles files;
  std::unique_ptr<Log> log;
  explicit KeptLog(std::size_t size) {
    log = std::move(*Log::open(files, {"bench", {}, std::nullopt}, {kHasher}));
    for (std::size_t i = 0; i < size;) {
      std::vector<EntryView> batch;
      for (; batch.size() < 1'000 && i < size; ++i)
        batch.push_back({std::string_view(leaves()).substr(i * kLeafOctets, kLeafOctets), {}});
      static_cast<void>(log->append(batch));
    }
  }
};

void BM_ProofMade(benchmark::State& state) {
  KeptLog kept(100'000);
  std::uint64_t index = 0;
  for (auto _ : state) {
    RowsReader reader(kept.log->rows());
    benchmark::DoNotOptimize(inclusion_proof(index, 100'000, reader, kHasher));
    index = (index + 7'919) % 100'000;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ProofMade);

void BM_ProofChecked(benchmark::State& state) {
  KeptLog kept(1'000'000);
  const Hash root = kept.log->head().root;
  const auto proof = inclusion_proof(777'777, 1'000'000, kept.log->tree(), kHasher);
  const std::string_view leaf = std::string_view(leaves()).substr(777'777 * kLeafOctets, kLeafOctets);
  for (auto _ : state)
    benchmark::DoNotOptimize(is_included(kHasher, 777'777, kHasher.leaf(leaf), 1'000'000, *proof, root));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ProofChecked);

void BM_LogOpened(benchmark::State& state) {
  KeptLog kept(200'000);
  kept.log.reset();
  for (auto _ : state)
    benchmark::DoNotOptimize(Log::open(kept.files, {"bench", {}, std::nullopt}, {kHasher}));
  state.SetItemsProcessed(state.iterations() * 200'000);
}
BENCHMARK(BM_LogOpened)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidegate::evidence
