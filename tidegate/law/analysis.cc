#include "tidegate/law/analysis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tidegate/law/case_space.h"
#include "tidegate/law/evaluate.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

Text route_text(const RulePack& pack, std::int32_t route) {
  if (at(route) == pack.routes.size()) return {"undetermined", "未定"};
  const RouteDef& r = pack.routes[at(route)];
  return {r.id, r.label.zh + " " + r.id};
}

class Check {
 public:
  explicit Check(const RulePack& pack) : pack_(pack) {}

  Result<CheckReport> run() {
    report_.pack_id = pack_.id;
    report_.pack_version = pack_.version;
    report_.pack_hash = pack_.hash;
    for (const Segment& segment : pack_.plan->segments) {
      CaseSpace space({{&pack_, &segment}});
      sweep(segment, space);
      report_.segments += 1;
      report_.sets += space.sets().size();
      if (space.sets().over_limit()) {
        return fail({ErrorCode::kLimit, "needs more sets of cases than fit", "/rules", "需要的情形集合过多"});
      }
      undecided(segment, space.unsolved());
    }
    never_seen();
    bare_rules();
    unused();
    bound();
    std::stable_sort(report_.faults.begin(), report_.faults.end(),
                     [](const PackFault& a, const PackFault& b) { return a.kind < b.kind; });
    return std::move(report_);
  }

 private:
  void sweep(const Segment& segment, CaseSpace& space) {
    const auto routes = static_cast<std::int32_t>(pack_.routes.size());
    SetRef routed = kNever;
    for (std::int32_t a = 0; a <= routes; ++a) {
      const SetRef here = space.route(0, a);
      if (a < routes && !reached_.contains(a) && space.find(here)) reached_.insert(a);
      for (std::int32_t b = 0; b < a; ++b) {
        contradiction(segment, space, b, a, space.sets().both(here, space.route(0, b)));
      }
      routed = space.sets().either(routed, here);
    }
    gap(segment, space, space.sets().inverse(routed));
    for (const auto* rules : {&segment.item_rules, &segment.flow_rules}) {
      for (const std::int32_t r : *rules) alive(segment, space, r);
    }
  }

  void add(PackFaultKind kind, std::vector<std::string> subjects, DateInterval days,
           const std::optional<FoundCase>& found, Text says) {
    PackFault fault{kind, std::move(subjects), days, {}, std::nullopt, std::move(says)};
    if (found) {
      fault.box = found->box;
      fault.witness = Witness{days.from, found->facts, given_lines(pack_, found->facts)};
    }
    report_.faults.push_back(std::move(fault));
  }

  void gap(const Segment& segment, CaseSpace& space, SetRef cases) {
    const auto found = space.find(cases);
    if (!found) return;
    add(PackFaultKind::kGap, {}, segment.days, found,
        {fmt::format("from {} some cases get no route", segment.days.from.str()),
         fmt::format("自 {} 起，有情形得不出路径", segment.days.from.str())});
  }

  void contradiction(const Segment& segment, CaseSpace& space, std::int32_t a, std::int32_t b, SetRef cases) {
    const auto found = space.find(cases);
    if (!found) return;
    const Text first = route_text(pack_, a), second = route_text(pack_, b);
    add(PackFaultKind::kContradiction, standing(segment, *found), segment.days, found,
        {fmt::format("from {} some cases get both {} and {}", segment.days.from.str(), first.en, second.en),
         fmt::format("自 {} 起，有情形同时得出 {} 与 {}", segment.days.from.str(), first.zh, second.zh)});
  }

  // The route rules that stand in the witness, asked of the engine itself.
  std::vector<std::string> standing(const Segment& segment, const FoundCase& found) const {
    Evaluator engine(*pack_.plan, segment);
    const SlotCase slots = slots_of(pack_, found.facts);
    engine.run(slots);
    std::vector<std::string> rules;
    for (const std::int32_t r : segment.flow_rules) {
      if (pack_.plan->rules[at(r)].route >= 0 && engine.stands(r) == kYes)
        rules.push_back(pack_.rules[at(r)].id);
    }
    return rules;
  }

