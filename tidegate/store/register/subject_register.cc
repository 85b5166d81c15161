#include "tidegate/store/register/subject_register.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "tidegate/store/private_files.h"

namespace tidegate {
namespace {

constexpr const char* kRegister = "register";
constexpr const char* kBook = "book";
constexpr const char* kSets = "sets";
constexpr const char* kKeys = "keys";
constexpr std::size_t kLargestKeyFile = 256;

std::string key_name(std::string_view exporter, int year) { return fmt::format("{}-{:04}", exporter, year); }

class FileBytes final : public ByteSource {
 public:
  FileBytes(int file, const std::string& where) : file_(file), where_(where) {}
  Result<std::size_t> read(std::span<char> into) override {
    for (;;) {
      const ssize_t n = ::read(file_, into.data(), into.size());
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return fail(system_error(errno, "cannot read", "无法读取", where_));
    }
  }

 private:
  int file_;
  const std::string& where_;
};

// Over the bytes that are there before the name goes: some file systems keep what was not written over.
void shred(int folder, const std::string& name) {
  struct stat status {};
  const OpenFile file(::openat(folder, name.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file && ::fstat(file.get(), &status) == 0 && status.st_size > 0) {
    const std::string zeros(std::min<std::size_t>(static_cast<std::size_t>(status.st_size), kLargestKeyFile),
                            '0');
    if (::write(file.get(), zeros.data(), zeros.size()) >= 0) ::fsync(file.get());
  }
  ::unlinkat(folder, name.c_str(), 0);
}

Error at(Error error, std::string where) {
  error.where = std::move(where);
  return error;
}

}  // namespace

std::string SubjectRegister::where(std::string_view name) const {
  return fmt::format("{}/{}/{}", home_->path(), kRegister, name);
}

bool SubjectRegister::is_in(const std::string& home) {
  struct stat status {};
  return ::lstat((home + "/" + kRegister).c_str(), &status) == 0;
}

Result<std::optional<SubjectRegister>> SubjectRegister::find(const StateDir& home) {
  struct stat status {};
  const std::string path = home.path() + "/" + kRegister;
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::optional<SubjectRegister>();
    return fail(system_error(errno, "cannot look at", "无法查看", path));
  }
  auto opened = open(home);
  if (!opened) return fail(opened.error());
  return std::optional<SubjectRegister>(std::move(*opened));
}

Result<SubjectRegister> SubjectRegister::open(const StateDir& home) {
  const std::string path = home.path() + "/" + kRegister;
  auto folder = store::make_folder(AT_FDCWD, path, path);
  if (!folder) return fail(folder.error());
  auto sets = store::make_folder(folder->get(), kSets, path + "/" + kSets);
  if (!sets) return fail(sets.error());
  auto keys = store::make_folder(folder->get(), kKeys, path + "/" + kKeys);
  if (!keys) return fail(keys.error());
  return SubjectRegister(home, std::move(*folder), std::move(*sets), std::move(*keys));
}

Result<RegisterBook> SubjectRegister::book() const {
  // Looked at before the book: where another program enters the first transfer, its book comes first.
  const bool holds_any = !store::names_in(sets_.get()).empty() || !store::names_in(keys_.get()).empty();
  const auto bytes = store::read_mine(folder_.get(), kBook, where(kBook), kLargestBook);
  if (!bytes) return fail(bytes.error());
  if (*bytes) {
    auto book = read_book(**bytes);
    if (!book) return fail(at(book.error(), where(kBook)));
    return book;
  }
  if (!holds_any) return RegisterBook{};
  return fail(
      {ErrorCode::kCorrupt,
       "the register's book is gone, but sets of persons or keys are there: put it back from a backup; "
       "nothing is counted or entered without it",
       where(kBook), "登记簿正文已不存在，但人员集合或密钥仍在：请从备份恢复；在此之前不计数、不登记"});
}

Result<std::optional<SubjectKeySecret>> SubjectRegister::key_there(std::string_view exporter,
                                                                   int year) const {
  const std::string name = key_name(exporter, year);
  const std::string place = where(fmt::format("{}/{}", kKeys, name));
  const auto bytes = store::read_mine(keys_.get(), name, place, kLargestKeyFile);
  if (!bytes) return fail(bytes.error());
  if (!*bytes) return std::optional<SubjectKeySecret>();
  const auto key = parse_subject_key(**bytes);
  if (!key) return fail({ErrorCode::kCorrupt, key.error().what, place, key.error().what_zh});
  return std::optional(*key);
}

Result<SubjectKeySecret> SubjectRegister::key(std::string_view exporter, int year) const {
  const auto there = key_there(exporter, year);
  if (!there) return fail(there.error());
  if (*there) return **there;
  return fail({ErrorCode::kCorrupt,
               fmt::format("the key of {} is gone that the register names: put it back from a backup", year),
               where(fmt::format("{}/{}", kKeys, key_name(exporter, year))),
               fmt::format("登记簿所指的 {} 年密钥已不存在：请从备份恢复", year)});
}

Result<Strangers> SubjectRegister::read_set(const std::string& sha256, const TakeLink& take) const {
  const std::string place = where(fmt::format("{}/{}", kSets, sha256));
  const auto file = store::open_mine(sets_.get(), sha256, place);
  if (!file) return fail(file.error());
  const auto damaged = [&](std::string_view what, std::string_view what_zh) {
    return fail(
        {ErrorCode::kCorrupt,
         fmt::format("{}: put it back from a backup, or take its transfer back and enter it again "
                     "(tidegate doctor names it)",
                     what),
         place,
         fmt::format("{}：请从备份恢复，或撤回相应出境并重新登记（tidegate doctor 可查是哪一次）", what_zh)});
  };
  if (!*file)
    return damaged("a set of persons is gone that the register names", "登记簿所指的人员集合已不存在");
  FileBytes bytes((*file)->get(), place);
  const auto read = read_subjects(bytes, take);
  if (!read && read.error().code != ErrorCode::kCorrupt) return fail(at(read.error(), place));
  if (!read) return damaged(read.error().what, read.error().what_zh);
  if (read->sha256 != sha256)
    return damaged("a set of persons does not match its name", "人员集合与其名称不符");
  return read->strangers;
}

Result<void> SubjectRegister::change(const std::function<Result<void>(RegisterBook&)>& make) {
  const auto locked = home_->lock();
  if (!locked) return fail(locked.error());
  const std::string book_place = where(kBook);
  const auto before = book();
  if (!before) return fail(before.error());
  if (*before == RegisterBook{}) {
    // There is a book before there is a key or a set: without one they are damage.
    const auto written = write_file_in(folder_.get(), kBook, write_book(*before), 0600);
    if (!written) return fail(at(written.error(), book_place));
  }
  RegisterBook now = *before;
  if (const auto made = make(now); !made) {
    sweep(*before);
    return fail(made.error());
  }
  const std::string bytes = write_book(now);
  if (bytes.size() > kLargestBook)
    return fail(
        {ErrorCode::kLimit, "the register would be larger than 64 MiB", book_place, "登记簿将超过 64 MiB"});
  const auto written = write_file_in(folder_.get(), kBook, bytes, 0600);
  if (!written) return fail(at(written.error(), book_place));
  sweep(now);
  return {};
}

Result<SubjectKeySecret> SubjectRegister::make_key(std::string_view exporter, int year) {
  const auto held = key_there(exporter, year);
  if (!held) return fail(held.error());
  if (*held) return **held;
  const SubjectKeySecret made = random_subject_key();
  if (const auto put = put_key(exporter, year, made); !put) return fail(put.error());
  return made;
}

Result<void> SubjectRegister::put_key(std::string_view exporter, int year, const SubjectKeySecret& key) {
  const std::string name = key_name(exporter, year);
  const auto written = write_file_in(keys_.get(), name, hex(key.bytes) + "\n", 0600);
  if (!written) return fail(at(written.error(), where(fmt::format("{}/{}", kKeys, name))));
  return {};
}

Result<std::string> SubjectRegister::put_set(std::string_view bytes) {
  // Its hash stands in its last 32 octets.
  const auto* end = reinterpret_cast<const std::uint8_t*>(bytes.data()) + bytes.size();
  std::string name = hex({end - 32, 32});
  const auto written = write_file_in(sets_.get(), name, bytes, 0600);
  if (!written) return fail(at(written.error(), where(fmt::format("{}/{}", kSets, name))));
  return name;
}

void SubjectRegister::sweep(const RegisterBook& book) {
  std::set<std::string> sets;
  std::set<std::string> destroyed;
  for (const RegisterExporter& exporter : book.exporters) {
    for (const RegisterEntry& entry : exporter.entries) {
      for (const RegisterPart& part : entry.parts) {
        for (const RegisterSet& set : part.sets) sets.insert(set.sha256);
      }
    }
    for (const RegisterKey& key : exporter.keys) {
      if (key.destroyed) destroyed.insert(key_name(exporter.id, key.year));
    }
  }
  for (const std::string& name : store::names_in(sets_.get())) {
    if (sets.count(name) == 0) ::unlinkat(sets_.get(), name.c_str(), 0);
  }
  for (const std::string& name : store::names_in(keys_.get())) {
    if (destroyed.count(name) != 0 || is_temporary(name)) shred(keys_.get(), name);
  }
  for (const std::string& name : store::names_in(folder_.get())) {
    if (is_temporary(name)) ::unlinkat(folder_.get(), name.c_str(), 0);
  }
  ::fsync(keys_.get());
  ::fsync(sets_.get());
}

}  // namespace tidegate
