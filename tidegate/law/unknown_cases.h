// All cases that the facts still allow, as sets: what is sure, what may be, and which unknown facts decide.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "tidegate/law/diagram.h"
#include "tidegate/law/evaluate.h"

namespace tidegate::law {

// A fact left unknown: of the flow (item -1) or of an item, by slot.
struct FactRef {
  std::int32_t item = -1;
  std::int32_t slot = 0;
  friend auto operator<=>(const FactRef&, const FactRef&) = default;
};

// Built on an evaluator that has run. Unknown facts are variables, cut where conditions in force turn; a
// counter with unknown parts is a variable of its own, cut at its limits, and taken to be free of the other
// counters.
class UnknownCases {
 public:
  explicit UnknownCases(const Evaluator& evaluated);

  // Too many sets, or counters in too many states: nothing below may be asked.
  bool over_limit() const { return over_limit_ || sets_.over_limit(); }

  SetRef stands(std::int32_t rule, std::size_t item = 0);
  SetRef route(std::int32_t route);  // cases in which a rule of that route stands
  // The route of every case; Evaluator::kOpen: not the same everywhere; kGap, kConflict: a fault in some
  // case.
  std::int32_t settled();
  // Unknown facts on which the route turns, flow first, in the pack's order.
  std::vector<FactRef> deciding();
  // At each number among them: values that lie on each side of every limit it could meet, ascending.
  std::map<FactRef, std::vector<Value>> number_values() const { return number_values_; }
  SetRef either(SetRef a, SetRef b) { return sets_.either(a, b); }
  std::size_t sets() const { return sets_.size(); }  // a measure of work

 private:
  struct Total {  // what a counter could be, in the cases of `where`
    Interval range;
    std::vector<FactRef> sources;
    SetRef where = kNever;
  };
  struct CounterKey {
    std::int32_t counter = 0;
    Value low = 0, high = 0;
    std::vector<FactRef> sources;
    friend auto operator<=>(const CounterKey&, const CounterKey&) = default;
  };

  void add_variables();
  SetRef condition(std::int32_t node, std::size_t item);
  SetRef build(const PlanNode& node, std::size_t item);
  SetRef leaf(const PlanNode& node, FactRef fact);
  SetRef definition(std::int32_t slot, std::size_t item);
  SetRef set_aside(std::size_t item);
  SetRef counter_test(const PlanNode& node);
  const std::vector<Total>& totals(std::int32_t counter);
  void add_item(std::int32_t counter, const CounterPlan& plan, std::size_t item, std::vector<Total>& totals);
  void trim(std::int32_t counter, Total& total) const;
  SetRef counter_variable(std::int32_t counter, const Total& total, const PlanNode& test);

  static constexpr std::size_t kCounterLevels = 128;
  static constexpr std::size_t kMaxTotals = 256;
  static constexpr std::size_t kMaxSets = 400'000;

  const Evaluator& ev_;
  const Plan& plan_;
  const Segment& segment_;
  std::map<FactRef, std::size_t> levels_;
  std::vector<FactRef> facts_;  // by level
  Diagrams sets_;
  std::map<CounterKey, std::size_t> counter_levels_;
  std::vector<CounterKey> counters_;  // by level, after the facts
  std::vector<std::vector<Total>> totals_;
  std::vector<std::uint8_t> counted_;
  std::map<std::pair<std::int32_t, std::size_t>, SetRef> conditions_, definitions_, stands_;
  std::map<std::size_t, SetRef> set_aside_;
  std::map<std::int32_t, SetRef> routes_;
  std::map<FactRef, std::vector<Value>> number_values_;
  bool over_limit_ = false;
};

}  // namespace tidegate::law
