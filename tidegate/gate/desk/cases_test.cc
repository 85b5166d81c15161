#include "tidegate/gate/desk/cases.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <functional>
#include <thread>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/clearance/test_shipped.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/firm_filings.h"
#include "tidegate/gate/desk/follow_calendar.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/prepared_page.h"
#include "tidegate/gate/desk/test_cases.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Journeys : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (!IsSkipped()) cases_.emplace(parts_);
  }
  static DeskAsker as(const DeskAccount& account) { return {account, {}}; }
  std::string page(const DeskAccount& who, const std::string& id) {
    const auto text = cases_->page(as(who), id, std::nullopt);
    EXPECT_TRUE(text) << (text ? "" : text.error().what);
    return text ? text->json : std::string();
  }
  std::int64_t seq(const std::string& id) { return row_of(id).events; }
  // The freeze of a sector as it stands, by the lead.
  Result<std::optional<StepRefusal>> lift(const std::string& sector) {
    const auto all = read([](const DeskReader& reader) { return freezes(reader); });
    if (!all) return fail(all.error());
    std::int64_t version = 0;
    for (const Freeze& one : *all) version = one.sector == sector ? one.at_ms : version;
    return cases_->unfreeze(as(lead_), sector, version, zh("误报"));
  }
  // Takes a step as a door does; the page, or the reason of the refusal.
  std::string take(const DeskAccount& who, const std::string& id, const CaseStep& step,
                   std::optional<std::int64_t> at = {}, std::optional<unsigned> told = {}) {
    const auto done = cases_->take_step(as(who), id, {at.value_or(seq(id)), told}, to_json(step));
    if (!done) return done.error().code == ErrorCode::kNotFound ? "nowhere" : done.error().what;
    if (const auto* refusal = std::get_if<StepRefusal>(&*done)) return std::string(to_string(refusal->code));
    return "taken";
  }
  // Everything that somebody can read of a case.
  std::vector<std::pair<std::string, std::string>> everything(const DeskAccount& who, const std::string& id) {
    const DeskAsker asker = as(who);
    std::vector<std::pair<std::string, std::string>> out;
    const auto add = [&](std::string name, Result<std::string> text) {
      ASSERT_TRUE(text) << name << ": " << text.error().what;
      out.emplace_back(std::move(name), std::move(*text));
    };
    add("page", page(who, id));
    add("list", cases_->list(asker, {}));
    add("steps", cases_->steps(asker, id, 0, 200));
    add("version", cases_->version(asker, id, 1));
    add("differences", cases_->differences(asker, id, 1, 1));
    add("explanation", cases_->explanation(asker, id));
    add("calendar", cases_->calendar(asker, id, Lang::kEn));
    add("calendar_of_all", cases_->calendar_of_all(asker, Lang::kZh));
    if (!is_of_firm(who.role)) {
      add("precedents", cases_->precedents(asker, id));
      add("gap_draft", cases_->gap_draft(asker, id));
    }
    return out;
  }

  std::optional<DeskCases> cases_;
};

// The score of the assessment, its interval, every name of a lane as a value, and the keys that would hold
// them.
const std::vector<std::string> kTraces{"0.4123",      "0.3910",    "0.4301",    "\"yellow\"",  "\"red\"",
                                       "\"green\"",   "\"blue\"",  "\"lane\"",  "lane_detail", "risk_lane",
                                       "legal_floor", "\"floor\"", "share_ppm", "draw_ppm",    "drawn_up"};

TEST_P(Journeys, ABlindCaseShowsScoreAndLaneNowhereUntilItIsDecided) {
  parts_.law.rules.blind_ppm = 1'000'000;
  parts_.law.rules.green_ppm = parts_.law.rules.blue_ppm = 500'000;
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow)).row.id;
  EXPECT_EQ(take(ann_, id, NoteAdded{"看过", false}), "taken");
  EXPECT_EQ(take(ann_, id, OverrideProposed{Lane::kRed, "context", OverrideScope::kThisCase, {}, zh("理由")}),
            "law");
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed)), "taken");
  for (const DeskAccount* who : {&ann_, &lead_}) {
    for (const auto& [name, text] : everything(*who, id)) {
      for (const std::string& trace : kTraces) {
        // Counts are by lane, of the cases whose lane is seen: none.
        if (name == "list" && trace != "\"lane\"") continue;
        EXPECT_EQ(text.find(trace), std::string::npos) << name << " tells " << trace;
      }
    }
    const std::string list = cases_->list(as(*who), {}).value();
    EXPECT_NE(list.find(R"("counts":{"green":0,"blue":0,"yellow":0,"red":0,"hidden":1})"), std::string::npos)
        << list;
    for (const char* lane : {"green", "blue", "yellow", "red"}) {
      CaseListAsk ask;
      ask.lane = lane;
      EXPECT_TRUE(cases_->list(as(*who), ask).value().starts_with(R"({"rows":[])")) << lane;
    }
  }
  EXPECT_NE(page(ann_, id).find("\"hides_score\":true"), std::string::npos);
  EXPECT_NE(page(filer_, id).find("0.412300"), std::string::npos)
      << "of its own filing the firm is told all along";
  EXPECT_EQ(page(filer_, id).find("lane_detail"), std::string::npos);
  EXPECT_EQ(take(lead_, id, DecisionConfirmed{}), "taken");
  const std::string after = page(ann_, id);
  EXPECT_NE(after.find(R"("lane":"yellow")"), std::string::npos);
  EXPECT_NE(after.find("0.412300"), std::string::npos);
  EXPECT_NE(cases_->explanation(as(ann_), id).value().find("0.412300"), std::string::npos);
}

