#include "tidegate/classify/subject_scan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/classify/test_model.h"
#include "tidegate/classify/total_row.h"

namespace tidegate {
namespace {

// A row block of these rows, cells as they are.
RowBlock block_of(const std::vector<std::vector<std::string>>& rows) {
  RowBlock block;
  block.row_begin.push_back(0);
  for (const auto& row : rows) {
    std::uint32_t column = 0;
    for (const std::string& cell : row) {
      block.cells.push_back(
          {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(cell.size()), column++});
      block.text += cell + '\0';
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

bool is_total(const std::vector<std::string>& row) {
  const SubjectRoles roles =
      roles_of({column_of("ID.NAME"), column_of("CT.MOBILE"), column_of("EE.INCOME")}, false);
  const RowBlock block = block_of({row});
  return is_total_row(block.cells, block.text, roles);
}

TEST(TotalRow, SaysSoAndHoldsNumbersAlone) {
  EXPECT_TRUE(is_total({"合计", "", "1,234,567.00"}));
  EXPECT_TRUE(is_total({"小计：", "", "￥9 800"}));
  EXPECT_TRUE(is_total({"", "Grand Total", "88%"}));
  EXPECT_TRUE(is_total({"TOTAL", "", ""}));
  EXPECT_FALSE(is_total({"合计", "13912345670", "900"})) << "a telephone: somebody's record";
  EXPECT_TRUE(is_total({"合计", "20000", "900"})) << "how many rows there are";
  EXPECT_FALSE(is_total({"Total", "100123", "900"})) << "a short number in its column is one too";
  EXPECT_FALSE(is_total({"Sum", "", "900"})) << "somebody's name";
  EXPECT_FALSE(is_total({"Total", "", "engineer"}));
  EXPECT_FALSE(is_total({"张伟", "", "900"}));
  EXPECT_FALSE(is_total({"Sum"})) << "one column: a list of names";
}

TEST(TotalRow, IsNobodyInAnyShareOfTheBlocks) {
  const SubjectRoles roles = roles_of({column_of("CT.MOBILE"), column_of("ID.NAME")}, false);
  const LiteralMatcher literals;
  const RowBlock above = block_of({{"13912345671", "a"}, {"", "nobody's number"}});
  const RowBlock below = block_of({{"13912345672", "b"}, {"总计", "2"}});
  const Date day = *Date::parse("2026-11-20");
  SubjectScan whole(roles, SubjectKeySecret{}, day, literals);
  whole.add(above);
  whole.add(below);
  SubjectScan one(roles, SubjectKeySecret{}, day, literals);
  SubjectScan other(roles, SubjectKeySecret{}, day, literals);
  one.add(below);
  other.add(above);
  one.merge(std::move(other));
  for (SubjectScan* scan : {&whole, &one}) {
    EXPECT_EQ(scan->total_rows(), 1U);
    EXPECT_EQ(scan->take().counts().persons, 3U);
  }
}

TEST(SubjectScan, WhomToCallIsAPersonToo) {
  std::vector<ColumnProfile> columns{column_of("EE.STAFF_ID"), column_of("ID.NAME"), column_of("ID.NAME"),
                                     column_of("CT.MOBILE")};
  columns[1].name = "姓名";
  columns[2].name = "紧急联系人";
  columns[3].name = "紧急联系人电话";
  const RowBlock block = block_of({{"E1", "张伟", "李娜", "13912345671"},
                                   {"E2", "王芳", "李娜", "13912345671"},  // the same
                                   {"E3", "刘洋", "陈静", ""},             // nothing tells her from others
                                   {"E4", "杨帆", "", ""}});               // nobody
  const LiteralMatcher literals;
  SubjectScan scan(roles_of(columns, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block);
  const PersonCounts counts = scan.take().counts();
  EXPECT_EQ(counts.persons, 6U);
  EXPECT_EQ(counts.rows_without_identifier, 1U);
  for (ColumnProfile& column : columns) column.name.clear();
  SubjectScan one(roles_of(columns, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  one.add(block);
  EXPECT_EQ(one.take().counts().persons, 4U);
}

struct TestColumn {
  const char* type;
  const char* header;
  std::uint64_t distinct;
};

SubjectRoles roles_of_columns(const std::vector<TestColumn>& columns) {
  std::vector<ColumnProfile> profiles;
  for (const TestColumn& column : columns) {
    profiles.push_back(column_of(column.type));
    profiles.back().name = column.header;
    profiles.back().distinct = column.distinct;
  }
  return roles_of(profiles, false);
}

std::uint64_t persons_in(const std::vector<TestColumn>& columns,
                         const std::vector<std::vector<std::string>>& rows) {
  const LiteralMatcher literals;
  SubjectScan scan(roles_of_columns(columns), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block_of(rows));
  return scan.take().counts().persons;
}

// Tables are read column by column, other blocks row by row: any table of any roles, the same persons.
TEST(SubjectScan, ReadsColumnsAsItReadsRows) {
  const LiteralMatcher literals;
  EXPECT_TRUE(rc::check("any roles and cells", [&] {
    const auto width = *rc::gen::inRange<std::size_t>(1, 6);
    SubjectRoles roles(width);
    for (SubjectRole& role : roles) {
      role.rank = *rc::gen::elementOf(std::vector<std::int8_t>{-1, 0, 1, 6, 6, 7, 8, 15});
      role.value = *rc::gen::arbitrary<bool>() ? SubjectRole::Value::kPlain : SubjectRole::Value::kDigits;
      if (role.rank == 0) role.value = SubjectRole::Value::kResidentId;
      if (role.rank == 6) role.value = SubjectRole::Value::kMobile;
      role.personal = *rc::gen::arbitrary<bool>();
      role.sensitive = *rc::gen::inRange(0, 3) == 0;
      role.birth = *rc::gen::inRange(0, 4) == 0;
      role.age = !role.birth && *rc::gen::inRange(0, 4) == 0;
      role.again = role.rank >= 0 && *rc::gen::inRange(0, 3) == 0;
      role.cards = role.rank >= 0 && *rc::gen::inRange(0, 3) == 0;
      role.party = *rc::gen::elementOf(std::vector<std::uint8_t>{0, 0, 0, 1, 20});
      if (role.rank < 0 && *rc::gen::inRange(0, 3) == 0) role.inside = SubjectRole::Inside::kSeveral;
    }
    const auto cell = rc::gen::elementOf(std::vector<std::string>{"",
                                                                  " ",
                                                                  "合计",
                                                                  "总计",
                                                                  "NULL",
                                                                  "-",
                                                                  "12",
                                                                  "9",
                                                                  "13912345671",
                                                                  "139-1234-5671",
                                                                  " 13712345672 ",
                                                                  "11010519491231002X",
                                                                  "110105201502030011",
                                                                  "2015-03-04",
                                                                  "1980-01-01",
                                                                  "a@b.example",
                                                                  "E12345678",
                                                                  "wife 13612345673",
                                                                  "13612345674, 13612345675",
                                                                  "a@b.example b@b.example 13912345671",
                                                                  "6228480402564890018/6228480402564890018",
                                                                  "110105201502030011 11010519491231002X",
                                                                  "6228480402564890018",
                                                                  "000000",
                                                                  "x"});
    std::vector<std::vector<std::string>> rows(*rc::gen::inRange<std::size_t>(1, 12));
    for (auto& row : rows) row = *rc::gen::container<std::vector<std::string>>(width, cell);
    SubjectScan by_column(roles, SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
    SubjectScan by_row(roles, SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
    const RowBlock block = block_of(rows);
    by_column.add(block);
    by_row.add_by_row(block);
    RC_ASSERT(by_column.total_rows() == by_row.total_rows());
    const SubjectSet a = by_column.take();
    const SubjectSet b = by_row.take();
    RC_ASSERT(a.counts().persons == b.counts().persons);
    RC_ASSERT(a.counts().with_sensitive == b.counts().with_sensitive);
    RC_ASSERT(a.counts().under14 == b.counts().under14);
    RC_ASSERT(a.counts().rows_without_identifier == b.counts().rows_without_identifier);
    RC_ASSERT(a.rows_without_age() == b.rows_without_age());
    for (std::uint8_t rank = 0; rank < kIdentifierRanks; ++rank)
      RC_ASSERT(a.distinct(rank) == b.distinct(rank));
  }));
}

struct TestCells {
  const char* type;
  std::uint64_t inside;  // of 100 cells, with mobile numbers amid their text
};

auto all_of(const PersonCounts& c) {
  return std::tuple(c.persons, c.with_sensitive, c.ordinary_only, c.under14, c.rows_without_identifier);
}

PersonCounts counts_inside(const std::vector<TestCells>& columns,
                           const std::vector<std::vector<std::string>>& rows) {
  std::vector<ColumnProfile> profiles;
  for (const TestCells& column : columns) {
    profiles.push_back(column_of(column.type));
    if (profiles.back().type.starts_with("GEN.")) profiles.back().sensitivity = Sensitivity::kNone;
    if (column.inside > 0) profiles.back().in_text = {{"CT.MOBILE", column.inside}};
  }
  const LiteralMatcher literals;
  SubjectScan scan(roles_of(profiles, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  SubjectScan by_row(roles_of(profiles, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block_of(rows));
  by_row.add_by_row(block_of(rows));
  const SubjectSet set = scan.take();
  const SubjectSet other = by_row.take();
  EXPECT_EQ(all_of(set.counts()), all_of(other.counts()));
  EXPECT_EQ(set.rows_without_age(), other.rows_without_age());
  return set.counts();
}

std::uint64_t persons_inside(const std::vector<TestCells>& columns,
                             const std::vector<std::vector<std::string>>& rows) {
  return counts_inside(columns, rows).persons;
}

const std::string kChild = "110105201603076316";
const std::string kAdult = "11010519491231002X";

// Each number in a cell tells the age of its own person.
TEST(SubjectScan, AnAgeInACellIsItsOwnPersons) {
  const std::vector<TestCells> columns{{"CT.MOBILE", 0}, {"GEN.TEXT", 90}};
  const PersonCounts both =
      counts_inside(columns, {{"13912345671", "孩子身份证" + kChild + " 家长13612345673"}});
  EXPECT_EQ(both.persons, 3U);
  EXPECT_EQ(both.under14, 1U);
  // A grown-up's number does not say that the others are of age.
  const LiteralMatcher literals;
  std::vector<ColumnProfile> profiles{column_of("CT.MOBILE"), column_of("GEN.TEXT")};
  profiles[1].in_text = {{"CT.MOBILE", 90}};
  SubjectScan scan(roles_of(profiles, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block_of({{"13912345671", "母亲身份证" + kAdult + " 孩子手机13612345673"}}));
  EXPECT_EQ(scan.take().rows_without_age(), 2U) << "the row's own and the child";
  // What a remark tells of the row's own person counts, though its number does not.
  const PersonCounts own =
      counts_inside({{"CT.MOBILE", 0}, {"GEN.TEXT", 3}}, {{"13912345671", "身份证 " + kChild}});
  EXPECT_EQ(own.persons, 1U);
  EXPECT_EQ(own.under14, 1U);
}

// A child's number under any header tells the child.
TEST(SubjectScan, AResidentsNumberTellsTheAgeInAnyColumn) {
  EXPECT_EQ(counts_inside({{"EE.STAFF_ID", 0}}, {{kChild}, {"S-1"}}).under14, 1U);
  EXPECT_EQ(counts_inside({{"CT.IM", 0}}, {{kChild}, {kAdult}}).under14, 1U);
}

// So does a card in a column that proves to hold some.
TEST(SubjectScan, ACardInAnyColumnIsSensitive) {
  ColumnProfile column = column_of("NET.USER_ID");
  column.evidence = {{std::string(kHoldsCards), 500, {}}};
  const LiteralMatcher literals;
  for (const bool by_row : {false, true}) {
    SubjectScan scan(roles_of({column}, false), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
    const RowBlock block = block_of({{"6228480402564890018"}, {"U-1"}});
    by_row ? scan.add_by_row(block) : scan.add(block);
    EXPECT_EQ(scan.take().counts().with_sensitive, 1U);
  }
}

// Several columns of texts are read together: their order does not matter.
TEST(SubjectScan, TheOrderOfTextsDoesNotMatter) {
  const std::vector<TestCells> columns{{"ID.NAME", 0}, {"GEN.TEXT", 60}, {"GEN.TEXT", 60}};
  const std::string two = "甲13612345673 乙13612345674";
  EXPECT_EQ(all_of(counts_inside(columns, {{"王伟", two, "wife 13612345675"}})),
            all_of(counts_inside(columns, {{"王伟", "wife 13612345675", two}})));
}

TEST(SubjectScan, PersonsInsideCellsAreCounted) {
  const std::string two = "13612345673, 13612345674";
  // Lists of members: the cells are texts, whatever their type.
  EXPECT_EQ(persons_inside({{"GEN.NUMBER", 0}, {"NET.USER_ID", 100}}, {{"1", two}, {"2", "13612345675"}}),
            3U);
  // A remark now and then is of the row's own person, where it has another kind of number; several in one,
  // and another number of the row's own kind, are others.
  const std::vector<TestCells> rare{{"CT.MOBILE", 0}, {"GEN.TEXT", 3}};
  EXPECT_EQ(persons_inside(rare, {{"13912345671", "call 13612345673"}}), 2U);
  EXPECT_EQ(persons_inside(rare, {{"13912345671", "again 13912345671"}}), 1U);
  EXPECT_EQ(persons_inside(rare, {{"13912345671", two}, {"13912345672", ""}}), 4U);
  EXPECT_EQ(persons_inside(rare, {{"13912345671", "wife 13612345673"}}), 2U) << "the words say whose it is";
  EXPECT_EQ(persons_inside(rare, {{"", "call 13612345673"}, {"13912345671", ""}}), 2U)
      << "nobody else is known";
  // One in every row is somebody else's, but for the row's own.
  const std::vector<TestCells> often{{"CT.MOBILE", 0}, {"GEN.TEXT", 90}};
  EXPECT_EQ(persons_inside(often, {{"13912345671", "wife 13612345673"}}), 2U);
  EXPECT_EQ(persons_inside(often, {{"13912345671", "again 13912345671"}}), 1U);
  // Where the row tells nothing of the kind it is the row's own person.
  EXPECT_EQ(persons_inside({{"CT.EMAIL", 0}, {"GEN.TEXT", 90}}, {{"a@b.example", "13612345673"}}), 1U);
  EXPECT_EQ(persons_inside({{"CT.EMAIL", 0}, {"GEN.TEXT", 90}}, {{"a@b.example", "家属 13612345673"}}), 2U);
  EXPECT_EQ(persons_inside({{"MED.NOTE", 1}}, {{"call 13612345673"}, {"fever"}, {"cough"}}), 3U)
      << "a note is of somebody, with a number or without";
  EXPECT_EQ(persons_inside({{"ID.NAME", 0}, {"GEN.TEXT", 90}}, {{"王伟", "13612345672"}, {"王伟", two}}), 4U)
      << "one, two, and the second of the name";
}

// Objects of an array are somebody each, those of one place in the array the same one.
TEST(SubjectScan, ObjectsOfAnArrayAreSeveralPeople) {
  const std::vector<TestColumn> columns{{"CT.MOBILE", "owner.phone", 9},
                                        {"CT.EMAIL", "members[].email", 9},
                                        {"CT.MOBILE", "members[].phone", 9}};
  const auto count = [&](const std::vector<std::pair<std::uint32_t, std::string>>& cells) {
    RowBlock block;
    for (const auto& [column, cell] : cells) block.add_cell(column, cell);
    block.end_row();
    const LiteralMatcher literals;
    SubjectScan scan(roles_of_columns(columns), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
    scan.add(block);
    return scan.take().counts().persons;
  };
  EXPECT_EQ(count({{0, "13912345671"}, {1, "a@b.example"}, {1, "c@b.example"}, {1, "d@b.example"}}), 4U);
  EXPECT_EQ(count({{0, "13912345671"},
                   {1, "a@b.example"},
                   {1, "c@b.example"},
                   {2, "13612345673"},
                   {2, "13612345674"}}),
            3U);
  EXPECT_EQ(count({{0, "13912345671"}, {1, "a@b.example"}}), 2U) << "a member, as two are";
}

// Ages in an array are of those whom the other columns of the array name, in its order.
TEST(SubjectScan, AgesInAnArrayAreOfItsPeople) {
  const std::vector<TestColumn> columns{{"CT.MOBILE", "owner.phone", 9},
                                        {"NET.USER_ID", "members[].user_id", 9},
                                        {"DM.BIRTH_DATE", "members[].birth", 9}};
  using Cells = std::vector<std::pair<std::uint32_t, std::string>>;
  const auto scanned = [&](const Cells& cells) {
    RowBlock block;
    for (const auto& [column, cell] : cells) block.add_cell(column, cell);
    block.end_row();
    const LiteralMatcher literals;
    SubjectScan scan(roles_of_columns(columns), SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
    scan.add(block);
    return scan.take();
  };
  const SubjectSet one_each = scanned({{1, "u1"}, {1, "u2"}, {2, "2018-01-11"}, {2, "1980-05-11"}});
  EXPECT_EQ(one_each.counts().persons, 2U);
  EXPECT_EQ(one_each.counts().under14, 1U);
  EXPECT_EQ(one_each.rows_without_age(), 0U);
  const SubjectSet one_missing =
      scanned({{1, "u1"}, {1, "u2"}, {1, "u3"}, {2, "2018-01-11"}, {2, "1980-05-11"}});
  EXPECT_EQ(one_missing.counts().persons, 3U);
  EXPECT_EQ(one_missing.counts().under14, 1U);
  EXPECT_EQ(one_missing.rows_without_age(), 2U) << "nothing tells whose the other age is";
  const SubjectSet ages_alone = scanned({{0, "13912345671"}, {2, "2018-01-11"}, {2, "1980-05-11"}});
  EXPECT_EQ(ages_alone.counts().persons, 3U);
  EXPECT_EQ(ages_alone.counts().under14, 1U);
}

TEST(SubjectScan, NobodyHasDozensOfTelephones) {
  RowBlock block;
  block.add_cell(0, "11010519491231002X");
  for (int i = 0; i < 40; ++i) block.add_cell(1, std::to_string(13'912'345'000 + i));
  block.end_row();
  const LiteralMatcher literals;
  SubjectScan scan(roles_of_columns({{"ID.CN_RESIDENT", "id_no", 9}, {"CT.MOBILE", "phones[]", 9}}),
                   SubjectKeySecret{}, *Date::parse("2026-11-20"), literals);
  scan.add(block);
  EXPECT_EQ(scan.take().counts().persons, 41U);
}

// Far more names than numbers: a family's telephone, an agency's.
TEST(SubjectScan, ANumberThatManySharesIsAPersonsWithTheName) {
  const std::vector<std::vector<std::string>> rows{
      {"王伟", "13912345671"}, {"李娜", "13912345671"}, {"王伟", "13912345671"}, {"张敏", "13712345672"}};
  EXPECT_EQ(persons_in({{"ID.NAME", "乘客姓名", 3}, {"CT.MOBILE", "联系手机", 2}}, rows), 3U);
  EXPECT_EQ(persons_in({{"ID.NAME", "姓名", 2}, {"CT.MOBILE", "手机", 2}}, rows), 2U);
}

TEST(SubjectScan, WhoServesIsAnotherThanWhoIsServed) {
  const std::vector<std::vector<std::string>> rows{{"13912345671", "13612345678"},
                                                   {"13712345672", "13612345678"}};
  const auto mobiles = [&](const char* own, const char* other) {
    return persons_in({{"CT.MOBILE", own, 2}, {"CT.MOBILE", other, 1}}, rows);
  };
  for (const auto& [own, other] :
       std::initializer_list<std::pair<const char*, const char*>>{{"联系人手机", "第二联系人手机"},
                                                                  {"手机号", "家庭成员手机号"},
                                                                  {"客户手机", "工作人员手机"},
                                                                  {"手机号码", "单位负责人手机"},
                                                                  {"患者手机", "家庭医生手机"},
                                                                  {"学生手机", "办公室主任手机"},
                                                                  {"customer_phone", "home_owner_phone"},
                                                                  {"customer_phone", "work_supervisor_phone"},
                                                                  {"mobile", "second_passenger_mobile"},
                                                                  {"tenant_phone", "backup_driver_phone"}})
    EXPECT_EQ(mobiles(own, other), 3U) << other;
  const auto kinds = [&](const char* type, const char* own, const char* other) {
    return persons_in({{"CT.MOBILE", own, 2}, {type, other, 1}},
                      {{"13912345671", "E77"}, {"13712345672", "E77"}});
  };
  EXPECT_EQ(kinds("EE.STAFF_ID", "客户手机", "客户经理工号"), 3U);
  EXPECT_EQ(kinds("EE.STAFF_ID", "客户手机", "工号"), 3U);
  EXPECT_EQ(kinds("EE.STAFF_ID", "手机", "工号"), 1U) << "the employee's own";
  EXPECT_EQ(kinds("ID.DRIVER", "mobile", "driver_license_no"), 1U);
  EXPECT_EQ(persons_in({{"ID.NAME", "患者姓名", 2}, {"CT.MOBILE", "手机", 2}, {"ID.NAME", "医生姓名", 1}},
                       {{"王伟", "13912345671", "李娜"}}),
            1U)
      << "a name alone tells nobody apart";
  EXPECT_EQ(persons_in({{"ID.NAME", "司机姓名", 2}, {"CT.MOBILE", "司机手机", 2}}, {{"王伟", "13912345671"}}),
            1U);
}

// One clerk, a thousand customers; nobody has so many telephones.
TEST(SubjectScan, ManyNumbersBesideFewBetterOnesAreOfOthers) {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 40; ++i)
    rows.push_back({i % 2 == 0 ? kAdult : "110105198803076319", std::to_string(13'912'345'000 + i)});
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "证号", 2}, {"CT.MOBILE", "号码", 40}}, rows), 42U);
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "证号", 30}, {"CT.MOBILE", "号码", 40}}, rows), 2U)
      << "as many, but for chance and change";
}

TEST(SubjectScan, ASecondNameHeadedAlikeBeginsAnotherPerson) {
  EXPECT_EQ(persons_in({{"ID.NAME", "姓名", 1},
                        {"ID.CN_RESIDENT", "身份证号", 1},
                        {"CT.MOBILE", "手机", 1},
                        {"ID.NAME", "姓名", 1},
                        {"CT.PHONE", "电话", 1}},
                       {{"王伟", "11010519491231002X", "13912345671", "李娜", "01088886666"}}),
            2U);
  EXPECT_EQ(persons_in({{"ID.NAME", "name", 1}, {"CT.EMAIL", "email", 1}, {"ID.NAME", "name", 1}},
                       {{"王伟", "a@b.example", "王伟"}}),
            1U)
      << "no number behind it";
}

TEST(SubjectScan, AChildIsAPersonAndItsBirthItsOwn) {
  for (const char* header : {"儿童姓名", "孩子姓名", "孩子", "child_name", "Dependent"})
    EXPECT_EQ(persons_in({{"ID.NAME", "姓名", 1}, {"CT.MOBILE", "手机", 1}, {"ID.NAME", header, 1}},
                         {{"王伟", "13912345671", "王小明"}}),
              2U)
        << header;
  EXPECT_EQ(persons_in({{"CT.MOBILE", "手机", 1}, {"DM.BIRTH_DATE", "宝宝出生日期", 1}},
                       {{"13912345671", "2024-03-01"}}),
            2U);
}

TEST(SubjectScan, ASecondNameUnderAWordOfItsOwnIsAnothers) {
  const auto named = [](const char* second, const char* number) {
    return persons_in({{"ID.NAME", "name", 1},
                       {"ID.OTHER_NATIONAL", "national_id", 1},
                       {"ID.NAME", second, 1},
                       {"CT.EMAIL", number, 1}},
                      {{"Anna Berg", "AB1234567", "Carl Dahl", "c@b.example"}});
  };
  EXPECT_EQ(named("对方姓名", "对方邮箱"), 2U);
  EXPECT_EQ(named("Reference 2", "Reference 2 email"), 2U);
  EXPECT_EQ(named("expert", "expert_email"), 2U);
  for (const char* own : {"full_name", "曾用名", "English name", "开户名", "customer_name", "姓名（拼音）"})
    EXPECT_EQ(named(own, "email"), 1U) << own;
}

TEST(SubjectScan, MaskedNumbersIdentifyNobody) {
  EXPECT_EQ(persons_in({{"CT.MOBILE", "手机", 1}}, {{"138****1234"}, {"138****1234"}, {"138XXXX1234"}}), 3U);
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "证号", 1}}, {{"110105********123X"}, {"110105********123X"}}),
            2U);
  EXPECT_EQ(persons_in({{"CT.EMAIL", "email", 1}}, {{"z***@qq.example"}, {"z***@qq.example"}}), 2U);
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "证号", 1}}, {{"110105194912310000"}, {"110105194912310000"}}), 2U)
      << "fifteen digits are left";
}

TEST(SubjectScan, ANumberOfDozensOfPeopleIdentifiesNobody) {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 50; ++i) rows.push_back({"王" + std::to_string(i), "01088886666"});
  EXPECT_EQ(persons_in({{"ID.NAME", "姓名", 50}, {"CT.PHONE", "座机", 1}}, rows), 50U);
}

// A remark with another number of the kind is of another; with a number of another kind, of the row's own.
TEST(SubjectScan, ARemarkWithAnotherNumberOfTheKindIsOfAnother) {
  EXPECT_EQ(persons_inside({{"CT.MOBILE", 0}, {"GEN.TEXT", 3}},
                           {{"13912345671", "找王伟13612345673"}, {"13912345672", "本人13912345672"}}),
            3U);
  EXPECT_EQ(persons_inside({{"CT.MOBILE", 0}, {"GEN.TEXT", 3}}, {{"13912345671", "发到 a@b.example"}}), 1U);
}

TEST(SubjectScan, ANumberThatASpreadsheetRoundedIdentifiesNobody) {
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "身份证号", 1}}, {{"1.10105E+17"}, {"1.10105E+17"}, {"1.3E+17"}}),
            3U);
}

