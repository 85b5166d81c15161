// From a read pack to its plan: names become slots, conditions become nodes, everything is typed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tidegate/law/json_object.h"
#include "tidegate/law/pack_check.h"
#include "tidegate/law/plan.h"
#include "tidegate/law/plan_order.h"

namespace tidegate::law {
namespace {

std::string at(std::string_view section, std::size_t index, std::string_view key) {
  return fmt::format("/{}/{}/{}", section, index, key);
}

void collect_symbols(const ExprNode& node, std::set<std::string>& into) {
  into.insert(node.symbols.begin(), node.symbols.end());
  if (node.kind == ExprKind::kCompare && node.right.kind == Operand::Kind::kSymbol)
    into.insert(node.right.name);
  for (const ExprNode& child : node.children) collect_symbols(child, into);
}

class Builder {
 public:
  explicit Builder(const RulePack& pack) : pack_(pack) {}

  Result<Plan> build() {
    symbols();
    fact_slots();
    names();
    for (std::size_t i = 0; i < pack_.definitions.size(); ++i) {
      definition_nodes_.push_back(
          add(pack_.definitions[i].when.tree, pack_.definitions[i].scope, at("definitions", i, "when")));
    }
    counters();
    rules();
    sources();
    plan_.called_when = add(pack_.called_when.tree, Scope::kFlow, "/called_when");
    for (std::size_t i = 0; i < pack_.local_gates.size(); ++i) {
      plan_.local_gates.push_back(
          add(pack_.local_gates[i].when.tree, Scope::kFlow, at("local_gates", i, "when")));
    }
    if (!fault_.error) order_plan(pack_, definition_nodes_, counter_nodes(), plan_, fault_);
    if (fault_.error) return fail(*fault_.error);
    return std::move(plan_);
  }

 private:
  struct Name {
    enum class Kind { kFact, kDefinition };
    Kind kind = Kind::kFact;
    Scope scope = Scope::kFlow;
    std::int32_t slot = 0;
    FactType type = FactType::kBool;
    const FactDef* fact = nullptr;
  };

  void symbols() {
    std::set<std::string> all;
    for (const FactDef& f : pack_.facts) {
      all.insert(f.values.begin(), f.values.end());
      all.insert(f.change_to.begin(), f.change_to.end());
      if (const auto* s = std::get_if<Symbol>(&f.when_no)) all.insert(s->name);
    }
    for (const Register& r : pack_.registers) {
      for (const RegisterEntry& e : r.entries) all.insert(e.key);
    }
    for (const QuestionDef& q : pack_.questions) {
      for (const Answer& a : q.answers) {
        for (const auto& [fact, value] : a.facts) {
          if (const auto* s = std::get_if<Symbol>(&value)) all.insert(s->name);
        }
      }
    }
    for (const Definition& d : pack_.definitions) collect_symbols(d.when.tree, all);
    for (const Counter& c : pack_.counters) collect_symbols(c.where.tree, all);
    for (const Rule& r : pack_.rules) collect_symbols(r.when.tree, all);
    for (const LocalGate& g : pack_.local_gates) collect_symbols(g.when.tree, all);
    collect_symbols(pack_.called_when.tree, all);
    plan_.symbols.assign(all.begin(), all.end());
    for (const Register& r : pack_.registers) {
      std::vector<RegisterKey> keys;
      for (const RegisterEntry& e : r.entries) keys.push_back({plan_.symbol(e.key), e.in_force});
      std::sort(keys.begin(), keys.end(), [](const RegisterKey& a, const RegisterKey& b) {
        return std::pair(a.symbol, a.in_force.from) < std::pair(b.symbol, b.in_force.from);
      });
      plan_.registers.push_back(std::move(keys));
    }
  }