TEST_P(Journeys, AFirmSeesItsCaseAndNothingOfTheDesksWork) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kRed)).row.id;
  EXPECT_EQ(take(ann_, id, NoteAdded{"internal words", false}), "taken");
  EXPECT_EQ(take(ann_, id, NoteAdded{"words for the firm", true}), "taken");
  EXPECT_EQ(take(ann_, id, CaseAssigned{"u-bo"}), "taken");
  EXPECT_EQ(take(ann_, id, FilingAccepted{}), "taken");
  EXPECT_EQ(take(police_, id, GateAnswered{"public_security", true, {}}), "taken");
  EXPECT_EQ(take(ann_, id, ContestOpened{ContestLevel::kPolicy, "w.N", "weights", {}, {}, {}, {}, false}),
            "taken");
  ContestAnswered answered;
  answered.answer = zh("words about weights");
  EXPECT_EQ(take(runner_, id, answered), "taken");
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kRefused)), "taken");
  for (const auto& [name, text] : everything(filer_, id)) {
    for (const char* trace :
         {"internal words", "u-ann", "u-bo", "Name of u-ann", "public_security", "lane_detail", "draw_ppm",
          "\"lane\":\"red\"", "proposal", "weights", "hides_score", "second_person", "非必要"}) {
      EXPECT_EQ(text.find(trace), std::string::npos) << name << " tells " << trace;
    }
  }
  EXPECT_NE(page(filer_, id).find("words for the firm"), std::string::npos);
  EXPECT_NE(page(filer_, id).find("0.412300"), std::string::npos) << "its own score";
  EXPECT_NE(page(ann_, id).find("Name of u-ann"), std::string::npos) << "a colleague";
  EXPECT_FALSE(cases_->page(as(stranger_), id, std::nullopt));
  EXPECT_FALSE(cases_->steps(as(stranger_), id, 0, 10));
  EXPECT_FALSE(cases_->explanation(as(stranger_), id));
}

TEST_P(Journeys, ThePageTellsWhatThisAccountMayDoNow) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  const auto open = [&](const DeskAccount& who) {
    std::string out;
    const std::string text = page(who, id);
    for (const JsonPiece& step : JsonPiece(text).member("steps_open").elements())
      out += (out.empty() ? "" : " ") + step.member("step").string();
    return out;
  };
  EXPECT_EQ(open(filer_), "note_added contest_opened withdrawn");
  EXPECT_EQ(open(ann_),
            "accepted not_accepted supplement_asked assigned override_proposed note_added contest_opened");
  must(ann_, id, FilingAccepted{});
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed)), "taken");
  EXPECT_EQ(open(bo_).find("decision_confirmed"), std::string::npos) << "a lead's";
  EXPECT_NE(open(lead_).find("proposal_sent_back decision_confirmed"), std::string::npos);
  EXPECT_EQ(take(bo_, id, DecisionConfirmed{}), "not_yours");
  EXPECT_EQ(take(lead_, id, DecisionConfirmed{}), "taken");
  EXPECT_NE(open(filer_).find("review_requested"), std::string::npos);
}

TEST_P(Journeys, BothClocksStandSideBySideAndStandStillWhileTheFirmIsWaitedFor) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  must(ann_, id, FilingAccepted{});
  wait_days(7);
  must(ann_, id,
       SupplementAsked{
           {{"/scenario/purpose", zh("目的"), zh("不清"), "CN-SAM-2022 art.5", zh("请补充")}}, {}, false});
  wait_days(7);
  const std::string text = page(filer_, id);
  const auto clocks = JsonPiece(text).member("clocks").elements();
  ASSERT_EQ(clocks.size(), 4U);
  EXPECT_EQ(clocks[2].member("kind").string(), "assessment");
  EXPECT_TRUE(clocks[2].member("is_stopped").is("true"));
  EXPECT_TRUE(clocks[2].member("working_days_used").is("5"));
  EXPECT_TRUE(clocks[2].member("working_days_left").is("40"));
  EXPECT_TRUE(clocks[2].member("real_days").is("14"));
  EXPECT_EQ(clocks[3].member("whose").string(), "firm");
  EXPECT_TRUE(clocks[3].member("working_days_left").is("5"));
  EXPECT_NE(text.find("\"waits_for\":\"firm\""), std::string::npos);
}

TEST_P(Journeys, OfTwoWhoActOnTheSameReadingOneIsTaken) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  const std::int64_t at = seq(id);
  std::array<std::string, 2> answers;
  std::thread first([&] { answers[0] = take(ann_, id, FilingAccepted{}, at); });
  std::thread second([&] { answers[1] = take(bo_, id, FilingAccepted{}, at); });
  first.join();
  second.join();
  std::sort(answers.begin(), answers.end());
  EXPECT_EQ(answers, (std::array<std::string, 2>{"stale", "taken"}));
}

