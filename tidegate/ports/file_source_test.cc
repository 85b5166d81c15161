#include "tidegate/ports/file_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

namespace tidegate {
namespace {

class FileSourceTest : public ::testing::Test {
 protected:
  FileSourceTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "file_source_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~FileSourceTest() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::string folder_;
};

std::string read_all(FileSource& source, std::size_t step) {
  std::string bytes;
  std::string buffer(step, '\0');
  for (;;) {
    const auto n = source.read(buffer);
    if (!n) ADD_FAILURE() << n.error().what;
    if (!n || *n == 0) return bytes;
    bytes.append(buffer, 0, *n);
  }
}

TEST_F(FileSourceTest, GivesEveryByteOnceWithItsHashAndSize) {
  std::string bytes(300'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 % 251);
  const std::string path = write("a.bin", bytes);
  for (const std::size_t step : {std::size_t{1'000}, std::size_t{65'536}, std::size_t{1'000'000}}) {
    std::atomic<std::uint64_t> progress = 5;
    auto source = FileSource::open(path, {.progress_bytes = &progress});
    ASSERT_TRUE(source);
    EXPECT_EQ(source->size_bytes(), bytes.size());
    EXPECT_EQ(read_all(*source, step), bytes);
    EXPECT_EQ(source->sha256(), sha256(bytes));
    EXPECT_EQ(source->bytes_read(), bytes.size());
    EXPECT_EQ(progress.load(), bytes.size() + 5);
  }
}

TEST_F(FileSourceTest, HashMayBeAskedOnTheWay) {
  const std::string path = write("a.txt", "abcdef");
  auto source = FileSource::open(path);
  ASSERT_TRUE(source);
  std::string three(3, '\0');
  ASSERT_EQ(source->read(three).value(), 3U);
  EXPECT_EQ(source->sha256(), sha256("abc"));
  ASSERT_EQ(source->read(three).value(), 3U);
  EXPECT_EQ(source->sha256(), sha256("abcdef"));
}

TEST_F(FileSourceTest, TheStampTellsThatAFileChanged) {
  const std::string path = write("a.txt", "abc");
  const auto before = FileSource::open(path);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->stamp(), FileSource::open(path)->stamp());
  const std::string first = before->stamp();
  write("a.txt", "abcd");
  EXPECT_NE(before->stamp(), first);
  std::filesystem::remove(path);
  write("a.txt", "abcd");
  EXPECT_NE(FileSource::open(path)->stamp(), before->stamp());
}

TEST_F(FileSourceTest, MissingFileIsNotFoundAndNamed) {
  const auto source = FileSource::open(folder_ + "/none.csv");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(source.error().where, folder_ + "/none.csv");
  EXPECT_THAT(source.error().what, ::testing::HasSubstr("No such file"));
  EXPECT_THAT(source.error().what_zh, ::testing::HasSubstr("文件或目录不存在"));
}

TEST_F(FileSourceTest, FolderIsRefused) {
  const auto source = FileSource::open(folder_);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(source.error().what, ::testing::HasSubstr("directory"));
}

TEST_F(FileSourceTest, FileWithoutReadRightIsUnavailable) {
  const std::string path = write("locked.csv", "a");
  ::chmod(path.c_str(), 0);
  const bool is_root = ::geteuid() == 0;  // root may read every file: be somebody else for a moment
  ASSERT_EQ(is_root ? ::seteuid(65534) : 0, 0);
  const auto source = FileSource::open(path);
  ASSERT_EQ(is_root ? ::seteuid(0) : 0, 0);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(source.error().what_zh, ::testing::HasSubstr("没有权限"));
}

TEST_F(FileSourceTest, DiskFaultWhileReadingIsUnavailable) {
  // /proc/self/mem opens like a file and gives EIO at address 0.
  auto source = FileSource::open("/proc/self/mem");
  ASSERT_TRUE(source);
  std::string buffer(16, '\0');
  const auto n = source->read(buffer);
  ASSERT_FALSE(n);
  EXPECT_EQ(n.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(n.error().where, "/proc/self/mem");
}

TEST_F(FileSourceTest, CancelStopsTheNextRead) {
  const std::string path = write("a.txt", "abcdef");
  std::atomic<bool> cancel = false;
  auto source = FileSource::open(path, {.cancel = &cancel});
  ASSERT_TRUE(source);
  std::string three(3, '\0');
  ASSERT_EQ(source->read(three).value(), 3U);
  cancel = true;
  const auto n = source->read(three);
  ASSERT_FALSE(n);
  EXPECT_EQ(n.error().code, ErrorCode::kCancelled);
}

TEST_F(FileSourceTest, EmptyFileEndsAtOnce) {
  auto source = FileSource::open(write("empty", ""));
  ASSERT_TRUE(source);
  EXPECT_EQ(read_all(*source, 16), "");
  EXPECT_EQ(source->sha256(), sha256(""));
}

}  // namespace
}  // namespace tidegate
