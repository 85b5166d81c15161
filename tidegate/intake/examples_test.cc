// The worked examples of the repository, as a reader meets them first.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "tidegate/intake/precheck.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/intake/write_transfer.h"

namespace tidegate::intake {
namespace {

namespace fs = std::filesystem;

std::map<std::string, Transfer> examples() {
  std::map<std::string, Transfer> out;
  for (const auto& folder : fs::directory_iterator(fs::path(TIDEGATE_SOURCE_DIR) / "examples")) {
    const fs::path path = folder.path() / "transfer.yaml";
    if (!fs::exists(path)) continue;
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    IntakeOutcome outcome = read_transfer(text.str(), path.string());
    EXPECT_EQ(list_problems(outcome.problems, path.string(), Lang::kEn), "");
    out.emplace(folder.path().filename().string(), outcome.transfer.value_or(Transfer{}));
  }
  return out;
}

TEST(Examples, AreFiveDeclarationsThatReadAndWrite) {
  EXPECT_EQ(examples().size(), 5U);
  for (auto& [name, transfer] : examples()) {
    IntakeOutcome again = read_transfer(write_transfer(transfer, {}), transfer.origin);
    ASSERT_TRUE(again.transfer) << name;
    EXPECT_EQ(*again.transfer, transfer) << name;
  }
}

TEST(Examples, HaveDataOfTheirOwn) {
  for (const auto& [name, transfer] : examples()) {
    ASSERT_FALSE(transfer.data.empty()) << name;
    const fs::path sample = fs::path(transfer.origin).parent_path() / "sample" /
                            fs::path(transfer.data[0].globs.at(0)).filename();
    EXPECT_TRUE(fs::exists(sample)) << sample;
    EXPECT_TRUE(transfer.data[0].item) << name;
  }
}

// Between them they show every rule that a declaration alone can be held to.
TEST(Examples, ExerciseEveryRuleThatADeclarationCanAnswer) {
  const std::map<std::string, std::string> routes{{"clinical-trial", "scc_or_certification"},
                                                  {"crm-export", "scc_or_certification"},
                                                  {"finance", "prohibited"},
                                                  {"hr-to-headquarters", "exempt"},
                                                  {"it-support-remote-access", "undetermined"}};
  std::set<std::string> answered;
  std::set<std::string> failed;
  for (const auto& [name, transfer] : examples()) {
    for (const Finding& f : precheck(transfer, {*Date::of(2026, 11, 20), routes.at(name), nullptr})) {
      if (f.state != CheckState::kNotCheckable) answered.insert(f.rule);
      if (f.state == CheckState::kFails) failed.insert(f.rule);
    }
  }
  // V07 and V27 need papers and other filings; V19 needs a scan.
  for (int rule = 1; rule <= 30; ++rule) {
    const std::string id = std::string(rule < 10 ? "V0" : "V") + std::to_string(rule);
    EXPECT_EQ(answered.count(id) > 0, id != "V07" && id != "V27" && id != "V19") << id;
  }
  for (const char* id :
       {"V02", "V03", "V04", "V06", "V08", "V12", "V17", "V18", "V20", "V24", "V25", "V26", "V30"}) {
    EXPECT_EQ(failed.count(id), 1U) << id;
  }
}

TEST(Examples, HoldTheCompleteFilingToNothing) {
  for (const Finding& f :
       precheck(examples().at("clinical-trial"), {*Date::of(2026, 7, 8), "scc_or_certification", nullptr})) {
    EXPECT_NE(f.state, CheckState::kFails) << f.rule << " " << f.pointer << " " << f.says.en;
  }
}

}  // namespace
}  // namespace tidegate::intake
