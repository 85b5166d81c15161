// Schemas without data, read through extract_tables.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/office/office_files.h"
#include "tidegate/extract/schema/schema_text.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;

class Schemas final : public SchemaSink {
 public:
  std::vector<SchemaTable> tables;
  Result<void> schema(const SchemaTable& table) override {
    tables.push_back(table);
    return {};
  }
};

struct Read {
  std::vector<SchemaTable> schemas;
  std::vector<CollectedTable> data;
};

Read read(std::string_view bytes, std::string_view path) {
  MemorySource source(bytes);
  Collector sink;
  Schemas schemas;
  ExtractOptions options;
  options.schemas = &schemas;
  const auto done = extract_tables(source, path, sink, options);
  EXPECT_TRUE(done) << done.error().what;
  return {std::move(schemas.tables), std::move(sink.tables)};
}

std::string told(const std::vector<SchemaTable>& tables) {
  std::string out;
  for (const SchemaTable& table : tables) {
    out += table.name + "\n";
    for (const SchemaField& field : table.fields)
      out += "  " + field.name + " | " + field.type + " | " + field.comment + "\n";
  }
  return out;
}

TEST(Ddl, MysqlWithCommentsKeysAndQuotes) {
  EXPECT_EQ(
      told(ddl_tables("DROP TABLE IF EXISTS `t`;\n/*!40101 SET x */;\nCREATE TABLE IF NOT EXISTS `t` (\n"
                      "  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT '主键',\n"
                      "  `key` varchar(64) DEFAULT 'a,b)' COMMENT 'it''s',\n"
                      "  amount decimal(10,2),\n  PRIMARY KEY (`id`),\n  KEY idx (`key`),\n"
                      "  UNIQUE KEY u (`key`),\n  CONSTRAINT c FOREIGN KEY (a) REFERENCES b (c)\n"
                      ") ENGINE=InnoDB COMMENT='表';\n")),
      "t\n  id | bigint(20) | 主键\n  key | varchar(64) | it's\n  amount | decimal(10,2) | \n");
}

TEST(Ddl, CommentsInDoubleQuotes) {
  const auto tables = ddl_tables(
      "CREATE TABLE t (f1 varchar(20) COMMENT \"身份证号\", `f2` int COMMENT 'x') COMMENT=\"客户\";");
  EXPECT_EQ(told(tables), "t\n  f1 | varchar(20) | 身份证号\n  f2 | int | x\n");
  EXPECT_EQ(tables.at(0).comment, "客户");
}

TEST(Ddl, CommentsThatStandElsewhere) {
  EXPECT_EQ(told(ddl_tables("create table hr.emp (\n  id int, -- staff number\n  nm text -- 姓名\n);\n"
                            "comment on column hr.emp.id is 'number; of staff';\n")),
            "hr.emp\n  id | int | number; of staff\n  nm | text | 姓名\n");
  EXPECT_EQ(
      told(ddl_tables("CREATE TABLE [dbo].[T]([A b] nvarchar(24), B int) ON [PRIMARY]\nGO\n"
                      "EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'批号', "
                      "@level0type=N'SCHEMA', @level0name=N'dbo', @level1type=N'TABLE', @level1name=N'T', "
                      "@level2type=N'COLUMN', @level2name=N'A b'\nGO\n")),
      "T\n  A b | nvarchar(24) | 批号\n  B | int | \n");
  EXPECT_EQ(
      told(ddl_tables(
          "CREATE EXTERNAL TABLE s(a ARRAY<STRUCT<x:INT,y:STRING>> COMMENT 'c', b MAP<STRING,INT>) "
          "PARTITIONED BY (dt STRING) STORED AS ORC;\nALTER TABLE s ADD COLUMN c varchar(9) COMMENT 'd';")),
      "s\n  a | ARRAY<STRUCT<x:INT,y:STRING>> | c\n  b | MAP<STRING,INT> | \n  c | varchar(9) | d\n");
}

TEST(Ddl, ADumpAndAnArticleAreData) {
  const std::string table = "CREATE TABLE t (name varchar(20));\n";
  EXPECT_TRUE(schema_tables(table + "INSERT INTO t VALUES ('张伟');\n").empty());
  EXPECT_TRUE(schema_tables(table + "COPY t FROM stdin;\nAnn\n\\.\n").empty());
  for (const char* hidden :
       {"INSERT t VALUES ('a')", "REPLACE INTO t VALUES ('a')", "UPDATE t SET name = 'a'",
        "SET IDENTITY_INSERT t ON\nINSERT [t] VALUES (1)", "MERGE INTO t USING u ON (1=1)"})
    EXPECT_TRUE(schema_tables("CREATE TABLE t (name varchar(20))\n" + std::string(hidden)).empty()) << hidden;
  EXPECT_FALSE(schema_tables("CREATE TABLE t (a int, u datetime DEFAULT now() ON UPDATE CURRENT_TIMESTAMP);"
                             "CREATE TRIGGER x AFTER INSERT OR UPDATE ON t EXECUTE FUNCTION f();")
                   .empty());
  std::string article =
      "How to make a table, told by Ann Lee, who wrote this for her colleagues of the sales team "
      "in the year when they moved the customers to the new system.\n" +
      table;
  EXPECT_TRUE(schema_tables(article).empty());
  const Read dump = read(table + "INSERT INTO t VALUES ('13800138000');\n", "d.sql");
  EXPECT_TRUE(dump.schemas.empty());
  ASSERT_EQ(dump.data.size(), 2U);
  EXPECT_EQ(dump.data[1].info.path, "d.sql!(statements)") << "words of the declaration may be somebody's too";
}

