// Dumps of the databases that firms have, read through extract_tables.
#include "tidegate/extract/sql/sql_dump.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

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

bool is_rest(const CollectedTable& table) { return table.info.path.starts_with("d.sql!(statements"); }

// The tables of rows.
std::vector<CollectedTable> data_of(const std::string& text, std::size_t step = 1 << 20) {
  std::vector<CollectedTable> tables = tables_of(text, step);
  tables.erase(std::remove_if(tables.begin(), tables.end(), is_rest), tables.end());
  return tables;
}

// What is read as running text: its lines, each with its number from 1.
std::vector<std::string> rest_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const CollectedTable& table : tables_of(text)) {
    if (!is_rest(table)) continue;
    EXPECT_TRUE(table.info.is_prose);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (const CollectedCell& cell : table.rows[r])
        lines.push_back(std::to_string(table.numbers[r] + 1) + ": " + cell.text);
    }
  }
  return lines;
}

// All that stands in cells and headings.
std::string all_of(const std::string& text) {
  std::string all;
  for (const CollectedTable& table : tables_of(text)) {
    for (const std::string& name : table.columns) all += name + "\n";
    for (const auto& row : table.rows) {
      for (const CollectedCell& cell : row) all += cell.text + "\n";
    }
  }
  return all;
}

Error error_of(const std::string& text) {
  SlowSource source(text, 1 << 20);
  Collector sink;
  const auto done = extract_tables(source, "d.sql", sink, {});
  EXPECT_FALSE(done) << "was read";
  return done ? Error{} : done.error();
}

