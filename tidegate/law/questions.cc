#include "tidegate/law/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace tidegate::law {
namespace {

constexpr std::size_t kMaxCombinations = 16;
constexpr std::size_t kMaxBranches = 16;
constexpr std::size_t kMaxTrials = 600;
constexpr std::size_t kMaxNamedItems = 8;

const FactSlot& slot_of(const Plan& plan, FactRef fact) {
  return (fact.item < 0 ? plan.flow_facts : plan.item_facts)[at(fact.slot)];
}
std::string name_of(const Plan& plan, FactRef fact) {
  const std::string& name = slot_of(plan, fact).name;
  return fact.item < 0 ? name : fmt::format("data[{}].{}", fact.item, name);
}
const Text& label_of(const RulePack& pack, FactRef fact) {
  return pack.facts[at(slot_of(*pack.plan, fact).fact)].label;
}

// The unknown facts of a case that the facts still allow, filled in.
class Filled {
 public:
  Filled(const RulePack& pack, const Evaluator& ev)
      : pack_(pack), original_(ev.facts()), again_(ev.plan(), ev.segment()), facts_(ev.facts()) {}

  void reset() { facts_ = original_; }
  void set(FactRef fact, Value value) {
    (fact.item < 0 ? facts_.flow : facts_.items[at(fact.item)])[at(fact.slot)] = value;
  }
  // An answer states only what nobody stated.
  void set(const Answer& answer) {
    for (const auto& [id, value] : answer.facts) {
      for (const FactRef fact : unknown_of(id))
        set(fact, slot_value(*pack_.plan, slot_of(*pack_.plan, fact), value));
    }
  }
  // Does the answer contradict nothing that is known? Of items: nothing of one of those that it would add to.
  bool is_possible(const Answer& answer) const {
    if (!agrees(answer, -1)) return false;
    bool speaks_of_items = false;
    for (const auto& [id, value] : answer.facts) speaks_of_items |= id.starts_with("item.");
    if (!speaks_of_items) return true;
    for (std::size_t i = 0; i < original_.items.size(); ++i) {
      const auto item = static_cast<std::int32_t>(i);
      const bool adds = std::any_of(answer.facts.begin(), answer.facts.end(), [&](const auto& fact) {
        const auto slot = slot_named(fact.first);
        return fact.first.starts_with("item.") && slot >= 0 && original_.items[i][at(slot)] == kUnknownValue;
      });
      if (adds && agrees(answer, item)) return true;
    }
    return std::any_of(answer.facts.begin(), answer.facts.end(), [&](const auto& fact) {
      return !fact.first.starts_with("item.") && !unknown_of(fact.first).empty();
    });
  }
  // Unknown facts of the case at hand under that id.
  std::vector<FactRef> unknown_of(const std::string& id) const {
    std::vector<FactRef> found;
    const Plan& plan = *pack_.plan;
    const bool item = id.starts_with("item.");
    const auto& slots = item ? plan.item_facts : plan.flow_facts;
    const std::string_view name = std::string_view(id).substr(item ? 5 : 0);
    for (std::size_t s = 0; s < slots.size(); ++s) {
      if (slots[s].name != name) continue;
      const auto slot = static_cast<std::int32_t>(s);
      if (!item && original_.flow[s] == kUnknownValue) found.push_back({-1, slot});
      for (std::size_t i = 0; item && i < original_.items.size(); ++i) {
        if (original_.items[i][s] == kUnknownValue) found.push_back({static_cast<std::int32_t>(i), slot});
      }
    }
    return found;
  }
  // kOpen where facts are still missing that matter. `exactly`: also where Kleene's logic alone cannot tell.
  std::int32_t route(bool exactly) {
    again_.run(facts_);
    const std::int32_t known = again_.route();
    if (known != Evaluator::kOpen || !exactly) return known;
    UnknownCases left(again_);
    const std::int32_t settled = left.settled();
    return left.over_limit() ? Evaluator::kOpen : settled;
  }