// Their numbers tell their ages, and nobody else's.
TEST(SubjectScan, ThoseInAnArrayHaveTheirOwnAges) {
  RowBlock block;
  for (const std::string& cell : {kChild, kAdult}) block.add_cell(0, cell);
  block.end_row();
  const LiteralMatcher literals;
  SubjectScan scan(roles_of_columns({{"ID.CN_RESIDENT", "members[].idcard", 9}}), SubjectKeySecret{},
                   *Date::parse("2026-11-20"), literals);
  scan.add(block);
  const SubjectSet set = scan.take();
  EXPECT_EQ(set.counts().persons, 2U);
  EXPECT_EQ(set.counts().under14, 1U);
  EXPECT_EQ(set.rows_without_age(), 0U);
}

TEST(SubjectScan, NamesInAnArrayAreSeveralPeople) {
  RowBlock block;
  for (const char* cell : {"张三", "李四", "王五"}) block.add_cell(0, cell);
  block.end_row();
  const LiteralMatcher literals;
  SubjectScan scan(roles_of_columns({{"ID.NAME", "members[]", 9}}), SubjectKeySecret{},
                   *Date::parse("2026-11-20"), literals);
  scan.add(block);
  EXPECT_EQ(scan.take().counts().persons, 3U);
}

TEST(SubjectScan, TheNamesOfOneAccountAreOnePerson) {
  const std::vector<TestColumn> names{{"NET.USER_ID", "昵称", 2}, {"NET.USER_ID", "会员编号", 3}};
  EXPECT_EQ(persons_in(names, {{"fox", "M1"}, {"fox", "M2"}, {"owl", "M3"}}), 3U);
  EXPECT_EQ(persons_in(names, {{"fox", "M1"}, {"owl", ""}}), 2U) << "by the other where one is blank";
  EXPECT_EQ(persons_in({{"CT.IM", "wechat", 2}, {"CT.IM", "qq", 2}}, {{"wx_a", "10001"}, {"wx_b", "10002"}}),
            2U);
  EXPECT_EQ(persons_in({{"NET.USER_ID", "user_id", 2}, {"NET.USER_ID", "friend_id", 2}}, {{"a1", "b1"}}), 2U);
  EXPECT_EQ(persons_in({{"NET.USER_ID", "uid1", 2}, {"NET.USER_ID", "uid2", 2}}, {{"a1", "b1"}}), 2U);
}

