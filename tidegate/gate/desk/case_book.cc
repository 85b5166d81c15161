#include "tidegate/gate/desk/case_book.h"

#include <algorithm>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/clearance/fold.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/case_events.h"
#include "tidegate/gate/desk/case_lookups.h"
#include "tidegate/gate/desk/case_page.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/one_administrator.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/rescore.h"
#include "tidegate/gate/desk/sampling.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

constexpr std::int64_t kAtOnce = 200;
constexpr int kMostByProgram = 4;  // steps that the program takes beside one of somebody's

// One case in one transaction: steps are taken in memory, then kept together.
class Work {
 public:
  Work(DeskTransaction& t, const Parts& parts, std::int64_t now_ms)
      : t_(t), parts_(parts), now_ms_(now_ms), look_(t, parts, answer_.row, answer_.after, now_ms) {}

  // What the desk decides by. Asked once.
  Result<void> prepare() {
    auto seed = seed_now(t_, now_ms_);
    if (!seed) return fail(seed.error());
    seed_ = std::move(*seed);
    return look_.prepare();
  }
  void go_on_with(HeldCase held) {
    answer_.row = std::move(held.row);
    answer_.after = std::move(held.c);
    against_ = std::move(held.against);
    is_there_ = true;
  }
  void begin(const FilingRow& filing) {
    answer_.row.id = new_id(now_ms_);
    answer_.row.tenant = filing.tenant;
    answer_.row.filing = filing.id;
    answer_.row.opened_ms = now_ms_;
    answer_.row.document = "{}";
  }

  // True: taken. False: refused, and the answer says so.
  bool take(const Actor& by, CaseStep step, std::optional<std::int64_t> expected_seq) {
    const CaseCommand command{by, now_ms_, expected_seq, std::move(step)};
    StepAnswer answer = decide(answer_.after, command, context());
    if (answer.refused) {
      answer_.refused = std::move(answer.refused);
      return false;
    }
    answer_.after = std::move(answer.after);
    for (CaseEvent& event : answer.events) {
      against_.take(event);
      answer_.taken.push_back(std::move(event));
    }
    return true;
  }
  Result<void> score(Rescored again);
  // Beside the firm's others as they stand in this transaction. False: refused, and the answer says so.
  Result<bool> look_at_firm(const Actor& by, const CaseStep& step, std::optional<FirmReasons> told);
  Result<void> take_by_program();
  Result<void> keep();

  CaseAnswer& answer() { return answer_; }
  CaseLookups& look() { return look_; }

 private:
  DeskContext context() const {
    return {parts_.law.rules,
            parts_.law.calendar,
            seed_ ? &*seed_ : nullptr,
            look_.frozen(),
            look_.extension() != nullptr ? &look_.extension()->ground : nullptr,
            two_persons_};
  }
  Result<bool> may_finish_by_rules();
  Result<std::optional<CaseStep>> next_by_program();
  Result<bool> rescore();
  Result<std::string> page();
  Result<void> after_decision(const Decision& decision);
  Result<void> tell(const CaseEvent& event);
  Result<void> look_up_again();

  DeskTransaction& t_;
  const Parts& parts_;
  std::int64_t now_ms_;
  CaseAnswer answer_;
  CaseLookups look_;  // of the case as the answer has it
  std::optional<SamplingSeed> seed_;
  FirmReasons beside_ = 0;  // as of the step that is kept
  AgainstFirm against_;     // as of the last step
  bool two_persons_ = false;
  bool is_there_ = false;
};

// An accepted level that may not become a score leaves the answer untaken: the officer is told why.
Error refused_score(const StepRefusal& refused) {
  return {ErrorCode::kConflict, refused.says.en, ":", refused.says.zh};
}

// Whether the step proposes or confirms a pass, be it in part.
static bool passes_something(const CaseStep& step, const Case& c) {
  const auto* proposed = std::get_if<DecisionProposed>(&step);
  if (proposed == nullptr && !c.proposal) return false;  // nothing is there to be confirmed
  const DecisionKind kind = proposed != nullptr ? proposed->kind : c.proposal->what.kind;
  return kind == DecisionKind::kPassed || kind == DecisionKind::kPartlyPassed;
}

