#include "tidegate/risk/weighed.h"

#include <algorithm>
#include <tuple>

#include "tidegate/risk/words.h"

namespace tidegate {
namespace {

constexpr std::size_t kD = static_cast<std::size_t>(Factor::kD);
constexpr std::size_t kT = static_cast<std::size_t>(Factor::kT);

constexpr int kMostLevel = 4;

// What persons settled takes the place of what was computed, which stays beside it.
void settle(const std::vector<SettledLevel>& levels, Weighed& out) {
  out.computed = out.graded;
  for (const SettledLevel& one : levels) {
    const int level = std::clamp(one.level, 0, kMostLevel);
    if (const Factor* factor = std::get_if<Factor>(&one.part)) {
      const auto f = static_cast<std::size_t>(*factor);
      out.graded[f].level = out.graded[f].best = level;
      out.settled[f] = &one;
      continue;
    }
    ImpactResult& impact = out.impacts[static_cast<std::size_t>(std::get<Harm>(one.part))];
    impact.rule = settled_sentence(level, one.by, impact.level, impact.rule);
    impact.level = impact.best = level;
  }
}

namespace {

// The best grade that a document can have for a factor. What the recipient is worth (R) the exporter's own
// credentials do not tell.
EvidenceGrade document_cap(Factor factor, const RiskInput& input) {
  EvidenceGrade cap = input.max_document_grade;
  for (const CheckedCredential& credential : input.credentials) {
    const auto& factors = credential.found.factors;
    if (factor != Factor::kR && std::find(factors.begin(), factors.end(), factor) != factors.end())
      cap = std::max(cap, credential.found.grade);
  }
  return cap;
}

}  // namespace

Weighed weigh(const RiskScenario& scenario, const RiskInput& input, const RiskWeights& weights,
              const DestinationTable& destinations) {
  Weighed out;
  out.scenario = &scenario;
  out.impacts = impact_levels(scenario.impact, weights);
  out.destination = destination_level(scenario.regions, destinations, input.as_of);
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    const auto factor = static_cast<Factor>(f);
    FactorEvidence evidence = scenario.factors[f];
    heed_documents(factor, scenario.documents, input.as_of, weights, evidence);
    out.graded[f] = grade_factor(factor, evidence, document_cap(factor, input), input.as_of, weights);
  }
  const int d = out.destination.level;
  out.graded[kD] = {d, d, out.destination.approved ? EvidenceGrade::kE3 : EvidenceGrade::kE0, {}};
  settle(input.settled, out);
  if (scenario.recipient_reads_plaintext) {
    out.plaintext = out.computed[kT].level < weights.plaintext_floor;
    for (GradedFactor* t : {&out.graded[kT], &out.computed[kT]}) {
      t->level = std::max(t->level, weights.plaintext_floor);
      t->best = std::max(t->best, weights.plaintext_floor);
    }
  }
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    out.worst.level[f] = out.graded[f].level;
    out.best.level[f] = out.graded[f].best;
  }
  for (std::size_t o = 0; o < kHarmCount; ++o) {
    out.worst.impact[o] = out.impacts[o].level;
    out.best.impact[o] = out.impacts[o].best;
  }
  return out;
}

}  // namespace

std::vector<Weighed> weigh_all(const RiskInput& input, const RiskWeights& weights,
                               const DestinationTable& destinations) {
  std::vector<Weighed> out;
  for (const RiskScenario& scenario : input.scenarios)
    out.push_back(weigh(scenario, input, weights, destinations));
  std::sort(out.begin(), out.end(), [](const Weighed& a, const Weighed& b) {
    return std::tie(a.scenario->id, a.worst.level, a.worst.impact, a.best.level, a.best.impact,
                    a.scenario->regions) < std::tie(b.scenario->id, b.worst.level, b.worst.impact,
                                                    b.best.level, b.best.impact, b.scenario->regions);
  });
  return out;
}

std::vector<Exposure> exposures(const std::vector<Weighed>& scenarios, Exposure Weighed::*which) {
  std::vector<Exposure> out;
  for (const Weighed& scenario : scenarios) out.push_back(scenario.*which);
  return out;
}

}  // namespace tidegate