TEST(SubjectScan, TelephonesOfARowAreOnePersonsWhereTheHeadersSaySo) {
  const std::vector<std::vector<std::string>> rows{{"13912345671", "13712345672"}};
  EXPECT_EQ(persons_in({{"CT.MOBILE", "手机号", 1}, {"CT.MOBILE", "联系电话", 1}}, rows), 2U);
  EXPECT_EQ(persons_in({{"CT.MOBILE", "手机号", 1}, {"CT.MOBILE", "备用手机", 1}}, rows), 1U);
  EXPECT_EQ(persons_in({{"CT.MOBILE", "home_phone", 1}, {"CT.MOBILE", "work_phone", 1}}, rows), 1U);
  EXPECT_EQ(persons_in({{"CT.PHONE", "phone", 1}, {"CT.PHONE", "mobile", 1}}, rows), 1U);
}

TEST(SubjectScan, BothSidesOfADealAreCounted) {
  const std::vector<std::vector<std::string>> rows{{"13912345671", "6228481"}, {"13912345671", "6228482"}};
  const std::vector<TestColumn> both{{"CT.MOBILE", "付款人手机", 1}, {"FIN.ACCOUNT", "收款人账号", 2}};
  EXPECT_EQ(persons_in(both, rows), 3U);
  const std::vector<TestColumn> one{{"CT.MOBILE", "手机", 1}, {"FIN.ACCOUNT", "收款人账号", 2}};
  EXPECT_EQ(persons_in(one, rows), 3U) << "the row has a number of its own beside";
  EXPECT_EQ(persons_in({{"GEN.CODE", "单号", 2}, {"FIN.ACCOUNT", "收款人账号", 2}}, rows), 2U);
}

