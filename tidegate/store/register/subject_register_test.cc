#include "tidegate/store/register/subject_register.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

constexpr const char* kExporter = "0123456789abcdef";

std::string set_of(std::uint64_t name) {
  return write_subjects({{std::uint64_t{6} << SubjectLink::kRankShift | name, 0, 0}}, {});
}

// Enters a transfer of one person under the exporter's key of 2026.
Result<void> enter(SubjectRegister& held, std::uint64_t person) {
  return held.change([&](RegisterBook& book) -> Result<void> {
    if (book.exporters.empty()) {
      book.exporters.emplace_back();
      book.exporters[0].id = kExporter;
    }
    const auto key = held.make_key(kExporter, 2026);
    if (!key) return fail(key.error());
    const auto set = held.put_set(set_of(person));
    if (!set) return fail(set.error());
    RegisterEntry entry;
    entry.record = std::string(64, 'a');
    entry.id = fmt::format("{:012x}", person);
    entry.persons = 1;
    entry.parts.push_back({{"cn.pi_nonsensitive"}, false, 1, {{2026, *set}}});
    book.exporters[0].entries.push_back(std::move(entry));
    return {};
  });
}

std::size_t entries(const SubjectRegister& held) {
  const auto book = held.book();
  EXPECT_TRUE(book.has_value()) << book.error().what;
  return book && !book->exporters.empty() ? book->exporters[0].entries.size() : 0;
}

TEST(SubjectRegister, IsNotMadeByLookingForIt) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  ASSERT_TRUE(home);
  EXPECT_FALSE(SubjectRegister::find(*home)->has_value());
  EXPECT_FALSE(std::filesystem::exists(folder / "s/register"));
  ASSERT_TRUE(SubjectRegister::open(*home));
  EXPECT_TRUE(SubjectRegister::find(*home)->has_value());
}

TEST(SubjectRegister, KeepsWhatWasEnteredForItsOwnerAlone) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  ASSERT_TRUE(home);
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held);
  EXPECT_EQ(entries(*held), 0U);
  ASSERT_TRUE(enter(*held, 7));
  ASSERT_TRUE(enter(*held, 8));
  const auto again = SubjectRegister::find(*home);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ(entries(**again), 2U);
  std::vector<std::uint64_t> names;
  const auto book = held->book();
  for (const RegisterEntry& entry : book->exporters[0].entries) {
    const auto read = held->read_set(entry.parts[0].sets[0].sha256, [&](const SubjectLink& link) {
      names.push_back(SubjectLink::name(link.id));
    });
    EXPECT_TRUE(read);
  }
  EXPECT_THAT(names, ::testing::ElementsAre(7, 8));
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / "s/register")) {
    struct stat status {};
    ASSERT_EQ(::lstat(file.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 077U, 0U) << file.path();
  }
}

TEST(SubjectRegister, AKeyIsMadeOnceAndDestroyedForGood) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held && enter(*held, 7));
  const auto first = held->key(kExporter, 2026);
  ASSERT_TRUE(first && enter(*held, 8));
  EXPECT_EQ(held->key(kExporter, 2026)->bytes, first->bytes);
  ASSERT_TRUE(held->change([](RegisterBook& book) -> Result<void> {
    book.exporters[0].keys.push_back({2026, "0123456789abcdef", *Date::parse("2027-01-02")});
    for (RegisterEntry& entry : book.exporters[0].entries) entry.parts[0].sets[0].sha256.clear();
    return {};
  }));
  EXPECT_FALSE(held->key(kExporter, 2026));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "s/register/keys"));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "s/register/sets"));
  EXPECT_EQ(entries(*held), 2U);
}

TEST(SubjectRegister, AChangeThatFailsLeavesNothing) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held && enter(*held, 7));
  const auto failed = held->change([&](RegisterBook& book) -> Result<void> {
    book.exporters.clear();
    if (const auto put = held->put_set(set_of(9)); !put) return fail(put.error());
    return fail({ErrorCode::kConflict, "no", {}, "否"});
  });
  EXPECT_EQ(failed.error().code, ErrorCode::kConflict);
  EXPECT_EQ(entries(*held), 1U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "s/register/sets"), {}), 1);
}

TEST(SubjectRegister, DamageIsTold) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held && enter(*held, 7));
  const std::string set = held->book()->exporters[0].entries[0].parts[0].sets[0].sha256;
  const auto damage = [](const std::string& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(40);
    file.put('\x7F');
  };
  const auto none = [](const SubjectLink&) {};
  damage(folder / ("s/register/sets/" + set));
  EXPECT_EQ(held->read_set(set, none).error().code, ErrorCode::kCorrupt);
  std::filesystem::remove(folder / ("s/register/sets/" + set));
  EXPECT_EQ(held->read_set(set, none).error().code, ErrorCode::kCorrupt);
  ASSERT_TRUE(enter(*held, 8));
  damage(folder / "s/register/book");
  EXPECT_EQ(held->book().error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(enter(*held, 9).error().code, ErrorCode::kCorrupt);
  std::filesystem::remove(folder / "s/register/book");
  EXPECT_EQ(held->book().error().code, ErrorCode::kCorrupt) << "sets without a book";
}

