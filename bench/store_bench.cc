// Times what an assessment pays for its record: writing and reading a bundle whose scan found 200 columns,
// the digest of an answer, and keeping the record on the disk (synced, so mostly the disk's time).
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tidegate/store/bundle.h"
#include "tidegate/store/state_dir.h"

namespace tidegate {
namespace {

Bundle wide_bundle() {
  Bundle bundle;
  bundle.program = "tidegate 0.1.0";
  bundle.transfer.facts.flow.set("exporter.ciio", false);
  DataProfile profile;
  profile.files.resize(4);
  for (FileProfile& file : profile.files) {
    for (std::size_t i = 0; i < 50; ++i) {
      ColumnProfile column;
      column.index = i;
      column.name = "column " + std::to_string(i);
      column.type = "CT.MOBILE";
      column.sensitivity = Sensitivity::kPersonal;
      column.p_permille = 980;
      column.cells = 100'000;
      column.evidence = {{"header.zh", 900, {"the header names it", "表头写明"}},
                         {"values.shape", 800, {"shape", "形状"}}};
      file.columns.push_back(column);
    }
  }
  bundle.profile = profile;
  return bundle;
}

void BM_WriteBundle(benchmark::State& state) {
  const Bundle bundle = wide_bundle();
  for (auto _ : state) benchmark::DoNotOptimize(write_bundle(bundle));
}
BENCHMARK(BM_WriteBundle)->Unit(benchmark::kMillisecond);

void BM_ReadBundle(benchmark::State& state) {
  const std::string bytes = write_bundle(wide_bundle());
  for (auto _ : state) benchmark::DoNotOptimize(read_bundle(bytes));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
}
BENCHMARK(BM_ReadBundle)->Unit(benchmark::kMillisecond);

void BM_AssessmentDigest(benchmark::State& state) {
  Assessment assessment;
  assessment.profile = wide_bundle().profile;
  for (auto _ : state) benchmark::DoNotOptimize(assessment_digest(assessment));
}
BENCHMARK(BM_AssessmentDigest)->Unit(benchmark::kMillisecond);

void BM_PutRecord(benchmark::State& state) {
  std::string folder = (std::filesystem::temp_directory_path() / "tidegate-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return state.SkipWithError("no temporary folder");
  auto dir = StateDir::open(folder + "/state");
  const std::string bytes = write_bundle(wide_bundle());
  std::uint64_t n = 0;
  for (auto _ : state) benchmark::DoNotOptimize(dir->put_record(bytes + std::to_string(++n)));
  std::filesystem::remove_all(folder);
}
BENCHMARK(BM_PutRecord)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace tidegate