TEST_P(Journeys, AllFourLevelsOfContestAreAnsweredByWhoeverOwnsThem) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  must(ann_, id, CaseAssigned{"u-ann"});
  must(ann_, id, FilingAccepted{});
  const auto contest = [](ContestLevel level, std::string subject, std::optional<std::int64_t> wants) {
    return ContestOpened{level, std::move(subject), "主张", {}, wants, {}, {}, false};
  };
  const auto answer = [](std::size_t place, bool accepted) {
    ContestAnswered out;
    out.contest = place;
    out.accepted = accepted;
    out.answer = zh("答复");
    return out;
  };
  EXPECT_EQ(take(filer_, id, contest(ContestLevel::kFact, "/scenario/purpose", {})), "taken");
  EXPECT_EQ(take(filer_, id, contest(ContestLevel::kMapping, "N", 1)), "taken");
  EXPECT_EQ(take(filer_, id, contest(ContestLevel::kPolicy, "w.N", {})), "not_yours");
  EXPECT_EQ(take(police_, id, contest(ContestLevel::kPolicy, "w.N", {})), "nowhere") << "not on its desk";
  EXPECT_EQ(take(ann_, id, contest(ContestLevel::kPolicy, "w.N", {})), "taken");
  EXPECT_EQ(take(ann_, id, answer(0, true)), "taken");
  EXPECT_EQ(take(ann_, id, answer(1, true)), "same_person") << "a mapping is a second officer's";
  EXPECT_EQ(take(bo_, id, answer(1, true)), "taken");
  EXPECT_EQ(take(bo_, id, answer(2, false)), "not_yours");
  EXPECT_EQ(take(runner_, id, answer(2, true)), "incomplete") << "policy changes with its replay alone";
  EXPECT_EQ(take(runner_, id, answer(2, false)), "taken");
  const std::string seen = page(runner_, id);
  EXPECT_EQ(seen.find("临床"), std::string::npos) << "nothing of what the firm declared";
  EXPECT_NE(seen.find("w.N"), std::string::npos);
  EXPECT_EQ(take(filer_, id, contest(ContestLevel::kOutcome, "", {})), "wrong_state");
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kRefused)), "taken");
  EXPECT_EQ(take(lead_, id, DecisionConfirmed{}), "taken");
  EXPECT_EQ(take(filer_, id, contest(ContestLevel::kOutcome, "", {})), "taken");
  EXPECT_EQ(row_of(id).state, "under_review");
  // Who decided is not offered what only others may do, and is told who may.
  const std::string lead = page(lead_, id);
  const auto named = [](const std::string& text, std::string_view list) {
    std::vector<std::string> out;
    for (const JsonPiece& one : JsonPiece(text).member(list).elements())
      out.push_back(one.member("step").string());
    return out;
  };
  using ::testing::Contains;
  using ::testing::ElementsAre;
  EXPECT_THAT(named(lead, "steps_open"), ::testing::Not(Contains("decision_proposed")));
  EXPECT_THAT(named(lead, "steps_open"), ::testing::Not(Contains("contest_answered")));
  EXPECT_THAT(named(lead, "steps_barred"), ElementsAre("decision_proposed", "contest_answered"));
  EXPECT_NE(lead.find("had no part in the decision"), std::string::npos);
  EXPECT_EQ(lead.find("your agency has none"), std::string::npos) << "bo had no part";
  EXPECT_THAT(named(page(bo_, id), "steps_open"), Contains("decision_proposed"));
  EXPECT_THAT(named(page(bo_, id), "steps_barred"), ElementsAre());
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    auto row = t.account(Reach::of_whole_desk(), bo_.id);
    if (!row) return fail(row.error());
    row->is_disabled = true;
    if (auto done = t.change_account(*row); !done) return fail(done.error());
    return true;
  }));
  EXPECT_NE(page(lead_, id).find("your agency has none"), std::string::npos);
  EXPECT_NE(page(lead_, id).find("本部门尚无符合条件的人员"), std::string::npos);
  EXPECT_EQ(take(lead_, id, answer(3, false)), "same_person");
  EXPECT_EQ(take(bo_, id, answer(3, false)), "taken");
}

TEST_P(Journeys, APolicyThatTheOperatorSaysWasChangedIsShownAsSaidAndNotChecked) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  EXPECT_EQ(take(ann_, id, ContestOpened{ContestLevel::kPolicy, "w.N", "主张", {}, {}, {}, {}, false}),
            "taken");
  ContestAnswered answer{0, true, zh("采纳"), std::string(64, 'a'), std::string(64, 'a')};
  EXPECT_EQ(take(runner_, id, answer), "incomplete");
  answer.replay_hash = std::string(64, 'b');
  EXPECT_EQ(take(runner_, id, answer), "taken");
  for (const DeskAccount* who : {&ann_, &runner_}) {
    const std::string text = page(*who, id);
    const JsonPiece stated =
        JsonPiece(text).member("contests").elements().at(0).member("answer").member("stated");
    EXPECT_EQ(stated.member("policy_hash").string(), std::string(64, 'a'));
    EXPECT_TRUE(stated.member("is_checked").is("false"));
    EXPECT_NE(stated.member("says").member("zh").string().find("未经核对"), std::string::npos);
  }
}

TEST_P(Journeys, AnAskedAgencySeesWhatWaitsForItself) {
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kRed)).row.id;
  const auto awaits = [&](const DeskAccount& who) {
    CaseListAsk all;
    const std::string open = cases_->list(as(who), all).value();
    const auto rows = JsonPiece(open).member("rows").elements();
    if (rows.empty()) return std::string("gone");
    return std::string(rows[0].member("awaits_you").text()) + " " + rows[0].member("waits_for").string();
  };
  EXPECT_EQ(awaits(police_), "true gates");
  EXPECT_EQ(awaits(ann_), "false gates");
  EXPECT_EQ(take(police_, id, GateAnswered{"public_security", true, {}}), "taken");
  EXPECT_EQ(awaits(police_), "gone") << "what it has answered is not open on its desk";
  EXPECT_EQ(take(police_, id, GateAnswered{"public_security", false, {}}), "reasons_missing");
  EXPECT_EQ(take(police_, id, GateAnswered{"public_security", true, {}}), "already");
}

TEST_P(Journeys, PrecedentsOfTheSameFieldComeWithTheirOutcome) {
  const std::string first = submit(version_of(FilingRoute::kSC, Lane::kYellow)).row.id;
  EXPECT_EQ(take(ann_, first, outcome(DecisionKind::kRefused)), "taken");
  EXPECT_EQ(take(lead_, first, DecisionConfirmed{}), "taken");
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(), "f2").row.id;
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed)), "taken");
  const std::string text = cases_->precedents(as(ann_), id).value();
  const auto rows = JsonPiece(text).member("rows").elements();
  ASSERT_EQ(rows.size(), 2U) << text;
  EXPECT_EQ(rows[1].member("field").string(), "检验结果");
  EXPECT_EQ(rows[1].member("list_edition").string(), "cn-bj/2025");
  EXPECT_EQ(rows[1].member("outcome").string(), "refused");
  EXPECT_EQ(rows[1].member("case").string(), first);
  EXPECT_TRUE(rows[1].member("differs").is("true"));
}

