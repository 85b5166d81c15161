// Notes, contests at four levels, the request for a review.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/clearance/sitting.h"

namespace tidegate::clearance {
namespace {

// Of the firm's in a case, so that it cannot fill the case nor hold its decision up.
constexpr std::ptrdiff_t kMostOpenOfFirm = 5;
constexpr std::ptrdiff_t kMostOfFirm = 50;
constexpr std::ptrdiff_t kMostNotesOfFirm = 1'000;

bool is_firm(const Sitting& s) { return s.by().role == "filer"; }

bool needs_review_open(Sitting& s) {
  if (!s.needs(
          s.c().state != CaseState::kUnderReview, RefusalCode::kAlready,
          "the outcome is under review already; its result is final, and what speaks for you can be added "
          "as a note",
          "该结论正在复评，复评结论为最终结论；可以备注补充意见", "/level") ||
      !s.needs(!s.c().decisions.empty() && s.c().is_closed(), RefusalCode::kWrongState,
               "nothing has been decided", "尚未作出结论") ||
      !s.needs(!s.c().reviewed, RefusalCode::kAlready, "the result of a review is final",
               "复评结论为最终结论")) {
    return false;
  }
  const DayAnswer last = review_due(s.c().decisions.back().decided_on, s.rules(), s.calendar());
  const Text estimate = of_estimate(last);
  return s.needs(s.today() <= last.furthest, RefusalCode::kTooLate,
                 fmt::format("a review could be asked for until {}{}", last.day.str(), estimate.en),
                 fmt::format("申请复评的期限至 {}{}", last.day.str(), estimate.zh));
}

bool is_firms(const Contest& contest) { return contest.by.role == "filer"; }

bool needs_room_for_contest(Sitting& s) {
  const std::vector<Contest>& all = s.c().contests;
  const auto of_firm = std::count_if(all.begin(), all.end(), is_firms);
  const auto open = std::count_if(
      all.begin(), all.end(), [](const Contest& contest) { return is_firms(contest) && !contest.answer; });
  return !is_firm(s) || (s.needs(open < kMostOpenOfFirm, RefusalCode::kLimit,
                                 fmt::format("{} contests of the firm wait for their answer", open),
                                 fmt::format("申报单位尚有 {} 项异议未答复", open)) &&
                         s.needs(of_firm < kMostOfFirm, RefusalCode::kLimit,
                                 "the firm has contested as often as it may", "申报单位提出的异议已达上限"));
}

// A filing that was not accepted is closed by one person: its outcome is contested as a decision is.
bool was_not_accepted(const Case& c) { return c.state == CaseState::kNotAccepted; }

// Once, as a review is asked for once.
bool needs_first_outcome(Sitting& s) {
  return s.needs(
      std::none_of(s.c().contests.begin(), s.c().contests.end(),
                   [](const Contest& contest) { return contest.what.level == ContestLevel::kOutcome; }),
      RefusalCode::kAlready, "the outcome was contested already", "已对该结论提出过异议", "/level");
}

// Who contests what, and what must be said.
bool needs_level(Sitting& s, const ContestOpened& step) {
  switch (step.level) {
    case ContestLevel::kFact:
      return true;
    case ContestLevel::kMapping:
      return s.needs(step.subject != letter(Factor::kD), RefusalCode::kLaw,
                     "D comes from the table of destinations: contest the policy",
                     "D 取自目的地表，请按政策层级提出异议", "/subject") &&
             s.needs(settled_part(step.subject).has_value(), RefusalCode::kIncomplete,
                     "the factor must be named: N P R T X B G C H V, or NS PU IR",
                     "须指明因子：N P R T X B G C H V 或 NS PU IR", "/subject") &&
             s.needs(step.wants_level && *step.wants_level >= 0 && *step.wants_level <= 4,
                     RefusalCode::kIncomplete, "the level that is held right must be said, 0 to 4",
                     "须写明主张的等级（0 至 4）", "/wants_level");
    case ContestLevel::kPolicy:
      return s.needs(!is_firm(s), RefusalCode::kNotYours,
                     "weights, destinations and floors are contested by the operator or an agency",
                     "权重、目的地和下限由运营方或主管部门提出异议", "/level");
    case ContestLevel::kOutcome:
      if (!s.needs(is_firm(s), RefusalCode::kNotYours,
                   "an officer contests an outcome by an override of the lane",
                   "经办人员以调整通道的方式提出异议", "/level") ||
          !s.needs(was_not_accepted(s.c()) || !s.c().decisions.empty(), RefusalCode::kWrongState,
                   "nothing has been decided", "尚未作出结论", "/level")) {
        return false;
      }
      if (was_not_accepted(s.c())) return needs_first_outcome(s);
      return family_of(s.c().filing().route) != RouteFamily::kAssessment ||
             s.c().decisions.back().kind == DecisionKind::kTerminated || needs_review_open(s);
  }
  return false;
}

}  // namespace

void take_step(Sitting& s, const NoteAdded& step) {
  s.needs_words(step.text, "the note is empty: write what is to be known", "备注为空，请填写备注内容",
                "/text");
  const auto of_firm = std::count_if(s.c().notes.begin(), s.c().notes.end(),
                                     [](const CaseNote& note) { return note.by.role == "filer"; });
  s.needs(s.c().notes.size() < kMostNotes && (!is_firm(s) || of_firm < kMostNotesOfFirm), RefusalCode::kLimit,
          "the case has too many notes", "备注过多");
  NoteAdded note = step;
  note.shown_to_firm |= is_firm(s);
  s.take(std::move(note));
}

void take_step(Sitting& s, const ContestOpened& step) {
  s.needs_words(step.claim, "the claim must be said", "须写明主张", "/claim");
  s.needs_short(step.subject, "/subject");
  s.needs(s.c().contests.size() < kMostContests && step.evidence.size() <= kMostLines, RefusalCode::kLimit,
          "too many contests or documents", "异议或文件过多");
  for (std::size_t i = 0; i < step.evidence.size() && !s.is_refused(); ++i) {
    s.needs_hash(step.evidence[i], fmt::format("/evidence/{}", i));
  }
  if (s.is_refused() || !needs_room_for_contest(s) || !needs_level(s, step)) return;
  ContestOpened opened = step;
  const DayAnswer due = s.calendar().after(s.today(), s.rules().contest_days(step.level));
  opened.due = due.day;
  opened.estimated = due.estimated;
  opened.working_days = s.rules().contest_days(step.level);
  opened.owner = step.level == ContestLevel::kPolicy ? "operator" : s.rules().deciding_agency;
  s.take(std::move(opened));
  // A contested outcome of an assessment is what the statute calls a review.
  const bool is_review =
      step.level == ContestLevel::kOutcome &&
      step_rule(family_of(s.c().filing().route), s.c().state, ReviewRequested{}).has_value();
  if (is_review) s.take(ReviewRequested{step.claim});
}

void take_step(Sitting& s, const ContestAnswered& step) {
  if (!s.needs(step.contest < s.c().contests.size(), RefusalCode::kNotFound, "there is no such contest",
               "没有该异议", "/contest")) {
    return;
  }
  const Contest& contest = s.c().contests[step.contest];
  if (!s.needs(!contest.answer, RefusalCode::kAlready, "it has been answered", "该异议已答复", "/contest") ||
      !s.needs_another_person(contest.by) || !s.needs_said(step.answer, "/answer")) {
    return;
  }
  if (contest.what.level == ContestLevel::kMapping &&
      !s.needs(s.c().assignee.empty() || s.c().assignee != s.by().account, RefusalCode::kSamePerson,
               "a mapping is decided by a second officer, not by the case's own",
               "因子等级异议须由项目经办人以外的人员决定")) {
    return;
  }
  // What the firm has handed in since was not what the contest is of.
  if (contest.what.level == ContestLevel::kMapping && step.accepted &&
      !s.needs(
          s.c().is_of_newest(contest), RefusalCode::kLaw,
          fmt::format("opened on version {}, and the firm has handed in another since: it can be rejected, "
                      "and contested anew of the version that is there now",
                      contest.opened_version),
          fmt::format("该异议针对版本 {} 提出，申报单位此后已提交新版本：不能采纳，可不予采纳，并可针对现版"
                      "本重新提出异议",
                      contest.opened_version),
          "/accepted")) {
    return;
  }
  const bool is_policy = contest.what.level == ContestLevel::kPolicy;
  const unsigned standing = standing_of(s.by(), s.c(), s.rules());
  s.needs((standing & (is_policy ? unsigned{kOperator} : unsigned{kDesk})) != 0, RefusalCode::kNotYours,
          fmt::format("its owner answers: {}", contest.what.owner),
          fmt::format("由负责方答复：{}", contest.what.owner));
  if (is_policy && step.accepted) {
    // Policy changes by a signed new version with its replay. The desk holds neither: it keeps what the
    // operator states, and pages say that nobody checked it.
    s.needs_hash(step.policy_hash, "/policy_hash");
    s.needs_hash(step.replay_hash, "/replay_hash");
    s.needs(step.policy_hash != step.replay_hash, RefusalCode::kIncomplete,
            "the new version and the record of its replay are two files: their hashes differ",
            "新版本与其回放记录为两份文件，SHA-256 不能相同", "/replay_hash");
  }
  if (contest.what.level == ContestLevel::kOutcome) {
    std::vector<DecisionStep> steps;
    if (!s.c().decisions.empty()) steps = s.c().decisions.front().steps;
    s.needs(s.c().not_accepted_by.account != s.by().account &&
                std::none_of(steps.begin(), steps.end(),
                             [&](const DecisionStep& taken) { return taken.by.account == s.by().account; }),
            RefusalCode::kSamePerson, "who took part in the decision does not answer",
            "参与原结论的人员不得答复");
  }
  s.take(step);
}

void take_step(Sitting& s, const ReviewRequested& step) {
  s.needs_words(step.grounds, "the grounds must be said", "须写明理由", "/grounds");
  if (needs_review_open(s)) s.take(step);
}

}  // namespace tidegate::clearance