Result<bool> Work::look_at_firm(const Actor& by, const CaseStep& step, std::optional<FirmReasons> told) {
  const bool proposes = std::holds_alternative<DecisionProposed>(step);
  if (by.agency.empty() || (!proposes && !std::holds_alternative<DecisionConfirmed>(step))) return true;
  const auto held = look_.others();
  if (!held) return fail(held.error());
  // What two persons refused there, or stopped, one does not pass here under other words.
  two_persons_ = (*held)->has_ended || (*held)->has_stopped;
  // Nothing that the firm files meanwhile holds up its refusal.
  if (!look_.stands_where_rules_finish() || !passes_something(step, answer_.after)) return true;
  const auto now = look_.against_beside();
  if (!now) return fail(now.error());
  if (told) {
    if ((*now & ~*told) == 0) return true;
    answer_.refused = {
        RefusalCode::kStale,
        {"what the firm's other filings say has changed since the page was read; read it again",
         "本单位其他申报的情况在读取页面后已有变化，请重新读取"},
        {}};
    return false;
  }
  // Of a bare tag it is not known what the page said, only what it said at the last step.
  const auto page = PreparedPage::read(answer_.row.document);
  if (!page) return fail(page.error());
  const auto live = read_live(page->part(PagePart::kLive));
  if (!live) return fail(live.error());
  if ((*now & ~live->beside) == 0) return true;
  two_persons_ = true;
  if (proposes) return true;
  answer_.refused = {RefusalCode::kLaw,
                     {"what the firm's other filings say has changed since it was proposed: send it back, "
                      "and decide it anew",
                      "拟定结论后，本单位其他申报的情况已有变化：请退回后重新拟定"},
                     {}};
  return false;
}

// Steps behind which the program may finish: the filing comes in, or walks on to where it is decided.
bool carries_on(const CaseEvent& event) {
  return std::holds_alternative<FilingSubmitted>(event.step) ||
         std::holds_alternative<FilingRevised>(event.step) ||
         std::holds_alternative<CheckBegun>(event.step) || std::holds_alternative<CheckPassed>(event.step) ||
         std::holds_alternative<FilingAccepted>(event.step);
}

Result<bool> Work::may_finish_by_rules() {
  const Case& c = answer_.after;
  if (c.state != CaseState::kFilingCheck && c.state != CaseState::kUnderAssessment) return false;
  // What was once left to a person is not taken back by the program when the firm takes some other step.
  if (std::none_of(answer_.taken.begin(), answer_.taken.end(), carries_on)) return false;
  if (auto tested = look_.test_extension(); !tested) return fail(tested.error());
  if (!look_.stands_where_rules_finish() || !look_.against_own(look_.is_frozen()).empty()) return false;
  const auto beside = look_.against_beside();
  if (!beside) return fail(beside.error());
  return *beside == 0;
}

bool hands_in(const CaseEvent& event) {
  return std::holds_alternative<FilingSubmitted>(event.step) ||
         std::holds_alternative<FilingRevised>(event.step);
}

// Scores the filing anew where the case has settled levels that its newest version was not scored with: after
// an accepted contest, and, where they make it stricter, after each version that the firm hands in later.
// True: it took that step.
Result<bool> Work::rescore() {
  const Case& c = answer_.after;
  if (!parts_.filing_grounds || settled_contests(c).empty() ||
      !step_rule(family_of(c.filing().route), c.state, FilingRescored{}))
    return false;
  const auto row = look_.version();
  if (!row) return fail(row.error());
  const bool is_handed_in = std::any_of(answer_.taken.begin(), answer_.taken.end(), hands_in);
  if (!is_handed_in && !has_unscored(c, look_.document().settled())) return false;
  auto again = rescored(look_.document(), c, *parts_.filing_grounds);
  if (!again) return fail(again.error());
  if (again->step.contests.empty()) return false;  // all of it has lapsed
  if (auto kept = score(std::move(*again)); !kept) return fail(kept.error());
  if (answer_.refused) return fail(refused_score(*answer_.refused));
  return true;
}

