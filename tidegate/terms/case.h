// A case at the desk: what its steps add up to. Made by clearance/fold.h alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/terms/case_step.h"

namespace tidegate {

// Closed list; never renumbered. The official words differ by route: clearance/machine.h has them.
enum class CaseState {
  kDraft,                 // 暂存
  kSubmitted,             // 已申报
  kCompletenessCheck,     // 完备性查验
  kReturned,              // 退回
  kAwaitingAcceptance,    // 等待受理
  kAcceptanceSupplement,  // 等待受理（需补充材料）
  kUnderAssessment,       // 正在评估
  kAssessmentSupplement,  // 正在评估（需补充材料）
  kFilingCheck,           // 备案查验
  kFilingSupplement,      // 补充审核
  kUnderReview,           // 复评
  kPassed,                // 已完成评估（通过）
  kPartlyPassed,          // 已完成评估（部分通过）
  kFiled,                 // 备案通过
  kRefused,               // 已完成评估（未通过）, 备案不通过
  kNotAccepted,           // 不予受理
  kTerminated,            // 终止
};
inline constexpr std::size_t kCaseStateCount = 17;
std::string_view to_string(CaseState state);  // draft submitted completeness_check ...

struct SupplementLine {
  SupplementAsk ask;
  std::optional<std::int64_t> answered_ms;
  std::string answer;
  std::vector<std::string> evidence;
  std::int64_t answers = 0;  // how often it was answered; the last one stands
  friend bool operator==(const SupplementLine&, const SupplementLine&) = default;
};
// One round of 补充材料. At most one is open.
struct SupplementRequest {
  std::vector<SupplementLine> lines;
  Actor by;
  std::int64_t asked_ms = 0;
  Date due;  // as the firm was told it
  bool estimated = false;
  std::int64_t working_days = 0;
  std::optional<std::int64_t> handed_in_ms;
  friend bool operator==(const SupplementRequest&, const SupplementRequest&) = default;
};

struct ClockStop {  // while the firm is waited for
  std::int64_t from_ms = 0;
  std::optional<std::int64_t> to_ms;
  friend bool operator==(const ClockStop&, const ClockStop&) = default;
};
struct CaseClock {
  ClockKind kind = ClockKind::kCompleteness;
  std::int64_t working_days = 0;   // as the law grants them
  std::int64_t extended_days = 0;  // told to the applicant
  std::string source;
  std::int64_t started_ms = 0;
  std::vector<ClockStop> stops;
  std::optional<std::int64_t> ended_ms;
  friend bool operator==(const CaseClock&, const CaseClock&) = default;
};

struct GateStanding {
  std::string gate;
  std::optional<bool> clears;  // none: not answered yet
  Actor by;
  std::int64_t at_ms = 0;
  Text reasons;
  bool again = false;  // it objected to an earlier version: that stands, and it is asked of this one too
  friend bool operator==(const GateStanding&, const GateStanding&) = default;
};

struct Proposal {
  DecisionProposed what;
  Actor by;
  std::int64_t at_ms = 0;
  friend bool operator==(const Proposal&, const Proposal&) = default;
};
struct OverrideStanding {
  OverrideProposed what;
  Actor by;
  std::int64_t at_ms = 0;
  friend bool operator==(const OverrideStanding&, const OverrideStanding&) = default;
};

struct Contest {
  ContestOpened what;
  Actor by;
  std::int64_t opened_ms = 0;
  std::optional<ContestAnswered> answer;
  Actor answered_by;
  std::int64_t answered_ms = 0;
  std::int64_t opened_version = 0;  // of the filing, from 1: it is of that one, whenever it is answered
  friend bool operator==(const Contest&, const Contest&) = default;
};

// A level that a person accepted on a contest of a mapping.
inline bool settles_level(const Contest& contest) {
  return contest.what.level == ContestLevel::kMapping && contest.answer && contest.answer->accepted &&
         contest.what.wants_level && settled_part(contest.what.subject);
}

struct CaseNote {
  NoteAdded what;
  Actor by;
  std::int64_t at_ms = 0;
  friend bool operator==(const CaseNote&, const CaseNote&) = default;
};

struct PermitDoubt {
  PermitDoubted what;
  std::int64_t at_ms = 0;
  std::optional<DoubtSettled> settled;
  Actor settled_by;
  std::int64_t settled_ms = 0;
  friend bool operator==(const PermitDoubt&, const PermitDoubt&) = default;
};

struct Case {
  std::string id;
  std::string tenant;
  CaseState state = CaseState::kDraft;
  std::vector<FilingVersion> versions;  // the last one is what is decided of
  std::int64_t handed_in = 0;  // how many there were when the firm last handed in; later ones are scores
  LaneSet computed_lane;       // of the last version
  std::vector<LaneOverridden> overrides;
  std::optional<OverrideStanding> override_proposal;
  std::vector<GateStanding> gates;
  std::string assignee;  // account
  bool returned_once = false;
  Actor not_accepted_by;            // who did not accept it; empty: nobody
  std::vector<SupplementAsk> gaps;  // of the return
  std::vector<SupplementRequest> supplements;
  std::vector<CaseClock> clocks;
  std::optional<Proposal> proposal;
  std::vector<Decision> decisions;  // the second one is that of a review
  bool finishing_by_rules = false;  // between FinishedByRules and its CaseDecided
  bool reviewed = false;            // a review was asked for: its result is final
  Lane strictest = Lane::kGreen;    // its lane at any time: by score, law, draw or a person
  bool scored_red = false;          // at any time, whatever persons made of it
  bool worked_on = false;           // by a person of an agency: asked, moved, noted, answered, proposed
  std::vector<Contest> contests;
  std::vector<CaseNote> notes;
  std::vector<CredentialLoss> lost;  // of what the firm handed in last, each once it was scored anew for
  std::vector<PermitDoubt> doubts;   // of the permits that came of it
  std::int64_t last_seq = 0;
  std::int64_t opened_ms = 0;
  std::int64_t submitted_ms = 0;  // first time; 0: not yet
  std::int64_t last_ms = 0;
  friend bool operator==(const Case&, const Case&) = default;

  const FilingVersion& filing() const { return versions.back(); }
  bool is_closed() const { return state >= CaseState::kPassed; }
  // Opened on what the firm handed in last, not on an earlier version.
  bool is_of_newest(const Contest& contest) const { return contest.opened_version >= handed_in; }
  // The review that it asked for has decided: its result is the answer, and final.
  bool is_settled_by_review(const Contest& contest) const {
    return contest.what.level == ContestLevel::kOutcome && reviewed && is_closed();
  }
  // A person has yet to look at a permit of it. Where a review refused, there is none any more.
  bool has_open_doubt() const {
    if (state < CaseState::kUnderReview || state > CaseState::kFiled) return false;
    for (const PermitDoubt& doubt : doubts) {
      if (!doubt.settled) return true;
    }
    return false;
  }
  bool has_open_supplement() const { return !supplements.empty() && !supplements.back().handed_in_ms; }
};

}  // namespace tidegate