  void alive(const Segment& segment, CaseSpace& space, std::int32_t rule) {
    const bool item = pack_.rules[at(rule)].scope == Scope::kItem;
    const auto is_real = [&](SetRef set) {
      return space.find(item ? space.some_item(set) : set).has_value();
    };
    if (!lives_.contains(rule) && is_real(space.stands(0, rule))) lives_.insert(rule);
    for (const std::int32_t e : segment.exceptions[at(rule)]) {
      if (!meets_.contains({e, rule}) &&
          is_real(space.sets().both(space.stands(0, e), space.holds(0, rule)))) {
        meets_.insert({e, rule});
      }
    }
  }

  void undecided(const Segment& segment, std::size_t boxes) {
    if (boxes == 0) return;
    add(PackFaultKind::kUndecided, {}, segment.days, std::nullopt,
        {fmt::format("from {} {} boxes were neither shown nor excluded", segment.days.from.str(), boxes),
         fmt::format("自 {} 起，有 {} 类情形既未举例亦未排除", segment.days.from.str(), boxes)});
  }

  // What no stretch of days has shown.
  void never_seen() {
    const DateInterval whole{pack_.from, DateInterval{}.to};
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      if (lives_.contains(static_cast<std::int32_t>(i))) continue;
      const std::string& id = pack_.rules[i].id;
      add(PackFaultKind::kDeadRule, {id}, whole, std::nullopt,
          {fmt::format("rule {} never stands", id), fmt::format("规则 {} 永不成立", id)});
    }
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) idle_exceptions(i, whole);
    for (std::size_t i = 0; i < pack_.routes.size(); ++i) {
      if (reached_.contains(static_cast<std::int32_t>(i))) continue;
      const std::string& id = pack_.routes[i].id;
      add(PackFaultKind::kUnreachableRoute, {id}, whole, std::nullopt,
          {fmt::format("no case gets the route {}", id), fmt::format("没有情形得出路径 {}", id)});
    }
  }

  // An exception to a group has its use when it meets one rule of the group.
  void idle_exceptions(std::size_t i, DateInterval whole) {
    const Rule& rule = pack_.rules[i];
    for (const std::string& target : rule.exception_to) {
      bool met = false;
      for (std::size_t k = 0; k < pack_.rules.size() && !met; ++k) {
        const bool named = pack_.rules[k].id == target || pack_.rules[k].group == target;
        met = named && meets_.contains({static_cast<std::int32_t>(i), static_cast<std::int32_t>(k)});
      }
      if (met) continue;
      add(PackFaultKind::kIdleException, {rule.id, target}, whole, std::nullopt,
          {fmt::format("rule {} never meets {}, to which it is an exception", rule.id, target),
           fmt::format("规则 {} 作为 {} 的例外从未适用", rule.id, target)});
    }
  }

  // Without an article nobody can check the answer.
  void bare_rules() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const Rule& rule = pack_.rules[i];
      if (rule.then.route.empty() || rule.cites.empty()) continue;
      std::set<Date> days{std::max(rule.in_force.from, pack_.from)};
      for (const Provision& p : pack_.provisions) {
        for (const Date day : {p.in_force.from, p.in_force.to}) {
          if (rule.in_force.contains(day) && day > pack_.from) days.insert(day);
        }
      }
      const auto& cites = pack_.plan->rules[i].cites;
      const auto bare = std::find_if(days.begin(), days.end(), [&](Date day) {
        return std::all_of(cites.begin(), cites.end(),
                           [&](std::int32_t p) { return article_on(pack_, p, day) < 0; });
      });
      if (bare == days.end()) continue;
      add(PackFaultKind::kBareRule, {rule.id}, {*bare, rule.in_force.to}, std::nullopt,
          {fmt::format("from {} no article that rule {} cites is in force", bare->str(), rule.id),
           fmt::format("自 {} 起，规则 {} 所引条款均未生效", bare->str(), rule.id)});
    }
  }

  // Facts and articles that nothing reads are no fault, but somebody should know.
  void unused() {
    const Plan& plan = *pack_.plan;
    std::set<std::string> seen;
    std::vector<std::uint8_t> flow(plan.flow_facts.size(), 0), item(plan.item_facts.size(), 0);
    for (const Segment& s : plan.segments) {
      for (std::size_t i = 0; i < flow.size(); ++i) flow[i] = flow[i] != 0 || s.flow_used[i] != 0;
      for (std::size_t i = 0; i < item.size(); ++i) item[i] = item[i] != 0 || s.item_used[i] != 0;
    }
    for (std::size_t i = 0; i < flow.size(); ++i) {
      const bool calls = pack_.called_when.text.find(plan.flow_facts[i].name) != std::string::npos;
      if (flow[i] == 0 && !calls) note("fact", "事实", plan.flow_facts[i].name);
    }
    for (std::size_t i = 0; i < item.size(); ++i) {
      if (item[i] == 0) note("fact", "事实", "item." + plan.item_facts[i].name);
    }
    std::set<std::int32_t> parameters, registers, definitions;
    for (const PlanNode& n : plan.nodes) {
      if (n.parameter >= 0) parameters.insert(n.parameter);
      if (n.reg >= 0) registers.insert(n.reg);
      if (n.kind == PlanNode::Kind::kFlowDefinition || n.kind == PlanNode::Kind::kItemDefinition) {
        definitions.insert(n.slot);
      }
    }
    for (const Rule& r : pack_.rules) seen.insert(r.then.validity_parameter);
    for (std::size_t i = 0; i < pack_.parameters.size(); ++i) {
      const bool used =
          parameters.contains(static_cast<std::int32_t>(i)) || seen.contains(pack_.parameters[i].id);
      if (!used) note("parameter", "参数", pack_.parameters[i].id);
    }
    for (std::size_t i = 0; i < pack_.registers.size(); ++i) {
      if (!registers.contains(static_cast<std::int32_t>(i)))
        note("register", "登记册", pack_.registers[i].id);
    }
    for (std::size_t i = 0; i < plan.definition_ids.size(); ++i) {
      if (!definitions.contains(static_cast<std::int32_t>(i)))
        note("definition", "定义", plan.definition_ids[i]);
    }
  }
  void note(std::string_view kind, std::string_view zh, const std::string& id) {
    report_.notes.push_back(
        {fmt::format("{} {} is used by no rule", kind, id), fmt::format("{} {} 未被规则使用", zh, id)});
  }

  void bound() {
    report_.bound = {
        fmt::format(
            "{} stretches of days; in each every combination of facts that some condition tells apart, "
            "numbers at the limits they meet, and any number of items: conditions ask of items only whether "
            "there is one such, or all are such, and how many persons they add up to.",
            report_.segments),
        fmt::format(
            "共 {} 个时段；每一时段覆盖条件可区分的全部事实组合，数量按其所涉界限分段，数据项数目不限："
            "条件对数据项仅问是否存在、是否全部及合计人数。",
            report_.segments)};
  }

  const RulePack& pack_;
  CheckReport report_;
  std::set<std::int32_t> reached_, lives_;
  std::set<std::pair<std::int32_t, std::int32_t>> meets_;  // exception, rule
};

}  // namespace

std::string_view to_string(PackFaultKind kind) {
  switch (kind) {
    case PackFaultKind::kGap:
      return "gap";
    case PackFaultKind::kContradiction:
      return "contradiction";
    case PackFaultKind::kDeadRule:
      return "dead_rule";
    case PackFaultKind::kIdleException:
      return "idle_exception";
    case PackFaultKind::kUnreachableRoute:
      return "unreachable_route";
    case PackFaultKind::kBareRule:
      return "bare_rule";
    case PackFaultKind::kUndecided:
      break;
  }
  return "undecided";
}

Result<CheckReport> check_pack(const RulePack& pack) { return Check(pack).run(); }

}  // namespace tidegate::law
