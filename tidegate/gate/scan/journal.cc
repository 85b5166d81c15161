#include "tidegate/gate/scan/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <tuple>

#include "tidegate/base/hash.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/scan/journal_entry.h"
#include "tidegate/ports/file_source.h"
#include "tidegate/store/register/subject_file.h"

namespace tidegate {
namespace {

constexpr mode_t kPrivate = 0600;
constexpr std::size_t kLargestEntry = std::size_t{256} << 20;

std::string file_name(const std::string& file) { return sha256_hex(file).substr(0, 32); }

class TextBytes final : public ByteSource {
 public:
  explicit TextBytes(std::string_view text) : left_(text) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = std::min(into.size(), left_.size());
    std::memcpy(into.data(), left_.data(), n);
    left_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view left_;
};

constexpr std::size_t kHashDigits = 16;
constexpr std::int64_t kSecondsADay = 86'400;
constexpr std::int64_t kChinaSeconds = 8 * 3'600;

std::string key_of(std::string_view text) { return sha256_hex(text).substr(0, kHashDigits); }

// "<what>-<how>-2026-11-26"
std::string name_of(const KeptJournal& kept) {
  return fmt::format("{}-{}-{}", kept.what, kept.how, kept.day.str());
}

std::optional<KeptJournal> journal_of(const std::string& name) {
  constexpr std::size_t kDayAt = 2 * kHashDigits + 2;
  const bool is_one = name.size() == kDayAt + 10 && name[kHashDigits] == '-' && name[kDayAt - 1] == '-';
  if (!is_one) return std::nullopt;
  const auto day = Date::parse(std::string_view(name).substr(kDayAt));
  if (!day) return std::nullopt;
  return KeptJournal{name.substr(0, kHashDigits), name.substr(kHashDigits + 1, kHashDigits), *day, Date()};
}

// China's day on which a folder was last written in.
Date last_day(const struct stat& about) {
  return Date::from_days(static_cast<std::int32_t>((about.st_mtim.tv_sec + kChinaSeconds) / kSecondsADay));
}

// The folder, held for this process alone; none: another holds it, or it went away meanwhile.
std::optional<OpenFile> hold(const std::string& path) {
  OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder || ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  struct stat held {};
  struct stat there {};
  const bool is_same = ::fstat(folder.get(), &held) == 0 && ::lstat(path.c_str(), &there) == 0 &&
                       held.st_ino == there.st_ino && held.st_dev == there.st_dev;
  if (!is_same) return std::nullopt;
  return folder;
}

// Those that nothing was written in for kJournalDays, whatever they were for.
std::size_t drop_old(const std::string& all, Date today) {
  std::size_t dropped = 0;
  std::error_code error;
  std::vector<std::string> old;
  for (std::filesystem::directory_iterator it(all, error), end; !error && it != end; it.increment(error)) {
    struct stat about {};
    const std::string path = it->path().string();
    if (::lstat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) continue;
    if (last_day(about).plus_days(kJournalDays) <= today) old.push_back(path);
  }
  for (const std::string& path : old) {
    const auto held = hold(path);
    if (!held) continue;
    std::filesystem::remove_all(path, error);
    ++dropped;
  }
  return dropped;
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot make the folder", "无法建立文件夹", path));
  return {};
}

}  // namespace

std::vector<KeptJournal> kept_journals(const std::string& home) {
  std::vector<KeptJournal> all;
  std::error_code error;
  for (std::filesystem::directory_iterator it(home + "/scans", error), end; !error && it != end;
       it.increment(error)) {
    struct stat about {};
    auto kept = journal_of(it->path().filename().string());
    if (!kept || ::lstat(it->path().c_str(), &about) != 0 || !S_ISDIR(about.st_mode)) continue;
    kept->last = last_day(about);
    all.push_back(std::move(*kept));
  }
  std::sort(all.begin(), all.end(), [](const KeptJournal& a, const KeptJournal& b) {
    return std::tie(a.day, a.what, a.how) < std::tie(b.day, b.what, b.how);
  });
  return all;
}

Result<ScanJournal> ScanJournal::open(const std::string& home, const JournalRequest& request) {
  const std::string all = home + "/scans";
  if (const auto made = make_folder(all); !made) return fail(made.error());
  std::vector<Text> talk;
  if (const std::size_t dropped = drop_old(all, request.today); dropped > 0)
    talk.push_back(
        {fmt::format("stopped scans of {} days ago or more are dropped: {}", kJournalDays, dropped),
         fmt::format("已删除停止满 {} 天的扫描进度：{} 个", kJournalDays, dropped)});
  KeptJournal wanted{key_of(request.what), key_of(request.how), request.day.value_or(request.today), Date()};
  bool is_there = false;
  std::optional<KeptJournal> other;  // of the same paths
  for (const KeptJournal& kept : kept_journals(home)) {
    if (kept.what != wanted.what) continue;
    const bool goes_on = kept.how == wanted.how && (!request.day || kept.day == *request.day);
    if (goes_on) wanted.day = kept.day;  // the latest
    is_there = is_there || goes_on;
    if (!goes_on) other = kept;
  }
  if (is_there && wanted.day != request.today)
    talk.push_back(
        {fmt::format(
             "goes on where the scan of {} stopped, with the classes of that day; --as-of DATE begins "
             "another",
             wanted.day.str()),
         fmt::format("从 {} 停止的扫描处继续，分类按该日；如需另一日期，请用 --as-of DATE 重新开始",
                     wanted.day.str())});
  if (!is_there && other)
    talk.push_back(
        {fmt::format(
             "a stopped scan of the same paths, of {}, does not go on: the program, the options, your own "
             "types or the day are others; it is dropped {} days after it stopped",
             other->day.str(), kJournalDays),
         fmt::format(
             "相同路径于 {} 停止的扫描未能继续：程序、参数、自定义类型或日期不同；其进度在停止 {} 天后删除",
             other->day.str(), kJournalDays)});
  const std::string path = all + "/" + name_of(wanted);
  if (const auto made = make_folder(path); !made) return fail(made.error());
  auto folder = hold(path);
  if (!folder)
    return fail({ErrorCode::kConflict, "the same scan is running already", path, "相同的扫描正在进行"});
  return ScanJournal(path, std::move(*folder), wanted.day, std::move(talk));
}

std::string ScanJournal::stamp_of(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};
  const auto source = FileSource::open(file, {.takes_hash = false});
  return source ? source->stamp() : std::string();
}

