#include "tidegate/report/list_questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ListQuestion question(std::size_t column, std::string row, std::string id) {
  ListQuestion q;
  q.id = std::move(id);
  q.column = column;
  q.list_id = "zone-1";
  q.row = {std::move(row),   "2024", {"Charging network", "充电网"}, "class", "important", "assessment", "",
           "annex, table 2", "S"};
  q.grade = ListGrade::kType;
  q.reasons = {{"its type agrees", "类型相符"}};
  return q;
}

DataProfile profile() {
  DataProfile p;
  FileProfile file;
  file.path = "data/c.csv";
  for (const char* name : {"a", "b", "c"}) {
    ColumnProfile column;
    column.name = name;
    column.index = file.columns.size();
    file.columns.push_back(column);
  }
  p.files.push_back(file);
  p.lists.questions = {question(0, "1", "id-a"), question(1, "1", "id-b"), question(2, "2", "id-c")};
  p.lists.consulted = {{"zone-1",
                        {"Zone", "区"},
                        "list",
                        "CN",
                        true,
                        "partial",
                        3,
                        "612 fields",
                        {"the rest", "其余"},
                        "unsigned",
                        "612 个字段"}};
  return p;
}

std::string told(const DataProfile& p, Lang lang = Lang::kEn) {
  TextPage page(PageOptions{});
  put_list_questions(page, p, lang, 0);
  return page.take();
}

TEST(ListQuestions, OfOneRowAreToldTogether) {
  const DataProfile p = profile();
  const auto groups = question_groups(p);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(asked_columns(groups[0]).en, "a, b");
  EXPECT_THAT(told(profile()), HasSubstr("id-a id-b"));
}

TEST(ListQuestions, SayWhatOfTheListIsMissingAndThatItIsUnsigned) {
  EXPECT_THAT(told(profile()),
              HasSubstr("zone-1: 3 rows are held of 612 fields; missing: the rest; added, unsigned"));
  EXPECT_THAT(told(profile(), Lang::kZh), HasSubstr("未签名"));
}

TEST(ListQuestions, NeverSayThatDataIsImportantOrClear) {
  EXPECT_THAT(told(profile()), HasSubstr("nothing is declared important here"));
  DataProfile none = profile();
  none.lists.questions.clear();
  EXPECT_TRUE(questions_sentence(none).empty()) << "silence clears nothing";
}

TEST(ListQuestions, OnceAnsweredShowTheFirmsWordsBehindTheOpenOnes) {
  DataProfile p = profile();
  p.lists.questions[0].review = {
      ReviewVerdict::kDismissed, "test bench", "compliance", "2026-11-20", "2027-01-01", {}};
  const auto groups = question_groups(p);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups.back().questions.front()->id, "id-a");
  EXPECT_THAT(told(p), HasSubstr("dismissed on 2026-11-20 by compliance, until 2027-01-01: test bench"));
}

TEST(ListQuestions, AboutWhatIsNotThereAreLeftOut) {
  DataProfile p = profile();
  p.lists.questions[0].file = 9;
  p.lists.questions[1].column = 99;
  EXPECT_EQ(question_groups(p).size(), 1U);
  EXPECT_EQ(asked_column(p, p.lists.questions[0], Lang::kEn), "");
}

}  // namespace
}  // namespace tidegate::report
