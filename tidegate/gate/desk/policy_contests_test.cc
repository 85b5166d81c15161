#include "tidegate/gate/desk/policy_contests.h"

#include <gmock/gmock.h>

#include <optional>

#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/test_cases.h"

namespace tidegate::desk {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Listed {
  std::vector<std::string> rows;  // "case subject"
  std::string text, next;
};

class PolicyContestList : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (!IsSkipped()) cases_.emplace(parts_);
  }
  Listed list(bool is_open, DeskPageAsk page = {}) {
    const auto text = cases_->policy_contests(page, is_open);
    EXPECT_TRUE(text) << (text ? "" : text.error().what);
    if (!text) return {};
    Listed out{{}, *text, JsonPiece(*text).member("next").string()};
    for (const JsonPiece& row : JsonPiece(*text).member("rows").elements())
      out.rows.push_back(row.member("case").string() + " " + row.member("subject").string());
    return out;
  }
  void contest(const std::string& id, const std::string& subject,
               ContestLevel level = ContestLevel::kPolicy) {
    must(ann_, id, ContestOpened{level, subject, "主张", {}, {}, {}, {}, false});
  }
  void answer(const std::string& id, std::size_t place) {
    must(runner_, id, ContestAnswered{place, false, zh("答复"), {}, {}});
  }

  std::optional<DeskCases> cases_;
};

TEST_P(PolicyContestList, HoldsWhatIsOpenUntilItIsAnsweredAndThenWhatWas) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  EXPECT_THAT(list(true).rows, IsEmpty());
  contest(id, "/scenario/purpose", ContestLevel::kFact);
  EXPECT_THAT(list(true).rows, IsEmpty()) << "a fact is the deciding desk's";
  contest(id, "w.N");
  contest(id, "destinations.SG");
  EXPECT_THAT(list(true).rows, ElementsAre(id + " w.N", id + " destinations.SG"));
  EXPECT_THAT(list(false).rows, IsEmpty());
  answer(id, 1);
  EXPECT_THAT(list(true).rows, ElementsAre(id + " destinations.SG"));
  EXPECT_THAT(list(false).rows, ElementsAre(id + " w.N"));
  answer(id, 2);
  EXPECT_THAT(list(true).rows, IsEmpty());
  EXPECT_THAT(list(false).rows, ElementsAre(id + " w.N", id + " destinations.SG"));
}

TEST_P(PolicyContestList, SaysWhoWhatWhenAndWhyAndNothingThatTheFirmDeclared) {
  const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow)).row.id;
  contest(id, "w.N");
  answer(id, 0);
  const std::string text = list(false).text;
  const JsonPiece row = JsonPiece(text).member("rows").elements().at(0);
  EXPECT_EQ(row.member("route").string(), "SA");
  EXPECT_EQ(row.member("claim").string(), "主张");
  EXPECT_EQ(row.member("owner").string(), "operator");
  EXPECT_EQ(row.member("by").member("account").string(), ann_.id);
  EXPECT_EQ(row.member("by").member("name").string(), ann_.name);
  EXPECT_TRUE(row.member("due_day").is_there());
  EXPECT_EQ(row.member("answer").member("answer").member("zh").string(), "答复");
  for (const std::string_view trace : {"临床", "第一公司", "受试者", "yellow"})
    EXPECT_EQ(text.find(trace), std::string::npos) << trace;
}

TEST_P(PolicyContestList, IsWalkedInPagesThatNeverSplitACase) {
  std::vector<std::string> all;
  for (const char c : {'a', 'b', 'c'}) {
    const std::string id =
        submit(version_of(FilingRoute::kSA, Lane::kYellow, c), document_of(), std::string("f") + c).row.id;
    for (const char* subject : {"w.N", "w.X"}) {
      contest(id, subject);
      all.push_back(id + " " + subject);
    }
  }
  std::vector<std::string> seen;
  std::vector<std::size_t> sizes;
  DeskPageAsk page;
  page.limit = 3;
  do {
    const Listed part = list(true, page);
    sizes.push_back(part.rows.size());
    seen.insert(seen.end(), part.rows.begin(), part.rows.end());
    page.after = part.next;
  } while (!page.after.empty() && sizes.size() < 9);
  EXPECT_THAT(sizes, ElementsAre(2, 2, 2));
  EXPECT_THAT(seen, ::testing::UnorderedElementsAreArray(all));
  page.limit = 1;
  page.after = {};
  EXPECT_EQ(list(true, page).rows.size(), 2U) << "of one case, whole";
  page.limit = 4;
  EXPECT_EQ(list(true, page).rows.size(), 4U);
  page.after = "nonsense";
  EXPECT_EQ(cases_->policy_contests(page, true).error().code, ErrorCode::kMalformed);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, PolicyContestList, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, PolicyContestList, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
