#include "tidegate/gate/desk/rescore.h"

#include <algorithm>

#include "tidegate/clearance/lane.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/test_cases.h"

namespace tidegate::desk {
namespace {

// A declaration that says next to nothing: every level is at its worst. As of a day.
std::string little_said() {
  std::string document = document_of();
  const std::string told = R"("assessment":{"format":"tidegate-assessment/1",)";
  document.replace(document.find(told), told.size(), told + R"("as_of":"2026-11-02",)");
  return document;
}

class Rescoring : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (IsSkipped()) return;
    auto grounds = FilingGrounds::load("test");
    ASSERT_TRUE(grounds) << grounds.error().what;
    parts_.filing_grounds = std::move(*grounds);
  }
  std::string accepted(const std::string& id = "f1") {
    FilingVersion red = version_of(FilingRoute::kSA, Lane::kRed);
    const std::string of = submit(red, little_said(), id).row.id;
    must(ann_, of, CaseAssigned{"u-ann"});
    must(ann_, of, FilingAccepted{});
    return of;
  }
  void contest(const DeskAccount& by, const std::string& id, const char* part, std::int64_t wants) {
    must(by, id, ContestOpened{ContestLevel::kMapping, part, "等级有误", {}, wants, {}, {}, false});
  }
  static ContestAnswered answer(std::size_t place, bool is_accepted = true) {
    ContestAnswered out;
    out.contest = place;
    out.accepted = is_accepted;
    out.answer = zh("经复核");
    return out;
  }
  // Nothing harms: the score is nought.
  Case harmless(const std::string& id) {
    Case c;
    for (const char* harm : {"NS", "PU", "IR"}) contest(filer_, id, harm, 0);
    for (const std::size_t place : {0U, 1U, 2U}) c = must(bo_, id, answer(place));
    return c;
  }
  // The firm hands in another version that says as little.
  Case revised(const std::string& id, char hash = 'b') {
    if (row_of(id).state == "under_assessment")
      must(ann_, id,
           SupplementAsked{{{"", zh("用途"), zh("不清"), "CN-SAM-2022 art.5", zh("请补充")}}, {}, false});
    const FilingVersion again = version_of(FilingRoute::kSA, Lane::kRed, hash);
    const auto number = static_cast<std::int64_t>(versions().size()) + 1;
    const auto taken = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
      if (auto done = keep(t, "f1", number, little_said()); !done) return fail(done.error());
      auto held = hold_case(t, reach_of(filer_), id);
      if (!held) return fail(held.error());
      return take_step(t, parts_, std::move(*held), actor_of(filer_), FilingRevised{again}, {}, clock_.ms);
    });
    EXPECT_TRUE(taken) << (taken ? "" : taken.error().what);
    EXPECT_FALSE(taken && taken->refused);
    return taken ? taken->after : Case{};
  }
  std::string newest_risk() {
    return std::string(FilingDocument(newest().document).assessment().member("risk").text());
  }
  std::vector<FilingVersionRow> versions(const std::string& filing = "f1") {
    const auto rows =
        read([&](const DeskReader& r) { return r.filing_versions(Reach::of_whole_desk(), filing); });
    EXPECT_TRUE(rows);
    return rows ? *rows : std::vector<FilingVersionRow>{};
  }
  FilingVersionRow newest(const std::string& filing = "f1") {
    const auto row =
        read([&](const DeskReader& r) { return r.newest_filing_version(Reach::of_whole_desk(), filing); });
    EXPECT_TRUE(row);
    return row ? *row : FilingVersionRow{};
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Rescoring,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& of) {
                           return std::string(of.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

TEST_P(Rescoring, AnAcceptedLevelScoresTheFilingAnewAndTheLaneFollows) {
  const std::string id = accepted();
  EXPECT_EQ(row_of(id).lane, "red");
  const Case before = must(filer_, id, NoteAdded{"note", true});
  const Case c = harmless(id);
  EXPECT_EQ(c.filing().risk_lane, Lane::kGreen);
  EXPECT_EQ(c.filing().filing_hash, before.filing().filing_hash) << "the same filing";
  EXPECT_NE(c.filing().record_id, before.filing().record_id) << "under another assessment";
  EXPECT_GE(c.filing().floor, before.filing().floor);
  EXPECT_EQ(c.versions.size(), versions().size()) << "each version lies in the store";
  const FilingVersionRow kept = newest();
  const FilingDocument document(kept.document);
  EXPECT_EQ(document.settled(), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(document.version().member("record_id").string(), c.filing().record_id);
  const auto first =
      read([&](const DeskReader& r) { return r.filing_version(Reach::of_whole_desk(), "f1", 1); });
  ASSERT_TRUE(first);
  EXPECT_EQ(document.assessment().member("opinions").text(),
            FilingDocument(first->document).assessment().member("opinions").text());
  const std::string risk(document.assessment().member("risk").text());
  EXPECT_NE(risk.find("contest 3 of the case, accepted on 2026-11-02"), std::string::npos) << risk;
  EXPECT_NE(risk.find("computed as 4"), std::string::npos) << "what was computed stays beside it";
  EXPECT_EQ(row_of(id).lane,
            std::string(to_string(std::max(Lane::kGreen, lane_before_draw(c.filing(), false)))));
}

TEST_P(Rescoring, IsAStepOfTheProgramBesideTheAnswerOfWhoAcceptedIt) {
  const std::string id = accepted();
  contest(filer_, id, "R", 0);
  const auto taken = try_step(bo_, id, answer(0));
  ASSERT_TRUE(taken) << taken.error().what;
  ASSERT_FALSE(taken->refused);
  ASSERT_GE(taken->taken.size(), 3U);
  EXPECT_EQ(name_of(taken->taken[0].step), ContestAnswered::kName);
  EXPECT_EQ(taken->taken[0].by.account, "u-bo");
  const auto* step = std::get_if<FilingRescored>(&taken->taken[1].step);
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->contests, std::vector<std::size_t>{0});
  EXPECT_TRUE(taken->taken[1].by.account.empty());
  EXPECT_EQ(name_of(taken->taken[2].step), LaneSet::kName);
}

TEST_P(Rescoring, MakesALaneStricterAsWell) {
  const std::string id = accepted();
  const Case easy = harmless(id);
  contest(ann_, id, "NS", 4);
  const Case c = must(lead_, id, answer(3));
  EXPECT_GT(c.filing().risk_lane, easy.filing().risk_lane) << "of two for one part the later one stands";
  EXPECT_GE(c.filing().floor, easy.filing().floor);
}

TEST_P(Rescoring, ARejectedContestAndOneOfAFactChangeNoScore) {
  const std::string id = accepted();
  const std::size_t before = versions().size();
  contest(filer_, id, "R", 0);
  must(bo_, id, answer(0, false));
  must(filer_, id, ContestOpened{ContestLevel::kFact, "/scenario/purpose", "有误", {}, {}, {}, {}, false});
  must(bo_, id, answer(1));
  EXPECT_EQ(versions().size(), before);
}

TEST_P(Rescoring, WhoAcceptedALevelDoesNotPassTheCaseAlone) {
  const std::string id = accepted();
  harmless(id);
  clear_gates(id);
  const Case proposed = must(bo_, id, outcome(DecisionKind::kPassed));
  EXPECT_FALSE(proposed.is_closed());
  EXPECT_TRUE(proposed.proposal.has_value());
  EXPECT_EQ(refusal(ann_, id, DecisionConfirmed{}), "not_yours") << "one of the two is a lead";
  EXPECT_TRUE(must(lead_, id, DecisionConfirmed{}).is_closed());
}

TEST_P(Rescoring, AnEasierLevelLapsesWithTheNextVersionOfTheFirm) {
  const std::string id = accepted();
  EXPECT_EQ(harmless(id).filing().risk_lane, Lane::kGreen);
  const Case c = revised(id);
  EXPECT_EQ(c.filing().risk_lane, Lane::kRed);
  EXPECT_EQ(c.filing().filing_hash, std::string(64, 'b'));
  EXPECT_EQ(c.versions.size(), versions().size());
  EXPECT_EQ(newest_risk().find("as settled by"), std::string::npos) << newest_risk();
  for (const char* harm : {"NS", "PU", "IR"}) contest(filer_, id, harm, 0);
  Case again;
  for (const std::size_t place : {3U, 4U, 5U}) again = must(bo_, id, answer(place));
  EXPECT_EQ(again.filing().risk_lane, Lane::kGreen) << "accepted of what is there now, it counts";
}

TEST_P(Rescoring, AStricterLevelHoldsForLaterVersionsOfTheFirm) {
  const std::string id = accepted();
  contest(ann_, id, "NS", 4);
  must(lead_, id, answer(0));
  contest(filer_, id, "R", 0);
  must(bo_, id, answer(1));
  const Case c = revised(id);
  EXPECT_EQ(c.versions.size(), versions().size());
  EXPECT_NE(newest_risk().find("contest 1 of the case"), std::string::npos) << newest_risk();
  EXPECT_EQ(newest_risk().find("contest 2 of the case"), std::string::npos) << "it was easier";
  const std::size_t before = versions().size();
  must(ann_, id, NoteAdded{"note", false});
  EXPECT_EQ(versions().size(), before) << "once";
}

TEST_P(Rescoring, AnEasierScoreLeavesAnObjectionStanding) {
  const std::string id = accepted();
  must(police_, id, GateAnswered{"public_security", false, zh("存在风险提示")});
  const Case c = harmless(id);
  const auto police = std::find_if(c.gates.begin(), c.gates.end(),
                                   [](const GateStanding& gate) { return gate.gate == "public_security"; });
  ASSERT_NE(police, c.gates.end());
  EXPECT_EQ(police->clears, false);
  must(ann_, id, GateAnswered{"cyberspace", true, {}});
  must(medicine_, id, GateAnswered{"regulator_pharmaceutical", true, {}});
  EXPECT_EQ(refusal(lead_, id, outcome(DecisionKind::kPassed)), "law") << "it alone holds the pass up";
  must(police_, id, GateAnswered{"public_security", true, zh("风险已消除")});
  EXPECT_EQ(refusal(lead_, id, outcome(DecisionKind::kPassed)), "taken");
}

TEST_P(Rescoring, AStricterLevelComesBackWhenTheEasierOneSettledAfterItLapses) {
  const std::string id = accepted();
  contest(ann_, id, "NS", 4);
  must(lead_, id, answer(0));
  contest(filer_, id, "NS", 0);
  must(bo_, id, answer(1));
  EXPECT_NE(newest_risk().find("contest 2 of the case"), std::string::npos) << "of two the later one stands";
  revised(id);
  EXPECT_NE(newest_risk().find("contest 1 of the case"), std::string::npos) << newest_risk();
  EXPECT_EQ(newest_risk().find("contest 2 of the case"), std::string::npos);
  // Stricter than what is computed, and easier than what was settled first: it is of its own version alone.
  contest(filer_, id, "NS", 3);
  must(bo_, id, answer(2));
  EXPECT_NE(newest_risk().find("contest 3 of the case"), std::string::npos) << newest_risk();
  revised(id, 'c');
  EXPECT_NE(newest_risk().find("contest 1 of the case"), std::string::npos) << newest_risk();
}

TEST_P(Rescoring, AContestOfAnEarlierVersionIsNotAcceptedAndScoresNothing) {
  const std::string id = accepted();
  contest(filer_, id, "NS", 0);
  revised(id);
  const std::size_t before = versions().size();
  EXPECT_EQ(refusal(bo_, id, answer(0)), "law");
  must(bo_, id, answer(0, false));
  EXPECT_EQ(versions().size(), before);
}

TEST_P(Rescoring, ADamagedVersionLeavesTheContestOpenAndSaysSo) {
  const std::string id = accepted("f2");
  const FilingVersionRow whole = newest("f2");
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    FilingVersionRow torn = whole;
    ++torn.number;
    torn.document = document_of();  // as of no day
    if (auto done = t.keep_filing_version(torn); !done) return fail(done.error());
    return true;
  }));
  contest(filer_, id, "R", 0);
  const auto refused = try_step(bo_, id, answer(0));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(refused.error().what_zh.empty());
  const auto c = read([&](const DeskReader& r) { return case_from_events(r, Reach::of_whole_desk(), id); });
  ASSERT_TRUE(c);
  EXPECT_FALSE(c->contests[0].answer);
}

