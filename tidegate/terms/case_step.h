// The steps of a case at the desk, as somebody asks for them and as they were taken. A case is the fold of
// its steps, so nothing that once happened is overwritten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

// 申报类型 Closed list; never renumbered.
enum class FilingRoute {
  kSA,   // security assessment 数据出境安全评估
  kSC,   // filing of a standard contract 个人信息出境标准合同备案
  kPC,   // record of a certification 个人信息保护认证
  kNL,   // filing of the use of a negative list 负面清单使用备案
  kEX,   // the firm's own record of an exemption 豁免
  kEXT,  // extension of a pass 延长有效期
};
std::string_view to_string(FilingRoute route);  // SA SC PC NL EX EXT

// One version of a filing, as the program computed it from the declaration and its assessment. Defaults are
// the strictest: what nobody computed passes nobody.
struct FilingVersion {
  std::string filing_hash;  // SHA-256 of the declaration, hex
  std::string record_id;    // of the assessment
  FilingRoute route = FilingRoute::kSA;
  std::string sector;              // industry of the scenario
  std::vector<std::string> items;  // names, in the order of Transfer::items
  Lane risk_lane = Lane::kRed;     // by the score alone
  Lane floor = Lane::kRed;         // by law and stop rules: no draw, freeze or person goes below
  bool has_gates = true;           // a stop rule holds, or another regime must be passed
  bool abstains = true;            // the score's interval crosses a lane, or facts are missing
  bool important_data = true;      // notified or published; unknown counts as yes
  std::int64_t formal_gaps = 0;    // findings of the pre-check that block or would be returned
  // Its other findings that fail; none: nobody counted them.
  std::optional<std::int64_t> open_warnings;
  std::optional<bool> extension_holds;  // EXT: the computed test; none: not asked, or facts are missing
  std::optional<Date> extends_from;     // EXT: first day on which the pass that is extended no longer holds
  friend bool operator==(const FilingVersion&, const FilingVersion&) = default;
};

// What the firm is asked for: a formal gap 形式缺陷, or one line of a request for supplements 补充材料.
struct SupplementAsk {
  std::string pointer;  // JSON pointer into the declaration; empty: the whole
  Text what;
  Text why;
  std::string source;  // law, article, edition
  Text fix;
  friend bool operator==(const SupplementAsk&, const SupplementAsk&) = default;
};

enum class ClockKind {
  kCompleteness,  // 完备性查验
  kAcceptance,    // 受理
  kAssessment,    // 评估
  kFilingCheck,   // 备案查验
  kSupplement,    // the firm's: 补充材料
};
std::string_view to_string(ClockKind kind);  // completeness acceptance assessment filing_check supplement

enum class OverrideScope { kThisCase, kPrecedent };
std::string_view to_string(OverrideScope scope);  // this_case precedent

// 异议 What is contested; docs/formats/case-states.md says how each is answered.
enum class ContestLevel { kFact, kMapping, kPolicy, kOutcome };
std::string_view to_string(ContestLevel level);  // fact mapping policy outcome

// 重新评分的起因 Why the program scored a filing anew. Closed list; never renumbered.
enum class RescoreCause {
  kContest,     // a person accepted a contest of a level
  kCredential,  // a credential that it stands on proves less than it did
};
std::string_view to_string(RescoreCause cause);  // contest credential

// 资质失效 A document that proves less than when it was last looked at.
struct CredentialLoss {
  std::string sha256;  // of the document, hex
  CredentialFault fault = CredentialFault::kUnreadable;
  friend bool operator==(const CredentialLoss&, const CredentialLoss&) = default;
};

// ---- steps; kName is how records and docs/formats/case-states.md call them, and never changes ----

