#include "tidegate/report/json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/golden_test.h"

namespace tidegate::report {
namespace {

using nlohmann::json;

bool is_of_type(const json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

// The part of JSON Schema 2020-12 that api/assessment.schema.json uses. Returns the first fault; empty:
// valid.
std::string fault_of(const json& schema, const json& root, const json& value, const std::string& at) {
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"].get<std::string>().substr(8);  // "#/$defs/"
    return fault_of(root["$defs"].at(name), root, value, at);
  }
  if (schema.contains("anyOf")) {
    for (const json& one : schema["anyOf"]) {
      if (fault_of(one, root, value, at).empty()) return "";
    }
    return at + ": none of anyOf";
  }
  if (schema.contains("const") && schema["const"] != value) return at + ": const";
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
    return at + ": " + value.dump() + " is not in the enum";
  }
  if (schema.contains("type")) {
    const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
    if (std::none_of(types.begin(), types.end(),
                     [&](const json& t) { return is_of_type(value, t.get<std::string>()); })) {
      return at + ": " + value.dump().substr(0, 40) + " is no " + types.dump();
    }
  }
  if (value.is_number() && schema.contains("minimum") && value < schema["minimum"])
    return at + ": below the minimum";
  if (value.is_number() && schema.contains("maximum") && value > schema["maximum"])
    return at + ": above the maximum";
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      std::string fault = fault_of(schema["items"], root, value[i], at + "/" + std::to_string(i));
      if (!fault.empty()) return fault;
    }
  }
  if (!value.is_object()) return "";
  for (const json& name : schema.value("required", json::array())) {
    if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.dump();
  }
  for (const auto& [name, member] : value.items()) {
    const json& properties = schema.value("properties", json::object());
    json inner = properties.value(name, schema.value("additionalProperties", json(true)));
    if (inner == false) return at + ": " + name + " is not in the schema";
    if (!inner.is_object()) continue;
    std::string fault = fault_of(inner, root, member, at + "/" + name);
    if (!fault.empty()) return fault;
  }
  return "";
}

std::vector<Assessment> demos() {
  return {rich_assessment(), bare_assessment(), prohibited_assessment(), free_assessment(), Assessment{}};
}

TEST(Json, SaysTheSameAsItsGoldenFile) { expect_golden("rich.json", assessment_json(rich_assessment())); }

TEST(Json, KeepsToThePublishedSchema) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/api/assessment.schema.json");
  const json schema = json::parse(in);
  for (const Assessment& assessment : demos()) {
    EXPECT_EQ(fault_of(schema, schema, json::parse(assessment_json(assessment)), ""), "");
  }
}

TEST(Json, TellsOfItsEntryInTheLogOfEvidence) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/api/assessment.schema.json");
  const json schema = json::parse(in);
  const LoggedRecord entry{7, {}};
  const LoggedRecord none{std::nullopt, {"another process holds the log", "日志正由另一进程使用"}};
  for (const LoggedRecord* logged : {&entry, &none}) {
    json answer = json::parse(assessment_json(rich_assessment(), logged));
    EXPECT_EQ(fault_of(schema, schema, answer, ""), "");
    EXPECT_EQ(answer["evidence"].size(), 1U);
    answer.erase("evidence");
    EXPECT_EQ(answer, json::parse(assessment_json(rich_assessment())));
  }
  EXPECT_EQ(json::parse(assessment_json(rich_assessment(), &entry))["evidence"]["index"], 7);
  EXPECT_EQ(json::parse(assessment_json(rich_assessment(), &none))["evidence"]["why"]["en"],
            "another process holds the log");
}

TEST(Json, TheSchemaRefusesWhatItDoesNotName) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/api/assessment.schema.json");
  const json schema = json::parse(in);
  json answer = json::parse(assessment_json(rich_assessment()));
  answer["opinions"][0]["surprise"] = 1;
  EXPECT_EQ(fault_of(schema, schema, answer, ""), "/opinions/0: surprise is not in the schema");
  answer["opinions"][0].erase("surprise");
  answer["risk"]["lane"] = "purple";
  EXPECT_NE(fault_of(schema, schema, answer, ""), "");
}

TEST(Json, RatiosAreExactDecimals) {
  const std::string text = assessment_json(rich_assessment());
  EXPECT_NE(text.find("\"score\": 0.585549"), std::string::npos);
  EXPECT_NE(text.find("\"inherent\": 0.056200"), std::string::npos);
  EXPECT_NE(text.find("\"p\": 0.912"), std::string::npos);
}

TEST(Json, UnknownIsNullAndNeverFalse) {
  const json answer = json::parse(assessment_json(bare_assessment()));
  EXPECT_TRUE(answer["transfer"]["facts"]["exporter.ciio"].is_null());
  EXPECT_EQ(answer["verdict"]["exit_code"], 3);
}

TEST(Json, SaysNothingOfThePeopleWhoFile) {
  Assessment assessment = rich_assessment();
  assessment.transfer.recipients[0].officer_name = "Erika Mustermann";
  assessment.transfer.recipients[0].phone = "+49-30-0000";
  assessment.transfer.recipients[0].email = "erika@example.invalid";
  DataItem item;
  item.example = "ALT 23 U/L";
  assessment.transfer.items = {item};
  const std::string text = assessment_json(assessment);
  for (const char* value : {"Mustermann", "+49-30", "erika@", "ALT 23"})
    EXPECT_EQ(text.find(value), std::string::npos) << value;
}

TEST(Json, HostileNamesStayStrings) { EXPECT_TRUE(json::accept(assessment_json(hostile_assessment()))); }

}  // namespace
}  // namespace tidegate::report
