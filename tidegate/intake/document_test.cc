#include "tidegate/intake/document.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

namespace tidegate::intake {
namespace {

using nlohmann::json;

// The tree as nlohmann's value: numbers and literals by its own reading of their text.
json value_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return nullptr;
    case Node::Kind::kScalar:
      return node.quoted ? json(node.text) : json::parse(node.text);
    case Node::Kind::kList: {
      json list = json::array();
      for (const Node& child : node.children) list.push_back(value_of(child));
      return list;
    }
    case Node::Kind::kMap: {
      json map = json::object();
      for (std::size_t i = 0; i < node.keys.size(); ++i) map[node.keys[i].name] = value_of(node.children[i]);
      return map;
    }
  }
  return nullptr;
}

void expect_same_verdict(const std::string& text) {
  const json theirs = json::parse(text, nullptr, false);
  const Document ours = read_json(text);
  // Ours refuses NUL in strings and nesting beyond kDeepest; these texts hold neither.
  const bool same_verdict = ours.problems.empty() == !theirs.is_discarded();
  RC_ASSERT(same_verdict);
  const bool same_value = theirs.is_discarded() || value_of(ours.root) == theirs;
  RC_ASSERT(same_value);
}

// To be called within a property: draws from its generators.
std::string any_json(int depth) {
  static const std::vector<std::string> kLeaves{"0",           "-0",      "12",
                                                "-1.5e+3",     "true",    "false",
                                                "null",        "\"\"",    "\"a\\n\\u00e9\\ud83d\\ude00\"",
                                                "\"数据\"",    "01",      "1.",
                                                ".5",          "\"\\x\"", "tru",
                                                "\"\\ud83d\"", "'a'",     "\"\t\""};
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 3);
  if (kind == 0) {
    const bool good = *rc::gen::inRange(0, 20) > 0;
    return kLeaves[static_cast<std::size_t>(
        *rc::gen::inRange(0, good ? 10 : static_cast<int>(kLeaves.size())))];
  }
  std::string out;
  const int members = *rc::gen::inRange(0, 4);
  for (int i = 0; i < members; ++i) {
    if (i > 0) out += " ,\n";
    if (kind == 1) out += "\"k" + std::to_string(i) + "\": ";
    out += any_json(depth - 1);
  }
  return kind == 1 ? "{" + out + "}" : "[" + out + "]";
}

TEST(ReadJson, AgreesWithAnIndependentReaderOnWhatIsJsonAndWhatItSays) {
  EXPECT_TRUE(rc::check("texts that are nearly JSON", [] {
    std::string text = any_json(3);
    if (*rc::gen::inRange(0, 3) == 0 && !text.empty()) {  // one octet dropped
      text.erase(static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size()))), 1);
    }
    // Broken UTF-8 is refused before either reader sees it.
    const Document whole = read_document(text, "a.json");
    const bool utf8 = whole.problems.empty() || whole.problems[0].says.en.find("UTF-8") == std::string::npos;
    RC_PRE(utf8);
    expect_same_verdict(text);
  }));
}

TEST(ReadDocument, TakesTheFormatFromTheNameAndElseFromTheFirstCharacter) {
  EXPECT_TRUE(read_document("{\"a\": 1}", "x.JSON").is_json);
  EXPECT_TRUE(read_document(" {\"a\": 1}", "stdin").is_json);
  EXPECT_FALSE(read_document("{a: 1}", "x.yaml").is_json);
  EXPECT_FALSE(read_document("a: 1", "stdin").is_json);
  EXPECT_TRUE(read_document("\xEF\xBB\xBF{\"a\": 1}", "x.json").problems.empty());
}

TEST(ReadYaml, KeepsPlacesKeysAndQuotes) {
  const Document d = read_yaml("a: x\n甲:\n  - \"1\"\n  - |\n    block\n? b\n: 2\n");
  ASSERT_TRUE(d.problems.empty());
  ASSERT_EQ(d.root.keys.size(), 3U);
  EXPECT_EQ(d.root.keys[1].name, "甲");
  EXPECT_EQ(d.root.keys[1].line, 2);
  EXPECT_FALSE(d.root.children[0].quoted);
  EXPECT_EQ(d.root.children[0].column, 4);
  EXPECT_TRUE(d.root.children[1].children[0].quoted);
  EXPECT_EQ(d.root.children[1].children[1].text, "block\n");
  EXPECT_EQ(d.root.find("b")->text, "2");
  EXPECT_EQ(place_of(d.root, "/甲/1"), std::pair(4, 5));
  EXPECT_EQ(place_of(d.root, "/甲/7/x"), std::pair(3, 3));
}

TEST(ReadYaml, SaysInBothLanguagesWhatIsWrong) {
  for (const char* text : {"a: [1", "a: {b: 1", "a: b: c", "\ta: 1", "a: \"x", "a: \"\\q\"", "a: *b", "a: @x",
                           "- a\nb: 1", "a: ]"}) {
    const Document d = read_yaml(text);
    ASSERT_EQ(d.problems.size(), 1U) << text;
    EXPECT_FALSE(d.problems[0].says.zh.empty());
    EXPECT_GE(d.problems[0].line, 1) << text;
  }
}

}  // namespace
}  // namespace tidegate::intake
