#include "tidegate/law/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace tidegate::law {
namespace {

std::string route_name(const RulePack& pack, std::int32_t route) {
  return at(route) < pack.routes.size() ? pack.routes[at(route)].id : "undetermined";
}
int rank(const RulePack& pack, std::int32_t route) {
  return at(route) < pack.routes.size() ? pack.routes[at(route)].rank : -1;
}

// Item facts whose number adds to some counter in force.
std::vector<std::int32_t> counted_slots(const Evaluator& ev) {
  std::set<std::int32_t> slots;
  for (std::size_t c = 0; c < ev.segment().counters.size(); ++c) {
    const CounterPlan* plan = ev.counter_in_force(static_cast<std::int32_t>(c));
    if (plan == nullptr) continue;
    for (const LinearSlot& term : plan->sum) {
      if (term.sign > 0) slots.insert(term.slot);
    }
  }
  return {slots.begin(), slots.end()};
}

// Numbers next to a limit, on either side of it, for an item's number `slot`: the only ones at which anything
// turns.
std::vector<Value> turning_values(const Evaluator& ev, std::size_t item, std::int32_t slot) {
  const Value now = ev.facts().items[item][at(slot)];
  std::set<Value> found;
  const auto add = [&](Value first_beyond) {
    for (const Value v : {first_beyond - 1, first_beyond}) {
      if (v >= 1 && v != now && v <= kMaxNumber) found.insert(v);
    }
  };
  for (std::size_t c = 0; c < ev.segment().counters.size(); ++c) {
    const CounterPlan* plan = ev.counter_in_force(static_cast<std::int32_t>(c));
    if (plan == nullptr || ev.condition(plan->where, item) != kYes) continue;
    const bool counts = std::any_of(plan->sum.begin(), plan->sum.end(),
                                    [&](const LinearSlot& t) { return t.slot == slot && t.sign > 0; });
    const Interval total = ev.counter(static_cast<std::int32_t>(c));
    if (!counts || !total.is_known()) continue;
    for (const Value cut : ev.segment().counter_cuts[c]) add(now + cut - total.low);
  }
  for (const FactClass& piece : ev.segment().item_classes[at(slot)]) add(piece.low);
  return {found.begin(), found.end()};
}

// Tries cases that differ a little from the one at hand.
class Trial {
 public:
  explicit Trial(const Evaluator& ev) : again_(ev.plan(), ev.segment()), facts_(ev.facts()) {}
  SlotCase& facts() { return facts_; }
  std::int32_t route() {
    again_.run(facts_);
    return again_.route();
  }

 private:
  Evaluator again_;
  SlotCase facts_;
};

struct Step {
  std::int32_t item = -1;  // -1: of the flow
  std::int32_t slot = -1;  // -1: the whole item goes
  Value to = 0;
  std::int64_t cost = 0;
  Text says;
};

class ChangeSearch {
 public:
  ChangeSearch(const RulePack& pack, const Evaluator& ev)
      : pack_(pack), plan_(*pack.plan), ev_(ev), trial_(ev) {}

  std::vector<RouteChange> run() {
    steps();
    for (std::size_t i = 0; i < steps_.size(); ++i) attempt({i});
    if (!milder_all_reached() && ev_.facts().items.size() <= kMaxItemsForPairs) pairs();
    std::vector<std::pair<std::tuple<std::int64_t, int, std::vector<std::size_t>>, std::int32_t>> order;
    for (const auto& [route, best] : best_)
      order.push_back({{best.first, rank(pack_, route), best.second}, route});
    std::sort(order.begin(), order.end());
    std::vector<RouteChange> changes;
    for (const auto& [key, route] : order) changes.push_back(described(route, std::get<2>(key)));
    return changes;
  }

 private:
  static constexpr std::size_t kMaxSteps = 64;
  static constexpr std::size_t kMaxItemsForPairs = 16;  // two thousand pairs, each over all items

