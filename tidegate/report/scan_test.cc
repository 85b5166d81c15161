#include "tidegate/report/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/explain.h"
#include "tidegate/report/golden_test.h"

namespace tidegate::report {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

FindingsOf told(const DataProfile& profile) {
  static const std::vector<ScanFinding> kNone;
  return {profile, kNone};
}

ScreenOptions in(Lang lang) { return {lang, {.width = 100}}; }

void expect_to_fit(const std::string& text, int width) {
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    EXPECT_LE(display_width(line), width) << line;
    EXPECT_EQ(printable(line), line);
  }
}

ArticleExplanation article() {
  const Opinion opinion = rich_assessment().opinions[0];
  ArticleExplanation a;
  a.law = "CN";
  a.pack_id = "cn";
  a.pack_version = "2026.11.23";
  a.versions = {opinion.citations[5]};
  a.rules = {
      {"cn.assess.sensitive",
       {"10,000 persons with sensitive information", "1万人敏感个人信息"},
       {{"route: security assessment", "路径：安全评估"}},
       "not exporter.ciio and #pi_sensitive >= $assess_sensitive",
       "route=security_assessment",
       {"cn.volume"},
       {"CN-PPR-2024 art.7(1)(2)"},
       {},
       {{"$assess_sensitive", {"persons with sensitive information", "敏感个人信息人数"}, 10000, {}}}}};
  return a;
}

TEST(Scan, SaysTheSameAsItsGoldenFiles) {
  const DataProfile profile = *rich_assessment().profile;
  expect_golden("scan.en.txt", scan_screen(told(profile), 0, in(Lang::kEn)));
  expect_golden("scan.zh.txt", scan_screen(told(profile), 0, in(Lang::kZh)));
  expect_golden("classify.en.txt", classify_screen(profile, in(Lang::kEn)));
  expect_golden("classify.zh.txt", classify_screen(profile, in(Lang::kZh)));
}

TEST(Scan, JsonHoldsFilesColumnsPersonsAndTotals) {
  const json answer = json::parse(scan_json(told(*rich_assessment().profile)));
  ASSERT_EQ(answer["files"].size(), 2u);
  EXPECT_EQ(answer["files"][0]["persons"], 12400);
  EXPECT_EQ(answer["files"][0]["columns"][1]["type"], "ID.CN_RESIDENT");
  EXPECT_EQ(answer["totals"]["persons"], 94118);
  EXPECT_TRUE(json::accept(scan_json(told(*hostile_assessment().profile))));
}

TEST(Scan, ItsLastLineCountsTheFilesThatCouldNotBeRead) {
  const DataProfile profile = *rich_assessment().profile;
  EXPECT_THAT(scan_screen(told(profile), 1, in(Lang::kEn)), ::testing::HasSubstr("1 file could not be read"));
  EXPECT_THAT(scan_screen(told(profile), 2, in(Lang::kZh)), ::testing::HasSubstr("另有 2 个文件未能读取"));
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)),
              ::testing::Not(::testing::HasSubstr("could not")));
}

TEST(Scan, TablesOfADumpArePartsOfOneFile) {
  DataProfile profile = *rich_assessment().profile;
  profile.files[0].path = "dump.sql!users";
  profile.files[1].path = "dump.sql!orders";
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)),
              ::testing::HasSubstr("2 parts of 1 file scanned"));
  EXPECT_THAT(scan_screen(told(profile), 2, in(Lang::kZh)), ::testing::HasSubstr("1 个文件的 2 个部分"));
  EXPECT_THAT(scan_screen(told(profile), 1, in(Lang::kEn)), ::testing::HasSubstr("read and stands in"));
  EXPECT_THAT(scan_screen(told(profile), 2, in(Lang::kEn)), ::testing::HasSubstr("read and stand in"));
}

TEST(Scan, AMemberIsNotGivenTheSizeOfItsArchiveAndAHintSaysWhereToLook) {
  DataProfile profile = *rich_assessment().profile;
  profile.files.resize(1);
  profile.files[0].path = "a.zip!b.csv";
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)), ::testing::HasSubstr("in a file of"));
  for (ColumnProfile& column : profile.files[0].columns) column.sensitivity = Sensitivity::kPersonal;
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)),
              ::testing::Not(::testing::HasSubstr("catalogue")));
  profile.files[0].columns[0].sensitivity = Sensitivity::kImportant;
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)), ::testing::HasSubstr("catalogue"));
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kZh)), ::testing::HasSubstr("重要数据目录"));
}

