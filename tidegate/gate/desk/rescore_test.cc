#include "tidegate/gate/desk/rescore.h"

#include "tidegate/clearance/lane.h"
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
  const Case proposed = must(bo_, id, outcome(DecisionKind::kPassed));
  EXPECT_FALSE(proposed.is_closed());
  EXPECT_TRUE(proposed.proposal.has_value());
}

TEST_P(Rescoring, HoldsForLaterVersionsOfTheFirm) {
  const std::string id = accepted();
  const Case scored = harmless(id);
  must(ann_, id,
       SupplementAsked{{{"", zh("用途"), zh("不清"), "CN-SAM-2022 art.5", zh("请补充")}}, {}, false});
  FilingVersion again = version_of(FilingRoute::kSA, Lane::kRed, 'b');
  const auto number = static_cast<std::int64_t>(versions().size()) + 1;
  const auto answer = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
    if (auto done = keep(t, "f1", number, little_said()); !done) return fail(done.error());
    auto held = hold_case(t, reach_of(filer_), id);
    if (!held) return fail(held.error());
    return take_step(t, parts_, std::move(*held), actor_of(filer_), FilingRevised{again}, {}, clock_.ms);
  });
  ASSERT_TRUE(answer) << answer.error().what;
  ASSERT_FALSE(answer->refused);
  EXPECT_EQ(answer->after.filing().risk_lane, scored.filing().risk_lane);
  EXPECT_EQ(answer->after.filing().filing_hash, again.filing_hash);
  EXPECT_EQ(answer->after.versions.size(), versions().size());
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

}  // namespace
}  // namespace tidegate::desk
