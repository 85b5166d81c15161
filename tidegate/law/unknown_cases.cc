#include "tidegate/law/unknown_cases.h"

#include <algorithm>
#include <set>

namespace tidegate::law {
namespace {

std::int32_t index(std::size_t i) { return static_cast<std::int32_t>(i); }

// Every unknown fact that a condition or counter in force reads, in the pack's order.
std::vector<FactRef> unknown_facts(const Evaluator& ev) {
  std::vector<FactRef> found;
  const SlotCase& facts = ev.facts();
  for (std::size_t s = 0; s < facts.flow.size(); ++s) {
    if (facts.flow[s] == kUnknownValue && ev.segment().flow_used[s] != 0) found.push_back({-1, index(s)});
  }
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    for (std::size_t s = 0; s < facts.items[i].size(); ++s) {
      if (facts.items[i][s] == kUnknownValue && ev.segment().item_used[s] != 0)
        found.push_back({index(i), index(s)});
    }
  }
  return found;
}

}  // namespace

UnknownCases::UnknownCases(const Evaluator& evaluated)
    : ev_(evaluated),
      plan_(evaluated.plan()),
      segment_(evaluated.segment()),
      facts_(unknown_facts(evaluated)),
      sets_(facts_.size() + kCounterLevels, kMaxSets),
      totals_(plan_.counter_ids.size()),
      counted_(plan_.counter_ids.size(), 0) {
  add_variables();
}

void UnknownCases::add_variables() {
  for (std::size_t level = 0; level < facts_.size(); ++level) {
    const FactRef fact = facts_[level];
    levels_[fact] = level;
    const auto& classes = fact.item < 0 ? segment_.flow_classes : segment_.item_classes;
    sets_.set_values(level, std::max<std::size_t>(classes[at(fact.slot)].size(), 1));
  }
}

SetRef UnknownCases::condition(std::int32_t node, std::size_t item) {
  const Truth3 known = ev_.condition(node, item);
  if (known != kMaybe) return known == kYes ? kAlways : kNever;
  const std::pair key{node, item};
  if (const auto found = conditions_.find(key); found != conditions_.end()) return found->second;
  const SetRef made = build(plan_.nodes[at(node)], item);
  conditions_.emplace(key, made);
  return made;
}

SetRef UnknownCases::build(const PlanNode& node, std::size_t item) {
  using Kind = PlanNode::Kind;
  const auto child = [&](std::int32_t i) { return plan_.children[at(node.first + i)]; };
  switch (node.kind) {
    case Kind::kConstant:
      return node.value != 0 ? kAlways : kNever;
    case Kind::kFlowFact:
    case Kind::kFlowCompare:
    case Kind::kFlowMember:
      return leaf(node, {-1, node.slot});
    case Kind::kItemFact:
    case Kind::kItemCompare:
    case Kind::kItemMember:
      return leaf(node, {index(item), node.slot});
    case Kind::kFlowDefinition:
      return definition(node.slot, 0);
    case Kind::kItemDefinition:
      return definition(node.slot, item);
    case Kind::kSetAside:
      return set_aside(item);
    case Kind::kCounterCompare:
      return counter_test(node);
    case Kind::kNot:
      return sets_.inverse(condition(child(0), item));
    case Kind::kAnd:
    case Kind::kOr: {
      const bool is_and = node.kind == Kind::kAnd;
      SetRef made = is_and ? kAlways : kNever;
      for (std::int32_t i = 0; i < node.count; ++i) {
        const SetRef part = condition(child(i), item);
        made = is_and ? sets_.both(made, part) : sets_.either(made, part);
      }
      return made;
    }
    case Kind::kAny:
    case Kind::kAll: {
      const bool any = node.kind == Kind::kAny;
      SetRef made = any ? kNever : kAlways;
      for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) {
        const SetRef part = condition(child(0), i);
        made = any ? sets_.either(made, part) : sets_.both(made, part);
      }
      return made;
    }
  }
  return kNever;
}

