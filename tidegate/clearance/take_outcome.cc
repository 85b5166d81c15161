// Clearances of agencies, proposals, decisions, overrides of the lane.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/seen_text.h"
#include "tidegate/clearance/sitting.h"

namespace tidegate::clearance {
namespace {

bool took_part(const Decision& decision, const Actor& actor) {
  return std::any_of(decision.steps.begin(), decision.steps.end(),
                     [&](const DecisionStep& step) { return step.by.account == actor.account; });
}

Text outcome_words(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::kPassed:
      return {"passed", "通过"};
    case DecisionKind::kPartlyPassed:
      return {"partly passed", "部分通过"};
    case DecisionKind::kRefused:
      return {"not passed", "未通过"};
    case DecisionKind::kTerminated:
      return {"terminated", "终止"};
  }
  return {};
}

// What can be done instead of an outcome that the state has not.
Text instead_of(const Case& c, DecisionKind kind) {
  if (c.has_open_supplement()) {
    return {"while the firm is waited for there is only a termination, once its time is over",
            "等待申报单位补充期间，仅可在期限届满后终止"};
  }
  if (kind == DecisionKind::kPartlyPassed) {
    return {
        "a filing is passed or refused as a whole: refuse every item with its reason, or ask by a supplement "
        "that the item be taken out",
        "备案只能整体通过或不通过：请对全部数据项作出不通过结论并说明理由，或要求申报单位补充材料并删除该数据"
        "项"};
  }
  return {"a termination follows a supplement that was not handed in in time",
          "仅在申报单位逾期未补充材料时终止"};
}

// The machine allows this outcome here.
bool needs_kind(Sitting& s, DecisionKind kind) {
  CaseDecided probe;
  probe.decision.kind = kind;
  if (!step_rule(family_of(s.c().filing().route), s.c().state, probe)) {
    const Text words = outcome_words(kind);
    const Text instead = instead_of(s.c(), kind);
    s.refuse(RefusalCode::kWrongState, fmt::format("\"{}\" is no outcome here: {}", words.en, instead.en),
             fmt::format("此处不能作出“{}”的结论：{}", words.zh, instead.zh), "/kind");
    return false;
  }
  if (kind != DecisionKind::kTerminated) return true;
  const DayAnswer last = supplement_due(s.c().supplements.back(), s.rules(), s.calendar());
  const Text estimate = of_estimate(last);
  return s.needs(s.today() > last.furthest, RefusalCode::kTooEarly,
                 fmt::format("the firm has time to answer until {}{}", last.day.str(), estimate.en),
                 fmt::format("申报单位的补充期限至 {}{}", last.day.str(), estimate.zh));
}

bool needs_item(Sitting& s, const ItemOutcome& item, std::size_t i) {
  const std::string at = fmt::format("/items/{}", i);
  if (!s.needs(item.item == i && item.name == s.c().filing().items[i], RefusalCode::kIncomplete,
               "items stand in the order of the filing, by its names", "数据项须与申报的顺序和名称一致",
               at)) {
    return false;
  }
  if (!s.needs(item.conditions.size() <= kMostLines, RefusalCode::kLimit, "too many conditions", "条件过多",
               at + "/conditions")) {
    return false;
  }
  for (std::size_t j = 0; j < item.conditions.size(); ++j) {
    if (!s.needs_said(item.conditions[j], fmt::format("{}/conditions/{}", at, j))) return false;
  }
  if (item.verdict == ItemVerdict::kRefused) return s.needs_said(item.reason, at + "/reason");
  return item.verdict != ItemVerdict::kAllowedOnConditions ||
         s.needs(!item.conditions.empty(), RefusalCode::kIncomplete, "the conditions must be said",
                 "须写明条件", at + "/conditions");
}

bool needs_items(Sitting& s, const DecisionProposed& step) {
  if (step.kind == DecisionKind::kTerminated) {
    return s.needs(step.items.empty(), RefusalCode::kIncomplete, "a termination judges no item",
                   "终止不对数据项作出结论", "/items");
  }
  if (!s.needs(step.items.size() == s.c().filing().items.size(), RefusalCode::kIncomplete,
               fmt::format("{} items are decided of {}", step.items.size(), s.c().filing().items.size()),
               fmt::format("共 {} 个数据项，仅有 {} 个结论", s.c().filing().items.size(), step.items.size()),
               "/items")) {
    return false;
  }
  std::size_t refused = 0;
  for (std::size_t i = 0; i < step.items.size(); ++i) {
    if (!needs_item(s, step.items[i], i)) return false;
    refused += step.items[i].verdict == ItemVerdict::kRefused ? 1 : 0;
  }
  const bool fits = step.kind == DecisionKind::kPassed    ? refused == 0
                    : step.kind == DecisionKind::kRefused ? refused == step.items.size()
                                                          : refused > 0 && refused < step.items.size();
  return s.needs(fits, RefusalCode::kIncomplete, "the items do not add up to this outcome",
                 "各数据项的结论与总结论不一致", "/items");
}

// Every agency that the filing needs has cleared it.
bool needs_clearances(Sitting& s) {
  const FilingVersion& filing = s.c().filing();
  const std::vector<std::string> wanted = s.wanted_gates();
  bool has_regulator = false;
  Text open;                    // the names of all that are, so that nobody is sent from one to the next
  bool is_any_unasked = false;  // the rules are others than at the case's last step
  for (const std::string& id : wanted) {
    const auto standing = std::find_if(s.c().gates.begin(), s.c().gates.end(),
                                       [&](const GateStanding& g) { return g.gate == id; });
    const GateRule* gate = s.rules().gate(id);
    has_regulator |= gate != nullptr && gate->agency == "sector_regulator" &&
                     (gate->sector.empty() || gate->sector == filing.sector);
    if (standing != s.c().gates.end() && standing->clears.value_or(false)) continue;
    is_any_unasked |= standing == s.c().gates.end();
    const Text name = gate != nullptr ? gate->name : Text{id, id};
    open.en += (open.en.empty() ? "" : ", ") + name.en;
    open.zh += (open.zh.empty() ? "" : "、") + name.zh;
  }
  const Text hint = is_any_unasked ? Text{"; the rules have changed, and who was not asked yet is asked with the "
                                          "case's next step: a note is one",
                                          "；规则已变更，尚未征询的部门将随项目的下一步骤（例如添加备注）被征询"}
                                   : Text{};
  if (!s.needs(open.en.empty(), RefusalCode::kLaw, fmt::format("not cleared by: {}{}", open.en, hint.en),
               fmt::format("{}尚未同意{}", open.zh, hint.zh)))
    return false;
  // What a person alone had moved to red, and is so no more, needs none: it is passed by two, one of them a
  // lead.
  const bool is_red = s.c().scored_red || s.lane() == Lane::kRed;
  return s.needs(
      !is_red || has_regulator || !s.rules().red_needs_regulator, RefusalCode::kLaw,
      fmt::format("the case is or was red, and no regulator is configured for the sector {}", filing.sector),
      fmt::format("项目为或曾为红色通道，而未配置行业 {} 的主管部门", filing.sector));
}

// An extension is tested when it is decided of, whatever was found when it was handed in.
// reasons  nullptr: no person decides.
bool needs_extension(Sitting& s, const Text* reasons) {
  const FilingVersion& filing = s.c().filing();
  if (filing.route != FilingRoute::kEXT) return true;
  const ExtensionGround* ground = s.extension();
  if (ground == nullptr)
    return s.needs(filing.extension_holds.value_or(false), RefusalCode::kLaw,
                   "the test of an extension does not hold, or facts are missing",
                   "延长有效期的条件不成立，或事实不足");
  if (!s.needs(ground->pass_gone.empty(), RefusalCode::kLaw, ground->pass_gone.en, ground->pass_gone.zh))
    return false;
  const ExtensionPasses how = passes(ground->test);
  if (how == ExtensionPasses::kYes) return true;
  if (how == ExtensionPasses::kWithReasons && reasons != nullptr) return s.needs_said(*reasons, "/reasons");
  const Text why = against(ground->test);
  return s.needs(false, RefusalCode::kLaw,
                 "the test of an extension does not hold, or facts are missing: " + why.en,
                 "延长有效期的条件不成立，或事实不足：" + why.zh);
}

// What any decision asks, when it is proposed and again when it is confirmed.
bool needs_decidable(Sitting& s, const DecisionProposed& step, bool confirms = false) {
  if (!needs_kind(s, step.kind)) return false;
  if (step.kind == DecisionKind::kTerminated) return true;
  // When it was proposed all were answered: one opened since does not hold a refusal up. It stays open, and
  // is answered all the same.
  const bool is_late = confirms && step.kind == DecisionKind::kRefused;
  const bool all_answered =
      is_late || std::all_of(s.c().contests.begin(), s.c().contests.end(), [](const Contest& contest) {
        return contest.answer || contest.what.level == ContestLevel::kOutcome;
      });
  if (!s.needs(all_answered, RefusalCode::kLaw, "a contest has not been answered", "尚有异议未答复"))
    return false;
  if (s.c().state == CaseState::kUnderReview &&
      !s.needs(!took_part(s.c().decisions.back(), s.by()), RefusalCode::kSamePerson,
               "who took part in the first decision does not review it", "参与原结论的人员不得参与复评")) {
    return false;
  }
  if (step.kind == DecisionKind::kRefused) return true;
  const FilingVersion& filing = s.c().filing();
  return needs_clearances(s) && needs_extension(s, &step.reasons) &&
         (!filing.has_gates || s.needs_said(step.reasons, "/reasons"));
}

// Who accepted another level does not alone pass what it made easier.
bool settled_a_level(const Sitting& s) {
  const std::vector<Contest>& all = s.c().contests;
  return std::any_of(all.begin(), all.end(), [&](const Contest& contest) {
    return settles_level(contest) && contest.answered_by.account == s.by().account;
  });
}

// Persons have made the case easier, whenever it was: a new score of the same filing, or a lane put down.
bool was_eased(const Case& c) {
  const auto eases = [](const FilingVersion& before, const FilingVersion& after) {
    return before.filing_hash == after.filing_hash && eases_score(before, after);
  };
  return std::adjacent_find(c.versions.begin(), c.versions.end(), eases) != c.versions.end() ||
         std::any_of(c.overrides.begin(), c.overrides.end(),
                     [](const LaneOverridden& over) { return over.what.to < over.from; });
}

bool needs_two_persons(const Sitting& s, DecisionKind kind) {
  return kind != DecisionKind::kPassed || s.lane() >= s.rules().two_persons_from ||
         s.c().strictest == Lane::kRed || s.c().state == CaseState::kUnderReview || settled_a_level(s) ||
         was_eased(s.c()) || s.asks_two_persons();
}

// What persons have made easier passes with a lead among the two.
bool needs_lead(Sitting& s, const Proposal& proposal) {
  const bool passes =
      proposal.what.kind == DecisionKind::kPassed || proposal.what.kind == DecisionKind::kPartlyPassed;
  return !passes || !was_eased(s.c()) ||
         s.needs(
             proposal.by.role == "lead" || s.by().role == "lead", RefusalCode::kNotYours,
             "an accepted contest has made the score easier, or persons have put the lane down: one of the "
             "two who pass it is a lead",
             "采纳异议后评分已降低，或通道曾被下调：通过结论的两人中须有一名负责人");
}

void finish(Sitting& s, const DecisionProposed& what, std::vector<DecisionStep> steps) {
  const FilingVersion& filing = s.c().filing();
  Decision decision;
  decision.case_id = s.c().id;
  decision.filing_hash = filing.filing_hash;
  decision.record_id = filing.record_id;
  decision.kind = what.kind;
  decision.items = what.items;
  decision.conditions = what.conditions;
  decision.reasons = what.reasons;
  decision.steps = std::move(steps);
  decision.decided_on = s.today();
  decision.rules_hash = s.rules().hash;
  decision.calendar_hash = s.calendar().hash();
  const bool passes = what.kind == DecisionKind::kPassed || what.kind == DecisionKind::kPartlyPassed;
  if (passes && family_of(filing.route) == RouteFamily::kAssessment) {
    decision.valid_until = months_after(filing.extends_from.value_or(s.today()), s.rules().validity_months);
  }
  s.add_itself(CaseDecided{std::move(decision)});
}

std::int64_t last_ms(const Sitting& s) { return s.c().last_ms; }
std::int64_t version_of(const Sitting& s) { return static_cast<std::int64_t>(s.c().versions.size()); }

std::string_view lane_in_chinese(Lane lane) {
  constexpr std::array<std::string_view, 4> kNames{"绿色", "蓝色", "黄色", "红色"};
  return kNames[static_cast<std::size_t>(lane)];
}

bool needs_lane(Sitting& s, const OverrideProposed& step) {
  const bool goes_up = step.to > s.lane();
  if (!s.needs(step.to != s.lane(), RefusalCode::kAlready, "the case is in that lane", "项目已在该通道",
               "/to")) {
    return false;
  }
  if (goes_up) return true;
  return s.needs(step.to >= s.c().filing().floor, RefusalCode::kLaw,
                 fmt::format("the law's floor is {}", to_string(s.c().filing().floor)),
                 fmt::format("法定下限为{}通道", lane_in_chinese(s.c().filing().floor)), "/to") &&
         s.needs(!s.c().computed_lane.drawn_up || step.to >= s.c().computed_lane.lane, RefusalCode::kLaw,
                 "a case that was drawn keeps its lane", "被抽中的项目不得下调通道", "/to") &&
         s.needs(!s.is_frozen() || step.to >= Lane::kYellow, RefusalCode::kLaw,
                 "an alarm has frozen the sector to yellow", "该行业因漂移告警冻结为黄色通道", "/to") &&
         s.needs(step.expires.has_value(), RefusalCode::kIncomplete,
                 "an override down says until when it holds", "下调通道须注明失效日期", "/expires");
}

}  // namespace

