// What the rules that stand say, gathered into an opinion: basis, duties, gates, doubts, and their articles.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tidegate/law/evaluate.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/unknown_cases.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

class OpinionBuilder {
 public:
  // evaluated has run. unknown: the cases that are left where facts are missing; null where none matter.
  // Both outlive the builder. words: false leaves the pack's words out and gives its codes alone.
  OpinionBuilder(const RulePack& pack, const Evaluator& evaluated, UnknownCases* unknown, Date as_of,
                 bool words);

  // route: index into pack.routes, or their number where the pack leaves the answer open.
  void say(std::int32_t route, Opinion& into);
  void items(Opinion& into);
  void margins(Opinion& into);
  // Every article named so far.
  void citations(Opinion& into);

 private:
  using Select = std::vector<std::int32_t> RulePlan::*;

  Text in_words(const Text& text) const { return words_ ? text : Text{}; }
  bool is_sure(std::int32_t rule, std::size_t item = 0) const;
  // Codes that rules say, in the pack's order: by a rule that stands for sure, or in every case by one or
  // another.
  std::vector<std::int32_t> said(Select select, const std::function<bool(std::int32_t)>& among) const;
  bool said_anyway(Select select, std::int32_t code, const std::function<bool(std::int32_t)>& among) const;
  bool takes_basis_from_items(std::int32_t route) const;
  void basis(std::int32_t route, Opinion& into);
  void exemptions(Opinion& into) const;
  void authority_anyway(std::int32_t route, Opinion& into);
  void duties(Opinion& into);
  void doubts(Opinion& into);
  std::vector<Duty> entries(const std::vector<VocabularyEntry>& vocabulary, const CiteList& cites,
                            Select select);
  void cite(std::int32_t provision, std::vector<std::string>& into);
  std::vector<std::int32_t> aside_rules(std::size_t item) const;
  bool limit_matters(const LimitPlan& limit) const;
  bool is_only_limit_of(const LimitPlan& limit) const;  // no other rule counts so here

  const RulePack& pack_;
  const Plan& plan_;
  const Segment& segment_;
  const Evaluator& ev_;
  UnknownCases* unknown_;
  Date as_of_;
  bool words_;
  std::vector<std::int32_t> sure_;   // flow rules that stand for sure, in the pack's order
  std::vector<std::int32_t> cited_;  // provisions
  std::vector<std::int32_t> limited_counters_;
};

}  // namespace tidegate::law
