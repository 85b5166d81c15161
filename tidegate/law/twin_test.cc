// The engine against its plain twin, its proofs against the checker, and Kleene's law, on random cases of
// every pack.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tidegate/law/decide.h"
#include "tidegate/law/evaluate.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/plain_evaluator.h"
#include "tidegate/law/plan.h"
#include "tidegate/law/proof_checker.h"

namespace tidegate::law {
namespace {

const std::vector<RulePack>& packs() {
  static const std::vector<RulePack> kPacks = [] {
    std::vector<RulePack> read;
    std::set<std::filesystem::path> files;
    for (const auto& folder : std::filesystem::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks")) {
      if (std::filesystem::exists(folder.path() / "pack.json")) files.insert(folder.path() / "pack.json");
    }
    for (const auto& file : files) {
      std::stringstream text;
      text << std::ifstream(file).rdbuf();
      if (auto pack = parse_pack(text.str())) read.push_back(std::move(*pack));
    }
    return read;
  }();
  return kPacks;
}

struct RandomCase {
  const RulePack* pack = nullptr;
  const Segment* segment = nullptr;
  CaseFacts facts;
  Date as_of() const { return segment->days.from; }
};

// A value that some condition tells from its neighbours, or unknown.
FactValue any_value(const Plan& plan, const FactSlot& slot, const std::vector<FactClass>& classes,
                    int unknown_percent) {
  if (*rc::gen::inRange(0, 100) < unknown_percent) return Unknown{};
  const FactClass& c =
      classes[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(classes.size())))];
  if (!c.members.empty()) {
    const auto member =
        static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(c.members.size())));
    return fact_value(plan, slot.type, c.members[member]);
  }
  // Numbers of persons cluster round the limits of the counters.
  if (slot.type == FactType::kInt && *rc::gen::inRange(0, 2) == 0) {
    return *rc::gen::element<std::int64_t>(0, 1, 99, 101, 500, 501, 999, 1000, 1001, 9999, 10000, 10001,
                                           99999, 100000, 100001, 999999, 1000000, 1000001);
  }
  const Value last = c.high == kNoLimit ? c.low + 3 : c.high;
  return fact_value(plan, slot.type, *rc::gen::element(c.low, last));
}

RandomCase any_case(int unknown_percent, int max_items) {
  RandomCase made;
  made.pack = &packs()[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(packs().size())))];
  const Plan& plan = *made.pack->plan;
  made.segment = &plan.segments[static_cast<std::size_t>(
      *rc::gen::inRange<int>(0, static_cast<int>(plan.segments.size())))];
  made.facts.absent = *rc::gen::element(Absent::kNo, Absent::kUnknown);
  for (std::size_t s = 0; s < plan.flow_facts.size(); ++s) {
    if (*rc::gen::inRange(0, 10) == 0) continue;
    made.facts.flow.set(plan.flow_facts[s].name,
                        any_value(plan, plan.flow_facts[s], made.segment->flow_classes[s], unknown_percent));
  }
  made.facts.items.resize(static_cast<std::size_t>(*rc::gen::inRange(1, max_items + 1)));
  for (Facts& item : made.facts.items) {
    for (std::size_t s = 0; s < plan.item_facts.size(); ++s) {
      if (*rc::gen::inRange(0, 10) == 0) continue;
      item.set(plan.item_facts[s].name,
               any_value(plan, plan.item_facts[s], made.segment->item_classes[s], unknown_percent));
    }
  }
  return made;
}

std::string show(const RandomCase& c) {
  std::string text =
      c.pack->id + " " + c.as_of().str() + (c.facts.absent == Absent::kNo ? " no" : " unknown");
  for (const auto& [name, value] : c.facts.flow.all()) text += "\n  " + name + " = " + to_string(value);
  for (std::size_t i = 0; i < c.facts.items.size(); ++i) {
    for (const auto& [name, value] : c.facts.items[i].all()) {
      text += "\n  data[" + std::to_string(i) + "]." + name + " = " + to_string(value);
    }
  }
  return text;
}

