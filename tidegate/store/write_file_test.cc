#include "tidegate/store/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}
std::ptrdiff_t files_in(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

// While it lives, no file can grow beyond `octets`: what a full disk looks like to a program.
class FullDisk {
 public:
  explicit FullDisk(rlim_t octets) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{octets, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  FullDisk(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = SIG_DFL;
};

TEST(WriteFile, WritesTheBytesWithTheModeAsked) {
  const TemporaryFolder folder;
  const mode_t before = ::umask(0077);
  ASSERT_TRUE(write_file(folder / "report.html", std::string("a\0b", 3), 0644));
  ::umask(before);
  EXPECT_EQ(content(folder / "report.html"), std::string("a\0b", 3));
  EXPECT_EQ(mode_of(folder / "report.html"), 0644U);
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(WriteFile, ReplacesWhatWasThere) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "f", "old and long", 0600));
  ASSERT_TRUE(write_file(folder / "f", "new", 0600));
  EXPECT_EQ(content(folder / "f"), "new");
}

TEST(WriteFile, AFullDiskLeavesTheOldFileAndNothingHalfWritten) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "f", "old", 0600));
  const std::string large(100'000, 'x');
  Result<void> written;
  {
    const FullDisk full(4'096);
    written = write_file(folder / "f", large, 0600);
  }
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(written.error().where, folder / "f");
  EXPECT_FALSE(written.error().what_zh.empty());
  EXPECT_EQ(content(folder / "f"), "old");
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(WriteFile, ReplacesALinkAndDoesNotFollowIt) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "precious", "keep", 0600));
  std::filesystem::create_symlink(folder / "precious", folder / "link");
  ASSERT_TRUE(write_file(folder / "link", "new", 0600));
  EXPECT_EQ(content(folder / "precious"), "keep");
  EXPECT_EQ(content(folder / "link"), "new");
}

TEST(WriteFile, SaysWhereItCannotWrite) {
  const TemporaryFolder folder;
  const auto missing = write_file(folder / "no/such/file", "x", 0600);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(missing.error().where, folder / "no/such");
  std::filesystem::create_directory(folder / "d");
  EXPECT_FALSE(write_file(folder / "d", "x", 0600));
  EXPECT_EQ(files_in(folder.path()), 1);
}

TEST(WriteFile, KnowsItsOwnTemporaries) {
  EXPECT_TRUE(is_temporary(".0123456789abcdef.tidegate-tmp"));
  EXPECT_FALSE(is_temporary("notes.tidegate-tmp"));
  EXPECT_FALSE(is_temporary("key"));
}

}  // namespace
}  // namespace tidegate
