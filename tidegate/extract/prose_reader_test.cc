#include "tidegate/extract/prose_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/extract/collect.h"

namespace tidegate {
namespace {

using Strings = std::vector<std::string>;

TEST(ProseReader, LineIsARowAndABlankOneHasNoCell) {
  const auto tables = collect("first line\r\n\nthird, with a comma\nlast", "notes.txt");
  ASSERT_TRUE(tables);
  const CollectedTable& table = tables->front();
  EXPECT_TRUE(table.info.is_prose);
  EXPECT_EQ(table.columns, (Strings{"text"}));
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(table.row(0), (Strings{"first line"}));
  EXPECT_TRUE(table.row(1).empty());
  EXPECT_EQ(table.row(3), (Strings{"last"}));
}

TEST(ProseReader, LineOfAnyLengthIsSplitBetweenWordsInBoundedBlocks) {
  std::string text;
  while (text.size() < 1'000'000) text += "13800138000 张三 ";
  MemorySource source(text);
  Collector sink;
  ASSERT_TRUE(extract_tables(source, "notes.txt", sink, {.block_bytes = 4096}));
  const CollectedTable& table = sink.tables.front();
  EXPECT_GT(table.rows.size(), 200U);
  std::string joined;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (const std::string& cell : table.row(r)) {
      EXPECT_TRUE(cell.starts_with("138") || cell.starts_with("张三")) << cell.substr(0, 20);
      joined += cell;
    }
  }
  EXPECT_TRUE(joined == text);
  for (const std::size_t size : sink.block_sizes) EXPECT_LE(size, 3 * 4096U);
  ASSERT_EQ(table.end.notes.size(), 1U);
  EXPECT_THAT(table.end.notes[0].en, ::testing::HasSubstr("split"));
}

TEST(ProseReader, LineWithoutAnySpaceIsSplitBetweenCharacters) {
  std::string text;
  while (text.size() < 100'000) text += "语言";
  const auto tables = collect(text, "notes.txt", {.block_bytes = 4096});
  ASSERT_TRUE(tables);
  std::string joined;
  for (std::size_t r = 0; r < tables->front().rows.size(); ++r) joined += tables->front().row(r).at(0);
  EXPECT_TRUE(joined == text);
}

TEST(ProseReader, SaysWhichPartsOfAMailWereNotDecoded) {
  const auto tables = collect(
      "From: a@b.example\nContent-Transfer-Encoding: base64\n\nMTM4MTIzNDU2Nzg=\n--x\n"
      "content-transfer-encoding: Quoted-Printable\n\n=E5=BC=A0\n--x\nContent-Transfer-Encoding: 8bit\n",
      "mail.eml", {.format = "text"});
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->front().end.notes.size(), 1U);
  EXPECT_THAT(tables->front().end.notes[0].en, ::testing::HasSubstr("2 parts"));
  EXPECT_THAT(tables->front().end.notes[0].zh, ::testing::HasSubstr("未作解码"));
}

}  // namespace
}  // namespace tidegate