SetRef UnknownCases::leaf(const PlanNode& node, FactRef fact) {
  const auto& classes = (fact.item < 0 ? segment_.flow_classes : segment_.item_classes)[at(fact.slot)];
  std::vector<std::uint8_t> marks;
  for (const FactClass& c : classes) marks.push_back(ev_.test(node, c.low) == kYes ? 1 : 0);
  if (classes.front().members.empty()) {
    auto& values = number_values_[fact];
    for (const FactClass& c : classes) values.push_back(c.low);
  }
  return sets_.where(levels_.at(fact), marks);
}

SetRef UnknownCases::definition(std::int32_t slot, std::size_t item) {
  const std::pair key{slot, item};
  if (const auto found = definitions_.find(key); found != definitions_.end()) return found->second;
  const std::int32_t node = segment_.definitions[at(slot)];
  const SetRef made = node < 0 ? kNever : condition(node, item);
  definitions_.emplace(key, made);
  return made;
}

SetRef UnknownCases::set_aside(std::size_t item) {
  if (const auto found = set_aside_.find(item); found != set_aside_.end()) return found->second;
  SetRef made = kNever;
  for (const std::int32_t r : segment_.item_rules) {
    if (plan_.rules[at(r)].sets_aside) made = sets_.either(made, stands(r, item));
  }
  set_aside_.emplace(item, made);
  return made;
}

SetRef UnknownCases::stands(std::int32_t rule, std::size_t item) {
  const Truth3 known = ev_.stands(rule, item);
  if (known != kMaybe) return known == kYes ? kAlways : kNever;
  const std::pair key{rule, item};
  if (const auto found = stands_.find(key); found != stands_.end()) return found->second;
  SetRef made = condition(plan_.rules[at(rule)].when, item);
  for (const std::int32_t e : segment_.exceptions[at(rule)]) {
    if (made == kNever) break;
    made = sets_.without(made, stands(e, item));
  }
  stands_.emplace(key, made);
  return made;
}

// Values beyond the last limit are alike: fewer totals to tell apart.
void UnknownCases::trim(std::int32_t counter, Total& total) const {
  const auto& cuts = segment_.counter_cuts[at(counter)];
  const Value last = cuts.empty() ? 0 : cuts.back();
  if (total.range.low >= last) total.range = {last, last};
  const auto cut = std::upper_bound(cuts.begin(), cuts.end(), total.range.low);
  if (cut == cuts.end() || *cut > total.range.high) total.sources.clear();
}

void UnknownCases::add_item(std::int32_t counter, const CounterPlan& plan, std::size_t item,
                            std::vector<Total>& totals) {
  const SetRef member = condition(plan.where, item);
  if (member == kNever) return;
  std::map<CounterKey, SetRef> next;
  const auto put = [&](const Total& t) {
    if (t.where == kNever) return;
    SetRef& where = next[{counter, t.range.low, t.range.high, t.sources}];
    where = sets_.either(where, t.where);
  };
  for (const Total& before : totals) {
    Total without = before;
    without.where = sets_.without(before.where, member);
    put(without);
    Total with = before;
    with.where = sets_.both(before.where, member);
    const Interval more = ev_.contribution(plan, item, before.range);
    with.range.low += more.low;
    with.range.high =
        with.range.high == kNoLimit || more.high == kNoLimit ? kNoLimit : with.range.high + more.high;
    if (!more.is_known()) {
      for (const LinearSlot& term : plan.sum) {
        const FactRef fact{index(item), term.slot};
        if (ev_.facts().items[item][at(term.slot)] == kUnknownValue) with.sources.push_back(fact);
      }
    }
    trim(counter, with);
    put(with);
  }
  totals.clear();
  for (const auto& [key, where] : next) totals.push_back({{key.low, key.high}, key.sources, where});
  if (totals.size() > kMaxTotals) over_limit_ = true;
}

