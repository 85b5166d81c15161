#include "tidegate/law/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidegate::law {
namespace {

constexpr std::size_t kNoItem = static_cast<std::size_t>(-1);

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class Prover {
 public:
  Prover(const RulePack& pack, const Evaluator& ev, Date as_of)
      : pack_(pack),
        plan_(*pack.plan),
        ev_(ev),
        as_of_(as_of),
        rows_(std::max<std::size_t>(ev.facts().items.size(), 1)),
        definitions_seen_(plan_.definition_ids.size() * rows_, 0),
        counters_seen_(plan_.counter_ids.size(), 0) {}

  std::vector<ProofNode> run() {
    std::vector<ProofNode> proof;
    proof.reserve(ev_.segment().flow_rules.size() + ev_.segment().item_rules.size() * rows_);
    for (const std::int32_t r : ev_.segment().item_rules) {
      for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) rule(r, i, proof);
    }
    for (const std::int32_t r : ev_.segment().flow_rules) {
      const RulePlan& plan = plan_.rules[at(r)];
      if (plan.route >= 0 || plan.has_exceptions || ev_.when(r) != kNo) rule(r, kNoItem, proof);
    }
    // Definitions can lean on others: the list grows while it is walked.
    for (std::size_t i = 0; i < wanted_.size(); ++i) support(wanted_[i], proof);
    return proof;
  }

 private:
  struct Wanted {
    bool counter = false;
    std::int32_t slot = 0;
    std::size_t item = kNoItem;
  };

  static std::string place(std::size_t item) {
    return item == kNoItem ? std::string() : fmt::format("data[{}]: ", item);
  }
  static std::size_t row(std::size_t item) { return item == kNoItem ? 0 : item; }
  Truth3 value(std::int32_t node, std::size_t item) const { return ev_.condition(node, row(item)); }

  void rule(std::int32_t r, std::size_t item, std::vector<ProofNode>& proof) {
    const Rule& def = pack_.rules[at(r)];
    const Truth3 when = ev_.when(r, row(item));
    ProofNode& node = proof.emplace_back();
    node.kind = ProofKind::kRule;
    node.label = item == kNoItem ? def.id : place(item) + def.id;
    node.truth = as_truth(when);
    node.children.reserve(1);
    node.children.push_back(condition(plan_.rules[at(r)].when, item));
    if (when == kNo) return;
    for (const std::int32_t e : ev_.segment().exceptions[at(r)]) {
      const Truth3 stands = ev_.stands(e, row(item));
      if (stands == kNo) continue;
      ProofNode& exception = node.children.emplace_back();
      exception.kind = ProofKind::kException;
      exception.label = place(item) + pack_.rules[at(e)].id;
      exception.truth = as_truth(stands);
      node.defeated = node.defeated || stands == kYes;
    }
    if (ev_.stands(r, row(item)) != kYes) return;
    node.outcome = outcome_text(def.then);
    for (const std::int32_t p : plan_.rules[at(r)].cites) {
      if (const std::int32_t now = article_on(pack_, p, as_of_); now >= 0) {
        node.cites.push_back(pack_.provisions[at(now)].code);
      }
    }
  }

  static ProofKind kind(PlanNode::Kind kind) {
    using Kind = PlanNode::Kind;
    switch (kind) {
      case Kind::kAnd:
      case Kind::kAll:
        return ProofKind::kAll;
      case Kind::kOr:
      case Kind::kAny:
        return ProofKind::kAny;
      case Kind::kNot:
        return ProofKind::kNot;
      case Kind::kFlowCompare:
      case Kind::kItemCompare:
      case Kind::kCounterCompare:
        return ProofKind::kCompare;
      case Kind::kFlowMember:
      case Kind::kItemMember:
        return ProofKind::kMember;
      case Kind::kFlowDefinition:
      case Kind::kItemDefinition:
        return ProofKind::kDefinition;
      case Kind::kConstant:
      case Kind::kFlowFact:
      case Kind::kItemFact:
      case Kind::kSetAside:
        break;
    }
    return ProofKind::kFact;
  }