  void fact_slots() {
    for (std::size_t i = 0; i < pack_.facts.size(); ++i) {
      const FactDef& f = pack_.facts[i];
      FactSlot slot;
      slot.fact = static_cast<std::int32_t>(i);
      slot.name = f.scope == Scope::kItem ? f.id.substr(5) : f.id;
      slot.type = f.type;
      for (const std::string& v : f.values) slot.values.push_back(plan_.symbol(v));
      slot.claimed = f.claimed;
      slot.when_no = slot_value(plan_, slot, f.when_no);
      auto& slots = f.scope == Scope::kItem ? plan_.item_facts : plan_.flow_facts;
      names_[f.id] = {Name::Kind::kFact, f.scope, static_cast<std::int32_t>(slots.size()), f.type, &f};
      slots.push_back(std::move(slot));
    }
    plan_.flow_by_name = by_name(plan_.flow_facts);
    plan_.item_by_name = by_name(plan_.item_facts);
  }

  static std::vector<std::int32_t> by_name(const std::vector<FactSlot>& slots) {
    std::vector<std::int32_t> order(slots.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
      return slots[static_cast<std::size_t>(a)].name < slots[static_cast<std::size_t>(b)].name;
    });
    return order;
  }

  void names() {
    for (const Definition& d : pack_.definitions) {
      if (names_.count(d.id) > 0) continue;
      names_[d.id] = {Name::Kind::kDefinition, d.scope,
                      static_cast<std::int32_t>(plan_.definition_ids.size()), FactType::kBool, nullptr};
      plan_.definition_ids.push_back(d.id);
      plan_.definition_scopes.push_back(d.scope);
    }
    for (const Counter& c : pack_.counters) {
      if (std::find(plan_.counter_ids.begin(), plan_.counter_ids.end(), c.id) == plan_.counter_ids.end()) {
        plan_.counter_ids.push_back(c.id);
      }
    }
  }

  const Name* find(const std::string& id, bool in_item, const std::string& where) {
    const auto found = names_.find(id);
    if (found == names_.end()) {
      fault_.set(where, fmt::format("\"{}\" is no fact and no definition", id),
                 fmt::format("“{}”未定义", id));
      return nullptr;
    }
    if (found->second.scope == Scope::kItem && !in_item) {
      fault_.set(where, fmt::format("\"{}\" is asked outside of an item", id),
                 fmt::format("“{}”只能在数据项内使用", id));
      return nullptr;
    }
    return &found->second;
  }

  void counters() {
    for (std::size_t i = 0; i < pack_.counters.size(); ++i) {
      const Counter& c = pack_.counters[i];
      CounterPlan plan;
      plan.counter = static_cast<std::int32_t>(i);
      const std::string where = at("counters", i, "sum");
      for (const LinearTerm& term : c.sum) {
        const Name* name = number(term.fact, true, where);
        if (name == nullptr) continue;
        if (name->scope != Scope::kItem) {
          fault_.set(where, fmt::format("\"{}\" is no fact of an item", term.fact),
                     fmt::format("“{}”不是数据项的事实", term.fact));
        }
        plan.sum.push_back({name->slot, term.sign});
      }
      for (const std::string& fact : c.plus) {
        const Name* name = number(fact, false, at("counters", i, "plus"));
        if (name != nullptr) plan.plus.push_back(name->slot);
      }
      plan.where = add(c.where.tree, Scope::kItem, at("counters", i, "where"));
      plan_.counters.push_back(std::move(plan));
    }
  }

  const Name* number(const std::string& fact, bool in_item, const std::string& where) {
    const Name* name = find(fact, in_item, where);
    if (name == nullptr) return nullptr;
    if (name->kind != Name::Kind::kFact || name->type != FactType::kInt) {
      fault_.set(where, fmt::format("\"{}\" is no number", fact), fmt::format("“{}”不是数量", fact));
      return nullptr;
    }
    return name;
  }

  std::vector<std::int32_t> counter_nodes() const {
    std::vector<std::int32_t> nodes;
    for (const CounterPlan& c : plan_.counters) nodes.push_back(c.where);
    return nodes;
  }