void take_step(Sitting& s, const GateAnswered& step) {
  const GateRule* gate = s.rules().gate(step.gate);
  const auto standing = std::find_if(s.c().gates.begin(), s.c().gates.end(),
                                     [&](const GateStanding& g) { return g.gate == step.gate; });
  if (!s.needs(gate != nullptr && standing != s.c().gates.end(), RefusalCode::kNotFound,
               "no such clearance was asked", "未征求该部门意见", "/gate")) {
    return;
  }
  s.needs(gate->agency == s.by().agency && (gate->sector.empty() || gate->sector == s.by().sector),
          RefusalCode::kNotYours, "another agency answers here", "应由其他部门答复", "/gate");
  if (s.is_refused()) return;
  const std::optional<bool> answered = standing->clears;
  if (!s.needs(answered != step.clears || standing->again, RefusalCode::kAlready,
               "this agency has given that answer already", "该部门已作出相同答复", "/clears")) {
    return;
  }
  // Both stay on record, and whoever decides must see why one replaced the other.
  if (answered && step.clears &&
      !s.needs(shows_something(step.reasons.zh), RefusalCode::kReasonsMissing,
               "this agency has not cleared it: who changes that answer says why, in Chinese at least",
               "该部门已答复不同意；变更答复须说明理由（至少用中文）", "/reasons")) {
    return;
  }
  if (!step.clears || answered) s.needs_said(step.reasons, "/reasons");
  s.take(step);
}

