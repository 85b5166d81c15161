// The facts of a case space: which values of each are told apart, and by which name one of them is shown.
#include <algorithm>
#include <map>
#include <set>

#include "tidegate/law/case_space.h"

namespace tidegate::law {
namespace {

const std::vector<FactSlot>& slots(const Plan& plan, Scope scope) {
  return scope == Scope::kItem ? plan.item_facts : plan.flow_facts;
}
const std::vector<FactClass>& classes(const Segment& segment, Scope scope, std::int32_t slot) {
  return (scope == Scope::kItem ? segment.item_classes : segment.flow_classes)[at(slot)];
}
bool used(const Segment& segment, Scope scope, std::size_t slot) {
  return (scope == Scope::kItem ? segment.item_used : segment.flow_used)[slot] != 0;
}

}  // namespace

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

}  // namespace tidegate::law
