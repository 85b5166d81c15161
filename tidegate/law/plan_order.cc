#include "tidegate/law/plan_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tidegate::law {
namespace {

using Nodes = std::vector<std::int32_t>;

template <typename Visit>
void walk(const Plan& plan, std::int32_t node, const Visit& visit) {
  const PlanNode& n = plan.nodes[static_cast<std::size_t>(node)];
  visit(n);
  for (std::int32_t i = 0; i < n.count; ++i)
    walk(plan, plan.children[static_cast<std::size_t>(n.first + i)], visit);
}

class Orderer {
 public:
  Orderer(const RulePack& pack, const Nodes& definition_nodes, const Nodes& counter_nodes, Plan& plan,
          JsonFault& fault)
      : pack_(pack),
        definition_nodes_(definition_nodes),
        counter_nodes_(counter_nodes),
        plan_(plan),
        fault_(fault) {}

  void run() {
    definition_slots_ = slots(pack_.definitions, plan_.definition_ids);
    counter_slots_ = slots(pack_.counters, plan_.counter_ids);
    targets();
    for (std::size_t i = 0; i < plan_.definition_ids.size(); ++i) visit({definition_kind(i), index(i)});
    for (std::size_t i = 0; i < plan_.counter_ids.size(); ++i) visit({Step::Kind::kCounter, index(i)});
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) visit(rule_step(index(i)));
    visit({Step::Kind::kSetAside, 0});
    partial_registers();
    if (!fault_.error) segments();
  }

 private:
  static std::int32_t index(std::size_t i) { return static_cast<std::int32_t>(i); }
  static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

  template <typename T>
  static std::vector<std::int32_t> slots(const std::vector<T>& elements,
                                         const std::vector<std::string>& ids) {
    std::vector<std::int32_t> found;
    for (const T& e : elements) {
      found.push_back(index(static_cast<std::size_t>(std::find(ids.begin(), ids.end(), e.id) - ids.begin())));
    }
    return found;
  }

  Step::Kind definition_kind(std::size_t slot) const {
    return plan_.definition_scopes[slot] == Scope::kItem ? Step::Kind::kItemDefinition
                                                         : Step::Kind::kFlowDefinition;
  }
  Step rule_step(std::int32_t rule) const {
    return {pack_.rules[at(rule)].scope == Scope::kItem ? Step::Kind::kItemRule : Step::Kind::kFlowRule,
            rule};
  }

