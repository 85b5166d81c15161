#include "tidegate/gate/opinions.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/branches.h"
#include "tidegate/law/decide.h"
#include "tidegate/law/proof_checker.h"

namespace tidegate {
namespace {

int rank_of(const law::RulePack& pack, const Opinion& opinion) {
  const law::RouteDef* route = pack.route(opinion.route);
  return route == nullptr ? 0 : route->rank;
}

// Stops first, then what is not decided, then the procedures by the pack's own ranks.
bool is_stricter(const law::RulePack& pack, const Opinion& a, const Opinion& b) {
  if (a.route_class != b.route_class) return a.route_class > b.route_class;
  return rank_of(pack, a) > rank_of(pack, b);
}

std::vector<std::string> switched_on(const law::RulePack& pack, bool public_security_gate) {
  std::vector<std::string> codes;
  if (!public_security_gate) return codes;
  for (const law::LocalGate& gate : pack.local_gates) codes.push_back(gate.code);
  return codes;
}

CaseFacts case_for(const LawQuestion& question, const std::string& law, std::size_t recipient) {
  CaseFacts facts = facts_for_recipient(question.transfer, recipient);
  for (const auto& [code, items] : question.items_by_law) {
    if (code == law) facts.items = items;
  }
  return facts;
}

std::optional<Opinion> ask_one(const LawQuestion& question, const law::RulePack& pack) {
  law::DecideOptions options;
  options.proof = question.proof;
  options.local_gates = switched_on(pack, question.public_security_gate);
  std::optional<Opinion> strictest;
  const std::size_t recipients = std::max<std::size_t>(1, question.transfer.recipients.size());
  for (std::size_t i = 0; i < recipients; ++i) {
    const CaseFacts facts = case_for(question, pack.law, i);
    if (law::is_called(pack, facts, question.as_of) != Truth::kTrue) continue;
    Opinion opinion = law::decide(pack, facts, question.as_of, options);
    complete_branches(pack, facts, question.as_of, question.held, opinion);
    if (facts.items != question.transfer.facts.items) opinion.own_items = facts.items;
    if (!strictest || is_stricter(pack, opinion, *strictest)) strictest = std::move(opinion);
  }
  return strictest;
}

}  // namespace

std::vector<std::string> check_proof(const LawQuestion& question, const Opinion& opinion,
                                     const std::vector<law::RulePack>& packs) {
  const auto pack = std::find_if(packs.begin(), packs.end(),
                                 [&](const law::RulePack& p) { return p.hash == opinion.pack_hash; });
  if (pack == packs.end()) return {"the pack of this opinion is not at hand"};
  // An opinion is about one of the recipients: the proof must hold for one of them.
  std::vector<std::string> faults;
  const std::size_t recipients = std::max<std::size_t>(1, question.transfer.recipients.size());
  for (std::size_t i = 0; i < recipients; ++i) {
    faults = law::proof_faults(*pack, case_for(question, pack->law, i), question.as_of, opinion);
    if (faults.empty()) break;
  }
  return faults;
}

std::vector<Text> uncalled_laws(const LawQuestion& question, const std::vector<law::RulePack>& packs,
                                const std::vector<std::string>& places) {
  std::string laws;
  for (const law::RulePack& pack : packs) {
    const CaseFacts facts = case_for(question, pack.law, 0);
    if (law::is_called(pack, facts, question.as_of) != Truth::kUnknown) continue;
    laws += fmt::format("{}{}", laws.empty() ? "" : ", ", pack.law);
    std::string open;
    for (const law::FactDef& fact : pack.facts) {
      const FactValue* value = facts.flow.find(fact.id);
      if (pack.called_when.text.find(fact.id) == std::string::npos) continue;
      if (value != nullptr && !is_unknown(*value)) continue;
      open += fmt::format("{}{}", open.empty() ? "" : ", ", fact.id);
    }
    laws += fmt::format(" ({})", open);
  }
  if (laws.empty()) return {};
  Text note{
      fmt::format("Not asked, since nothing says whether they apply: {}. State it with --set FACT=yes or "
                  "--set FACT=no.",
                  laws),
      fmt::format("以下法域是否适用尚无从得知，未作评估：{}。请用 --set 事实=yes 或 --set 事实=no 说明。",
                  laws)};
  if (!places.empty()) {
    note.en += fmt::format(" These columns tell of countries: {}. Are any of the persons there?",
                           fmt::join(places, ", "));
    note.zh += fmt::format("以下列涉及国家或地区：{}。其中是否有位于当地的个人？", fmt::join(places, "、"));
  }
  return {std::move(note)};
}

std::vector<Opinion> ask_laws(const LawQuestion& question, const std::vector<law::RulePack>& packs) {
  std::vector<Opinion> opinions;
  for (const law::RulePack& pack : packs) {
    if (auto opinion = ask_one(question, pack)) opinions.push_back(std::move(*opinion));
  }
  std::stable_sort(opinions.begin(), opinions.end(),
                   [](const Opinion& a, const Opinion& b) { return a.route_class > b.route_class; });
  return opinions;
}

}  // namespace tidegate
