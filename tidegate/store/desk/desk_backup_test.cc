// Backups, and the shape of the database: migrations and columns.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/migrations.h"
#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

TEST_P(StoredDesk, ABackupIsRestoredIntoAnEmptyDeskOfEitherKind) {
  two_firms();
  a_firm_files("1", kFirst);
  a_firm_files("2", kSecond);
  const std::string bytes(
      "\0\1\xff\xfe"
      "bytes",
      9);
  AccountRow account;
  account.id = "a1";
  account.login = "li";
  account.tenant = kFirst;
  account.totp_secret = "secret";
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.put_blob({sha256_hex(bytes), 9, "x/y", 1, bytes}); !done) return done;
    if (auto done = t.add_filing_file(Reach::of_firm(kFirst), {"x1", "f1", "A1", sha256_hex(bytes), "a", 1});
        !done)
      return done;
    t.audit(entry("c1"));
    return t.add_account(account);
  });
  const std::string file = folder_ / "desk.tgd";
  const auto made = desk_->back_up(file, 99);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(desk_->back_up(file, 99).error().code, ErrorCode::kConflict);
  EXPECT_EQ(desk_->restore(file).error().code, ErrorCode::kConflict);  // not empty

  // Into the other kind, or SQLite where there is no server; the key comes along by hand.
  DeskPlace other{folder_ / "other", ""};
  const bool to_server = GetParam() == store::Dialect::kSqlite && !postgresql().empty();
  if (to_server) {
    other.url = postgresql();
    const auto session = store::SqlSession::open(*store::sql_place("x", other.url));
    ASSERT_TRUE((*session)->run("DROP SCHEMA IF EXISTS tidegate CASCADE"));
  }
  std::filesystem::create_directory(other.folder);
  std::filesystem::permissions(other.folder, std::filesystem::perms::owner_all);
  std::filesystem::copy(place_.folder + "/seal.key", other.folder + "/seal.key");
  auto second = DeskStore::open(other);
  ASSERT_TRUE(second) << second.error().what;
  const auto restored = (*second)->restore(file);
  ASSERT_TRUE(restored) << restored.error().what << restored.error().where;
  EXPECT_EQ(restored->rows, made->rows);
  EXPECT_EQ(restored->sha256, made->sha256);
  EXPECT_TRUE((*second)->check()->problems.empty());
  EXPECT_EQ((*second)
                ->read([&](const DeskReader& r) { return r.filing_blob(kWhole, "f1", sha256_hex(bytes)); })
                ->bytes,
            bytes);
  EXPECT_EQ((*(*second)->read([](const DeskReader& r) { return r.account_by_login("li"); }))->totp_secret,
            "secret");
  // The same rows make the same file.
  ASSERT_TRUE((*second)->back_up(folder_ / "again.tgd", 99));
  std::ifstream one(file, std::ios::binary);
  std::ifstream two(folder_ / "again.tgd", std::ios::binary);
  const std::string first((std::istreambuf_iterator<char>(one)), {});
  EXPECT_EQ(first, std::string((std::istreambuf_iterator<char>(two)), {}));

  // Every damaged octet is noticed, and nothing of such a file stays.
  DeskPlace third{folder_ / "third", ""};
  const auto empty = DeskStore::open(third);
  ASSERT_TRUE(empty);
  const std::string bad = folder_ / "bad.tgd";
  for (std::size_t at = 0; at < first.size(); at += 1 + first.size() / 60) {
    std::string damaged = first;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(bad, std::ios::binary) << damaged;
    const auto refused = (*empty)->restore(bad);
    ASSERT_FALSE(refused) << at;
    // Its very first line may tell of another shape.
    EXPECT_TRUE(refused.error().code == ErrorCode::kCorrupt || refused.error().code == ErrorCode::kConflict)
        << refused.error().what;
  }
  std::ofstream(bad, std::ios::binary) << first.substr(0, first.size() - 1);
  EXPECT_EQ((*empty)->restore(bad).error().code, ErrorCode::kCorrupt);
  std::ofstream(bad, std::ios::binary) << first + "x\n";
  EXPECT_EQ((*empty)->restore(bad).error().code, ErrorCode::kCorrupt);
  // What was never one is told so: a file of another kind, one without an octet, one long line.
  for (const std::string& stranger : {std::string("{\"kind\": \"policy\"}\n"), std::string(),
                                      std::string("tide"), std::string(std::size_t{64} << 20, 'x')}) {
    std::ofstream(bad, std::ios::binary) << stranger;
    const auto refused = (*empty)->restore(bad);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("is no backup of a desk"), std::string::npos) << refused.error().what;
    EXPECT_NE(refused.error().what_zh.find("不是办理台备份"), std::string::npos);
  }
  EXPECT_EQ((*empty)->check()->rows, 1);  // the end of an empty audit
  EXPECT_TRUE((*empty)->restore(file));
}

