#include "tidegate/extract/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/csv_twin.h"

namespace tidegate {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Reading {
  CsvDialect dialect{};
  std::vector<std::string> columns = {"a", "b"};
  std::string header_line{};
  CsvKernel kernel = best_csv_kernel();
  ExtractOptions options{.block_bytes = 4096};
  std::size_t step = 1 << 20;
};

Result<CollectedTable> read(std::string_view text, const Reading& how = {}) {
  SlowSource raw(text, how.step);
  auto source = TextSource::open(raw, Encoding::kUtf8, "t.csv", how.options.block_bytes);
  TextWindow window(**source, how.options.block_bytes);
  Collector sink;
  TableInfo info;
  info.columns = how.columns;
  if (!window.more() || !sink.begin(info)) ADD_FAILURE();
  CsvReader reader(window, {how.dialect, "t.csv", how.columns, how.header_line, how.kernel}, sink,
                   how.options);
  if (const auto ok = reader.read(); !ok) return fail(ok.error());
  if (!sink.end(reader.end())) ADD_FAILURE();
  return sink.tables.front();
}

Rows rows_of(const CollectedTable& table) {
  Rows rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) rows.push_back(table.row(r));
  return rows;
}

Rows read_rows(std::string_view text, const Reading& how = {}) {
  const auto table = read(text, how);
  if (!table) {
    ADD_FAILURE() << table.error().what << " at " << table.error().where;
    return {};
  }
  return rows_of(*table);
}

