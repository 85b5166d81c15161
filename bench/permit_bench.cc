// Times the decision point: a flow of a full permit, and what its verification costs before. "p99_ns" is of
// single calls, each with its own clock reading.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "tidegate/permit/flow_text.h"
#include "tidegate/permit/sample_test.h"
#include "tidegate/permit/verified_permits.h"

namespace tidegate::permit {
namespace {

// As large as the format allows for items and links: the worst that the caller can be handed.
Permit large_permit() {
  Permit p = sample_permit();
  for (std::size_t i = p.items.size(); i < kMostItems; ++i)
    p.items.push_back({"item " + std::to_string(i), {"T.A", "T.B"}});
  const PermitLink link = p.links[0];
  for (std::size_t i = p.links.size(); i < kMostLinks; ++i) {
    PermitLink other = link;
    other.to.domains = {"d" + std::to_string(i) + ".example.invalid"};
    p.links.push_back(other);
  }
  std::swap(p.links.front(), p.links.back());  // the one that fits comes last
  return p;
}
FlowRequest large_flow() {
  FlowRequest flow = sample_flow();
  for (std::size_t i = 3; i < kMostItems; ++i) flow.items.push_back({"item " + std::to_string(i), {"T.B"}});
  return flow;
}

std::int64_t thread_ns() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// p99_ns: of the wall, whatever else runs. cpu_p99_ns: of the thread alone, the reading of its clock
// included.
template <typename Call>
void percentiles(benchmark::State& state, const Call& call) {
  std::vector<std::int64_t> wall;
  std::vector<std::int64_t> cpu;
  for (auto _ : state) {
    const std::int64_t cpu_begun = thread_ns();
    const auto begun = std::chrono::steady_clock::now();
    call();
    wall.push_back((std::chrono::steady_clock::now() - begun).count());
    cpu.push_back(thread_ns() - cpu_begun);
  }
  const auto at = [](std::vector<std::int64_t>& times, std::size_t permille) {
    std::sort(times.begin(), times.end());
    return static_cast<double>(times[std::min(times.size() - 1, times.size() * permille / 1000)]);
  };
  state.counters["p50_ns"] = at(wall, 500);
  state.counters["p99_ns"] = at(wall, 990);
  state.counters["cpu_p50_ns"] = at(cpu, 500);
  state.counters["cpu_p99_ns"] = at(cpu, 990);
}

void decide_flow(benchmark::State& state, const Permit& contents, const FlowRequest& flow) {
  const VerifiedPermit permit = verified(contents);
  const VerifiedStatus status = verified(sample_status(permit.hash()), permit);
  const PermitUsage usage = sample_usage();
  const std::int64_t now = moment(kNow);
  if (decide(permit, &status, flow, &usage, now).verdict != FlowVerdict::kAllowed)
    return state.SkipWithError("not allowed");
  percentiles(state, [&] { benchmark::DoNotOptimize(decide(permit, &status, flow, &usage, now)); });
}
void BM_Decide(benchmark::State& state) { decide_flow(state, sample_permit(), sample_flow()); }
void BM_DecideLargest(benchmark::State& state) { decide_flow(state, large_permit(), large_flow()); }
BENCHMARK(BM_Decide);
BENCHMARK(BM_DecideLargest);

// A file that was seen before: hashed, looked up, decided.
void BM_DecideCached(benchmark::State& state) {
  const std::string file = signed_permit(sample_permit(), {1, 2});
  VerifiedPermits kept(64);
  kept.keep(sha256(file), *verify_permit(file, sample_trust()).value);
  const VerifiedStatus status =
      verified(sample_status(verified(sample_permit()).hash()), verified(sample_permit()));
  const FlowRequest flow = sample_flow();
  const PermitUsage usage = sample_usage();
  const std::int64_t now = moment(kNow);
  percentiles(
      state, [&] { benchmark::DoNotOptimize(decide(*kept.find(sha256(file)), &status, flow, &usage, now)); });
}
BENCHMARK(BM_DecideCached);

// The same, told and answered in JSON, as a server does it.
void BM_DecideText(benchmark::State& state) {
  const VerifiedPermit permit = verified(sample_permit());
  const VerifiedStatus status = verified(sample_status(permit.hash()), permit);
  const std::string flow = write_flow(sample_flow());
  const std::string usage = write_usage(sample_usage());
  const std::int64_t now = moment(kNow);
  percentiles(state, [&] {
    const PermitUsage before = read_usage(usage, "usage").value();
    benchmark::DoNotOptimize(
        write_answer(decide(permit, &status, read_flow(flow, "flow").value(), &before, now)));
  });
}
BENCHMARK(BM_DecideText);

// Two signatures, contents read strictly.
void verify_file(benchmark::State& state, const Permit& permit) {
  const std::string file = signed_permit(permit, {1, 2});
  const TrustPolicy trust = sample_trust();
  percentiles(state, [&] { benchmark::DoNotOptimize(verify_permit(file, trust)); });
}
void BM_Verify(benchmark::State& state) { verify_file(state, sample_permit()); }
void BM_VerifyLargest(benchmark::State& state) { verify_file(state, large_permit()); }
BENCHMARK(BM_Verify)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_VerifyLargest)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate::permit
