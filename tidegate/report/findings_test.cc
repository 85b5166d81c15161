#include "tidegate/report/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tidegate::report {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

DataProfile profile() {
  DataProfile p;
  p.as_of = "2026-11-20";
  FileProfile log;
  log.path = "logs/a b.log";
  log.format = "log";
  log.encoding = "utf-8";
  log.columns.resize(1);
  FileProfile table;
  table.path = "x.zip!crm.csv";
  table.format = "zip.csv";
  table.columns.resize(1);
  table.columns[0].name = "card";
  p.files = {log, table};
  p.type_names = {{"CT.MOBILE", {"mobile number", "手机号码"}}, {"FIN.CARD", {"payment card", "银行卡号"}}};
  return p;
}

std::vector<ScanFinding> findings() {
  ScanFinding line;
  line.id = std::string(32, 'a');
  line.path = "logs/a b.log";
  line.type = "CT.MOBILE";
  line.sensitivity = Sensitivity::kPersonal;
  line.line = 12;
  ScanFinding known = line;
  known.id = std::string(32, 'b');
  known.line = 13;
  known.state = FindingState::kKnown;
  known.reason = "invented";
  ScanFinding column;
  column.id = std::string(32, 'c');
  column.file = 1;
  column.path = "x.zip!crm.csv";
  column.column = 0;
  column.type = "FIN.CARD";
  column.sensitivity = Sensitivity::kSensitive;
  column.state = FindingState::kExpired;
  column.reason = "moves out";
  column.until = "2026-11-01";
  return {line, known, column};
}

TEST(Findings, SarifTellsWhatNoBaselineHides) {
  const DataProfile p = profile();
  const auto found = findings();
  const BaselineSums sums{1, 1, {{"gone", "已消失"}}};
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const json log = json::parse(scan_sarif({p, found, &sums}, {}, "tidegate 1.2.3", lang));
    const json& run = log.at("runs").at(0);
    EXPECT_EQ(run.at("tool").at("driver").at("version"), "1.2.3");
    const json& results = run.at("results");
    ASSERT_EQ(results.size(), 2u);
    for (const json& result : results) {
      const json& rule =
          run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>());
      EXPECT_EQ(rule.at("id"), result.at("ruleId"));
    }
    const json& line = results[0].at("locations").at(0).at("physicalLocation");
    EXPECT_EQ(line.at("artifactLocation").at("uri"), "logs/a%20b.log");
    EXPECT_EQ(line.at("region").at("startLine"), 12);
    EXPECT_EQ(results[0].at("level"), "note");
    EXPECT_EQ(results[0].at("partialFingerprints").at("tidegateFinding/v1"), std::string(32, 'a'));
    const json& member = results[1].at("locations").at(0);
    EXPECT_EQ(member.at("physicalLocation").at("artifactLocation").at("uri"), "x.zip");
    EXPECT_FALSE(member.at("physicalLocation").contains("region"));
    EXPECT_EQ(member.at("logicalLocations").at(0).at("fullyQualifiedName"), "x.zip!crm.csv#card");
    EXPECT_EQ(results[1].at("level"), "warning");
    EXPECT_THAT(results[1].at("message").at("text").get<std::string>(), HasSubstr("2026-11-01"));
    EXPECT_EQ(run.at("properties").at("baseline").at("known"), 1);
  }
}

TEST(Findings, SarifTellsNotesAndWhatCouldNotBeRead) {
  DataProfile p = profile();
  p.notes = {{"left out", "未读取"}};
  p.files[0].path = "./logs/a b.log";
  p.files[0].notes = {{"long lines were split", "过长的行被切分"}};
  const auto found = findings();
  const std::vector<Error> failed{{ErrorCode::kMalformed, "it is cut short", "x.gz", "文件不完整"}};
  const json run = json::parse(scan_sarif({p, found}, failed, "tidegate 0", Lang::kEn)).at("runs").at(0);
  const json& invocation = run.at("invocations").at(0);
  EXPECT_FALSE(invocation.at("executionSuccessful").get<bool>());
  const json& told = invocation.at("toolExecutionNotifications");
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0].at("level"), "error");
  EXPECT_EQ(told[0].at("message").at("text"), "x.gz: it is cut short");
  EXPECT_EQ(told[1].at("message").at("text"), "left out");
  const json& place = told[2].at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "logs/a%20b.log");
  EXPECT_THAT(scan_sarif({p, found}, failed, "tidegate 0", Lang::kZh), HasSubstr("x.gz: 文件不完整"));
  p.files[0].notes.resize(2000);
  const json many = json::parse(scan_sarif({p, found}, {}, "tidegate 0", Lang::kEn)).at("runs").at(0);
  EXPECT_TRUE(many.at("invocations").at(0).at("executionSuccessful").get<bool>());
  EXPECT_EQ(many.at("invocations").at(0).at("toolExecutionNotifications").size(), 1001U);
}

TEST(Findings, TheScreenNamesWhatIsNewExpiredAndStale) {
  const DataProfile p = profile();
  const auto found = findings();
  const BaselineSums sums{1, 1, {{"gone entry", "已消失"}}};
  TextPage page({.width = 100});
  put_findings(page, {p, found, &sums}, Lang::kEn, 10);
  const std::string text = page.take();
  EXPECT_THAT(text, HasSubstr("line 12"));
  EXPECT_THAT(text, Not(HasSubstr("line 13")));
  EXPECT_THAT(text, HasSubstr("ended on 2026-11-01:"));
  EXPECT_THAT(text, HasSubstr("gone entry"));
  put_findings(page, {p, found, &sums}, Lang::kZh, 1);
  EXPECT_THAT(page.take(), HasSubstr("另有 1 项"));
}

TEST(Findings, JsonHoldsAllWithTheirState) {
  const DataProfile p = profile();
  const auto found = findings();
  JsonWriter writer;
  write_findings(writer, {p, found});
  const json all = json::parse(writer.take());
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0]["line"], 12);
  EXPECT_EQ(all[1]["state"], "known");
  EXPECT_EQ(all[2]["name"], "card");
  EXPECT_EQ(all[2]["until"], "2026-11-01");
}

}  // namespace
}  // namespace tidegate::report