  void steps() {
    for (std::size_t s = 0; s < plan_.flow_facts.size(); ++s) {
      fact_steps(-1, static_cast<std::int32_t>(s), plan_.flow_facts[s], ev_.facts().flow[s],
                 ev_.segment().flow_classes[s], ev_.segment().flow_used[s] != 0);
    }
    const std::size_t items = ev_.facts().items.size();
    for (std::size_t i = 0; i < items; ++i) {
      for (std::size_t s = 0; s < plan_.item_facts.size(); ++s) {
        fact_steps(static_cast<std::int32_t>(i), static_cast<std::int32_t>(s), plan_.item_facts[s],
                   ev_.facts().items[i][s], ev_.segment().item_classes[s], ev_.segment().item_used[s] != 0);
      }
      if (items > 1 && pack_.item_removal && steps_.size() < kMaxSteps) {
        steps_.push_back(
            {static_cast<std::int32_t>(i), -1, 0, pack_.item_removal->cost, pack_.item_removal->text});
      }
    }
  }

  void fact_steps(std::int32_t item, std::int32_t slot, const FactSlot& fact, Value now,
                  const std::vector<FactClass>& classes, bool used) {
    const FactDef& def = pack_.facts[at(fact.fact)];
    if (!def.may_change || !used || now == kUnknownValue) return;
    const auto add = [&](Value to, const std::string& tail) {
      if (steps_.size() == kMaxSteps) return;
      steps_.push_back(
          {item, slot, to, def.change_cost, {def.change_text.en + tail, def.change_text.zh + tail}});
    };
    if (fact.type == FactType::kInt) {
      if (item < 0) return;
      for (const Value v : turning_values(ev_, at(item), slot)) add(v, fmt::format(": {} -> {}", now, v));
      return;
    }
    for (const FactClass& c : classes) {
      for (const Value v : c.members) {
        if (v != now && may_become(def, v)) add(v, "");
      }
    }
  }

  bool may_become(const FactDef& def, Value v) const {
    if (def.change_to.empty()) return v != kOtherSymbol;
    const std::string word = to_string(fact_value(plan_, def.type, v));
    return std::find(def.change_to.begin(), def.change_to.end(), word) != def.change_to.end();
  }

  void apply(const Step& step) {
    SlotCase& facts = trial_.facts();
    if (step.slot < 0) {
      facts.items.erase(facts.items.begin() + step.item);
    } else {
      (step.item < 0 ? facts.flow : facts.items[at(step.item)])[at(step.slot)] = step.to;
    }
  }

  void attempt(const std::vector<std::size_t>& chosen) {
    std::int64_t cost = 0;
    for (const std::size_t i : chosen) cost += steps_[i].cost;
    trial_.facts() = ev_.facts();
    // A removal shifts the items behind it: last.
    for (const std::size_t i : chosen) {
      if (steps_[i].slot >= 0) apply(steps_[i]);
    }
    for (const std::size_t i : chosen) {
      if (steps_[i].slot < 0) apply(steps_[i]);
    }
    const std::int32_t route = trial_.route();
    if (route < 0 || route == ev_.route()) return;
    const auto [place, is_new] = best_.emplace(route, std::pair(cost, chosen));
    if (is_new) return;
    const auto weight = [&](std::int64_t c, const std::vector<std::size_t>& s) {
      return std::tuple(c, distance(s), s);
    };
    if (weight(cost, chosen) < weight(place->second.first, place->second.second))
      place->second = {cost, chosen};
  }

  // Numbers: the nearer limit is the smaller change.
  Value distance(const std::vector<std::size_t>& chosen) const {
    Value total = 0;
    for (const std::size_t i : chosen) {
      const Step& s = steps_[i];
      if (s.item < 0 || s.slot < 0 || plan_.item_facts[at(s.slot)].type != FactType::kInt) continue;
      total += std::abs(s.to - ev_.facts().items[at(s.item)][at(s.slot)]);
    }
    return total;
  }

