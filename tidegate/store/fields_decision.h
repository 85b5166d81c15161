// Fields of a decision and of who took it.
#pragma once

#include "tidegate/store/fields.h"
#include "tidegate/terms/decision.h"

namespace tidegate::store {

template <>
struct Names<ItemVerdict> {
  static constexpr std::array<std::string_view, 3> kAll{"allowed", "allowed_on_conditions", "refused"};
};
template <>
struct Names<DecisionKind> {
  static constexpr std::array<std::string_view, 4> kAll{"passed", "partly_passed", "refused", "terminated"};
};

template <>
struct Fields<Actor> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("account", v.account);
    io("role", v.role);
    io("agency", v.agency);
    io("sector", v.sector);
  }
};
template <>
struct Fields<ItemOutcome> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("item", v.item);
    io("name", v.name);
    io("verdict", v.verdict);
    io("conditions", v.conditions);
    io("reason", v.reason);
  }
};
template <>
struct Fields<DecisionStep> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("by", v.by);
    io("step", v.step);
    io("at_ms", v.at_ms);
  }
};
template <>
struct Fields<Decision> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("case_id", v.case_id);
    io("filing_hash", v.filing_hash);
    io("record_id", v.record_id);
    io("kind", v.kind);
    io("items", v.items);
    io("conditions", v.conditions);
    io("reasons", v.reasons);
    io("steps", v.steps);
    io("decided_on", v.decided_on);
    io("valid_until", v.valid_until);
    io("rules_hash", v.rules_hash);
    io("calendar_hash", v.calendar_hash);
  }
};

}  // namespace tidegate::store
