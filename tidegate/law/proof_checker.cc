#include "tidegate/law/proof_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "tidegate/law/plain_evaluator.h"
#include "tidegate/law/told_apart.h"

namespace tidegate::law {
namespace {

constexpr std::size_t kNoItem = PlainEvaluator::kNoItem;
constexpr int kDeepestProof = 64;
constexpr std::size_t kMaxCases = 4096;

struct Label {  // "data[2]: item.pi"
  std::size_t item = kNoItem;
  std::string text;
};

Label split(const std::string& label) {
  if (!label.starts_with("data[")) return {kNoItem, label};
  const std::size_t close = label.find("]: ");
  std::size_t item = 0;
  if (close == std::string::npos) return {kNoItem, label};
  const auto [end, error] = std::from_chars(label.data() + 5, label.data() + close, item);
  if (error != std::errc{} || end != label.data() + close) return {kNoItem, label};
  return {item, label.substr(close + 3)};
}

std::set<std::string> as_set(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }
std::set<std::string> codes(const std::vector<Duty>& duties) {
  std::set<std::string> found;
  for (const Duty& d : duties) found.insert(d.code);
  return found;
}

class Checker {
 public:
  Checker(const RulePack& pack, const CaseFacts& facts, Date as_of, const Opinion& opinion)
      : pack_(pack), facts_(facts), as_of_(as_of), opinion_(opinion), plain_(pack, facts, as_of) {}

  std::vector<std::string> run() {
    if (opinion_.pack_id != pack_.id || opinion_.pack_version != pack_.version ||
        opinion_.pack_hash != pack_.hash) {
      fault("the opinion is of another pack");
    }
    if (opinion_.as_of != as_of_) fault("the opinion is of another day");
    if (!decidable()) return std::move(faults_);
    for (const ProofNode& node : opinion_.proof) top(node);
    completeness();
    route();
    return std::move(faults_);
  }

 private:
  template <typename... Args>
  void fault(fmt::format_string<Args...> format, Args&&... args) {
    if (faults_.size() < 100) faults_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  // Before the pack's first day, or without any item, there is nothing to prove.
  bool decidable() {
    const bool wants_items = std::any_of(pack_.facts.begin(), pack_.facts.end(),
                                         [](const FactDef& f) { return f.scope == Scope::kItem; });
    if (as_of_ >= pack_.from && !(wants_items && facts_.items.empty())) return true;
    if (opinion_.route != "undetermined") fault("a route is given where nothing can be decided");
    return false;
  }

  bool is_item(const Label& label) const { return label.item == kNoItem || label.item < facts_.items.size(); }

  void top(const ProofNode& node) {
    const Label label = split(node.label);
    if (!is_item(label)) return fault("\"{}\" speaks of an item that is not there", node.label);
    if (node.kind == ProofKind::kRule) return rule(node, label);
    if (node.kind == ProofKind::kCounter) return counter(node, label);
    if (node.kind != ProofKind::kDefinition) return fault("\"{}\" does not stand at the top", node.label);
    if (!shown_.insert(node.label).second) fault("\"{}\" stands twice", node.label);
    const auto now =
        std::find_if(pack_.definitions.begin(), pack_.definitions.end(),
                     [&](const Definition& d) { return d.id == label.text && d.in_force.contains(as_of_); });
    if (now == pack_.definitions.end()) {
      if (node.truth != Truth::kFalse || !is_definition(label.text))
        fault("\"{}\" is not in force", node.label);
      return;
    }
    only_condition(node, now->when.tree, label.item);
  }

  bool is_definition(const std::string& id) const {
    return std::any_of(pack_.definitions.begin(), pack_.definitions.end(),
                       [&](const Definition& d) { return d.id == id; });
  }

  void only_condition(const ProofNode& node, const ExprNode& tree, std::size_t item) {
    if (node.children.size() != 1 || split(node.children.front().label).text != to_text(tree)) {
      return fault("\"{}\" does not show its condition", node.label);
    }
    if (node.children.front().truth != node.truth) fault("\"{}\" differs from its condition", node.label);
    condition(node.children.front(), item, 0);
  }

  const Rule* find_rule(const Label& label) const {
    for (const Rule& r : pack_.rules) {
      const bool of_item = label.item != kNoItem;
      if (r.id == label.text && r.in_force.contains(as_of_) && (r.scope == Scope::kItem) == of_item)
        return &r;
    }
    return nullptr;
  }

  void rule(const ProofNode& node, const Label& label) {
    const Rule* r = find_rule(label);
    if (r == nullptr) return fault("\"{}\" is no rule in force", node.label);
    if (!shown_.insert(node.label).second) fault("\"{}\" stands twice", node.label);
    if (node.children.empty()) return fault("\"{}\" shows no condition", node.label);
    const ProofNode& when = node.children.front();
    if (split(when.label).text != to_text(r->when.tree)) fault("\"{}\" shows another condition", node.label);
    if (when.truth != node.truth) fault("\"{}\" differs from its condition", node.label);
    condition(when, label.item, 0);
    bool defeated = false;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const ProofNode& exception = node.children[i];
      const Rule* other = find_rule(split(exception.label));
      if (exception.kind != ProofKind::kException || other == nullptr || !plain_.defeats(*other, *r) ||
          plain_.stands(*other, label.item) != exception.truth) {
        fault("\"{}\" is no exception that stands against \"{}\"", exception.label, node.label);
      }
      defeated = defeated || exception.truth == Truth::kTrue;
    }
    if (node.defeated != defeated) fault("\"{}\" does not name what defeats it", node.label);
    const bool stands = plain_.stands(*r, label.item) == Truth::kTrue;
    if (stands != (node.truth == Truth::kTrue && node.children.size() == 1))
      fault("\"{}\" stands or falls otherwise", node.label);
    if (stands == node.outcome.empty() && !r->then.empty()) fault("\"{}\" has the wrong outcome", node.label);
    if (!stands) return;
    if (!r->then.route.empty() && node.outcome.find("route=" + r->then.route) == std::string::npos) {
      fault("\"{}\" has the wrong outcome", node.label);
    }
    if (as_set(node.cites) != articles(r->cites)) fault("\"{}\" cites other articles", node.label);
  }

