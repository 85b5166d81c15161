#include "tidegate/extract/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/iconv_handle.h"
#include "tidegate/extract/pack.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using Strings = std::vector<std::string>;

CollectedTable read(std::string_view bytes, std::string_view path, const ExtractOptions& options = {}) {
  auto tables = collect(bytes, path, options);
  if (!tables || tables->size() != 1) {
    ADD_FAILURE() << (tables ? "not one table" : tables.error().what + " at " + tables.error().where);
    return {};
  }
  return tables->front();
}

Error error_of(std::string_view bytes, std::string_view path, const ExtractOptions& options = {}) {
  const auto tables = collect(bytes, path, options);
  EXPECT_FALSE(tables) << "was read";
  return tables ? Error{} : tables.error();
}

// Gives the same stretch again and again: a file of any length.
class EndlessSource final : public ByteSource {
 public:
  EndlessSource(std::string head, std::string stretch, std::uint64_t length)
      : head_(std::move(head)), stretch_(std::move(stretch)), left_(length) {}
  Result<std::size_t> read(std::span<char> into) override {
    std::size_t n = 0;
    while (n < into.size() && left_ > 0) {
      const std::string& from = head_.empty() ? stretch_ : head_;
      const std::size_t take = std::min<std::size_t>({into.size() - n, from.size(), left_});
      std::memcpy(into.data() + n, from.data(), take);
      n += take;
      left_ -= take;
      if (!head_.empty()) head_.erase(0, take);
    }
    return n;
  }

 private:
  std::string head_;
  std::string stretch_;
  std::uint64_t left_;
};

// Counts, and keeps nothing.
class CountingSink final : public TableSink {
 public:
  std::uint64_t rows_seen = 0;
  std::size_t largest_block = 0;
  bool has_ended = false;
  Result<void> begin(const TableInfo&) override { return {}; }
  Result<void> add_columns(const std::vector<std::string>&) override { return {}; }
  Result<void> rows(RowBlock block) override {
    rows_seen += block.rows();
    largest_block = std::max(largest_block, block.text.size());
    return {};
  }
  Result<void> end(const TableEnd&) override {
    has_ended = true;
    return {};
  }
};

TEST(Extract, TellsWhatTheTableIs) {
  const auto table = read(
      "\xEF\xBB\xBF"
      "Bericht\n\nName;Alter\nAnn;30\nBob;41\nEve;29\n",
      "dir/a.csv");
  EXPECT_EQ(table.info.path, "dir/a.csv");
  EXPECT_EQ(table.info.format, "csv");
  EXPECT_EQ(table.info.encoding, "utf-8");
  EXPECT_EQ(table.info.delimiter, ";");
  EXPECT_EQ(table.info.header_row, 2U);
  EXPECT_EQ(table.info.columns, (Strings{"Name", "Alter"}));
  EXPECT_EQ(table.info.lines_above, (Strings{"Bericht", ""}));
  EXPECT_FALSE(table.info.is_prose);
  EXPECT_EQ(table.end.rows, 3U);
}

