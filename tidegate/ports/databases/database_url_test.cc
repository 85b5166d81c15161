#include "tidegate/ports/databases/database_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DatabaseUrl, GivesItsParts) {
  const auto url = DatabaseUrl::parse(
      "postgresql://a%40b:p%3Aw@db.example:6000/"
      "sh%20op?table=public.t&table=u&schema=s&views=yes&sslmode=verify-full&"
      "connect_timeout=3");
  ASSERT_TRUE(url) << url.error().what;
  EXPECT_EQ(url->kind, DatabaseUrl::Kind::kPostgresql);
  EXPECT_EQ(url->user, "a@b");
  EXPECT_EQ(url->password, "p:w");
  EXPECT_EQ(url->host, "db.example");
  EXPECT_EQ(url->port, 6000);
  EXPECT_EQ(url->database, "sh op");
  EXPECT_THAT(url->tables, ElementsAre("public.t", "u"));
  EXPECT_THAT(url->schemas, ElementsAre("s"));
  EXPECT_TRUE(url->has_views);
  EXPECT_EQ(url->sslmode, "verify-full");
  EXPECT_EQ(url->connect_timeout_s, 3);
}

TEST(DatabaseUrl, LeavesToTheLibraryWhatIsNotSaid) {
  const auto url = DatabaseUrl::parse("mysql://");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->kind, DatabaseUrl::Kind::kMariadb);
  EXPECT_EQ(url->host + url->user + url->password + url->database, "");
  EXPECT_EQ(url->port, 0);
  EXPECT_TRUE(is_loopback(*url));
}

TEST(DatabaseUrl, IsShownWithoutItsPassword) {
  for (const char* text : {"postgresql://u:s3cret@h:5432/d?table=t", "mariadb://u:s3cret@h/d",
                           "mysql://u:s3cret@[::1]:3306/d", "postgres://:s3cret@h"}) {
    EXPECT_THAT(without_password(text), Not(HasSubstr("s3cret"))) << text;
    EXPECT_TRUE(DatabaseUrl::parse(without_password(text))) << text;
  }
  EXPECT_EQ(without_password("postgresql://u:s3cret@h:5432/d?table=t"), "postgresql://u@h:5432/d?table=t");
  EXPECT_EQ(without_password("a/b.csv"), "a/b.csv");
}

TEST(DatabaseUrl, WhatMayBeAPasswordIsNotRepeatedByAnError) {
  for (const char* text :
       {"postgresql://u:s3cret@x@h/d", "postgresql://u:s3/cret@h/d", "postgresql://u:s3cret#@h/d",
        "mysql://u:s3cret?@h", "mysql://u:s3cret/d", "mysql://u:%zzs3cret@h", "mysql://u@h/d?password=s3cret",
        "mysql://u@h/d?s3cret", "mysql://u:s3cret@h:0/d", "mysql://u:s3cret@h/d/e",
        "postgresql://u:s3cret%00@h/"}) {
    const auto url = DatabaseUrl::parse(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().code, ErrorCode::kMalformed);
    for (const std::string& said : {url.error().what, url.error().what_zh, url.error().where})
      EXPECT_THAT(said, Not(HasSubstr("cret"))) << text;
    EXPECT_FALSE(url.error().what_zh.empty());
  }
}

TEST(DatabaseUrl, ASchemeIsKnownInCapitalsToo) {
  const auto url = DatabaseUrl::parse("PostgreSQL://u:s3cret@h/D");
  ASSERT_TRUE(url) << url.error().what;
  EXPECT_EQ(url->kind, DatabaseUrl::Kind::kPostgresql);
  EXPECT_EQ(url->database, "D");
  EXPECT_EQ(url->shown, "PostgreSQL://u@h/D");
}

TEST(DatabaseUrl, OneThatIsNearlyOneIsNeverTakenForAPath) {
  for (const char* text :
       {"redis://u:s3cret@h/0", "jdbc:mysql://u:s3cret@h/d", "JDBC:oracle:thin:u/s3cret@h",
        "mysql:u:s3cret@h/d", "postgresql:/u:s3cret@h/d", "Postgresql:u:s3cret@h",
        " postgresql://u:s3cret@h/d", "mongodb+srv://u:s3cret@h", "'mysql://u:s3cret@h/d"}) {
    EXPECT_TRUE(is_database_url(text)) << text;
    const auto url = DatabaseUrl::parse(text);
    ASSERT_FALSE(url) << text;
    for (const std::string& said : {url.error().what, url.error().what_zh, url.error().where})
      EXPECT_THAT(said, Not(HasSubstr("cret"))) << text;
    EXPECT_THAT(url.error().what, HasSubstr("postgresql://")) << text;
    EXPECT_THAT(without_password(text), Not(HasSubstr("cret"))) << text;
  }
  EXPECT_THAT(DatabaseUrl::parse("redis://u@h").error().what, HasSubstr("\"redis\""));
  for (const char* path : {"mysql/dump.sql", "a:b@c.csv", "C:a.csv", "-"})
    EXPECT_FALSE(is_database_url(path)) << path;
}

TEST(DatabaseUrl, AWrongParameterOfAFileIsNamed) {
  EXPECT_THAT(DatabaseUrl::parse("sqlite:a.db?tabel=t").error().what, HasSubstr("\"tabel\""));
}

TEST(DatabaseUrl, RefusesWhatItDoesNotKnow) {
  for (const char* text :
       {"postgresql://h/d?views=maybe", "postgresql://h/d?sslmode=on", "sqlite:", "sqlite:a.db?schema=x",
        "mysql://h:99999/d", "mysql://[::1/d", "mysql://h/d?connect_timeout=0", "http://h/d"}) {
    EXPECT_FALSE(DatabaseUrl::parse(text)) << text;
  }
  EXPECT_FALSE(DatabaseUrl::parse("sqlite:" + std::string(5000, 'a')));
}

TEST(DatabaseUrl, AHostOfThisMachineIsLoopback) {
  const auto is = [](const char* text) { return is_loopback(DatabaseUrl::parse(text).value()); };
  for (const char* text : {"mysql://localhost/d", "mysql://127.0.0.1/d", "mysql://[::1]/d",
                           "mysql:///d?socket=/run/s", "postgresql://%2Frun%2Fpostgresql/d"})
    EXPECT_TRUE(is(text)) << text;
  for (const char* text : {"mysql://db.example/d", "mysql://10.0.0.1/d", "mysql://localhost.example/d"})
    EXPECT_FALSE(is(text)) << text;
}

TEST(DatabaseUrl, ATableIsWantedByItsNameWithOrWithoutItsSchema) {
  const auto url = DatabaseUrl::parse("postgresql:///d?table=s.t&table=u");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->wants("s", "t") && url->wants("s", "u") && url->wants("r", "u"));
  EXPECT_FALSE(url->wants("r", "t") || url->wants("s", "v"));
}

TEST(SqlQuoted, EndsWhereItShould) {
  EXPECT_EQ(sql_quoted("a", '"'), "\"a\"");
  EXPECT_EQ(sql_quoted("a\"; DROP TABLE b; --", '"'), "\"a\"\"; DROP TABLE b; --\"");
  EXPECT_EQ(sql_quoted("`", '`'), "````");
}

}  // namespace
}  // namespace tidegate