TEST_P(Journeys, TheDraftOfASupplementIsTheOpenFindingsAndTheOpenQuestions) {
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(true)).row.id;
  const std::string text = cases_->gap_draft(as(ann_), id).value();
  const auto rows = JsonPiece(text).member("rows").elements();
  ASSERT_EQ(rows.size(), 2U) << text;
  EXPECT_EQ(rows[0].member("pointer").string(), "/scenario/legal_basis");
  EXPECT_EQ(rows[1].member("pointer").string(), "/scenario/items/1");
  SupplementAsked ask;
  for (const JsonPiece& row : rows) {
    const auto said = [&](std::string_view key) {
      return Text{row.member(key).member("en").string(), row.member(key).member("zh").string()};
    };
    ask.items.push_back({row.member("pointer").string(), said("what"), said("why"),
                         row.member("source").string(), said("fix")});
  }
  SupplementAsked nowhere = ask;
  nowhere.items[1].pointer = "/nonsense/place";
  EXPECT_EQ(take(ann_, id, nowhere), "not_found") << "no place of the form";
  EXPECT_EQ(take(ann_, id, ask), "taken") << "as it is, it is a request";
  SupplementAnswered answered{0, "见附件", {std::string(64, 'e')}};
  EXPECT_EQ(take(filer_, id, answered), "not_found") << "no such paper";
}

TEST_P(Journeys, DifferencesBearTheLabelsOfTheForm) {
  FilingVersion version = version_of(FilingRoute::kSA, Lane::kYellow);
  version.formal_gaps = 1;
  const std::string id = submit(version, document_of(true)).row.id;
  std::string document = document_of();
  const std::size_t at = document.find("新加坡");
  document.replace(at, std::string("新加坡").size(), "日本");
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<CaseAnswer> {
    if (auto done = keep(t, "f1", 2, document); !done) return fail(done.error());
    auto held = hold_case(t, reach_of(filer_), id);
    if (!held) return fail(held.error());
    return take_step(t, parts_, std::move(*held), actor_of(filer_),
                     FilingSubmitted{version_of(FilingRoute::kSA, Lane::kYellow, 'b')}, {}, clock_.ms);
  }));
  const std::string text = cases_->differences(as(ann_), id, 1, 2).value();
  const auto rows = JsonPiece(text).member("rows").elements();
  ASSERT_EQ(rows.size(), 1U) << text;
  EXPECT_EQ(rows[0].member("kind").string(), "changed");
  EXPECT_EQ(rows[0].member("after").string(), "向日本提供临床数据");
  EXPECT_FALSE(rows[0].member("label").member("zh").string().starts_with("/")) << text;
  EXPECT_NE(page(ann_, id).find("向日本提供临床数据"), std::string::npos);
  EXPECT_FALSE(cases_->differences(as(ann_), id, 1, 3));
}

TEST_P(Journeys, WhatHasNotChangedIsNotSentAgain) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  const auto first = cases_->page(as(ann_), id, std::nullopt);
  ASSERT_TRUE(first);
  const auto again = cases_->page(as(ann_), id, first->tag);
  EXPECT_TRUE(again && again->is_unchanged && again->json.empty());
  must(ann_, id, NoteAdded{"x", false});
  EXPECT_FALSE(cases_->page(as(ann_), id, first->tag)->is_unchanged);
}

TEST_P(Journeys, APageThatAnotherHoldsOrThatIsOfYesterdayIsSentAgain) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  const auto first = cases_->page(as(ann_), id, std::nullopt);
  ASSERT_TRUE(first);
  for (const DeskAccount& other : {filer_, lead_}) {
    const auto theirs = cases_->page(as(other), id, first->tag);
    ASSERT_TRUE(theirs);
    EXPECT_FALSE(theirs->is_unchanged) << other.id;
  }
  DeskAccount moved = ann_;
  moved.role = Role::kLead;
  EXPECT_FALSE(cases_->page(as(moved), id, first->tag)->is_unchanged) << "the same account, as a lead";
  clock_.ms += std::int64_t{3} * 86'400'000;
  const auto later = cases_->page(as(ann_), id, first->tag);
  ASSERT_TRUE(later);
  EXPECT_FALSE(later->is_unchanged);
  EXPECT_NE(later->json, first->json) << "its clocks went on";
}

