#include "tidegate/report/sarif.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/golden_test.h"

namespace tidegate::report {
namespace {

using nlohmann::json;

// What SARIF 2.1.0 asks of a log, as far as this room writes it.
void expect_sarif(const json& log) {
  EXPECT_EQ(log.at("version"), "2.1.0");
  const json& run = log.at("runs").at(0);
  const json& driver = run.at("tool").at("driver");
  EXPECT_TRUE(driver.at("name").is_string());
  std::set<std::string> ids;
  for (const json& rule : driver.at("rules")) {
    EXPECT_TRUE(ids.insert(rule.at("id").get<std::string>()).second) << "a rule twice";
    EXPECT_TRUE(rule.at("shortDescription").at("text").is_string());
  }
  const std::set<std::string> levels{"none", "note", "warning", "error"};
  for (const json& result : run.at("results")) {
    const json& rule = driver.at("rules").at(result.at("ruleIndex").get<std::size_t>());
    EXPECT_EQ(rule.at("id"), result.at("ruleId"));
    EXPECT_TRUE(levels.contains(result.at("level").get<std::string>()));
    EXPECT_EQ(result.value("kind", "fail") == "pass", result.at("level") == "none");
    EXPECT_FALSE(result.at("message").at("text").get<std::string>().empty());
    for (const json& location : result.at("locations")) {
      const json& physical = location.at("physicalLocation");
      const std::string uri = physical.at("artifactLocation").at("uri");
      EXPECT_EQ(uri.find_first_of(" <>\"\\^`{|}#?"), std::string::npos) << uri;
      if (physical.contains("region")) {
        EXPECT_GE(physical["region"].at("startLine").get<int>(), 1);
      }
    }
  }
}

json log_of(const Assessment& assessment, Lang lang = Lang::kEn) {
  return json::parse(assessment_sarif(assessment, lang));
}

TEST(Sarif, SaysTheSameAsItsGoldenFile) {
  expect_golden("rich.sarif", assessment_sarif(rich_assessment(), Lang::kEn));
}

TEST(Sarif, HoldsToTheStandardsEssentials) {
  for (const Assessment& a : {rich_assessment(), bare_assessment(), prohibited_assessment(),
                              free_assessment(), hostile_assessment(), Assessment{}}) {
    expect_sarif(log_of(a));
    expect_sarif(log_of(a, Lang::kZh));
  }
}

TEST(Sarif, AFreeRouteIsAPassAndAStopAnError) {
  const auto route_level = [](const Assessment& a) {
    return log_of(a)["runs"][0]["results"][0]["level"].get<std::string>();
  };
  EXPECT_EQ(route_level(free_assessment()), "none");
  EXPECT_EQ(route_level(rich_assessment()), "error");
  EXPECT_EQ(route_level(bare_assessment()), "error");
  EXPECT_EQ(route_level(prohibited_assessment()), "error");
}

TEST(Sarif, EverySensitiveColumnAndFailedCheckIsAResultAtItsPlace) {
  const json results = log_of(rich_assessment())["runs"][0]["results"];
  std::map<std::string, int> by_rule;
  for (const json& result : results) ++by_rule[result["ruleId"].get<std::string>()];
  EXPECT_EQ(by_rule["TG-COLUMN-SENSITIVE"], 3);
  EXPECT_EQ(by_rule["TG-COLUMN-PERSONAL"], 3);
  EXPECT_EQ(by_rule["TG-COLUMN-SECRET"], 1);
  EXPECT_EQ(by_rule["V04"], 1);
  EXPECT_EQ(by_rule["V01"], 0);  // passes
  EXPECT_EQ(by_rule["V06"], 0);  // not checkable
  for (const json& result : results) {
    if (result["ruleId"] != "V04") continue;
    const json& physical = result["locations"][0]["physicalLocation"];
    EXPECT_EQ(physical["artifactLocation"]["uri"], "examples/clinical-trial/transfer.yaml");
    EXPECT_EQ(physical["region"]["startLine"], 41);
  }
}

TEST(Sarif, AMemberOfAnArchiveIsPlacedAtTheArchive) {
  Assessment a = rich_assessment();
  a.profile->files[1].path = "a b.zip!inner/crm.csv";
  const std::string text = assessment_sarif(a, Lang::kEn);
  EXPECT_NE(text.find("\"uri\": \"a%20b.zip\""), std::string::npos);
  EXPECT_NE(text.find("a b.zip!inner/crm.csv#user.mobile"), std::string::npos);
}

TEST(FileUri, EncodesWhatAUriMayNotHold) {
  EXPECT_EQ(file_uri("data/a b.csv"), "data/a%20b.csv");
  EXPECT_EQ(file_uri("/tmp/数.csv"), "file:///tmp/%E6%95%B0.csv");
  EXPECT_EQ(file_uri("c:x/y.csv"), "./c:x/y.csv");
  EXPECT_EQ(file_uri("50%.csv"), "50%25.csv");
}

}  // namespace
}  // namespace tidegate::report
