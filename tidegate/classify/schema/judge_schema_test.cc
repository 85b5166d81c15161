#include "tidegate/classify/schema/judge_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> types_of(const std::vector<SchemaField>& fields) {
  SchemaTable table;
  table.path = "a.sql";
  table.name = "t";
  table.fields = fields;
  std::vector<std::string> types;
  for (const ColumnProfile& column : judge_schema(table, test_model(), *Date::parse("2026-11-20")))
    types.push_back(column.type);
  return types;
}

TEST(JudgeSchema, ACommentTellsWhatTheNameDoesNot) {
  EXPECT_THAT(types_of({{"c1", "varchar(20)", "手机号"}, {"c2", "varchar(20)", "客户姓名，必填"}}),
              ElementsAre("CT.MOBILE", "ID.NAME"));
}

TEST(JudgeSchema, NamesThatSayNothingLeaveItToTheComments) {
  const std::vector<std::string> comments{"姓名",     "身份证号", "手机号码", "家庭住址",
                                          "诊断结果", "邮箱",     "订单数量"};
  const std::vector<std::string> wanted{"ID.NAME",       "ID.CN_RESIDENT", "CT.MOBILE", "CT.ADDRESS",
                                        "MED.DIAGNOSIS", "CT.EMAIL",       "GEN.NUMBER"};
  for (const std::string stem : {"a", "ZD0", "col_", "ATTR"}) {
    std::vector<SchemaField> fields;
    for (std::size_t i = 0; i < comments.size(); ++i)
      fields.push_back({stem + std::to_string(i + 1), "varchar(60)", comments[i]});
    EXPECT_EQ(types_of(fields), wanted) << stem;
  }
}

TEST(JudgeSchema, ANameTellsWhatTheCommentDoesNot) {
  EXPECT_THAT(types_of({{"id_card_no", "varchar(18)", "see 3.2"}, {"email", "text", ""}}),
              ElementsAre("ID.CN_RESIDENT", "CT.EMAIL"));
}

TEST(JudgeSchema, TheDeclaredTypeTellsWhatWordsDoNot) {
  EXPECT_THAT(types_of({{"zqx7", "decimal(9,2)", ""}, {"zz9", "timestamp", ""}}),
              ElementsAre("GEN.NUMBER", "GEN.DATE"));
}

TEST(JudgeSchema, PlacesBelongToWhomTheTableIsAbout) {
  const std::vector<SchemaField> place{{"lat", "double", ""}, {"lon", "double", ""}, {"ts", "timestamp", ""}};
  const auto with = [&](SchemaField field) {
    std::vector<SchemaField> fields = place;
    fields.push_back(std::move(field));
    return types_of(fields)[0];
  };
  EXPECT_EQ(with({"vin", "char(17)", "车架号"}), "VEH.TRAJECTORY");
  EXPECT_EQ(with({"user_id", "bigint", ""}), "LOC.PRECISE");
  EXPECT_THAT(with({"station_name", "text", ""}), Not(StartsWith("LOC.")));
}

TEST(JudgeSchema, AHeaderThatIsAPersonsNumberIsNotShown) {
  SchemaTable table;
  table.fields = {{"110101199003074514", "int", ""}, {"13800138000", "int", ""}};
  for (const ColumnProfile& column : judge_schema(table, test_model(), *Date::parse("2026-11-20"))) {
    EXPECT_EQ(column.name, "");
    EXPECT_LE(column.p_permille, 500);
  }
}

}  // namespace
}  // namespace tidegate