void take_step(Sitting& s, const DecisionProposed& step) {
  if (!s.needs(!s.c().proposal, RefusalCode::kAlready, "a proposal waits for its second person",
               "已有结论待复核")) {
    return;
  }
  if (!needs_decidable(s, step) || !needs_items(s, step)) return;
  if (step.kind != DecisionKind::kPassed && !s.needs_said(step.reasons, "/reasons")) return;
  s.needs_short(step.reasons.zh, "/reasons");
  s.needs_short(step.reasons.en, "/reasons");
  s.needs(step.conditions.size() <= kMostLines, RefusalCode::kLimit, "too many conditions", "条件过多",
          "/conditions");
  for (std::size_t i = 0; i < step.conditions.size() && !s.is_refused(); ++i) {
    s.needs_said(step.conditions[i], fmt::format("/conditions/{}", i));
  }
  s.take(step);
  if (s.is_refused() || needs_two_persons(s, step.kind)) return;
  finish(s, step, {{s.by(), "proposes", last_ms(s)}});
}

void take_step(Sitting& s, const ProposalSentBack& step) {
  s.needs(s.c().proposal.has_value(), RefusalCode::kNotFound, "nothing is proposed", "没有待复核的结论");
  s.needs_said(step.reasons, "/reasons");
  s.take(step);
}

