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
    {R"({"against_ms":7,"persons":1,"persons_unknown":false,"waits_for":"nobody"})",
     {"", 1, 0, false, false, 7}},
    // What no program of ours wrote.
    {R"({"against_ms":"7","held_beside":1,"persons":1,"persons_unknown":false,"waits_for":7})",
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
    const FirmCasesAsk ask{but_of, since_ms,    "EXT", {"terminated", "refused", "not_accepted"},
                           10,     "2026-11-02"};
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
  file("3", R"({"against_ms":10,"waits_for":"nobody"})", 20, "terminated", "EXT", true);
  EXPECT_TRUE(asked({}, 21).has_ended) << "whenever it was opened";
  EXPECT_FALSE(asked("c3").has_ended);
  EXPECT_FALSE(asked({}, 0, kSecond).has_ended);
  EXPECT_EQ(asked().cases, 1);
  meddle("UPDATE " + schema() + "cases SET state = 'under_review' WHERE id = 'c3'");
  EXPECT_TRUE(asked().has_ended) << "by its moment, in whatever state it is";
  meddle("UPDATE " + schema() + "cases SET against_ms = 9 WHERE id = 'c3'");
  EXPECT_FALSE(asked().has_ended) << "too long ago, whatever was noted since";
}

TEST_P(StoredDeskFigures, TellOfAPermitThatWasStopped) {
  two_firms();
  file("1", "{}", 20, "passed");
  issue("p1", 3);
  state("p1", 1, "active", 3);
  EXPECT_FALSE(asked().has_stopped);
  state("p1", 2, "suspended", 9);
  EXPECT_TRUE(asked().has_stopped) << "long ago, and suspended still";
  for (const char* end : {"2026-11-02", "2025-12-31"}) {
    meddle("UPDATE " + schema() + "permits SET valid_until = '" + end + "'");
    EXPECT_FALSE(asked().has_stopped) << "it would hold no longer";
  }
  meddle("UPDATE " + schema() + "permit_statements SET at_ms = 10 WHERE seq = 2");
  EXPECT_TRUE(asked().has_stopped) << "of late";
  meddle("UPDATE " + schema() + "permit_statements SET at_ms = 9 WHERE seq = 2");
  meddle("UPDATE " + schema() + "permits SET valid_until = '2026-11-03'");
  EXPECT_TRUE(asked().has_stopped) << "on the last day that it would hold";
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
  for (int i = 0; i < n; ++i) {
    CaseFigures figures = kSummaries[i].figures;
    figures.against_ms = 0;  // no step of the case says so
    EXPECT_EQ(case_now(fmt::format("c{}", i)).figures, figures) << kSummaries[i].summary;
  }
  const FirmCases found = asked({}, 0, kSecond);
  EXPECT_EQ(found.cases, 1001);
  EXPECT_EQ(found.persons, 2002);
  EXPECT_FALSE(found.persons_unknown);
  EXPECT_THAT(found.sectors, ElementsAre("retail"));
  EXPECT_EQ(case_now("many1").version, 1) << "nobody changed it";
  EXPECT_THAT(desk_->check()->problems, IsEmpty());
}

// As the desk keeps a step of a case.
CaseEventRow kept(std::int64_t at_ms, const Actor& by, CaseStep step) {
  const CaseEvent event{1, at_ms, by, std::move(step)};
  const std::string kind(name_of(event.step));
  return {"", 0, at_ms, kind, by.account, by.role, {}, canonical_text(to_json(event))};
}
const Actor kFilers{"a1", "filer", "", ""};
CaseEventRow contest(const char* role, ContestLevel level) {
  ContestOpened opened;
  opened.level = level;
  opened.claim = "a";
  opened.due = Date::of(2027, 1, 4).value();
  return kept(20, {"a1", role, "", ""}, opened);
}
CaseEventRow answer(std::size_t place, bool accepted, std::int64_t at_ms = 20) {
  return kept(at_ms, {"a2", "officer", "cyberspace", ""},
              ContestAnswered{place, accepted, {"b", "b"}, {}, {}});
}
CaseEventRow accepted(std::size_t place, const char* account, const char* role) {
  return kept(20, {account, role, "cyberspace", ""}, ContestAnswered{place, true, {"b", "b"}, {}, {}});
}
CaseEventRow decided(DecisionKind kind, std::int64_t at_ms = 20) {
  CaseDecided step;
  step.decision.kind = kind;
  step.decision.decided_on = Date::of(2026, 11, 2).value();
  step.decision.steps.push_back({{"a2", "officer", "cyberspace", ""}, "proposes", at_ms});
  if (kind != DecisionKind::kPassed) step.decision.reasons = {"b", "b"};
  return kept(at_ms, {"a2", "officer", "cyberspace", ""}, step);
}
CaseEventRow review() { return kept(20, kFilers, ReviewRequested{"a"}); }