 private:
  std::int32_t slot_named(const std::string& id) const {
    const bool item = id.starts_with("item.");
    const auto& slots = item ? pack_.plan->item_facts : pack_.plan->flow_facts;
    const std::string_view name = std::string_view(id).substr(item ? 5 : 0);
    const auto found =
        std::find_if(slots.begin(), slots.end(), [&](const FactSlot& slot) { return slot.name == name; });
    return found == slots.end() ? -1 : static_cast<std::int32_t>(found - slots.begin());
  }
  // item  -1: the facts of the flow
  bool agrees(const Answer& answer, std::int32_t item) const {
    const auto& slots = item < 0 ? pack_.plan->flow_facts : pack_.plan->item_facts;
    const auto& known = item < 0 ? original_.flow : original_.items[at(item)];
    return std::all_of(answer.facts.begin(), answer.facts.end(), [&](const auto& fact) {
      if (fact.first.starts_with("item.") != (item >= 0)) return true;
      const std::int32_t slot = slot_named(fact.first);
      return slot < 0 || known[at(slot)] == kUnknownValue ||
             known[at(slot)] == slot_value(*pack_.plan, slots[at(slot)], fact.second);
    });
  }

  const RulePack& pack_;
  const SlotCase original_;
  Evaluator again_;
  SlotCase facts_;
};

Text route_text(const RulePack& pack, std::int32_t route) {
  if (route >= 0 && at(route) < pack.routes.size()) return pack.routes[at(route)].label;
  return {"not yet determined", "尚不能确定"};
}
std::string route_code(const RulePack& pack, std::int32_t route) {
  return route >= 0 && at(route) < pack.routes.size() ? pack.routes[at(route)].id : "undetermined";
}

// Values of a missing fact, one for each class that the law tells apart.
std::vector<Value> values_of(const RulePack& pack, const Evaluator& ev, const UnknownCases& unknown,
                             FactRef fact) {
  const FactSlot& slot = slot_of(*pack.plan, fact);
  std::vector<Value> values;
  if (slot.type == FactType::kInt || slot.type == FactType::kDate) {
    const auto numbers = unknown.number_values();
    if (const auto found = numbers.find(fact); found != numbers.end()) values = found->second;
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    // A row of persons has at least one: nobody is no answer to how many.
    if (slot.name == "subjects" && !values.empty() && values.front() == 0) {
      values.front() = 1;
      if (values.size() > 1 && values[1] == 1) values.erase(values.begin());
    }
    return values;
  }
  const auto& classes =
      (fact.item < 0 ? ev.segment().flow_classes : ev.segment().item_classes)[at(fact.slot)];
  for (const FactClass& c : classes) {
    // A class is shown by a word that the pack names, if it has one.
    values.push_back(c.members.size() > 1 && c.members.front() == kOtherSymbol ? c.members[1] : c.low);
  }
  return values;
}

Text with_route(Text condition, const RulePack& pack, std::int32_t route) {
  const Text label = route_text(pack, route);
  return {condition.en + ": " + label.en, condition.zh + "：" + label.zh};
}

// Thousands apart: "1,000,000".
std::string shown(const FactValue& value) {
  std::string text = to_string(value);
  if (!std::holds_alternative<std::int64_t>(value)) return text;
  for (std::size_t from_end = 3; from_end < text.size(); from_end += 4)
    text.insert(text.size() - from_end, ",");
  return text;
}

// values  of this fact, ascending where it is a number: each stands for all up to the next.
Text value_text(const RulePack& pack, FactRef fact, Value value, const std::vector<Value>& values) {
  const FactSlot& slot = slot_of(*pack.plan, fact);
  const Text& label = label_of(pack, fact);
  const std::string place = fact.item < 0 ? "" : fmt::format("data[{}] ", fact.item);
  std::string en, zh;
  if (slot.type == FactType::kBool) {
    en = value != 0 ? "yes" : "no";
    zh = value != 0 ? "是" : "否";
  } else if (slot.type == FactType::kInt || slot.type == FactType::kDate) {
    const auto next = std::upper_bound(values.begin(), values.end(), value);
    const auto show = [&](Value v) { return shown(fact_value(*pack.plan, slot.type, v)); };
    const Value last = next == values.end() ? kMaxNumber : *next - 1;
    en = next == values.end() ? "from " + show(value)
         : last == value      ? show(value)
                              : fmt::format("{} to {}", show(value), show(last));
    zh = next == values.end() ? show(value) + " 起"
         : last == value      ? show(value)
                              : fmt::format("{} 至 {}", show(value), show(last));
  } else {
    en = zh = to_string(fact_value(*pack.plan, slot.type, value));
  }
  return {fmt::format("{}{}: {}", place, label.en, en), fmt::format("{}{}：{}", place, label.zh, zh)};
}

// Of neighbouring numbers with one outcome only the first is kept.
void merge_neighbours(const RulePack& pack, FactRef fact, Filled& filled, std::vector<Value>& values) {
  const FactType type = slot_of(*pack.plan, fact).type;
  if (type != FactType::kInt && type != FactType::kDate) return;
  std::vector<Value> kept;
  std::int32_t before = 0;
  for (const Value value : values) {
    filled.reset();
    filled.set(fact, value);
    const std::int32_t route = filled.route(true);
    if (kept.empty() || route != before) kept.push_back(value);
    before = route;
  }
  values = std::move(kept);
}

// How many of the facts of a branch are not as the usual answers of the pack have them.
std::size_t unusual(const RulePack& pack, const Branch& branch) {
  std::size_t count = 0;
  for (const auto& [name, value] : branch.when) {
    const std::size_t close = name.find("].");
    const std::string id = name.starts_with("data[") ? "item." + name.substr(close + 2) : name;
    for (const QuestionDef& q : pack.questions) {
      for (const auto& [known, usual] : q.answers.front().facts)
        count += known == id && usual != value ? 1 : 0;
    }
  }
  return count;
}

// Every combination of the missing facts' values, the usual ones first; false when there are too many.
bool all_combinations(const RulePack& pack, const Evaluator& ev, const UnknownCases& unknown,
                      const std::vector<FactRef>& missing, Opinion& into) {
  std::vector<std::vector<Value>> values;
  std::size_t combinations = 1;
  for (const FactRef fact : missing) {
    values.push_back(values_of(pack, ev, unknown, fact));
    combinations *= std::max<std::size_t>(values.back().size(), 1);
    if (values.back().empty() || combinations > kMaxCombinations) return false;
  }
  Filled filled(pack, ev);
  if (missing.size() == 1) merge_neighbours(pack, missing.front(), filled, values.front());
  combinations = 1;
  for (const auto& of_fact : values) combinations *= of_fact.size();
  for (std::size_t n = 0; n < combinations; ++n) {
    filled.reset();
    Branch branch;
    Text condition;
    std::size_t rest = combinations;
    for (std::size_t f = 0; f < missing.size(); ++f) {
      // The first fact turns slowest.
      rest /= values[f].size();
      const Value value = values[f][n / rest % values[f].size()];
      filled.set(missing[f], value);
      branch.when.emplace_back(name_of(*pack.plan, missing[f]),
                               fact_value(*pack.plan, slot_of(*pack.plan, missing[f]).type, value));
      const Text part = value_text(pack, missing[f], value, values[f]);
      condition =
          condition.empty() ? part : Text{condition.en + "; " + part.en, condition.zh + "；" + part.zh};
    }
    const std::int32_t route = filled.route(true);
    branch.route = route_code(pack, route);
    branch.says = with_route(condition, pack, route);
    into.branches.push_back(std::move(branch));
  }
  std::stable_sort(into.branches.begin(), into.branches.end(),
                   [&](const Branch& a, const Branch& b) { return unusual(pack, a) < unusual(pack, b); });
  return true;
}

// A question of the pack, or one made up for a fact that no question asks for.
struct Asked {
  const QuestionDef* question = nullptr;
  FactRef fact;
  std::vector<const Answer*> answers;  // of the question, those that contradict nothing known; usual first
};

class Interview {
 public:
  Interview(const RulePack& pack, const Evaluator& ev, const UnknownCases& unknown,
            const std::vector<FactRef>& missing)
      : pack_(pack), ev_(ev), unknown_(unknown), missing_(missing), filled_(pack, ev) {}

