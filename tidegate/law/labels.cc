#include "tidegate/law/labels.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace tidegate::law {
namespace {

class Labeller {
 public:
  explicit Labeller(const RulePack& pack) : pack_(pack) {}

  void route(const std::string& id) {
    if (const RouteDef* def = pack_.route(id)) labels_.emplace(id, def->label);
  }
  void word(const std::vector<VocabularyEntry>& vocabulary, const std::string& code) {
    const auto found =
        std::find_if(vocabulary.begin(), vocabulary.end(), [&](const auto& e) { return e.code == code; });
    if (found != vocabulary.end()) labels_.emplace(code, found->says);
  }
  void counter(const std::string& id) {
    const auto found = std::find_if(pack_.counters.begin(), pack_.counters.end(),
                                    [&](const Counter& c) { return c.id == id; });
    if (found != pack_.counters.end()) labels_.emplace(id, found->label);
  }
  // "exporter.ciio", or "data[3].sensitive" for the item's fact.
  void fact(const std::string& name) {
    const std::size_t dot = name.find("].");
    const bool of_item = name.starts_with("data[") && dot != std::string::npos;
    const FactDef* def = pack_.fact(of_item ? "item." + name.substr(dot + 2) : name);
    if (def != nullptr) labels_.emplace(name, def->label);
  }
  // Of the rules that a proof shows, and what it compares with: "$contract_from" -> 100,000.
  void proof(const std::vector<ProofNode>& nodes, Date as_of) {
    if (nodes.empty()) return;
    std::set<std::string_view> shown;
    const std::function<void(const ProofNode&)> see = [&](const ProofNode& node) {
      const std::size_t item = node.label.find("]: ");
      shown.insert(std::string_view(node.label).substr(item == std::string::npos ? 0 : item + 3));
      for (const ProofNode& child : node.children) see(child);
    };
    for (const ProofNode& node : nodes) see(node);
    for (const Rule& rule : pack_.rules) {
      if (shown.count(rule.id) > 0) labels_.emplace(rule.id, rule.title);
    }
    for (const Parameter& parameter : pack_.parameters) {
      for (const ParameterVersion& version : parameter.values) {
        if (!version.in_force.contains(as_of)) continue;
        const std::string number = std::to_string(version.value);
        labels_.emplace("$" + parameter.id, Text{number, number});
      }
    }
  }
  std::vector<std::pair<std::string, Text>> done() { return {labels_.begin(), labels_.end()}; }

 private:
  const RulePack& pack_;
  std::map<std::string, Text> labels_;
};

}  // namespace

void label(const RulePack& pack, Opinion& opinion) {
  Labeller labels(pack);
  labels.route(opinion.route);
  if (opinion.nearest_flip) labels.route(opinion.nearest_flip->new_route);
  for (const RouteChange& change : opinion.changes) {
    labels.route(change.new_route);
    for (const FactChange& step : change.steps) labels.fact(step.fact);
  }
  for (const Branch& branch : opinion.branches) {
    labels.route(branch.route);
    for (const auto& [name, ignored] : branch.when) labels.fact(name);
  }
  for (const Doubt& doubt : opinion.doubts) labels.route(doubt.route_if_lenient);
  for (const std::string& code : opinion.exemptions) labels.word(pack.exemptions, code);
  for (const ItemOpinion& item : opinion.items) {
    labels.word(pack.exemptions, item.exemption);
    for (const std::string& id : item.counted_in) labels.counter(id);
  }
  for (const Margin& margin : opinion.margins) {
    labels.counter(margin.counter);
    labels.route(margin.route_from_limit);
  }
  for (const Duty& duty : opinion.obligations) labels.word(pack.duties, duty.code);
  for (const Duty& duty : opinion.standing) labels.word(pack.duties, duty.code);
  for (const Duty& gate : opinion.gates) labels.word(pack.gates, gate.code);
  for (const std::string& code : opinion.also_allowed) labels.word(pack.alternatives, code);
  for (const std::string& name : opinion.missing_facts) labels.fact(name);
  for (const Question& question : opinion.questions) {
    for (const std::string& name : question.facts) labels.fact(name);
  }
  labels.proof(opinion.proof, opinion.as_of);
  opinion.labels = labels.done();
}

}  // namespace tidegate::law