  ProofNode condition(std::int32_t index, std::size_t item) {
    using Kind = PlanNode::Kind;
    const PlanNode& n = plan_.nodes[at(index)];
    ProofNode node;
    node.kind = kind(n.kind);
    node.label = item == kNoItem ? plan_.texts[at(index)] : place(item) + plan_.texts[at(index)];
    const Truth3 truth = value(index, item);
    node.truth = as_truth(truth);
    switch (n.kind) {
      case Kind::kFlowDefinition:
        want({false, n.slot, kNoItem});
        break;
      case Kind::kItemDefinition:
        want({false, n.slot, item});
        break;
      case Kind::kCounterCompare:
        want({true, n.slot, kNoItem});
        break;
      case Kind::kNot:
        node.children.push_back(condition(plan_.children[at(n.first)], item));
        break;
      case Kind::kAnd:
      case Kind::kOr:
        parts(n, n.kind == Kind::kAnd, truth, item, node.children);
        break;
      case Kind::kAny:
      case Kind::kAll:
        over_items(n, truth, node.children);
        break;
      default:
        break;
    }
    return node;
  }

  // One part decides an "and" that is false and an "or" that is true; otherwise all of them do.
  void parts(const PlanNode& n, bool is_and, Truth3 truth, std::size_t item, std::vector<ProofNode>& into) {
    const bool one_decides = truth == (is_and ? kNo : kYes);
    into.reserve(one_decides ? 1 : at(n.count));
    for (std::int32_t i = 0; i < n.count; ++i) {
      const std::int32_t child = plan_.children[at(n.first + i)];
      if (one_decides && value(child, item) != truth) continue;
      into.push_back(condition(child, item));
      if (one_decides) return;
    }
  }

  void over_items(const PlanNode& n, Truth3 truth, std::vector<ProofNode>& into) {
    const bool one_decides = truth == (n.kind == PlanNode::Kind::kAny ? kYes : kNo);
    const std::int32_t body = plan_.children[at(n.first)];
    for (std::size_t i = 0; i < ev_.facts().items.size(); ++i) {
      if (one_decides && value(body, i) != truth) continue;
      into.push_back(condition(body, i));
      if (one_decides) return;
    }
  }

  void want(Wanted w) {
    std::uint8_t& seen =
        w.counter ? counters_seen_[at(w.slot)] : definitions_seen_[at(w.slot) * rows_ + row(w.item)];
    if (seen != 0) return;
    seen = 1;
    wanted_.push_back(w);
  }

  void support(Wanted w, std::vector<ProofNode>& proof) {
    ProofNode node;
    if (w.counter) {
      const Interval value = ev_.counter(w.slot);
      node.kind = ProofKind::kCounter;
      node.label = value.is_known() ? fmt::format("#{} = {}", plan_.counter_ids[at(w.slot)], value.low)
                   : value.high == kNoLimit
                       ? fmt::format("#{} >= {}", plan_.counter_ids[at(w.slot)], value.low)
                       : fmt::format("#{} = {}..{}", plan_.counter_ids[at(w.slot)], value.low, value.high);
      node.truth = value.is_known() ? Truth::kTrue : Truth::kUnknown;
    } else {
      node.kind = ProofKind::kDefinition;
      node.label = place(w.item) + plan_.definition_ids[at(w.slot)];
      const std::int32_t root = ev_.segment().definitions[at(w.slot)];
      node.truth = as_truth(root < 0 ? kNo : value(root, w.item));
      if (root >= 0) node.children.push_back(condition(root, w.item));
    }
    proof.push_back(std::move(node));
  }

  const RulePack& pack_;
  const Plan& plan_;
  const Evaluator& ev_;
  const Date as_of_;
  const std::size_t rows_;
  std::vector<std::uint8_t> definitions_seen_, counters_seen_;
  std::vector<Wanted> wanted_;
};

}  // namespace

std::string outcome_text(const Consequence& then) {
  std::string text;
  const auto add = [&](std::string_view key, std::string_view word) {
    if (word.empty()) return;
    if (!text.empty()) text += ' ';
    text.append(key).append("=").append(word);
  };
  add("route", then.route);
  add("set_aside", then.set_aside);
  add("exemption", then.exemption);
  for (const std::string& d : then.obligations) add("duty", d);
  for (const std::string& d : then.standing) add("standing", d);
  for (const std::string& g : then.gates) add("gate", g);
  for (const std::string& a : then.also_allowed) add("also_allowed", a);
  for (const RuleDoubt& d : then.doubts) add("doubt", d.code);
  return text;
}

std::vector<ProofNode> prove(const RulePack& pack, const Evaluator& evaluated, Date as_of) {
  return Prover(pack, evaluated, as_of).run();
}

}  // namespace tidegate::law