// A notice that came out since is on the page at once, and in the lists once they have followed it. Until
// then nobody is late, and no case is ended, by an estimate.
TEST_P(Journeys, AHolidayNoticeMovesTheLastDayWithoutAStep) {
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow)).row.id;
  clock_.ms += std::int64_t{47} * 86'400'000;  // Saturday 19 December
  must(ann_, id,
       SupplementAsked{{{"/scenario/summary", zh("说明用途"), zh("不清"), "s", zh("请补充")}}, {}, false});
  must(filer_, id,
       ContestOpened{ContestLevel::kFact, "/scenario/summary", "证据有误", {}, {}, {}, {}, false});
  DecisionProposed terminated;
  terminated.kind = DecisionKind::kTerminated;
  terminated.reasons = zh("逾期未补充");
  const auto due = [&](const char* of) {
    const std::string text = page(filer_, id);
    const JsonPiece one = JsonPiece(text).member(of).elements().at(0);
    return one.member("due_day").string() + " " + one.member("latest_due_day").string();
  };
  const auto listed = [&] {
    const std::string text = cases_->list(as(filer_), {}).value();
    const JsonPiece row = JsonPiece(text).member("rows").elements().at(0);
    return row.member("due_day").string() + " " + std::string(row.member("is_overdue").text());
  };
  must(ann_, id, ContestAnswered{0, false, zh("维持"), {}, {}});
  EXPECT_EQ(due("supplements"), "2027-01-04 2027-01-11");
  EXPECT_EQ(listed(), "2027-01-04 false");
  clock_.ms += std::int64_t{23} * 86'400'000;  // 11 January
  EXPECT_EQ(listed(), "2027-01-04 false");
  EXPECT_NE(page(filer_, id).find("\"is_overdue\":false"), std::string::npos);
  EXPECT_EQ(page(filer_, id).find("\"is_overdue\":true"), std::string::npos);
  EXPECT_EQ(page(ann_, id).find("\"decision_proposed\",\"words\""), std::string::npos);
  EXPECT_EQ(take(ann_, id, terminated), "too_early");
  const std::string tag = cases_->page(as(filer_), id, std::nullopt)->tag;
  EXPECT_EQ(follow_calendar(parts_).value(), 0);
  parts_.law.calendar = calendar_with_2027();
  EXPECT_EQ(due("supplements"), "2027-01-06 ");
  EXPECT_EQ(JsonPiece(page(filer_, id)).member("due_day").text(), "\"2027-01-06\"");
  EXPECT_FALSE(cases_->page(as(filer_), id, tag)->is_unchanged);
  EXPECT_EQ(listed(), "2027-01-04 false");
  const std::int64_t steps = seq(id);
  EXPECT_EQ(follow_calendar(parts_).value(), 1);
  EXPECT_EQ(follow_calendar(parts_).value(), 0);
  EXPECT_EQ(seq(id), steps);
  EXPECT_EQ(listed(), "2027-01-06 true");
  EXPECT_NE(page(ann_, id).find("\"step\":\"decision_proposed\""), std::string::npos);
  EXPECT_EQ(take(ann_, id, terminated), "taken");
}

TEST_P(Journeys, ANoticeMovesTheDayOfAnOpenContest) {
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow)).row.id;
  clock_.ms += std::int64_t{56} * 86'400'000;  // Monday 28 December
  must(filer_, id,
       ContestOpened{ContestLevel::kFact, "/scenario/summary", "证据有误", {}, {}, {}, {}, false});
  const auto due = [&] {
    const std::string text = page(ann_, id);
    return JsonPiece(text).member("contests").elements().at(0).member("due_day").string();
  };
  EXPECT_EQ(due(), "2027-01-05");
  const std::string tag = cases_->page(as(ann_), id, std::nullopt)->tag;
  parts_.law.calendar = calendar_with_2027();
  EXPECT_EQ(due(), "2027-01-07");
  EXPECT_FALSE(cases_->page(as(ann_), id, tag)->is_unchanged);
}

// Why an alarm was cleared, and what it was, is read in the audit trail when the freeze is gone.
TEST_P(Journeys, AFreezeIsLiftedWithReasonsAndBothStayOnRecord) {
  const std::int64_t made = clock_.ms;
  ASSERT_TRUE(cases_->freeze(as(lead_), "banking", zh("漂移告警")));
  clock_.ms += 1'000;
  EXPECT_FALSE(cases_->unfreeze(as(lead_), "banking", made, Text{"only English", ""}));
  EXPECT_FALSE(cases_->unfreeze(as(lead_), "banking", made, zh(" ")));
  EXPECT_FALSE(cases_->unfreeze(as(lead_), "banking", made, zh(std::string(kLongestText + 1, 'x'))));
  const auto another = cases_->unfreeze(as(lead_), "banking", made - 1, zh("误报"));
  ASSERT_TRUE(another && *another);
  EXPECT_EQ((*another)->code, RefusalCode::kStale);
  const auto lifted = cases_->unfreeze(as(lead_), "banking", made, zh("误报"));
  ASSERT_TRUE(lifted) << lifted.error().what;
  EXPECT_FALSE(*lifted);
  const auto rows = read([](const DeskReader& reader) { return reader.audit({}); });
  ASSERT_TRUE(rows) << rows.error().what;
  std::string detail;
  for (const AuditRow& row : *rows) {
    if (row.action == "sector.freeze") {
      EXPECT_NE(row.detail.find("漂移告警"), std::string::npos);
    }
    if (row.action == "sector.unfreeze") detail += row.detail;
  }
  const JsonPiece told(detail);
  EXPECT_EQ(told.member("reasons").member("zh").string(), "误报");
  EXPECT_EQ(told.member("frozen_by").string(), lead_.id);
  EXPECT_EQ(told.member("frozen_reasons").member("zh").string(), "漂移告警");
}

TEST_P(Journeys, AFrozenSectorIsToldAndClearedOnce) {
  EXPECT_TRUE(cases_->freeze(as(lead_), "banking", zh("漂移告警")));
  const auto again = cases_->freeze(as(lead_), "banking", zh("漂移告警"));
  EXPECT_TRUE(!again && again.error().code == ErrorCode::kConflict);
  EXPECT_FALSE(cases_->freeze(as(lead_), "banking; --", zh("x")));
  EXPECT_FALSE(cases_->freeze(as(lead_), "retail", Text{"only English", ""}));
  EXPECT_NE(cases_->freezes().value().find("banking"), std::string::npos);
  const auto lifted = lift("banking");
  EXPECT_TRUE(lifted && !*lifted);
  EXPECT_FALSE(lift("banking"));
  const std::string sampling = cases_->sampling().value();
  EXPECT_NE(sampling.find("commitment"), std::string::npos);
  EXPECT_EQ(sampling.find("\"seed\""), std::string::npos) << "not before its month is over";
}