  bool milder_all_reached() const {
    const int now = rank(pack_, ev_.route());
    for (std::size_t r = 0; r < pack_.routes.size(); ++r) {
      const auto route = static_cast<std::int32_t>(r);
      if (rank(pack_, route) < now && best_.count(route) == 0) return false;
    }
    return true;
  }

  void pairs() {
    const int now = rank(pack_, ev_.route());
    const std::map<std::int32_t, std::pair<std::int64_t, std::vector<std::size_t>>> singles = best_;
    for (std::size_t a = 0; a < steps_.size(); ++a) {
      for (std::size_t b = a + 1; b < steps_.size(); ++b) {
        if (steps_[a].item == steps_[b].item &&
            (steps_[a].slot == steps_[b].slot || steps_[a].slot < 0 || steps_[b].slot < 0))
          continue;
        if (steps_[a].slot < 0 && steps_[b].slot < 0) continue;
        attempt({a, b});
      }
    }
    // Two steps are offered only where one step leads nowhere, and only to what is milder.
    std::erase_if(best_, [&](const auto& entry) {
      return entry.second.second.size() > 1 && rank(pack_, entry.first) >= now;
    });
    for (const auto& [route, single] : singles) best_[route] = single;
  }

  RouteChange described(std::int32_t route, const std::vector<std::size_t>& chosen) const {
    RouteChange change;
    change.new_route = route_name(pack_, route);
    for (const std::size_t i : chosen) {
      const Step& s = steps_[i];
      change.cost += s.cost;
      if (s.slot < 0) {
        change.steps.push_back({fmt::format("data[{}]", s.item), Symbol{"kept"}, Symbol{"left_out"}, s.says});
        continue;
      }
      const FactSlot& fact = s.item < 0 ? plan_.flow_facts[at(s.slot)] : plan_.item_facts[at(s.slot)];
      const Value from = (s.item < 0 ? ev_.facts().flow : ev_.facts().items[at(s.item)])[at(s.slot)];
      change.steps.push_back({s.item < 0 ? fact.name : fmt::format("data[{}].{}", s.item, fact.name),
                              fact_value(plan_, fact.type, from), fact_value(plan_, fact.type, s.to),
                              s.says});
    }
    return change;
  }

  const RulePack& pack_;
  const Plan& plan_;
  const Evaluator& ev_;
  Trial trial_;
  std::vector<Step> steps_;
  std::map<std::int32_t, std::pair<std::int64_t, std::vector<std::size_t>>> best_;  // by route: cost, steps
};

}  // namespace

std::optional<CountFlip> nearest_flip(const RulePack& pack, const Evaluator& evaluated) {
  struct Candidate {
    Value distance;
    std::size_t item;
    Value to;
    std::int32_t slot;
    auto operator<=>(const Candidate&) const = default;
  };
  std::vector<Candidate> candidates;
  for (const std::int32_t slot : counted_slots(evaluated)) {
    for (std::size_t i = 0; i < evaluated.facts().items.size(); ++i) {
      const Value now = evaluated.facts().items[i][at(slot)];
      if (now == kUnknownValue) continue;
      for (const Value v : turning_values(evaluated, i, slot))
        candidates.push_back({std::abs(v - now), i, v, slot});
    }
  }
  std::sort(candidates.begin(), candidates.end());
  Trial trial(evaluated);
  for (const Candidate& c : candidates) {
    Value& number = trial.facts().items[c.item][at(c.slot)];
    const Value now = std::exchange(number, c.to);
    const std::int32_t route = trial.route();
    number = now;
    if (route >= 0 && route != evaluated.route()) return CountFlip{c.item, c.to, route_name(pack, route)};
  }
  return std::nullopt;
}

std::vector<RouteChange> smallest_changes(const RulePack& pack, const Evaluator& evaluated) {
  return ChangeSearch(pack, evaluated).run();
}

}  // namespace tidegate::law
