#include "tidegate/law/case_search.h"

#include <algorithm>
#include <limits>

namespace tidegate::law {
namespace {

constexpr int kMostTurns = 64;

Value within(Value a, Value b) { return a == kNoLimit ? kMaxNumber : a - b; }

}  // namespace

CaseSearch::CaseSearch(CaseSpace& space, std::span<const std::int32_t> box) : space_(space), box_(box) {}

std::optional<CaseFacts> CaseSearch::run(SetRef set) {
  fix();
  if (!choose_items()) return std::nullopt;
  needed_items_ = items_.size();
  if (!reach_counters()) {
    more_items();
    if (!reach_counters()) return std::nullopt;
  }
  // Of the further items only those that count anybody are kept.
  const auto idle = [&](const Item& item) {
    return &item - items_.data() >= static_cast<std::ptrdiff_t>(needed_items_) &&
           std::all_of(item.values.begin(), item.values.end(), [](Value v) { return v == 0; });
  };
  std::vector<Item> kept;
  for (const Item& item : items_) {
    if (!idle(item)) kept.push_back(item);
  }
  items_ = std::move(kept);
  if (!lies_in(set)) return std::nullopt;
  return named();
}

// The cell and the number of one fact of a case; a missing fact has the plain value.
void CaseSearch::place(const CaseSpace::Variable& v, const Facts& facts, std::int32_t& cell,
                       Value& value) const {
  const FactValue* given = facts.find(v.name);
  for (std::size_t s = 0; s < space_.sides_.size(); ++s) {
    const Plan& plan = *space_.sides_[s].pack->plan;
    const Scope scope = v.level >= space_.first_item_ ? Scope::kItem : Scope::kFlow;
    const std::int32_t slot = space_.slot(s, scope, v.name, v.type);
    if (slot < 0) continue;
    const FactSlot& fact = (scope == Scope::kItem ? plan.item_facts : plan.flow_facts)[at(slot)];
    value = given == nullptr ? fact.when_no : slot_value(plan, fact, *given);
    for (std::size_t c = 0; c < v.cells.size(); ++c) {
      const auto& here = v.cells[c];
      const bool inside =
          v.type == FactType::kInt || v.type == FactType::kDate
              ? here.low <= value && (here.high == kNoLimit || value <= here.high)
              : space_.class_of(s, scope, slot, value) == space_.class_of(s, scope, slot, here.value[s]);
      if (inside) cell = static_cast<std::int32_t>(c);
    }
    return;
  }
}

bool CaseSearch::has(const CaseFacts& facts, SetRef set) {
  fixed_.assign(space_.sets_.levels(), 0);
  flow_values_.assign(space_.flow_.size(), 0);
  items_.assign(facts.items.size(), Item{});
  for (std::size_t v = 0; v < space_.flow_.size(); ++v) {
    place(space_.flow_[v], facts.flow, fixed_[space_.flow_[v].level], flow_values_[v]);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    items_[i].cells.assign(space_.item_.size(), 0);
    items_[i].values.assign(space_.item_.size(), 0);
    for (std::size_t v = 0; v < space_.item_.size(); ++v) {
      place(space_.item_[v], facts.items[i], items_[i].cells[v], items_[i].values[v]);
    }
  }
  return lies_in(set);
}

// Opens nothing: facts that do not matter get their plain value, questions about items that do not matter are
// answered no where another set hangs on them.
void CaseSearch::fix() {
  fixed_.assign(box_.begin(), box_.end());
  std::vector<std::uint8_t> read(space_.sets_.levels(), 0);
  const auto note = [&](SetRef set) {
    const auto support = space_.sets_.support(set);
    for (std::size_t i = 0; i < support.size(); ++i)
      read[i] = static_cast<std::uint8_t>(read[i] | support[i]);
  };
  for (const auto& e : space_.existentials_) note(e.items);
  for (const auto& c : space_.counters_) note(c.where);
  flow_values_.clear();
  for (const auto& v : space_.flow_) {
    if (fixed_[v.level] < 0) fixed_[v.level] = v.preferred;
    flow_values_.push_back(v.cells[at(fixed_[v.level])].low);
  }
  for (std::size_t i = 0; i < space_.existentials_.size(); ++i) {
    const std::size_t level = space_.existentials_[i].level;
    const bool closed = fixed_[level] == 0 || (fixed_[level] < 0 && read[level] != 0);
    if (closed) closed_.push_back(i);
    if (fixed_[level] < 0) fixed_[level] = 0;
  }
  for (auto& f : fixed_) f = std::max(f, 0);
}

bool CaseSearch::choose_items() {
  Diagrams& sets = space_.sets_;
  for (const std::size_t i : closed_) {
    allowed_ = sets.without(allowed_, sets.follow(space_.existentials_[i].items, space_.first_item_, fixed_));
  }
  for (const auto& e : space_.existentials_) {
    if (fixed_[e.level] == 0) continue;
    const SetRef wanted = sets.both(allowed_, sets.follow(e.items, space_.first_item_, fixed_));
    if (wanted == kNever) return prove_impossible(e.items, e.level, false);
    const bool there =
        std::any_of(items_.begin(), items_.end(), [&](const Item& i) { return belongs(wanted, i); });
    if (!there) items_.push_back(item_of(wanted));
  }
  if (allowed_ == kNever) return prove_impossible(kAlways, 0, true);
  if (items_.empty()) items_.push_back(item_of(allowed_));
  return true;
}

// An item of `wanted` must be there, and every one is of a kind that must not be. Finds few kinds that are
// enough, and all the circumstances under which they are. Always false.
bool CaseSearch::prove_impossible(SetRef wanted, std::size_t level, bool nobody) {
  Diagrams& sets = space_.sets_;
  std::vector<std::size_t> enough = closed_;
  const auto left = [&](const std::vector<std::size_t>& closed, bool here) {
    SetRef items = here ? sets.follow(wanted, space_.first_item_, fixed_) : wanted;
    for (const std::size_t i : closed) {
      const SetRef kind = space_.existentials_[i].items;
      items = sets.without(items, here ? sets.follow(kind, space_.first_item_, fixed_) : kind);
    }
    return items;
  };
  for (std::size_t i = enough.size(); i-- > 0;) {
    std::vector<std::size_t> fewer = enough;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (left(fewer, true) == kNever) enough = std::move(fewer);
  }
  impossible_ = sets.inverse(sets.exists_from(left(enough, false), space_.first_item_));
  if (!nobody) impossible_ = sets.both(impossible_, sets.where(level, 1));
  for (const std::size_t i : enough) {
    impossible_ = sets.both(impossible_, sets.where(space_.existentials_[i].level, std::size_t{0}));
  }
  return false;
}

CaseSearch::Item CaseSearch::item_of(SetRef items) const {
  std::vector<std::int32_t> preferred(space_.sets_.levels(), 0);
  for (const auto& v : space_.item_) preferred[v.level] = v.preferred;
  const auto some = space_.sets_.some(items, preferred);
  Item item;
  for (const auto& v : space_.item_) {
    const std::int32_t cell = (*some)[v.level] < 0 ? v.preferred : (*some)[v.level];
    item.cells.push_back(cell);
    item.values.push_back(v.type == FactType::kInt ? v.cells[at(cell)].low : 0);
  }
  return item;
}

bool CaseSearch::belongs(SetRef items, const Item& item) const {
  std::vector<std::int32_t> values = fixed_;
  for (std::size_t i = 0; i < space_.item_.size(); ++i) values[space_.item_[i].level] = item.cells[i];
  return space_.sets_.contains(items, values);
}

// Items that may be added to reach a counter: in it alone, or in it and others; with any size that some rule
// asks for.
void CaseSearch::more_items() {
  Diagrams& sets = space_.sets_;
  for (const auto& counter : space_.counters_) {
    const SetRef here = sets.both(allowed_, sets.follow(counter.where, space_.first_item_, fixed_));
    SetRef alone = here;
    for (const auto& other : space_.counters_) {
      if (other.where != counter.where) {
        alone = sets.without(alone, sets.follow(other.where, space_.first_item_, fixed_));
      }
    }
    for (const SetRef set : {alone, here}) {
      for (const auto& v : space_.item_) {
        if (v.type != FactType::kInt) continue;
        for (std::size_t c = 0; c < v.cells.size(); ++c) {
          const SetRef sized = sets.both(set, sets.where(v.level, c));
          if (sized != kNever) items_.push_back(item_of(sized));
        }
      }
    }
  }
}

std::vector<CaseSearch::Amount> CaseSearch::amounts() const {
  std::vector<Amount> found;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    for (std::size_t v = 0; v < space_.item_.size(); ++v) {
      if (space_.item_[v].type != FactType::kInt) continue;
      found.push_back({true, i, v, space_.item_[v].cells[at(items_[i].cells[v])].high});
    }
  }
  for (std::size_t v = 0; v < space_.flow_.size(); ++v) {
    if (space_.flow_[v].type != FactType::kInt) continue;
    found.push_back({false, 0, v, space_.flow_[v].cells[at(fixed_[space_.flow_[v].level])].high});
  }
  return found;
}