  void rules() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const Rule& r = pack_.rules[i];
      RulePlan plan;
      plan.when = add(r.when.tree, r.scope, at("rules", i, "when"));
      if (r.then.route == "undetermined") {
        plan.route = static_cast<std::int32_t>(pack_.routes.size());
      } else if (!r.then.route.empty()) {
        plan.route = static_cast<std::int32_t>(pack_.route(r.then.route) - pack_.routes.data());
      }
      plan.sets_aside = !r.then.set_aside.empty();
      plan.has_exceptions = !r.exception_to.empty();
      plan.exemption = code(pack_.exemptions, plan.sets_aside ? r.then.set_aside : r.then.exemption);
      plan.authority = code(pack_.authorities, r.then.authority);
      plan.validity_parameter = parameter(r.then.validity_parameter);
      plan.cites = articles(r.cites);
      plan.obligations = codes(pack_.duties, r.then.obligations);
      plan.standing = codes(pack_.duties, r.then.standing);
      plan.gates = codes(pack_.gates, r.then.gates);
      plan.also_allowed = codes(pack_.alternatives, r.then.also_allowed);
      for (const RuleDoubt& d : r.then.doubts) plan.doubts.push_back(code(pack_.doubts, d.code));
      plan_.rules.push_back(plan);
    }
  }

  // Everything named here was found by the check of references.
  template <typename T>
  static std::int32_t code(const std::vector<T>& entries, const std::string& wanted) {
    if (wanted.empty()) return -1;
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const T& e) { return e.code == wanted; });
    return static_cast<std::int32_t>(found - entries.begin());
  }
  template <typename T>
  static std::vector<std::int32_t> codes(const std::vector<T>& entries,
                                         const std::vector<std::string>& wanted) {
    std::vector<std::int32_t> found;
    for (const std::string& one : wanted) found.push_back(code(entries, one));
    return found;
  }
  std::vector<std::int32_t> articles(const std::vector<std::string>& cites) const {
    return codes(pack_.provisions, cites);
  }
  template <typename T>
  CiteList articles_of(const std::vector<T>& entries) const {
    CiteList found;
    for (const T& e : entries) found.push_back(articles(e.cites));
    return found;
  }
  std::int32_t parameter(const std::string& wanted) const {
    if (wanted.empty()) return -1;
    const auto found = std::find_if(pack_.parameters.begin(), pack_.parameters.end(),
                                    [&](const Parameter& p) { return p.id == wanted; });
    return static_cast<std::int32_t>(found - pack_.parameters.begin());
  }
  void sources() {
    std::vector<std::string_view> sorted;
    for (const Provision& p : pack_.provisions) sorted.push_back(p.code);
    std::sort(sorted.begin(), sorted.end());
    for (const Provision& p : pack_.provisions) {
      plan_.successor.push_back(code(pack_.provisions, p.superseded_by));
      const auto rank = std::lower_bound(sorted.begin(), sorted.end(), p.code);
      plan_.code_rank.push_back(static_cast<std::int32_t>(rank - sorted.begin()));
      const auto home = std::find_if(pack_.instruments.begin(), pack_.instruments.end(),
                                     [&](const Instrument& i) { return i.id == p.instrument; });
      plan_.instrument.push_back(static_cast<std::int32_t>(home - pack_.instruments.begin()));
    }
    plan_.duty_cites = articles_of(pack_.duties);
    plan_.gate_cites = articles_of(pack_.gates);
    plan_.doubt_cites = articles_of(pack_.doubts);
    plan_.exemption_cites = articles_of(pack_.exemptions);
    plan_.alternative_cites = articles_of(pack_.alternatives);
  }

  // Adds a condition and what it holds; returns its node. `in_items` counts any() and all() around it.
  std::int32_t add(const ExprNode& tree, Scope scope, const std::string& where, bool in_any = false) {
    PlanNode node;
    const bool in_item = scope == Scope::kItem || in_any;
    switch (tree.kind) {
      case ExprKind::kConstant:
        node.value = tree.constant ? 1 : 0;
        break;
      case ExprKind::kName:
        add_name(tree.name, in_item, where, node);
        break;
      case ExprKind::kCompare:
        add_compare(tree, in_item, where, node);
        break;
      case ExprKind::kMember:
        add_member(tree, in_item, where, node);
        break;
      case ExprKind::kAny:
      case ExprKind::kAll:
        if (in_item)
          fault_.set(where, "any and all do not nest, and do not stand in an item",
                     "any、all 不能嵌套或用于数据项内");
        node.kind = tree.kind == ExprKind::kAny ? PlanNode::Kind::kAny : PlanNode::Kind::kAll;
        add_children(tree, scope, where, true, node);
        break;
      case ExprKind::kNot:
      case ExprKind::kAnd:
      case ExprKind::kOr:
        node.kind = tree.kind == ExprKind::kNot   ? PlanNode::Kind::kNot
                    : tree.kind == ExprKind::kAnd ? PlanNode::Kind::kAnd
                                                  : PlanNode::Kind::kOr;
        add_children(tree, scope, where, in_any, node);
        break;
    }
    plan_.nodes.push_back(node);
    plan_.texts.push_back(to_text(tree));
    return static_cast<std::int32_t>(plan_.nodes.size() - 1);
  }

  void add_children(const ExprNode& tree, Scope scope, const std::string& where, bool in_any,
                    PlanNode& node) {
    std::vector<std::int32_t> children;
    for (const ExprNode& child : tree.children) children.push_back(add(child, scope, where, in_any));
    node.first = static_cast<std::int32_t>(plan_.children.size());
    node.count = static_cast<std::int32_t>(children.size());
    plan_.children.insert(plan_.children.end(), children.begin(), children.end());
  }

  void add_name(const std::string& id, bool in_item, const std::string& where, PlanNode& node) {
    if (id == "item.set_aside") {
      if (!in_item)
        fault_.set(where, "\"item.set_aside\" is asked outside of an item",
                   "“item.set_aside”只能在数据项内使用");
      node.kind = PlanNode::Kind::kSetAside;
      return;
    }
    const Name* name = find(id, in_item, where);
    if (name == nullptr) return;
    if (name->type != FactType::kBool) {
      fault_.set(where, fmt::format("\"{}\" is neither true nor false", id),
                 fmt::format("“{}”不是是非事实", id));
    }
    const bool item = name->scope == Scope::kItem;
    if (name->kind == Name::Kind::kFact) {
      node.kind = item ? PlanNode::Kind::kItemFact : PlanNode::Kind::kFlowFact;
    } else {
      node.kind = item ? PlanNode::Kind::kItemDefinition : PlanNode::Kind::kFlowDefinition;
    }
    node.slot = name->slot;
  }

  void add_compare(const ExprNode& tree, bool in_item, const std::string& where, PlanNode& node) {
    node.op = tree.op;
    FactType type = FactType::kInt;
    const FactDef* fact = nullptr;
    if (tree.left.kind == Operand::Kind::kCounter) {
      node.kind = PlanNode::Kind::kCounterCompare;
      const auto found = std::find(plan_.counter_ids.begin(), plan_.counter_ids.end(), tree.left.name);
      if (found == plan_.counter_ids.end()) {
        return fault_.set(where, fmt::format("\"#{}\" is no counter", tree.left.name),
                          fmt::format("“#{}”不是计数器", tree.left.name));
      }
      node.slot = static_cast<std::int32_t>(found - plan_.counter_ids.begin());
    } else {
      const Name* name = find(tree.left.name, in_item, where);
      if (name == nullptr) return;
      node.kind = name->scope == Scope::kItem ? PlanNode::Kind::kItemCompare : PlanNode::Kind::kFlowCompare;
      node.slot = name->slot;
      type = name->type;
      fact = name->fact;
    }
    right_side(tree, type, fact, where, node);
  }

  void right_side(const ExprNode& tree, FactType type, const FactDef* fact, const std::string& where,
                  PlanNode& node) {
    const Operand& right = tree.right;
    const bool ordered = type == FactType::kInt || type == FactType::kDate;
    if (!ordered && tree.op != CompareOp::kEqual && tree.op != CompareOp::kNotEqual) {
      fault_.set(where, fmt::format("\"{}\" has no order", to_text(tree)),
                 fmt::format("“{}”不可比较大小", to_text(tree)));
    }
    const bool fits =
        (type == FactType::kInt &&
         (right.kind == Operand::Kind::kNumber || right.kind == Operand::Kind::kParameter)) ||
        (type == FactType::kDate && right.kind == Operand::Kind::kDate) ||
        ((type == FactType::kEnum || type == FactType::kSymbol) && right.kind == Operand::Kind::kSymbol);
    if (!fits) {
      return fault_.set(where, fmt::format("\"{}\" compares unlike things", to_text(tree)),
                        fmt::format("“{}”两侧类型不同", to_text(tree)));
    }
    if (right.kind == Operand::Kind::kParameter) {
      node.parameter = parameter(right.name);
      if (static_cast<std::size_t>(node.parameter) == pack_.parameters.size()) {
        return fault_.set(where, fmt::format("\"${}\" is no parameter", right.name),
                          fmt::format("“${}”不是参数", right.name));
      }
    } else if (right.kind == Operand::Kind::kSymbol) {
      node.value = listed_symbol(right.name, fact, where);
    } else {
      node.value = right.number;
    }
  }

  Value listed_symbol(const std::string& name, const FactDef* fact, const std::string& where) {
    if (fact != nullptr && fact->type == FactType::kEnum &&
        std::find(fact->values.begin(), fact->values.end(), name) == fact->values.end()) {
      fault_.set(where, fmt::format("\"{}\" is no value of \"{}\"", name, fact->id),
                 fmt::format("“{}”不是“{}”的取值", name, fact->id));
    }
    return plan_.symbol(name);
  }

  void add_member(const ExprNode& tree, bool in_item, const std::string& where, PlanNode& node) {
    const Name* name = find(tree.left.name, in_item, where);
    if (name == nullptr) return;
    if (name->type != FactType::kEnum && name->type != FactType::kSymbol) {
      fault_.set(where, fmt::format("\"{}\" has no set of values", tree.left.name),
                 fmt::format("“{}”没有取值集合", tree.left.name));
    }
    node.kind = name->scope == Scope::kItem ? PlanNode::Kind::kItemMember : PlanNode::Kind::kFlowMember;
    node.slot = name->slot;
    if (!tree.register_id.empty()) {
      const auto found = std::find_if(pack_.registers.begin(), pack_.registers.end(),
                                      [&](const Register& r) { return r.id == tree.register_id; });
      if (found == pack_.registers.end()) {
        return fault_.set(where, fmt::format("\"@{}\" is no register", tree.register_id),
                          fmt::format("“@{}”不是登记册", tree.register_id));
      }
      node.reg = static_cast<std::int32_t>(found - pack_.registers.begin());
      return;
    }
    std::vector<Value> set;
    for (const std::string& s : tree.symbols) set.push_back(listed_symbol(s, name->fact, where));
    std::sort(set.begin(), set.end());
    node.set = static_cast<std::int32_t>(plan_.sets.size());
    plan_.sets.push_back(std::move(set));
  }

  const RulePack& pack_;
  JsonFault fault_;
  Plan plan_;
  std::map<std::string, Name, std::less<>> names_;
  std::vector<std::int32_t> definition_nodes_;  // by entry of pack_.definitions
};

}  // namespace

