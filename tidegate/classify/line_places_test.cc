#include "tidegate/classify/line_places.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

RowBlock block_of(const std::vector<std::string>& lines, std::uint64_t first_row) {
  RowBlock block;
  block.first_row = first_row;
  block.row_begin.push_back(0);
  for (const std::string& line : lines) {
    block.cells.push_back(
        {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(line.size()), 0});
    block.text += line + "\n";
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

const LinesOfType* of(const std::vector<LinesOfType>& all, std::string_view type) {
  for (const LinesOfType& one : all) {
    if (one.type == type) return &one;
  }
  return nullptr;
}

class LinePlacesTest : public ::testing::Test {
 protected:
  void add(LinePlaces& places, const RowBlock& block) {
    found_.find(block);
    places.add(block, found_);
  }
  LiteralMatcher literals_;
  LineFindings found_{literals_};
};

TEST_F(LinePlacesTest, TellLinesOnceATypeWhateverThreadSawThem) {
  const RowBlock first = block_of({"tel 13912345671 or 13812345672", "nothing", "mail a.b@example.org"}, 0);
  const RowBlock second = block_of({"call 13912345671", "tel 13912345671 a@example.org"}, 3);
  LinePlaces one;
  add(one, first);
  add(one, second);
  LinePlaces a;
  LinePlaces b;
  add(a, second);
  add(b, first);
  a.merge(std::move(b));
  for (LinePlaces* places : {&one, &a}) {
    const auto all = places->take();
    const LinesOfType* mobile = of(all, "CT.MOBILE");
    ASSERT_NE(mobile, nullptr);
    EXPECT_EQ(mobile->lines, 3u);
    ASSERT_EQ(mobile->places.size(), 3u);
    EXPECT_EQ(mobile->places[0].row, 0u);
    EXPECT_EQ(mobile->places[1].row, 3u);
    EXPECT_EQ(mobile->places[2].row, 4u);
    ASSERT_NE(of(all, "CT.EMAIL"), nullptr);
    EXPECT_EQ(of(all, "CT.EMAIL")->lines, 2u);
    EXPECT_TRUE(places->take().empty());
  }
}

TEST_F(LinePlacesTest, ListTheFirstOnesAndCountAll) {
  const std::vector<std::string> lines(LinePlaces::kMost + 5, "tel 13912345671");
  LinePlaces places;
  add(places, block_of(lines, 0));
  const auto all = places.take();
  ASSERT_NE(of(all, "CT.MOBILE"), nullptr);
  EXPECT_EQ(of(all, "CT.MOBILE")->lines, LinePlaces::kMost + 5);
  EXPECT_EQ(of(all, "CT.MOBILE")->places.size(), LinePlaces::kMost);
}

// Whose number it is cannot be tried out: lines that differ in values and digits alone are one.
TEST_F(LinePlacesTest, ContextKnowsTheWordsAndNoValue) {
  LinePlaces places;
  add(places, block_of({"10:02 user 7 called 13912345671", "23:59 user 4711 called 13612349871",
                        "10:02 guest 7 called 13912345671"},
                       0));
  const auto all = places.take();
  ASSERT_NE(of(all, "CT.MOBILE"), nullptr);
  const auto& found = of(all, "CT.MOBILE")->places;
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].context, found[1].context);
  EXPECT_NE(found[0].context, found[2].context);
}

}  // namespace
}  // namespace tidegate
