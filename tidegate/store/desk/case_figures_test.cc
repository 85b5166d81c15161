// What a firm's cases are added up by: out of summaries of every kind, kept beside them, and asked for.
#include "tidegate/store/desk/case_figures.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <limits>

#include "tidegate/base/json.h"
#include "tidegate/store/case_codec.h"
#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kMost = 1'000'000'000'000;

const struct {
  std::string summary;
  CaseFigures figures;
} kSummaries[] = {
    {R"({"persons":7,"sensitive_persons":3,"persons_unknown":false,"sector":"retail"})",
     {"retail", 7, 3, false}},
    {R"({"persons":7,"sensitive_persons":null,"persons_unknown":true})", {"", 7, 0, true}},
    {R"({"persons":null,"sensitive_persons":null,"persons_unknown":false})", {"", 0, 0, false}},
    // Of before persons_unknown was written.
    {R"({"persons":7,"sensitive_persons":null})", {"", 7, 0, false}},
    {R"({"persons":null,"sensitive_persons":null})", {"", 0, 0, true}},
    {R"({"persons":0,"sensitive_persons":1,"persons_unknown":null})", {"", 0, 1, false}},
    {R"({"persons":1,"persons_unknown":false,"waits_for":"nobody"})", {"", 1, 0, false, false}},
    {R"({"persons":1,"persons_unknown":false,"waits_for":"desk"})", {"", 1, 0, false, true}},
    {R"({"persons":1,"persons_unknown":false,"held_beside":true,"waits_for":"desk"})",
     {"", 1, 0, false, false}},
    {R"({"contest_accepted":true,"persons":1,"persons_unknown":false,"waits_for":"nobody"})",
     {"", 1, 0, false, false, true}},
    // What no program of ours wrote.
    {R"({"contest_accepted":"true","held_beside":1,"persons":1,"persons_unknown":false,"waits_for":7})",
     {"", 1, 0, false}},
    {R"({"persons":"7","sensitive_persons":7.5,"persons_unknown":"false"})", {"", 0, 0, true}},
    {R"({"persons":-7,"sensitive_persons":9223372036854775807,"persons_unknown":false})",
     {"", 0, kMost, false}},
    {R"({"persons":9223372036854775808,"persons_unknown":false})", {}},
    {R"({"persons":1000000000001,"sector":7})", {"", kMost, 0, false}},
    {R"({"persons":1,"sector":"re\u0000tail"})", {"", 1, 0, false}},
    {R"({"persons":1,"sector":")" + std::string(201, 'x') + R"("})", {"", 1, 0, false}},
    {R"({"persons":1,"sector":"\u96f6\u552e"})", {"零售", 1, 0, false}},
    {R"({"persons":7,"persons_unknown":false)", {}},
    {"{}", {}},
    {"[7]", {}},
    {"", {}},
};

TEST(CaseFigures, AreReadOutOfSummariesOfEveryKind) {
  for (const auto& [summary, figures] : kSummaries) EXPECT_EQ(store::figures_of(summary), figures) << summary;
}