TEST_P(StoredDeskFigures, OfOlderProgramsAreToldWhatTheStepsSay) {
  using enum ContestLevel;
  using enum DecisionKind;
  const CaseEventRow withdrawn = kept(21, kFilers, FilingWithdrawn{{"a", "a"}});
  const CaseEventRow not_accepted =
      kept(21, {"a2", "officer", "cyberspace", ""}, FilingNotAccepted{{"a", "a"}});
  const struct {
    std::vector<CaseEventRow> steps;
    bool waits;
    std::int64_t against_ms;
  } cases[] = {
      {{contest("officer", kFact), answer(0, true)}, false, 20},
      {{contest("officer", kFact), answer(0, false)}, false, 0},
      {{contest("officer", kFact), answer(0, true), contest("filer", kFact), answer(1, false, 90)},
       false,
       20},
      {{contest("officer", kFact), answer(0, true), contest("filer", kFact), answer(1, true, 90)}, false, 20},
      {{contest("filer", kFact), contest("lead", kMapping), answer(1, true)}, true, 20},
      {{contest("filer", kFact), contest("lead", kMapping), answer(0, true)}, true, 0},
      {{contest("operator", kPolicy), answer(0, true)}, false, 0},
      {{contest("operator", kPolicy)}, false, 0},
      {{contest("filer", kOutcome)}, true, 0},
      {{contest("filer", kOutcome), review()}, false, 0},
      {{at("contest_opened", 20, "no step"), at("contest_answered", 20)}, false, 0},
      {{decided(kPassed)}, false, 0},
      {{decided(kPartlyPassed)}, false, 20},
      {{decided(kTerminated)}, false, 20},
      {{withdrawn}, false, 21},
      {{not_accepted}, false, 21},
      {{not_accepted, contest("filer", kOutcome), answer(0, true)}, false, 0},
      {{not_accepted, contest("filer", kOutcome), answer(0, false)}, false, 21},
      // What two persons refused one answer does not take back.
      {{decided(kRefused), contest("filer", kOutcome), answer(0, true)}, false, 20},
      // Two do, one of them a lead, whoever is first; neither one twice, nor two without a lead.
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a3", "officer"),
        contest("filer", kOutcome), accepted(1, "a4", "lead")},
       false,
       0},
      {{decided(kTerminated), contest("filer", kOutcome), accepted(0, "a4", "lead"),
        contest("filer", kOutcome), accepted(1, "a3", "officer")},
       false,
       0},
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a4", "lead"), contest("filer", kOutcome),
        accepted(1, "a4", "lead")},
       false,
       20},
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a3", "officer"),
        contest("filer", kOutcome), accepted(1, "a5", "officer")},
       false,
       20},
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a3", "officer"),
        contest("filer", kOutcome), accepted(1, "a5", "officer"), contest("filer", kOutcome),
        accepted(2, "a4", "lead")},
       false,
       0},
      // Of the outcome alone, by the firm alone, and of what was decided before.
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a3", "officer"), contest("filer", kFact),
        accepted(1, "a4", "lead")},
       false,
       20},
      {{decided(kRefused), contest("filer", kOutcome), accepted(0, "a3", "officer"), review(),
        decided(kRefused, 30), accepted(0, "a4", "lead")},
       false,
       30},
      {{contest("filer", kOutcome), accepted(0, "a3", "officer"), decided(kRefused, 30),
        contest("filer", kOutcome), accepted(1, "a4", "lead")},
       false,
       30},
      {{withdrawn, contest("filer", kOutcome), accepted(0, "a3", "officer"), contest("filer", kOutcome),
        accepted(1, "a4", "lead")},
       false,
       21},
      {{withdrawn, contest("filer", kOutcome), answer(0, true)}, false, 21},
      {{decided(kRefused), contest("filer", kOutcome), review()}, false, 20},
      {{decided(kRefused), contest("filer", kOutcome), review(), decided(kPassed, 30)}, false, 0},
      {{decided(kRefused), contest("filer", kOutcome), review(), decided(kRefused, 30), answer(0, true)},
       false,
       30},
  };
  two_firms();
  int n = 0;
  for (const auto& one : cases) {
    file(fmt::format("{}", n), R"({"persons":1,"title":"a","waits_for":"desk"})", 20, "filed", "EX", true,
         one.steps);
    ++n;
  }
  file("open", R"({"waits_for":"desk"})", 20, "filing_check", "EX", false, {contest("operator", kPolicy)});
  const auto holds = [&] {
    for (int i = 0; i < n; ++i) {
      const CaseRow row = case_now(fmt::format("c{}", i));
      EXPECT_EQ(row.figures, (CaseFigures{"", 1, 0, false, cases[i].waits, cases[i].against_ms})) << i;
      EXPECT_NE(row.summary.find(R"("title":"a")"), std::string::npos);
      EXPECT_EQ(row.summary.find("contest_accepted"), std::string::npos);
    }
    EXPECT_TRUE(case_now("copen").figures.waits) << "it is not decided yet";
    EXPECT_THAT(desk_->check()->problems, IsEmpty()) << "summaries say what the figures do";
  };
  desk_.reset();
  back_to_step_2();
  open();
  holds();
  desk_.reset();
  back_to_step_3();
  meddle("UPDATE " + schema() +
         "cases SET contested = 1, summary = '{\"against_ms\":1,\"contest_accepted\":true,\"persons\":1,"
         "\"title\":\"a\",\"waits_for\":\"desk\"}' WHERE id <> 'copen'");
  open();
  holds();
}

INSTANTIATE_TEST_SUITE_P(Both, StoredDeskFigures,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& one) {
                           return std::string(one.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

}  // namespace
}  // namespace tidegate