// Takes the step, and keeps the version that it makes. A refusal stands in the answer.
Result<void> Work::score(Rescored again) {
  const auto row = look_.version();
  if (!row) return fail(row.error());
  if (!take(program(), std::move(again.step), {})) return {};
  FilingVersionRow next{(*row)->filing,           (*row)->number + 1, sha256_hex(again.document), now_ms_, {},
                        std::move(again.document)};
  if (auto kept = t_.keep_filing_version(next); !kept) return fail(kept.error());
  look_.is_now(std::move(next));
  return {};
}

// What the rules have the program do in this state; none: it is a person's turn.
Result<std::optional<CaseStep>> Work::next_by_program() {
  const Case& c = answer_.after;
  using Step = std::optional<CaseStep>;
  if (c.state == CaseState::kSubmitted) return Step(CheckBegun{});
  const bool is_check = c.state == CaseState::kCompletenessCheck || c.state == CaseState::kFilingCheck;
  if (is_check && c.filing().formal_gaps > 0) {
    // Once, with the whole list; what is still open after that is for an officer to ask.
    if (c.returned_once) return Step();
    const auto version_row = look_.version();
    if (!version_row) return fail(version_row.error());
    FilingReturned back{formal_gaps(look_.document(), kMostLines)};
    if (static_cast<std::int64_t>(back.gaps.size()) < c.filing().formal_gaps) return Step();
    return Step(std::move(back));
  }
  if (c.state == CaseState::kCompletenessCheck) return Step(CheckPassed{});
  const auto may_finish = may_finish_by_rules();
  if (!may_finish) return fail(may_finish.error());
  return *may_finish ? Step(FinishedByRules{}) : Step();
}

Result<void> Work::take_by_program() {
  if (const auto scored = rescore(); !scored) return fail(scored.error());
  for (int i = 0; i < kMostByProgram && !answer_.after.is_closed(); ++i) {
    auto step = next_by_program();
    if (!step) return fail(step.error());
    if (!*step || !take(program(), std::move(**step), {})) break;
  }
  answer_.refused.reset();  // what the program may not do, it leaves to people
  return {};
}

CaseEventRow row_of(const CaseEvent& event) {
  CaseEventRow row;
  row.at_ms = event.at_ms;
  row.kind = name_of(event.step);
  row.account = event.by.account;
  row.role = event.by.role;
  row.desk = {event.by.agency, event.by.sector};
  row.document = canonical_text(to_json(event));
  return row;
}

AuditRow audit_of(const CaseEvent& event, const CaseRow& row) {
  AuditRow audit;
  audit.at_ms = event.at_ms;
  audit.account = event.by.account;
  audit.role = event.by.role;
  audit.desk = {event.by.agency, event.by.sector};
  audit.tenant = row.tenant.text();
  audit.action = "case." + std::string(name_of(event.step));
  audit.object = row.id;
  audit.outcome = "done";
  audit.detail = "{}";
  return audit;
}

// The page beside the case. What is made of the filing's version alone is made once.
Result<std::string> Work::page() {
  const Reach whole = Reach::of_whole_desk();
  const Case& c = answer_.after;
  const auto versions = t_.filing_versions(whole, answer_.row.filing);
  if (!versions) return fail(versions.error());
  Names names;
  for (const std::string& id : accounts_of(c)) {
    const auto account = t_.account_of_session(id);
    if (!account) return fail(account.error());
    if (*account) names.emplace(id, (*account)->name);
  }
  const auto version_row = look_.version();
  if (!version_row) return fail(version_row.error());
  const auto papers = case_papers(t_, answer_.row.filing, c, look_.document());
  if (!papers) return fail(papers.error());
  std::string_view same;
  const auto before = PreparedPage::read(answer_.row.document);
  if (before) {
    const auto live = read_live(before->part(PagePart::kLive));
    if (live && live->version == (*version_row)->number) same = before->part(PagePart::kFiling);
  }
  // Of a case that is closed the page keeps the test as it stood at its last step.
  std::string extension;
  if (c.is_closed()) {
    if (auto tested = look_.test_extension(); !tested) return fail(tested.error());
    if (look_.extension() != nullptr) extension = extension_text(*look_.extension());
  }
  // A freeze is of the moment, and told beside; so is what the firm's others say.
  return prepare_page({c, answer_.row, parts_.law, *versions, *papers, names, extension, now_ms_,
                       look_.against_own(false), beside_, against_.wanted()},
                      look_.document(), same);
}

