#include "tidegate/intake/edit_tree.h"

#include <gtest/gtest.h>

#include "tidegate/intake/read_transfer.h"

namespace tidegate::intake {
namespace {

Node text(std::string_view value) {
  Node node;
  node.kind = Node::Kind::kScalar;
  node.text = value;
  node.quoted = true;
  return node;
}
Node parsed(std::string_view json) { return read_json(json).root; }
const Node& at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  EXPECT_NE(found, nullptr) << key;
  static const Node kNone;
  return found == nullptr ? kNone : *found;
}

TEST(EditTree, MakesWhatIsMissingOnTheWay) {
  Node root = parsed("{}");
  EXPECT_FALSE(set_value(root, "/scenario/items/0/name", text("编号")));
  EXPECT_FALSE(set_value(root, "/scenario/items/-/name", text("结果")));
  EXPECT_FALSE(set_value(root, "/scenario/summary/zh", text("回传")));
  const Node& items = at(at(root, "scenario"), "items");
  ASSERT_EQ(items.children.size(), 2U);
  EXPECT_EQ(at(items.children[1], "name").text, "结果");
}

TEST(EditTree, WritesOutShortForms) {
  Node root = parsed(
      R"({"scenario": {"summary": "one", "onward": "none", "links": [{"exporter": {"ip": "192.0.2.1"}}]}})");
  EXPECT_FALSE(set_value(root, "/scenario/summary/zh", text("一")));
  EXPECT_FALSE(set_value(root, "/scenario/onward/0/party", text("X")));
  EXPECT_FALSE(set_value(root, "/scenario/links/0/exporter/ip/1", text("192.0.2.2")));
  const Node& scenario = at(root, "scenario");
  EXPECT_EQ(at(at(scenario, "summary"), "en").text, "one");
  EXPECT_EQ(at(at(scenario, "summary"), "zh").text, "一");
  EXPECT_EQ(at(scenario, "onward").children.size(), 1U);
  EXPECT_EQ(at(at(at(scenario, "links").children[0], "exporter"), "ip").children.size(), 2U);
}

TEST(EditTree, RefusesPlacesThatTheFormatHasNot) {
  for (const char* pointer : {"", "scenario", "/nothing", "/scenario/items/1/name", "/scenario/items/x",
                              "/scenario/items/01/name", "/processor/name/deeper", "/scenario/summary/fr",
                              "/scenario/items/0/name/~2", "/scenario/items/99999999"}) {
    Node root = parsed("{}");
    const auto fault = set_value(root, pointer, text("x"));
    ASSERT_TRUE(fault) << pointer;
    EXPECT_EQ(fault->pointer, pointer);
    EXPECT_FALSE(fault->says.zh.empty());
  }
}

TEST(EditTree, RemovesAndMovesUp) {
  Node root = parsed(R"({"scenario": {"items": [{"name": "a"}, {"name": "b"}], "purpose": "p"}})");
  EXPECT_FALSE(remove_value(root, "/scenario/items/0"));
  EXPECT_FALSE(remove_value(root, "/scenario/items/7"));
  EXPECT_FALSE(remove_value(root, "/scenario/purpose"));
  EXPECT_FALSE(remove_value(root, "/scenario/links/0/mode"));
  EXPECT_TRUE(remove_value(root, "/scenario/nothing"));
  const Node& scenario = at(root, "scenario");
  ASSERT_EQ(scenario.children.size(), 1U);
  EXPECT_EQ(at(at(scenario, "items").children.at(0), "name").text, "b");
}

TEST(EditTree, FillsListsFromTheirFront) {
  std::vector<std::string> pointers{"/scenario/items/10/name", "/scenario/items/-/name",
                                    "/scenario/items/2/name", "/scenario/items/2"};
  sort_pointers(pointers);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/scenario/items/2", "/scenario/items/2/name",
                                                "/scenario/items/10/name", "/scenario/items/-/name"}));
}

TEST(EditTree, KeepsNoNumberOfAnIdentityPaper) {
  Node root = parsed(R"({"processor": {"handler": {"id_no": "11010519491231002X", "name": "A"}}})");
  withhold_person_ids(root);
  EXPECT_EQ(at(at(at(root, "processor"), "handler"), "id_no").text, "withheld");
  EXPECT_EQ(at(at(at(root, "processor"), "handler"), "name").text, "A");
}

}  // namespace
}  // namespace tidegate::intake
