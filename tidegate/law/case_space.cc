#include "tidegate/law/case_space.h"

#include <algorithm>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/law/evaluate.h"

namespace tidegate::law {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

const std::vector<FactSlot>& slots(const Plan& plan, Scope scope) {
  return scope == Scope::kItem ? plan.item_facts : plan.flow_facts;
}
const std::vector<FactClass>& classes(const Segment& segment, Scope scope, std::int32_t slot) {
  return (scope == Scope::kItem ? segment.item_classes : segment.flow_classes)[at(slot)];
}
bool used(const Segment& segment, Scope scope, std::size_t slot) {
  return (scope == Scope::kItem ? segment.item_used : segment.flow_used)[slot] != 0;
}

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

void CaseSpace::add_variables(Scope scope) {
  auto& of = scope == Scope::kItem ? item_of_ : flow_of_;
  auto& variables = scope == Scope::kItem ? item_ : flow_;
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    const auto& facts = slots(*sides_[s].pack->plan, scope);
    of[s].assign(facts.size(), -1);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!used(*sides_[s].segment, scope, i)) continue;
      auto known = std::find_if(variables.begin(), variables.end(), [&](const Variable& v) {
        return v.name == facts[i].name && v.type == facts[i].type;
      });
      if (known == variables.end()) {
        add_variable(scope, facts[i].name, facts[i].type);
        known = std::prev(variables.end());
      }
      of[s][i] = static_cast<std::int32_t>(known - variables.begin());
    }
  }
}

std::int32_t CaseSpace::slot(std::size_t side, Scope scope, const std::string& name, FactType type) const {
  const auto& facts = slots(*sides_[side].pack->plan, scope);
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [&](const FactSlot& f) { return f.name == name && f.type == type; });
  return found == facts.end() ? -1 : static_cast<std::int32_t>(found - facts.begin());
}

void CaseSpace::add_variable(Scope scope, const std::string& name, FactType type) {
  auto& variables = scope == Scope::kItem ? item_ : flow_;
  Variable v;
  v.name = name;
  v.type = type;
  v.level = (scope == Scope::kItem ? first_item_ : 0) + variables.size();
  if (type == FactType::kBool) {
    v.cells = {{{0, 0}, 0, 0, false}, {{1, 1}, 1, 1, true}};
  } else if (type == FactType::kInt || type == FactType::kDate) {
    number_cells(v, scope);
  } else {
    symbol_cells(v, scope);
  }
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    const std::int32_t here = slot(s, scope, name, type);
    if (here < 0) continue;
    const Value usual = usual_value(s, scope, here);
    const auto cell = std::find_if(v.cells.begin(), v.cells.end(), [&](const Cell& c) {
      return c.value[s] == usual || (type == FactType::kInt && c.low <= usual && usual <= c.high);
    });
    if (cell != v.cells.end()) v.preferred = static_cast<std::int32_t>(cell - v.cells.begin());
  }
  sets_.set_values(v.level, v.cells.size());
  variables.push_back(std::move(v));
}

// Which of the classes of an enumeration or symbol; one that nothing names counts as any other; -1 none.
std::ptrdiff_t CaseSpace::class_of(std::size_t side, Scope scope, std::int32_t slot, Value value) const {
  const auto& all = classes(*sides_[side].segment, scope, slot);
  const auto home = [&](Value v) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const FactClass& c) {
      return std::find(c.members.begin(), c.members.end(), v) != c.members.end();
    });
    return found == all.end() ? -1 : found - all.begin();
  };
  if (const auto own = home(value); own >= 0) return own;
  return home(kOtherSymbol);
}

// What a case without anything special has: the usual answer to a question, else what a missing fact means.
Value CaseSpace::usual_value(std::size_t side, Scope scope, std::int32_t slot) const {
  const RulePack& pack = *sides_[side].pack;
  const FactSlot& fact = slots(*pack.plan, scope)[at(slot)];
  const std::string& id = pack.facts[at(fact.fact)].id;
  for (const QuestionDef& q : pack.questions) {
    for (const auto& [answered, value] : q.answers.front().facts) {
      if (answered == id) return slot_value(*pack.plan, fact, value);
    }
  }
  return fact.when_no;
}

void CaseSpace::number_cells(Variable& v, Scope scope) {
  std::set<Value> lows;
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    const std::int32_t here = slot(s, scope, v.name, v.type);
    if (here < 0) continue;
    for (const FactClass& c : classes(*sides_[s].segment, scope, here)) lows.insert(c.low);
  }
  for (auto low = lows.begin(); low != lows.end(); ++low) {
    const auto next = std::next(low);
    // A day far in the past reads badly in a witness: take the last day of an open beginning.
    const Value high = next == lows.end() ? kNoLimit : *next - 1;
    const Value shown = v.type == FactType::kDate && low == lows.begin() && high != kNoLimit ? high : *low;
    Cell cell{{shown, shown}, *low, high, shown};
    if (v.type == FactType::kDate) cell.shown = Date::from_days(static_cast<std::int32_t>(shown));
    v.cells.push_back(std::move(cell));
  }
}

