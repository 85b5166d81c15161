// A pack compiled to slots: what a decision, the analysis of a pack and the search for changes run on.
// Facts are numbers in slots, conditions are flat nodes, and time is cut into segments in which nothing
// changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"

namespace tidegate::law {

// A fact in its slot: 0 or 1, a whole number, days since 1970-01-01, or the index of a symbol.
using Value = std::int64_t;
inline constexpr Value kUnknownValue = std::numeric_limits<Value>::min();
inline constexpr Value kOtherSymbol = -1;  // a symbol that the pack never names
inline constexpr Value kNoLimit =
    std::numeric_limits<Value>::max();               // upper end of a counter that could be anything
inline constexpr Value kMaxNumber = kMaxExprNumber;  // larger numbers are cut to this

// Slots and indices, none of them below zero where it is used, as vectors want them.
constexpr std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

struct PlanNode {
  enum class Kind : std::uint8_t {
    kConstant,  // `value` 0 or 1
    kFlowFact,  // boolean, `slot`
    kItemFact,
    kFlowDefinition,  // `slot` of the definition
    kItemDefinition,
    kSetAside,
    kNot,
    kAnd,
    kOr,
    kFlowCompare,  // fact `slot` against `value` or parameter
    kItemCompare,
    kCounterCompare,  // counter `slot`
    kFlowMember,      // fact `slot` in `set` or in `reg`
    kItemMember,
    kAny,
    kAll
  };
  Kind kind = Kind::kConstant;
  CompareOp op = CompareOp::kEqual;
  std::int32_t slot = -1;
  std::int32_t first = 0;  // children: Plan::children[first, first + count)
  std::int32_t count = 0;
  std::int32_t parameter = -1;
  std::int32_t set = -1;
  std::int32_t reg = -1;
  Value value = 0;
};

struct FactSlot {
  std::int32_t fact = 0;  // index into RulePack::facts
  std::string name;       // as in Facts: without "item."
  FactType type = FactType::kBool;
  std::vector<Value> values;  // kEnum: indices of its symbols
  Value when_no = kUnknownValue;
  bool claimed = false;
};

struct LinearSlot {
  std::int32_t slot = 0;  // item fact
  int sign = 1;
};
struct CounterPlan {         // one version of a counter
  std::int32_t counter = 0;  // index into RulePack::counters
  std::vector<LinearSlot> sum;
  std::int32_t where = -1;         // node
  std::vector<std::int32_t> plus;  // flow fact slots
};

struct RegisterKey {
  Value symbol = 0;
  DateInterval in_force;
};

struct Step {
  enum class Kind : std::uint8_t {
    kFlowDefinition,
    kItemDefinition,
    kItemRule,
    kSetAside,
    kCounter,
    kFlowRule
  };
  Kind kind = Kind::kFlowDefinition;
  std::int32_t index = 0;  // slot of a definition or counter; index of a rule
};

struct RulePlan {
  std::int32_t when = -1;   // node
  std::int32_t route = -1;  // index into RulePack::routes; routes.size() means undetermined; -1 none
  bool sets_aside = false;
  bool has_exceptions = false;  // it is named as an exception to something
  // Indices into the pack's provisions and vocabularies; -1 none.
  std::int32_t exemption = -1;  // then.set_aside or then.exemption
  std::int32_t authority = -1;
  std::int32_t validity_parameter = -1;
  std::vector<std::int32_t> cites, obligations, standing, gates, also_allowed, doubts;
};

// A limit that some route rule puts on a counter.
struct LimitPlan {
  std::int32_t counter = 0;  // slot
  std::int32_t rule = 0;
  std::vector<std::int32_t> others;  // nodes that must hold beside it
  Value limit = 0;                   // first value on the stricter side
};

// Articles named by an entry of a vocabulary, as indices into RulePack::provisions.
using CiteList = std::vector<std::vector<std::int32_t>>;

// One class of values of a fact that no condition in force tells apart.
struct FactClass {
  Value low = 0;               // numbers and dates: [low, high]; else the representative
  Value high = 0;              // numbers and dates: inclusive; kNoLimit: no end
  std::vector<Value> members;  // enumerations and symbols: all of them, kOtherSymbol among them
};

// Days on which the same versions of everything are in force.
struct Segment {
  DateInterval days;
  std::vector<Step> steps;                // in an order that needs nothing computed later
  std::vector<std::int32_t> definitions;  // by definition slot: root node, -1 not in force
  std::vector<std::int32_t> counters;     // by counter slot: index into Plan::counters, -1 not in force
  std::vector<Value> parameters;          // by parameter; kUnknownValue not in force
  std::vector<std::int32_t> item_rules;   // in force, in the pack's order
  std::vector<std::int32_t> flow_rules;
  std::vector<LimitPlan> limits;                      // one a counter and value, in the pack's order of rules
  std::vector<std::vector<std::int32_t>> exceptions;  // by rule: rules in force that defeat it
  std::vector<std::vector<FactClass>>
      flow_classes;  // by flow fact slot: ascending, disjoint, together everything
  std::vector<std::vector<FactClass>> item_classes;  // by item fact slot
  std::vector<std::vector<Value>>
      counter_cuts;  // by counter slot: values at which a comparison turns, ascending
  std::vector<std::uint8_t> flow_used, item_used;  // by fact slot: something in force reads it
};

struct Plan {
  std::vector<PlanNode> nodes;
  std::vector<std::string> texts;  // by node: the condition in the pack's language
  std::vector<std::int32_t> children;
  std::vector<std::vector<Value>> sets;                  // sorted symbols
  std::vector<std::vector<RegisterKey>> registers;       // sorted by symbol, then from
  std::vector<std::string> symbols;                      // by index, sorted
  std::vector<FactSlot> flow_facts, item_facts;          // in the pack's order
  std::vector<std::int32_t> flow_by_name, item_by_name;  // slots sorted by name, as Facts are
  std::vector<std::string> definition_ids;               // by definition slot
  std::vector<Scope> definition_scopes;
  std::vector<std::string> counter_ids;  // by counter slot
  std::vector<CounterPlan> counters;
  std::vector<RulePlan> rules;           // by rule
  std::vector<std::int32_t> instrument;  // by provision: index into RulePack::instruments
  std::vector<std::int32_t> code_rank;   // by provision: its place when sorted by code
  std::vector<std::int32_t> successor;   // by provision: what superseded_by names; -1 none
  CiteList duty_cites, gate_cites, doubt_cites, exemption_cites, alternative_cites;
  std::vector<Segment> segments;          // ascending, from the pack's first day, no hole
  std::int32_t called_when = -1;          // node
  std::vector<std::int32_t> local_gates;  // nodes