TEST_P(Journeys, AFreezeIsLiftedByTheDecidingAgencyOrTheSectorsRegulatorAlone) {
  ASSERT_TRUE(cases_->freeze(as(lead_), "banking", zh("漂移告警")));
  DeskAccount other = lead_;
  const auto lifts = [&](const char* agency, const char* sector) {
    other.agency = agency;
    other.sector = sector;
    const auto done = cases_->unfreeze(as(other), "banking", clock_.ms, zh("已核实"));
    EXPECT_TRUE(done) << (done ? "" : done.error().what);
    if (done && *done) {
      EXPECT_EQ((*done)->code, RefusalCode::kNotYours);
    }
    return done && !*done;
  };
  EXPECT_FALSE(lifts("public_security", ""));
  EXPECT_FALSE(lifts("sector_regulator", "retail"));
  EXPECT_FALSE(lifts("sector_regulator", ""));
  EXPECT_TRUE(lifts("sector_regulator", "banking"));
}

TEST_P(Journeys, AFreezeOfTodayIsOnThePagesOfCasesThatCameInBefore) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kBlue)).row.id;
  const auto before = cases_->page(as(ann_), id, std::nullopt);
  ASSERT_TRUE(before);
  const auto detail = [&] {
    const std::string text = page(ann_, id);
    const JsonPiece whole(text);
    return whole.member("lane").string() + " " +
           std::string(whole.member("lane_detail").member("frozen").text()) + " " +
           whole.member("lane_detail").member("holds").string();
  };
  EXPECT_EQ(detail(), "blue false blue");
  ASSERT_TRUE(cases_->freeze(as(lead_), "pharmaceutical", zh("漂移告警")));
  EXPECT_EQ(detail(), "yellow true yellow");
  EXPECT_FALSE(cases_->page(as(ann_), id, before->tag)->is_unchanged);
  ASSERT_TRUE(lift("pharmaceutical"));
  EXPECT_EQ(detail(), "blue false blue");
}

TEST_P(Journeys, AQueueShowsAFreezeAndItsLiftingAtOnce) {
  const std::string blue = submit(version_of(FilingRoute::kSA, Lane::kBlue)).row.id;
  const auto row = [&] {
    const std::string text = cases_->list(as(ann_), {}).value();
    const JsonPiece first = JsonPiece(text).member("rows").elements().at(0);
    return first.member("lane").string() + " " + std::string(first.member("is_frozen").text());
  };
  EXPECT_EQ(row(), "blue false");
  ASSERT_TRUE(cases_->freeze(as(lead_), "pharmaceutical", zh("漂移告警")));
  EXPECT_EQ(row(), "yellow true") << "no step was taken";
  must(ann_, blue, NoteAdded{"看过", false});
  EXPECT_EQ(row_of(blue).lane, "yellow");
  ASSERT_TRUE(lift("pharmaceutical"));
  EXPECT_EQ(row(), "blue false") << "the row was kept while it was frozen";
  const std::string firms = cases_->list(as(filer_), {}).value();
  EXPECT_EQ(firms.find("is_frozen"), std::string::npos);
  EXPECT_EQ(firms.find("free_lane"), std::string::npos);
}

TEST_P(Journeys, ARowIsHeldUnderAFreezeOfAnotherSectorOfItsFirm) {
  submit(version_of(FilingRoute::kSA, Lane::kBlue), document_after(0, 0, "banking"), "f2");
  ASSERT_TRUE(cases_->freeze(as(lead_), "banking", zh("漂移告警")));
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kBlue)).row.id;
  const auto now = [&](const std::vector<std::string>& frozen) {
    const CaseRow row = row_of(id);
    const RowNow shown = row_now(row.lane, row.summary, frozen);
    return std::string(shown.is_frozen ? "frozen" : "free");
  };
  EXPECT_EQ(now({"banking"}), "frozen");
  EXPECT_EQ(now({"retail"}), "free");
  EXPECT_NE(page(ann_, id).find("\"frozen\":true"), std::string::npos);
}

TEST_P(Journeys, APageSaysWhatSpeaksAgainstFinishingByRules) {
  const FilingVersion green = version_of(FilingRoute::kEX, Lane::kGreen);
  ASSERT_EQ(submit(green, document_after(0, 0, "banking"), "f1").after.state, CaseState::kFiled);
  const std::string id = submit(green, document_of(), "f2").row.id;
  const std::string text = page(ann_, id);
  const auto why = JsonPiece(text).member("lane_detail").member("not_by_rules").elements();
  ASSERT_EQ(why.size(), 2U);
  EXPECT_EQ(why[0].member("zh").string(), "本单位本年度其他申报的人数多于所填此前累计，或未说明人数");
  EXPECT_EQ(why[1].member("zh").string(), words_of(kOtherSector)[0].zh);
  EXPECT_EQ(page(filer_, id).find("not_by_rules"), std::string::npos);
  must(ann_, id, NoteAdded{"看过", false});
  EXPECT_NE(page(ann_, id).find(words_of(kOtherSector)[0].zh), std::string::npos)
      << "a note is no reason less";
}

// What a page says of why a person finishes the case, in Chinese.
std::vector<std::string> whys(const std::string& page) {
  std::vector<std::string> out;
  for (const JsonPiece& one : JsonPiece(page).member("lane_detail").member("not_by_rules").elements())
    out.push_back(one.member("zh").string());
  return out;
}