class StoredDeskFigures : public StoredDesk {
 protected:
  void file(const std::string& n, const std::string& summary, std::int64_t opened_ms = 20,
            const std::string& state = "submitted", const std::string& route = "SC", bool is_closed = false,
            const std::vector<CaseEventRow>& steps = {}) {
    must([&](DeskTransaction& t) -> Result<void> {
      if (auto done = t.add_filing(filing("f" + n, kFirst)); !done) return done;
      CaseRow row = a_case("c" + n, kFirst, "f" + n);
      row.summary = summary;
      row.opened_ms = opened_ms;
      row.state = state;
      row.route = route;
      row.is_closed = is_closed;
      row.figures = {"forged", 1, 1, true};
      return t.open_case(row, {}, steps);
    });
  }
  static CaseEventRow at(const std::string& kind, std::int64_t at_ms, const std::string& document = "{}") {
    CaseEventRow step = event(kind);
    step.at_ms = at_ms;
    step.document = document;
    return step;
  }
  // A permit of case "c1".
  void issue(const std::string& id, int issued_ms) {
    meddle(fmt::format(
        "INSERT INTO {}permits (id, case_id, tenant, state, valid_from, valid_until, issued_ms, statements, "
        "version, document) VALUES ('{}', 'c1', 't1', 'active', '2026-01-01', '2029-01-01', {}, 0, 1, "
        "'{{}}')",
        schema(), id, issued_ms));
  }
  void state(const std::string& permit, int seq, const std::string& kind, int at_ms) {
    meddle(
        fmt::format("INSERT INTO {}permit_statements (permit, seq, at_ms, kind, document) VALUES ('{}', {}, "
                    "{}, '{}', '{{}}')",
                    schema(), permit, seq, at_ms, kind));
    meddle(fmt::format("UPDATE {}permits SET state = '{}', statements = {} WHERE id = '{}'", schema(), kind,
                       seq, permit));
  }
  static std::string schema() { return GetParam() == store::Dialect::kSqlite ? "" : "tidegate."; }
  FirmCases asked(const std::string& but_of = {}, std::int64_t since_ms = 0, const TenantId& firm = kFirst) {
    const FirmCasesAsk ask{but_of,
                           since_ms,
                           "EXT",
                           {"terminated", "refused", "not_accepted"},
                           {"terminated", "refused", "not_accepted", "partly_passed"},
                           10};
    const auto found = desk_->read([&](const DeskReader& r) { return r.firm_cases(firm, ask); });
    EXPECT_TRUE(found) << found.error().what;
    return found ? *found : FirmCases{};
  }
};

std::string of(std::int64_t persons, std::int64_t sensitive, const std::string& sector) {
  return fmt::format(R"({{"persons":{},"sensitive_persons":{},"persons_unknown":false,"sector":"{}"}})",
                     persons, sensitive, sector);
}