TEST(SubjectScan, WhoReceivesIsAnotherWhereTheRowTellsOfItsOwn) {
  const std::vector<std::vector<std::string>> rows{{"11010519491231002X", "13912345671"},
                                                   {"11010519491231002X", "13712345672"}};
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "身份证号", 1}, {"CT.MOBILE", "收件人手机", 1}}, rows), 3U);
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "身份证号", 1}, {"CT.MOBILE", "联系人电话", 1}}, rows), 3U);
  EXPECT_EQ(persons_in({{"ID.CN_RESIDENT", "身份证号", 1}, {"CT.MOBILE", "联系电话", 1}}, rows), 1U);
  EXPECT_EQ(persons_in({{"NET.USER_ID", "user_id", 1}, {"CT.MOBILE", "receiver_phone", 1}}, rows), 3U);
  EXPECT_EQ(persons_in({{"ID.NAME", "姓名", 2}, {"ID.NAME", "收货人", 2}}, {{"王伟", "李娜"}}), 2U);
}

TEST(SubjectScan, WhoReceivesIsTheRowsOwnWhereNobodyElseIsTold) {
  EXPECT_EQ(persons_in({{"GEN.CODE", "订单号", 2}, {"ID.NAME", "收件人", 2}, {"CT.MOBILE", "收件人手机", 2}},
                       {{"D1", "王伟", "13912345671"}, {"D2", "李娜", "13712345672"}}),
            2U);
  // The number beside a recipient's name is the recipient's.
  EXPECT_EQ(persons_in({{"ID.NAME", "收件人", 2}, {"CT.MOBILE", "手机号", 2}}, {{"王伟", "13912345671"}}),
            1U);
  EXPECT_EQ(
      persons_in({{"CT.EMAIL", "邮箱", 2}, {"CT.MOBILE", "联系人手机", 2}}, {{"a@b.example", "13912345671"}}),
      2U)
      << "nothing says that they are one's";
}

TEST(SubjectRoles, WhatNothingSaysIsOnePersonsIsNamed) {
  const auto strict = [](const std::vector<TestColumn>& columns) {
    return strict_columns(roles_of_columns(columns));
  };
  EXPECT_EQ(strict({{"CT.MOBILE", "手机号", 1}, {"ID.NAME", "姓名", 1}, {"CT.MOBILE", "联系电话", 1}}),
            (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(strict({{"CT.MOBILE", "手机号", 1}, {"CT.MOBILE", "备用手机", 1}}).empty());
  EXPECT_TRUE(
      strict({{"EE.STAFF_ID", "工号", 1}, {"CT.MOBILE", "手机号", 1}, {"CT.MOBILE", "电话", 1}}).empty());
}

}  // namespace
}  // namespace tidegate
