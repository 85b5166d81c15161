#include "tidegate/classify/schema/field_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tidegate/classify/schema/declared_type.h"
#include "tidegate/classify/schema/field_clues.h"
#include "tidegate/classify/schema/judge_schema.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

using Kind = DeclaredType::Kind;

TEST(DeclaredType, IsReadFromSqlJsonAndDictionaries) {
  EXPECT_EQ(declared_type("varchar(18)").kind, Kind::kText);
  EXPECT_EQ(declared_type("varchar(18)").length, 18);
  EXPECT_FALSE(declared_type("varchar(18)").is_fixed);
  EXPECT_TRUE(declared_type("CHAR(11)").is_fixed);
  EXPECT_EQ(declared_type("NUMBER(10,2)").kind, Kind::kDecimal);
  EXPECT_EQ(declared_type("N(8)").kind, Kind::kWhole);
  EXPECT_EQ(declared_type("bigint unsigned").kind, Kind::kWhole);
  EXPECT_EQ(declared_type("double precision").kind, Kind::kDecimal);
  EXPECT_EQ(declared_type("timestamp with time zone").kind, Kind::kTime);
  EXPECT_EQ(declared_type("string date").kind, Kind::kDate);
  EXPECT_EQ(declared_type("string date-time").kind, Kind::kTime);
  EXPECT_EQ(declared_type("日期").kind, Kind::kDate);
  EXPECT_EQ(declared_type("字符串(50)").kind, Kind::kText);
  EXPECT_EQ(declared_type("tinyint(1)").kind, Kind::kWhole);
  EXPECT_EQ(declared_type("boolean").kind, Kind::kFlag);
  EXPECT_EQ(declared_type("longblob").kind, Kind::kBytes);
  EXPECT_EQ(declared_type("jsonb").kind, Kind::kParts);
  EXPECT_EQ(declared_type("  ").kind, Kind::kNone);
  EXPECT_EQ(declared_type("mood").kind, Kind::kOther);
}

TEST(DeclaredType, NoLengthIsTooLong) {
  EXPECT_EQ(declared_type("varchar(99999999999999999999)").length, 1 << 20);
  EXPECT_EQ(declared_type("varchar(").length, 0);
  EXPECT_EQ(declared_type("varchar(" + std::string(100'000, '1')).kind, Kind::kText);
}

TEST(OpaqueName, IsOneThatNobodyChose) {
  for (const char* name : {"a1", "B07", "zd12", "ATTR_3", "col1", "x_9", "data.f2", "field10", "17"})
    EXPECT_TRUE(is_opaque_name(name)) << name;
  for (const char* name : {"pm25", "ft4", "phone2", "xm", "a", "id1", "address1", "co2"})
    EXPECT_FALSE(is_opaque_name(name)) << name;
}

TEST(FieldReader, DamagedBytesAreAnError) {
  const std::string bytes = model_file("columns/fields.bin");
  const Taxonomy& taxonomy = test_model().taxonomy();
  EXPECT_TRUE(FieldReader::parse(bytes, taxonomy).has_value());
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{20}, std::size_t{900}, bytes.size() / 2, bytes.size() - 1})
    EXPECT_FALSE(FieldReader::parse(bytes.substr(0, size), taxonomy).has_value()) << size;
  EXPECT_FALSE(FieldReader::parse(bytes + "x", taxonomy).has_value());
  std::string unknown = bytes;
  unknown.replace(unknown.find("ID.NAME"), 7, "ID.NONE");
  EXPECT_FALSE(FieldReader::parse(unknown, taxonomy).has_value());
}

SchemaTable table_of(std::vector<SchemaField> fields) {
  SchemaTable table;
  table.name = "t";
  table.fields = std::move(fields);
  return table;
}

std::vector<std::string> types_of(const SchemaTable& table) {
  std::vector<std::string> types;
  for (const ColumnProfile& column : judge_schema(table, learned_model(), *Date::parse("2026-11-20")))
    types.push_back(column.type);
  return types;
}

TEST(FieldReader, HearsACommentWhereTheNameSaysNothing) {
  EXPECT_EQ(types_of(table_of({{"c1", "varchar(20)", "手机号"}, {"c2", "varchar(50)", "客户姓名，必填"}})),
            (std::vector<std::string>{"CT.MOBILE", "ID.NAME"}));
}

TEST(FieldReader, HoldsAnySchema) {
  EXPECT_TRUE(types_of(table_of({})).empty());
  EXPECT_EQ(types_of(table_of({{"", "", ""}})).size(), 1U);
  EXPECT_EQ(
      types_of(table_of({{std::string(10'000, '.'), std::string(10'000, '('), std::string(10'000, '\xE5')}}))
          .size(),
      1U);
  const std::vector<SchemaField> many(2'000, {"a[].b", "string", "c"});
  EXPECT_EQ(types_of(table_of(many)).size(), 2'000U);
}

TEST(FieldReader, AVerdictHasReasonsAndAProbability) {
  const auto columns =
      judge_schema(table_of({{"zqx7", "decimal(9,2)", ""}, {"id_card_no", "varchar(18)", ""}}),
                   learned_model(), *Date::parse("2026-11-20"));
  for (const ColumnProfile& column : columns) {
    EXPECT_FALSE(column.evidence.empty()) << column.name;
    EXPECT_GT(column.p_permille, 0);
    EXPECT_LE(column.p_permille, 1000);
    EXPECT_TRUE(std::is_sorted(column.evidence.rbegin(), column.evidence.rend(),
                               [](const Evidence& a, const Evidence& b) { return a.permille < b.permille; }));
  }
  // What cannot be known is not stated as if it were.
  EXPECT_LT(columns[0].p_permille, columns[1].p_permille);
}

TEST(FieldReader, CalibrationKeepsTheOrder) {
  const FieldReader& reader = *learned_model().fields();
  for (std::int32_t p = 1; p <= 1000; ++p) EXPECT_LE(reader.calibrated(p - 1), reader.calibrated(p));
}

}  // namespace
}  // namespace tidegate