RC_GTEST_PROP(Twin, GivesEveryRuleDefinitionAndCounterTheSameTruth, ()) {
  const RandomCase c = any_case(*rc::gen::element(0, 20, 60), 3);
  RC_LOG() << show(c);
  const Plan& plan = *c.pack->plan;
  const SlotCase slots = slots_of(*c.pack, c.facts);
  Evaluator engine(plan, *c.segment);
  engine.run(slots);
  PlainEvaluator plain(*c.pack, c.facts, c.as_of());
  for (std::size_t r = 0; r < c.pack->rules.size(); ++r) {
    const Rule& rule = c.pack->rules[r];
    if (!rule.in_force.contains(c.as_of())) continue;
    const std::size_t rows = rule.scope == Scope::kItem ? c.facts.items.size() : 1;
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t item = rule.scope == Scope::kItem ? i : PlainEvaluator::kNoItem;
      if (as_truth(engine.stands(static_cast<std::int32_t>(r), i)) != plain.stands(rule, item))
        RC_FAIL(rule.id);
    }
  }
  for (std::size_t n = 0; n < plan.counter_ids.size(); ++n) {
    const Interval mine = engine.counter(static_cast<std::int32_t>(n));
    RC_ASSERT(std::pair(mine.low, mine.high) == plain.counter(plan.counter_ids[n]));
  }
}

RC_GTEST_PROP(Proof, OfEveryDecisionIsAcceptedByTheChecker, ()) {
  const RandomCase c = any_case(*rc::gen::element(0, 0, 15), 3);
  const Opinion opinion = decide(*c.pack, c.facts, c.as_of(), {true, false, {}});
  RC_LOG() << show(c) << "\nroute " << opinion.route << " by "
           << fmt::format("{}", fmt::join(opinion.legal_basis, ", "));
  const std::vector<std::string> faults = proof_faults(*c.pack, c.facts, c.as_of(), opinion);
  if (!faults.empty()) RC_FAIL(faults.front());
}

// Every change to a proof is noticed: it is a certificate, not a decoration.
RC_GTEST_PROP(Proof, DoesNotSurviveAChange, ()) {
  const RandomCase c = any_case(0, 2);
  Opinion opinion = decide(*c.pack, c.facts, c.as_of(), {true, false, {}});
  RC_PRE(opinion.route != "undetermined");
  const auto index =
      static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(opinion.proof.size())));
  ProofNode& node = opinion.proof[index];
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      node.truth = node.truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
      break;
    case 1:
      node.label += "x";
      break;
    case 2:
      if (node.kind != ProofKind::kRule) RC_DISCARD();
      opinion.proof.erase(opinion.proof.begin() + static_cast<std::ptrdiff_t>(index));
      break;
    default:
      opinion.legal_basis.push_back("CN-PPR-2024 art.99");
  }
  // The truth of a counter's node is only about its being known.
  RC_PRE(node.kind != ProofKind::kCounter);
  RC_LOG() << show(c) << "\nroute " << opinion.route << " node " << node.label;
  RC_ASSERT(!proof_faults(*c.pack, c.facts, c.as_of(), opinion).empty());
}

void fill(RandomCase& c, bool all) {
  const Plan& plan = *c.pack->plan;
  const auto fill_one = [&](Facts& facts, const FactSlot& slot, const std::vector<FactClass>& classes) {
    const FactValue* now = facts.find(slot.name);
    if (now != nullptr && !is_unknown(*now)) return;
    const bool means_no = c.facts.absent == Absent::kNo || slot.claimed;
    if (now == nullptr && means_no && slot.when_no != kUnknownValue) return;
    if (all || *rc::gen::inRange(0, 3) == 0) facts.set(slot.name, any_value(plan, slot, classes, 0));
  };
  for (std::size_t s = 0; s < plan.flow_facts.size(); ++s)
    fill_one(c.facts.flow, plan.flow_facts[s], c.segment->flow_classes[s]);
  for (Facts& item : c.facts.items) {
    for (std::size_t s = 0; s < plan.item_facts.size(); ++s)
      fill_one(item, plan.item_facts[s], c.segment->item_classes[s]);
  }
}

RC_GTEST_PROP(Kleene, FillingInAnUnknownNeverContradictsAKnownAnswer, ()) {
  RandomCase c = any_case(40, 2);
  const Opinion before = decide(*c.pack, c.facts, c.as_of(), {false, false, {}});
  const std::string first = show(c);
  fill(c, *rc::gen::element(true, false));
  const Opinion after = decide(*c.pack, c.facts, c.as_of(), {false, false, {}});
  RC_LOG() << first << "\nroute " << before.route << "\nthen\n" << show(c) << "\nroute " << after.route;
  if (before.route != "undetermined") {
    RC_ASSERT(after.route == before.route);
  } else {
    // What was no longer asked for did not matter.
    for (const std::string& name : after.missing_facts) {
      RC_ASSERT(std::count(before.missing_facts.begin(), before.missing_facts.end(), name) == 1);
    }
  }
}