TEST(Ddl, NeverRunsPastItsEnd) {
  const std::string whole =
      "CREATE TABLE `t` (`a` int COMMENT 'x', b text /* y */, PRIMARY KEY (a)) COMMENT='z';COMMENT ON COLUMN "
      "t.b IS 'w'";
  for (std::size_t n = 0; n < whole.size(); ++n) ddl_tables(whole.substr(0, n));
}

TEST(JsonSchema, KeyPathsOfItsLeaves) {
  EXPECT_EQ(told(json_schema_tables(
                R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"S","type":"object",
    "$defs":{"P":{"type":"object","properties":{"tel":{"type":"string","description":"phone"}}}},
    "properties":{"id":{"type":"string","format":"uuid"},"who":{"$ref":"#/$defs/P"},
    "visits":{"type":"array","items":{"type":"object","properties":{"at":{"type":"string"}}}},
    "tags":{"type":"array","items":{"type":"string"}},"any":{"anyOf":[{"type":"null"},{"type":"string"}]}}})")),
            "S\n  id | string uuid | \n  who.tel | string | phone\n  visits[].at | string | \n  tags[] | "
            "string | \n  any |  | \n");
}

TEST(JsonSchema, ACircleAndADepthEnd) {
  EXPECT_EQ(
      told(json_schema_tables(
          R"({"type":"object","title":"c","properties":{"name":{"type":"string"},"left":{"$ref":"#"},"right":{"$ref":"#"}}})")),
      "c\n  name | string | \n  left | object | c\n  right | object | c\n");
  // Each definition twice into the next: a path for every road there would be 2^40.
  std::string twice =
      R"({"$schema":"json-schema","title":"t","type":"object","properties":{"a":{"$ref":"#/$defs/d0"}},"$defs":{)";
  for (int i = 0; i < 40; ++i) {
    const std::string next = "{\"$ref\":\"#/$defs/d" + std::to_string(i + 1) + "\"}";
    twice += "\"d" + std::to_string(i) + "\":{\"properties\":{\"l\":" + next + ",\"r\":" + next + "}},";
  }
  EXPECT_LE(json_schema_tables(twice + R"("d40":{"type":"string"}}})").size(), 1U);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"properties\":";
  EXPECT_TRUE(json_schema_tables(deep).empty());
}

TEST(JsonSchema, ManyDefinitionsThatReferToOneAnotherCostNoSquare) {
  std::string text =
      R"({"$schema":"json-schema","type":"object","properties":{"a":{"$ref":"#/$defs/d9000"}},"$defs":{)";
  for (int i = 0; i < 40'000; ++i)
    text += fmt::format("{}\"d{}\":{{\"$ref\":\"#/$defs/d{}\"}}", i == 0 ? "" : ",", i, (i + 1) % 40'000);
  const std::vector<SchemaTable> tables = json_schema_tables(text + "}}");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].fields.size(), 1U);
}

// A reader that stopped in silence would leave fields out of what is judged.
TEST(Schema, MoreFieldsThanAreReadIsKLimit) {
  const auto code_of = [](std::size_t fields, std::size_t tables) {
    std::string text;
    for (std::size_t t = 0; t < tables; ++t) {
      text += fmt::format("CREATE TABLE t{} (", t);
      for (std::size_t i = 0; i < fields / tables; ++i)
        text += fmt::format("{}c{} int", i == 0 ? "" : ",", i);
      text += ");\n";
    }
    Schemas told;
    MemorySource source(text);
    Collector sink;
    ExtractOptions options;
    options.schemas = &told;
    const auto read = extract_tables(source, "a.sql", sink, options);
    return read ? std::string()
                : read.error().where + (read.error().code == ErrorCode::kLimit ? " limit" : "");
  };
  EXPECT_EQ(code_of(kMostSchemaFields, 1), "");
  EXPECT_EQ(code_of(kMostSchemaFields + 1, 1), "a.sql limit");
  EXPECT_EQ(code_of(kMostSchemaFields + 100, 100), "a.sql limit");
}

TEST(Ddl, ManyFieldsAndCommentsCostNoSquare) {
  std::string text = "CREATE TABLE t (";
  for (int i = 0; i < 9'999; ++i) text += "c" + std::to_string(i) + " int,";
  text += "z int);";
  for (int i = 0; i < 9'999; ++i) text += "COMMENT ON COLUMN t.c" + std::to_string(i) + " IS 'x';";
  EXPECT_EQ(ddl_tables(text).at(0).fields.size(), kMostSchemaFields);
  EXPECT_TRUE(ddl_tables(std::string(1 << 20, '[')).empty());
}

TEST(Avro, FieldsUnionsAndRecordsInside) {
  EXPECT_EQ(told(json_schema_tables(
                R"({"type":"record","name":"R","fields":[{"name":"a","type":["null","string"],"doc":"d"},
    {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}},
    {"name":"in","type":{"type":"record","name":"I","fields":[{"name":"x","type":"int"}]}},
    {"name":"l","type":{"type":"array","items":"string"}}]})")),
            "R\n  a | string | d\n  t | long timestamp-millis | \n  in.x | int | \n  l[] | string | \n");
}

TEST(Avro, ARecordWithoutAFieldThatHasANameIsNoTable) {
  EXPECT_TRUE(
      schema_tables(R"({"type":"record","name":"R","fields":[{"name":"a","type":["null",{}]}]})").empty());
  EXPECT_TRUE(schema_tables(R"({"type":"record","name":"R","fields":[{"name":"","type":"int"}]})").empty());
}

TEST(Protobuf, MessagesAndTheirComments) {
  EXPECT_EQ(
      told(protobuf_tables(
          "// v1\nsyntax = \"proto3\";\nmessage A {\n  // the vehicle\n  string vin = 1;\n"
          "  repeated int32 n = 2 [packed = true]; // counts\n  map<string, int64> m = 3;\n"
          "  B b = 4;\n  enum E { X = 0; }\n  oneof o { string p = 5; }\n  message B { bool y = 1; }\n}\n")),
      "A\n  vin | string | the vehicle\n  n | int32 | counts\n  m | map<string,int64> | \n  p | string | "
      "\nA.B\n  y | bool | \n");
  EXPECT_TRUE(protobuf_tables("In a message we say hello.").empty());
}

TEST(Dictionary, RowsAreFieldsOfTheTableAbove) {
  const std::string csv =
      "表名,字段,类型,说明\n运单,ydh,VARCHAR2(20),运单号\n,fjr,VARCHAR2(50),寄件人\n干线,dm,\"NUMBER(8,3)\","
      "代码\n";
  const Read found = read(csv, "d.csv");
  EXPECT_TRUE(found.data.empty());
  EXPECT_EQ(told(found.schemas),
            "运单\n  ydh | VARCHAR2(20) | 运单号\n  fjr | VARCHAR2(50) | 寄件人\n干线\n  dm | NUMBER(8,3) | "
            "代码\n");
  const Read bare = read("表名,字段,类型,说明\n卡,ye,decimal(10,2),余额\n,xm,varchar(9),姓名\n", "d.csv");
  EXPECT_TRUE(bare.data.empty());
  EXPECT_EQ(told(bare.schemas), "卡\n  ye | decimal(10,2) | 余额\n  xm | varchar(9) | 姓名\n");
  const Read sheet = read(xlsx_file({{{"S", sheet_of({{"字段英文名", "字段中文名", "数据类型"},
                                                      {"cust_nm", "客户姓名", "varchar(20)"},
                                                      {"sex", "性别", "char(1)"}})}}}),
                          "d.xlsx");
  EXPECT_EQ(told(sheet.schemas), "\n  cust_nm | varchar(20) | 客户姓名\n  sex | char(1) | 性别\n");
  EXPECT_EQ(sheet.schemas[0].path, "d.xlsx!S");
}

TEST(Dictionary, DataWithSuchHeadersStaysData) {
  for (const char* csv :
       {"name,type,comment\nAnn,customer,likes tea\nBob,supplier,none\n",
        "field,type,notes\nNorth,wheat,dry\nSouth,barley,wet\n", "字段,说明\n张伟,客户\n李娜,客户\n"}) {
    const Read found = read(csv, "a.csv");
    EXPECT_TRUE(found.schemas.empty()) << csv;
    ASSERT_EQ(found.data.size(), 1U);
    EXPECT_EQ(found.data[0].rows.size(), 2U);
  }
}

TEST(Schemas, WithoutATakerAreData) {
  const auto tables = collect("CREATE TABLE t (a int);\n", "a.sql");
  ASSERT_TRUE(tables);
  EXPECT_TRUE(tables->front().info.is_prose);
}

}  // namespace
}  // namespace tidegate