  std::set<std::string> articles(const std::vector<std::string>& listed) const {
    std::set<std::string> found;
    for (const std::string& code : listed) found.insert(plain_.article(code));
    found.erase("");
    return found;
  }

  void counter(const ProofNode& node, const Label& label) {
    if (label.text.size() < 2) return fault("\"{}\" counts nothing", node.label);
    const std::size_t space = label.text.find(' ');
    const std::string id = label.text.substr(1, space == std::string::npos ? 0 : space - 1);
    const auto [low, high] = plain_.counter(id);
    const std::string expected = low == high ? fmt::format("#{} = {}", id, low)
                                 : high == PlainEvaluator::kNoEnd
                                     ? fmt::format("#{} >= {}", id, low)
                                     : fmt::format("#{} = {}..{}", id, low, high);
    shown_.insert("#" + id);
    if (label.text != expected) fault("\"{}\" is not the count: {}", node.label, expected);
  }

  void condition(const ProofNode& node, std::size_t item, int depth) {
    const Label label = split(node.label);
    if (depth > kDeepestProof || label.item != item) return fault("\"{}\" is out of place", node.label);
    const auto tree = parse_expr(label.text);
    if (!tree || !is_known(*tree, item)) return fault("\"{}\" is no condition of the pack", node.label);
    const Truth truth = plain_.truth(*tree, item);
    if (truth != node.truth) fault("\"{}\" has another truth", node.label);
    std::vector<std::pair<std::string, std::size_t>> parts;
    bool all_must_hold = false;
    switch (tree->kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr:
      case ExprKind::kNot:
        for (const ExprNode& child : tree->children) parts.emplace_back(to_text(child), item);
        all_must_hold = tree->kind == ExprKind::kAnd;
        break;
      case ExprKind::kAny:
      case ExprKind::kAll:
        for (std::size_t i = 0; i < facts_.items.size(); ++i)
          parts.emplace_back(to_text(tree->children.front()), i);
        all_must_hold = tree->kind == ExprKind::kAll;
        break;
      default:
        if (!node.children.empty()) fault("\"{}\" has parts", node.label);
        lean_on(*tree, item);
        return;
    }
    for (const ProofNode& child : node.children) condition(child, split(child.label).item, depth + 1);
    const bool one_decides =
        tree->kind != ExprKind::kNot && truth == (all_must_hold ? Truth::kFalse : Truth::kTrue);
    if (!suffice(node, parts, one_decides ? truth : Truth::kUnknown, one_decides)) {
      fault("the parts of \"{}\" do not suffice", node.label);
    }
  }