  void run(Opinion& into, bool wants_branches) {
    candidates();
    choose();
    for (const std::size_t i : chosen_) into.questions.push_back(question(asked_[i]));
    if (wants_branches) branches(into);
  }

 private:
  void candidates() {
    std::set<FactRef> covered;
    for (const QuestionDef& q : pack_.questions) {
      Asked asked{&q, {}, {}};
      for (const Answer& a : q.answers) {
        if (filled_.is_possible(a)) asked.answers.push_back(&a);
      }
      bool matters = false;
      for (const Answer* a : asked.answers) {
        for (const auto& [id, ignored] : a->facts) {
          for (const FactRef fact : filled_.unknown_of(id)) {
            if (!std::binary_search(missing_.begin(), missing_.end(), fact)) continue;
            matters = true;
            covered.insert(fact);
          }
        }
      }
      if (matters) asked_.push_back(std::move(asked));
    }
    for (const FactRef fact : missing_) {
      if (covered.count(fact) == 0) asked_.push_back({nullptr, fact, {}});
    }
  }

  // The usual answer to each question in `these`; then the route.
  std::int32_t usual_route(const std::vector<std::size_t>& these, bool exactly) {
    filled_.reset();
    for (const std::size_t i : these) apply(i, 0);
    return filled_.route(exactly);
  }
  void apply(std::size_t question, std::size_t answer) {
    const Asked& asked = asked_[question];
    if (asked.question != nullptr) return filled_.set(*asked.answers[answer]);
    const std::vector<Value> values = values_of(pack_, ev_, unknown_, asked.fact);
    if (answer < values.size()) filled_.set(asked.fact, values[answer]);
  }