TEST(SqlDump, OfMysqlHasTheColumnsOfItsCreateTable) {
  const auto tables = data_of(R"(-- MySQL dump 10.19
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
  const auto tables = data_of(R"(SET client_encoding = 'UTF8';
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

TEST(SqlDump, ACopySaysHowItsRowsAreWritten) {
  const auto tables = data_of(R"(COPY p (id, name, phone) FROM stdin WITH (DELIMITER '|', NULL '-');
1|\345\274\240\344\274\237|-
2|a\|b|\x31\x33
\.
COPY q (a, b) FROM stdin WITH DELIMITER AS E'\t' NULL AS '';
\N		x
\.
)");
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(tables[0].row(0), ElementsAre("1", "张伟", ""));
  EXPECT_THAT(tables[0].row(1), ElementsAre("2", "a|b", "13"));
  EXPECT_THAT(tables[1].row(0), ElementsAre("N", "", "x"));
}

TEST(SqlDump, TextsInDollarsAreValues) {
  const auto tables = data_of(R"(INSERT INTO t (a, b, c) VALUES ($$O'Brien, (Ann)$$, $n$a $$ b$n$, 1);
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].row(0), ElementsAre("O'Brien, (Ann)", "a $$ b", "1"));
}

TEST(SqlDump, OfOracleRunsBySlashesAndSwitchesByLines) {
  const auto tables = data_of(R"(SET DEFINE OFF
WHENEVER SQLERROR EXIT FAILURE
CREATE TABLE t (xm VARCHAR2(40), sj VARCHAR2(20))
/
COMMENT ON COLUMN t.xm IS '姓名'
/
INSERT INTO t (xm, sj) VALUES ('张伟', '13900000001')
/
INSERT INTO t (xm, sj) VALUES ('李娜', '13900000002');
/
EXIT
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].columns, ElementsAre("xm 姓名", "sj"));
  ASSERT_THAT(tables[0].rows, SizeIs(2));
  EXPECT_THAT(tables[0].row(1), ElementsAre("李娜", "13900000002"));
}

TEST(SqlDump, OfSqlServerNeedsNoSemicolons) {
  const auto tables = data_of(R"(USE [shop]
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
  const auto tables = data_of(R"(REM exported
Insert into HR.EMP (ID,HIRED,PAY) values (7,to_date('2020-01-31','YYYY-MM-DD'),-12.5);
Insert into HR.EMP (ID,HIRED,PAY) values (8,null,3);
)");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].columns, ElementsAre("ID", "HIRED", "PAY"));
  EXPECT_THAT(tables[0].row(0), ElementsAre("7", "2020-01-31", "-12.5"));
}

TEST(SqlDump, RoutinesInsertNothing) {
  const auto tables = data_of(R"(CREATE TABLE t (a int);
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
  const auto tables = data_of("INSERT INTO t (a, b) VALUES (1, 2), (1), (1, 2, 3);");
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

TEST(SqlDump, WhatIsNoRowIsReadAsText) {
  const std::string rows = "INSERT INTO t (a) VALUES (1);\n";
  for (const char* hidden :
       {"UPDATE t SET phone = '13900000001' WHERE a = 1;",
        "UPDATE t SET phone=13900000001;",
        "INSERT INTO t SELECT '13900000001';",
        "BEGIN INSERT INTO t VALUES ('13900000001'); END;",
        "IF NOT EXISTS (SELECT 1) INSERT INTO t VALUES ('13900000001');",
        "SET @x = '13900000001';",
        "CREATE TABLE u AS SELECT '13900000001';",
        "-- Ann 13900000001",
        "/* 13900000001 */",
        "REM it's 13900000001",
        "said 13900000001",
        "COPY u (a) FROM stdin WITH (FORMAT csv);\nIt's 13900000001\n\\.",
        "COPY u (a) FROM stdin WITH (DELIMITER ';');\nAnn;13900000001\n\\.",
        "CREATE TABLE u AS VALUES ('13900000001');",
        "CREATE TABLE u (a text DEFAULT '13900000001');",
        "ALTER TABLE t ADD COLUMN p text DEFAULT '13900000001';",
        "COMMENT ON TABLE t IS 'of 13900000001';",
        "\\set phone 13900000001",
        "\\echo 13900000001",
        "CREATE PROCEDURE fill_table() BEGIN\nINSERT INTO u VALUES ('13900000001');\nEND;",
        "DELIMITER //\nUPDATE t SET a = '13900000001'//\nDELIMITER ;",
        "INSERT INTO t VALUES (to_date('x', '13900000001')) RETURNING a;",
        "'13900000001';"}) {
    EXPECT_THAT(all_of(rows + hidden + "\n" + rows), HasSubstr("13900000001")) << hidden;
    const auto tables = data_of(rows + hidden + "\n" + rows);
    std::size_t read = 0;
    for (const CollectedTable& table : tables) read += table.rows.size();
    EXPECT_GE(read, 2U) << hidden;
  }
}

TEST(SqlDump, WordsWithoutNumbersAreReadAsText) {
  EXPECT_THAT(rest_of("INSERT INTO t VALUES (1);\n-- John Smith, 12 High Street\nSELECT f('Mary Jones');\n"
                      "COPY u FROM stdin CSV;\nAnn Lee,14 High Street\n\\.\n"),
              ElementsAre("2: -- John Smith, 12 High Street", "3: SELECT f('Mary Jones');",
                          "4: COPY u FROM stdin CSV;", "5: Ann Lee,14 High Street", "6: \\."));
}

TEST(SqlDump, TheRestBearsTheLinesOfTheDump) {
  std::string text = "-- a\nSET a = 1; INSERT INTO t VALUES (1 /* b */); -- c\n";
  for (int i = 0; i < 5000; ++i) text += "INSERT INTO t VALUES (2);\n";
  text += "UPDATE t\r\n\r\nSET a = 'x\ny';\n";
  EXPECT_THAT(rest_of(text), ElementsAre("1: -- a", "2: SET a = 1; /* b */ -- c", "5003: UPDATE t",
                                         "5005: SET a = 'x", "5006: y';"));
}

TEST(SqlDump, ALongRestComesInPartsOfTheirOwnNames) {
  std::string text = "INSERT INTO t VALUES (1);\n";
  const std::size_t count = 250'000;
  for (std::size_t i = 0; i < count; ++i) text += "UPDATE t SET phone = '13900000001' WHERE a = 1;\n";
  std::vector<std::string> paths;
  std::size_t rows = 0;
  for (const CollectedTable& table : tables_of(text)) {
    paths.push_back(table.info.path);
    rows += is_rest(table) ? table.rows.size() : 0;
    if (paths.size() == 3) {
      EXPECT_EQ(table.numbers.back(), count);
    }
  }
  EXPECT_THAT(paths, ElementsAre("d.sql!t", "d.sql!(statements)", "d.sql!(statements 2)"));
  EXPECT_EQ(rows, count);
}

// The line by which mysqldump names itself says nothing of a person.
TEST(SqlDump, TheDumpersOwnLineIsNoText) {
  const std::string rows = "\nINSERT INTO t VALUES (1);\n";
  EXPECT_THAT(rest_of("-- MySQL dump 10.19  Distrib 10.3.39-MariaDB, for debian-linux-gnu (x86_64)" + rows),
              SizeIs(0));
  EXPECT_THAT(rest_of("-- MySQL dump 10.19  Distrib 13900000001, for debian-linux-gnu (x86_64)" + rows),
              SizeIs(1));
  EXPECT_THAT(rest_of("-- MySQL dump 张伟, for Linux (x86_64)" + rows), SizeIs(1));
}

TEST(SqlDump, ScriptsWithoutSemicolonsAreReadToTheEnd) {
  const auto tables = data_of(
      "INSERT INTO a (x) VALUES (1)\nCREATE TABLE [dbo].[p]([id] int, [nm] nvarchar(20))\n"
      "INSERT [dbo].[p] VALUES (1, N'Ann')\nINSERT [dbo].[p] VALUES (2, N'Bob')\nGO\n");
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(tables[1].columns, ElementsAre("id", "nm"));
  EXPECT_THAT(tables[1].rows, SizeIs(2));
}

TEST(SqlDump, RowsBetweenDelimitersAreRows) {
  for (const char* end : {"DELIMITER ;\n", ""}) {
    const auto tables = data_of(
        std::string(
            "INSERT INTO a (x) VALUES (1);\nDELIMITER //\nCREATE PROCEDURE f() BEGIN\nINSERT INTO l "
            "VALUES (9);\nEND//\nINSERT INTO p VALUES (1, 'Ann')//\nINSERT INTO p VALUES (2, 'Bob');\n") +
        end + "INSERT INTO p VALUES (3, 'Cy');\n");
    ASSERT_THAT(tables, SizeIs(2)) << end;
    EXPECT_EQ(tables[1].info.path, "d.sql!p");
    EXPECT_THAT(tables[1].rows, SizeIs(3)) << end;
  }
}

// Whatever word the end of the view cuts: a long prelude is SQL all the same.
TEST(SqlDump, IsRecognisedBehindALongPreludeHoweverItIsCut) {
  for (const std::string statement :
       {"SET x = 1;\n", "/* a */ EXEC p 'b';\n", "DROP TABLE a;\nINSERT INTO b SELECT 1;\n"}) {
    std::string prelude;
    while (prelude.size() < 9000) prelude += statement;
    for (std::size_t shift = 0; shift <= statement.size(); ++shift) {
      const auto tables =
          tables_of("--" + std::string(shift, 'x') + "\n" + prelude + "INSERT INTO t VALUES (1);\n");
      EXPECT_EQ(tables.at(0).info.path, "d.sql!t") << shift << statement;
    }
  }
  const std::string begin = "SET a = 1;\nINSERT INTO t (a) VALUES (1);\n";
  for (std::size_t end = 1; end < begin.find('(', 30); ++end)
    EXPECT_NE(recognise_sql_dump(std::string_view(begin).substr(0, end)), SqlDump::kNo) << end;
  EXPECT_EQ(recognise_sql_dump(begin), SqlDump::kYes);
}

TEST(SqlDump, TurnsWithManyColumnsAreBounded) {
  std::string text;
  for (const char* name : {"a", "b"}) {
    text += std::string("CREATE TABLE ") + name + " (c0 int";
    for (int i = 1; i < 4000; ++i) text += ",c" + std::to_string(i) + " int";
    text += ");\n";
  }
  for (int i = 0; i < 1000; ++i) text += "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n";
  EXPECT_THAT(error_of(text).what, HasSubstr("take turns"));
}

TEST(SqlDump, ManyDeclarationsKeepTheirNames) {
  std::string text;
  const std::size_t count = 20'000;
  const std::string comment(200, 'c');
  for (std::size_t i = 0; i < count; ++i)
    text += "CREATE TABLE t" + std::to_string(i) + " (id int, phone text COMMENT '" + comment + "');\n";
  text += "INSERT INTO t" + std::to_string(count - 1) + " VALUES (1, 'x');\n";
  EXPECT_THAT(data_of(text).at(0).columns, ElementsAre("id", HasSubstr("phone c")));
}

TEST(SqlDump, AColumnAddedLaterStandsBehindTheOthers) {
  const auto tables = data_of(
      "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nCREATE TABLE u (q int);\nINSERT INTO u VALUES "
      "(1);\n"
      "ALTER TABLE t ADD COLUMN b text;\nINSERT INTO t VALUES (1, 'x');\n");
  EXPECT_THAT(tables.at(2).columns, ElementsAre("a", "b"));
}

TEST(SqlDump, ListsAndMarkedTextsAreOneValue) {
  const auto tables = data_of(
      "INSERT INTO t VALUES (ARRAY['a','b'], U&'\\5F20\\+004F1F', '5'::numeric(10,2), E'\\u5F20', "
      "U&'!5F20' UESCAPE '!'), (CONCAT('+86', 13900000001), '{a,b}'::text[], 1, 2, 3);\n");
  ASSERT_THAT(tables.at(0).rows, SizeIs(2));
  EXPECT_THAT(tables[0].row(0), ElementsAre("a b", "张伟", "5", "张", "张"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("+86 13900000001", "{a,b}", "1", "2", "3"));
}

TEST(SqlDump, InsertsOfOtherFormsPutRows) {
  const auto tables =
      data_of("INSERT OR REPLACE INTO t AS x (a) VALUES (1);\nINSERT INTO t AS y (a) VALUES (2);\n");
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_THAT(tables[0].rows, SizeIs(2));
}

TEST(SqlDump, ValuesAreWhatTheyWillBe) {
  const auto tables = data_of(
      "INSERT INTO t (a, b) VALUES (TO_CLOB('Ann ') || TO_CLOB('Lee'), 0x416E6E), (q'[O'Brien]', "
      "X'4C6565'),\n"
      "/*!40000 (1, 2)*/;\n/*!40000 INSERT INTO t (a, b) VALUES (3, JSON_OBJECT('id', '7')) */;\n");
  ASSERT_THAT(tables.at(0).rows, SizeIs(4));
  EXPECT_THAT(tables[0].row(0), ElementsAre("Ann  Lee", "Ann"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("O'Brien", "Lee"));
  EXPECT_THAT(tables[0].row(3), ElementsAre("3", "id 7"));
}

TEST(SqlDump, TablesOfOneNameInTwoSchemasKeepTheirColumns) {
  const auto tables = data_of(
      "CREATE TABLE a.c (idno text);\nCREATE TABLE b.c (sku text);\nINSERT INTO a.c VALUES ('x');\nINSERT "
      "INTO c "
      "VALUES ('y');\n");
  EXPECT_THAT(tables.at(0).columns, ElementsAre("idno"));
  EXPECT_THAT(tables.at(1).columns, ElementsAre(""));
}

TEST(SqlDump, BlankLinesCostNoMoreThanTheirNumber) {
  const auto tables = data_of("SET a = 1" + std::string(400'000, '\n') + ";\nINSERT INTO t VALUES (1);\n");
  EXPECT_THAT(tables, SizeIs(1));
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