  // A definition or counter that is named must be shown as well.
  void lean_on(const ExprNode& tree, std::size_t item) {
    if (tree.left.kind == Operand::Kind::kCounter) leaned_on_.insert("#" + tree.left.name);
    if (tree.kind != ExprKind::kName || !is_definition(tree.name)) return;
    leaned_on_.insert(tree.name.starts_with("item.") ? fmt::format("data[{}]: {}", item, tree.name)
                                                     : tree.name);
  }

  // One part of the deciding truth, or all parts in order.
  static bool suffice(const ProofNode& node, const std::vector<std::pair<std::string, std::size_t>>& parts,
                      Truth deciding, bool one_decides) {
    const auto is_part = [](const ProofNode& child, const std::pair<std::string, std::size_t>& part) {
      const Label label = split(child.label);
      return label.text == part.first && label.item == part.second;
    };
    if (one_decides) {
      return std::any_of(node.children.begin(), node.children.end(), [&](const ProofNode& child) {
        return child.truth == deciding && std::any_of(parts.begin(), parts.end(),
                                                      [&](const auto& part) { return is_part(child, part); });
      });
    }
    if (node.children.size() != parts.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!is_part(node.children[i], parts[i])) return false;
    }
    return true;
  }

  // A forged label must not ask for what the pack does not have.
  bool is_known(const ExprNode& tree, std::size_t item) const {
    const auto name_is_known = [&](const std::string& name, bool truth_only) {
      if (name.starts_with("item.") && item == kNoItem) return false;
      if (name == "item.set_aside") return truth_only;
      const FactDef* fact = pack_.fact(name);
      if (fact != nullptr) return (fact->type == FactType::kBool) == truth_only;
      return truth_only && is_definition(name);
    };
    if (tree.kind == ExprKind::kName) return name_is_known(tree.name, true);
    if (tree.kind == ExprKind::kCompare && tree.left.kind == Operand::Kind::kCounter) return true;
    if (tree.kind == ExprKind::kCompare || tree.kind == ExprKind::kMember)
      return name_is_known(tree.left.name, false);
    const bool items = tree.kind == ExprKind::kAny || tree.kind == ExprKind::kAll;
    if (items && item != kNoItem) return false;
    return std::all_of(tree.children.begin(), tree.children.end(),
                       [&](const ExprNode& child) { return is_known(child, items ? 0 : item); });
  }

  void completeness() {
    const auto expect = [&](const std::string& label) {
      if (shown_.count(label) == 0) fault("the proof leaves out \"{}\"", label);
    };
    for (const std::string& label : leaned_on_) expect(label);
    for (const Rule* r : plain_.rules(Scope::kItem)) {
      for (std::size_t i = 0; i < facts_.items.size(); ++i) expect(fmt::format("data[{}]: {}", i, r->id));
    }
    for (const Rule* r : plain_.rules(Scope::kFlow)) {
      if (!r->then.route.empty() || !r->exception_to.empty() || plain_.holds(*r) != Truth::kFalse)
        expect(r->id);
    }
  }

  void route() {
    const std::string plain = plain_.route();
    if (plain == "gap" || plain == "contradiction") {
      if (opinion_.route != "undetermined") fault("a route is given although the rules show a {}", plain);
      return;
    }
    if (!plain.empty()) {
      if (opinion_.route != plain)
        fault("the rules that stand give \"{}\", the opinion \"{}\"", plain, opinion_.route);
      if (opinion_.route == plain) consequences();
    } else if (opinion_.route != "undetermined" && !same_everywhere()) {
      fault("\"{}\" and what comes with it are not those of every case which the facts allow",
            opinion_.route);
    }
  }

  struct Open {
    const FactDef* def = nullptr;
    std::size_t item = 0;
    std::vector<FactValue> values;
  };

  // Tries every value that the pack tells apart of the unknown facts; of numbers and dates none.
  bool same_everywhere() const {
    std::vector<Open> open;
    for (const FactDef& f : pack_.facts) {
      const std::vector<FactValue> values = told_apart(pack_, f, as_of_);
      if (values.empty()) continue;
      const std::size_t places = f.scope == Scope::kItem ? facts_.items.size() : 1;
      for (std::size_t i = 0; i < places; ++i) {
        if (is_unknown(plain_.fact(f, i))) open.push_back({&f, i, values});
      }
    }
    std::size_t cases = 0;
    CaseFacts filled = facts_;
    return fill(open, 0, filled, cases);
  }

