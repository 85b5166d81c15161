// Decisions under the China pack, as a gateway would ask for them: one case after the other, with the year's
// ledger of ten million persons behind each. Time is per decision.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tidegate/law/case_file.h"
#include "tidegate/law/decide.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/proof_checker.h"
#include "tidegate/law/year_ledger.h"

namespace {

using namespace tidegate;
using namespace tidegate::law;

const RulePack& china() {
  static const RulePack kPack = [] {
    std::stringstream text;
    text << std::ifstream(TIDEGATE_SOURCE_DIR "/rulepacks/cn/pack.json").rdbuf();
    auto pack = parse_pack(text.str());
    if (!pack) {
      std::fprintf(stderr, "%s: %s\n", pack.error().where.c_str(), pack.error().what.c_str());
      std::exit(70);
    }
    return std::move(*pack);
  }();
  return kPack;
}

// Every case in the pack's own case files: what lawyers thought of asking.
const std::vector<PackCase>& cases() {
  static const std::vector<PackCase> kCases = [] {
    std::stringstream text;
    text << std::ifstream(TIDEGATE_SOURCE_DIR "/rulepacks/cn/cases/routing.case").rdbuf();
    auto read = parse_case_file(text.str(), "routing.case");
    if (!read || read->empty()) std::exit(70);
    return std::move(*read);
  }();
  return kCases;
}

std::uint64_t spread(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15ULL;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
  return n ^ (n >> 31);
}

const YearLedger& ledger() {
  static const YearLedger kLedger = [] {
    YearLedger made(*Date::of(2025, 1, 1));
    std::vector<std::uint64_t> persons(1U << 16);
    for (std::uint64_t done = 0; done < 10'000'000;) {
      std::size_t n = 0;
      for (; n < persons.size() && done < 10'000'000; ++n) persons[n] = spread(++done);
      made.add(PersonKind::kOrdinary, std::span(persons).first(n));
    }
    return made;
  }();
  return kLedger;
}

// One transfer of 16 persons, half of them sent before, against the ledger; then the decision with its proof.
void decide_with_ledger(benchmark::State& state) {
  const RulePack& pack = china();
  const auto& all = cases();
  ledger();
  std::vector<std::int64_t> took_ns;
  std::size_t next = 0;
  for (auto _ : state) {
    const PackCase& asked = all[next++ % all.size()];
    std::vector<std::uint64_t> persons(16);
    for (std::size_t i = 0; i < persons.size(); ++i)
      persons[i] = spread(next * 31 + i * (i % 2 == 0 ? 1 : 1'000'000'007));
    CaseFacts facts = asked.facts;
    const auto begin = std::chrono::steady_clock::now();
    facts.flow.set("cumulative_before.pi_nonsensitive", ledger().count(PersonKind::kOrdinary));
    facts.items.front().set("already_counted", ledger().overlap(PersonKind::kOrdinary, persons));
    benchmark::DoNotOptimize(decide(pack, facts, asked.as_of, {false, false, {}, true}));
    took_ns.push_back((std::chrono::steady_clock::now() - begin).count());
  }
  std::nth_element(took_ns.begin(), took_ns.begin() + static_cast<std::ptrdiff_t>(took_ns.size() / 2),
                   took_ns.end());
  state.counters["median_ns"] = static_cast<double>(took_ns[took_ns.size() / 2]);
}
BENCHMARK(decide_with_ledger);

void decide_case(benchmark::State& state, bool steps, bool tree, bool advice) {
  const auto& all = cases();
  std::size_t next = 0;
  for (auto _ : state) {
    const PackCase& asked = all[next++ % all.size()];
    benchmark::DoNotOptimize(decide(china(), asked.facts, asked.as_of, {tree, advice, {}, steps}));
  }
}
BENCHMARK_CAPTURE(decide_case, bare, false, false, false);
BENCHMARK_CAPTURE(decide_case, with_proof, true, false, false);
BENCHMARK_CAPTURE(decide_case, with_proof_in_words, true, true, false);
BENCHMARK_CAPTURE(decide_case, with_proof_in_words_and_advice, true, true, true);

void check_proof(benchmark::State& state) {
  const PackCase& asked = cases().front();
  const Opinion opinion = decide(china(), asked.facts, asked.as_of);
  for (auto _ : state) benchmark::DoNotOptimize(proof_faults(china(), asked.facts, asked.as_of, opinion));
}
BENCHMARK(check_proof);

// Bare files: nothing is known but the destination and how many persons; every question is open.
void decide_nearly_all_unknown(benchmark::State& state) {
  CaseFacts facts;
  facts.flow.set("exporter.jurisdiction", Symbol{"CN"});
  facts.flow.set("recipient.country", Symbol{"SG"});
  facts.flow.set("facts.leaves_mainland", true);
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    Facts item;
    item.set("personal", true);
    item.set("subjects", 5000 * (i + 1));
    facts.items.push_back(std::move(item));
  }
  const Date day = *Date::of(2026, 11, 20);
  for (auto _ : state) benchmark::DoNotOptimize(decide(china(), facts, day));
}
BENCHMARK(decide_nearly_all_unknown)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

void read_pack_china(benchmark::State& state) {
  std::stringstream text;
  text << std::ifstream(TIDEGATE_SOURCE_DIR "/rulepacks/cn/pack.json").rdbuf();
  const std::string bytes = text.str();
  for (auto _ : state) benchmark::DoNotOptimize(parse_pack(bytes));
}
BENCHMARK(read_pack_china)->Unit(benchmark::kMillisecond);

void ledger_overlap(benchmark::State& state) {
  std::vector<std::uint64_t> persons(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < persons.size(); ++i) persons[i] = spread(i * 997);
  for (auto _ : state) benchmark::DoNotOptimize(ledger().overlap(PersonKind::kOrdinary, persons));
}
BENCHMARK(ledger_overlap)->Arg(16)->Arg(100'000);

}  // namespace
