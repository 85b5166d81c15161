// forms/*.json: what the console asks. Labels, types and words are those of the format's table;
// TIDEGATE_UPDATE=1 writes them anew. Why a question is asked, its source and its place in the order are
// written by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tidegate/intake/format.h"

namespace tidegate::intake {
namespace {

using json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path kForm = fs::path(TIDEGATE_SOURCE_DIR) / "forms" / "cn-sa-3.json";

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The form's own label: what stands before the table's remarks.
std::string label(std::string_view said, std::string_view semicolon, std::string_view open,
                  std::string_view close) {
  said = said.substr(0, said.find(semicolon));
  const std::size_t remark = said.rfind(open);
  const bool is_cut = remark != std::string_view::npos && said.find(close, remark) == std::string_view::npos;
  return std::string(said.substr(0, said.ends_with(close) || is_cut ? remark : said.size()));
}

std::string type_of(const Shape& shape) {
  switch (shape.kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kCount:
      return "count";
    case Kind::kDate:
      return "date";
    case Kind::kWord:
      return "word";
    case Kind::kCountry:
      return "country";
    case Kind::kUscc:
      return "uscc";
    case Kind::kPersonId:
      return "person_id";
    case Kind::kEmail:
      return "email";
    case Kind::kHost:
      return "host";
    case Kind::kAddress:
      return "address";
    case Kind::kBilingual:
      return "bilingual";
    case Kind::kOneOrList:
      return type_of(*shape.each) == "word" ? "words" : type_of(*shape.each) + "_list";
    case Kind::kList:
    case Kind::kListOrNone:
      return is_mapping(*shape.each) ? "table" : type_of(*shape.each) + "_list";
    default:
      return shape.most > 1000 ? "long_text" : "text";
  }
}

std::span<const Word> words_of(const Shape& shape) {
  return shape.each == nullptr ? shape.words : shape.each->words;
}

std::string needed(Need need) {
  switch (need) {
    case Need::kOptional:
      return "optional";
    case Need::kAlways:
      return "always";
    case Need::kFiled:
      return "filed";
    case Need::kAssessed:
      return "assessed";
  }
  return "";
}

json field_of(const PlacedField& placed, const json& by_hand) {
  const Field& field = *placed.field;
  json out;
  out["pointer"] = placed.pointer;
  out["label"] = {{"en", label(field.en, ";", " (", ")")}, {"zh", label(field.zh, "；", "（", "）")}};
  out["type"] = type_of(*field.shape);
  if (field.shape->most > 0 && words_of(*field.shape).empty()) out["most"] = field.shape->most;
  if (!field.unit.empty()) out["unit"] = field.unit;
  out["needed"] = needed(field.need);
  if (field.is_private) out["private"] = true;
  for (const Word& word : words_of(*field.shape))
    out["words"].push_back({{"word", word.word}, {"says", {{"en", word.en}, {"zh", word.zh}}}});
  out["why"] = by_hand.at("why");
  out["source"] = by_hand.at("source");
  return out;
}

TEST(FormData, HoldsTheLabelsTypesAndWordsOfTheFormat) {
  std::map<std::string, PlacedField> placed;
  for (const PlacedField& field : all_fields()) placed.emplace(field.pointer, field);
  const std::string text = contents(kForm);
  json form = json::parse(text);
  for (json& task : form.at("tasks")) {
    for (json& field : task.at("fields")) {
      const auto at = placed.find(field.at("pointer").get<std::string>());
      ASSERT_NE(at, placed.end()) << field.at("pointer");
      field = field_of(at->second, field);
    }
  }
  const std::string made = form.dump(1) + "\n";
  if (std::getenv("TIDEGATE_UPDATE") != nullptr) std::ofstream(kForm, std::ios::binary) << made;
  EXPECT_TRUE(made == text || std::getenv("TIDEGATE_UPDATE") != nullptr)
      << kForm << " differs from the format's table; TIDEGATE_UPDATE=1 writes it anew";
}

TEST(FormData, AsksWhateverAFilingMayNotLeaveBlank) {
  std::set<std::string> asked;
  const json form = json::parse(contents(kForm));
  for (const json& task : form.at("tasks")) {
    for (const json& field : task.at("fields")) asked.insert(field.at("pointer").get<std::string>());
  }
  for (const PlacedField& placed : all_fields()) {
    const Field& field = *placed.field;
    if (field.need == Need::kOptional || is_mapping(*field.shape)) continue;
    const bool is_list_of_rows = field.shape->each != nullptr && is_mapping(*field.shape->each);
    const auto inner = asked.lower_bound(placed.pointer + "/");
    const bool asks_inside = inner != asked.end() && inner->starts_with(placed.pointer + "/");
    EXPECT_TRUE(asked.count(placed.pointer) > 0 || (is_list_of_rows && asks_inside)) << placed.pointer;
  }
}

TEST(FormData, SaysWhyInBothLanguages) {
  const json form = json::parse(contents(kForm));
  for (const json& task : form.at("tasks")) {
    for (const json& field : task.at("fields")) {
      for (const char* lang : {"en", "zh"}) {
        EXPECT_GT(field.at("why").at(lang).get<std::string>().size(), 8U) << field.at("pointer");
        EXPECT_FALSE(field.at("source").at(lang).get<std::string>().empty()) << field.at("pointer");
      }
    }
  }
}

}  // namespace
}  // namespace tidegate::intake
