// The counters of a case space: one variable for each way of counting, and what their values cannot be
// together.
#include <algorithm>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/law/case_space.h"

namespace tidegate::law {
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

// Whether `a` never exceeds `b` and `c` together: they count everybody that it counts, and of an item no
// fewer.
bool CaseSpace::covers(const CounterVariable& a, const CounterVariable& b, const CounterVariable* c) {
  const auto counts_no_fewer = [&a](const CounterVariable& other) {
    const auto holds = [](const CounterVariable& counter, const std::pair<std::string, int>& term) {
      return std::find(counter.sum.begin(), counter.sum.end(), term) != counter.sum.end();
    };
    return std::all_of(other.sum.begin(), other.sum.end(),
                       [&](const auto& term) { return holds(a, term); }) &&
           std::all_of(a.sum.begin(), a.sum.end(),
                       [&](const auto& term) { return term.second < 0 || holds(other, term); });
  };
  const bool alike = counts_no_fewer(b) && (c == nullptr || counts_no_fewer(*c));
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

}  // namespace tidegate::law