Result<void> Work::after_decision(const Decision& decision) {
  const auto version_row = look_.version();
  if (!version_row) return fail(version_row.error());
  const Case& c = answer_.after;
  std::vector<ListedItem> listed;
  for (const ListQuestion& question : list_questions(look_.document(), c.filing().items)) {
    if (question.verdict == "dismissed" || !question.item) continue;
    listed.push_back({*question.item, question.list_id, question.row, question.edition});
  }
  for (const Precedent& precedent : precedents_of(c, regions_of(answer_.row.summary), listed)) {
    PrecedentRow row;
    row.id = new_id(now_ms_);
    row.field = folded_field(precedent.field);
    row.list_edition = precedent.list_id.empty() ? "" : precedent.list_id + "/" + precedent.edition;
    row.sector = precedent.sector;
    row.outcome = to_string(precedent.verdict);
    row.case_id = c.id;
    row.decided_on = precedent.decided_on.str();
    row.document = canonical_text(to_json(precedent));
    if (auto added = t_.add_precedent(row); !added) return added;
  }
  if (!parts_.decided) return {};
  return parts_.decided(t_, DecidedCase{c, decision, answer_.row, **version_row});
}

Result<void> Work::tell(const CaseEvent& event) {
  if (!parts_.told) return {};
  const auto* answered = std::get_if<ContestAnswered>(&event.step);
  const bool is_of_policy =
      answered != nullptr && answer_.after.contests[answered->contest].what.level == ContestLevel::kPolicy;
  return parts_.told(
      t_, CaseNews{"case." + std::string(name_of(event.step)), answer_.row.id, answer_.row.tenant,
                   answer_.row.state, event.seq, event.at_ms, is_for_firm(event.step) && !is_of_policy});
}

Result<void> Work::look_up_again() {
  auto rows = t_.case_credentials(Reach::of_whole_desk(), answer_.row.id);
  if (!rows) return fail(rows.error());
  for (CaseCredentialRow& one : *rows) {
    one.looked_by.clear();
    if (auto noted = t_.look_at_credential(one); !noted) return noted;
  }
  return {};
}

Result<void> Work::keep() {
  if (answer_.taken.empty()) return {};
  const Case& c = answer_.after;
  CaseRow& row = answer_.row;
  const auto handed_in = look_.version();
  if (!handed_in) return fail(handed_in.error());
  const std::string state_before = row.state;
  // As it was handed in: what the firm writes meanwhile is its own.
  const std::string_view summary = look_.document().summary().text();
  const auto beside = look_.against_beside();
  if (!beside) return fail(beside.error());
  beside_ = *beside;
  // What first held it up may be over: it waits on, and still holds up nothing by itself.
  const bool is_beside = beside_ == kHasWaiting || (beside_ == 0 && was_held_beside(row.summary));
  const auto against = look_.against_firm_ms(against_);
  if (!against) return fail(against.error());
  // A blind case that held up no third would tell that its lane is one in which rules finish.
  const HeldUnder held{look_.frozen_by(),
                       may_see_score(c) && is_beside && look_.stands_where_rules_finish() &&
                           look_.against_own(look_.is_frozen()).empty(),
                       *against};
  fill_row(row, c, parts_.law, summary, held, now_ms_);
  row.events = c.last_seq;
  auto document = page();
  if (!document) return fail(document.error());
  row.document = std::move(*document);
  std::vector<CaseEventRow> events;
  for (const CaseEvent& event : answer_.taken) {
    events.push_back(row_of(event));
    t_.audit(audit_of(event, row));
  }
  const std::vector<CaseDeskRow> desks = desks_of(c, parts_.law.rules);
  const auto kept = is_there_ ? t_.save_case(row, desks, events) : t_.open_case(row, desks, events);
  if (!kept) return fail(kept.error());
  row.version = is_there_ ? row.version + 1 : 1;
  for (const CaseEvent& event : answer_.taken) {
    const auto* decided = std::get_if<CaseDecided>(&event.step);
    if (decided != nullptr) {
      if (auto done = after_decision(decided->decision); !done) return done;
    }
    if (const auto* settled = std::get_if<DoubtSettled>(&event.step)) {
      if (auto noted = t_.mark_permit(
              {settled->permit, 0, event.at_ms, kDoubtSettled, event.by.account, event.seq, "{}"});
          !noted)
        return noted;
    }
    // It is decided of anew, by what its papers prove now.
    if (std::holds_alternative<ReviewRequested>(event.step)) {
      if (auto noted = look_up_again(); !noted) return noted;
    }
    if (auto told = tell(event); !told) return told;
  }
  if (row.state == state_before || !parts_.told) return {};
  return parts_.told(
      t_, CaseNews{"case.state_changed", row.id, row.tenant, row.state, c.last_seq, now_ms_, true});
}

}  // namespace