  // Fewest questions whose usual answers settle the route: drop one after the other from the last; then look
  // for a smaller set among the first ones, as far as the bound on trials goes.
  void choose() {
    for (std::size_t i = 0; i < asked_.size(); ++i) chosen_.push_back(i);
    if (usual_route(chosen_, true) < 0) return;  // the usual answers alone do not settle it: ask all
    for (std::size_t i = asked_.size(); i-- > 0;) {
      std::vector<std::size_t> fewer = chosen_;
      std::erase(fewer, i);
      if (usual_route(fewer, false) >= 0) chosen_ = std::move(fewer);
    }
    std::size_t trials = 0;
    for (std::size_t size = 1; size < chosen_.size() && trials < kMaxTrials; ++size) {
      std::vector<std::size_t> picked;
      if (smaller(picked, 0, size, trials)) {
        chosen_ = picked;
        return;
      }
    }
  }

  bool smaller(std::vector<std::size_t>& picked, std::size_t from, std::size_t size, std::size_t& trials) {
    if (picked.size() == size) return ++trials <= kMaxTrials && usual_route(picked, false) >= 0;
    for (std::size_t i = from; i + (size - picked.size()) <= asked_.size() && trials < kMaxTrials; ++i) {
      picked.push_back(i);
      if (smaller(picked, i + 1, size, trials)) return true;
      picked.pop_back();
    }
    return false;
  }

  std::vector<FactRef> facts_of(const Asked& asked) const {
    if (asked.question == nullptr) return {asked.fact};
    std::set<FactRef> facts;
    for (const Answer* a : asked.answers) {
      for (const auto& [id, ignored] : a->facts) {
        for (const FactRef fact : filled_.unknown_of(id)) facts.insert(fact);
      }
    }
    return {facts.begin(), facts.end()};
  }

  Question question(const Asked& asked) const {
    Question made;
    for (const FactRef fact : facts_of(asked)) made.facts.push_back(name_of(*pack_.plan, fact));
    if (asked.question == nullptr) {
      const Text& label = label_of(pack_, asked.fact);
      made.ask = {label.en + "?", label.zh + "？"};
      return made;
    }
    const QuestionDef& q = *asked.question;
    made.ask = q.ask;
    made.why = q.why;
    if (q.flag.empty()) return made;
    std::vector<std::string> words;
    for (const Answer* a : asked.answers) words.push_back(a->word);
    made.flag = fmt::format("{} {}", q.flag, fmt::join(words, "|"));
    return made;
  }

