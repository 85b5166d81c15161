#include "tidegate/pilot/list_questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate {
namespace {

TEST(ListScore, CountsByTheLabelsClassAndNamesWhatWasMissed) {
  LabelledTable one{"a.csv", {}};
  for (const Sensitivity s :
       {Sensitivity::kImportant, Sensitivity::kImportant, Sensitivity::kNone, Sensitivity::kPersonal})
    one.columns.push_back({one.columns.size(), "c", "T.T", {}, s});
  const LabelledTable quiet{"b.csv", {{0, "d", "T.T", {}, Sensitivity::kNone}}};
  const LabelledTable unread{"c.csv", {{0, "e", "T.T", {}, Sensitivity::kImportant}}};
  const ListScore score = score_lists({one, quiet, unread}, {{"a.csv", {0, 3}}, {"b.csv", {0}}});
  EXPECT_EQ(score.important.hits, 1);
  EXPECT_EQ(score.important.missed, 2);
  EXPECT_THAT(score.missed, ::testing::ElementsAre("a.csv:1 c", "c.csv:0 e"));
  EXPECT_EQ(score.asked[static_cast<std::size_t>(Sensitivity::kPersonal)], 1);
  EXPECT_EQ(score.quiet_tables, 1);
  EXPECT_EQ(score.quiet_tables_asked, 1);
  EXPECT_THAT(to_json(score), ::testing::HasSubstr("\"recall\": 0.333333"));
}

}  // namespace
}  // namespace tidegate
