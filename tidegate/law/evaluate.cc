#include "tidegate/law/evaluate.h"

#include <algorithm>

namespace tidegate::law {
namespace {

Truth3 truth(bool b) { return b ? kYes : kNo; }
Truth3 inverse(Truth3 t) { return static_cast<Truth3>(kYes - t); }

Value plus(Value a, Value b) { return a == kNoLimit || b == kNoLimit ? kNoLimit : a + b; }

}  // namespace

Truth3 compare(Interval left, CompareOp op, Value against) {
  switch (op) {
    case CompareOp::kLess:
      return left.high < against ? kYes : left.low >= against ? kNo : kMaybe;
    case CompareOp::kLessEqual:
      return left.high <= against ? kYes : left.low > against ? kNo : kMaybe;
    case CompareOp::kGreater:
      return left.low > against ? kYes : left.high <= against ? kNo : kMaybe;
    case CompareOp::kGreaterEqual:
      return left.low >= against ? kYes : left.high < against ? kNo : kMaybe;
    case CompareOp::kEqual:
    case CompareOp::kNotEqual:
      break;
  }
  Truth3 equal = kMaybe;
  if (against < left.low || left.high < against)
    equal = kNo;
  else if (left.low == left.high)
    equal = kYes;
  return op == CompareOp::kEqual ? equal : inverse(equal);
}

Evaluator::Evaluator(const Plan& plan, const Segment& segment)
    : plan_(plan),
      segment_(segment),
      rule_count_(plan.rules.size()),
      definition_count_(plan.definition_ids.size()),
      item_rule_(plan.rules.size(), 0),
      counters_(plan.counter_ids.size()) {
  for (const std::int32_t r : segment.item_rules) item_rule_[at(r)] = 1;
}

void Evaluator::run(const SlotCase& facts) {
  facts_ = &facts;
  const std::size_t rows = std::max<std::size_t>(facts.items.size(), 1);
  definitions_.assign(rows * definition_count_, kNo);
  when_.assign(rows * rule_count_, kNo);
  stands_.assign(rows * rule_count_, kNo);
  set_aside_.assign(rows, kNo);
  std::fill(counters_.begin(), counters_.end(), Interval{});
  for (const Step& s : segment_.steps) step(s);
}

void Evaluator::step(Step s) {
  const std::size_t items = facts_->items.size();
  switch (s.kind) {
    case Step::Kind::kFlowDefinition:
      definitions_[definition_row(s.index, 0)] = eval(segment_.definitions[at(s.index)], 0);
      return;
    case Step::Kind::kItemDefinition:
      for (std::size_t i = 0; i < items; ++i) {
        definitions_[definition_row(s.index, i)] = eval(segment_.definitions[at(s.index)], i);
      }
      return;
    case Step::Kind::kItemRule:
      for (std::size_t i = 0; i < items; ++i) rule(s.index, i);
      return;
    case Step::Kind::kSetAside:
      for (std::size_t i = 0; i < items; ++i) {
        for (const std::int32_t r : segment_.item_rules) {
          if (plan_.rules[at(r)].sets_aside) set_aside_[i] = std::max(set_aside_[i], stands_[row(r, i)]);
        }
      }
      return;
    case Step::Kind::kCounter:
      return count(s.index);
    case Step::Kind::kFlowRule:
      return rule(s.index, 0);
  }
}

void Evaluator::rule(std::int32_t r, std::size_t item) {
  const Truth3 holds = eval(plan_.rules[at(r)].when, item);
  Truth3 stands = holds;
  for (const std::int32_t e : segment_.exceptions[at(r)]) {
    stands = std::min(stands, inverse(stands_[row(e, item)]));
  }
  when_[row(r, item)] = holds;
  stands_[row(r, item)] = stands;
}

Interval Evaluator::contribution(const CounterPlan& counter, std::size_t item, Interval before) const {
  Interval sum, overlap;
  for (const LinearSlot& term : counter.sum) {
    const Value v = facts_->items[item][at(term.slot)];
    Interval& into = term.sign > 0 ? sum : overlap;
    into.low += v == kUnknownValue ? 0 : v;
    into.high = plus(into.high, v == kUnknownValue ? kNoLimit : v);
  }
  // Only persons of this item, and only such as are counted already, can be counted already.
  const Value low_taken = std::min({sum.high, before.high, overlap.high});
  const Value high_taken = std::min({sum.low, before.low, overlap.low});
  return {std::max<Value>(0, sum.low - std::min(low_taken, sum.low)),
          sum.high == kNoLimit ? kNoLimit : sum.high - std::min(high_taken, sum.high)};
}

void Evaluator::count(std::int32_t slot) {
  const CounterPlan& counter = plan_.counters[at(segment_.counters[at(slot)])];
  Interval total;
  for (const std::int32_t fact : counter.plus) {
    const Value v = facts_->flow[at(fact)];
    total.low += v == kUnknownValue ? 0 : v;
    total.high = plus(total.high, v == kUnknownValue ? kNoLimit : v);
  }
  for (std::size_t i = 0; i < facts_->items.size(); ++i) {
    const Truth3 member = eval(counter.where, i);
    if (member == kNo) continue;
    const Interval more = contribution(counter, i, total);
    if (member == kYes) total.low += more.low;
    total.high = plus(total.high, more.high);
  }
  counters_[at(slot)] = total;
}

Truth3 Evaluator::leaf(const PlanNode& node, Value value) const {
  using Kind = PlanNode::Kind;
  if (value == kUnknownValue) return kMaybe;
  if (node.kind == Kind::kFlowFact || node.kind == Kind::kItemFact) return truth(value != 0);
  if (node.kind == Kind::kFlowCompare || node.kind == Kind::kItemCompare) {
    return compare({value, value}, node.op, against(node));
  }
  if (node.set >= 0) {
    const auto& set = plan_.sets[at(node.set)];
    return truth(std::binary_search(set.begin(), set.end(), value));
  }
  const auto& keys = plan_.registers[at(node.reg)];
  auto key = std::lower_bound(keys.begin(), keys.end(), value,
                              [](const RegisterKey& k, Value v) { return k.symbol < v; });
  for (; key != keys.end() && key->symbol == value; ++key) {
    if (key->in_force.contains(segment_.days.from)) return kYes;
  }
  return kNo;
}

Truth3 Evaluator::over_items(const PlanNode& node) const {
  const bool any = node.kind == PlanNode::Kind::kAny;
  const std::int32_t body = plan_.children[at(node.first)];
  Truth3 found = any ? kNo : kYes;
  for (std::size_t i = 0; i < facts_->items.size(); ++i) {
    const Truth3 t = eval(body, i);
    found = any ? std::max(found, t) : std::min(found, t);
    if (found == (any ? kYes : kNo)) break;
  }
  return found;
}

Truth3 Evaluator::eval(std::int32_t index, std::size_t item) const {
  using Kind = PlanNode::Kind;
  const PlanNode& node = plan_.nodes[at(index)];
  switch (node.kind) {
    case Kind::kConstant:
      return truth(node.value != 0);
    case Kind::kFlowFact:
    case Kind::kFlowCompare:
    case Kind::kFlowMember:
      return leaf(node, facts_->flow[at(node.slot)]);
    case Kind::kItemFact:
    case Kind::kItemCompare:
    case Kind::kItemMember:
      return leaf(node, facts_->items[item][at(node.slot)]);
    case Kind::kFlowDefinition:
      return definitions_[definition_row(node.slot, 0)];
    case Kind::kItemDefinition:
      return definitions_[definition_row(node.slot, item)];
    case Kind::kSetAside:
      return set_aside_[item];
    case Kind::kNot:
      return inverse(eval(plan_.children[at(node.first)], item));
    case Kind::kCounterCompare:
      return compare(counters_[at(node.slot)], node.op, against(node));
    case Kind::kAny:
    case Kind::kAll:
      return over_items(node);
    case Kind::kAnd:
    case Kind::kOr:
      break;
  }
  const bool is_and = node.kind == Kind::kAnd;
  Truth3 found = is_and ? kYes : kNo;
  for (std::int32_t i = 0; i < node.count; ++i) {
    const Truth3 t = eval(plan_.children[at(node.first + i)], item);
    found = is_and ? std::min(found, t) : std::max(found, t);
    if (found == (is_and ? kNo : kYes)) break;
  }
  return found;
}

std::int32_t Evaluator::route() const {
  std::int32_t sure = kGap;
  bool others = false;  // a rule that may stand
  for (const std::int32_t r : segment_.flow_rules) {
    const std::int32_t route = plan_.rules[at(r)].route;
    const Truth3 stands = stands_[row(r, 0)];
    if (route < 0 || stands == kNo) continue;
    if (stands == kMaybe) {
      others = true;
    } else if (sure == kGap) {
      sure = route;
    } else if (sure != route) {
      return kConflict;
    }
  }
  if (!others) return sure;
  if (sure == kGap) return kOpen;
  // A rule that may stand matters only when it says something else.
  for (const std::int32_t r : segment_.flow_rules) {
    const std::int32_t route = plan_.rules[at(r)].route;
    if (route >= 0 && route != sure && stands_[row(r, 0)] == kMaybe) return kOpen;
  }
  return sure;
}

}  // namespace tidegate::law