  Text clause(std::size_t question, std::size_t answer) const {
    const Asked& asked = asked_[question];
    if (asked.question != nullptr) return asked.answers[answer]->says;
    const std::vector<Value> values = values_of(pack_, ev_, unknown_, asked.fact);
    return answer < values.size() ? value_text(pack_, asked.fact, values[answer], values) : Text{};
  }
  std::size_t answers(std::size_t question) const {
    const Asked& asked = asked_[question];
    return asked.question != nullptr ? asked.answers.size()
                                     : values_of(pack_, ev_, unknown_, asked.fact).size();
  }

  // The usual answers first, then each other answer to one question with the usual ones to the rest.
  void branches(Opinion& into) {
    add_branch(into, chosen_.size(), 0);
    for (std::size_t c = 0; c < chosen_.size(); ++c) {
      for (std::size_t a = 1; a < answers(chosen_[c]) && into.branches.size() < kMaxBranches; ++a) {
        add_branch(into, c, a);
      }
    }
  }

  void add_branch(Opinion& into, std::size_t turned, std::size_t other) {
    filled_.reset();
    Branch branch;
    Text condition;
    for (std::size_t c = 0; c < chosen_.size(); ++c) {
      const std::size_t answer = c == turned ? other : 0;
      apply(chosen_[c], answer);
      name_facts(chosen_[c], answer, branch);
      if (turned < chosen_.size() && c != turned) continue;
      const Text part = clause(chosen_[c], answer);
      condition =
          condition.empty() ? part : Text{condition.en + ", " + part.en, condition.zh + "，" + part.zh};
    }
    if (turned < chosen_.size() && chosen_.size() > 1) {
      condition = {condition.en + ", the rest as usual", condition.zh + "，其余同常见情形"};
    }
    const std::int32_t route = filled_.route(true);
    branch.route = route_code(pack_, route);
    branch.says = with_route(condition, pack_, route);
    into.branches.push_back(std::move(branch));
  }

  void name_facts(std::size_t question, std::size_t answer, Branch& branch) const {
    const Asked& asked = asked_[question];
    if (asked.question == nullptr) {
      const std::vector<Value> values = values_of(pack_, ev_, unknown_, asked.fact);
      if (answer >= values.size()) return;
      branch.when.emplace_back(
          name_of(*pack_.plan, asked.fact),
          fact_value(*pack_.plan, slot_of(*pack_.plan, asked.fact).type, values[answer]));
      return;
    }
    for (const auto& [id, value] : asked.answers[answer]->facts) {
      std::size_t named = 0;
      for (const FactRef fact : filled_.unknown_of(id)) {
        if (++named > kMaxNamedItems) break;
        branch.when.emplace_back(name_of(*pack_.plan, fact), value);
      }
    }
  }

  const RulePack& pack_;
  const Evaluator& ev_;
  const UnknownCases& unknown_;
  const std::vector<FactRef>& missing_;
  Filled filled_;
  std::vector<Asked> asked_;
  std::vector<std::size_t> chosen_;
};

}  // namespace

void ask(const RulePack& pack, const Evaluator& evaluated, UnknownCases& unknown, Opinion& into) {
  const std::vector<FactRef> missing = unknown.deciding();
  for (const FactRef fact : missing) into.missing_facts.push_back(name_of(*pack.plan, fact));
  const bool shown = all_combinations(pack, evaluated, unknown, missing, into);
  Interview(pack, evaluated, unknown, missing).run(into, !shown);
}

void ask_for_all(const RulePack& pack, const Evaluator& evaluated, Opinion& into) {
  const auto add = [&](FactRef fact, Value value, const std::vector<std::uint8_t>& used) {
    if (value == kUnknownValue && used[at(fact.slot)] != 0)
      into.missing_facts.push_back(name_of(*pack.plan, fact));
  };
  const SlotCase& facts = evaluated.facts();
  for (std::size_t s = 0; s < facts.flow.size(); ++s) {
    add({-1, static_cast<std::int32_t>(s)}, facts.flow[s], evaluated.segment().flow_used);
  }
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    for (std::size_t s = 0; s < facts.items[i].size(); ++s) {
      add({static_cast<std::int32_t>(i), static_cast<std::int32_t>(s)}, facts.items[i][s],
          evaluated.segment().item_used);
    }
  }
}

}  // namespace tidegate::law