  bool fill(const std::vector<Open>& open, std::size_t next, CaseFacts& filled, std::size_t& cases) const {
    if (++cases > kMaxCases) return false;
    PlainEvaluator plain(pack_, filled, as_of_);
    const std::string route = plain.route();
    if (!route.empty() && route != opinion_.route) return false;
    if (!route.empty() && agrees(plain)) return true;
    if (next == open.size()) return false;
    const auto& [def, item, values] = open[next];
    const bool of_item = def->scope == Scope::kItem;
    bool same = true;
    for (const FactValue& v : values) {
      (of_item ? filled.items[item] : filled.flow).set(of_item ? def->id.substr(5) : def->id, v);
      same = same && fill(open, next + 1, filled, cases);
    }
    (of_item ? filled.items[item] : filled.flow).set(of_item ? def->id.substr(5) : def->id, Unknown{});
    return same;
  }

  struct Said {
    std::set<std::string> basis, exemptions, obligations, standing, gates, alternatives;
  };

  // What the rules that stand say, for the opinion's route.
  Said said(PlainEvaluator& plain) const {
    Said found;
    bool from_items = false;
    const auto add = [](const std::vector<std::string>& from, std::set<std::string>& into) {
      into.insert(from.begin(), from.end());
    };
    for (const Rule* r : plain.rules(Scope::kFlow)) {
      if (plain.stands(*r) != Truth::kTrue) continue;
      if (r->then.route == opinion_.route) {
        found.basis.merge(articles(r->cites));
        from_items = from_items || r->then.basis_from_items;
      }
      if (!r->then.exemption.empty()) found.exemptions.insert(r->then.exemption);
      add(r->then.obligations, found.obligations);
      add(r->then.standing, found.standing);
      add(r->then.gates, found.gates);
      add(r->then.also_allowed, found.alternatives);
    }
    for (const Rule* r : plain.rules(Scope::kItem)) {
      for (std::size_t i = 0; i < facts_.items.size() && !r->then.set_aside.empty(); ++i) {
        if (plain.stands(*r, i) != Truth::kTrue) continue;
        found.exemptions.insert(r->then.set_aside);
        if (from_items) found.basis.merge(articles(r->cites));
      }
    }
    for (const std::string& code : found.obligations) found.standing.erase(code);
    for (const LocalGate& gate : pack_.local_gates) {
      if (codes(opinion_.gates).count(gate.code) > 0) found.gates.insert(gate.code);
    }
    const RouteDef* def = pack_.route(opinion_.route);
    if (def != nullptr && !def->shows_exemptions) found.exemptions.clear();
    return found;
  }

  void consequences() {
    const Said found = said(plain_);
    same("legal basis", found.basis, as_set(opinion_.legal_basis));
    same("exemptions", found.exemptions, as_set(opinion_.exemptions));
    same("duties", found.obligations, codes(opinion_.obligations));
    same("standing duties", found.standing, codes(opinion_.standing));
    same("gates", found.gates, codes(opinion_.gates));
    same("alternatives", found.alternatives, as_set(opinion_.also_allowed));
  }

  // One of the cases that the facts allow: what the opinion gives for sure must hold in it.
  bool agrees(PlainEvaluator& plain) const {
    const Said found = said(plain);
    const auto within = [](const std::set<std::string>& part, const std::set<std::string>& whole) {
      return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
    };
    return within(as_set(opinion_.legal_basis), found.basis) &&
           within(codes(opinion_.obligations), found.obligations) &&
           within(as_set(opinion_.exemptions), found.exemptions) &&
           within(codes(opinion_.gates), found.gates);
  }

  void same(std::string_view what, const std::set<std::string>& rules, const std::set<std::string>& opinion) {
    if (rules != opinion) {
      fault("{}: the rules that stand give [{}], the opinion [{}]", what, fmt::join(rules, ", "),
            fmt::join(opinion, ", "));
    }
  }

  const RulePack& pack_;
  const CaseFacts& facts_;
  const Date as_of_;
  const Opinion& opinion_;
  PlainEvaluator plain_;
  std::set<std::string> shown_, leaned_on_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> proof_faults(const RulePack& pack, const CaseFacts& facts, Date as_of,
                                      const Opinion& opinion) {
  return Checker(pack, facts, as_of, opinion).run();
}

}  // namespace tidegate::law