Value Plan::symbol(std::string_view name) const {
  const auto found = std::lower_bound(symbols.begin(), symbols.end(), name);
  return found != symbols.end() && *found == name ? static_cast<Value>(found - symbols.begin())
                                                  : kOtherSymbol;
}

const Segment* Plan::segment(Date day) const {
  const auto after = std::upper_bound(segments.begin(), segments.end(), day,
                                      [](Date d, const Segment& s) { return d < s.days.from; });
  return after == segments.begin() ? nullptr : &*std::prev(after);
}

std::int32_t article_on(const RulePack& pack, std::int32_t provision, Date day) {
  // Each step goes on in time (checked), so the walk ends.
  while (provision >= 0) {
    const DateInterval in_force = pack.provisions[static_cast<std::size_t>(provision)].in_force;
    if (in_force.contains(day)) return provision;
    if (day < in_force.from) return -1;
    provision = pack.plan->successor[static_cast<std::size_t>(provision)];
  }
  return -1;
}

Result<RulePack> compile(RulePack pack) {
  if (auto fault = check_references(pack)) return fail(std::move(*fault));
  auto plan = Builder(pack).build();
  if (!plan) return fail(plan.error());
  pack.plan = std::make_shared<const Plan>(std::move(*plan));
  return pack;
}

}  // namespace tidegate::law