struct CaseOpened {
  static constexpr std::string_view kName = "opened";
  std::string case_id;
  std::string tenant;
  friend bool operator==(const CaseOpened&, const CaseOpened&) = default;
};
struct FilingSubmitted {  // 申报; again after a return
  static constexpr std::string_view kName = "submitted";
  FilingVersion filing;
  friend bool operator==(const FilingSubmitted&, const FilingSubmitted&) = default;
};
struct FilingRevised {  // a new version while a supplement is open
  static constexpr std::string_view kName = "revised";
  FilingVersion filing;
  friend bool operator==(const FilingRevised&, const FilingRevised&) = default;
};
struct FilingRescored {  // the program: the same filing under another assessment
  static constexpr std::string_view kName = "rescored";
  FilingVersion filing;
  std::vector<std::size_t> contests{};  // accepted ones that it stands on, places in Case::contests
  RescoreCause cause = RescoreCause::kContest;
  std::vector<CredentialLoss> credentials{};  // kCredential: at least one
  friend bool operator==(const FilingRescored&, const FilingRescored&) = default;
};
struct CheckBegun {
  static constexpr std::string_view kName = "check_begun";
  friend bool operator==(const CheckBegun&, const CheckBegun&) = default;
};
struct FilingReturned {  // 退回, once, with the whole list
  static constexpr std::string_view kName = "returned";
  std::vector<SupplementAsk> gaps;
  friend bool operator==(const FilingReturned&, const FilingReturned&) = default;
};
struct CheckPassed {
  static constexpr std::string_view kName = "check_passed";
  friend bool operator==(const CheckPassed&, const CheckPassed&) = default;
};
struct FilingAccepted {  // 受理
  static constexpr std::string_view kName = "accepted";
  friend bool operator==(const FilingAccepted&, const FilingAccepted&) = default;
};
struct FilingNotAccepted {  // 不予受理
  static constexpr std::string_view kName = "not_accepted";
  Text reasons;
  friend bool operator==(const FilingNotAccepted&, const FilingNotAccepted&) = default;
};
struct SupplementAsked {
  static constexpr std::string_view kName = "supplement_asked";
  std::vector<SupplementAsk> items;
  // Written by the desk:
  Date due;                       // the last day as the firm is told it; it may come later, never sooner
  bool estimated = false;         // a year of the calendar is missing
  std::int64_t working_days = 0;  // that the firm has; 0: an older program kept the day alone
  friend bool operator==(const SupplementAsked&, const SupplementAsked&) = default;
};
struct SupplementAnswered {  // one item of the open round; a later answer replaces an earlier one
  static constexpr std::string_view kName = "supplement_answered";
  std::size_t item = 0;
  std::string answer;
  std::vector<std::string> evidence;  // SHA-256 of documents, hex
  friend bool operator==(const SupplementAnswered&, const SupplementAnswered&) = default;
};
struct SupplementHandedIn {  // by the firm, once every item is answered
  static constexpr std::string_view kName = "supplement_handed_in";
  friend bool operator==(const SupplementHandedIn&, const SupplementHandedIn&) = default;
};
struct ClockStarted {  // written by the desk
  static constexpr std::string_view kName = "clock_started";
  ClockKind kind = ClockKind::kCompleteness;
  std::int64_t working_days = 0;
  std::string source;
  friend bool operator==(const ClockStarted&, const ClockStarted&) = default;
};
struct ClockExtended {  // the applicant is told
  static constexpr std::string_view kName = "clock_extended";
  std::int64_t working_days = 0;
  Text reasons;
  friend bool operator==(const ClockExtended&, const ClockExtended&) = default;
};
struct LaneSet {  // written by the desk
  static constexpr std::string_view kName = "lane_set";
  Lane lane = Lane::kRed;      // max of floor, risk lane, abstention, freeze, and a draw
  bool drawn_up = false;       // by the random sample; stays so for later versions
  bool frozen = false;         // an alarm has frozen the sector
  bool hides_score = false;    // 盲评: the officers see no score until they have decided
  std::string seed_id;         // of the draw
  std::int64_t draw_ppm = 0;   // the case's number in [0, 1,000,000), drawn for the lane
  std::int64_t share_ppm = 0;  // below this it goes up
  friend bool operator==(const LaneSet&, const LaneSet&) = default;
};
struct GatesAsked {  // written by the desk: whose clearance the case needs
  static constexpr std::string_view kName = "gates_asked";
  std::vector<std::string> gates;  // ids of the desk's rules
  friend bool operator==(const GatesAsked&, const GatesAsked&) = default;
};
struct CaseAssigned {
  static constexpr std::string_view kName = "assigned";
  std::string account;
  friend bool operator==(const CaseAssigned&, const CaseAssigned&) = default;
};
struct GateAnswered {
  static constexpr std::string_view kName = "gate_answered";
  std::string gate;
  bool clears = false;
  Text reasons;  // does not clear: must be said
  friend bool operator==(const GateAnswered&, const GateAnswered&) = default;
};
struct DecisionProposed {
  static constexpr std::string_view kName = "decision_proposed";
  DecisionKind kind = DecisionKind::kTerminated;
  std::vector<ItemOutcome> items;  // every item, in its order; of a termination none
  std::vector<Text> conditions;
  Text reasons;
  friend bool operator==(const DecisionProposed&, const DecisionProposed&) = default;
};
struct ProposalSentBack {
  static constexpr std::string_view kName = "proposal_sent_back";
  Text reasons;
  friend bool operator==(const ProposalSentBack&, const ProposalSentBack&) = default;
};
struct DecisionConfirmed {
  static constexpr std::string_view kName = "decision_confirmed";
  friend bool operator==(const DecisionConfirmed&, const DecisionConfirmed&) = default;
};
struct FinishedByRules {  // the program asks to finish without a person
  static constexpr std::string_view kName = "finished_by_rules";
  friend bool operator==(const FinishedByRules&, const FinishedByRules&) = default;
};
struct CaseDecided {  // written by the desk
  static constexpr std::string_view kName = "decided";
  Decision decision;
  friend bool operator==(const CaseDecided&, const CaseDecided&) = default;
};
struct OverrideProposed {  // up: one person, at once; down: a second person confirms
  static constexpr std::string_view kName = "override_proposed";
  Lane to = Lane::kRed;
  std::string reason_code;  // of the desk's rules
  OverrideScope scope = OverrideScope::kThisCase;
  std::optional<Date> expires;  // exclusive; down: must be said
  Text reasons;
  friend bool operator==(const OverrideProposed&, const OverrideProposed&) = default;
};
struct OverrideConfirmed {
  static constexpr std::string_view kName = "override_confirmed";
  friend bool operator==(const OverrideConfirmed&, const OverrideConfirmed&) = default;
};
struct OverrideSentBack {
  static constexpr std::string_view kName = "override_sent_back";
  Text reasons;
  friend bool operator==(const OverrideSentBack&, const OverrideSentBack&) = default;
};
struct LaneOverridden {  // written by the desk; the computed lane stays beside it
  static constexpr std::string_view kName = "lane_overridden";
  OverrideProposed what;
  Lane from = Lane::kRed;    // that held until then
  std::int64_t version = 0;  // of the filing, from 1: an override down holds for this one alone
  std::vector<DecisionStep> steps;
  friend bool operator==(const LaneOverridden&, const LaneOverridden&) = default;
};
struct NoteAdded {
  static constexpr std::string_view kName = "note_added";
  std::string text;
  bool shown_to_firm = false;
  friend bool operator==(const NoteAdded&, const NoteAdded&) = default;
};
struct ContestOpened {
  static constexpr std::string_view kName = "contest_opened";
  ContestLevel level = ContestLevel::kFact;
  std::string subject;  // fact: JSON pointer; mapping: factor or harm; policy: weight, row, floor; outcome: -
  std::string claim;
  std::vector<std::string> evidence;        // SHA-256 of documents, hex
  std::optional<std::int64_t> wants_level;  // mapping: 0..4
  std::string owner;                        // written by the desk: the agency that must answer
  Date due;                                 // written by the desk: as it was counted on that day
  bool estimated = false;                   // written by the desk
  std::int64_t working_days = 0;            // written by the desk; 0: an older program kept the day alone
  friend bool operator==(const ContestOpened&, const ContestOpened&) = default;
};
struct ContestAnswered {
  static constexpr std::string_view kName = "contest_answered";
  std::size_t contest = 0;  // place in Case::contests
  bool accepted = false;
  Text answer;
  std::string policy_hash;  // policy, accepted: the signed new version, as stated
  std::string replay_hash;  // policy, accepted: record of its replay, as stated
  friend bool operator==(const ContestAnswered&, const ContestAnswered&) = default;
};
struct ReviewRequested {  // 复评
  static constexpr std::string_view kName = "review_requested";
  std::string grounds;
  friend bool operator==(const ReviewRequested&, const ReviewRequested&) = default;
};
struct FilingWithdrawn {  // 撤回, by the firm
  static constexpr std::string_view kName = "withdrawn";
  Text reasons;
  friend bool operator==(const FilingWithdrawn&, const FilingWithdrawn&) = default;
};

