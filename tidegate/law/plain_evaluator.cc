#include "tidegate/law/plain_evaluator.h"

#include <algorithm>

namespace tidegate::law {
namespace {

Truth truth_of(bool b) { return b ? Truth::kTrue : Truth::kFalse; }
Truth inverse(Truth t) {
  return t == Truth::kTrue ? Truth::kFalse : t == Truth::kFalse ? Truth::kTrue : Truth::kUnknown;
}

constexpr std::int64_t kLargest = kMaxExprNumber;

}  // namespace

PlainEvaluator::PlainEvaluator(const RulePack& pack, const CaseFacts& facts, Date as_of)
    : pack_(pack), facts_(facts), as_of_(as_of) {}

FactValue PlainEvaluator::fact(const FactDef& def, std::size_t item) const {
  const bool of_item = def.scope == Scope::kItem;
  const Facts& from = of_item ? facts_.items[item] : facts_.flow;
  const FactValue* stated =
      from.find(of_item ? std::string_view(def.id).substr(5) : std::string_view(def.id));
  if (stated == nullptr) {
    const bool means_no = facts_.absent == Absent::kNo || def.claimed;
    const auto* word = std::get_if<Symbol>(&def.when_no);
    const bool fits = def.type != FactType::kEnum || word == nullptr ||
                      std::find(def.values.begin(), def.values.end(), word->name) != def.values.end();
    return means_no && fits ? def.when_no : FactValue(Unknown{});
  }
  switch (def.type) {
    case FactType::kBool:
      if (std::holds_alternative<bool>(*stated)) return *stated;
      break;
    case FactType::kInt:
      if (const auto* n = std::get_if<std::int64_t>(stated); n != nullptr && *n >= 0)
        return std::min(*n, kLargest);
      break;
    case FactType::kDate:
      if (std::holds_alternative<Date>(*stated)) return *stated;
      break;
    case FactType::kEnum:
      if (const auto* s = std::get_if<Symbol>(stated);
          s != nullptr && std::find(def.values.begin(), def.values.end(), s->name) != def.values.end()) {
        return *stated;
      }
      break;
    case FactType::kSymbol:
      if (std::holds_alternative<Symbol>(*stated)) return *stated;
      break;
  }
  return Unknown{};
}

FactValue PlainEvaluator::named(const std::string& id, std::size_t item) const {
  return fact(*pack_.fact(id), item);
}

Truth PlainEvaluator::definition(const std::string& id, std::size_t item) {
  const std::size_t place = id.starts_with("item.") ? item : kNoItem;
  const std::pair key{id, place};
  if (const auto known = definitions_.find(key); known != definitions_.end()) return known->second;
  Truth found = Truth::kFalse;
  for (const Definition& d : pack_.definitions) {
    if (d.id == id && d.in_force.contains(as_of_)) found = truth(d.when.tree, place);
  }
  definitions_[key] = found;
  return found;
}

std::int64_t PlainEvaluator::right_side(const Operand& right) const {
  if (right.kind != Operand::Kind::kParameter) return right.number;
  for (const Parameter& p : pack_.parameters) {
    if (p.id != right.name) continue;
    for (const ParameterVersion& v : p.values) {
      if (v.in_force.contains(as_of_)) return v.value;
    }
  }
  return 0;
}

Truth PlainEvaluator::compare(const ExprNode& tree, std::size_t item) {
  std::int64_t low = 0, high = 0;
  if (tree.left.kind == Operand::Kind::kCounter) {
    std::tie(low, high) = counter(tree.left.name);
  } else {
    const FactValue left = named(tree.left.name, item);
    if (is_unknown(left)) return Truth::kUnknown;
    if (const auto* word = std::get_if<Symbol>(&left)) {
      return truth_of((word->name == tree.right.name) == (tree.op == CompareOp::kEqual));
    }
    if (const auto* n = std::get_if<std::int64_t>(&left)) low = high = *n;
    if (const auto* d = std::get_if<Date>(&left)) low = high = d->days();
  }
  const std::int64_t right = right_side(tree.right);
  const auto passes = [&](std::int64_t value) {
    switch (tree.op) {
      case CompareOp::kEqual:
        return value == right;
      case CompareOp::kNotEqual:
        return value != right;
      case CompareOp::kLess:
        return value < right;
      case CompareOp::kLessEqual:
        return value <= right;
      case CompareOp::kGreater:
        return value > right;
      case CompareOp::kGreaterEqual:
        break;
    }
    return value >= right;
  };
  // Over an interval a comparison is settled by its ends, and by the number itself where it is inside.
  bool all = passes(low) && passes(high), none = !passes(low) && !passes(high);
  if (low < right && right < high) {
    all = all && passes(right);
    none = none && !passes(right);
  }
  return all ? Truth::kTrue : none ? Truth::kFalse : Truth::kUnknown;
}

Truth PlainEvaluator::truth(const ExprNode& tree, std::size_t item) {
  switch (tree.kind) {
    case ExprKind::kConstant:
      return truth_of(tree.constant);
    case ExprKind::kName: {
      if (tree.name == "item.set_aside") return set_aside(item);
      if (pack_.fact(tree.name) == nullptr) return definition(tree.name, item);
      const FactValue value = named(tree.name, item);
      return is_unknown(value) ? Truth::kUnknown : truth_of(std::get<bool>(value));
    }
    case ExprKind::kNot:
      return inverse(truth(tree.children.front(), item));
    case ExprKind::kAnd:
    case ExprKind::kOr: {
      Truth found = tree.kind == ExprKind::kAnd ? Truth::kTrue : Truth::kFalse;
      for (const ExprNode& child : tree.children) {
        const Truth t = truth(child, item);
        found = tree.kind == ExprKind::kAnd ? std::min(found, t) : std::max(found, t);
      }
      return found;
    }
    case ExprKind::kCompare:
      return compare(tree, item);
    case ExprKind::kMember: {
      const FactValue value = named(tree.left.name, item);
      const auto* word = std::get_if<Symbol>(&value);
      if (word == nullptr) return Truth::kUnknown;
      if (tree.register_id.empty()) {
        return truth_of(std::find(tree.symbols.begin(), tree.symbols.end(), word->name) !=
                        tree.symbols.end());
      }
      for (const Register& r : pack_.registers) {
        if (r.id != tree.register_id) continue;
        for (const RegisterEntry& e : r.entries) {
          if (e.key == word->name && e.in_force.contains(as_of_)) return Truth::kTrue;
        }
      }
      return Truth::kFalse;
    }
    case ExprKind::kAny:
    case ExprKind::kAll: {
      Truth found = tree.kind == ExprKind::kAll ? Truth::kTrue : Truth::kFalse;
      for (std::size_t i = 0; i < facts_.items.size(); ++i) {
        const Truth t = truth(tree.children.front(), i);
        found = tree.kind == ExprKind::kAll ? std::min(found, t) : std::max(found, t);
      }
      return found;
    }
  }
  return Truth::kUnknown;
}

std::vector<const Rule*> PlainEvaluator::rules(Scope scope) const {
  std::vector<const Rule*> found;
  for (const Rule& r : pack_.rules) {
    if (r.scope == scope && r.in_force.contains(as_of_)) found.push_back(&r);
  }
  return found;
}

bool PlainEvaluator::defeats(const Rule& exception, const Rule& rule) const {
  return std::any_of(exception.exception_to.begin(), exception.exception_to.end(),
                     [&](const std::string& target) { return target == rule.id || target == rule.group; });
}

Truth PlainEvaluator::holds(const Rule& rule, std::size_t item) { return truth(rule.when.tree, item); }

Truth PlainEvaluator::stands(const Rule& rule, std::size_t item) {
  const std::pair key{&rule, item};
  if (const auto known = stands_.find(key); known != stands_.end()) return known->second;
  Truth found = holds(rule, item);
  for (const Rule* other : rules(rule.scope)) {
    if (defeats(*other, rule)) found = std::min(found, inverse(stands(*other, item)));
  }
  stands_[key] = found;
  return found;
}

Truth PlainEvaluator::set_aside(std::size_t item) {
  Truth found = Truth::kFalse;
  for (const Rule* r : rules(Scope::kItem)) {
    if (!r->then.set_aside.empty()) found = std::max(found, stands(*r, item));
  }
  return found;
}

std::pair<std::int64_t, std::int64_t> PlainEvaluator::counter(const std::string& id) {
  if (const auto known = counters_.find(id); known != counters_.end()) return known->second;
  const auto now = std::find_if(pack_.counters.begin(), pack_.counters.end(),
                                [&](const Counter& c) { return c.id == id && c.in_force.contains(as_of_); });
  if (now == pack_.counters.end()) return counters_[id] = {0, 0};
  std::int64_t low = 0, high = 0;
  const auto add_number = [](const FactValue& value, std::int64_t& least, std::int64_t& most) {
    if (const auto* n = std::get_if<std::int64_t>(&value)) {
      least += *n;
      most = most == kNoEnd ? kNoEnd : most + *n;
    } else {
      most = kNoEnd;
    }
  };
  for (const std::string& name : now->plus) add_number(named(name, kNoItem), low, high);
  for (std::size_t i = 0; i < facts_.items.size(); ++i) {
    const Truth member = truth(now->where.tree, i);
    if (member == Truth::kFalse) continue;
    std::int64_t brings_low = 0, brings_high = 0, held_low = 0, held_high = 0;
    for (const LinearTerm& term : now->sum) {
      const FactValue value = named(term.fact, i);
      if (term.sign > 0) add_number(value, brings_low, brings_high);
      if (term.sign < 0) add_number(value, held_low, held_high);
    }
    // At least: as many as can be are counted already. At most: as few.
    const std::int64_t least = brings_low - std::min({brings_low, high, held_high});
    const std::int64_t most =
        brings_high == kNoEnd ? kNoEnd : brings_high - std::min({brings_low, low, held_low});
    if (member == Truth::kTrue) low += least;
    high = high == kNoEnd || most == kNoEnd ? kNoEnd : high + most;
  }
  return counters_[id] = {low, high};
}

std::string PlainEvaluator::article(const std::string& code) const {
  const Provision* p = pack_.provision(code);
  while (p != nullptr && !p->in_force.contains(as_of_)) {
    if (as_of_ < p->in_force.from || p->superseded_by.empty()) return {};
    p = pack_.provision(p->superseded_by);
  }
  return p == nullptr ? std::string() : p->code;
}

std::string PlainEvaluator::route() {
  std::string sure;
  std::vector<std::string> possible;
  for (const Rule* r : rules(Scope::kFlow)) {
    if (r->then.route.empty()) continue;
    const Truth t = stands(*r);
    if (t == Truth::kUnknown) possible.push_back(r->then.route);
    if (t != Truth::kTrue) continue;
    if (!sure.empty() && sure != r->then.route) return "contradiction";
    sure = r->then.route;
  }
  if (sure.empty()) return possible.empty() ? "gap" : "";
  return std::all_of(possible.begin(), possible.end(), [&](const std::string& p) { return p == sure; }) ? sure
                                                                                                        : "";
}

}  // namespace tidegate::law
