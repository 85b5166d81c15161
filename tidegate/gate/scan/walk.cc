#include "tidegate/gate/scan/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "tidegate/gate/packs.h"
#include "tidegate/ports/databases/database_url.h"

namespace tidegate {
namespace {

constexpr std::string_view kIgnoreFile = ".tidegateignore";
constexpr std::size_t kLargestIgnoreFile = std::size_t{1} << 20;

// What a filter says of the paths below one folder.
class Sieve {
 public:
  // Errors: those of the folder's .tidegateignore.
  // top: "": the current folder, for paths that are named without it.
  static Result<Sieve> open(const std::string& top, WalkFilter* filter) {
    Sieve sieve(top, filter);
    if (filter == nullptr) return sieve;
    const std::string name = (std::filesystem::path(top) / kIgnoreFile).string();
    const auto text = read_file(name, kLargestIgnoreFile);
    if (text) {
      sieve.ignore_file_ = name;
      auto globs = parse_ignore_file(*text, name);
      if (!globs) return fail(globs.error());
      sieve.exclude_ = std::move(*globs);
    } else if (text.error().code != ErrorCode::kNotFound) {
      return fail(text.error());
    }
    sieve.exclude_.insert(sieve.exclude_.end(), filter->exclude.begin(), filter->exclude.end());
    return sieve;
  }

  // A file that is named, by it and by the folders that it lies in.
  bool wants_named(const std::string& path) const {
    for (std::size_t i = path.find('/'); i != std::string::npos; i = path.find('/', i + 1)) {
      if (is_left_out(exclude_, std::string_view(path).substr(0, i), true)) return refuse();
    }
    return is_left_out(exclude_, path, false) ? refuse() : !is_aside(path);
  }

  bool wants(const std::string& path, bool is_folder) const {
    if (filter_ == nullptr) return true;
    std::string_view below = std::string_view(path).substr(top_.size());
    while (below.starts_with('/')) below.remove_prefix(1);
    if (is_left_out(exclude_, below, is_folder)) return refuse();
    if (is_folder) return true;
    const auto& include = filter_->include;
    const bool is_included =
        include.empty() || std::any_of(include.begin(), include.end(),
                                       [&](const PathGlob& glob) { return matches(glob, below, false); });
    if (!is_included) return refuse();
    return path != ignore_file_ && !is_aside(path);
  }

 private:
  Sieve(std::string top, WalkFilter* filter) : top_(std::move(top)), filter_(filter) {}
  bool is_aside(const std::string& path) const {
    std::error_code error;
    return std::any_of(filter_->aside.begin(), filter_->aside.end(), [&](const std::string& aside) {
      return std::filesystem::equivalent(path, aside, error);
    });
  }
  bool refuse() const {
    ++filter_->left_out;
    return false;
  }