TEST_P(StoredDesk, AnotherShapeIsNotTouched) {
  desk_.reset();
  meddle(std::string("INSERT INTO ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "migrations (number, name, sha256) VALUES (1000, 'later', 'x')");
  EXPECT_EQ(DeskStore::open(place_).error().code, ErrorCode::kConflict);
  meddle(std::string("DELETE FROM ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "migrations WHERE number = 1000");
  EXPECT_TRUE(DeskStore::open(place_));
  meddle("UPDATE migrations SET sha256 = 'x' WHERE number = 1");
  EXPECT_EQ(DeskStore::open(place_).error().code, ErrorCode::kConflict);
}

TEST_P(StoredDesk, OneOfTheFirstShapeIsBroughtUpToThisOne) {
  two_firms();
  desk_.reset();
  back_to_step_2();
  const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
  for (const char* name : {"pending", "waiting", "tried", "done", "settled"})
    meddle("DROP INDEX " + schema + "deliveries_" + name);
  meddle("CREATE INDEX deliveries_due ON " + schema + "deliveries (state, next_at_ms, id)");
  meddle("DELETE FROM " + schema + "migrations WHERE number > 1");
  DeskStore::Options options;
  options.migrates = false;
  EXPECT_EQ(DeskStore::open(place_, options).error().code, ErrorCode::kConflict);
  const auto opened = DeskStore::open(place_);
  ASSERT_TRUE(opened) << opened.error().what;
  EXPECT_EQ((*opened)->read([](const DeskReader& r) { return r.tenants(kWhole, {}); })->rows.size(), 2U);
  EXPECT_TRUE(DeskStore::open(place_, options));
}

TEST_P(StoredDesk, OnlyWhoMayMigrates) {
  if (GetParam() == store::Dialect::kSqlite) {
    DeskPlace fresh{folder_ / "fresh", ""};
    DeskStore::Options options;
    options.migrates = false;
    EXPECT_EQ(DeskStore::open(fresh, options).error().code, ErrorCode::kConflict);
    EXPECT_TRUE(DeskStore::open(fresh));
    EXPECT_TRUE(DeskStore::open(fresh, options));
  }
}

TEST_P(StoredDesk, TheColumnsOfTheProgramAreThoseOfTheDatabase) {
  // A backup reads every column of every table, in the program's words.
  EXPECT_TRUE(desk_->back_up(folder_ / "empty.tgd", 1));
  std::ptrdiff_t made = 0;
  for (const store::Migration& step : store::migrations(GetParam()))
    made += std::count_if(step.statements.begin(), step.statements.end(),
                          [](const std::string& s) { return s.starts_with("CREATE TABLE"); });
  std::ifstream file(folder_ / "empty.tgd");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::ptrdiff_t tables = 0;
  for (std::size_t at = text.find("{\"table\""); at != std::string::npos;
       at = text.find("{\"table\"", at + 1))
    ++tables;
  EXPECT_EQ(tables, made);
}

}  // namespace
}  // namespace tidegate