// Whatever is left without its book: a change is refused, and takes nothing away.
TEST(SubjectRegister, WithoutItsBookNothingIsChanged) {
  for (const char* lost : {"sets", "keys", ""}) {
    const TemporaryFolder folder;
    const auto home = StateDir::open(folder / "s");
    auto held = SubjectRegister::open(*home);
    ASSERT_TRUE(held && enter(*held, 7));
    std::filesystem::remove(folder / "s/register/book");
    for (const auto& file :
         std::filesystem::directory_iterator(folder / (std::string("s/register/") + lost))) {
      if (*lost != '\0') std::filesystem::remove(file);
    }
    const auto count = [&] {
      const std::filesystem::recursive_directory_iterator all(folder / "s/register");
      return std::count_if(begin(all), end(all), [](const auto& one) { return one.is_regular_file(); });
    };
    const auto before = count();
    EXPECT_EQ(enter(*held, 8).error().code, ErrorCode::kCorrupt) << lost;
    EXPECT_EQ(count(), before) << lost;
  }
}

TEST(SubjectRegister, AKeyThatIsGoneIsDamage) {
  const TemporaryFolder folder;
  const auto home = StateDir::open(folder / "s");
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held && enter(*held, 7));
  for (const auto& file : std::filesystem::directory_iterator(folder / "s/register/keys"))
    std::filesystem::remove(file);
  EXPECT_EQ(held->key(kExporter, 2026).error().code, ErrorCode::kCorrupt);
}

// Killed at any moment: what was acknowledged is there, and at most one more; nothing twice.
TEST(SubjectRegister, AKilledProgramLosesNothingAcknowledged) {
  const TemporaryFolder folder;
  ASSERT_TRUE(StateDir::open(folder / "s"));
  std::size_t acknowledged = 0;
  for (int round = 0; round < 12; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto home = StateDir::open(folder / "s");
      auto held = SubjectRegister::open(*home);
      for (std::uint64_t i = 1;; ++i) {
        if (!held || !enter(*held, static_cast<std::uint64_t>(round) * 100'000 + i)) ::_exit(1);
        if (::write(pipe[1], "x", 1) != 1) ::_exit(1);
      }
    }
    ::close(pipe[1]);
    char buffer[64];
    if (::read(pipe[0], buffer, 1) == 1) ++acknowledged;
    ::usleep(static_cast<useconds_t>(1'000 + round * 700));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (ssize_t n = 0; (n = ::read(pipe[0], buffer, sizeof buffer)) > 0;)
      acknowledged += static_cast<std::size_t>(n);
    ::close(pipe[0]);
    const auto home = StateDir::open(folder / "s");
    const auto held = SubjectRegister::find(*home);
    ASSERT_TRUE(held && *held);
    const std::size_t there = entries(**held);
    ASSERT_GE(there, acknowledged);
    ASSERT_LE(there, acknowledged + 1);
    acknowledged = there;
    const auto book = (*held)->book();
    ASSERT_TRUE(book);
    for (const RegisterEntry& entry : book->exporters[0].entries)
      ASSERT_TRUE((*held)->read_set(entry.parts[0].sets[0].sha256, [](const SubjectLink&) {}));
  }
  EXPECT_GE(acknowledged, 12U);
}

TEST(RegisterBook, ComesBackWithItsBytes) {
  RegisterBook book;
  book.exporters.emplace_back();
  RegisterExporter& exporter = book.exporters[0];
  exporter.id = kExporter;
  exporter.name = "示例公司";
  exporter.complete_from = *Date::parse("2026-01-01");
  exporter.keys.push_back({2026, kExporter, {}});
  RegisterEntry entry;
  entry.id = "00000000000a";
  entry.on = *Date::parse("2026-03-01");
  entry.record = std::string(64, 'b');
  entry.recipient = "Example Pte.";
  entry.parts.push_back({{"cn.pi_sensitive"}, true, 5, {{2026, std::string(64, 'c')}, {2027, ""}}});
  entry.retracted = Retraction{*Date::parse("2026-03-02"), "wrong file"};
  exporter.entries.push_back(entry);
  const std::string bytes = write_book(book);
  const auto back = read_book(bytes);
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(*back, book);
  exporter.entries.push_back(entry);
  EXPECT_FALSE(read_book(write_book(book))) << "two of one name";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string bad = bytes;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    ASSERT_FALSE(read_book(bad)) << i;
  }
}

}  // namespace
}  // namespace tidegate