bool CaseSearch::counts(const Amount& amount, const CaseSpace::CounterVariable& counter) const {
  if (!amount.of_item) {
    const auto& name = space_.flow_[amount.variable].name;
    return std::find(counter.plus.begin(), counter.plus.end(), name) != counter.plus.end();
  }
  const std::pair term{space_.item_[amount.variable].name, 1};
  return std::find(counter.sum.begin(), counter.sum.end(), term) != counter.sum.end() &&
         belongs(counter.where, items_[amount.item]);
}

Value& CaseSearch::value(const Amount& amount) {
  return amount.of_item ? items_[amount.item].values[amount.variable] : flow_values_[amount.variable];
}

// As pack.md says: an item adds its persons, less those among them who are counted already.
Value CaseSearch::total(const CaseSpace::CounterVariable& counter) const {
  Value sum = 0;
  for (const std::string& fact : counter.plus) {
    for (std::size_t v = 0; v < space_.flow_.size(); ++v) {
      if (space_.flow_[v].name == fact) sum += flow_values_[v];
    }
  }
  for (const Item& item : items_) {
    if (!belongs(counter.where, item)) continue;
    Value persons = 0, already = 0;
    for (const auto& [fact, sign] : counter.sum) {
      for (std::size_t v = 0; v < space_.item_.size(); ++v) {
        if (space_.item_[v].name == fact) (sign > 0 ? persons : already) += item.values[v];
      }
    }
    sum += persons - std::min({persons, already, sum});
  }
  return sum;
}

