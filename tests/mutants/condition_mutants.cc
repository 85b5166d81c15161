#include "tests/mutants/condition_mutants.h"

#include <fmt/format.h>

#include <utility>

namespace tidegate::law {
namespace {

std::string_view to_word(ExprKind kind) { return kind == ExprKind::kAnd ? "and" : "or"; }

// One place in a tree, as a way down from the root.
using Way = std::vector<std::size_t>;

ExprNode& at(ExprNode& root, const Way& way) {
  ExprNode* node = &root;
  for (const std::size_t step : way) node = &node->children[step];
  return *node;
}

// All changes of one condition; `put` gives the condition's place in a pack.
class ConditionMutants {
 public:
  ConditionMutants(const RulePack& pack, std::string name, const Condition& condition, ConditionPlace place,
                   std::vector<Mutation>& into)
      : pack_(pack), name_(std::move(name)), place_(std::move(place)), into_(into) {
    walk(condition.tree, {});
  }

 private:
  void add(const std::string& what, const Way& way, std::function<void(ExprNode&)> change) {
    into_.push_back(
        {fmt::format("{}: {}", name_, what), [place = place_, way, change = std::move(change)](RulePack& p) {
           Condition& c = place(p);
           change(at(c.tree, way));
           c.text = to_text(c.tree);
         }});
  }

  void walk(const ExprNode& node, Way way) {
    switch (node.kind) {
      case ExprKind::kAnd:
      case ExprKind::kOr:
        junction(node, way);
        break;
      case ExprKind::kNot:
        add(fmt::format("drops \"not\" before {}", to_text(node.children[0])), way, [](ExprNode& n) {
          ExprNode inner = n.children[0];
          n = std::move(inner);
        });
        break;
      case ExprKind::kAny:
      case ExprKind::kAll: {
        const bool any = node.kind == ExprKind::kAny;
        add(any ? "any becomes all" : "all becomes any", way,
            [any](ExprNode& n) { n.kind = any ? ExprKind::kAll : ExprKind::kAny; });
        break;
      }
      case ExprKind::kCompare:
        comparison(node, way);
        break;
      case ExprKind::kMember:
        member(node, way);
        break;
      case ExprKind::kConstant:
      case ExprKind::kName:
        break;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      Way next = way;
      next.push_back(i);
      walk(node.children[i], std::move(next));
    }
  }

  void junction(const ExprNode& node, const Way& way) {
    const ExprKind other = node.kind == ExprKind::kAnd ? ExprKind::kOr : ExprKind::kAnd;
    add(fmt::format("{} becomes {} in {}", to_word(node.kind), to_word(other), to_text(node)), way,
        [other](ExprNode& n) { n.kind = other; });
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      add(fmt::format("forgets {}", to_text(node.children[i])), way, [i](ExprNode& n) {
        n.children.erase(n.children.begin() + static_cast<std::ptrdiff_t>(i));
        if (n.children.size() > 1) return;
        ExprNode only = n.children[0];
        n = std::move(only);
      });
    }
  }

  void comparison(const ExprNode& node, const Way& way) {
    static constexpr std::pair<CompareOp, CompareOp> kSlips[] = {
        {CompareOp::kGreaterEqual, CompareOp::kGreater}, {CompareOp::kGreater, CompareOp::kGreaterEqual},
        {CompareOp::kLess, CompareOp::kLessEqual},       {CompareOp::kLessEqual, CompareOp::kLess},
        {CompareOp::kEqual, CompareOp::kNotEqual},       {CompareOp::kNotEqual, CompareOp::kEqual}};
    for (const auto& [from, to] : kSlips) {
      if (node.op != from) continue;
      add(fmt::format("{} becomes {} in {}", to_text(from), to_text(to), to_text(node)), way,
          [op = to](ExprNode& n) { n.op = op; });
    }
    if (node.right.kind == Operand::Kind::kNumber || node.right.kind == Operand::Kind::kDate) {
      for (const int step : {-1, 1}) {
        if (node.right.number + step < 0) continue;
        add(fmt::format("{:+} in {}", step, to_text(node)), way,
            [step](ExprNode& n) { n.right.number += step; });
      }
    }
    if (node.left.kind != Operand::Kind::kCounter) return;
    for (const Counter& other : pack_.counters) {
      if (other.id == node.left.name) continue;
      add(fmt::format("counts #{} in {}", other.id, to_text(node)), way,
          [id = other.id](ExprNode& n) { n.left.name = id; });
    }
  }

  void member(const ExprNode& node, const Way& way) {
    for (std::size_t i = 0; i < node.symbols.size() && node.symbols.size() > 1; ++i) {
      add(fmt::format("forgets {} in {}", node.symbols[i], to_text(node)), way,
          [i](ExprNode& n) { n.symbols.erase(n.symbols.begin() + static_cast<std::ptrdiff_t>(i)); });
    }
  }

  const RulePack& pack_;
  std::string name_;
  ConditionPlace place_;
  std::vector<Mutation>& into_;
};

}  // namespace

void condition_mutants(const RulePack& pack, const std::string& name, const Condition& condition,
                       const ConditionPlace& place, std::vector<Mutation>& into) {
  ConditionMutants(pack, name, condition, place, into);
}

}  // namespace tidegate::law