TEST_P(StoredDeskFigures, AreKeptAsTheSummarySaysAndChangeWithIt) {
  two_firms();
  file("1", of(7, 3, "retail"));
  CaseRow row = case_now("c1");
  EXPECT_EQ(row.figures, (CaseFigures{"retail", 7, 3, false}));
  row.summary = of(8, 0, "banking");
  must([&](DeskTransaction& t) { return t.save_case(row, {}, {}); });
  EXPECT_EQ(case_now("c1").figures, (CaseFigures{"banking", 8, 0, false}));
  EXPECT_THAT(desk_->check()->problems, IsEmpty());
  meddle(std::string("UPDATE ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "cases SET persons = 9");
  EXPECT_THAT(desk_->check()->problems, SizeIs(1));
}

TEST_P(StoredDeskFigures, AddUpTheCasesOfAFirmButOne) {
  two_firms();
  EXPECT_EQ(asked().cases, 0);
  EXPECT_THAT(asked().sectors, IsEmpty());
  file("1", of(7, 3, "retail"), 10);
  file("2", of(100, 0, "retail"), 20);
  file("3", of(1000, 5, "banking"), 30);
  file("4", of(1, 1, ""), 30);
  a_firm_files("5", kSecond);
  FirmCases found = asked("c2");
  EXPECT_EQ(found.cases, 3);
  EXPECT_EQ(found.persons, 1008);
  EXPECT_EQ(found.sensitive_persons, 9);
  EXPECT_FALSE(found.persons_unknown);
  EXPECT_THAT(found.sectors, ElementsAre("banking", "retail"));
  found = asked("c3", 20);
  EXPECT_EQ(found.cases, 2);
  EXPECT_EQ(found.persons, 101);
  EXPECT_THAT(found.sectors, ElementsAre("retail")) << "of any time, but of no case that is left out";
  EXPECT_THAT(found.sectors_lately, ElementsAre("retail"));
  EXPECT_THAT(asked("c3", 31).sectors, ElementsAre("retail"));
  EXPECT_TRUE(asked({}, 0, kSecond).persons_unknown);
}

TEST_P(StoredDeskFigures, LeaveOutWhatDoesNotCount) {
  two_firms();
  file("1", of(7, 0, "retail"), 20, "refused");
  file("2", of(7, 0, "retail"), 20, "not_accepted");
  file("3", "{}", 20, "passed", "EXT");
  FirmCases found = asked();
  EXPECT_EQ(found.cases, 0);
  EXPECT_FALSE(found.persons_unknown);
}

TEST_P(StoredDeskFigures, TellWhichSectorsAreOfLate) {
  two_firms();
  file("1", of(1, 0, "banking"), 9);
  file("2", of(1, 0, "retail"), 9);
  file("3", of(1, 0, "retail"), 10);
  EXPECT_THAT(asked().sectors, ElementsAre("banking", "retail"));
  EXPECT_THAT(asked().sectors_lately, ElementsAre("retail"));
  EXPECT_THAT(asked("c3").sectors_lately, IsEmpty());
}

TEST_P(StoredDeskFigures, TellUnderWhichSectorAPersonPassedACase) {
  two_firms();
  const auto passed = [&](const char* sector, const std::string& but_of = {}, const TenantId& firm = kFirst) {
    return *desk_->read([&](const DeskReader& r) { return r.has_passed_by_person(firm, sector, but_of); });
  };
  file("1", of(1, 0, "retail"), 20, "filed", "EX", true, {at("finished_by_rules", 20), at("decided", 20)});
  file("2", of(1, 0, "banking"), 20, "refused", "EX", true, {at("decision_proposed", 20), at("decided", 20)});
  EXPECT_FALSE(passed("retail")) << "by rules";
  EXPECT_FALSE(passed("banking")) << "refused";
  for (const char* state : {"filed", "passed"}) {
    meddle("UPDATE " + schema() + "cases SET state = '" + state + "' WHERE id = 'c2'");
    EXPECT_TRUE(passed("banking")) << state;
  }
  EXPECT_FALSE(passed("banking", "c2"));
  EXPECT_FALSE(passed("retail"));
  EXPECT_FALSE(passed("banking", {}, kSecond));
}

TEST_P(StoredDeskFigures, TellWhatEndedLatelyAndWhatWaits) {
  const std::string still = R"({"waits_for":"nobody"})";
  two_firms();
  file("1", still, 20, "passed", "EXT", true, {at("decided", 20)});
  EXPECT_FALSE(asked().has_ended || asked().has_waiting || asked().has_stopped);
  file("2", R"({"waits_for":"desk"})", 20, "filed", "EX", true);
  EXPECT_TRUE(asked().has_waiting) << "a contest after the decision too";
  EXPECT_FALSE(asked("c2").has_waiting);
  EXPECT_FALSE(asked({}, 0, kSecond).has_waiting);
  file("3", still, 20, "terminated", "EXT", true, {at("withdrawn", 20)});
  EXPECT_TRUE(asked({}, 21).has_ended) << "whenever it was opened";
  EXPECT_FALSE(asked("c3").has_ended);
  EXPECT_EQ(asked().cases, 1);
  for (const char* kind : {"decided", "not_accepted"}) {
    meddle("UPDATE " + schema() + "case_events SET kind = '" + kind + "' WHERE case_id = 'c3'");
    for (const char* state : {"refused", "not_accepted", "partly_passed"}) {
      meddle("UPDATE " + schema() + "cases SET state = '" + state + "' WHERE id = 'c3'");
      EXPECT_TRUE(asked().has_ended) << kind << state;
    }
  }
  meddle("UPDATE " + schema() + "cases SET state = 'passed' WHERE id = 'c3'");
  EXPECT_FALSE(asked().has_ended);
  file("4", R"({"contest_accepted":true,"waits_for":"nobody"})", 20, "filed", "EX", true,
       {at("contest_opened", 20), at("contest_answered", 20)});
  EXPECT_TRUE(asked().has_ended) << "a person has held it wrong";
  meddle("UPDATE " + schema() + "cases SET updated_ms = 0");
  EXPECT_FALSE(asked().has_ended) << "too long ago";
}

TEST_P(StoredDeskFigures, OfAnEndANoteIsNoNewBeginning) {
  two_firms();
  const std::string still = R"({"waits_for":"nobody"})";
  file("1", still, 5, "terminated", "EX", true, {at("withdrawn", 9), at("note_added", 20)});
  file("2", R"({"contest_accepted":true,"waits_for":"nobody"})", 5, "filed", "EX", true,
       {at("contest_opened", 9), at("contest_answered", 9), at("note_added", 20)});
  EXPECT_FALSE(asked().has_ended) << "both ended before, and were noted since";
  meddle("UPDATE " + schema() + "case_events SET at_ms = 10 WHERE case_id = 'c1' AND kind = 'withdrawn'");
  EXPECT_TRUE(asked().has_ended);
  EXPECT_FALSE(asked("c1").has_ended);
  meddle("UPDATE " + schema() +
         "case_events SET at_ms = 10 WHERE case_id = 'c2' AND kind = 'contest_answered'");
  EXPECT_TRUE(asked("c1").has_ended);
}

TEST_P(StoredDeskFigures, TellOfAPermitThatWasStopped) {
  two_firms();
  file("1", "{}", 20, "passed");
  issue("p1", 3);
  state("p1", 1, "active", 3);
  EXPECT_FALSE(asked().has_stopped);
  state("p1", 2, "suspended", 9);
  EXPECT_TRUE(asked().has_stopped) << "long ago, and suspended still";
  EXPECT_FALSE(asked({}, 0, kSecond).has_stopped);
  state("p1", 3, "active", 20);
  EXPECT_FALSE(asked().has_stopped) << "too long ago";
  state("p1", 4, "suspended", 20);
  state("p1", 5, "active", 21);
  EXPECT_TRUE(asked().has_stopped) << "of late, though it is active again";
  meddle("DELETE FROM " + schema() + "permit_statements WHERE seq > 3");
  EXPECT_FALSE(asked().has_stopped);
  state("p1", 4, "revoked", 9);
  EXPECT_FALSE(asked().has_stopped) << "too long ago";
  meddle("UPDATE " + schema() + "permit_statements SET at_ms = 10 WHERE seq = 4");
  EXPECT_TRUE(asked().has_stopped);
  EXPECT_FALSE(asked({}, 0, kSecond).has_stopped);
}

TEST_P(StoredDeskFigures, APermitThatAnotherOfItsCaseReplacedWasNotStopped) {
  two_firms();
  file("1", "{}", 20, "passed");
  issue("p1", 12);
  issue("p2", 20);
  state("p1", 1, "revoked", 20);
  EXPECT_FALSE(asked().has_stopped) << "the case was decided again";
  state("p2", 1, "revoked", 21);
  EXPECT_TRUE(asked().has_stopped) << "the newer one is stopped, not replaced";
  meddle("DELETE FROM " + schema() + "permit_statements WHERE permit = 'p2'");
  EXPECT_FALSE(asked().has_stopped);
  meddle("UPDATE " + schema() + "permit_statements SET at_ms = 19 WHERE permit = 'p1'");
  EXPECT_TRUE(asked().has_stopped) << "before there was another";
  meddle("UPDATE " + schema() + "permit_statements SET at_ms = 19, kind = 'suspended' WHERE permit = 'p1'");
  state("p1", 2, "revoked", 20);
  EXPECT_TRUE(asked().has_stopped) << "what it was suspended for is not undone by another permit";
}

TEST_P(StoredDeskFigures, StayAtTheLargestNumberRatherThanOverflow) {
  two_firms();
  file("1", of(kMost, kMost, "retail"));
  file("2", of(kMost, 999'999, "retail"));
  EXPECT_EQ(asked().persons, 2 * kMost);
  EXPECT_EQ(asked().sensitive_persons, kMost + 999'999);
  meddle(std::string("UPDATE ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "cases SET persons = 9223372036854775807");
  EXPECT_EQ(asked().persons, std::numeric_limits<std::int64_t>::max());
}

TEST_P(StoredDeskFigures, AreFilledInForCasesOfBefore) {
  two_firms();
  int n = 0;
  for (const auto& one : kSummaries) file(fmt::format("{}", n++), one.summary);
  desk_.reset();
  back_to_step_2();
  // More than are read at once.
  meddle(std::string("INSERT INTO ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "cases (id, tenant, filing, route, state, lane, due_day, summary, is_closed, opened_ms, updated_ms, "
         "events, version, document) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
         "< 1001) SELECT 'many' || i, 't2', 'f0', 'SC', 'submitted', '', '', "
         "'{\"persons\":2,\"sector\":\"retail\"}', 0, 20, 20, 0, 1, '{}' FROM n");
  open();
  for (int i = 0; i < n; ++i)
    EXPECT_EQ(case_now(fmt::format("c{}", i)).figures, kSummaries[i].figures) << kSummaries[i].summary;
  const FirmCases found = asked({}, 0, kSecond);
  EXPECT_EQ(found.cases, 1001);
  EXPECT_EQ(found.persons, 2002);
  EXPECT_FALSE(found.persons_unknown);
  EXPECT_THAT(found.sectors, ElementsAre("retail"));
  EXPECT_EQ(case_now("many1").version, 1) << "nobody changed it";
  EXPECT_THAT(desk_->check()->problems, IsEmpty());
}

// As the desk keeps a step of a case.
CaseEventRow kept(std::string kind, const Actor& by, CaseStep step) {
  const CaseEvent event{1, 20, by, std::move(step)};
  return {"", 0, 20, std::move(kind), by.account, by.role, {}, canonical_text(to_json(event))};
}
CaseEventRow contest(const char* role, ContestLevel level) {
  ContestOpened opened;
  opened.level = level;
  opened.claim = "a";
  opened.due = Date::of(2027, 1, 4).value();
  return kept("contest_opened", {"a1", role, "", ""}, opened);
}
CaseEventRow answer(std::size_t place, bool accepted) {
  return kept("contest_answered", {"a2", "officer", "cyberspace", ""},
              ContestAnswered{place, accepted, {"b", "b"}, {}, {}});
}

TEST_P(StoredDeskFigures, OfOlderProgramsAreToldWhatTheStepsSayOfContests) {
  using enum ContestLevel;
  const struct {
    std::vector<CaseEventRow> steps;
    bool waits, contested;
  } cases[] = {
      {{contest("officer", kFact), answer(0, true)}, false, true},
      {{contest("officer", kFact), answer(0, false)}, false, false},
      {{contest("filer", kFact), contest("lead", kMapping), answer(1, true)}, true, true},
      {{contest("filer", kFact), contest("lead", kMapping), answer(0, true)}, true, false},
      {{contest("operator", kPolicy), answer(0, true)}, false, false},
      {{contest("operator", kPolicy)}, false, false},
      {{contest("filer", kOutcome)}, true, false},
      {{contest("filer", kOutcome), kept("review_requested", {"a1", "filer", "", ""}, ReviewRequested{"a"})},
       false,
       false},
      {{at("contest_opened", 20, "no step"), at("contest_answered", 20)}, false, false},
  };
  two_firms();
  int n = 0;
  for (const auto& one : cases) {
    file(fmt::format("{}", n), R"({"persons":1,"title":"a","waits_for":"desk"})", 20, "filed", "EX", true,
         one.steps);
    ++n;
  }
  file("open", R"({"waits_for":"desk"})", 20, "filing_check", "EX", false, {contest("operator", kPolicy)});
  desk_.reset();
  back_to_step_2();
  open();
  for (int i = 0; i < n; ++i) {
    const CaseRow row = case_now(fmt::format("c{}", i));
    EXPECT_EQ(row.figures, (CaseFigures{"", 1, 0, false, cases[i].waits, cases[i].contested})) << i;
    EXPECT_NE(row.summary.find(R"("title":"a")"), std::string::npos);
  }
  EXPECT_TRUE(case_now("copen").figures.waits) << "it is not decided yet";
  EXPECT_THAT(desk_->check()->problems, IsEmpty()) << "summaries say what the figures do";
}

INSTANTIATE_TEST_SUITE_P(Both, StoredDeskFigures,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& one) {
                           return std::string(one.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

}  // namespace
}  // namespace tidegate