// Turns one number after the other until every counter lies where the box wants it.
bool CaseSearch::reach_counters() {
  const auto target = [&](const CaseSpace::CounterVariable& c) {
    const std::int32_t cell = box_[c.level];
    return cell < 0 ? std::pair<Value, Value>{0, kNoLimit} : c.cells[at(cell)];
  };
  const auto all = amounts();
  for (int turn = 0; turn < kMostTurns; ++turn) {
    const auto short_of = std::find_if(space_.counters_.begin(), space_.counters_.end(),
                                       [&](const auto& c) { return total(c) < target(c).first; });
    if (short_of == space_.counters_.end()) break;
    const Amount* best = nullptr;
    Value room = 0;
    for (const Amount& a : all) {
      if (!counts(a, *short_of)) continue;
      Value most = within(a.high, value(a));
      for (const auto& c : space_.counters_) {
        if (counts(a, c)) most = std::min(most, within(target(c).second, total(c)));
      }
      if (most > room) {
        best = &a;
        room = most;
      }
    }
    if (best == nullptr) return false;
    value(*best) += std::min(room, target(*short_of).first - total(*short_of));
  }
  return std::all_of(space_.counters_.begin(), space_.counters_.end(), [&](const auto& c) {
    const Value sum = total(c);
    return target(c).first <= sum && (target(c).second == kNoLimit || sum <= target(c).second);
  });
}

// The case as it is, not as the box wanted it.
bool CaseSearch::lies_in(SetRef set) {
  for (const auto& [is_counter, index] : space_.derived_) {
    if (is_counter) {
      const auto& c = space_.counters_[index];
      const Value sum = total(c);
      const auto cell = std::find_if(c.cells.begin(), c.cells.end(), [&](const auto& range) {
        return range.first <= sum && (range.second == kNoLimit || sum <= range.second);
      });
      fixed_[c.level] = static_cast<std::int32_t>(cell - c.cells.begin());
    } else {
      const auto& e = space_.existentials_[index];
      fixed_[e.level] =
          std::any_of(items_.begin(), items_.end(), [&](const Item& i) { return belongs(e.items, i); });
    }
  }
  return space_.sets_.follow(set, space_.first_item_, fixed_) == kAlways;
}

CaseFacts CaseSearch::named() const {
  CaseFacts facts;
  facts.absent = Absent::kNo;
  for (std::size_t v = 0; v < space_.flow_.size(); ++v) {
    const auto& variable = space_.flow_[v];
    const auto& cell = variable.cells[at(fixed_[variable.level])];
    facts.flow.set(variable.name, variable.type == FactType::kInt ? FactValue(flow_values_[v]) : cell.shown);
  }
  for (const Item& item : items_) {
    Facts named;
    for (std::size_t v = 0; v < space_.item_.size(); ++v) {
      const auto& variable = space_.item_[v];
      const auto& cell = variable.cells[at(item.cells[v])];
      named.set(variable.name, variable.type == FactType::kInt ? FactValue(item.values[v]) : cell.shown);
    }
    facts.items.push_back(std::move(named));
  }
  return facts;
}

}  // namespace tidegate::law