TEST(Extract, FormatIsToldByShapeAndOnlyHintedByName) {
  EXPECT_EQ(read("id\tname\n1\tAnn\n2\tBob\n", "export.txt").info.format, "tsv");
  EXPECT_EQ(read("id|name|x\n1|Ann|2\n2|Bob|3\n", "export").info.format, "csv");
  EXPECT_EQ(read("{\"a\":1}\n{\"a\":2}\n", "data.txt").info.format, "jsonl");
  EXPECT_EQ(read("{\"a\":1}", "one.ndjson").info.format, "jsonl");
  EXPECT_EQ(read("[1,2]", "x").info.format, "json");
  EXPECT_EQ(read("Dear Ann, thank you.\nBest, Bob\nP.S. none\n", "letter.txt").info.format, "text");
  EXPECT_EQ(
      read("2024-05-01 10:00:00,123 INFO start\n2024-05-01 10:00:01,456 WARN slow\n", "app").info.format,
      "log");
  EXPECT_EQ(read("[2024-05-01 10:00:00] INFO start\n[2024-05-01 10:00:01] WARN slow\n", "app").info.format,
            "log");
  EXPECT_EQ(read("[1] [2] see there\n[3] and here\n", "notes").info.format, "text");
  EXPECT_EQ(read("plain words\nmore words\n", "app.log").info.format, "log");
  EXPECT_EQ(read("name\nAnn\nBob\n", "one.csv").columns.size(), 1U);
  // Statements without rows, and markup, are no table, however even their semicolons and tabs are.
  EXPECT_EQ(read("-- night run\nUPDATE users SET a='1', b='x' WHERE id=1;\n"
                 "UPDATE users SET a='2', b='y' WHERE id=2;\nUPDATE users SET a='3', b='z' WHERE id=3;\n",
                 "updates.sql")
                .info.format,
            "text");
  EXPECT_EQ(read("merge into t using s on (t.id = s.id);\nmerge into t using s on (t.id = s.x);\n", "m.sql")
                .info.format,
            "text");
  EXPECT_EQ(read("<?xml version=\"1.0\"?>\n\t<row>\n\t<f>1</f>\n\t</row>\n\t<row>\n\t<f>2</f>\n", "my.xml")
                .info.format,
            "text");
  EXPECT_EQ(
      read("<svg width=\"9\">\n<path d=\"M1,2 C3,4\"/>\n<path d=\"M5,6 C7,8\"/>\n", "icon.svg").info.format,
      "text");
  EXPECT_EQ(read("<DATE>,<LAST PRICE>\n20260102,3.5\n20260103,3.6\n", "quotes.txt").info.format, "csv");
  EXPECT_EQ(read("update;set\n1;2\n3;4\n5;6\n", "counts.txt").info.format, "csv");
}

// Their commas, semicolons and tabs part no cells, however even they are; the same text by another name is a
// table.
TEST(Extract, ProgramsAreTextsByTheirNames) {
  const std::string rows = "a,b;\nc,d;\ne,f;\ng,h;\n";
  for (const char* name : {"x.js", "x.d.ts", "lang.inc.php", "X.GO", "a.s"}) {
    const auto table = read(rows, name);
    EXPECT_EQ(table.info.format, "text") << name;
    EXPECT_TRUE(table.info.is_source) << name;
  }
  for (const char* name : {"x.txt", "x", "x.dat"}) {
    const auto table = read(rows, name);
    EXPECT_EQ(table.info.format, "csv") << name;
    EXPECT_FALSE(table.info.is_source) << name;
  }
}

TEST(Extract, CommasOfTimesPartNoCells) {
  EXPECT_EQ(read("2024-05-01 10:00:00,123 INFO a, b\n2024-05-01 10:00:01,456 INFO c, d\n2024-05-01 "
                 "10:00:02,789 INFO e, f\n",
                 "app.txt")
                .info.format,
            "log");
  EXPECT_EQ(read("10:00:00,123,a\n10:00:01,456,b\n10:00:02,789,c\n", "times.txt").info.format, "csv");
}

TEST(Extract, UserDecidesWhatRecognitionWouldNot) {
  EXPECT_EQ(read("{\"a\":1}\n", "x", {.format = "text"}).info.format, "text");
  EXPECT_EQ(read("a b\n1 2\n", "x.csv", {.delimiter = ' '}).columns.size(), 2U);
  EXPECT_EQ(read("a,b\n1,2\n", "x.csv", {.has_header = false}).rows.size(), 2U);
  const std::string latin("M\xFCller;K\xF6ln\nWei\xDF;Kiel\n");
  EXPECT_EQ(error_of(latin, "x.csv").code, ErrorCode::kMalformed);
  EXPECT_EQ(read(latin, "x.csv", {.encoding = "latin1", .has_header = false}).row(0),
            (Strings{"Müller", "Köln"}));
}

