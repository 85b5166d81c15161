// Times the check of a proof in a log of 2^20 entries: warm, its checkpoint checked before; cold, with the
// signatures of the log and of three witnesses. "whole" is a bundle from its octets to its eleven steps.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/evidence/sample_log_test.h"
#include "tidegate/evidence/signers_test.h"
#include "tidegate/evidence/verify.h"

namespace tidegate::evidence {
namespace {

constexpr std::uint64_t kEntries = std::uint64_t{1} << 20;

struct Proved {
  std::string entry;
  std::uint64_t index = 0;
  std::vector<Hash> proof;
};

// Made once: a large log takes a while.
struct Large {
  Sha256TreeHasher hasher;
  TestSigner log{1};
  TestSigner w[3]{TestSigner(2), TestSigner(3), TestSigner(4)};
  TestCheck check;
  SampleLog sample{{&log, nullptr, {&w[0], &w[1], &w[2]}}, hasher, nullptr};
  Policy policy = Policy::parse(SampleLog::policy_text(log, {&w[0], &w[1], &w[2]}, 3)).value();
  std::vector<Proved> proved;
  std::string bundle;

  Large() {
    std::vector<std::uint64_t> places;
    for (std::uint64_t i = 0; i < 64; ++i) {
      sample.fill((2 * i + 1) * (kEntries / 128));
      RecordEntry entry;
      entry.kind = RecordKind::kPermit;
      entry.subject.fill(static_cast<std::uint8_t>(i + 1));
      entry.actor = "ed25519:" + sha256_hex("agency");
      entry.time_ms = SampleLog::kStart;
      entry.fields = {6, {}};
      entry.statement = sha256("statement");
      places.push_back(sample.append(entry));
    }
    sample.fill(kEntries - 1);
    sample.publish();
    for (const std::uint64_t place : places) {
      const Bundle one = sample.bundle(place);
      proved.push_back({one.entry, one.index, one.proof});
      if (bundle.empty()) bundle = write_bundle(one);
    }
  }
};
Large& large() {
  static Large one;
  return one;
}

void warm(benchmark::State& state) {
  Large& log = large();
  const Witnessed checkpoint = check_by_policy(log.sample.checkpoint(), log.policy, log.check).value();
  const Checkpoint& at = checkpoint.signed_by_log.checkpoint;
  std::size_t i = 0;
  for (auto _ : state) {
    const Proved& one = log.proved[i++ % log.proved.size()];
    if (!is_included(log.hasher, one.index, log.hasher.leaf(one.entry), at.size, one.proof, at.root))
      state.SkipWithError("a proof failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(warm);

void cold(benchmark::State& state) {
  Large& log = large();
  std::size_t i = 0;
  for (auto _ : state) {
    const Proved& one = log.proved[i++ % log.proved.size()];
    const auto checkpoint = check_by_policy(log.sample.checkpoint(), log.policy, log.check);
    if (!checkpoint || !checkpoint->lacks.empty()) state.SkipWithError("the checkpoint failed");
    const Checkpoint& at = checkpoint->signed_by_log.checkpoint;
    if (!is_included(log.hasher, one.index, log.hasher.leaf(one.entry), at.size, one.proof, at.root))
      state.SkipWithError("a proof failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(cold);

// What warm stands on: nothing but the hashes of a leaf and of twenty nodes.
void hashes(benchmark::State& state) {
  Large& log = large();
  std::vector<Hash> children(40);
  std::vector<Hash> out(20);
  for (auto _ : state) {
    children[0] = log.hasher.leaf(log.proved[0].entry);
    log.hasher.parents(children, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(hashes);

// What cold stands on: nothing but the four signatures.
void four_signatures(benchmark::State& state) {
  Large& log = large();
  const std::string text = log.sample.checkpoint();
  std::string signatures[4];
  OctetSigner* const keys[4] = {&log.log, &log.w[0], &log.w[1], &log.w[2]};
  for (std::size_t i = 0; i < 4; ++i) signatures[i] = keys[i]->sign(text.substr(0, 80)).value();
  for (auto _ : state) {
    for (std::size_t i = 0; i < 4; ++i) {
      const auto holds =
          log.check.is_signed_by(keys[i]->public_key(), std::string_view(text).substr(0, 80), signatures[i]);
      if (!holds || !*holds) state.SkipWithError("a signature failed");
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(four_signatures);

void whole(benchmark::State& state) {
  Large& log = large();
  CheckedSignatures cache;
  const Tools tools{log.hasher, nullptr, log.check, state.range(0) != 0 ? &cache : nullptr};
  for (auto _ : state) {
    if (!verify_bundle(log.bundle, {log.policy, log.sample.now(), false}, tools).holds)
      state.SkipWithError("the bundle failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(whole)->ArgName("cached")->Arg(0)->Arg(1);

}  // namespace
}  // namespace tidegate::evidence