TEST(Scan, PersonsThatCannotBeCountedAreNotNone) {
  DataProfile profile = *rich_assessment().profile;
  profile.totals = {};
  for (FileProfile& file : profile.files) file.persons = file.persons_sensitive = file.persons_under14 = 0;
  const std::string screen = scan_screen(told(profile), 0, in(Lang::kEn));
  EXPECT_THAT(screen, ::testing::HasSubstr("how many persons is not known"));
  EXPECT_THAT(screen, ::testing::Not(::testing::HasSubstr("0 distinct persons")));
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kZh)), ::testing::HasSubstr("人数未知"));
}

TEST(Classify, OneLineATableWithThreeDecimals) {
  const std::string lines = classify_json(*rich_assessment().profile);
  std::istringstream stream(lines);
  std::string first;
  ASSERT_TRUE(std::getline(stream, first));
  EXPECT_EQ(first.find("{\"table_csv_path\":\"data/"
                       "检验结果.csv.gz\",\"columns\":[{\"index\":0,\"name\":\"受试者编号\",\"type\":\"MED."
                       "RECORD_NO\",\"p\":0.912,\"subjects\":12400}"),
            0u);
  EXPECT_TRUE(json::accept(first));
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
}

TEST(Scan, WhatHasNoTextIsNotKnownAndNeverNobody) {
  DataProfile profile;
  profile.as_of = "2026-11-20";
  FileProfile pictures;
  pictures.path = "a.pdf";
  pictures.format = "pdf";
  pictures.columns.resize(1);
  pictures.columns[0].name = "text";
  profile.files.push_back(pictures);
  EXPECT_EQ(scan_screen(told(profile), 0, in(Lang::kEn)).find("0 distinct"), std::string::npos);
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)), HasSubstr("how many persons is not known"));
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kZh)), HasSubstr("未读取，内容和人数未知"));
  FileProfile table;
  table.path = "b.csv";
  table.rows = table.persons = profile.totals.persons = 5;
  profile.files.push_back(table);
  EXPECT_THAT(scan_screen(told(profile), 0, in(Lang::kEn)),
              HasSubstr("5 distinct persons in all; what 1 part that was not read holds is not known"));
}

TEST(Explain, SaysTheSameAsItsGoldenFiles) {
  expect_golden("explain.en.txt", explanation_text(rich_assessment(), "", in(Lang::kEn)));
  expect_golden("explain.zh.txt", explanation_text(rich_assessment(), "CN", in(Lang::kZh)));
  expect_golden("article.en.txt", article_text(article(), in(Lang::kEn)));
  expect_golden("article.zh.txt", article_text(article(), in(Lang::kZh)));
}

TEST(Explain, ShowsOnlyTheLawAskedFor) {
  const json one = json::parse(explanation_json(rich_assessment(), "US"));
  ASSERT_EQ(one["opinions"].size(), 1u);
  EXPECT_EQ(one["opinions"][0]["law"], "US");
  EXPECT_EQ(json::parse(explanation_json(rich_assessment(), ""))["opinions"].size(), 2u);
  EXPECT_EQ(explanation_text(rich_assessment(), "US", in(Lang::kEn)).find("cn.assess"), std::string::npos);
}

TEST(Explain, AnArticleComesWithTheRulesThatRestOnIt) {
  const json answer = json::parse(article_json(article()));
  EXPECT_EQ(answer["rules"][0]["then"], "route=security_assessment");
  EXPECT_TRUE(answer["versions"][0]["in_force"]["to"].is_null());
}

TEST(TextAnswers, KeepToTheWidthWhateverTheyName) {
  const Assessment hostile = hostile_assessment();
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    expect_to_fit(scan_screen(told(*hostile.profile), 0, in(lang)), 100);
    expect_to_fit(classify_screen(*hostile.profile, in(lang)), 100);
    expect_to_fit(explanation_text(hostile, "", in(lang)), 100);
  }
}

}  // namespace
}  // namespace tidegate::report
