#include <gmock/gmock.h>

#include <optional>

#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/test_cases.h"

namespace tidegate::desk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Calendar : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (!IsSkipped()) cases_.emplace(parts_);
  }
  // Lines joined again, as a reader does.
  std::string of(const DeskAccount& who, const CalendarBounds& bounds, Lang lang = Lang::kEn) {
    const auto text = cases_->calendar_of_all({who, {}}, lang, bounds);
    EXPECT_TRUE(text) << (text ? "" : text.error().what);
    std::string out = text ? *text : std::string();
    for (std::size_t at = 0; (at = out.find("\r\n ", at)) != std::string::npos;) out.erase(at, 3);
    return out;
  }
  // Cases whose days follow one another, the nearest last.
  std::vector<std::string> three_cases() {
    std::vector<std::string> ids;
    const std::int64_t at = clock_.ms;
    for (const int days : {14, 7, 0}) {
      clock_.ms = at + days * 86'400'000LL;
      const auto version = version_of(FilingRoute::kSA, Lane::kYellow, static_cast<char>('a' + days % 6));
      ids.push_back(submit(version, document_of(), "f" + std::to_string(days)).row.id);
    }
    return ids;
  }
  void add_draft(const std::string& id) {
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      FilingRow row;
      row.id = id;
      row.tenant = TenantId("t1");
      row.state = "draft";
      row.route = "SC";
      row.summary = "{}";
      row.created_ms = row.updated_ms = clock_.ms;
      row.document = R"({"declaration":{}})";
      if (auto done = t.add_filing(row); !done) return fail(done.error());
      return true;
    }));
  }

  std::optional<DeskCases> cases_;
};

TEST_P(Calendar, HoldsEveryCaseWhereThereIsRoomAndSaysNothingElse) {
  const auto ids = three_cases();
  for (const DeskAccount* who : {&filer_, &ann_}) {
    const std::string text = of(*who, {});
    for (const std::string& id : ids) EXPECT_THAT(text, HasSubstr("UID:" + id + "-"));
    EXPECT_THAT(text, Not(HasSubstr("left_out")));
  }
  // As many as there is room for is not too many.
  EXPECT_THAT(of(filer_, {3, 3, 0}), Not(HasSubstr("left_out")));
}

TEST_P(Calendar, HoldsTheNearestDaysAndTellsHowManyCasesItLeavesOut) {
  const auto ids = three_cases();
  for (const DeskAccount* who : {&filer_, &ann_}) {
    const std::string text = of(*who, {10, 2, 2});
    EXPECT_THAT(text, Not(HasSubstr("UID:" + ids[0] + "-"))) << "the day that is farthest off";
    EXPECT_THAT(text, HasSubstr("UID:" + ids[1] + "-"));
    EXPECT_THAT(text, HasSubstr("UID:" + ids[2] + "-"));
    EXPECT_THAT(text, HasSubstr("UID:calendar-left_out-1@tidegate"));
    EXPECT_THAT(text, HasSubstr("SUMMARY:Not all deadlines: 1 cases and 0 drafts are not in this calendar"));
    EXPECT_THAT(of(*who, {10, 2, 2}, Lang::kZh), HasSubstr("本日历未列入的有 1 个项目、0 份草稿"));
  }
  EXPECT_THAT(of(filer_, {2, 2, 2}), HasSubstr("more than 0 cases")) << "a list that was not read to its end";
}

TEST_P(Calendar, TellsHowManyDraftsItLeavesOut) {
  for (const char* id : {"d1", "d2", "d3"}) add_draft(id);
  EXPECT_THAT(of(filer_, {10, 10, 3}), Not(HasSubstr("left_out")));
  EXPECT_THAT(of(filer_, {10, 10, 1}), HasSubstr("0 cases and 2 drafts are not in this calendar"));
  EXPECT_THAT(of(stranger_, {10, 10, 1}), Not(HasSubstr("left_out"))) << "of another firm";
  EXPECT_THAT(of(ann_, {10, 10, 1}), Not(HasSubstr("left_out"))) << "drafts are the firm's";
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Calendar, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Calendar, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
