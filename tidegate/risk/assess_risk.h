// How risky is this transfer? From what is declared, found and opined to a score, its interval, a lane, and
// the sentences that explain them. The law's route is an input here: a score never lowers it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/risk/destinations.h"
#include "tidegate/risk/evidence.h"
#include "tidegate/risk/impact.h"
#include "tidegate/risk/weights.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/risk_report.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct RiskScenario {
  std::string id;  // the filing's scenarios are weighed in the order of their ids
  ImpactFacts impact;
  std::array<FactorEvidence, kFactorCount> factors;  // D is read from the destination table alone
  std::vector<EvidenceDocument> documents;           // named in the declaration
  std::vector<std::string> regions;                  // countries or regions that the data reaches
  bool recipient_reads_plaintext = true;             // false only when shown: then T may be better than 2
};

// What the law says, as far as lanes need it.
struct LegalSide {
  struct Route {
    std::string law;  // "CN"
    Text label;
    RouteClass route_class = RouteClass::kUndetermined;
  };
  std::vector<Route> routes;      // one an opinion; none: nothing was asked, which counts as undetermined
  bool listed_important = false;  // important data that was notified or published
  std::vector<Text> gates;        // stop rules that hold: each sends the case to red
};

struct RiskInput {
  std::vector<RiskScenario> scenarios;  // at least one
  LegalSide law;
  Date as_of;
  // What no machine has checked supports no better grade.
  EvidenceGrade max_document_grade = EvidenceGrade::kE1;
  std::vector<CheckedCredential> credentials{};  // each lifts that bound for the factors that it may support
  std::vector<SettledLevel> settled{};           // of two for one part the later one stands
};

// Pure: same input, weights and table give the same report, whatever the order of scenarios and groups.
RiskReport assess_risk(const RiskInput& input, const RiskWeights& weights,
                       const DestinationTable& destinations);

// The input as a transfer, its scan and the opinions on it give it.
// profile      null: nothing was scanned.
// credentials  documents of the declaration that were checked: what was found of them counts, not what is
// stated.
RiskInput risk_input(const Transfer& transfer, const DataProfile* profile,
                     const std::vector<Opinion>& opinions, Date as_of,
                     const std::vector<CheckedCredential>& credentials = {});

}  // namespace tidegate