// What was found of a credential is kept with the version; a loss is scored beside what persons settled.
TEST_P(Rescoring, ALostCredentialMakesNothingEasierWhateverIsSettled) {
  const std::string id = accepted();
  const Case eased = harmless(id);
  const auto row =
      read([](const DeskReader& r) { return r.newest_filing_version(Reach::of_whole_desk(), "f1"); });
  ASSERT_TRUE(row);
  const FilingDocument newest(row->document);
  CredentialAssurance revoked;
  revoked.grade = EvidenceGrade::kE0;
  revoked.why_not_higher = {{CredentialFault::kRevoked, EvidenceGrade::kE0, {"it was revoked", "已被撤销"}}};
  const LookedUp now{clock_.ms, std::string(64, 'f'), {{"dsm.jwt", revoked}}};
  const std::vector<CredentialLoss> lost{{std::string(64, 'c'), CredentialFault::kRevoked}};
  const auto again = rescored_without(newest, eased, *parts_.filing_grounds, now, lost);
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(again->step.cause, RescoreCause::kCredential);
  EXPECT_EQ(again->step.credentials, lost);
  EXPECT_EQ(again->step.contests, newest.settled()) << "what persons settled stays settled";
  EXPECT_GE(again->step.filing.risk_lane, eased.filing().risk_lane);
  EXPECT_GE(again->step.filing.floor, eased.filing().floor);
  const FilingDocument made(again->document);
  EXPECT_EQ(looked_up_of(made)->found, now.found);
  const auto taken = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
    auto held = hold_case(t, Reach::of_whole_desk(), id);
    if (!held) return fail(held.error());
    return take_score(t, parts_, std::move(*held), *again, clock_.ms);
  });
  ASSERT_TRUE(taken) << taken.error().what;
  ASSERT_FALSE(taken->refused) << taken->refused->says.en;
  EXPECT_EQ(taken->after.lost, lost);
  EXPECT_EQ(taken->after.versions.size(), eased.versions.size() + 1);
  // A later contest is scored by what was found, not by what the paper once proved.
  const auto kept =
      read([](const DeskReader& r) { return r.newest_filing_version(Reach::of_whole_desk(), "f1"); });
  EXPECT_EQ(looked_up_of(FilingDocument(kept->document))->found, now.found);
}

}  // namespace
}  // namespace tidegate::desk
