#include "tidegate/report/labels.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace tidegate::report {
namespace {

using nlohmann::json;

// The codes of duties, wherever a pack names them: {"duties": ["x"]}, {"standing": ["y"]}, {"duties":
// [{"code": "z"}]}.
void collect_duties(const json& value, std::set<std::string>& codes) {
  if (value.is_array()) {
    for (const json& element : value) collect_duties(element, codes);
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    const bool names = key == "duty" || key == "duties" || key == "standing" || key == "obligations";
    if (names && member.is_array()) {
      for (const json& duty : member) {
        if (duty.is_string()) codes.insert(duty.get<std::string>());
        if (duty.is_object() && duty.contains("code")) codes.insert(duty["code"].get<std::string>());
      }
    }
    collect_duties(member, codes);
  }
}

TEST(Labels, EveryDutyOfThePacksHasWordsInBothLanguages) {
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks")) {
    std::ifstream file(entry.path() / "pack.json");
    if (file) collect_duties(json::parse(file), codes);
  }
  EXPECT_GT(codes.size(), 30U);
  for (const std::string& code : codes) {
    EXPECT_TRUE(has_duty_label(code)) << code;
    EXPECT_NE(duty_label(code).zh, duty_label(code).en) << code;
  }
}

}  // namespace
}  // namespace tidegate::report