TEST_P(Journeys, APageSaysOfTheFirmsOthersWhatHoldsNow) {
  const std::string first = submit(version_of(FilingRoute::kEX, Lane::kYellow)).row.id;
  const std::string id =
      submit(version_of(FilingRoute::kEX, Lane::kGreen), document_after(9'999, 9'999), "f2").row.id;
  const auto tag = [&] { return cases_->page(as(ann_), id, std::nullopt)->tag; };
  EXPECT_THAT(whys(page(ann_, id)), ElementsAre(words_of(kHasWaiting)[0].zh));
  const std::string before = tag();
  must(ann_, first, outcome(DecisionKind::kRefused));
  must(lead_, first, DecisionConfirmed{});
  EXPECT_THAT(whys(page(ann_, id)), ElementsAre(words_of(kHasEnded)[0].zh)) << "no step was taken of it";
  EXPECT_NE(tag(), before);
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed), {}, case_tag(0, "\"" + before + "\"").told),
            "stale");
  EXPECT_EQ(row_of(id).state, "filing_check");
  EXPECT_EQ(case_tag(7, "\"v7\"").told, std::nullopt);
  EXPECT_EQ(case_tag(7, "\"v7-0123456789abcdef-1f\"").told, 0x1fU);
  for (const char* other : {"\"v7-0123456789abcd1f\"", "\"v7-0123456789abcdef\"", "\"v7-0123456789abcdef-\"",
                            "\"v7-0123456789abcdef-1\"", "\"v7-0123456789abcdef-01f\"",
                            "\"v7-0123456789abcdef-1g\"", "\"v7-0123456789abcdef-1f", "\"v7--", "--\"", ""})
    EXPECT_EQ(case_tag(7, other).told, std::nullopt) << other;
  EXPECT_EQ(case_tag(7, "\"" + tag() + "\"").told, kHasEnded);
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed), {}, kHasEnded), "taken");
  EXPECT_EQ(take(lead_, id, DecisionConfirmed{}, {}, kHasWaiting), "stale");
  EXPECT_EQ(take(lead_, id, DecisionConfirmed{}, {}, kHasEnded), "taken");
  EXPECT_EQ(row_of(id).state, "filed");
}

// A tag that was made of the lane would tell it to whoever tries the four.
TEST_P(Journeys, TheFirmsTagIsNotOfWhatTheFirmMayNotSee) {
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow)).row.id;
  OverrideProposed up;
  up.to = Lane::kRed;
  up.reason_code = parts_.law.rules.override_reasons.front().code;
  up.reasons = zh("理由");
  must(ann_, id, up);
  const auto text = cases_->page(as(filer_), id, std::nullopt);
  ASSERT_TRUE(text);
  const JsonPiece shown(text->json);
  std::string moment = "{";
  for (const char* key : {"due_day", "is_overdue", "clocks", "permits", "steps_open", "steps_barred"})
    moment += fmt::format("{}\"{}\":{}", moment.size() > 1 ? "," : "", key, shown.member(key).text());
  moment += "}";
  const auto of = [&](std::string_view lane) {
    const std::string all = fmt::format("firm\nu-filer\nfiler\n\n\n2026-11-02\n{}\n\n{}", lane, moment);
    return fmt::format("v{}-{}", seq(id), sha256_hex(all).substr(0, 16));
  };
  EXPECT_EQ(text->tag, of("")) << "what it is of, or the rest of this test says nothing";
  for (const char* lane : {"green", "blue", "yellow", "red"}) EXPECT_NE(text->tag, of(lane)) << lane;
}

TEST_P(Journeys, APageThatDoesNotSayItsSectorsIsDecidedByAllTheSame) {
  FilingVersion version = version_of(FilingRoute::kEX, Lane::kGreen);
  version.sector = "retail";
  version.formal_gaps = 1;
  const std::string id = submit(version, document_of(true)).row.id;
  ASSERT_EQ(row_of(id).state, "returned");
  const auto again = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
    if (auto done = keep(t, "f1", 2, document_after(9'999, 9'999, "banking")); !done)
      return fail(done.error());
    auto held = hold_case(t, reach_of(filer_), id);
    if (!held) return fail(held.error());
    FilingVersion banking = version_of(FilingRoute::kEX, Lane::kGreen, 'b');
    banking.sector = "banking";
    return take_step(t, parts_, std::move(*held), actor_of(filer_), FilingSubmitted{banking}, {}, clock_.ms);
  });
  ASSERT_TRUE(again) << again.error().what;
  ASSERT_EQ(row_of(id).state, "filing_check");
  CaseRow row = row_of(id);
  // As older programs kept it; parts are told by their length, which stays.
  for (const std::string said : {R"(,"sectors":["banking","retail"])", R"(,"beside":16)"}) {
    const auto at = row.document.find(said);
    ASSERT_NE(at, std::string::npos) << said;
    row.document.replace(at, said.size(), std::string(said.size(), ' '));
  }
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    if (auto done = t.save_case(row, desks(id), {}); !done) return fail(done.error());
    return true;
  }));
  const std::string tag = cases_->page(as(ann_), id, std::nullopt)->tag;
  EXPECT_EQ(case_tag(0, "\"" + tag + "\"").told, kOtherSector);
  EXPECT_EQ(take(ann_, id, outcome(DecisionKind::kPassed), {}, case_tag(0, "\"" + tag + "\"").told), "taken");
  EXPECT_EQ(row_of(id).state, "filed");
}

TEST_P(Journeys, WhoNamesNoTagPassesNothingAloneThatThePageMayNotHaveSaid) {
  const std::string id =
      submit(version_of(FilingRoute::kEX, Lane::kBlue), document_after(9'999, 9'999), "f2").row.id;
  ASSERT_EQ(row_of(id).state, "filed");
  FilingVersion warned = version_of(FilingRoute::kEX, Lane::kGreen);
  warned.open_warnings = 1;
  const std::string held = submit(warned, document_after(9'999, 9'999), "f3").row.id;
  const std::string waits = submit(version_of(FilingRoute::kEX, Lane::kYellow), document_of(), "f4").row.id;
  EXPECT_EQ(take(ann_, held, outcome(DecisionKind::kPassed)), "taken");
  EXPECT_EQ(row_of(held).state, "filing_check") << "another waits since its last step: two persons pass it";
  must(filer_, waits, FilingWithdrawn{zh("重新申报")});
  EXPECT_EQ(take(lead_, held, DecisionConfirmed{}), "law") << "that the proposal did not know";
  EXPECT_EQ(take(lead_, held, ProposalSentBack{zh("另有申报撤回")}), "taken");
  EXPECT_EQ(take(ann_, held, outcome(DecisionKind::kPassed)), "taken");
  EXPECT_EQ(take(lead_, held, DecisionConfirmed{}), "taken");
  EXPECT_EQ(row_of(held).state, "filed");
}

