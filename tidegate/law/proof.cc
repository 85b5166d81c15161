#include "tidegate/law/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidegate::law {
namespace {

constexpr std::int16_t kNoItem = -1;

ProofKind kind_of(PlanNode::Kind kind) {
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

// Writes the forest in pre-order.
class Prover {
 public:
  explicit Prover(const Evaluator& ev)
      : plan_(ev.plan()),
        ev_(ev),
        items_(static_cast<std::int16_t>(std::min<std::size_t>(ev.facts().items.size(), 32767))),
        rows_(std::max<std::size_t>(ev.facts().items.size(), 1)),
        definitions_seen_(plan_.definition_ids.size() * rows_, 0),
        counters_seen_(plan_.counter_ids.size(), 0) {}

  std::vector<ProofStep> run() {
    steps_.reserve(256);
    for (const std::int32_t r : ev_.segment().item_rules) {
      for (std::int16_t i = 0; i < items_; ++i) rule(r, i);
    }
    for (const std::int32_t r : ev_.segment().flow_rules) {
      const RulePlan& plan = plan_.rules[at(r)];
      if (plan.route >= 0 || plan.has_exceptions || ev_.when(r) != kNo) rule(r, kNoItem);
    }
    // Definitions can lean on others: the list grows while it is walked.
    for (std::size_t i = 0; i < wanted_.size(); ++i) support(wanted_[i]);
    return std::move(steps_);
  }

 private:
  struct Wanted {
    bool counter = false;
    std::int32_t slot = 0;
    std::int16_t item = kNoItem;
  };

  static std::size_t row(std::int16_t item) { return item == kNoItem ? 0 : static_cast<std::size_t>(item); }
  Truth3 value(std::int32_t node, std::int16_t item) const { return ev_.condition(node, row(item)); }

  std::size_t put(ProofKind kind, Truth3 truth, std::int16_t item, std::int32_t place) {
    steps_.push_back({kind, as_truth(truth), false, item, 0, place, 0, 0});
    return steps_.size() - 1;
  }

  void rule(std::int32_t r, std::int16_t item) {
    const Truth3 when = ev_.when(r, row(item));
    const std::size_t mine = put(ProofKind::kRule, when, item, r);
    condition(plan_.rules[at(r)].when, when, item);
    std::int32_t parts = 1;
    if (when != kNo) {
      for (const std::int32_t e : ev_.segment().exceptions[at(r)]) {
        const Truth3 stands = ev_.stands(e, row(item));
        if (stands == kNo) continue;
        put(ProofKind::kException, stands, item, e);
        ++parts;
        steps_[mine].defeated = steps_[mine].defeated || stands == kYes;
      }
    }
    steps_[mine].parts = parts;
  }

  void condition(std::int32_t index, Truth3 truth, std::int16_t item) {
    using Kind = PlanNode::Kind;
    const PlanNode& n = plan_.nodes[at(index)];
    const std::size_t mine = put(kind_of(n.kind), truth, item, index);
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
        condition(plan_.children[at(n.first)], static_cast<Truth3>(kYes - truth), item);
        steps_[mine].parts = 1;
        break;
      case Kind::kAnd:
      case Kind::kOr:
        parts(n, mine, truth, item);
        break;
      case Kind::kAny:
      case Kind::kAll:
        over_items(n, mine, truth);
        break;
      default:
        break;
    }
  }

  // One part decides an "and" that is false and an "or" that is true; otherwise all of them do.
  void parts(const PlanNode& n, std::size_t mine, Truth3 truth, std::int16_t item) {
    const bool one_decides = truth == (n.kind == PlanNode::Kind::kAnd ? kNo : kYes);
    for (std::int32_t i = 0; i < n.count; ++i) {
      const std::int32_t child = plan_.children[at(n.first + i)];
      const Truth3 part = value(child, item);
      if (one_decides && part != truth) continue;
      condition(child, part, item);
      ++steps_[mine].parts;
      if (one_decides) return;
    }
  }

  void over_items(const PlanNode& n, std::size_t mine, Truth3 truth) {
    const bool one_decides = truth == (n.kind == PlanNode::Kind::kAny ? kYes : kNo);
    const std::int32_t body = plan_.children[at(n.first)];
    for (std::int16_t i = 0; i < items_; ++i) {
      const Truth3 part = value(body, i);
      if (one_decides && part != truth) continue;
      condition(body, part, i);
      ++steps_[mine].parts;
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

  void support(Wanted w) {
    if (w.counter) {
      const Interval value = ev_.counter(w.slot);
      const std::size_t mine = put(ProofKind::kCounter, value.is_known() ? kYes : kMaybe, kNoItem, w.slot);
      steps_[mine].low = value.low;
      steps_[mine].high = value.high;
      return;
    }
    const std::int32_t root = ev_.segment().definitions[at(w.slot)];
    const Truth3 truth = root < 0 ? kNo : value(root, w.item);
    const std::size_t mine = put(ProofKind::kDefinition, truth, w.item, w.slot);
    if (root < 0) return;
    condition(root, truth, w.item);
    steps_[mine].parts = 1;
  }

  const Plan& plan_;
  const Evaluator& ev_;
  const std::int16_t items_;
  const std::size_t rows_;
  std::vector<std::uint8_t> definitions_seen_, counters_seen_;
  std::vector<Wanted> wanted_;
  std::vector<ProofStep> steps_;
};

// Steps with their words.
class Unfolder {
 public:
  Unfolder(const RulePack& pack, const std::vector<ProofStep>& steps, Date as_of)
      : pack_(pack), plan_(*pack.plan), steps_(steps), as_of_(as_of) {}

  std::vector<ProofNode> run() {
    std::vector<ProofNode> forest;
    while (next_ < steps_.size()) forest.push_back(node(true));
    return forest;
  }

 private:
  ProofNode node(bool at_top) {
    const ProofStep& step = steps_[next_++];
    ProofNode made;
    made.kind = step.kind;
    made.truth = step.truth;
    made.defeated = step.defeated;
    made.label = (step.item == kNoItem ? "" : fmt::format("data[{}]: ", step.item)) + text(step, at_top);
    made.children.reserve(at(step.parts));
    bool disputed = false;
    for (std::int32_t i = 0; i < step.parts && next_ < steps_.size(); ++i) {
      made.children.push_back(node(false));
      disputed = disputed || made.children.back().kind == ProofKind::kException;
    }
    if (step.kind == ProofKind::kRule && step.truth == Truth::kTrue && !disputed) stands(step.place, made);
    return made;
  }

  std::string text(const ProofStep& step, bool at_top) const {
    switch (step.kind) {
      case ProofKind::kRule:
      case ProofKind::kException:
        return pack_.rules[at(step.place)].id;
      case ProofKind::kCounter:
        return counter(step);
      case ProofKind::kDefinition:
        if (at_top) return plan_.definition_ids[at(step.place)];
        break;
      default:
        break;
    }
    return plan_.texts[at(step.place)];
  }

  std::string counter(const ProofStep& step) const {
    const std::string& id = plan_.counter_ids[at(step.place)];
    if (step.low == step.high) return fmt::format("#{} = {}", id, step.low);
    if (step.high == kNoLimit) return fmt::format("#{} >= {}", id, step.low);
    return fmt::format("#{} = {}..{}", id, step.low, step.high);
  }

  void stands(std::int32_t rule, ProofNode& into) const {
    into.outcome = outcome_text(pack_.rules[at(rule)].then);
    for (const std::int32_t p : plan_.rules[at(rule)].cites) {
      if (const std::int32_t now = article_on(pack_, p, as_of_); now >= 0) {
        into.cites.push_back(pack_.provisions[at(now)].code);
      }
    }
  }

  const RulePack& pack_;
  const Plan& plan_;
  const std::vector<ProofStep>& steps_;
  const Date as_of_;
  std::size_t next_ = 0;
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

std::vector<ProofStep> prove(const Evaluator& evaluated) { return Prover(evaluated).run(); }

std::vector<ProofNode> unfold(const RulePack& pack, const std::vector<ProofStep>& steps, Date as_of) {
  return Unfolder(pack, steps, as_of).run();
}

}  // namespace tidegate::law
