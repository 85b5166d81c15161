#include "tidegate/extract/csv_header.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tidegate/extract/header_words.h"

namespace tidegate {
namespace {

using Strings = std::vector<std::string>;

CsvHeader header_of(std::string_view text, std::optional<bool> forced = std::nullopt) {
  return detect_header(sample_csv({}, text, true, 200, 100), forced);
}

TEST(DetectHeader, WordsAboveValuesAreAHeader) {
  const CsvHeader header = header_of("qty,when\n3,2024-01-05\n12,2024-02-11\n");
  EXPECT_EQ(header.row, 0U);
  EXPECT_EQ(header.columns, (Strings{"qty", "when"}));
  EXPECT_EQ(header.data_begin, 9U);
}

TEST(DetectHeader, ValuesAboveValuesAreData) {
  const CsvHeader header = header_of("3,2024-01-05,Ann\n12,2024-02-11,Bob\n");
  EXPECT_EQ(header.row, std::nullopt);
  EXPECT_EQ(header.columns, (Strings{"", "", ""}));
  EXPECT_EQ(header.data_begin, 0U);
}

TEST(DetectHeader, NothingThatSpeaksForItMeansData) {
  // A list of names must not lose its first person to the header.
  EXPECT_EQ(header_of("张三\n李四\n王小五\n").row, std::nullopt);
  EXPECT_EQ(header_of("Ann,Oslo\nBob,Rome\nCarla,Bonn\n").row, std::nullopt);
}

TEST(DetectHeader, WordsThatNameColumnsAreAHeader) {
  EXPECT_EQ(header_of("姓名,所在城市\n张三,上海\n李四,北京\n").row, 0U);
  EXPECT_EQ(header_of("customerName,home city\nAnn,Oslo\nBob,Rome\n").row, 0U);
}

TEST(DetectHeader, CellFoundAgainBelowIsData) {
  EXPECT_EQ(
      header_of("yes,red\nno,blue\nyes,red\nno,green\nyes,red\nno,blue\nyes,red\nyes,red\nno,blue\n").row,
      std::nullopt);
}

TEST(DetectHeader, RowsAboveAreKeptAsLines) {
  const CsvHeader header = header_of(
      "工资表（内部）,,,\n单位：元,,,\n\n姓名,身份证号,岗位,金额\n张三,110101199003078888,钳工,5000\n李四,"
      "310101198507123456,机修,6000\n");
  EXPECT_EQ(header.row, 3U);
  EXPECT_EQ(header.lines_above, (Strings{"工资表（内部）", "单位：元", ""}));
  EXPECT_EQ(header.columns[3], "金额");
}

TEST(DetectHeader, GroupNamesFillTheGapsOfTheRowBelow) {
  const CsvHeader header =
      header_of("基本信息,,,应发,\n序号,姓名,岗位,,小计\n1,张三,钳工,5000,5100\n2,李四,机修,6000,6150\n");
  EXPECT_EQ(header.row, 1U);
  EXPECT_EQ(header.columns, (Strings{"序号", "姓名", "岗位", "应发", "小计"}));
  EXPECT_EQ(header.lines_above, (Strings{"基本信息\t应发"}));
}

TEST(DetectHeader, TwoFullHeaderRowsAreJoined) {
  const CsvHeader header =
      header_of("name,amount,date\n姓名,金额,日期\n张三,5000,2024-01-05\n李四,6000,2024-01-06\n");
  EXPECT_EQ(header.row, 0U);
  EXPECT_EQ(header.columns, (Strings{"name 姓名", "amount 金额", "date 日期"}));
  EXPECT_EQ(header.data_begin, std::string("name,amount,date\n姓名,金额,日期\n").size());
}

TEST(DetectHeader, YearsMayNameColumns) {
  EXPECT_EQ(header_of("country,2019,2020\nNorway,5.3,5.4\nItaly,60.1,59.6\nFrance,67.2,67.4\n").row, 0U);
}

TEST(DetectHeader, NumberedNamesAreAHeader) {
  EXPECT_EQ(header_of("c01,c02,c03\n17,41010519580423537X,13800320343\n18,4501X,13900320343\n").row, 0U);
  EXPECT_EQ(header_of("V1,V2\n3,4\n5,6\n").row, 0U);
  EXPECT_EQ(header_of("列1,列2\n张三,3\n李四,4\n").row, 0U);
}

TEST(DetectHeader, NumberedSeatsAndCodesAreData) {
  EXPECT_EQ(header_of("A1,A2,A3\nB1,B2,B3\nC1,C2,C3\n").row, std::nullopt);
  EXPECT_EQ(header_of("K73,K51\nK12,E11\nI10,J45\n").row, std::nullopt);
  EXPECT_EQ(header_of("c7,c8\n5,6\n7,8\n").row, std::nullopt);
}

TEST(DetectHeader, CountOfRowsInFrontGetsAColumn) {
  const CsvHeader header = header_of("name,age\n1,Ann,30\n2,Bob,41\n3,Eve,29\n");
  EXPECT_EQ(header.columns, (Strings{"", "name", "age"}));
}

TEST(DetectHeader, ColumnsWithoutAHeaderCellAreAdded) {
  EXPECT_EQ(header_of("name,age\nAnn,30,x\nBob,41,y\n").columns, (Strings{"name", "age", ""}));
  EXPECT_EQ(header_of("name,age\nAnn,30,\nBob,41,\n").columns, (Strings{"name", "age"}))
      << "a delimiter at the end";
}

TEST(DetectHeader, UserDecides) {
  EXPECT_EQ(header_of("1,2\n3,4\n", true).columns, (Strings{"1", "2"}));
  EXPECT_EQ(header_of("name,age\nAnn,30\n", false).row, std::nullopt);
}

TEST(DetectHeader, HeaderAloneIsAHeader) {
  const CsvHeader header = header_of("id,name,email\n");
  EXPECT_EQ(header.row, 0U);
  EXPECT_EQ(header.data_begin, 14U);
}

TEST(DetectHeader, NamesAreShortAndOnOneLine) {
  const CsvHeader header = header_of("\"total\namount\"," + std::string(2'000, 'x') + "张\n5,6\n7,8\n");
  EXPECT_EQ(header.columns[0], "total amount");
  EXPECT_EQ(header.columns[1].size(), 512U);
}

TEST(NamesAColumn, LastWordTellsAndPlacesDoNot) {
  for (const char* cell :
       {"name", "customer_name", "firstName", "Sales ($bil)", "家庭住址", "金额（元）", "City", "Phone:"}) {
    EXPECT_TRUE(names_a_column(cell)) << cell;
  }
  for (const char* cell :
       {"", "Ann", "New York City", "Cavan General Hospital", "文化路131号", "张三", "id7"}) {
    EXPECT_FALSE(names_a_column(cell)) << cell;
  }
}

}  // namespace
}  // namespace tidegate
