// Dumps of the databases that firms have, read through extract_tables.
#include "tidegate/extract/sql/sql_dump.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/extract/collect.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<CollectedTable> tables_of(const std::string& text, std::size_t step = 1 << 20) {
  ExtractOptions options;
  options.block_bytes = 4096;
  SlowSource source(text, step);
  Collector sink;
  const auto done = extract_tables(source, "d.sql", sink, options);
  EXPECT_TRUE(done) << done.error().where << ": " << done.error().what;
  return std::move(sink.tables);
}

Error error_of(const std::string& text) {
  SlowSource source(text, 1 << 20);
  Collector sink;
  const auto done = extract_tables(source, "d.sql", sink, {});
  EXPECT_FALSE(done) << "was read";
  return done ? Error{} : done.error();
}

TEST(SqlDump, OfMysqlHasTheColumnsOfItsCreateTable) {
  const auto tables = tables_of(R"(-- MySQL dump 10.19
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `c`;
CREATE TABLE `c` (
  `id` int NOT NULL,
  `xm` varchar(40) COMMENT '姓名',
  `note` text
) ENGINE=InnoDB;
LOCK TABLES `c` WRITE;
INSERT INTO `c` VALUES (1,'张伟','a;b (c), ''d'''),(2,'O\'Brien',NULL),
(3,_utf8mb4'李娜','x\ny');
UNLOCK TABLES;
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_EQ(tables[0].info.path, "d.sql!c");
  EXPECT_EQ(tables[0].info.format, "sql");
  EXPECT_THAT(tables[0].columns, ElementsAre("id", "xm 姓名", "note"));
  ASSERT_THAT(tables[0].rows, SizeIs(3));
  EXPECT_THAT(tables[0].row(0), ElementsAre("1", "张伟", "a;b (c), 'd'"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("2", "O'Brien", ""));
  EXPECT_THAT(tables[0].row(2), ElementsAre("3", "李娜", "x\ny"));
}

TEST(SqlDump, OfPostgresqlIsReadFromItsCopies) {
  const auto tables = tables_of(R"(SET client_encoding = 'UTF8';
\connect shop
CREATE TABLE public.p (id integer, name text);
COMMENT ON COLUMN public.p.name IS 'full name';
CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN INSERT INTO log VALUES (1); END; $$ LANGUAGE plpgsql;
COPY public.p (id, name) FROM stdin;
1	Ann\tLee
2	\N
\.

COPY public.q (a) FROM stdin;
x
\.
SELECT pg_catalog.setval('s', 2, true);
)");
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(tables[0].columns, ElementsAre("id", "name full name"));
  EXPECT_THAT(tables[0].row(0), ElementsAre("1", "Ann\tLee"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("2", ""));
  EXPECT_EQ(tables[1].info.path, "d.sql!public.q");
  EXPECT_THAT(tables[1].row(0), ElementsAre("x"));
}

TEST(SqlDump, OfSqlServerNeedsNoSemicolons) {
  const auto tables = tables_of(R"(USE [shop]
GO
CREATE TABLE [dbo].[t]([id] int, [phone] nvarchar(20))
GO
SET IDENTITY_INSERT [dbo].[t] ON
INSERT [dbo].[t] ([id], [phone]) VALUES (1, N'13900000001')
INSERT [dbo].[t] ([id], [phone]) VALUES (2, CAST(N'13900000002' AS nvarchar(20)))
GO
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].columns, ElementsAre("id", "phone"));
  ASSERT_THAT(tables[0].rows, SizeIs(2));
  EXPECT_THAT(tables[0].row(1), ElementsAre("2", "13900000002"));
}

TEST(SqlDump, OfOracleTakesTheTextOfACall) {
  const auto tables = tables_of(R"(REM exported
Insert into HR.EMP (ID,HIRED,PAY) values (7,to_date('2020-01-31','YYYY-MM-DD'),-12.5);
Insert into HR.EMP (ID,HIRED,PAY) values (8,null,3);
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].columns, ElementsAre("ID", "HIRED", "PAY"));
  EXPECT_THAT(tables[0].row(0), ElementsAre("7", "2020-01-31", "-12.5"));
}

TEST(SqlDump, RoutinesInsertNothing) {
  const auto tables = tables_of(R"(CREATE TABLE t (a int);
DELIMITER ;;
CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW BEGIN
INSERT INTO log VALUES (NEW.a);
END;;
DELIMITER ;
CREATE TRIGGER y AFTER INSERT ON t BEGIN
INSERT INTO log VALUES (1);
IF 1 THEN SELECT 1; END IF;
END;
REPLACE INTO t VALUES (5) ON DUPLICATE KEY UPDATE a = 1;
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].columns, ElementsAre("a"));
  EXPECT_THAT(tables[0].row(0), ElementsAre("5"));
}

TEST(SqlDump, RowsOfOtherWidthAreCounted) {
  const auto tables = tables_of("INSERT INTO t (a, b) VALUES (1, 2), (1), (1, 2, 3);");
  EXPECT_EQ(tables.at(0).end.ragged_rows, 2U);
  EXPECT_THAT(tables[0].columns, SizeIs(3));
}