void take_step(Sitting& s, const DecisionConfirmed& step) {
  if (!s.needs(s.c().proposal.has_value(), RefusalCode::kNotFound, "nothing is proposed", "没有待复核的结论"))
    return;
  const Proposal proposal = *s.c().proposal;
  if (!s.needs_another_person(proposal.by) || !needs_decidable(s, proposal.what, true) ||
      !needs_lead(s, proposal))
    return;
  s.take(step);
  finish(s, proposal.what, {{proposal.by, "proposes", proposal.at_ms}, {s.by(), "confirms", last_ms(s)}});
}

void take_step(Sitting& s, const FinishedByRules& step) {
  const std::vector<Text> why = against_automatic_finish(s.c(), s.rules(), s.is_frozen(), s.today());
  if (!why.empty()) return s.refuse(RefusalCode::kLaw, why.front().en, why.front().zh);
  if (!needs_extension(s, nullptr)) return;
  DecisionProposed passed;
  passed.kind = DecisionKind::kPassed;
  for (std::size_t i = 0; i < s.c().filing().items.size(); ++i) {
    passed.items.push_back({i, s.c().filing().items[i], ItemVerdict::kAllowed, {}, {}});
  }
  s.take(step);
  finish(s, passed, {{s.by(), "proposes", last_ms(s)}});
}