  // Which rules defeat which, over all time.
  void targets() {
    std::map<std::string, std::vector<std::int32_t>> named;
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      named[pack_.rules[i].id].push_back(index(i));
      if (!pack_.rules[i].group.empty()) named[pack_.rules[i].group].push_back(index(i));
    }
    exceptions_.resize(pack_.rules.size());
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      for (const std::string& target : pack_.rules[i].exception_to) {
        for (const std::int32_t rule : named[target]) {
          auto& list = exceptions_[at(rule)];
          if (list.empty() || list.back() != index(i)) list.push_back(index(i));
        }
      }
    }
  }

  // Depth first; what is needed comes first. `open_` marks the way down: meeting it again is a cycle.
  void visit(Step step) {
    if (fault_.error) return;
    const std::pair key{step.kind, step.index};
    if (done_.count(key) > 0) return;
    if (!open_.insert(key).second) {
      return fault_.set(place(step), "depends on itself", "循环依赖自身");
    }
    for (const Step& needed : needs(step)) visit(needed);
    open_.erase(key);
    done_.insert(key);
    order_.push_back(step);
  }

  std::string place(Step step) const {
    switch (step.kind) {
      case Step::Kind::kItemRule:
      case Step::Kind::kFlowRule:
        return fmt::format("/rules/{}", step.index);
      case Step::Kind::kCounter:
        return first_place("counters", counter_slots_, step.index);
      case Step::Kind::kSetAside:
        return "/rules";
      case Step::Kind::kFlowDefinition:
      case Step::Kind::kItemDefinition:
        break;
    }
    return first_place("definitions", definition_slots_, step.index);
  }
  static std::string first_place(std::string_view section, const std::vector<std::int32_t>& slots,
                                 std::int32_t slot) {
    return fmt::format("/{}/{}", section, std::find(slots.begin(), slots.end(), slot) - slots.begin());
  }

  std::vector<Step> needs(Step step) const {
    std::vector<Step> found;
    switch (step.kind) {
      case Step::Kind::kFlowDefinition:
      case Step::Kind::kItemDefinition:
        for (std::size_t i = 0; i < definition_slots_.size(); ++i) {
          if (definition_slots_[i] == step.index) reads(definition_nodes_[i], found);
        }
        break;
      case Step::Kind::kCounter:
        for (std::size_t i = 0; i < counter_slots_.size(); ++i) {
          if (counter_slots_[i] == step.index) reads(counter_nodes_[i], found);
        }
        break;
      case Step::Kind::kItemRule:
      case Step::Kind::kFlowRule:
        reads(plan_.rules[at(step.index)].when, found);
        for (const std::int32_t e : exceptions_[at(step.index)]) found.push_back(rule_step(e));
        break;
      case Step::Kind::kSetAside:
        for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
          if (pack_.rules[i].scope == Scope::kItem) found.push_back({Step::Kind::kItemRule, index(i)});
        }
        break;
    }
    return found;
  }

  void reads(std::int32_t node, std::vector<Step>& found) const {
    walk(plan_, node, [&](const PlanNode& n) {
      if (n.kind == PlanNode::Kind::kFlowDefinition) found.push_back({Step::Kind::kFlowDefinition, n.slot});
      if (n.kind == PlanNode::Kind::kItemDefinition) found.push_back({Step::Kind::kItemDefinition, n.slot});
      if (n.kind == PlanNode::Kind::kSetAside) found.push_back({Step::Kind::kSetAside, 0});
      if (n.kind == PlanNode::Kind::kCounterCompare) found.push_back({Step::Kind::kCounter, n.slot});
    });
  }

  // A partial register may raise a question, never clear: only rules that do nothing but doubt may read it.
  void partial_registers() {
    std::vector<char> tainted(plan_.definition_ids.size(), 0);
    const auto is_tainted = [&](std::int32_t node) {
      bool found = false;
      walk(plan_, node, [&](const PlanNode& n) {
        if (n.reg >= 0 && !pack_.registers[at(n.reg)].complete) found = true;
        if (n.kind == PlanNode::Kind::kFlowDefinition || n.kind == PlanNode::Kind::kItemDefinition) {
          found = found || tainted[at(n.slot)] != 0;
        }
      });
      return found;
    };
    for (const Step& step : order_) {
      if (step.kind != Step::Kind::kFlowDefinition && step.kind != Step::Kind::kItemDefinition) continue;
      for (std::size_t i = 0; i < definition_slots_.size(); ++i) {
        if (definition_slots_[i] == step.index && is_tainted(definition_nodes_[i]))
          tainted[at(step.index)] = 1;
      }
    }
    for (std::size_t i = 0; i < counter_nodes_.size(); ++i) {
      if (is_tainted(counter_nodes_[i])) partial(fmt::format("/counters/{}/where", i));
    }
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      Consequence rest = pack_.rules[i].then;
      rest.doubts.clear();
      if (rest.empty() && pack_.rules[i].exception_to.empty()) continue;
      if (is_tainted(plan_.rules[i].when)) partial(fmt::format("/rules/{}/when", i));
    }
  }
  void partial(std::string where) {
    fault_.set(std::move(where), "lets a partial register bear on more than a doubt",
               "不完整的登记册只能引出疑义");
  }

  void segments() {
    std::set<Date> cuts{pack_.from};
    const auto cut = [&](DateInterval days) {
      cuts.insert(days.from);
      if (!days.is_open()) cuts.insert(days.to);
    };
    for (const Rule& r : pack_.rules) cut(r.in_force);
    for (const Definition& d : pack_.definitions) cut(d.in_force);
    for (const Counter& c : pack_.counters) cut(c.in_force);
    for (const Parameter& p : pack_.parameters) {
      for (const ParameterVersion& v : p.values) cut(v.in_force);
    }
    for (const Register& r : pack_.registers) {
      for (const RegisterEntry& e : r.entries) cut(e.in_force);
    }
    cuts.erase(cuts.begin(), cuts.find(pack_.from));
    for (auto day = cuts.begin(); day != cuts.end(); ++day) {
      const auto next = std::next(day);
      plan_.segments.push_back(segment({*day, next == cuts.end() ? DateInterval{}.to : *next}));
    }
  }

  Segment segment(DateInterval days) {
    Segment s;
    s.days = days;
    const Date day = days.from;
    s.definitions.assign(plan_.definition_ids.size(), -1);
    for (std::size_t i = 0; i < pack_.definitions.size(); ++i) {
      if (pack_.definitions[i].in_force.contains(day))
        s.definitions[at(definition_slots_[i])] = definition_nodes_[i];
    }
    s.counters.assign(plan_.counter_ids.size(), -1);
    for (std::size_t i = 0; i < pack_.counters.size(); ++i) {
      if (pack_.counters[i].in_force.contains(day)) s.counters[at(counter_slots_[i])] = index(i);
    }
    for (const Parameter& p : pack_.parameters) {
      const auto now = std::find_if(p.values.begin(), p.values.end(),
                                    [&](const ParameterVersion& v) { return v.in_force.contains(day); });
      s.parameters.push_back(now == p.values.end() ? kUnknownValue : now->value);
    }
    rules_in_force(s);
    for (const Step& step : order_) {
      if (in_force(s, step)) s.steps.push_back(step);
    }
    classes(s);
    limits(s);
    return s;
  }

  void rules_in_force(Segment& s) const {
    s.exceptions.resize(pack_.rules.size());
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const Rule& r = pack_.rules[i];
      if (!r.in_force.contains(s.days.from)) continue;
      (r.scope == Scope::kItem ? s.item_rules : s.flow_rules).push_back(index(i));
      for (const std::int32_t e : exceptions_[i]) {
        if (pack_.rules[at(e)].in_force.contains(s.days.from)) s.exceptions[i].push_back(e);
      }
    }
  }

  bool in_force(const Segment& s, Step step) const {
    switch (step.kind) {
      case Step::Kind::kFlowDefinition:
      case Step::Kind::kItemDefinition:
        return s.definitions[at(step.index)] >= 0;
      case Step::Kind::kCounter:
        return s.counters[at(step.index)] >= 0;
      case Step::Kind::kItemRule:
      case Step::Kind::kFlowRule:
        return pack_.rules[at(step.index)].in_force.contains(s.days.from);
      case Step::Kind::kSetAside:
        break;
    }
    return true;
  }

  // Roots of all conditions in force.
  Nodes roots(const Segment& s) const {
    Nodes found;
    for (const std::int32_t node : s.definitions) {
      if (node >= 0) found.push_back(node);
    }
    for (const std::int32_t c : s.counters) {
      if (c >= 0) found.push_back(counter_nodes_[at(c)]);
    }
    for (const std::int32_t r : s.item_rules) found.push_back(plan_.rules[at(r)].when);
    for (const std::int32_t r : s.flow_rules) found.push_back(plan_.rules[at(r)].when);
    return found;
  }

  // Comparisons "at least" and "more than" of counters that stand in a route rule, alone or joined by "and".
  void limits(Segment& s) const {
    for (const std::int32_t r : s.flow_rules) {
      const RulePlan& rule = plan_.rules[at(r)];
      if (rule.route < 0) continue;
      Nodes parts{rule.when};
      const PlanNode& top = plan_.nodes[at(rule.when)];
      if (top.kind == PlanNode::Kind::kAnd) {
        parts.assign(plan_.children.begin() + top.first, plan_.children.begin() + top.first + top.count);
      }
      Nodes others;
      for (const std::int32_t part : parts) {
        if (!reads_counter(part)) others.push_back(part);
      }
      for (const std::int32_t part : parts) {
        walk(plan_, part, [&](const PlanNode& n) { limit(s, r, n, others); });
      }
    }
  }

  bool reads_counter(std::int32_t node) const {
    bool found = false;
    walk(plan_, node, [&](const PlanNode& n) { found = found || n.kind == PlanNode::Kind::kCounterCompare; });
    return found;
  }

  void limit(Segment& s, std::int32_t rule, const PlanNode& n, const Nodes& others) const {
    if (n.kind != PlanNode::Kind::kCounterCompare) return;
    if (n.op != CompareOp::kGreater && n.op != CompareOp::kGreaterEqual) return;
    const Value against = n.parameter >= 0 ? s.parameters[at(n.parameter)] : n.value;
    s.limits.push_back({n.slot, rule, others, n.op == CompareOp::kGreater ? against + 1 : against});
  }

  // A test of one fact, as far as it tells values apart.
  struct Test {
    const PlanNode* node;
    Value against;
  };

  void classes(Segment& s) {
    std::vector<std::vector<Test>> flow(plan_.flow_facts.size()), item(plan_.item_facts.size());
    std::vector<std::set<Value>> cuts(plan_.counter_ids.size());
    s.flow_used.assign(flow.size(), 0);
    s.item_used.assign(item.size(), 0);
    for (const std::int32_t root : roots(s)) {
      walk(plan_, root, [&](const PlanNode& n) { note(s, n, flow, item, cuts); });
    }
    for (const std::int32_t c : s.counters) {
      if (c < 0) continue;
      for (const LinearSlot& term : plan_.counters[at(c)].sum) s.item_used[at(term.slot)] = 1;
      for (const std::int32_t slot : plan_.counters[at(c)].plus) s.flow_used[at(slot)] = 1;
    }
    for (std::size_t i = 0; i < flow.size(); ++i) {
      s.flow_classes.push_back(fact_classes(plan_.flow_facts[i], flow[i], s.days.from));
    }
    for (std::size_t i = 0; i < item.size(); ++i) {
      s.item_classes.push_back(fact_classes(plan_.item_facts[i], item[i], s.days.from));
    }
    for (const auto& c : cuts) s.counter_cuts.emplace_back(c.begin(), c.end());
  }

  void note(Segment& s, const PlanNode& n, std::vector<std::vector<Test>>& flow,
            std::vector<std::vector<Test>>& item, std::vector<std::set<Value>>& cuts) {
    using Kind = PlanNode::Kind;
    const Value against = n.parameter >= 0 ? s.parameters[at(n.parameter)] : n.value;
    if (n.parameter >= 0 && against == kUnknownValue) {
      fault_.set(fmt::format("/parameters/{}", n.parameter),
                 fmt::format("has no value on {}", s.days.from.str()),
                 fmt::format("在 {} 没有取值", s.days.from.str()));
    }
    switch (n.kind) {
      case Kind::kFlowFact:
      case Kind::kFlowCompare:
      case Kind::kFlowMember:
        flow[at(n.slot)].push_back({&n, against});
        s.flow_used[at(n.slot)] = 1;
        break;
      case Kind::kItemFact:
      case Kind::kItemCompare:
      case Kind::kItemMember:
        item[at(n.slot)].push_back({&n, against});
        s.item_used[at(n.slot)] = 1;
        break;
      case Kind::kCounterCompare:
        add_cuts(n.op, against, cuts[at(n.slot)]);
        break;
      default:
        break;
    }
  }

  // First values of the pieces that a comparison makes.
  static void add_cuts(CompareOp op, Value against, std::set<Value>& cuts) {
    const bool at_value = op != CompareOp::kGreater && op != CompareOp::kLessEqual;
    const bool after = op != CompareOp::kGreaterEqual && op != CompareOp::kLess;
    if (at_value) cuts.insert(against);
    if (after) cuts.insert(against + 1);
  }

  std::vector<FactClass> fact_classes(const FactSlot& fact, const std::vector<Test>& tests, Date day) const {
    if (fact.type == FactType::kBool) return {{0, 0, {0}}, {1, 1, {1}}};
    if (fact.type == FactType::kInt || fact.type == FactType::kDate) return number_classes(fact, tests);
    return symbol_classes(fact, tests, day);
  }

  static std::vector<FactClass> number_classes(const FactSlot& fact, const std::vector<Test>& tests) {
    const Value least = fact.type == FactType::kInt ? 0 : DateInterval{}.from.days();
    std::set<Value> cuts{least};
    for (const Test& t : tests) add_cuts(t.node->op, t.against, cuts);
    cuts.erase(cuts.begin(), cuts.find(least));
    std::vector<FactClass> found;
    for (auto c = cuts.begin(); c != cuts.end(); ++c) {
      const auto next = std::next(c);
      found.push_back({*c, next == cuts.end() ? kNoLimit : *next - 1, {}});
    }
    return found;
  }

  std::vector<FactClass> symbol_classes(const FactSlot& fact, const std::vector<Test>& tests,
                                        Date day) const {
    std::set<Value> domain(fact.values.begin(), fact.values.end());
    if (fact.type == FactType::kSymbol) {
      domain.insert(kOtherSymbol);
      for (const Test& t : tests) {
        if (t.node->kind == PlanNode::Kind::kFlowCompare || t.node->kind == PlanNode::Kind::kItemCompare) {
          domain.insert(t.against);
        } else if (t.node->set >= 0) {
          const auto& set = plan_.sets[at(t.node->set)];
          domain.insert(set.begin(), set.end());
        } else {
          for (const RegisterKey& key : plan_.registers[at(t.node->reg)]) {
            if (key.in_force.contains(day)) domain.insert(key.symbol);
          }
        }
      }
    }
    std::map<std::vector<bool>, std::size_t> by_answers;
    std::vector<FactClass> found;
    for (const Value v : domain) {
      std::vector<bool> answers;
      for (const Test& t : tests) answers.push_back(passes(t, v, day));
      const auto [place, is_new] = by_answers.emplace(std::move(answers), found.size());
      if (is_new) found.push_back({v, v, {}});
      found[place->second].members.push_back(v);
    }
    return found;
  }

  bool passes(const Test& test, Value v, Date day) const {
    const PlanNode& n = *test.node;
    if (n.kind == PlanNode::Kind::kFlowCompare || n.kind == PlanNode::Kind::kItemCompare) {
      return (v == test.against) == (n.op == CompareOp::kEqual);
    }
    if (n.set >= 0) {
      const auto& set = plan_.sets[at(n.set)];
      return std::binary_search(set.begin(), set.end(), v);
    }
    const auto& keys = plan_.registers[at(n.reg)];
    return std::any_of(keys.begin(), keys.end(),
                       [&](const RegisterKey& k) { return k.symbol == v && k.in_force.contains(day); });
  }

  const RulePack& pack_;
  const Nodes& definition_nodes_;
  const Nodes& counter_nodes_;
  Plan& plan_;
  JsonFault& fault_;
  std::vector<std::int32_t> definition_slots_, counter_slots_;  // by entry of the pack
  std::vector<std::vector<std::int32_t>> exceptions_;           // by rule
  std::set<std::pair<Step::Kind, std::int32_t>> open_, done_;
  std::vector<Step> order_;
};

}  // namespace

void order_plan(const RulePack& pack, const std::vector<std::int32_t>& definition_nodes,
                const std::vector<std::int32_t>& counter_nodes, Plan& plan, JsonFault& fault) {
  Orderer(pack, definition_nodes, counter_nodes, plan, fault).run();
}

}  // namespace tidegate::law
