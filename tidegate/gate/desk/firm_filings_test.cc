#include "tidegate/gate/desk/firm_filings.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/sample_desk_test.h"

namespace tidegate::desk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Finding> not_checkable() {
  Finding finding;
  finding.rule = "V27";
  finding.severity = Severity::kWarns;
  finding.state = CheckState::kNotCheckable;
  return {finding};
}

TEST(FirmFilings, SayWithFiguresThatADeclarationCountsTooFew) {
  FirmFilings held;
  held.filings = 119;
  held.ordinary = 117'810;
  std::vector<Finding> findings = not_checkable();
  check_other_filings(held, {117'810, 0}, findings);
  EXPECT_EQ(findings[0].state, CheckState::kNotCheckable);
  check_other_filings(held, {0, 0, false}, findings);  // data of nobody
  EXPECT_EQ(findings[0].state, CheckState::kNotCheckable);
  check_other_filings(held, {0, 0}, findings);
  EXPECT_EQ(findings[0].state, CheckState::kFails);
  EXPECT_EQ(findings[0].pointer, "/cumulative_before");
  EXPECT_THAT(findings[0].says.en,
              HasSubstr("119 other filings of the firm at the desk count 117,810 persons"));
  EXPECT_THAT(findings[0].says.zh, HasSubstr("119 件"));
  EXPECT_THAT(findings[0].fix.zh, HasSubstr("不得拆分数量"));
}

TEST(FirmFilings, OfWhichOneSaysNoNumberAreSoManyPersonsAtLeast) {
  FirmFilings held;
  held.filings = 2;
  held.ordinary = 7;
  held.is_whole = false;
  std::vector<Finding> findings = not_checkable();
  check_other_filings(held, {100, 100}, findings);
  EXPECT_EQ(findings[0].state, CheckState::kFails);
  EXPECT_THAT(
      findings[0].says.en,
      HasSubstr("this year's 2 other filings of the firm at the desk count at least 7 persons, and do "
                "not all say of how many persons they are; 100 and 100 are declared"));
  EXPECT_THAT(findings[0].says.zh,
              HasSubstr("另行申报 2 件，合计个人信息至少 7 人，其中有申报未说明全部人数；"));
  EXPECT_THAT(findings[0].fix.en, HasSubstr("one of them a lead, have passed it"));
  EXPECT_THAT(findings[0].fix.zh, HasSubstr("作出通过结论之前"));
}

// Of nobody nothing is said: neither that there are none, nor that there are none at least.
TEST(FirmFilings, AreNeverOfAtLeastNobody) {
  for (const std::int64_t ordinary : {0, 1, 7}) {
    for (const std::int64_t sensitive : {0, 1, 7}) {
      for (const std::int64_t filings : {1, 2}) {
        FirmFilings held;
        held.filings = filings;
        held.ordinary = ordinary;
        held.sensitive = sensitive;
        held.is_whole = false;
        std::vector<Finding> findings = not_checkable();
        check_other_filings(held, {100, 100}, findings);
        EXPECT_EQ(findings[0].state, CheckState::kFails);
        const Text& says = findings[0].says;
        EXPECT_EQ(says.en.find("at least 0"), std::string::npos) << says.en;
        EXPECT_EQ(says.zh.find("至少 0"), std::string::npos) << says.zh;
        const bool counts = ordinary + sensitive > 0;
        EXPECT_EQ(says.en.find("at least") != std::string::npos, counts) << says.en;
        EXPECT_EQ(says.zh.find("至少") != std::string::npos, counts) << says.zh;
        EXPECT_THAT(says.en,
                    HasSubstr(filings == 1 ? "does not say of how many" : "do not all say of how many"));
        EXPECT_THAT(says.zh, HasSubstr("未说明全部人数；"));
      }
    }
  }
}

TEST(FirmFilings, OneIsToldInTheSingular) {
  FirmFilings held;
  held.filings = 1;
  held.ordinary = 101;
  std::vector<Finding> findings = not_checkable();
  check_other_filings(held, {100, 100}, findings);
  EXPECT_THAT(findings[0].says.en, HasSubstr("1 other filing of the firm at the desk counts 101 persons"));
}

TEST(FirmFilings, CountsAreGroupedAsEverywhereElse) {
  FirmFilings held;
  held.filings = 2;
  held.sensitive = 21'000;
  std::vector<Finding> findings = not_checkable();
  check_other_filings(held, {0, 16'000}, findings);
  EXPECT_THAT(findings[0].says.en, HasSubstr("21,000 with sensitive data; 0 and 16,000 are declared"));
  EXPECT_THAT(findings[0].says.zh, HasSubstr("敏感个人信息 21,000 人"));
}

TEST(FirmFilings, WhatFailedBeforeStands) {
  FirmFilings held;
  held.sensitive = 1;
  std::vector<Finding> findings = not_checkable();
  findings[0].state = CheckState::kFails;
  findings[0].says = {"by another filing", "与另一申报"};
  check_other_filings(held, {}, findings);
  EXPECT_EQ(findings[0].says.en, "by another filing");
}

TEST(FirmFilings, EachReasonIsASentenceInBothLanguages) {
  EXPECT_THAT(words_of(0), IsEmpty());
  for (const FirmReasons one : {kCountsMore, kHasEnded, kHasStopped, kHasWaiting, kOtherSector}) {
    ASSERT_THAT(words_of(one), SizeIs(1));
    EXPECT_FALSE(words_of(one)[0].en.empty() || words_of(one)[0].zh.empty());
    EXPECT_EQ(words_of(kHasWaiting | one).size(), one == kHasWaiting ? 1U : 2U);
  }
}

// A firm's cases in its rows: how many, and what the summary of each says.
class ManyFilings : public SampleDesk {
 protected:
  FirmFilings held_after(int more, const std::string& summary) {
    const auto added = parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      for (int i = 0; i < more; ++i, ++last_) {
        const std::string filing = fmt::format("many-{}", last_);
        CaseRow row;
        row.id = fmt::format("of-{}", last_);
        row.tenant = TenantId("t2");
        row.filing = filing;
        row.route = "EX";
        row.state = "filed";
        row.summary = summary;
        row.document = "{}";
        row.opened_ms = row.updated_ms = clock_.now_ms();
        FilingRow owner{filing, TenantId("t2"), "submitted", "EX", row.id, "{}", 1, 1, 0, "{}"};
        if (auto done = t.add_filing(owner); !done) return fail(done.error());
        if (auto done = t.open_case(row, {}, {}); !done) return fail(done.error());
      }
      return true;
    });
    EXPECT_TRUE(added) << added.error().what;
    const auto held = parts().store->read(
        [&](const DeskReader& reader) { return firm_filings(reader, TenantId("t2"), {}, clock_.now_ms()); });
    EXPECT_TRUE(held) << held.error().what;
    return *held;
  }
  FirmReasons against(const FirmFilings& held, const CountedBefore& declared, const std::string& sector,
                      const std::set<std::string>& own = {}) {
    const TenantId firm("t2");
    const std::string id = "none";
    const auto why = parts().store->read([&](const DeskReader& reader) {
      return against_by_other_filings(reader, held, {firm, id, sector, own, declared});
    });
    EXPECT_TRUE(why) << why.error().what;
    return *why;
  }
  int last_ = 0;
};

TEST_P(ManyFilings, AndNothingFinishesByRulesOnDoubt) {
  FirmFilings held;
  EXPECT_EQ(against(held, {}, "retail", {"retail"}), 0U);
  held.sectors = {"banking"};
  EXPECT_EQ(against(held, {}, "retail"), 0U) << "years ago";
  held.sectors_lately = {"retail"};
  EXPECT_EQ(against(held, {}, "retail"), 0U);
  EXPECT_EQ(against(held, {}, "banking"), kOtherSector);
  EXPECT_EQ(against({}, {}, "retail", {"banking", "retail"}), kOtherSector) << "a version before";
  held.has_ended = true;
  EXPECT_EQ(against(held, {}, "retail"), kHasEnded);
  held.has_stopped = true;
  held.has_waiting = true;
  EXPECT_EQ(against(held, {}, "retail"), kHasEnded | kHasStopped | kHasWaiting);
  held.is_whole = false;  // one says no number
  EXPECT_EQ(against(held, {1'000'000, 1'000'000}, "retail"),
            kCountsMore | kHasEnded | kHasStopped | kHasWaiting);
}

TEST_P(ManyFilings, OfWhichAPermitIsSuspendedAreHeldWhileItIs) {
  const std::string id = issued();
  const auto is_held = [&](const char* firm) {
    const auto held = parts().store->read(
        [&](const DeskReader& reader) { return firm_filings(reader, TenantId(firm), {}, clock_.now_ms()); });
    return held && held->has_stopped;
  };
  const auto state = [&](const char* kind) {
    return parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      auto row = t.permit(Reach::of_whole_desk(), id);
      if (!row) return fail(row.error());
      row->state = kind;
      PermitStatementRow statement;
      statement.at_ms = clock_.now_ms();
      statement.kind = kind;
      statement.document = "{}";
      if (auto put = t.state_permit(*row, statement); !put) return fail(put.error());
      return true;
    });
  };
  EXPECT_FALSE(is_held("t1"));
  ASSERT_TRUE(state("suspended"));
  EXPECT_TRUE(is_held("t1"));
  EXPECT_FALSE(is_held("t2"));
  clock_.move(400 * 24 * kAnHour);
  EXPECT_TRUE(is_held("t1")) << "it is suspended still";
  ASSERT_TRUE(state("active"));
  EXPECT_FALSE(is_held("t1")) << "it was suspended more than a year ago";
}