  std::string top_;
  std::string ignore_file_;  // the one that is followed; another is data
  WalkFilter* filter_;
  std::vector<PathGlob> exclude_;
};

// Kept by version control or the desktop beside the files: copies, indexes, pictures of folders.
bool is_bookkeeping(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames{".git", ".hg", ".svn", ".bzr", ".DS_Store"};
  return name.starts_with("._") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// The files of a folder and of those in it, in no order. unread  takes the folders that cannot be looked
// into.
void walk_folder(const std::string& top, const Sieve& sieve, std::vector<std::string>& files,
                 std::vector<Error>& unread, PassedOver& passed) {
  namespace fs = std::filesystem;
  std::vector<std::string> folders{top};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (const fs::directory_iterator last; !error && it != last; it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (is_bookkeeping(name)) {
        ++passed.bookkeeping;
        continue;
      }
      std::error_code none;  // what is gone again is neither
      if (it->is_directory(none) && it->is_symlink(none)) {
        ++passed.folder_links;
      } else if (it->is_directory(none)) {
        if (sieve.wants(it->path().string(), true)) folders.push_back(it->path().string());
      } else if (it->is_regular_file(none)) {
        if (sieve.wants(it->path().string(), false)) files.push_back(it->path().string());
      } else {
        ++passed.no_files;
      }
    }
    if (error) {
      unread.push_back({ErrorCode::kUnavailable,
                        fmt::format("the folder cannot be read: {}", error.message()), folder,
                        fmt::format("无法读取目录：{}", error.message())});
    }
  }
}

// Of a project's file below the current folder: whether it is wanted.
Result<bool> is_wanted(const std::string& path, WalkFilter* filter) {
  const std::filesystem::path plain = std::filesystem::path(path).lexically_normal();
  if (plain.is_absolute() || plain.string().starts_with("..")) return true;
  const auto sieve = Sieve::open("", filter);
  if (!sieve) return fail(sieve.error());
  return sieve->wants_named(plain.string());
}

// What waits for a writer or never ends. A pipe that the shell opened is at hand already.
bool is_endless(const std::string& path) {
  if (path.starts_with("/dev/fd/") || path.starts_with("/dev/stdin") || path.starts_with("/proc/"))
    return false;
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  return std::filesystem::is_fifo(status) || std::filesystem::is_socket(status) ||
         std::filesystem::is_character_file(status) || std::filesystem::is_block_file(status);
}

}  // namespace

Result<std::vector<WalkedFile>> walk(const std::vector<std::string>& paths, std::vector<Error>* failed,
                                     WalkFilter* filter, PassedOver* passed) {
  namespace fs = std::filesystem;
  std::vector<WalkedFile> files;
  PassedOver unasked;
  for (const std::string& path : paths) {
    if (path == "-")
      return fail(
          {ErrorCode::kMalformed,
           "a pipe is not read, since a file may have to be read twice: save it to a file first; what the "
           "shell reads from a file (< FILE) is /dev/stdin",
           path,
           "不读取管道，因为文件可能需要读两遍：请先存成文件；由 shell 重定向的文件（< 文件）请写 "
           "/dev/stdin"});
    std::error_code error;
    const bool is_url = is_database_url(path);
    if (!is_url && is_endless(path))
      return fail(
          {ErrorCode::kUnavailable,
           "a named pipe, a socket or a device is not read, since it may never end: save what it gives "
           "to a file first",
           path, "不读取命名管道、套接字或设备，因为其内容可能没有尽头：请先将内容存成文件"});
    if (is_url || !fs::is_directory(path, error)) {
      const bool is_of_project = !is_url && filter != nullptr && filter->is_project;
      if (is_of_project) {
        const auto wanted = is_wanted(path, filter);
        if (!wanted) return fail(wanted.error());
        if (!*wanted) continue;
      }
      files.push_back({path, is_of_project});
      continue;
    }
    std::vector<std::string> inside;
    std::vector<Error> unread;
    const std::size_t left_out_before = filter == nullptr ? 0 : filter->left_out;
    const auto sieve = Sieve::open(path, filter);
    if (!sieve) return fail(sieve.error());
    walk_folder(path, *sieve, inside, unread, passed != nullptr ? *passed : unasked);
    if (!unread.empty() && (failed == nullptr || inside.empty())) return fail(unread.front());
    const std::size_t left_out = filter == nullptr ? 0 : filter->left_out - left_out_before;
    if (inside.empty() && left_out > 0)
      return fail(
          {ErrorCode::kNotFound,
           fmt::format("--include, --exclude or .tidegateignore leave out all that the folder holds "
                       "({} files and folders)",
                       left_out),
           path,
           fmt::format("--include、--exclude 或 .tidegateignore 排除了目录中的全部内容（{} 个文件和目录）",
                       left_out)});
    if (inside.empty())
      return fail({ErrorCode::kNotFound, "the folder holds no file", path, "目录中没有文件"});
    if (failed != nullptr) failed->insert(failed->end(), unread.begin(), unread.end());
    std::sort(inside.begin(), inside.end());
    for (std::string& file : inside) files.push_back({std::move(file), true});
  }
  return files;
}

}  // namespace tidegate