void take_step(Sitting& s, const OverrideProposed& step) {
  if (!s.needs(may_see_score(s.c()), RefusalCode::kLaw,
               "the lane of this case is hidden until it has been decided",
               "盲评项目的通道在作出结论前不予显示")) {
    return;
  }
  if (!s.needs(!s.c().override_proposal, RefusalCode::kAlready, "another lane waits for its second person",
               "已有通道调整待复核") ||
      !needs_lane(s, step) || !s.needs_said(step.reasons, "/reasons")) {
    return;
  }
  const bool is_known = std::any_of(s.rules().override_reasons.begin(), s.rules().override_reasons.end(),
                                    [&](const OverrideReason& r) { return r.code == step.reason_code; });
  s.needs(is_known, RefusalCode::kNotFound, "no such code of reasons", "没有该理由代码", "/reason_code");
  s.needs(!step.expires || *step.expires > s.today(), RefusalCode::kTooLate, "it would have run out",
          "失效日期已过", "/expires");
  const Lane from = s.lane();
  s.take(step);
  if (s.is_refused() || step.to < from) return;
  s.add_itself(LaneOverridden{step, from, version_of(s), {{s.by(), "proposes", last_ms(s)}}});
}

void take_step(Sitting& s, const OverrideConfirmed& step) {
  if (!s.needs(s.c().override_proposal.has_value(), RefusalCode::kNotFound, "no other lane is proposed",
               "没有待复核的通道调整")) {
    return;
  }
  const OverrideStanding standing = *s.c().override_proposal;
  if (!s.needs_another_person(standing.by) || !needs_lane(s, standing.what)) return;
  s.needs(!standing.what.expires || *standing.what.expires > s.today(), RefusalCode::kTooLate,
          "it has run out meanwhile", "失效日期已过");
  const Lane from = s.lane();
  s.take(step);
  s.add_itself(LaneOverridden{standing.what,
                              from,
                              version_of(s),
                              {{standing.by, "proposes", standing.at_ms}, {s.by(), "confirms", last_ms(s)}}});
}

void take_step(Sitting& s, const OverrideSentBack& step) {
  s.needs(s.c().override_proposal.has_value(), RefusalCode::kNotFound, "no other lane is proposed",
          "没有待复核的通道调整");
  s.needs_said(step.reasons, "/reasons");
  s.take(step);
}

}  // namespace tidegate::clearance
