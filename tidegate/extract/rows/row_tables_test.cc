#include "tidegate/extract/rows/row_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/extract/collect.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Rows in memory; the cell "?" is one that was not read.
class MemoryRows final : public RowSource {
 public:
  MemoryRows(std::vector<Column> columns, std::vector<std::vector<std::string>> rows)
      : tables_{{"s.t", std::move(columns)}}, rows_(std::move(rows)) {}
  std::string_view format() const override { return "postgresql"; }
  const std::vector<Table>& tables() const override { return tables_; }
  bool is_lost() const override { return false; }
  Result<void> open(std::size_t, std::uint64_t sample_rows) override {
    at_ = 0;
    end_ = sample_rows == 0 ? rows_.size() : std::min<std::size_t>(rows_.size(), sample_rows);
    return {};
  }
  Result<bool> next(std::vector<Cell>& row) override {
    if (fails_at == at_) return fail({ErrorCode::kUnavailable, "the server ended", "x", "服务器终止"});
    if (at_ == end_) return false;
    row.clear();
    for (const std::string& text : rows_[at_])
      row.push_back(text == "?" ? Cell{{}, true} : Cell{text, false});
    ++at_;
    return true;
  }
  std::size_t fails_at = ~std::size_t{0};

 private:
  std::vector<Table> tables_;
  std::vector<std::vector<std::string>> rows_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

TEST(ReadTable, TellsWhatTheTableIsAndItsRows) {
  MemoryRows rows({{"a", "客户手机"}, {"b", ""}}, {{"1", "x\ny"}, {"", "z"}});
  Collector sink;
  const auto read = read_table(rows, 0, "postgresql://h/d", 0, sink);
  ASSERT_TRUE(read);
  const CollectedTable& table = sink.tables.at(0);
  EXPECT_EQ(table.info.path, "postgresql://h/d!s.t");
  EXPECT_EQ(table.info.format, "postgresql");
  EXPECT_THAT(table.columns, ElementsAre("a 客户手机", "b"));
  EXPECT_THAT(table.row(0), ElementsAre("1", "x\ny"));
  EXPECT_THAT(table.row(1), ElementsAre("", "z"));
  EXPECT_EQ(read->size_bytes, 5U);
  EXPECT_FALSE(read->is_sample);
}

TEST(ReadTable, OfACommentTheFirstLineCounts) {
  MemoryRows rows({{"a", "状态\n0: 未付"}, {"b", std::string(500, 'x')}}, {});
  Collector sink;
  ASSERT_TRUE(read_table(rows, 0, "x", 0, sink));
  EXPECT_THAT(sink.tables[0].columns, ElementsAre("a 状态", "b " + std::string(60, 'x')));
}

TEST(ReadTable, HashesTheRowsAndNotHowTheyLieTogether) {
  const auto hash = [](std::vector<std::vector<std::string>> cells) {
    MemoryRows rows({{"a", ""}, {"b", ""}}, std::move(cells));
    Collector sink;
    return read_table(rows, 0, "x", 0, sink).value().sha256;
  };
  EXPECT_EQ(hash({{"a", "b"}}), hash({{"a", "b"}}));
  EXPECT_NE(hash({{"a\nb", ""}}), hash({{"a", "b\n"}}));
  EXPECT_NE(hash({{"a", "b"}, {"c", "d"}}), hash({{"c", "d"}, {"a", "b"}}));
}

TEST(ReadTable, BlocksAreBoundedAndRowsAreWhole) {
  std::vector<std::vector<std::string>> cells(1000, {std::string(100, 'x')});
  MemoryRows rows({{"a", ""}}, cells);
  Collector sink;
  ASSERT_TRUE(read_table(rows, 0, "x", 0, sink, {.block_bytes = 4096}));
  EXPECT_EQ(sink.tables[0].rows.size(), 1000U);
  for (const std::size_t size : sink.block_sizes) EXPECT_LE(size, 4096U);
}

TEST(ReadTable, WhatIsNotUtf8IsMendedAndTold) {
  MemoryRows rows({{"a", ""}, {"b", ""}}, {{"\xC3", "\xA9"}, {"ok", "é"}});
  Collector sink;
  ASSERT_TRUE(read_table(rows, 0, "x", 0, sink));
  EXPECT_THAT(sink.tables[0].row(0), ElementsAre("\xEF\xBF\xBD", "\xEF\xBF\xBD"));
  EXPECT_THAT(sink.tables[0].row(1), ElementsAre("ok", "é"));
  ASSERT_EQ(sink.tables[0].end.notes.size(), 1U);
  EXPECT_THAT(sink.tables[0].end.notes[0].en, HasSubstr("U+FFFD"));
}

TEST(ReadTable, ColumnsWithUnreadCellsAreNamed) {
  MemoryRows rows({{"a", ""}, {"photo", ""}}, {{"1", "?"}, {"2", "?"}, {"3", ""}});
  Collector sink;
  const auto read = read_table(rows, 0, "x", 0, sink);
  ASSERT_TRUE(read);
  EXPECT_THAT(read->unread_columns, ElementsAre(1U));
  EXPECT_THAT(sink.tables[0].end.notes.at(0).en, HasSubstr("column photo: 2 cells"));
}

TEST(ReadTable, ASampleOfMoreRowsStatesItsBound) {
  std::vector<std::vector<std::string>> cells(1000, {"x"});
  MemoryRows rows({{"a", ""}}, cells);
  for (const auto& [asked, says] : {std::pair{100U, "3.00 %"}, std::pair{999U, "0.31 %"}}) {
    Collector sink;
    EXPECT_TRUE(read_table(rows, 0, "x", asked, sink).value().is_sample);
    EXPECT_EQ(sink.tables[0].end.rows, asked);
    EXPECT_THAT(sink.tables[0].end.notes.at(0).en, HasSubstr(says));
  }
  Collector whole;
  EXPECT_FALSE(read_table(rows, 0, "x", 1000, whole).value().is_sample);
  EXPECT_EQ(whole.tables[0].end.rows, 1000U);
}

TEST(ReadTable, AfterAFaultTheTableDoesNotEnd) {
  MemoryRows rows({{"a", ""}}, {{"1"}, {"2"}, {"3"}});
  rows.fails_at = 2;
  Collector sink;
  const auto read = read_table(rows, 0, "x", 0, sink);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kUnavailable);
  EXPECT_FALSE(sink.tables[0].has_ended);
}

TEST(ReadTable, ALongRowIsRefused) {
  MemoryRows rows({{"a", ""}}, {{std::string(200, 'x')}});
  Collector sink;
  const auto read = read_table(rows, 0, "x", 0, sink, {.max_row_bytes = 100});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kLimit);
  EXPECT_EQ(read.error().where, "x!s.t:row 1");
}

}  // namespace
}  // namespace tidegate
