#include "tidegate/extract/html_entities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate {
namespace {

std::vector<std::string> decoded(const std::vector<std::string>& cells) {
  RowBlock block;
  for (std::uint32_t c = 0; c < cells.size(); ++c) block.add_cell(c, cells[c]);
  block.end_row();
  const std::size_t size = block.text.size();
  decode_entities(block);
  EXPECT_EQ(block.text.size(), size);
  std::vector<std::string> out;
  for (const RowBlock::Cell& cell : block.cells) out.emplace_back(cell.in(block.text));
  return out;
}

TEST(HtmlEntities, AreTheCharactersThatTheyStandFor) {
  EXPECT_THAT(
      decoded({"&#29579;&#x4F1F;", "plain", "A &amp; B &lt;c&gt;", "&#x1F600;", "a&nbsp;b", "1&#51;8"}),
      ::testing::ElementsAre("王伟", "plain", "A & B <c>", "😀", "a b", "138"));
}

TEST(HtmlEntities, WhatIsNoneStays) {
  const std::vector<std::string> cells{"a&b",           "&",         "&;",        "&#;",   "&#xD800;",
                                       "&#1234567890;", "?a=1&lt=2", "&unknown;", "&#12a;"};
  EXPECT_EQ(decoded(cells), cells);
  EXPECT_THAT(decoded({"&amp;#20013;", "x&am", "p;y"}), ::testing::ElementsAre("&#20013;", "x&am", "p;y"))
      << "read once, and within its cell";
}

}  // namespace
}  // namespace tidegate