std::optional<std::vector<ScannedTable>> ScanJournal::find(const std::string& file,
                                                           const std::string& stamp) {
  const std::string name = file_name(file);
  const auto bytes = read_file(path_ + "/" + name, kLargestEntry);
  if (!bytes || stamp.empty()) return std::nullopt;
  auto entry = read_journal_entry(*bytes);
  if (!entry || entry->stamp != stamp) return std::nullopt;
  std::vector<ScannedTable> tables;
  for (std::size_t i = 0; i < entry->tables.size(); ++i) {
    ScannedTable table;
    table.profile = std::move(entry->tables[i]);
    table.lines = std::move(entry->lines[i]);
    const auto set = read_file(fmt::format("{}/{}-{}", path_, name, i), std::size_t{1} << 40);
    if (!set || sha256_hex(*set) != entry->sets[i]) return std::nullopt;  // whole, but of another moment
    TextBytes source(*set);
    const auto read = read_subjects(source, [&](const SubjectLink& link) { table.subjects.add(link); });
    if (!read) return std::nullopt;
    table.subjects.add(read->strangers);
    table.subjects.add_rows_without_age(table.profile.rows_without_age);
    table.counts = table.subjects.counts();
    table.is_counted = true;
    tables.push_back(std::move(table));
  }
  ++found_;
  return tables;
}

Result<void> ScanJournal::keep(const std::string& file, const std::string& stamp,
                               const std::vector<ScannedTable>& tables) {
  if (stamp.empty()) return {};
  const std::string name = file_name(file);
  JournalEntry entry{stamp, {}, {}, {}};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    entry.tables.push_back(tables[i].profile);
    entry.lines.push_back(tables[i].lines);
    std::vector<SubjectLink> links;
    tables[i].subjects.each_link([&](const SubjectLink& link) { links.push_back(link); });
    const std::string set = write_subjects(std::move(links), tables[i].subjects.strangers());
    entry.sets.push_back(sha256_hex(set));
    const auto put =
        write_file_in(folder_.get(), fmt::format("{}-{}", name, i), set, kPrivate, Lasting::kKill);
    if (!put) return fail(put.error());
  }
  // What a power cut leaves of it is damaged, and is none: the file is then scanned again.
  return write_file_in(folder_.get(), name, write_journal_entry(entry), kPrivate, Lasting::kKill);
}

void ScanJournal::finish() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace tidegate
