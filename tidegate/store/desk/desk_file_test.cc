// The file of a desk on SQLite, damaged, gone or another's, and how a place is shown.
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

// Files are SQLite's alone.
class DeskFile : public ::testing::Test {
 protected:
  ErrorCode refused() {
    const auto opened = DeskStore::open(place_);
    if (opened) return ErrorCode::kCancelled;
    EXPECT_FALSE(opened.error().what_zh.empty());
    return opened.error().code;
  }
  TemporaryFolder folder_;
  DeskPlace place_{folder_ / "data", ""};
  std::string file_ = place_.folder + "/desk.db";
};

TEST_F(DeskFile, OfAnotherProgramOrNoDatabaseOrOpenToOthersIsRefused) {
  std::filesystem::create_directory(place_.folder);
  std::filesystem::permissions(place_.folder, std::filesystem::perms::owner_all);
  {
    sqlite3* base = nullptr;
    sqlite3_open(file_.c_str(), &base);
    sqlite3_exec(base, "CREATE TABLE theirs (a)", nullptr, nullptr, nullptr);
    sqlite3_close(base);
  }
  ::chmod(file_.c_str(), 0600);
  EXPECT_EQ(refused(), ErrorCode::kConflict);
  std::ofstream(file_, std::ios::trunc) << std::string(8192, 'x');
  EXPECT_EQ(refused(), ErrorCode::kCorrupt);
  ::unlink(file_.c_str());
  EXPECT_TRUE(DeskStore::open(place_));
  ::chmod(file_.c_str(), 0644);
  EXPECT_EQ(refused(), ErrorCode::kUnavailable);
  ::chmod(file_.c_str(), 0600);
  EXPECT_TRUE(DeskStore::open(place_));
  EXPECT_EQ(DeskStore::open({folder_ / "quote\"", ""}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(DeskStore::open({folder_ / "x", "mysql://secret@host/x"}).error().code, ErrorCode::kMalformed);
}

TEST_F(DeskFile, DamagedPagesAreToldAndNothingIsTakenForTruth) {
  {
    auto desk = DeskStore::open(place_);
    ASSERT_TRUE(desk);
    for (int i = 0; i < 200; ++i) {
      ASSERT_TRUE((*desk)->transact([&](DeskTransaction& t) -> Result<bool> {
        const auto put = t.add_tenant({"t" + std::to_string(i), "", std::string(500, 'x'), 0, false, 0, ""});
        if (!put) return fail(put.error());
        return true;
      }));
    }
  }
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(0, std::ios::end);
  const auto size = static_cast<long>(file.tellg());
  for (long at = size - 20 * 4096; at < size; at += 4096) {
    file.seekp(at);
    file << std::string(64, '\xff');
  }
  file.close();
  const auto desk = DeskStore::open(place_);
  if (!desk) {
    EXPECT_EQ(desk.error().code, ErrorCode::kCorrupt);
    return;
  }
  const auto checked = (*desk)->check();
  if (checked) {
    EXPECT_FALSE(checked->problems.empty());
  } else {
    EXPECT_EQ(checked.error().code, ErrorCode::kCorrupt);
  }
}

TEST_F(DeskFile, ThatIsGoneOrReplacedIsNoticedAndServiceComesBack) {
  auto desk = DeskStore::open(place_);
  ASSERT_TRUE(desk);
  const auto put = [&](const std::string& id) {
    return (*desk)->transact([&](DeskTransaction& t) -> Result<bool> {
      const auto done = t.add_tenant({id, "", "", 0, false, 0, ""});
      if (!done) return fail(done.error());
      return true;
    });
  };
  ASSERT_TRUE(put("t1"));
  const std::string away = folder_ / "away";
  std::filesystem::rename(place_.folder, away);
  EXPECT_EQ(put("t2").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ((*desk)->ping().error().code, ErrorCode::kUnavailable);
  std::filesystem::rename(away, place_.folder);
  EXPECT_TRUE(put("t3"));
  EXPECT_FALSE((*desk)->read([](const DeskReader& r) { return r.tenant(kWhole, "t2"); }));
  EXPECT_TRUE((*desk)->read([](const DeskReader& r) { return r.tenant(kWhole, "t1"); }));
}

TEST(DeskPlace, IsShownWithoutItsSecrets) {
  EXPECT_EQ(store::without_secrets("postgresql://me:hush@h:5/d?password=hush"), "postgresql://me@h:5/d");
  EXPECT_EQ(store::without_secrets("postgresql://h/d"), "postgresql://h/d");
  EXPECT_NE(store::sql_place("x", "postgresql://h/d", "a b")->url.find("password=%61%20%62"),
            std::string::npos);
  EXPECT_EQ(store::sql_place("x", "postgresql://h/d", "a b")->shown, "postgresql://h/d");
  EXPECT_EQ(store::without_secrets("postgresql://me:hu@sh@h/d"), "postgresql://me@h/d");
}

}  // namespace
}  // namespace tidegate
