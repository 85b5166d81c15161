#include "tidegate/law/case_space.h"

#include <algorithm>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/law/evaluate.h"

namespace tidegate::law {
namespace {

std::size_t levels_needed(const std::vector<SpaceSide>& sides) {
  std::size_t count = 8;
  for (const SpaceSide& side : sides) {
    const Plan& plan = *side.pack->plan;
    count += plan.flow_facts.size() + plan.item_facts.size() + plan.nodes.size() + 2 * plan.rules.size() +
             2 * plan.counters.size();
  }
  return count;
}

}  // namespace

CaseSpace::CaseSpace(std::vector<SpaceSide> sides) : sides_(std::move(sides)), sets_(levels_needed(sides_)) {
  TIDEGATE_CHECK(!sides_.empty() && sides_.size() <= 2);
  add_variables(Scope::kFlow);
  first_existential_ = flow_.size();
  first_counter_ = first_existential_;
  std::size_t counters = 0;
  for (const SpaceSide& side : sides_) {
    const Plan& plan = *side.pack->plan;
    first_counter_ += plan.nodes.size() + plan.rules.size() + plan.counters.size();
    counters += plan.counters.size();
  }
  first_item_ = first_counter_ + counters;
  add_variables(Scope::kItem);
}

const CaseSpace::Variable& CaseSpace::variable(std::size_t side, Scope scope, std::int32_t slot) const {
  const auto& of = scope == Scope::kItem ? item_of_ : flow_of_;
  const std::int32_t index = of[side][at(slot)];
  TIDEGATE_CHECK(index >= 0);
  return (scope == Scope::kItem ? item_ : flow_)[at(index)];
}

bool CaseSpace::test(std::size_t side, const PlanNode& node, Value value) const {
  using Kind = PlanNode::Kind;
  const Plan& plan = *sides_[side].pack->plan;
  const Segment& segment = *sides_[side].segment;
  if (node.kind == Kind::kFlowFact || node.kind == Kind::kItemFact) return value != 0;
  if (node.kind == Kind::kFlowCompare || node.kind == Kind::kItemCompare) {
    const Value against = node.parameter >= 0 ? segment.parameters[at(node.parameter)] : node.value;
    return compare({value, value}, node.op, against) == kYes;
  }
  if (node.set >= 0) {
    const auto& set = plan.sets[at(node.set)];
    return std::find(set.begin(), set.end(), value) != set.end();
  }
  const auto& keys = plan.registers[at(node.reg)];
  return std::any_of(keys.begin(), keys.end(), [&](const RegisterKey& k) {
    return k.symbol == value && k.in_force.contains(segment.days.from);
  });
}

SetRef CaseSpace::leaf(std::size_t side, const PlanNode& node) {
  using Kind = PlanNode::Kind;
  const bool item =
      node.kind == Kind::kItemFact || node.kind == Kind::kItemCompare || node.kind == Kind::kItemMember;
  const Variable& v = variable(side, item ? Scope::kItem : Scope::kFlow, node.slot);
  std::vector<std::uint8_t> marks;
  for (const Cell& c : v.cells) marks.push_back(test(side, node, c.value[side]) ? 1 : 0);
  return sets_.where(v.level, marks);
}

SetRef CaseSpace::some_item(SetRef items) {
  const auto support = sets_.support(items);
  const auto item_levels = support.begin() + static_cast<std::ptrdiff_t>(first_item_);
  if (std::none_of(item_levels, support.end(), [](std::uint8_t m) { return m != 0; }))
    return items;  // there is an item
  for (const Existential& e : existentials_) {
    if (e.items == items) return sets_.where(e.level, 1);
  }
  const std::size_t level = first_existential_ + existentials_.size();
  TIDEGATE_CHECK(level < first_counter_);
  sets_.set_values(level, 2);
  derived_.emplace_back(false, existentials_.size());
  existentials_.push_back({items, level});
  return sets_.where(level, 1);
}

SetRef CaseSpace::over_items(std::size_t side, const PlanNode& node) {
  const SetRef body = condition(side, sides_[side].pack->plan->children[at(node.first)]);
  if (node.kind == PlanNode::Kind::kAny) return some_item(body);
  return sets_.inverse(some_item(sets_.inverse(body)));
}

SetRef CaseSpace::counter_leaf(std::size_t side, const PlanNode& node) {
  const Segment& segment = *sides_[side].segment;
  const Value against = node.parameter >= 0 ? segment.parameters[at(node.parameter)] : node.value;
  if (segment.counters[at(node.slot)] < 0) {
    return compare({0, 0}, node.op, against) == kYes ? kAlways : kNever;
  }
  const CounterVariable& c = counter(side, node.slot);
  std::vector<std::uint8_t> marks;
  for (const auto& [low, high] : c.cells)
    marks.push_back(compare({low, low}, node.op, against) == kYes ? 1 : 0);
  return sets_.where(c.level, marks);
}

SetRef CaseSpace::definition(std::size_t side, std::int32_t slot) {
  const auto known = definitions_.find({side, slot});
  if (known != definitions_.end()) return known->second;
  const std::int32_t root = sides_[side].segment->definitions[at(slot)];
  const SetRef made = root < 0 ? kNever : condition(side, root);
  definitions_.emplace(std::pair{side, slot}, made);
  return made;
}

SetRef CaseSpace::set_aside(std::size_t side) {
  const auto known = set_aside_.find(side);
  if (known != set_aside_.end()) return known->second;
  SetRef made = kNever;
  for (const std::int32_t r : sides_[side].segment->item_rules) {
    if (sides_[side].pack->plan->rules[at(r)].sets_aside) made = sets_.either(made, stands(side, r));
  }
  set_aside_.emplace(side, made);
  return made;
}

SetRef CaseSpace::condition(std::size_t side, std::int32_t index) {
  using Kind = PlanNode::Kind;
  const auto known = conditions_.find({side, index});
  if (known != conditions_.end()) return known->second;
  const Plan& plan = *sides_[side].pack->plan;
  const PlanNode& node = plan.nodes[at(index)];
  SetRef made = kNever;
  switch (node.kind) {
    case Kind::kConstant:
      made = node.value != 0 ? kAlways : kNever;
      break;
    case Kind::kFlowFact:
    case Kind::kItemFact:
    case Kind::kFlowCompare:
    case Kind::kItemCompare:
    case Kind::kFlowMember:
    case Kind::kItemMember:
      made = leaf(side, node);
      break;
    case Kind::kFlowDefinition:
    case Kind::kItemDefinition:
      made = definition(side, node.slot);
      break;
    case Kind::kSetAside:
      made = set_aside(side);
      break;
    case Kind::kCounterCompare:
      made = counter_leaf(side, node);
      break;
    case Kind::kAny:
    case Kind::kAll:
      made = over_items(side, node);
      break;
    case Kind::kNot:
      made = sets_.inverse(condition(side, plan.children[at(node.first)]));
      break;
    case Kind::kAnd:
    case Kind::kOr:
      made = node.kind == Kind::kAnd ? kAlways : kNever;
      for (std::int32_t i = 0; i < node.count; ++i) {
        const SetRef child = condition(side, plan.children[at(node.first + i)]);
        made = node.kind == Kind::kAnd ? sets_.both(made, child) : sets_.either(made, child);
      }
      break;
  }
  conditions_.emplace(std::pair{side, index}, made);
  return made;
}

SetRef CaseSpace::holds(std::size_t side, std::int32_t rule) {
  return condition(side, sides_[side].pack->plan->rules[at(rule)].when);
}

SetRef CaseSpace::stands(std::size_t side, std::int32_t rule) {
  const auto known = stands_.find({side, rule});
  if (known != stands_.end()) return known->second;
  SetRef made = holds(side, rule);
  for (const std::int32_t e : sides_[side].segment->exceptions[at(rule)])
    made = sets_.without(made, stands(side, e));
  stands_.emplace(std::pair{side, rule}, made);
  return made;
}

SetRef CaseSpace::route(std::size_t side, std::int32_t route) {
  SetRef made = kNever;
  for (const std::int32_t r : sides_[side].segment->flow_rules) {
    if (sides_[side].pack->plan->rules[at(r)].route == route) made = sets_.either(made, stands(side, r));
  }
  return made;
}

}  // namespace tidegate::law
