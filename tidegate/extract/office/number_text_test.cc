#include "tidegate/extract/office/number_text.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

using Kind = NumberFormat::Kind;

TEST(NumberFormats, AreDatesWhereTheirCodeShowsOne) {
  for (const char* code : {"yyyy-mm-dd", "m/d/yy", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy年m月d日;@",
                           "dd\\.mm\\.yyyy", "mmm", "D-MMM-YY"})
    EXPECT_EQ(number_format_of(code).kind, Kind::kDate) << code;
  for (const char* code : {"yyyy-mm-dd hh:mm:ss", "m/d/yy h:mm AM/PM", "yyyy/mm/dd\\ hh:mm"})
    EXPECT_EQ(number_format_of(code).kind, Kind::kDateTime) << code;
  for (const char* code : {"h:mm", "[h]:mm:ss", "mm:ss.0", "[mm]:ss"})
    EXPECT_EQ(number_format_of(code).kind, Kind::kTime) << code;
  for (const char* code : {"General", "0.00", "#,##0.00_);[Red](#,##0.00)", "0.00E+00", "@", "", "\"days \"0",
                           "G/通用格式", "¥#,##0", "0%"})
    EXPECT_EQ(number_format_of(code).kind, Kind::kNumber) << code;
  EXPECT_EQ(number_format_of("000000"), (NumberFormat{Kind::kPadded, 6}));
}

TEST(NumberText, DatesComeAsIso) {
  EXPECT_EQ(number_text("1", {Kind::kDate}, false), "1900-01-01");
  EXPECT_EQ(number_text("59", {Kind::kDate}, false), "1900-02-28");
  EXPECT_EQ(number_text("61", {Kind::kDate}, false), "1900-03-01");
  EXPECT_EQ(number_text("45413", {Kind::kDate}, false), "2024-05-01");
  EXPECT_EQ(number_text("43951", {Kind::kDate}, true), "2024-05-01");
  EXPECT_EQ(number_text("45413.354166666664", {Kind::kDateTime}, false), "2024-05-01 08:30:00");
  EXPECT_EQ(number_text("4.5413354166666664E4", {Kind::kDateTime}, false), "2024-05-01 08:30:00");
  EXPECT_EQ(number_text("45413.999999999", {Kind::kDateTime}, false), "2024-05-02 00:00:00");
  EXPECT_EQ(number_text("0.35416666666666669", {Kind::kTime}, false), "08:30:00");
  EXPECT_EQ(number_text("2958465", {Kind::kDate}, false), "9999-12-31");
}

TEST(NumberText, WhatIsNoDayStaysANumber) {
  EXPECT_EQ(number_text("2958466", {Kind::kDate}, false), "2958466");
  EXPECT_EQ(number_text("-3", {Kind::kDate}, false), "-3");
  EXPECT_EQ(number_text("13800138000", {Kind::kDate}, false), "13800138000");
  EXPECT_EQ(number_text("n/a", {Kind::kDate}, false), "n/a");
}

TEST(NumberText, KeepsEveryDigitOfUpToFifteen) {
  for (const char* digits : {"0", "7", "13800138000", "123456789012345", "-42", "0.1", "1234567.89"})
    EXPECT_EQ(number_text(digits, {}, false), digits);
  EXPECT_EQ(number_text("1.3800138E10", {}, false), "13800138000");
  EXPECT_EQ(number_text("1.23456789012345E+14", {}, false), "123456789012345");
  EXPECT_EQ(number_text("0.30000000000000004", {}, false), "0.3");
  EXPECT_EQ(number_text("99999.999999999999", {}, false), "100000");
  EXPECT_EQ(number_text("1e-3", {}, false), "0.001");
  EXPECT_EQ(number_text("1e-300", {}, false), "1e-300");
  // Written out in the file, though a spreadsheet would round it; and rounded by a spreadsheet.
  EXPECT_EQ(number_text("110105199003071234", {}, false), "110105199003071234");
  EXPECT_EQ(number_text("1.10105199003071E+17", {}, false), "110105199003071000");
}

TEST(NumberText, PutsTheZerosInFrontThatTheFormatShows) {
  EXPECT_EQ(number_text("123", {Kind::kPadded, 6}, false), "000123");
  EXPECT_EQ(number_text("1234567", {Kind::kPadded, 6}, false), "1234567");
  EXPECT_EQ(number_text("-1", {Kind::kPadded, 6}, false), "-1");
}

}  // namespace
}  // namespace tidegate