Actor actor_of(const DeskAccount& account) {
  const bool is_machine = account.role == Role::kMachine;
  return {account.id, std::string(to_string(is_machine ? Role::kFiler : account.role)), account.agency,
          account.sector};
}

Actor program() { return {{}, "machine", {}, {}}; }

// The case, and what of its steps went against its firm.
static Result<std::pair<Case, AgainstFirm>> told_by_events(const DeskReader& reader, const Reach& reach,
                                                           const std::string& case_id) {
  Case c;
  AgainstFirm against;
  while (true) {
    const auto rows = reader.case_events(reach, case_id, c.last_seq, kAtOnce);
    if (!rows) return fail(rows.error());
    for (const CaseEventRow& row : *rows) {
      const auto json = parse_json(row.document, "");
      if (!json) return fail({ErrorCode::kCorrupt, "an event of the case is no JSON", row.case_id, {}});
      auto event = case_event_from_json(*json, "");
      if (!event) return fail({ErrorCode::kCorrupt, "an event of the case cannot be read", row.case_id, {}});
      auto next = apply(std::move(c), *event);
      if (!next) return fail(next.error());
      c = std::move(*next);
      against.take(*event);
    }
    if (static_cast<std::int64_t>(rows->size()) < kAtOnce) return std::pair(std::move(c), std::move(against));
  }
}

Result<std::int64_t> taken_in_ms(const DeskReader& reader, const Reach& reach, const std::string& case_id) {
  std::optional<std::int64_t> taken;
  for (std::int64_t last = 0;;) {
    const auto rows = reader.case_events(reach, case_id, last, kAtOnce);
    if (!rows) return fail(rows.error());
    for (const CaseEventRow& row : *rows) {
      if (row.kind == FilingSubmitted::kName) taken = row.at_ms;
      last = row.seq;
    }
    if (static_cast<std::int64_t>(rows->size()) < kAtOnce) break;
  }
  if (!taken) return fail({ErrorCode::kCorrupt, "nothing was handed in", case_id, "没有申报记录"});
  return *taken;
}

Result<Case> case_from_events(const DeskReader& reader, const Reach& reach, const std::string& case_id) {
  auto told = told_by_events(reader, reach, case_id);
  if (!told) return fail(told.error());
  return std::move(told->first);
}

Result<CaseAnswer> open_case(DeskTransaction& t, const Parts& parts, const FilingRow& filing,
                             const FilingVersion& version, const Actor& by, std::int64_t now_ms) {
  Work work(t, parts, now_ms);
  if (auto ready = work.prepare(); !ready) return fail(ready.error());
  work.begin(filing);
  const std::string id = work.answer().row.id;
  if (auto looked = work.look().look_at_sectors(FilingSubmitted{version}); !looked)
    return fail(looked.error());
  if (!work.take(by, CaseOpened{id, filing.tenant.text()}, {}) ||
      !work.take(by, FilingSubmitted{version}, {}))
    return std::move(work.answer());
  if (auto done = work.take_by_program(); !done) return fail(done.error());
  if (auto kept = work.keep(); !kept) return fail(kept.error());
  return std::move(work.answer());
}

