#include "tidegate/intake/format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tidegate/intake/json_schema.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate::intake {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path kSource = TIDEGATE_SOURCE_DIR;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

bool is_update() { return std::getenv("TIDEGATE_UPDATE") != nullptr; }

TEST(Format, SaysEveryKeyOnceWithItsMeaningInBothLanguages) {
  std::set<std::string> pointers;
  for (const PlacedField& placed : all_fields()) {
    EXPECT_TRUE(pointers.insert(placed.pointer).second) << placed.pointer;
    EXPECT_FALSE(placed.field->en.empty()) << placed.pointer;
    EXPECT_FALSE(placed.field->zh.empty()) << placed.pointer;
    EXPECT_EQ(placed.field->en.find('|'), std::string_view::npos) << placed.pointer;  // would break a table
  }
  EXPECT_GT(pointers.size(), 300U);
}

TEST(Format, GivesAFactTheSameShapeWhereverItMayStand) {
  std::map<std::string_view, const Shape*> shapes;
  for (const PlacedField& placed : all_fields()) {
    if (placed.field->fact.empty()) continue;
    const auto [at, is_new] = shapes.emplace(placed.field->fact, placed.field->shape);
    EXPECT_EQ(at->second, placed.field->shape) << placed.pointer;
  }
}

// What the labelled cases of the packs state, a declaration can state under the same name.
TEST(Format, CanDeclareEveryFactThatAPackAsks) {
  std::map<std::string, const Field*> known;
  for (const Field* field : all_facts()) known.emplace(field->fact, field);
  int packs = 0;
  for (const auto& folder : fs::directory_iterator(kSource / "rulepacks")) {
    const fs::path path = folder.path() / "pack.json";
    if (!fs::exists(path)) continue;
    ++packs;
    const json pack = json::parse(contents(path));
    for (const json& fact : pack.at("facts")) {
      const std::string id = fact.at("id");
      ASSERT_TRUE(known.count(id)) << path << " asks " << id;
      const Shape& shape = *known.at(id)->shape;
      const std::string type = fact.at("type");
      EXPECT_EQ(type == "bool", shape.kind == Kind::kBool) << id;
      EXPECT_EQ(type == "int", shape.kind == Kind::kCount) << id;
      EXPECT_EQ(type == "date", shape.kind == Kind::kDate) << id;
      const json values = fact.value("values", json::array());
      for (const json& value : values) {
        const auto is = [&](const Word& w) { return w.word == value.get<std::string>(); };
        const bool listed = std::any_of(shape.words.begin(), shape.words.end(), is);
        EXPECT_TRUE(shape.kind == Kind::kSymbol || listed) << id << " = " << value;
      }
    }
  }
  EXPECT_GT(packs, 0);
}

// Facts of a labelled case by their names, null as unknown.
void collect(const json& value, const std::string& name, Facts& out) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) collect(inner, name.empty() ? key : name + "." + key, out);
  } else if (value.is_boolean()) {
    out.set(name, value.get<bool>());
  } else if (value.is_number_integer()) {
    out.set(name, value.get<std::int64_t>());
  } else if (value.is_null()) {
    out.set(name, Unknown{});
  } else if (const auto date = Date::parse(value.get<std::string>()); date) {
    out.set(name, *date);
  } else {
    out.set(name, Symbol{value.get<std::string>()});
  }
}

TEST(Format, ReadsEveryLabelledCaseBackToItsFacts) {
  int cases = 0;
  for (const auto& folder : fs::directory_iterator(kSource / "rulepacks")) {
    std::ifstream lines(folder.path() / "cases" / "routes.jsonl");
    for (std::string line; std::getline(lines, line);) {
      const json labelled = json::parse(line);
      json declared = {{"api_version", "tidegate/v1"}, {"kind", "Transfer"}};
      Facts flow;
      for (const char* part : {"exporter", "recipient", "purpose", "lawful_basis", "facts",
                               "cumulative_before", "earlier_years"}) {
        if (!labelled.contains(part)) continue;
        declared[part] = labelled[part];
        collect(labelled[part], part, flow);
      }
      std::vector<Facts> items;
      for (const json& item : labelled.at("data")) {
        // Rows of a case hold different people; items that state the same would be taken for one row.
        declared["scenario"]["items"].push_back(item);
        declared["scenario"]["items"].back()["group"] = "row " + std::to_string(items.size());
        collect(item, "", items.emplace_back());
      }
      const IntakeOutcome outcome = read_transfer(declared.dump(), "case.json");
      ASSERT_TRUE(outcome.transfer) << labelled["id"]
                                    << list_problems(outcome.problems, "case.json", Lang::kEn);
      for (const auto& [name, value] : flow.all()) {
        const FactValue* read = outcome.transfer->facts.flow.find(name);
        ASSERT_NE(read, nullptr) << labelled["id"] << name;
        EXPECT_EQ(*read, value) << labelled["id"] << name;
      }
      ASSERT_EQ(outcome.transfer->facts.items.size(), items.size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        for (const auto& [name, value] : items[i].all()) {
          const FactValue* read = outcome.transfer->facts.items[i].find(name);
          ASSERT_NE(read, nullptr) << labelled["id"] << name;
          EXPECT_EQ(*read, value) << labelled["id"] << name;
        }
      }
      ++cases;
    }
  }
  EXPECT_GT(cases, 0);
}

// With TIDEGATE_UPDATE=1 in the environment the file is written anew.
TEST(JsonSchema, IsThePublishedFile) {
  const fs::path path = kSource / "api" / "transfer.schema.json";
  if (is_update()) std::ofstream(path, std::ios::binary) << transfer_json_schema();
  EXPECT_EQ(contents(path), transfer_json_schema()) << "run the test once with TIDEGATE_UPDATE=1";
}

std::set<std::string> schema_keys(const json& schema, const std::string& pointer) {
  std::set<std::string> keys;
  const auto add = [&](const json& inner, const std::string& at) { keys.merge(schema_keys(inner, at)); };
  const json properties = schema.value("properties", json::object());
  for (const auto& [key, inner] : properties.items()) {
    keys.insert(pointer + "/" + key);
    add(inner, pointer + "/" + key);
  }
  const json patterns = schema.value("patternProperties", json::object());
  for (const auto& [pattern, inner] : patterns.items()) add(inner, pointer + "/*");
  const json branches = schema.value("oneOf", json::array());
  for (const json& branch : branches) add(branch, pointer);
  if (schema.contains("items")) add(schema["items"], pointer + "/*");
  return keys;
}

TEST(JsonSchema, KnowsTheKeysOfTheReaderAndNoOther) {
  std::set<std::string> ours;
  for (const PlacedField& placed : all_fields()) {
    ours.insert(placed.pointer);
    if (placed.field->shape->kind == Kind::kBilingual) {
      ours.insert(placed.pointer + "/en");
      ours.insert(placed.pointer + "/zh");
    }
  }
  EXPECT_EQ(schema_keys(json::parse(contents(kSource / "api" / "transfer.schema.json")), ""), ours);
}

TEST(ReferencePage, HoldsTheTablesOfTheFormat) {
  const fs::path path = kSource / "docs" / "formats" / "transfer.md";
  const std::string begin = "<!-- tables: begin, made from the program -->\n";
  const std::string end = "<!-- tables: end -->\n";
  std::string page = contents(path);
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find(end);
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  const std::string tables = "\n" + transfer_key_tables();
  if (is_update()) {
    page.replace(from + begin.size(), to - from - begin.size(), tables);
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()), tables)
      << "run the test once with TIDEGATE_UPDATE=1";
}

}  // namespace
}  // namespace tidegate::intake
