#include "tidegate/store/state_dir.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "tidegate/base/clock.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}
void put(const std::string& path, std::string_view bytes, mode_t mode = 0600) {
  std::ofstream(path, std::ios::binary) << bytes;
  ::chmod(path.c_str(), mode);
}
std::string refusal(const std::string& path) {
  const auto dir = StateDir::open(path);
  return dir ? "" : dir.error().what;
}

std::vector<std::string> temporaries_in(const std::string& path) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (is_temporary(entry.path().filename().string())) out.push_back(entry.path().string());
  }
  return out;
}
constexpr std::time_t kOldEnough = 3'660;  // seconds
void age(const std::string& path, std::time_t seconds) {
  const timespec then{SystemClock().now_ms() / 1'000 - seconds, 0};
  const timespec both[2] = {then, then};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), both, 0), 0);
}

TEST(StateDir, IsMadeForItsOwnerAlone) {
  const TemporaryFolder folder;
  const auto dir = StateDir::open(folder / "a/b/tidegate/");
  ASSERT_TRUE(dir);
  EXPECT_EQ(dir->path(), folder / "a/b/tidegate");
  EXPECT_EQ(mode_of(folder / "a/b/tidegate"), 0700U);
  EXPECT_EQ(mode_of(folder / "a/b/tidegate/records"), 0700U);
  EXPECT_TRUE(StateDir::open(folder / "a/b/tidegate"));
}

TEST(StateDir, RefusesAFolderThatOthersCanRead) {
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "s"));
  ::chmod((folder / "s").c_str(), 0750);
  EXPECT_THAT(refusal(folder / "s"),
              HasSubstr("open to other users (mode 0750); run: chmod 0700 " + (folder / "s")));
  ::chmod((folder / "s").c_str(), 0700);
  ::chmod((folder / "s/records").c_str(), 0707);
  EXPECT_THAT(refusal(folder / "s"), HasSubstr("run: chmod 0700 " + (folder / "s/records")));
}

TEST(StateDir, RefusesLinksAndFiles) {
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "real"));
  std::filesystem::create_directory_symlink(folder / "real", folder / "link");
  EXPECT_THAT(refusal(folder / "link"), HasSubstr("symbolic link"));
  put(folder / "file", "x");
  EXPECT_NE(refusal(folder / "file"), "");
  EXPECT_NE(refusal(folder / "file/below"), "");
  EXPECT_NE(refusal(""), "");
  std::filesystem::remove(folder / "real/records");
  std::filesystem::create_directory_symlink(folder.path(), folder / "real/records");
  EXPECT_THAT(refusal(folder / "real"), HasSubstr("symbolic link"));
}

TEST(StateDir, RefusesAForeignOwner) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "s"));
  ASSERT_EQ(::chown((folder / "s").c_str(), 65'534, 65'534), 0);
  EXPECT_THAT(refusal(folder / "s"), HasSubstr("belongs to another user"));
}

TEST(StateDir, MakesItsKeyOnceAndKeepsIt) {
  const TemporaryFolder folder;
  const auto key = StateDir::open(folder / "s")->subject_key();
  ASSERT_TRUE(key);
  EXPECT_EQ(mode_of(folder / "s/key"), 0600U);
  EXPECT_EQ(StateDir::open(folder / "s")->subject_key()->bytes, key->bytes);
  EXPECT_NE(StateDir::open(folder / "other")->subject_key()->bytes, key->bytes);
}

TEST(StateDir, RefusesAKeyThatOthersCanReadOrThatIsNone) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  put(folder / "s/key", std::string(32, 'a') + "\n", 0644);
  EXPECT_THAT(dir->subject_key().error().what, HasSubstr("run: chmod 0600"));
  put(folder / "s/key", "short\n");
  EXPECT_EQ(dir->subject_key().error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(dir->subject_key().error().what, ::testing::Not(HasSubstr("short")));
  put(folder / "s/key", "");
  EXPECT_EQ(dir->subject_key().error().code, ErrorCode::kCorrupt);
  std::filesystem::remove(folder / "s/key");
  put(folder / "elsewhere", std::string(32, 'a'));
  std::filesystem::create_symlink(folder / "elsewhere", folder / "s/key");
  EXPECT_THAT(dir->subject_key().error().what, HasSubstr("symbolic link"));
}

TEST(StateDir, ReadsAKeyFromWhatACommandPrinted) {
  const auto key = parse_subject_key("000102030405060708090a0b0c0d0e0f\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->bytes[15], 15);
  EXPECT_TRUE(parse_subject_key("000102030405060708090a0b0c0d0e0f\r\n"));
  EXPECT_TRUE(parse_subject_key("000102030405060708090a0b0c0d0e0f"));
  for (const char* bad : {"", "\n", "000102030405060708090a0b0c0d0e0", "000102030405060708090A0B0C0D0E0F",
                          "000102030405060708090a0b0c0d0e0f\n\n", " 00102030405060708090a0b0c0d0e0f"}) {
    const auto refused = parse_subject_key(bad);
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, ErrorCode::kMalformed);
  }
}