TEST(SqlDump, ReadsAlikeHoweverTheTextIsCut) {
  std::string text = "CREATE TABLE t (id int, name text);\n";
  for (std::size_t i = 0; i < 3000; ++i)
    text += "INSERT INTO t VALUES (" + std::to_string(i) + ",'n''" + std::string(i % 40, 'x') + "');\n";
  const auto whole = tables_of(text);
  const auto cut = tables_of(text, 7);
  ASSERT_THAT(whole.at(0).rows, SizeIs(3000));
  EXPECT_EQ(whole[0].rows, cut.at(0).rows);
}

TEST(SqlDump, WhatPutsNoPlainRowsIsReadAsText) {
  const std::string rows = "INSERT INTO t (a) VALUES (1);\n";
  for (const char* hidden :
       {"UPDATE t SET phone = '13900000001' WHERE a = 1;", "UPDATE t SET phone=13900000001;",
        "INSERT INTO t SELECT '13900000001';", "BEGIN INSERT INTO t VALUES ('13900000001'); END;",
        "IF NOT EXISTS (SELECT 1) INSERT INTO t VALUES ('13900000001');", "SET @x = '13900000001';",
        "CREATE TABLE u AS SELECT '13900000001';", "-- Ann 13900000001", "/* 13900000001 */",
        "REM it's 13900000001", "said 13900000001",
        "COPY u (a) FROM stdin WITH (FORMAT csv);\n13900000001\n"}) {
    const auto tables = tables_of(rows + hidden + "\n" + rows);
    ASSERT_FALSE(tables.empty()) << hidden;
    EXPECT_EQ(tables.back().info.path, "d.sql!(statements)") << hidden;
    std::string text;
    for (const auto& row : tables.back().rows) {
      for (const CollectedCell& cell : row) text += cell.text + "\n";
    }
    EXPECT_THAT(text, HasSubstr("13900000001")) << hidden;
    EXPECT_THAT(tables[0].rows, SizeIs(2)) << hidden;
  }
  EXPECT_THAT(
      tables_of(rows + "-- a word\nUPDATE t SET a = 2;\nSET NAMES 'utf8';\nINSERT INTO u SELECT a FROM t;\n"),
      SizeIs(1));
}

TEST(SqlDump, ValuesAreWhatTheyWillBe) {
  const auto tables = tables_of(
      "INSERT INTO t (a, b) VALUES (TO_CLOB('Ann ') || TO_CLOB('Lee'), 0x416E6E), (q'[O'Brien]', "
      "X'4C6565'),\n"
      "/*!40000 (1, 2)*/;\n/*!40000 INSERT INTO t (a, b) VALUES (3, JSON_OBJECT('id', '7')) */;\n");
  ASSERT_THAT(tables.at(0).rows, SizeIs(4));
  EXPECT_THAT(tables[0].row(0), ElementsAre("Ann  Lee", "Ann"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("O'Brien", "Lee"));
  EXPECT_THAT(tables[0].row(3), ElementsAre("3", "id 7"));
}

TEST(SqlDump, TablesOfOneNameInTwoSchemasKeepTheirColumns) {
  const auto tables = tables_of(
      "CREATE TABLE a.c (idno text);\nCREATE TABLE b.c (sku text);\nINSERT INTO a.c VALUES ('x');\nINSERT "
      "INTO c "
      "VALUES ('y');\n");
  EXPECT_THAT(tables.at(0).columns, ElementsAre("idno"));
  EXPECT_THAT(tables.at(1).columns, ElementsAre(""));
}

TEST(SqlDump, BlankLinesCostNoMoreThanTheirNumber) {
  const auto tables = tables_of("SET a = 1" + std::string(400'000, '\n') + ";\nINSERT INTO t VALUES (1);\n");
  EXPECT_THAT(tables, SizeIs(1));
}

TEST(SqlDump, ARestOfManyBlocksIsToldInParts) {
  std::string text = "INSERT INTO t VALUES (1);\n";
  for (int i = 0; i < 2000; ++i) text += "-- 13900000001\n";
  const auto tables = tables_of(text);
  std::size_t lines = 0;
  for (const CollectedTable& table : tables) lines += table.info.is_prose ? table.rows.size() : 0;
  EXPECT_EQ(lines, 2000U);
}

TEST(SqlDump, CutShortIsSaid) {
  EXPECT_THAT(error_of("INSERT INTO t (a) VALUES (1), (2, 'x").what, HasSubstr("cut short"));
  EXPECT_THAT(error_of("COPY t (a) FROM stdin;\n1\n2\n").what, HasSubstr("cut short"));
}

TEST(SqlDump, ProseThatSpeaksOfSqlIsProse) {
  const auto tables = tables_of("Use the form below.\nInsert the card, then enter the values (in yuan).\n");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_TRUE(tables[0].info.is_prose);
}

}  // namespace
}  // namespace tidegate
