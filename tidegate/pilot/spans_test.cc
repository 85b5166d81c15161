#include "tidegate/pilot/spans.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

std::vector<LabelledText> texts(std::string_view jsonl) {
  auto parsed = parse_labelled_texts(jsonl, "spans.jsonl");
  EXPECT_TRUE(parsed.has_value());
  return parsed ? *parsed : std::vector<LabelledText>();
}

constexpr std::string_view kGold =
    "{\"id\":\"1\",\"text\":\"abcdefghij\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"PER\"},{\"start\":5,"
    "\"end\":9,\"label\":\"LOC\"}]}\n"
    "{\"id\":2,\"spans\":[{\"start\":0,\"end\":2,\"label\":\"PER\"}]}\n";

TEST(SpanScore, IsStrictAndMicro) {
  // One exact, one cut short, one with the wrong label at the right place; text 2 has no prediction.
  const auto said = texts(
      "{\"id\":\"1\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"PER\"},{\"start\":5,\"end\":8,\"label\":"
      "\"LOC\"},{\"start\":5,\"end\":9,\"label\":\"PER\"}]}\n");
  const SpanScore score = score_spans(texts(kGold), said, {});
  EXPECT_EQ(score.all.hits, 1);
  EXPECT_EQ(score.all.extra, 2);
  EXPECT_EQ(score.all.missed, 2);
  EXPECT_EQ(score.all.precision(), 333'333);
  EXPECT_EQ(score.all.recall(), 333'333);
  EXPECT_EQ(score.by_label.at("PER").f1(), 500'000);  // 1 hit, 1 extra, 1 missed
  EXPECT_EQ(score.by_label.at("LOC").f1(), 0);
  EXPECT_EQ(score.macro_f1(), 250'000);
  EXPECT_EQ(score.characters, 10);
  EXPECT_EQ(score.characters_found, 8);
}

TEST(SpanScore, CountsOverlappingPredictionsOfACharacterOnce) {
  const auto said = texts(
      "{\"id\":\"1\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"A\"},{\"start\":1,\"end\":2,\"label\":"
      "\"B\"},{\"start\":2,\"end\":4,\"label\":\"C\"}]}\n");
  EXPECT_EQ(score_spans(texts(kGold), said, {}).characters_found, 4);
}

TEST(SpanScore, RenamesAndDropsLabelsOnBothSides) {
  const auto map = parse_label_map(R"({"PER":"ID.NAME","LOC":null})", "m.json");
  ASSERT_TRUE(map.has_value());
  const auto said = texts(
      "{\"id\":\"1\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"ID.NAME\"},{\"start\":5,\"end\":9,"
      "\"label\":\"LOC\"}]}\n");
  const SpanScore score = score_spans(texts(kGold), said, *map);
  EXPECT_EQ(score.all.hits, 1);
  EXPECT_EQ(score.all.extra, 0);
  EXPECT_EQ(score.all.missed, 1);
  EXPECT_EQ(score.by_label.size(), 1u);
}

TEST(SpanScore, GivesAnEmptyAnswerNothing) {
  const SpanScore score = score_spans(texts(kGold), {}, {});
  EXPECT_EQ(score.all.precision(), 0);
  EXPECT_EQ(score.all.f1(), 0);
  EXPECT_EQ(score.all.missed, 3);
}

TEST(SpanScore, NamesTheContractsKeys) {
  EXPECT_EQ(
      to_json(score_spans(texts("{\"id\":1,\"spans\":[{\"start\":0,\"end\":2,\"label\":\"A\"}]}"),
                          texts("{\"id\":1,\"spans\":[{\"start\":0,\"end\":2,\"label\":\"A\"}]}"), {})),
      "{\"precision\":1.000000,\"recall\":1.000000,\"f1\":1.000000,\"macro_f1\":1.000000,\"character_"
      "recall\":1.000000,"
      "\"by_label\":{\"A\":{\"precision\":1.000000,\"recall\":1.000000,\"f1\":1.000000,\"support\":1}}}");
}

// Two of them overflowed the sum of characters.
TEST(LabelledTexts, RefusesASpanThatEndsBeyondAnyText) {
  EXPECT_FALSE(parse_labelled_texts(
      R"({"id": 1, "spans": [{"start": 0, "end": 9223372036854775807, "label": "A"}]})", "f"));
  const auto texts =
      parse_labelled_texts(R"({"id": 1, "spans": [{"start": 0, "end": 4294967296, "label": "A"}]})", "f");
  ASSERT_TRUE(texts);
  std::vector<LabelledText> many;
  for (int i = 0; i < 5000; ++i) {
    many.push_back(texts->front());
    many.back().id = std::to_string(i);
  }
  EXPECT_EQ(score_spans(many, many, {}).character_recall(), 1'000'000);
}

// It was written out by a function that calls itself at every bracket.
TEST(LabelledTexts, RefusesAnIdThatIsNeitherTextNorNumber) {
  const std::string deep = std::string(2'000'000, '[') + std::string(2'000'000, ']');
  EXPECT_FALSE(parse_labelled_texts(R"({"spans": [], "id": )" + deep + "}", "f"));
}

TEST(LabelledTexts, RefusesASpanThatEndsBeforeItStarts) {
  EXPECT_FALSE(
      parse_labelled_texts(R"({"id":1,"spans":[{"start":3,"end":2,"label":"A"}]})", "t").has_value());
  EXPECT_FALSE(parse_labelled_texts("{\"id\":1}", "t").has_value());
  EXPECT_FALSE(parse_label_map("[]", "m").has_value());
  EXPECT_FALSE(parse_label_map(R"({"A":3})", "m").has_value());
}

}  // namespace
}  // namespace tidegate