const std::vector<UnknownCases::Total>& UnknownCases::totals(std::int32_t counter) {
  std::vector<Total>& found = totals_[at(counter)];
  if (counted_[at(counter)] != 0) return found;
  counted_[at(counter)] = 1;
  const CounterPlan& plan = plan_.counters[at(segment_.counters[at(counter)])];
  Total start;
  start.where = kAlways;
  for (const std::int32_t slot : plan.plus) {
    const Value v = ev_.facts().flow[at(slot)];
    if (v == kUnknownValue) {
      start.sources.push_back({-1, slot});
      start.range.high = kNoLimit;
    } else {
      start.range.low += v;
      if (start.range.high != kNoLimit) start.range.high += v;
    }
  }
  std::vector<Total> all{start};
  trim(counter, all.front());
  for (std::size_t i = 0; i < ev_.facts().items.size() && !over_limit(); ++i) add_item(counter, plan, i, all);
  found = std::move(all);
  return found;
}

SetRef UnknownCases::counter_variable(std::int32_t counter, const Total& total, const PlanNode& test) {
  const auto& cuts = segment_.counter_cuts[at(counter)];
  std::vector<Value> starts{total.range.low};  // first value of each piece
  for (const Value c : cuts) {
    if (c > total.range.low && c <= total.range.high) starts.push_back(c);
  }
  const CounterKey key{counter, total.range.low, total.range.high, total.sources};
  const auto [place, is_new] = counter_levels_.emplace(key, facts_.size() + counters_.size());
  if (is_new) {
    if (counters_.size() == kCounterLevels) {
      over_limit_ = true;
      return kNever;
    }
    counters_.push_back(key);
    sets_.set_values(place->second, starts.size());
    for (const FactRef fact : total.sources) {
      auto& values = number_values_[fact];
      for (const Value start : starts) values.push_back(start - total.range.low);
    }
  }
  std::vector<std::uint8_t> marks;
  for (const Value start : starts) {
    marks.push_back(compare({start, start}, test.op, ev_.against(test)) == kYes ? 1 : 0);
  }
  return sets_.where(place->second, marks);
}

SetRef UnknownCases::counter_test(const PlanNode& node) {
  if (segment_.counters[at(node.slot)] < 0)
    return compare({0, 0}, node.op, ev_.against(node)) == kYes ? kAlways : kNever;
  SetRef made = kNever;
  for (const Total& total : totals(node.slot)) {
    if (over_limit()) return kNever;
    const Truth3 known = compare(total.range, node.op, ev_.against(node));
    if (known == kNo) continue;
    const SetRef part = known == kYes ? kAlways : counter_variable(node.slot, total, node);
    made = sets_.either(made, sets_.both(total.where, part));
  }
  return made;
}

SetRef UnknownCases::route(std::int32_t route) {
  if (const auto found = routes_.find(route); found != routes_.end()) return found->second;
  SetRef made = kNever;
  for (const std::int32_t r : segment_.flow_rules) {
    if (plan_.rules[at(r)].route == route) made = sets_.either(made, stands(r));
  }
  routes_.emplace(route, made);
  return made;
}

std::int32_t UnknownCases::settled() {
  std::set<std::int32_t> routes;
  for (const std::int32_t r : segment_.flow_rules) {
    if (plan_.rules[at(r)].route >= 0) routes.insert(plan_.rules[at(r)].route);
  }
  std::int32_t everywhere = Evaluator::kOpen;
  std::size_t possible = 0;
  for (const std::int32_t r : routes) {
    const SetRef mine = route(r);
    if (mine != kNever) ++possible;
    if (mine == kAlways) everywhere = r;
  }
  return possible == 1 && !over_limit() ? everywhere : Evaluator::kOpen;
}

std::vector<FactRef> UnknownCases::deciding() {
  std::set<FactRef> found;
  for (const auto& [ignored, set] : routes_) {
    const std::vector<std::uint8_t> support = sets_.support(set);
    for (std::size_t level = 0; level < support.size(); ++level) {
      if (support[level] == 0) continue;
      if (level < facts_.size()) {
        found.insert(facts_[level]);
      } else {
        const auto& sources = counters_[level - facts_.size()].sources;
        found.insert(sources.begin(), sources.end());
      }
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace tidegate::law
