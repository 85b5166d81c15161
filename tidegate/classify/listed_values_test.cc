#include "tidegate/classify/listed_values.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "tidegate/classify/literals.h"
#include "tidegate/classify/subject_scan.h"

namespace tidegate {
namespace {

ColumnProfile column_of(const char* type, bool lists) {
  ColumnProfile column;
  column.type = type;
  column.sensitivity = Sensitivity::kPersonal;
  column.cells = column.non_empty = column.distinct = 100;
  if (lists) column.evidence.push_back({std::string(kListsSeveral), 0, {}});
  return column;
}

std::size_t listed(const char* type, std::string_view cell) {
  std::vector<std::string_view> parts;
  return listed_values(role_of(column_of(type, true)), cell, parts);
}

TEST(ListedValues, AreTheValuesOfAList) {
  EXPECT_EQ(listed("NET.USER_ID", "oA1b2c3,oD4e5f6"), 2U);
  EXPECT_EQ(listed("NET.USER_ID", "[\"oA1b2c3\", \"oD4e5f6\", \"oG7\"]"), 3U);
  EXPECT_EQ(listed("EE.STAFF_ID", "E1001；E1002、E1003"), 3U);
  EXPECT_EQ(listed("EE.STAFF_ID", "10012|10013"), 2U);
  EXPECT_EQ(listed("ID.NAME", "张三、李四，王五"), 3U);
  EXPECT_EQ(listed("ID.NAME", "张三/李四"), 2U);
  EXPECT_EQ(listed("ID.NAME", "阿依古丽·买买提;王五"), 2U);
  EXPECT_EQ(listed("ID.NAME", "John Smith, Mary Jones"), 2U);
  EXPECT_EQ(listed("ID.NAME", "John;Mary"), 2U);
  EXPECT_EQ(listed("CT.MOBILE", "13912345671/13712345672"), 2U);
  EXPECT_EQ(listed("CT.EMAIL", "a@b.example;c@d.example"), 2U);
}

TEST(ListedValues, MayBePartedByWhatOnlyTheirFormTells) {
  for (const char* mark : {" ", "\t", "/", " and ", " & ", "&", "+", "和", "<br>", " / "}) {
    EXPECT_EQ(listed("NET.USER_ID", "u1000001" + std::string(mark) + "u7"), 2U) << mark;
    EXPECT_EQ(listed("NET.USER_ID", "oA1b2c3" + std::string(mark) + "oD4e5f6"), 2U) << mark;
  }
  EXPECT_EQ(listed("NET.USER_ID", "u7|u4455|u1234567"), 3U);
  EXPECT_EQ(listed("ID.NAME", "张三 李四 王五"), 3U);
  EXPECT_EQ(listed("ID.NAME", "张三和李四"), 2U);
  EXPECT_EQ(listed("ID.NAME", "Smith, John; Davis, Mary"), 2U);
  EXPECT_EQ(listed("ID.NAME", "John Smith & Mary Brown"), 2U);
  EXPECT_EQ(listed("ID.NAME", "John Smith and Mary Brown"), 2U);
  for (const char* one : {"李和平", "王伟 先生", "John Smith", "欧阳 娜娜", "Alexander Pope", "张 三"})
    EXPECT_EQ(listed("ID.NAME", one), 0U) << one;
  for (const char* one : {"6222 0212 3456", "tom brown", "2024/01/02", "AB12 CD34", "a+b", "R&D", "abc/def"})
    EXPECT_EQ(listed("NET.USER_ID", one), 0U) << one;
}

TEST(ListedValues, AreNotPartsOfOneValue) {
  for (const char* cell : {"", ",", "oA1b2c3", "1,234,567", "auth0|5f7c8ec7", "cn=tom,ou=people,dc=example",
                           "oA1b2c3,", "see the list, and more"})
    EXPECT_EQ(listed("NET.USER_ID", cell), 0U) << cell;
  for (const char* cell :
       {"Smith, John", "SMITH/JOHN MR", "王伟，联系时请先打电话", "王伟", "王伟,男", "Smith, John, Jr"})
    EXPECT_EQ(listed("ID.NAME", cell), 0U) << cell;
  EXPECT_EQ(listed("CT.PHONE", "010-62345678/801"), 0U);
}

TEST(ListedValues, AreSureWhereOnePersonIsNotWrittenSo) {
  const SubjectRole user = role_of(column_of("NET.USER_ID", true));
  EXPECT_FALSE(is_surely_list(user, "smith,john"));
  EXPECT_TRUE(is_surely_list(user, "smith,john,mary"));
  EXPECT_TRUE(is_surely_list(user, "smith1,john2"));
  EXPECT_TRUE(is_surely_list(role_of(column_of("ID.NAME", true)), "张三,李四"));
}

RC_GTEST_PROP(ListedValues, PartsAreOfTheCellAndTwoOrMore, (const std::string& cell)) {
  for (const char* type : {"ID.NAME", "NET.USER_ID", "CT.MOBILE", "CT.EMAIL"}) {
    std::vector<std::string_view> parts;
    const std::size_t n = listed_values(role_of(column_of(type, true)), cell, parts);
    RC_ASSERT(n == parts.size() && n != 1);
    for (const std::string_view part : parts)
      RC_ASSERT(!part.empty() && cell.find(part) != std::string::npos);
  }
}

PersonCounts count(const std::vector<ColumnProfile>& columns,
                   const std::vector<std::vector<std::string>>& rows) {
  RowBlock block;
  block.row_begin.push_back(0);
  for (const auto& row : rows) {
    for (std::uint32_t c = 0; c < row.size(); ++c) {
      const auto begin = static_cast<std::uint32_t>(block.text.size());
      block.cells.push_back({begin, static_cast<std::uint32_t>(row[c].size()), c});
      block.text += row[c] + ",";
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  const LiteralMatcher literals;
  SubjectScan scan(roles_of(columns, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block);
  return scan.take().counts();
}

TEST(SubjectScan, CountsEachWhomACellLists) {
  const std::vector<ColumnProfile> group{column_of("CT.MOBILE", false), column_of("NET.USER_ID", true)};
  EXPECT_EQ(count(group, {{"13912345671", "oA1,oB2,oC3"}, {"13712345672", "oB2,oD4"}}).persons, 6U)
      << "two who lead, four who are members";
  EXPECT_EQ(count(group, {{"", "oA1,oB2,oC3"}, {"", "oB2"}}).persons, 3U);
  const std::vector<ColumnProfile> names{column_of("ID.NAME", true), column_of("GEN.PLACE", false)};
  EXPECT_EQ(count(names, {{"张三、李四", "甲"}, {"王五", "乙"}}).persons, 3U);
  EXPECT_EQ(
      count({column_of("ID.NAME", true), column_of("CT.MOBILE", false)}, {{"张三、李四", "13912345671"}})
          .persons,
      2U)
      << "the number is of one of them";
  EXPECT_EQ(
      count({column_of("ID.NAME", true), column_of("EE.STAFF_ID", true)}, {{"张三,李四", "E1,E2"}}).persons,
      2U)
      << "the same people";
  EXPECT_EQ(count({column_of("CT.EMAIL", true), column_of("EE.STAFF_ID", true)},
                  {{"a@b.example;c@d.example", "E1;E2"}, {"a@b.example", ""}, {"", "E2"}})
                .persons,
            2U)
      << "the first is the first";
}

}  // namespace
}  // namespace tidegate