TEST(Extract, OptionsOutsideTheirRangeAreNamed) {
  const std::pair<ExtractOptions, const char*> cases[] = {
      {{.format = "xls"}, "format"},          {{.encoding = "klingon"}, "encoding"},
      {{.delimiter = '"'}, "delimiter"},      {{.block_bytes = 10}, "block_bytes"},
      {{.max_columns = 0}, "max_columns"},    {{.max_json_depth = 5'000}, "max_json_depth"},
      {{.max_row_bytes = 0}, "max_row_bytes"}};
  for (const auto& [options, name] : cases) {
    const Error error = error_of("a", "x", options);
    EXPECT_EQ(error.code, ErrorCode::kOutOfRange);
    EXPECT_EQ(error.where, name);
  }
}

TEST(Extract, EmptyFileIsAnErrorInBothLanguages) {
  for (const char* bytes : {"", "\n \r\n", "\xEF\xBB\xBF"}) {
    const Error error = error_of(bytes, "x.csv");
    EXPECT_EQ(error.code, ErrorCode::kMalformed);
    EXPECT_EQ(error.where, "x.csv");
    EXPECT_THAT(error.what_zh, HasSubstr("空"));
  }
}

TEST(Extract, HeaderAloneIsATableWithoutRows) {
  const auto table = read("id,name,email\n", "x.csv");
  EXPECT_EQ(table.rows.size(), 0U);
  EXPECT_EQ(table.columns.size(), 3U);
}

TEST(Extract, WhatIsNotReadSaysWhatItIsAndWhatToDo) {
  const std::pair<std::string, const char*> cases[] = {
      {"PAR1\x15\x04\x15", "Parquet"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest", "XLS"},
      {"%PDF-1.4 text", "PDF"},
      {std::string("\x89PNG\r\n\x1A\n\0\0\0", 11), "PNG"},
      {std::string("SQLite format 3\0more", 20), "SQLite"},
      {std::string("\x7F"
                   "ELF\2\1\1\0\0\0\0\0",
                   12),
       "program"},
      {std::string("\x0A\x0D\x0D\x0A\x1C\0\0\0\x4D\x3C\x2B\x1A", 12), "capture"},
      {std::string("\x30\x82\x01\x2F\2\1\0", 7) + std::string(300, '\xB7'), "DER"},
      {std::string("\x30\x77\2\1\1\4\x20", 7) + std::string(114, '\xB7'), "openssl"},
      {std::string("\xFE\xED\xFE\xED\0\0\0\2", 8), "key store"},
      {std::string("\1\0\2\0\0\0\4\0\5\6\7\x10\x11", 13), "binary"},
  };
  for (const auto& [bytes, word] : cases) {
    const Error error = error_of(bytes, "x.dat");
    EXPECT_EQ(error.code, ErrorCode::kMalformed) << word;
    EXPECT_THAT(error.what, HasSubstr(word));
    EXPECT_EQ(error.where, "x.dat");
    EXPECT_FALSE(error.what_zh.empty());
  }
}

TEST(Extract, TextThatHoldsAMarkOfAnotherFormatByChanceIsRead) {
  EXPECT_EQ(read("\n\r\r\n{\"code\":[\"a\"]}", "x.json").rows.size(), 1U);  // as a capture begins
  EXPECT_EQ(read("nameftyp,n\n1,2\n", "x.csv").rows.size(), 1U);
  EXPECT_EQ(read("PAR1,PAR2\n1,2\n", "x.csv").columns.size(), 2U);
}

TEST(Extract, SameCallsInEveryEncoding) {
  std::string text = "编号,姓名,备注\n";
  for (int i = 0; i < 2'000; ++i) text += std::to_string(i) + ",王小明,\"住在北京市\n海淀区\"\r\n";
  const auto utf8 = read(text, "x.csv");
  for (const char* encoding : {"GB18030", "UTF-16LE", "UTF-16BE"}) {
    IconvHandle handle(encoding, "UTF-8");
    std::string bytes(text.size() * 2, '\0');
    bytes.resize(handle.convert(text, bytes).produced);
    const auto table = read(bytes, "x.csv");
    EXPECT_EQ(table.rows, utf8.rows) << encoding;
    EXPECT_EQ(table.columns, utf8.columns);
  }
}

TEST(Extract, BlocksAreTheSameHoweverTheSourceCutsItsReads) {
  std::string text = "id,name\n";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",张三" + std::to_string(i * 31) + "\n";
  for (const std::string& bytes : {text, gzipped(text)}) {
    std::vector<std::size_t> sizes;
    for (const std::size_t step : {std::size_t{1} << 20, std::size_t{1'000}, std::size_t{61}}) {
      SlowSource source(bytes, step);
      Collector sink;
      ASSERT_TRUE(extract_tables(source, bytes == text ? "x.csv" : "x.csv.gz", sink, {.block_bytes = 8192}));
      if (sizes.empty()) sizes = sink.block_sizes;
      EXPECT_GT(sizes.size(), 10U);
      EXPECT_EQ(sink.block_sizes, sizes) << step;
    }
  }
}

TEST(Extract, GibibyteOnASingleLineOfProseIsSplitInBoundedMemory) {
  EndlessSource source("", "some words 13800138000 ", 256ULL << 20);
  CountingSink sink;
  ASSERT_TRUE(extract_tables(source, "x.txt", sink));
  EXPECT_TRUE(sink.has_ended);
  EXPECT_LE(sink.largest_block, 2U * 256 * 1024);
}

TEST(Extract, GibibyteOnASingleLineOfATableIsKLimit) {
  for (const char* stretch : {"x", "x,y"}) {
    EndlessSource source("id,name\n1,Ann\n2,Bob\n3,Eve\n", stretch, 1ULL << 30);
    CountingSink sink;
    const auto done = extract_tables(source, "x.csv", sink);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kLimit);
    EXPECT_EQ(done.error().where, "x.csv:row 4");
    EXPECT_FALSE(sink.has_ended);
  }
}

TEST(Extract, HeaderOfTenMillionColumnsIsKLimit) {
  EndlessSource source("", "column,", 70'000'000);
  CountingSink sink;
  const auto done = extract_tables(source, "x.csv", sink);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kLimit);
  EXPECT_EQ(done.error().where, "x.csv:row 1");
  EXPECT_THAT(done.error().what, HasSubstr("65536"));
}

TEST(Extract, NulBytesAreNotedAndKept) {
  const auto table = read(std::string("id,name\n1,A\0n\n2,Bob\n", 20), "x.csv");
  EXPECT_EQ(table.row(0).at(1), std::string("A\0n", 3));
  ASSERT_EQ(table.end.notes.size(), 1U);
  EXPECT_THAT(table.end.notes[0].en, HasSubstr("NUL"));
}

TEST(Extract, CancelPassesThroughUnchangedFromAnyLayer) {
  class Cancelling final : public ByteSource {
   public:
    Cancelling(std::string_view bytes, std::size_t allowed) : source_(bytes), allowed_(allowed) {}
    Result<std::size_t> read(std::span<char> into) override {
      if (allowed_ == 0) return fail({ErrorCode::kCancelled, "stopped", "here", "停"});
      --allowed_;
      return source_.read(into.first(std::min<std::size_t>(into.size(), 5'000)));
    }

   private:
    MemorySource source_;
    std::size_t allowed_;
  };
  std::string csv = "id,name\n";
  for (std::uint64_t i = 0; i < 50'000; ++i)
    csv += std::to_string(i * 7919) + ",x" + std::to_string(i * 104'729) + "\n";
  for (const std::string& bytes : {csv, gzipped(csv), zipped({{.name = "a.csv", .bytes = csv}})}) {
    for (const std::size_t allowed : {0U, 1U, 8U, 30U}) {
      Cancelling source(bytes, allowed);
      CountingSink sink;
      const auto done = extract_tables(source, "x", sink);
      ASSERT_FALSE(done);
      EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
      EXPECT_EQ(done.error().where, "here");
      EXPECT_FALSE(sink.has_ended);
    }
  }
}

TEST(Extract, ErrorOfTheSinkComesBackUnchanged) {
  class Refusing final : public TableSink {
   public:
    Result<void> begin(const TableInfo&) override { return {}; }
    Result<void> add_columns(const std::vector<std::string>&) override { return {}; }
    Result<void> rows(RowBlock) override { return fail({ErrorCode::kUnavailable, "disk full", "spill"}); }
    Result<void> end(const TableEnd&) override { return {}; }
  } sink;
  for (const char* bytes : {"id,name\n1,Ann\n", "{\"a\":1}\n{\"a\":2}\n", "words and\nmore words\n"}) {
    MemorySource source(bytes);
    const auto done = extract_tables(source, "x", sink);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().where, "spill");
  }
}

}  // namespace
}  // namespace tidegate
