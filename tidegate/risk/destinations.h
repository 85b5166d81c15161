// What is known of each country or region that data goes to: facts with citations, and a level for factor D
// that the operator has approved, row by row. A row that nobody approved never counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

struct DestinationFact {
  Text says;
  std::vector<std::string> cites;  // at least one
};

struct DestinationRow {
  std::string region;  // country or region, ISO 3166 alpha-2 or EPO
  int level = 3;       // of factor D
  DateInterval in_force;
  struct Approval {
    std::string by;
    Date on;
    std::string reference;
  };
  std::optional<Approval> approval;  // none: does not count
  DestinationFact law;
  DestinationFact regulator;
  DestinationFact commitments;
  DestinationFact redress;
  DestinationFact compelled_access;

  bool counts_on(Date day) const { return approval && approval->on <= day && in_force.contains(day); }
};

struct DestinationTable {
  std::string id;
  Date from;
  Text status;
  std::string hash;  // SHA-256 of the file's bytes, hex; empty: no table was given
  std::vector<DestinationRow>
      rows;  // sorted by region, then by first day; intervals of a region do not overlap
};

// Strict, as parse_weights. Errors: kMalformed, kOutOfRange, with a JSON pointer.
Result<DestinationTable> parse_destinations(std::string_view json);

// Level of D over all regions that the data reaches: the worst one.
struct DestinationLevel {
  int level = 3;          // 3 for a region without an approved row
  bool approved = false;  // every region has one
  Text says;
};
DestinationLevel destination_level(const std::vector<std::string>& regions, const DestinationTable& table,
                                   Date day);

}  // namespace tidegate
