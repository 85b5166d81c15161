// What was decided of a case at the desk, item by item, by whom and for how long.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"

namespace tidegate {

// A person of an agency, or of the firm. Never a name: the account's id, which the desk alone can resolve.
struct Actor {
  std::string account;  // id of the account; empty: the program itself, by configured rules
  std::string role;     // filer officer lead operator auditor machine
  std::string agency;   // cyberspace public_security sector_regulator; of a firm: empty
  std::string sector;   // of a sector regulator: automobile pharmaceutical ...; else empty
  friend bool operator==(const Actor&, const Actor&) = default;
};

enum class ItemVerdict { kAllowed, kAllowedOnConditions, kRefused };
std::string_view to_string(ItemVerdict verdict);  // allowed allowed_on_conditions refused

struct ItemOutcome {
  std::size_t item = 0;  // into Transfer::items
  std::string name;      // as declared
  ItemVerdict verdict = ItemVerdict::kRefused;
  std::vector<Text> conditions;
  Text reason;  // refused: must be said; else may be empty
  friend bool operator==(const ItemOutcome&, const ItemOutcome&) = default;
};

enum class DecisionKind { kPassed, kPartlyPassed, kRefused, kTerminated };
std::string_view to_string(DecisionKind kind);  // passed partly_passed refused terminated

// Taken by whom, in which step: the two persons of a two-person step are two of these.
struct DecisionStep {
  Actor by;
  std::string step;  // proposes confirms
  std::int64_t at_ms = 0;
  friend bool operator==(const DecisionStep&, const DecisionStep&) = default;
};

struct Decision {
  std::string case_id;
  std::string filing_hash;  // SHA-256 of the filing's version that was decided of, hex
  std::string record_id;    // of the assessment beside it
  DecisionKind kind = DecisionKind::kTerminated;
  std::vector<ItemOutcome> items;   // every item of the filing, in its order
  std::vector<Text> conditions;     // of the whole
  Text reasons;                     // a refusal without them cannot be written
  std::vector<DecisionStep> steps;  // at least one; of a refusal, every one a person
  Date decided_on;
  std::optional<Date> valid_until;  // exclusive: the first day on which it no longer holds
  std::string rules_hash;           // SHA-256 of the desk's rules in force, hex
  std::string calendar_hash;        // and of its calendar of working days
  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace tidegate
