#include "tidegate/ports/log_files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

namespace tidegate {
namespace {

class LogFilesOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::temp_directory_path() / "tidegate-log-files-XXXXXX").string();
    ASSERT_NE(::mkdtemp(path_.data()), nullptr);
  }
  void TearDown() override {
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
    std::filesystem::remove_all(path_);
  }
  static unsigned mode(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
  }
  std::string path_;
};

TEST_F(LogFilesOnDisk, NamesWhatLiesInTheFolderInOrderHoweverOftenItIsAsked) {
  const auto files = open_log_folder(path_ + "/log");
  ASSERT_TRUE(files) << files.error().what;
  for (const char* name : {"torn-20-7", "torn-10-7", "segment"})
    ASSERT_TRUE((*files)->open(name, Opening::kEmpty)) << name;
  for (int i = 0; i < 2; ++i) {
    const auto names = (*files)->names("torn-");
    ASSERT_TRUE(names) << names.error().what;
    EXPECT_EQ(*names, (std::vector<std::string>{"torn-10-7", "torn-20-7"}));
  }
}

TEST_F(LogFilesOnDisk, KeepsWhatIsAppendedAndCut) {
  const auto files = open_log_folder(path_ + "/log");
  ASSERT_TRUE(files) << files.error().what;
  const auto file = (*files)->open("segment", Opening::kKeep);
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->append("one"));
  ASSERT_TRUE((*file)->append("two"));
  ASSERT_TRUE((*file)->sync());
  EXPECT_EQ(*(*file)->size(), 6U);
  ASSERT_TRUE((*file)->truncate(4));
  ASSERT_TRUE((*file)->rewrite_end("et"));
  char space[8];
  EXPECT_EQ(*(*file)->read_at(1, space), 3U);
  EXPECT_EQ(std::string(space, 3), "net");
  EXPECT_EQ(*(*file)->read_at(9, space), 0U);
  EXPECT_EQ(mode(path_ + "/log"), 0700U);
  EXPECT_EQ(mode(path_ + "/log/segment"), 0600U);
}

TEST_F(LogFilesOnDisk, ReplacesWholeFilesInFoldersOfTheirOwn) {
  const auto files = open_log_folder(path_);
  EXPECT_FALSE((*files)->read("signed", 10)->has_value());
  ASSERT_TRUE(replace(**files, "signed", "old and longer"));
  ASSERT_TRUE(replace(**files, "signed", "new"));
  EXPECT_EQ(**(*files)->read("signed", 3), "new");
  EXPECT_EQ((*files)->read("signed", 2).error().code, ErrorCode::kLimit);
  ASSERT_TRUE(replace(**files, "sm3/below/checkpoint", "new"));  // each folder above it is synced
  EXPECT_EQ(**(*files)->read("sm3/below/checkpoint", 3), "new");
  const auto lacking = (*files)->sync_folder_of("none/checkpoint");
  ASSERT_FALSE(lacking);
  EXPECT_EQ(lacking.error().where, path_ + "/none");
  const auto done = put_derived(**files, "tile/0/x001/234.p/5", "tile");
  ASSERT_TRUE(done) << done.error().what;
  ASSERT_TRUE(put_derived(**files, "tile/0/x001/234", "tile"));
  EXPECT_EQ(**(*files)->read("tile/0/x001/234.p/5", 10), "tile");
  ASSERT_TRUE((*files)->remove_folder("tile/0/x001/234.p"));
  ASSERT_TRUE((*files)->remove_folder("tile/0/x001/234.p"));
  EXPECT_FALSE((*files)->read("tile/0/x001/234.p/5", 10)->has_value());
  EXPECT_TRUE((*files)->read("tile/0/x001/234", 10)->has_value());
}

TEST_F(LogFilesOnDisk, IsHeldByOneAlone) {
  auto files = open_log_folder(path_);
  ASSERT_TRUE(files);
  EXPECT_EQ(open_log_folder(path_).error().code, ErrorCode::kConflict);
  files->reset();
  EXPECT_TRUE(open_log_folder(path_));
}

TEST_F(LogFilesOnDisk, SaysThatAFolderIsReadOnlyOrMissing) {
  EXPECT_EQ(open_log_folder(path_ + "/none/log").error().code, ErrorCode::kUnavailable);
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  std::filesystem::permissions(path_,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const auto files = open_log_folder(path_);
  ASSERT_FALSE(files);
  EXPECT_NE(files.error().what.find("Permission denied"), std::string::npos);
  EXPECT_NE(files.error().what_zh.find("没有权限"), std::string::npos);
}

// What a full disk does, by the limit of this process on the size of a file.
TEST_F(LogFilesOnDisk, SaysThatNothingMoreGoesIn) {
  const auto files = open_log_folder(path_);
  const auto file = (*files)->open("segment", Opening::kKeep);
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small { 4'096, before.rlim_max };
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto done = (*file)->append(std::string(10'000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(done.error().what_zh.find("文件过大"), std::string::npos);
}

}  // namespace
}  // namespace tidegate
