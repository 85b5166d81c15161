// What a zone's desk has configured: clocks, shares, whose clearance is asked, what may finish without a
// person. Numbers and their sources are data (desk/*.json, docs/formats/desk-rules.md); a case keeps those
// that it used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/case.h"

namespace tidegate {

struct ClockRule {
  ClockKind clock = ClockKind::kCompleteness;
  FilingRoute route = FilingRoute::kSA;
  std::int64_t working_days = 0;
  std::string source;
};

// 会商 An agency whose clearance a case needs. A local gate of the pilot: never the legal basis of a route.
struct GateRule {
  std::string id;
  Text name;
  std::string agency;       // cyberspace public_security sector_regulator
  std::string sector;       // empty: of every sector
  std::vector<Lane> lanes;  // that ask it; a red case asks every gate of its sector
  bool for_important_data = false;
  Text basis;
};

struct OverrideReason {
  std::string code;
  Text says;
};

struct DeskRules {
  std::string id;
  std::string hash;  // SHA-256 of the file's bytes, hex
  Date from;
  std::string deciding_agency;
  std::vector<ClockRule> clocks;
  std::int64_t supplement_days = 0;    // working days that the firm has for a round
  std::int64_t supplement_rounds = 2;  // of a case, requests for supplements; from the second a lead asks
  std::int64_t review_days = 0;        // working days in which a review may be asked for
  std::int64_t contest_fact_days = 0;  // working days to answer, by level
  std::int64_t contest_mapping_days = 0;
  std::int64_t contest_policy_days = 0;
  std::int64_t contest_outcome_days = 0;
  std::int64_t contract_filing_days = 0;   // working days after a standard contract takes effect
  std::int64_t extension_window_days = 0;  // working days before expiry
  std::int64_t validity_months = 0;        // of a passed assessment
  std::int64_t green_ppm = 0;              // share of green cases that goes one lane up, of a million
  std::int64_t blue_ppm = 0;
  std::int64_t blind_ppm = 0;         // share of cases whose score is hidden until an officer decided
  std::vector<Lane> automatic_lanes;  // that may finish without a person
  std::vector<FilingRoute> automatic_routes;
  Lane two_persons_from = Lane::kYellow;  // a pass in this lane or above takes two persons
  bool red_needs_regulator = true;        // a red case without a gate of its sector's regulator cannot pass
  std::vector<GateRule> gates;
  std::vector<OverrideReason> override_reasons;

  const ClockRule* clock(ClockKind kind, FilingRoute route) const;  // nullptr: the law sets none
  const GateRule* gate(std::string_view gate_id) const;
  std::int64_t contest_days(ContestLevel level) const;
};

// Strict. Errors: kMalformed, kOutOfRange, with a JSON pointer. A rule that would let a machine pass what it
// must not (a lane other than green and blue) is refused here already.
Result<DeskRules> parse_desk_rules(std::string_view json, std::string_view where);

// Whose clearance a filing needs in a lane, in the order of the rules.
std::vector<std::string> gates_for(const DeskRules& rules, const FilingVersion& filing, Lane lane);

// What somebody may do with a case, as a set of Who. Nothing: it is none of theirs.
unsigned standing_of(const Actor& actor, const Case& c, const DeskRules& rules);

}  // namespace tidegate
