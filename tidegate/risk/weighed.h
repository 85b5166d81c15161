// Scenarios with their levels fixed: what the products are taken over.
#pragma once

#include <array>
#include <vector>

#include "tidegate/risk/assess_risk.h"
#include "tidegate/risk/hazard.h"

namespace tidegate {

// One scenario. Borrows it from the input.
struct Weighed {
  const RiskScenario* scenario = nullptr;
  Exposure worst;
  Exposure best;
  std::array<ImpactResult, kHarmCount> impacts;
  std::array<GradedFactor, kFactorCount> graded;
  DestinationLevel destination;
  std::array<const SettledLevel*, kFactorCount> settled{};  // nullptr: as computed
  std::array<GradedFactor, kFactorCount> computed;          // what would count if nothing were settled
  bool plaintext = false;  // T was raised because the recipient reads the data in the clear
};

// In one set order (of ids, then of levels), whatever order they came in.
std::vector<Weighed> weigh_all(const RiskInput& input, const RiskWeights& weights,
                               const DestinationTable& destinations);

// One side of each, in that order: &Weighed::worst or &Weighed::best.
std::vector<Exposure> exposures(const std::vector<Weighed>& scenarios, Exposure Weighed::*which);

}  // namespace tidegate