  // nullptr: before the pack's first day.
  const Segment* segment(Date day) const;
  Value symbol(std::string_view name) const;  // kOtherSymbol: not named in the pack
};

// References, stages, versions: everything that read_pack could not see in one place. Fills `pack.plan`.
// Errors: kMalformed; `where` is a JSON pointer.
Result<RulePack> compile(RulePack pack);

// Index of the article that stands on `day` in the place of `provision`; -1: none does.
std::int32_t article_on(const RulePack& pack, std::int32_t provision, Date day);

// Facts in slots. A slot that nobody stated is kUnknownValue.
struct SlotCase {
  std::vector<Value> flow;                // by flow slot
  std::vector<std::vector<Value>> items;  // by item, then item slot
  friend bool operator==(const SlotCase&, const SlotCase&) = default;
};

// Facts that do not fit the pack (a value outside a closed list, a wrong type) become unknown; their names
// are added to `misfits` ("exporter.type", "data[0].sensitive") when it is not null.
SlotCase slots_of(const RulePack& pack, const CaseFacts& facts, std::vector<std::string>* misfits = nullptr);
FactValue fact_value(const Plan& plan, FactType type, Value value);
Value slot_value(const Plan& plan, const FactSlot& slot, const FactValue& value);  // misfit: kUnknownValue

}  // namespace tidegate::law
