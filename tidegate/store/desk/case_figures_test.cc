// What a firm's cases are added up by: out of summaries of every kind, kept beside them, and asked for.
#include "tidegate/store/desk/case_figures.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <limits>

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
    // What no program of ours wrote.
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
            const std::string& state = "submitted", const std::string& route = "SC", bool is_closed = false) {
    must([&](DeskTransaction& t) -> Result<void> {
      if (auto done = t.add_filing(filing("f" + n, kFirst)); !done) return done;
      CaseRow row = a_case("c" + n, kFirst, "f" + n);
      row.summary = summary;
      row.opened_ms = opened_ms;
      row.state = state;
      row.route = route;
      row.is_closed = is_closed;
      row.figures = {"forged", 1, 1, true};
      return t.open_case(row, {}, {});
    });
  }
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

TEST_P(StoredDeskFigures, TellWhatEndedLatelyAndWhatWaits) {
  const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
  const std::string still = R"({"waits_for":"nobody"})";
  two_firms();
  file("1", still, 20, "passed", "EXT");
  EXPECT_FALSE(asked().has_ended || asked().has_waiting || asked().has_stopped);
  file("2", R"({"waits_for":"desk"})", 20, "filed", "EX", true);
  EXPECT_TRUE(asked().has_waiting) << "a contest after the decision too";
  EXPECT_FALSE(asked("c2").has_waiting);
  EXPECT_FALSE(asked({}, 0, kSecond).has_waiting);
  file("3", still, 20, "terminated", "EXT", true);
  EXPECT_TRUE(asked({}, 21).has_ended) << "whenever it was opened";
  EXPECT_FALSE(asked("c3").has_ended);
  EXPECT_EQ(asked().cases, 1);
  for (const char* state : {"refused", "not_accepted", "partly_passed"}) {
    meddle("UPDATE " + schema + "cases SET state = '" + state + "' WHERE id = 'c3'");
    EXPECT_TRUE(asked().has_ended) << state;
  }
  meddle("UPDATE " + schema + "cases SET state = 'passed' WHERE id = 'c3'");
  EXPECT_FALSE(asked().has_ended);
  file("4", R"({"contest_accepted":true,"waits_for":"nobody"})", 20, "filed", "EX", true);
  EXPECT_TRUE(asked().has_ended) << "a person has held it wrong";
  meddle("UPDATE " + schema + "cases SET updated_ms = 0");
  EXPECT_FALSE(asked().has_ended) << "too long ago";
}

TEST_P(StoredDeskFigures, TellOfAPermitThatWasStopped) {
  two_firms();
  file("1", "{}", 20, "passed");
  const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
  meddle(
      "INSERT INTO " + schema +
      "permits (id, case_id, tenant, state, valid_from, valid_until, issued_ms, "
      "statements, version, document) VALUES ('p1', 'c1', 't1', 'active', '2026-01-01', '2029-01-01', 20, 1, "
      "1, '{}')");
  const auto state = [&](int seq, const char* kind, int at_ms) {
    meddle(
        fmt::format("INSERT INTO {}permit_statements (permit, seq, at_ms, kind, document) VALUES ('p1', {}, "
                    "{}, '{}', '{{}}')",
                    schema, seq, at_ms, kind));
  };
  state(1, "active", 20);
  EXPECT_FALSE(asked().has_stopped);
  state(2, "suspended", 9);
  EXPECT_FALSE(asked().has_stopped) << "too long ago";
  state(3, "revoked", 10);
  EXPECT_TRUE(asked().has_stopped);
  EXPECT_FALSE(asked({}, 0, kSecond).has_stopped);
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

INSTANTIATE_TEST_SUITE_P(Both, StoredDeskFigures,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& one) {
                           return std::string(one.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

}  // namespace
}  // namespace tidegate