struct PermitDoubted {  // 许可存疑 the program: of a pass that stands on less than it did. The permit holds
                        // on: whether it is suspended a person decides
  static constexpr std::string_view kName = "permit_doubted";
  std::string permit;    // id
  FilingVersion filing;  // as it is scored now; what was decided of stays the case's newest version
  std::vector<CredentialLoss> credentials;
  friend bool operator==(const PermitDoubted&, const PermitDoubted&) = default;
};
struct DoubtSettled {  // a person has looked at what a permit is doubted for, and says what becomes of it
  static constexpr std::string_view kName = "doubt_settled";
  std::string permit;
  Text reasons;
  friend bool operator==(const DoubtSettled&, const DoubtSettled&) = default;
};

using CaseStep = std::variant<CaseOpened, FilingSubmitted, FilingRevised, FilingRescored, CheckBegun,
                              FilingReturned, CheckPassed, FilingAccepted, FilingNotAccepted, SupplementAsked,
                              SupplementAnswered, SupplementHandedIn, ClockStarted, ClockExtended, LaneSet,
                              GatesAsked, CaseAssigned, GateAnswered, DecisionProposed, ProposalSentBack,
                              DecisionConfirmed, FinishedByRules, CaseDecided, OverrideProposed,
                              OverrideConfirmed, OverrideSentBack, LaneOverridden, NoteAdded, ContestOpened,
                              ContestAnswered, ReviewRequested, FilingWithdrawn, PermitDoubted, DoubtSettled>;
std::string_view name_of(const CaseStep& step);

// Somebody wants a step taken.
struct CaseCommand {
  Actor by;
  std::int64_t at_ms = 0;                    // UTC
  std::optional<std::int64_t> expected_seq;  // last step that the caller has seen; none: does not matter
  CaseStep step;
  friend bool operator==(const CaseCommand&, const CaseCommand&) = default;
};

// A step that was taken.
struct CaseEvent {
  std::int64_t seq = 0;  // 1, 2, 3 ... within its case
  std::int64_t at_ms = 0;
  Actor by;
  CaseStep step;
  friend bool operator==(const CaseEvent&, const CaseEvent&) = default;
};

}  // namespace tidegate
