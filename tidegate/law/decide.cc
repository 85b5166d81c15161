#include "tidegate/law/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/law/changes.h"
#include "tidegate/law/evaluate.h"
#include "tidegate/law/labels.h"
#include "tidegate/law/opinion_builder.h"
#include "tidegate/law/plan.h"
#include "tidegate/law/proof.h"
#include "tidegate/law/questions.h"
#include "tidegate/law/unknown_cases.h"

namespace tidegate::law {
namespace {

Opinion undetermined(const RulePack& pack, Date as_of) {
  Opinion opinion;
  opinion.law = pack.law;
  opinion.pack_id = pack.id;
  opinion.pack_version = pack.version;
  opinion.pack_hash = pack.hash;
  opinion.as_of = as_of;
  opinion.route = "undetermined";
  return opinion;
}

void note_review(const RulePack& pack, Date as_of, Opinion& opinion) {
  if (as_of > pack.reviewed_until) opinion.reviewed_until = pack.reviewed_until;
}

void note_misfits(const std::vector<std::string>& misfits, Opinion& opinion) {
  for (const std::string& name : misfits) {
    opinion.notes.push_back(
        {fmt::format("the value given for {} is none that this law knows: taken as unknown", name),
         fmt::format("{} 的取值不在本法规定之列，按未知处理", name)});
  }
}

// Duties and gates that no missing fact of the route decides, but some other missing fact does.
void note_open_duties(const RulePack& pack, const Evaluator& ev, Opinion& opinion) {
  std::vector<std::string> codes;
  Text list;
  const auto add = [&](const std::vector<std::int32_t>& entries, const std::vector<VocabularyEntry>& words,
                       const std::vector<Duty>& listed) {
    for (const std::int32_t e : entries) {
      const VocabularyEntry& word = words[static_cast<std::size_t>(e)];
      const bool there =
          std::any_of(listed.begin(), listed.end(), [&](const Duty& d) { return d.code == word.code; });
      if (there || std::find(codes.begin(), codes.end(), word.code) != codes.end()) continue;
      codes.push_back(word.code);
      list.en += (list.en.empty() ? "" : "; ") + word.says.en;
      list.zh += (list.zh.empty() ? "" : "；") + word.says.zh;
    }
  };
  for (const std::int32_t r : ev.segment().flow_rules) {
    if (ev.stands(r) != kMaybe) continue;
    const RulePlan& rule = pack.plan->rules[static_cast<std::size_t>(r)];
    add(rule.obligations, pack.duties, opinion.obligations);
    add(rule.gates, pack.gates, opinion.gates);
  }
  if (list.empty()) return;
  opinion.notes.push_back({"depending on facts not given, this may be due as well: " + list.en,
                           "视未提供的事实，可能还须：" + list.zh});
}

void local_gates(const RulePack& pack, const Evaluator& ev, const DecideOptions& options, Opinion& opinion) {
  for (std::size_t i = 0; i < pack.local_gates.size(); ++i) {
    const LocalGate& gate = pack.local_gates[i];
    const bool is_on = std::find(options.local_gates.begin(), options.local_gates.end(), gate.code) !=
                       options.local_gates.end();
    if (!is_on || ev.condition(pack.plan->local_gates[i]) == kNo) continue;
    opinion.gates.push_back({gate.code, gate.says, {}});
    opinion.notes.push_back({fmt::format("{} is a gate of this installation, not of the law", gate.code),
                             fmt::format("{} 为本地配置的关口，并非法律规定", gate.code)});
  }
}

// The route is known, though perhaps not every fact.
void settle(const RulePack& pack, const Evaluator& ev, UnknownCases* unknown, std::int32_t route, Date as_of,
            const DecideOptions& options, Opinion& opinion) {
  OpinionBuilder builder(pack, ev, unknown, as_of, options.advice);
  builder.say(route, opinion);
  const bool open = static_cast<std::size_t>(route) == pack.routes.size();
  if (open || pack.routes[static_cast<std::size_t>(route)].shows_exemptions) {
    builder.margins(opinion);
    builder.items(opinion);
  }
  builder.citations(opinion);
  if (!options.advice) return;
  note_open_duties(pack, ev, opinion);
  if (unknown != nullptr) return;
  opinion.nearest_flip = nearest_flip(pack, ev);
  opinion.changes = smallest_changes(pack, ev);
}

void leave_open(const RulePack& pack, const Evaluator& ev, UnknownCases& unknown, Date as_of,
                Opinion& opinion) {
  if (unknown.over_limit()) {
    ask_for_all(pack, ev, opinion);
    opinion.notes.push_back({"too many facts are missing to tell which of them decide: all are listed",
                             "缺失的事实过多，无法逐一判断，现全部列出"});
  } else {
    ask(pack, ev, unknown, opinion);
  }
  OpinionBuilder builder(pack, ev, nullptr, as_of, true);
  builder.margins(opinion);
  builder.items(opinion);
  builder.citations(opinion);
}

void note_fault(std::int32_t route, Opinion& opinion) {
  if (route == Evaluator::kGap) {
    opinion.notes.push_back({"no rule of the pack gives a route for this case: a gap of the pack",
                             "规则包对该情形没有给出结论（规则包的缺漏）"});
  } else if (route == Evaluator::kConflict) {
    opinion.notes.push_back({"rules of the pack contradict each other in this case: a fault of the pack",
                             "规则包对该情形的规则相互矛盾（规则包的错误）"});
  }
}

// Fills an opinion that is undetermined so far.
void find_route(const RulePack& pack, const CaseFacts& facts, Date as_of, const DecideOptions& options,
                Opinion& opinion) {
  note_review(pack, as_of, opinion);
  const Segment* segment = pack.plan->segment(as_of);
  if (segment == nullptr) {
    opinion.notes.push_back({fmt::format("the pack says nothing of days before {}", pack.from.str()),
                             fmt::format("规则包不涉及 {} 以前的日期", pack.from.str())});
    return;
  }
  std::vector<std::string> misfits;
  const SlotCase slots = slots_of(pack, facts, &misfits);
  note_misfits(misfits, opinion);
  if (slots.items.empty() && !pack.plan->item_facts.empty()) {
    opinion.notes.push_back({"no data item is given", "没有给出数据项"});
    opinion.missing_facts.push_back("data");
    return;
  }
  Evaluator evaluated(*pack.plan, *segment);
  evaluated.run(slots);
  const std::int32_t route = evaluated.route();
  if (route >= 0) {
    settle(pack, evaluated, nullptr, route, as_of, options, opinion);
  } else if (route == Evaluator::kOpen) {
    UnknownCases unknown(evaluated);
    const std::int32_t settled = unknown.settled();
    if (settled >= 0 && !unknown.over_limit()) {
      settle(pack, evaluated, &unknown, settled, as_of, options, opinion);
    } else {
      leave_open(pack, evaluated, unknown, as_of, opinion);
    }
  } else {
    note_fault(route, opinion);
  }
  local_gates(pack, evaluated, options, opinion);
  if (options.proof || options.proof_steps) {
    std::vector<ProofStep> steps = prove(evaluated);
    if (options.proof) opinion.proof = unfold(pack, steps, as_of);
    if (options.proof_steps) opinion.proof_steps = std::move(steps);
  }
}

}  // namespace

Opinion decide(const RulePack& pack, const CaseFacts& facts, Date as_of, const DecideOptions& options) {
  Opinion opinion = undetermined(pack, as_of);
  find_route(pack, facts, as_of, options, opinion);
  if (opinion.route_class == RouteClass::kUndetermined)
    opinion.route_label = {"not yet determined", "尚不能确定"};
  if (options.advice) label(pack, opinion);
  return opinion;
}

Truth is_called(const RulePack& pack, const CaseFacts& facts, Date as_of) {
  const Segment* segment = pack.plan->segment(as_of);
  if (segment == nullptr) return Truth::kFalse;
  const SlotCase slots = slots_of(pack, facts);
  Evaluator evaluated(*pack.plan, *segment);
  evaluated.run(slots);
  return as_truth(evaluated.condition(pack.plan->called_when));
}

}  // namespace tidegate::law