void CaseSpace::symbol_cells(Variable& v, Scope scope) {
  // The name of a missing fact first: it speaks for the values that nothing tells from it.
  std::vector<std::string> names;
  const auto add = [&](std::string name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  };
  std::set<std::string> members;
  for (std::size_t s = 0; s < sides_.size(); ++s) {
    const std::int32_t here = slot(s, scope, v.name, v.type);
    if (here < 0) continue;
    const Plan& plan = *sides_[s].pack->plan;
    const Value no = slots(plan, scope)[at(here)].when_no;
    if (no >= 0) add(plan.symbols[static_cast<std::size_t>(no)]);
    for (const FactClass& c : classes(*sides_[s].segment, scope, here)) {
      for (const Value m : c.members) {
        members.insert(m == kOtherSymbol ? "XX" : plan.symbols[static_cast<std::size_t>(m)]);
      }
    }
  }
  for (const std::string& member : members) add(member);
  std::map<std::array<std::int64_t, 2>, std::size_t> known;
  for (const std::string& name : names) {
    Cell cell;
    std::array<std::int64_t, 2> key{-1, -1};
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      const std::int32_t here = slot(s, scope, v.name, v.type);
      if (here < 0) continue;
      cell.value[s] = sides_[s].pack->plan->symbol(name);
      key[s] = class_of(s, scope, here, cell.value[s]);
    }
    cell.shown = Symbol{name};
    if (known.emplace(key, v.cells.size()).second) v.cells.push_back(std::move(cell));
  }
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

// The counter's variable: shared where both sides count the same persons.
const CaseSpace::CounterVariable& CaseSpace::counter(std::size_t side, std::int32_t slot) {
  const Plan& plan = *sides_[side].pack->plan;
  const CounterPlan& counted = plan.counters[at(sides_[side].segment->counters[at(slot)])];
  CounterVariable made;
  made.id = plan.counter_ids[at(slot)];
  for (const LinearSlot& term : counted.sum)
    made.sum.emplace_back(plan.item_facts[at(term.slot)].name, term.sign);
  for (const std::int32_t fact : counted.plus) made.plus.push_back(plan.flow_facts[at(fact)].name);
  made.where = condition(side, counted.where);
  std::set<Value> cuts{0};
  for (const SpaceSide& other : sides_) {
    const auto& ids = other.pack->plan->counter_ids;
    const auto same = std::find(ids.begin(), ids.end(), made.id);
    if (same == ids.end()) continue;
    const auto& more = other.segment->counter_cuts[static_cast<std::size_t>(same - ids.begin())];
    cuts.insert(more.begin(), more.end());
  }
  for (auto low = cuts.begin(); low != cuts.end(); ++low) {
    const auto next = std::next(low);
    made.cells.emplace_back(*low, next == cuts.end() ? kNoLimit : *next - 1);
  }
  for (const CounterVariable& known : counters_) {
    if (known.sum == made.sum && known.where == made.where && known.plus == made.plus &&
        known.cells == made.cells) {
      return known;
    }
  }
  made.level = first_counter_ + counters_.size();
  TIDEGATE_CHECK(made.level < first_item_);
  sets_.set_values(made.level, made.cells.size());
  derived_.emplace_back(true, counters_.size());
  counters_.push_back(std::move(made));
  const std::size_t index = counters_.size() - 1;
  relate(index);
  return counters_[index];
}

// Whether `a` never exceeds `b` and `c` together: they count everybody that it counts.
bool CaseSpace::covers(const CounterVariable& a, const CounterVariable& b, const CounterVariable* c) {
  const bool alike = a.sum == b.sum && (c == nullptr || a.sum == c->sum);
  const SetRef where = c == nullptr ? b.where : sets_.either(b.where, c->where);
  if (!alike || sets_.without(a.where, where) != kNever) return false;
  const auto times = [](const CounterVariable& x, const std::string& fact) {
    return std::count(x.plus.begin(), x.plus.end(), fact);
  };
  return std::all_of(a.plus.begin(), a.plus.end(), [&](const std::string& fact) {
    return times(a, fact) <= times(b, fact) + (c == nullptr ? 0 : times(*c, fact));
  });
}

// What counters cannot be: more than counters that together count at least the same persons. An item adds to
// a counter its persons less those held already, so what a counter holds grows with what it held, never
// faster.
void CaseSpace::bound(const CounterVariable& a, const CounterVariable& b, const CounterVariable* c) {
  if (!covers(a, b, c)) return;
  for (std::size_t i = 0; i < a.cells.size(); ++i) {
    for (std::size_t k = 0; k < b.cells.size(); ++k) {
      for (std::size_t l = 0; l < (c == nullptr ? 1 : c->cells.size()); ++l) {
        const Value first = b.cells[k].second, second = c == nullptr ? 0 : c->cells[l].second;
        if (first == kNoLimit || second == kNoLimit || a.cells[i].first <= first + second) continue;
        SetRef together = sets_.both(sets_.where(a.level, i), sets_.where(b.level, k));
        if (c != nullptr) together = sets_.both(together, sets_.where(c->level, l));
        possible_ = sets_.without(possible_, together);
      }
    }
  }
}

void CaseSpace::relate(std::size_t made) {
  const std::vector<CounterVariable> all = counters_;
  const CounterVariable& now = all[made];
  for (const CounterVariable& a : all) {
    for (const CounterVariable& b : all) {
      if (a.level == b.level) continue;
      if (a.level == now.level || b.level == now.level) bound(a, b, nullptr);
      for (const CounterVariable& c : all) {
        const bool new_three = a.level == now.level || b.level == now.level || c.level == now.level;
        if (new_three && b.level < c.level && a.level != c.level) bound(a, b, &c);
      }
    }
  }
  if (!now.plus.empty()) return;
  const SetRef somebody = some_item(now.where);
  for (std::size_t i = 0; i < now.cells.size(); ++i) {
    if (now.cells[i].first > 0) {
      possible_ = sets_.without(possible_, sets_.without(sets_.where(now.level, i), somebody));
    }
  }
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