TEST_P(Journeys, ABlindCaseSaysWhatTheFirmsOthersSayAndNothingOfItsLane) {
  parts_.law.rules.blind_ppm = 1'000'000;
  submit(version_of(FilingRoute::kEX, Lane::kYellow));
  const std::string id =
      submit(version_of(FilingRoute::kEX, Lane::kGreen), document_after(0, 0), "f2").row.id;
  const std::string text = page(ann_, id);
  ASSERT_NE(text.find("\"hides_score\":true"), std::string::npos);
  EXPECT_THAT(whys(text), ElementsAre(words_of(kCountsMore)[0].zh, words_of(kHasWaiting)[0].zh));
  EXPECT_EQ(JsonPiece(text).member("lane_detail").members().size(), 1U);
  const std::string alone = submit(version_of(FilingRoute::kSC, Lane::kGreen), document_of(), "f3").row.id;
  EXPECT_EQ(page(ann_, alone).find("lane_detail"), std::string::npos);
}

TEST_P(Journeys, APageOfWhatNothingHoldsAnyMoreSaysThatItWasLeftToAPerson) {
  const std::string first = submit(version_of(FilingRoute::kEX, Lane::kYellow)).row.id;
  const std::string id =
      submit(version_of(FilingRoute::kEX, Lane::kGreen), document_after(9'999, 9'999), "f2").row.id;
  must(ann_, first, outcome(DecisionKind::kPassed));
  must(lead_, first, DecisionConfirmed{});
  EXPECT_THAT(whys(page(ann_, id)), ElementsAre("提交时已转人工办理"));
  must(ann_, id, outcome(DecisionKind::kPassed));
  EXPECT_THAT(whys(page(ann_, id)), IsEmpty());
}

TEST_P(Journeys, TheSweepLooksAtNothingThatOnlyAPersonFinishes) {
  const std::string id = submit(version_of(FilingRoute::kEX, Lane::kYellow)).row.id;
  ASSERT_EQ(row_of(id).state, "filing_check");
  const std::vector<CaseDeskRow> on = desks(id);
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    CaseEventRow step;
    step.at_ms = clock_.ms;
    step.kind = "note_added";
    step.document = "what cannot be read is told by whoever looks";
    if (auto done = t.save_case(row_of(id), on, {step}); !done) return fail(done.error());
    return true;
  }));
  const auto due = run_due(parts_);
  ASSERT_TRUE(due) << due.error().what;
  EXPECT_EQ(*due, 0);
}

TEST(FilingDocument, AListsQuestionOfAColumnThatIsNoItemIsKept) {
  const std::string text =
      R"({"assessment":{"profile":{"files":[{"columns":[{"index":0,"name":"检验结果"},{"index":1,"name":"jyjg"}]}],)"
      R"("official_lists":{"questions":[{"file":0,"column":0,"list":"l","row":"1","edition":"e","verdict":"open","term":{"en":"a","zh":"甲"}},)"
      R"({"file":0,"column":1,"list":"l","row":"2","edition":"e","verdict":"open","term":{"en":"b","zh":"乙"}}]}}}})";
  const auto questions = list_questions(FilingDocument(text), {"检验结果"});
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_EQ(questions[0].item, 0U);
  EXPECT_FALSE(questions[1].item);
  EXPECT_EQ(questions[1].column, "jyjg");
}

TEST(PreparedPage, IsReadBackAndWhatIsDamagedIsRefused) {
  PageParts parts;
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = i % 2 == 0 ? "{}" : R"({"a":"},{"})";
  const std::string text = joined_page(parts);
  ASSERT_TRUE(parse_json(text, ""));
  const auto page = PreparedPage::read(text);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->part(PagePart::kCommon), R"({"a":"},{"})");
  EXPECT_EQ(page->members(PagePart::kFirm), "");
  for (std::size_t cut = 0; cut < text.size(); ++cut)
    EXPECT_FALSE(PreparedPage::read(std::string_view(text).substr(0, cut))) << cut;
}

TEST(JsonPiece, FindsMembersAndElementsWithoutReadingTheRest) {
  const JsonPiece piece(R"( {"a" : [1.5, {"x":"]}"}, "\"" ], "b":{}, "c":-0.25e3 } )");
  EXPECT_EQ(piece.member("a").elements().size(), 3U);
  EXPECT_EQ(piece.member("a").elements()[2].string(), "\"");
  EXPECT_EQ(piece.member("c").text(), "-0.25e3");
  EXPECT_FALSE(piece.member("d").is_there());
  EXPECT_EQ(piece.without({"a", "c"}), R"({"b":{}})");
  EXPECT_TRUE(JsonPiece("[1,[2").elements().size() <= 1);
  EXPECT_FALSE(JsonPiece(R"({"a)").member("a").is_there());
}

TEST(JsonPiece, EndsAStringAtItsOwnQuote) {
  const JsonPiece piece(R"({"a":"\\","b":"\\\"}","c":["\"",1],"d":true})");
  const auto members = piece.members();
  ASSERT_EQ(members.size(), 4U);
  EXPECT_EQ(members[0].second.string(), "\\");
  EXPECT_EQ(members[1].second.string(), "\\\"}");
  EXPECT_EQ(members[2].second.elements().size(), 2U);
  EXPECT_EQ(members[3].first, "d");
  EXPECT_TRUE(members[3].second.is("true"));
  EXPECT_TRUE(JsonPiece(R"("\")").members().empty());
  EXPECT_TRUE(JsonPiece(R"(["a\\)").elements().empty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Journeys, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Journeys, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