TEST(CsvReader, ReadsWhatRfc4180Describes) {
  EXPECT_EQ(read_rows("1,2\r\n3,4\r\n"), (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(read_rows("1,2\r\n3,4"), (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(read_rows("\"a,b\",\"c\r\nd\"\r\n\"e \"\"f\"\"\",\r\n"),
            (Rows{{"a,b", "c\r\nd"}, {"e \"f\"", ""}}));
}

TEST(CsvReader, LineEndsMayBeMixed) {
  EXPECT_EQ(read_rows("1,2\n3,4\r\n5,6"), (Rows{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
}

TEST(CsvReader, CrAloneEndsRowsInAnOldMacFile) {
  Reading how;
  how.dialect.cr_rows = true;
  EXPECT_EQ(read_rows("1,2\r3,\"4\r5\"\r", how), (Rows{{"1", "2"}, {"3", "4\r5"}}));
}

TEST(CsvReader, LoneQuotesAreText) {
  EXPECT_EQ(read_rows("5\" pipe,6\"\n"), (Rows{{"5\" pipe", "6\""}}));
  EXPECT_EQ(read_rows("\"a\"b,\"c\" d\n"), (Rows{{"ab", "c d"}}));
}

TEST(CsvReader, QuoteThatNeverClosesIsTextAndNoted) {
  const auto table = read("1,\"two\n3,4\n5,6\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(rows_of(*table), (Rows{{"1", "\"two"}, {"3", "4"}, {"5", "6"}}));
  ASSERT_EQ(table->end.notes.size(), 1U);
  EXPECT_THAT(table->end.notes[0].en, ::testing::HasSubstr("row 1"));
}

TEST(CsvReader, QuoteThatDoesNotCloseWithinARowLimitIsText) {
  Reading how;
  how.options.max_row_bytes = 10'000;
  std::string text = "1,\"two\n";
  for (int i = 0; i < 5'000; ++i) text += "3,4\n";
  text += "5,\"6\"\n";
  const auto table = read(text, how);
  ASSERT_TRUE(table) << table.error().what;
  EXPECT_EQ(table->rows.size(), 5'002U);
  EXPECT_EQ(table->row(0), (std::vector<std::string>{"1", "\"two"}));
  EXPECT_EQ(table->row(5'001), (std::vector<std::string>{"5", "6"}));
}

TEST(CsvReader, BlankRowsAreNotDataAndCounted) {
  const auto table = read("1,2\n\n  \n,\n\"\",\n3,4\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(rows_of(*table), (Rows{{"1", "2"}, {"3", "4"}}));
  ASSERT_EQ(table->end.notes.size(), 1U);
  EXPECT_THAT(table->end.notes[0].en, ::testing::HasSubstr("4 blank rows"));
}

TEST(CsvReader, LongerRowsGetColumnsAndShorterOnesAreCounted) {
  const auto table = read("1,2,3,4\n5\n6,7\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, (std::vector<std::string>{"a", "b", "", ""}));
  EXPECT_EQ(table->end.ragged_rows, 2U);
  EXPECT_EQ(table->end.notes.size(), 2U);
}

TEST(CsvReader, DelimiterAtTheEndOfRowsIsNoColumn) {
  const auto table = read("1,2,\n3,4,,\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(rows_of(*table), (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(table->end.ragged_rows, 0U);
}

TEST(CsvReader, AnotherHeaderBelowIsNoted) {
  Reading how;
  how.header_line = "a,b";
  for (const char* text :
       {"1,2\n\n订单号,金额\n5,6\n", "1,2\n订单号,金额,日期\n5,6,7\n", "1,2\n,\nOrder No,Amount\n5,6\n"}) {
    const auto table = read(text, how);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->end.notes.back().en, ::testing::HasSubstr("rows from 2 on have another header"))
        << text;
  }
  for (const char* text : {"1,2\n\n3,4\n", "1,2\n3,4,5\n", "1,2\n\n张三,李四\n", "1,2\n\n金额,金额\n"}) {
    const auto table = read(text, how);
    ASSERT_TRUE(table);
    for (const Text& note : table->end.notes)
      EXPECT_EQ(note.en.find("another header"), std::string::npos) << text;
  }
}

TEST(CsvReader, EntitiesOfWebPagesAreTheirCharacters) {
  EXPECT_EQ(read_rows("&#29579;&#20255;,\"A &amp; B\"\n"), (Rows{{"王伟", "A & B"}}));
}

TEST(CsvReader, RepeatedHeaderIsNotData) {
  Reading how;
  how.header_line = "a,b";
  const auto table = read("1,2\na,b\r\n3,4\n", how);
  ASSERT_TRUE(table);
  EXPECT_EQ(rows_of(*table), (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(table->end.notes.size(), 1U);
}

TEST(CsvReader, BackslashEscapesWhereTheDialectSaysSo) {
  Reading how;
  how.dialect.backslash = true;
  EXPECT_EQ(read_rows("\"{\\\"k\\\":1,2}\",\"c:\\\\x\\n\"\n", how), (Rows{{"{\"k\":1,2}", "c:\\x\\n"}}));
}

TEST(CsvReader, SpacesBeforeQuotesAreSkippedWhereTheDialectSaysSo) {
  Reading how;
  how.dialect.skip_space = true;
  EXPECT_EQ(read_rows("\"a\", \"b, c\"\n 1,  2\n", how), (Rows{{"a", "b, c"}, {"1", "2"}}));
}

TEST(CsvReader, LeavesNothingBetweenCellsButSeparators) {
  // A tokenizer that runs over the block's text must not find what unquoting left behind.
  class Text final : public TableSink {
   public:
    std::string text;
    Result<void> begin(const TableInfo&) override { return {}; }
    Result<void> add_columns(const std::vector<std::string>&) override { return {}; }
    Result<void> rows(RowBlock block) override {
      for (const auto& cell : block.cells) std::fill_n(block.text.begin() + cell.begin, cell.length, '_');
      text += block.text;
      return {};
    }
    Result<void> end(const TableEnd&) override { return {}; }
  } sink;
  const std::string bytes = "\"a\"\"13800138000\",x\n\"b\"13800138001\"\",\"y\"\n";
  MemorySource source(bytes);
  ASSERT_TRUE(extract_tables(source, "t.csv", sink, {.delimiter = ',', .has_header = false}));
  EXPECT_EQ(sink.text.find_first_not_of("_,\" \r\n"), std::string::npos) << sink.text;
}

TEST(CsvReader, RowOverTheLimitIsKLimitWithItsRow) {
  Reading how;
  how.options.max_row_bytes = 5'000;
  const auto table = read("1,2\n3," + std::string(20'000, 'x') + "\n", how);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kLimit);
  EXPECT_EQ(table.error().where, "t.csv:row 2");
}

TEST(CsvReader, CellOverTheLimitIsKLimit) {
  Reading how;
  how.options.max_cell_bytes = 100;
  EXPECT_TRUE(read("1," + std::string(100, 'x') + "\n", how));
  const auto table = read("1," + std::string(101, 'x') + "\n", how);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kLimit);
}

TEST(CsvReader, TooManyCellsAreKLimit) {
  Reading how;
  how.options.max_columns = 10;
  EXPECT_TRUE(read("1,2,3,4,5,6,7,8,9,10\n", how));
  EXPECT_FALSE(read("1,2,3,4,5,6,7,8,9,10,11\n", how));
  const auto table = read(std::string(100'000, ','), how);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kLimit);
}

TEST(CsvReader, SameRowsHoweverTheSourceCutsItsReads) {
  std::string text;
  for (int i = 0; i < 2'000; ++i)
    text += std::to_string(i) + ",\"q\"\"" + std::to_string(i * 7) + "\n\",张三" + std::to_string(i % 13) +
            "\r\n";
  const Rows whole = read_rows(text);
  ASSERT_EQ(whole.size(), 2'000U);
  for (const std::size_t step : {1U, 7U, 63U, 64U, 65U, 4095U, 4096U, 4097U}) {
    Reading how;
    how.step = step;
    EXPECT_EQ(read_rows(text, how), whole) << step;
  }
}

rc::Gen<std::string> text_of_pieces(std::vector<std::string> pieces) {
  return rc::gen::map(rc::gen::scale(5.0, rc::gen::container<std::vector<std::string>>(
                                              rc::gen::elementOf(std::move(pieces)))),
                      [](const std::vector<std::string>& chosen) {
                        std::string text;
                        for (const std::string& piece : chosen) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(CsvReaderProperty, AgreesWithThePlainTwinOnAnyText, ()) {
  const std::string text =
      *text_of_pieces({"abc", "a", ",", ",", "\n", "\n", "\"", "\"\"", "\r\n", "\r", " ", "\\", "\\\"",
                       "\",\"", "\"\n\"", "\n\"x\",", "语", "0123456789012345678901234567890123456789"});
  Reading how;
  how.columns = {};
  how.dialect.backslash = *rc::gen::weightedElement<bool>({{1, true}, {3, false}});
  how.dialect.skip_space = *rc::gen::weightedElement<bool>({{1, true}, {3, false}});
  how.dialect.quotes = *rc::gen::weightedElement<bool>({{5, true}, {1, false}});
  how.dialect.cr_rows = *rc::gen::weightedElement<bool>({{1, true}, {5, false}});
  how.step = *rc::gen::inRange<std::size_t>(1, 100);
  how.kernel = *rc::gen::element(CsvKernel::kPlain, best_csv_kernel());
  Rows expected = csv_twin(how.dialect, text);
  // The reader takes empty cells behind its columns off; here it has none.
  for (auto& row : expected) {
    while (!row.empty() && row.back().empty()) row.pop_back();
  }
  RC_ASSERT(read_rows(text, how) == expected);
}

}  // namespace
}  // namespace tidegate
