// What harm the data could do, 0..4 for each object of harm: national security, public interest, rights of
// persons. Every level carries the rule that set it. Core data is no level but a gate of the law.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/risk/weights.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

// Data that leaves together, about persons or not. Groups hold different persons. Empty optionals: not known.
struct DataGroup {
  std::string name;
  std::optional<bool> personal;
  std::optional<bool> sensitive;
  std::optional<bool> very_sensitive;  // children under 14, genomes; none: decided by the types
  std::optional<std::uint64_t> persons;
  bool types_known = false;                       // false: `types` may lack some
  std::vector<TypeCode> types;                    // sorted
  bool pseudonymised = false;                     // with the key in China
  bool anonymised = false;                        // and tested
  EvidenceGrade protection = EvidenceGrade::kE0;  // what proves either
  std::optional<bool>
      important_notified;             // a department or region notified or published it as important data
  bool important_identified = false;  // identified or declared by the firm, not notified
};

struct ImpactFacts {
  std::vector<DataGroup> groups;
  std::vector<std::pair<TypeCode, int>>
      hints;                 // types found and how strongly they hint at important data, 1..3
  std::optional<bool> ciio;  // operator of critical information infrastructure
  std::string sector;        // snake_case
  Text sector_name;          // empty: told by its code
  std::vector<std::pair<TypeCode, Text>>
      type_names;                        // of the types in `hints`; one that lacks is told by its code
  std::optional<int> national_security;  // declared levels 0..4: they can raise, never lower
  std::optional<int> public_interest;
};

// NS, PU, IR in this order. `level` takes what is unknown at its worst, `best` at its best.
std::array<ImpactResult, kHarmCount> impact_levels(const ImpactFacts& facts, const RiskWeights& weights);

}  // namespace tidegate