TEST(StateDir, ManyProgramsAgreeOnOneKey) {
  const TemporaryFolder folder;
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  constexpr int kPrograms = 8;
  for (int i = 0; i < kPrograms; ++i) {
    if (::fork() != 0) continue;
    auto dir = StateDir::open(folder / "s");
    const auto key = dir ? dir->subject_key() : Result<SubjectKeySecret>(fail(dir.error()));
    const bool sent = key && ::write(pipe_ends[1], key->bytes.data(), key->bytes.size()) == 16;
    ::_exit(sent ? 0 : 1);
  }
  for (int i = 0; i < kPrograms; ++i) {
    int status = 0;
    ::wait(&status);
    EXPECT_EQ(status, 0);
  }
  ::close(pipe_ends[1]);
  const auto kept = StateDir::open(folder / "s")->subject_key();
  ASSERT_TRUE(kept);
  std::array<std::uint8_t, 16> got{};
  for (int i = 0; i < kPrograms; ++i) {
    ASSERT_EQ(::read(pipe_ends[0], got.data(), got.size()), 16);
    EXPECT_EQ(got, kept->bytes);
  }
  ::close(pipe_ends[0]);
}

TEST(StateDir, KeepsRecordsUnderTheirHash) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  const auto id = dir->put_record("one");
  ASSERT_TRUE(id);
  EXPECT_EQ(*id, sha256_hex("one"));
  EXPECT_EQ(dir->record_path(*id), folder / "s/records/" + *id + ".tga");
  EXPECT_EQ(mode_of(dir->record_path(*id)), 0600U);
  EXPECT_EQ(dir->get_record(*id).value(), "one");
  EXPECT_EQ(dir->put_record("one").value(), *id);
  EXPECT_THAT(dir->list_records().value(), ElementsAre(*id));
}

TEST(StateDir, ToldApartAreRecordsThatAreMissingMisnamedOrDamaged) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  EXPECT_EQ(dir->get_record("../key").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(dir->get_record(std::string(64, 'A')).error().code, ErrorCode::kMalformed);
  const std::string id = sha256_hex("one");
  EXPECT_EQ(dir->get_record(id).error().code, ErrorCode::kNotFound);
  put(dir->record_path(id), "two");
  EXPECT_EQ(dir->get_record(id).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(dir->put_record("one").error().code, ErrorCode::kCorrupt);
  put(dir->record_path(id), "one", 0640);
  EXPECT_EQ(dir->get_record(id).error().code, ErrorCode::kUnavailable);
}

TEST(StateDir, WaitsForAnotherProgramAndThenSaysSo) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s", {.wait_ms = 60});
  ASSERT_TRUE(dir);
  ASSERT_TRUE(dir->put_record("makes the lock"));
  const int other = ::open((folder / "s/lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(other, LOCK_EX), 0);
  const auto busy = dir->put_record("x");
  ASSERT_FALSE(busy);
  EXPECT_EQ(busy.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(busy.error().what, HasSubstr("another tidegate"));
  ::close(other);
  EXPECT_TRUE(dir->put_record("x"));
}

TEST(StateDir, AKilledWriterLeavesOnlyWholeRecords) {
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "s"));
  for (int round = 0; round < 25; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto dir = StateDir::open(folder / "s");
      for (int i = 0; dir; ++i) {
        (void)dir->put_record(std::string(20'000, static_cast<char>('a' + i % 26)) +
                              std::to_string(round * 1000 + i));
      }
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(1'000 + 4'000 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
  }
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  const auto ids = dir->list_records();
  ASSERT_TRUE(ids);
  EXPECT_FALSE(ids->empty());
  for (const std::string& id : *ids) EXPECT_TRUE(dir->get_record(id)) << id;
  for (const std::string& name : temporaries_in(folder / "s/records")) age(name, kOldEnough);
  ASSERT_TRUE(dir->put_record("last"));  // sweeps what was left behind
  EXPECT_THAT(temporaries_in(folder / "s/records"), IsEmpty());
}

TEST(StateDir, SweepsWhatIsAnHourOldAndNothingYounger) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  const std::string young = folder / "s/records/.00000000000000aa.tidegate-tmp";
  const std::string old = folder / "s/records/.00000000000000bb.tidegate-tmp";
  put(young, "of a program that runs");
  put(old, "of one that was killed");
  age(young, kOldEnough - 120);
  age(old, kOldEnough);
  ASSERT_TRUE(dir->put_record("one"));
  EXPECT_THAT(temporaries_in(folder / "s/records"), ElementsAre(young));
}

// An assessment keeps its record under the lock, then writes its report beside it without.
TEST(StateDir, ManyProgramsKeepTheirReportsBesideTheRecords) {
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "s"));
  constexpr int kPrograms = 8;
  constexpr int kReports = 15;
  for (int program = 0; program < kPrograms; ++program) {
    if (::fork() != 0) continue;
    auto dir = StateDir::open(folder / "s");
    int lost = dir ? 0 : kReports;
    for (int i = 0; dir && i < kReports; ++i) {
      const auto id = dir->put_record(std::to_string(program * kReports + i));
      const std::string page(100'000, 'x');
      lost += id && write_file(folder / ("s/records/" + *id + ".html"), page, 0600) ? 0 : 1;
    }
    ::_exit(lost);
  }
  for (int program = 0; program < kPrograms; ++program) {
    int status = 0;
    ::wait(&status);
    EXPECT_EQ(WEXITSTATUS(status), 0) << "reports lost";
  }
}

TEST(StateDir, AFullDiskKeepsNoHalfRecord) {
  const TemporaryFolder folder;
  auto dir = StateDir::open(folder / "s");
  ASSERT_TRUE(dir);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{4'096, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  const auto kept = dir->put_record(std::string(50'000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(dir->list_records()->empty());
  EXPECT_TRUE(std::filesystem::is_empty(folder / "s/records"));
}

}  // namespace
}  // namespace tidegate
