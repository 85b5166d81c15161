// The heart: one case in slots, one segment of time, three values. No allocation once warm.
#pragma once

#include <cstdint>
#include <vector>

#include "tidegate/law/plan.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Kleene's values as numbers: and is min, or is max, not is 2 - x.
using Truth3 = std::uint8_t;
inline constexpr Truth3 kNo = 0, kMaybe = 1, kYes = 2;
inline Truth as_truth(Truth3 t) {
  return t == kYes ? Truth::kTrue : t == kMaybe ? Truth::kUnknown : Truth::kFalse;
}

struct Interval {  // of a counter: what it could be
  Value low = 0;
  Value high = 0;
  bool is_known() const { return low == high; }
};

// Is `left op against`, wherever in the interval left lies?
Truth3 compare(Interval left, CompareOp op, Value against);

// Evaluates cases of one plan on one day. Keeps its buffers between runs; one thread at a time.
// plan and segment outlive it.
class Evaluator {
 public:
  Evaluator(const Plan& plan, const Segment& segment);

  // The case is borrowed until the next run.
  void run(const SlotCase& facts);

  // Index of the route (the number of routes: the pack itself leaves it open); kOpen: unknown facts; kGap,
  // kConflict: faults of the pack.
  static constexpr std::int32_t kOpen = -1, kGap = -2, kConflict = -3;
  std::int32_t route() const;

  Truth3 condition(std::int32_t node, std::size_t item = 0) const { return eval(node, item); }
  // when holds; and nothing that defeats it stands. Item rules: of that item.
  Truth3 when(std::int32_t rule, std::size_t item = 0) const { return when_[row(rule, item)]; }
  Truth3 stands(std::int32_t rule, std::size_t item = 0) const { return stands_[row(rule, item)]; }
  Truth3 set_aside(std::size_t item) const { return set_aside_[item]; }
  Truth3 definition(std::int32_t slot, std::size_t item = 0) const {
    return definitions_[definition_row(slot, item)];
  }
  Interval counter(std::int32_t slot) const { return counters_[static_cast<std::size_t>(slot)]; }
  // nullptr: not in force.
  const CounterPlan* counter_in_force(std::int32_t slot) const {
    const std::int32_t version = segment_.counters[static_cast<std::size_t>(slot)];
    return version < 0 ? nullptr : &plan_.counters[static_cast<std::size_t>(version)];
  }
  const SlotCase& facts() const { return *facts_; }
  const Segment& segment() const { return segment_; }
  const Plan& plan() const { return plan_; }
  Value against(const PlanNode& node) const {
    return node.parameter >= 0 ? segment_.parameters[static_cast<std::size_t>(node.parameter)] : node.value;
  }
  // A test of one fact, for a value that it could have.
  Truth3 test(const PlanNode& node, Value value) const { return leaf(node, value); }
  // How much an item could add to a counter of which `before` is counted already.
  Interval contribution(const CounterPlan& counter, std::size_t item, Interval before) const;

 private:
  Truth3 eval(std::int32_t node, std::size_t item) const;
  Truth3 leaf(const PlanNode& node, Value value) const;
  Truth3 over_items(const PlanNode& node) const;
  void step(Step step);
  void rule(std::int32_t rule, std::size_t item);
  void count(std::int32_t slot);
  bool is_item_rule(std::int32_t rule) const { return item_rule_[static_cast<std::size_t>(rule)] != 0; }
  std::size_t row(std::int32_t rule, std::size_t item) const {
    return item * rule_count_ + static_cast<std::size_t>(rule);
  }
  std::size_t definition_row(std::int32_t slot, std::size_t item) const {
    return item * definition_count_ + static_cast<std::size_t>(slot);
  }

  const Plan& plan_;
  const Segment& segment_;
  const SlotCase* facts_ = nullptr;
  std::size_t rule_count_ = 0, definition_count_ = 0;
  std::vector<std::uint8_t> item_rule_;
  std::vector<Truth3> definitions_, when_, stands_, set_aside_;
  std::vector<Interval> counters_;
};

}  // namespace tidegate::law
