#include "tidegate/extract/csv_dialect.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

CsvDialect dialect_of(std::string_view sample) { return detect_csv(sample, true, std::nullopt).dialect; }

TEST(DetectCsv, DelimiterIsTheOneThatMakesEvenRows) {
  for (const char delimiter : {',', '\t', ';', '|', '\x01', '\x1f', '^', '~'}) {
    std::string text;
    for (int r = 0; r < 5; ++r) text += std::string("x y") + delimiter + "1.284" + delimiter + "z:1\n";
    EXPECT_EQ(dialect_of(text).delimiter, delimiter) << static_cast<int>(delimiter);
  }
}

TEST(DetectCsv, DecimalCommasDoNotMakeACommaFile) {
  EXPECT_EQ(dialect_of("Kunde;Betrag;Ort\nMeier;1.284,50;Kiel\nWolf;312,00;Bonn\nvan Dam, Pim;88,90;Leer\n")
                .delimiter,
            ';');
}

TEST(DetectCsv, CommasInsideQuotesDoNotCount) {
  const CsvShape shape = detect_csv("a,b\n\"1,2,3\",4\n\"5,6\",\"7\"\n", true, std::nullopt);
  EXPECT_EQ(shape.dialect, CsvDialect{});
  EXPECT_EQ(shape.width, 2U);
  EXPECT_TRUE(shape.is_even(1000));
}

TEST(DetectCsv, WhatPartsListsInCellsPartsNoRows) {
  for (const char mark : {';', '|', '~'}) {
    std::string text = "id,name,tags\n";
    for (int r = 0; r < 20; ++r) {
      text += std::to_string(r) + ",Ann,";
      for (int k = 0; k < 6; ++k) text += std::string("t") + mark;
      text += "t\n";
    }
    EXPECT_EQ(dialect_of(text).delimiter, ',') << mark;
    std::string quoted;
    for (int r = 0; r < 20; ++r)
      quoted += std::to_string(r) + ",\"a" + mark + " b" + mark + " c" + mark + " d\",x\n";
    EXPECT_EQ(dialect_of(quoted).delimiter, ',') << mark << " in quotes, without a header";
  }
}

TEST(DetectCsv, TitleRowsDoNotHideTheTable) {
  const CsvShape shape =
      detect_csv("Report of May, internal\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n", true, std::nullopt);
  EXPECT_EQ(shape.dialect.delimiter, ';');
  EXPECT_EQ(shape.width, 3U);
}

TEST(DetectCsv, BackslashesAreFoundWhereQuotesAreEscapedByThem) {
  std::string text = "id,json\n";
  for (int r = 0; r < 10; ++r) text += std::to_string(r) + ",\"{\\\"a\\\":1,\\\"b\\\":2}\"\n";
  EXPECT_TRUE(dialect_of(text).backslash);
  EXPECT_FALSE(dialect_of("id,path\n1,\"c:\\x\"\n2,\"c:\\y\"\n").backslash);
}

TEST(DetectCsv, SpacesBeforeQuotesAreFound) {
  EXPECT_TRUE(dialect_of("\"a\", \"b\"\n\"1\", \"x, y\"\n\"2\", \"z\"\n").skip_space);
  EXPECT_FALSE(dialect_of("a, b\n1, x\n").skip_space);
}

TEST(DetectCsv, QuotesAreTextWhereTakingThemForQuotesTearsRowsApart) {
  std::string text = "size\tname\n";
  for (int r = 0; r < 10; ++r) text += "\"" + std::to_string(r) + "\tpipe\n";
  EXPECT_FALSE(dialect_of(text).quotes);
  EXPECT_TRUE(dialect_of("a,b\n5\" pipe,1\n6\" pipe,2\n").quotes)
      << "inside a cell they need no other dialect";
}

TEST(DetectCsv, CrAloneEndsRowsWhereThereIsNoLf) {
  const CsvShape shape = detect_csv("a,b\r1,2\r3,4\r", true, std::nullopt);
  EXPECT_TRUE(shape.dialect.cr_rows);
  EXPECT_EQ(shape.rows, 3U);
  EXPECT_FALSE(dialect_of("a,b\r\n1,2\r\n").cr_rows);
}

TEST(DetectCsv, CrAloneEndsRowsWhereEveryLfIsInsideQuotes) {
  const CsvShape shape = detect_csv("a,b,c\r1,\"x\ny\",2\r3,z,4\r\"x\r\ny\",5,6\r", true, std::nullopt);
  EXPECT_TRUE(shape.dialect.cr_rows);
  EXPECT_EQ(shape.rows, 4U);
  EXPECT_EQ(shape.width, 3U);
  EXPECT_FALSE(dialect_of("a,b\n1,\"x\ry\"\n2,z\rz\n").cr_rows);
  EXPECT_FALSE(dialect_of("a,b\r\n1,\"x\ry\"\r\n").cr_rows);
}

TEST(DetectCsv, ForcedDelimiterIsKept) {
  EXPECT_EQ(detect_csv("a,b\n1,2\n", true, ';').dialect.delimiter, ';');
  EXPECT_EQ(detect_csv("a,b\n1,2\n", true, ';').width, 1U);
}

TEST(DetectCsv, OneColumnScoresNothing) {
  EXPECT_EQ(detect_csv("name\nAnn\nBob\n", true, std::nullopt).score(), 0U);
}

TEST(MeasureCsv, RowCutByTheSampleCountsOnlyWhenAlone) {
  EXPECT_EQ(measure_csv({}, "a,b\n1,2\n3", false).rows, 2U);
  EXPECT_EQ(measure_csv({}, "a,b\n1,2\n3", true).rows, 3U);
  EXPECT_EQ(measure_csv({}, "a,b,c", false).width, 3U);
}

}  // namespace
}  // namespace tidegate