// In between, an article or a duty that one rule or another brings may be no more than possible again.
RC_GTEST_PROP(Kleene, WhatIsSureHoldsInEveryCompleteCase, ()) {
  RandomCase c = any_case(40, 2);
  const Opinion before = decide(*c.pack, c.facts, c.as_of(), {false, false, {}});
  RC_PRE(before.route != "undetermined");
  const std::string first = show(c);
  fill(c, true);
  const Opinion after = decide(*c.pack, c.facts, c.as_of(), {false, false, {}});
  RC_LOG() << first << "\nroute " << before.route << "\nthen\n" << show(c) << "\nroute " << after.route;
  RC_ASSERT(after.route == before.route);
  for (const std::string& code : before.legal_basis) {
    RC_ASSERT(std::count(after.legal_basis.begin(), after.legal_basis.end(), code) == 1);
  }
  for (const Duty& duty : before.obligations) {
    RC_ASSERT(std::any_of(after.obligations.begin(), after.obligations.end(),
                          [&](const Duty& d) { return d.code == duty.code; }));
  }
}

// A few facts unknown: the route is settled exactly when every value of them gives the same, and a fact is
// named as missing exactly when some change of it alone changes the route.
RC_GTEST_PROP(Unknowns, AreExactlyThoseThatSomeCompletionTurnsOn, ()) {
  RandomCase c = any_case(0, 2);
  const Plan& plan = *c.pack->plan;
  struct Open {
    Facts* facts;
    const FactSlot* slot;
    const std::vector<FactClass>* classes;
    std::string name;
  };
  std::vector<Open> all;
  for (std::size_t s = 0; s < plan.flow_facts.size(); ++s) {
    all.push_back({&c.facts.flow, &plan.flow_facts[s], &c.segment->flow_classes[s], plan.flow_facts[s].name});
  }
  for (std::size_t i = 0; i < c.facts.items.size(); ++i) {
    for (std::size_t s = 0; s < plan.item_facts.size(); ++s) {
      all.push_back({&c.facts.items[i], &plan.item_facts[s], &c.segment->item_classes[s],
                     "data[" + std::to_string(i) + "]." + plan.item_facts[s].name});
    }
  }
  std::erase_if(all, [](const Open& o) { return o.slot->type == FactType::kInt || o.classes->size() < 2; });
  std::vector<Open> open;
  for (int n = 0; n < 4 && !all.empty(); ++n) {
    const auto pick = static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(all.size())));
    open.push_back(all[pick]);
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(pick));
  }
  fill(c, true);
  for (const Open& o : open) o.facts->set(o.slot->name, Unknown{});
  const Opinion opinion = decide(*c.pack, c.facts, c.as_of(), {false, false, {}});
  RC_LOG() << show(c) << "\nroute " << opinion.route;

  std::vector<std::size_t> pick(open.size(), 0);
  std::map<std::vector<std::size_t>, std::string> routes;
  for (bool more = true; more;) {
    CaseFacts filled = c.facts;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const FactClass& value = (*open[i].classes)[pick[i]];
      open[i].facts->set(
          open[i].slot->name,
          fact_value(plan, open[i].slot->type, value.members.empty() ? value.low : value.members.front()));
    }
    routes[pick] = PlainEvaluator(*c.pack, c.facts, c.as_of()).route();
    for (const Open& o : open) o.facts->set(o.slot->name, Unknown{});
    more = false;
    for (std::size_t i = 0; i < open.size() && !more; ++i) {
      pick[i] = (pick[i] + 1) % open[i].classes->size();
      more = pick[i] != 0;
    }
  }
  std::set<std::string> outcomes;
  for (const auto& [ignored, route] : routes) outcomes.insert(route);
  RC_PRE(outcomes.count("gap") == 0 && outcomes.count("contradiction") == 0);
  if (outcomes.size() == 1) {
    RC_ASSERT(opinion.route == *outcomes.begin());
    RC_ASSERT(opinion.missing_facts.empty());
    return;
  }
  RC_ASSERT(opinion.route == "undetermined");
  std::set<std::string> turning;
  for (const auto& [values, route] : routes) {
    for (std::size_t i = 0; i < open.size(); ++i) {
      std::vector<std::size_t> other = values;
      for (std::size_t v = 0; v < open[i].classes->size(); ++v) {
        other[i] = v;
        if (routes.at(other) != route) turning.insert(open[i].name);
      }
    }
  }
  RC_ASSERT(turning == std::set<std::string>(opinion.missing_facts.begin(), opinion.missing_facts.end()));
}

}  // namespace
}  // namespace tidegate::law