Result<HeldCase> hold_case(DeskTransaction& t, const Reach& reach, const std::string& case_id) {
  auto row = t.case_to_change(reach, case_id);
  if (!row) return fail(row.error());
  auto told = told_by_events(t, reach, case_id);
  if (!told) return fail(told.error());
  return HeldCase{std::move(*row), std::move(told->first), std::move(told->second)};
}

// The last steps of a case are the desk's: a firm that has written the case full ends or hands in, no more.
static std::optional<Error> against_length(const Case& c, const Actor& by, const CaseStep& step) {
  if (c.last_seq >= kMostSteps)
    return Error{
        ErrorCode::kLimit, "the case has as many steps as a case may have", {}, "该项目的步骤数已达上限"};
  const bool is_needed =
      std::holds_alternative<FilingWithdrawn>(step) || std::holds_alternative<SupplementHandedIn>(step);
  if (by.role == to_string(Role::kFiler) && c.last_seq >= kMostStepsOfFirm && !is_needed)
    return Error{ErrorCode::kLimit,
                 "the case has as many steps as a firm may add to",
                 {},
                 "该项目可由申报单位提交的步骤数已达上限"};
  return std::nullopt;
}

Result<CaseAnswer> take_step(DeskTransaction& t, const Parts& parts, HeldCase held, const Actor& by,
                             CaseStep step, std::optional<std::int64_t> expected_seq, std::int64_t now_ms,
                             std::optional<unsigned> told) {
  Work work(t, parts, now_ms);
  if (auto ready = work.prepare(); !ready) return fail(ready.error());
  work.go_on_with(std::move(held));
  if (auto full = against_length(work.answer().after, by, step)) return fail(std::move(*full));
  if (auto looked = work.look().look_at_sectors(step); !looked) return fail(looked.error());
  if (auto looked = work.look().look_at_extension(step); !looked) return fail(looked.error());
  const auto is_told = work.look_at_firm(by, step, told);
  if (!is_told) return fail(is_told.error());
  if (!*is_told) return std::move(work.answer());
  const auto opened = one_administrator(t, step, work.answer().after, by, now_ms);
  if (!opened) return fail(opened.error());
  if (*opened && (*opened)->until_ms > now_ms) {
    t.audit(audit_of(**opened, by, work.answer().row, now_ms));
    work.answer().refused = refusal_of(**opened);
    return std::move(work.answer());
  }
  if (!work.take(by, std::move(step), expected_seq)) return std::move(work.answer());
  if (auto done = work.take_by_program(); !done) return fail(done.error());
  if (auto kept = work.keep(); !kept) return fail(kept.error());
  if (*opened) t.audit(audit_of(**opened, by, work.answer().row, now_ms));
  return std::move(work.answer());
}

Result<CaseAnswer> take_score(DeskTransaction& t, const Parts& parts, HeldCase held, Rescored again,
                              std::int64_t now_ms) {
  Work work(t, parts, now_ms);
  if (auto ready = work.prepare(); !ready) return fail(ready.error());
  work.go_on_with(std::move(held));
  if (auto full = against_length(work.answer().after, program(), again.step)) return fail(std::move(*full));
  if (auto looked = work.look().look_at_sectors(again.step); !looked) return fail(looked.error());
  if (auto scored = work.score(std::move(again)); !scored) return fail(scored.error());
  if (work.answer().refused) return std::move(work.answer());
  if (auto done = work.take_by_program(); !done) return fail(done.error());
  if (auto kept = work.keep(); !kept) return fail(kept.error());
  return std::move(work.answer());
}

Result<CaseAnswer> take_due_steps(DeskTransaction& t, const Parts& parts, const std::string& case_id,
                                  std::int64_t now_ms) {
  Work work(t, parts, now_ms);
  if (auto ready = work.prepare(); !ready) return fail(ready.error());
  auto held = hold_case(t, Reach::of_whole_desk(), case_id);
  if (!held) return fail(held.error());
  work.go_on_with(std::move(*held));
  if (auto looked = work.look().look_at_sectors(CheckBegun{}); !looked) return fail(looked.error());
  if (auto done = work.take_by_program(); !done) return fail(done.error());
  if (auto kept = work.keep(); !kept) return fail(kept.error());
  return std::move(work.answer());
}

}  // namespace tidegate::desk
