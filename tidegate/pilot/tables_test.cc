#include "tidegate/pilot/tables.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

Sensitivity class_of(const TypeCode& type) {
  if (type.starts_with("SEC.")) return Sensitivity::kSecret;
  if (type.starts_with("MED.")) return Sensitivity::kSensitive;
  if (type.starts_with("ID.") || type.starts_with("CT.")) return Sensitivity::kPersonal;
  return Sensitivity::kNone;
}

std::vector<LabelledTable> labels(std::string_view jsonl) {
  auto parsed = parse_labelled_tables(jsonl, "tables.jsonl");
  EXPECT_TRUE(parsed.has_value());
  return parsed ? *parsed : std::vector<LabelledTable>();
}

constexpr std::string_view kFour =
    R"({"table_csv_path":"a.csv","rows":9,"columns":[
{"index":0,"name":"n","type":"ID.NAME","sensitivity":"pi"},{"index":1,"name":"p","type":"CT.MOBILE","sensitivity":"pi","also":["CT.PHONE"]},
{"index":2,"name":"d","type":"MED.LAB","sensitivity":"spi"},{"index":3,"name":"x","type":"GEN.NUMBER","sensitivity":"none"}]})";

std::string one_line(std::string_view text) {
  std::string out(text);
  std::erase(out, '\n');
  return out + "\n";
}

TEST(TableScore, CountsTypesFamiliesAndClassesAsByHand) {
  // right, right by `also`, wrong family and not sensitive, wrong within the family.
  const std::vector<PredictedTable> said{
      {"a.csv", {{0, "ID.NAME", 900}, {1, "CT.PHONE", 600}, {2, "GEN.NUMBER", 700}, {3, "GEN.CODE", 400}}}};
  const TableScore score = score_tables(labels(one_line(kFour)), said, class_of);
  EXPECT_EQ(score.columns, 4);
  EXPECT_EQ(score.type_accuracy(), 500'000);
  EXPECT_EQ(score.family_accuracy(), 750'000);
  EXPECT_EQ(score.sensitive.hits, 2);
  EXPECT_EQ(score.sensitive.extra, 0);
  EXPECT_EQ(score.sensitive.missed, 1);
  EXPECT_EQ(score.sensitive.precision(), 1'000'000);
  EXPECT_EQ(score.sensitive.recall(), 666'667);
  // F1: ID.NAME 1, CT.MOBILE 1, MED.LAB 0, GEN.NUMBER 0 (one said for MED.LAB, one missed); GEN.CODE is no
  // label.
  EXPECT_EQ(score.macro_f1(), 500'000);
  ASSERT_EQ(score.errors.size(), 2u);
  EXPECT_EQ(score.errors[0].expected, "MED.LAB");
  EXPECT_EQ(score.errors[1].got, "GEN.CODE");
}

TEST(TableScore, MeasuresCalibrationInTenBins) {
  const std::vector<PredictedTable> said{
      {"a.csv",
       {{0, "ID.NAME", 900}, {1, "CT.MOBILE", 950}, {2, "GEN.NUMBER", 920}, {3, "GEN.NUMBER", 300}}}};
  const TableScore score = score_tables(labels(one_line(kFour)), said, class_of);
  // Bin 9: 2 hits of 3, stated 2.77: gap 0.77. Bin 3: 1 hit, stated 0.3: gap 0.7. (0.77 + 0.7) / 4.
  EXPECT_EQ(score.ece, 367'500);
  // (0.01 + 0.0025 + 0.8464 + 0.49) / 4.
  EXPECT_EQ(score.brier, 337'225);
}

TEST(TableScore, CountsAColumnWithoutPredictionAsText) {
  const TableScore score = score_tables(labels(one_line(kFour)), {}, class_of);
  EXPECT_EQ(score.right, 0);
  EXPECT_EQ(score.right_family, 1);  // GEN.NUMBER and GEN.TEXT
  EXPECT_EQ(score.sensitive.missed, 3);
  EXPECT_EQ(score.ece, 0);
  EXPECT_EQ(score.unread, std::vector<std::string>{"a.csv"});
}

TEST(TableScore, TakesColumnsOfRecordsByNameWhateverTheirOrder) {
  const auto two =
      labels(R"({"table_csv_path":"r","columns":[{"name":"b","type":"ID.NAME","sensitivity":"pi"},)"
             R"({"name":"a","type":"GEN.CODE","sensitivity":"none"}]})");
  const TableScore score = score_tables(
      two, {{"r", {{0, "GEN.CODE", std::nullopt, "a"}, {1, "ID.NAME", std::nullopt, "b"}}}}, class_of);
  EXPECT_EQ(score.right, 2);
  EXPECT_TRUE(score.unread.empty());
}

TEST(TableScore, HoldsARightTypeToTheLabelsOwnClass) {
  const auto child =
      labels(R"({"table_csv_path":"c","columns":[{"name":"b","type":"DM.BIRTH_DATE","sensitivity":"spi"}]})");
  const TableScore score = score_tables(child, {{"c", {{0, "DM.BIRTH_DATE", std::nullopt}}}}, class_of);
  EXPECT_EQ(score.sensitive.hits, 1);
  EXPECT_EQ(score.wrong_class, 0);
}

TEST(TableScore, NamesTheContractsKeys) {
  const std::string json = to_json(score_tables(labels(one_line(kFour)), {}, class_of));
  for (const char* key :
       {"\"columns\":4", "\"type_accuracy\":0.000000", "\"macro_f1\":", "\"sensitive_precision\":",
        "\"sensitive_recall\":", "\"ece\":", "\"by_type\":", "\"errors\":["}) {
    EXPECT_NE(json.find(key), std::string::npos) << key;
  }
}

TEST(LabelledTables, RefusesABrokenLineAndSaysWhich) {
  const auto parsed = parse_labelled_tables("\n{\"table_csv_path\":\"a\"}\n", "t.jsonl");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().where, "t.jsonl:2");
  EXPECT_FALSE(parse_labelled_tables("[1]", "t").has_value());
  EXPECT_FALSE(
      parse_labelled_tables(R"({"table_csv_path":"a","columns":[{"type":"X","sensitivity":"odd"}]})", "t")
          .has_value());
}

}  // namespace
}  // namespace tidegate