TEST_P(ManyFilings, AreAddedUpHoweverManyThereAre) {
  const std::string two = R"({"persons":2,"sensitive_persons":1,"persons_unknown":false,"sector":"retail"})";
  held_after(1, R"({"persons":0,"sensitive_persons":0,"persons_unknown":false,"sector":"banking"})");
  const FirmFilings held = held_after(1200, two);
  EXPECT_EQ(held.filings, 1201);
  EXPECT_EQ(held.ordinary, 2400);
  EXPECT_EQ(held.sensitive, 1200);
  EXPECT_TRUE(held.is_whole);
  EXPECT_THAT(held.sectors, ElementsAre("banking", "retail"));
}

TEST_P(ManyFilings, OfWhichOneSaysNoNumberAreNotCountedWhole) {
  EXPECT_TRUE(held_after(1, R"({"persons":null,"sensitive_persons":null,"persons_unknown":false})").is_whole)
      << "data of nobody";
  EXPECT_FALSE(held_after(1, R"({"persons":null,"sensitive_persons":null,"persons_unknown":true})").is_whole);
}

TEST_P(ManyFilings, OfBeforeTheWordWasWrittenAreKnownByTheirNumber) {
  EXPECT_TRUE(held_after(1, R"({"persons":7,"sensitive_persons":null})").is_whole);
  EXPECT_FALSE(held_after(1, R"({"persons":null,"sensitive_persons":null})").is_whole);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ManyFilings, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, ManyFilings, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
