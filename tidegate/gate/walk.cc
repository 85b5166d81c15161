#include "tidegate/gate/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/ports/databases/database_url.h"

namespace tidegate {
namespace {

// The files of a folder and of those in it, in no order; hidden ones and links to folders left out.
// unread  takes the folders that cannot be looked into.
void walk_folder(const std::string& top, std::vector<std::string>& files, std::vector<Error>& unread) {
  namespace fs = std::filesystem;
  std::vector<std::string> folders{top};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (const fs::directory_iterator last; !error && it != last; it.increment(error)) {
      if (it->path().filename().string().starts_with('.')) continue;
      std::error_code none;  // what is gone again is neither
      if (it->is_directory(none) && !it->is_symlink(none)) {
        folders.push_back(it->path().string());
      } else if (it->is_regular_file(none)) {
        files.push_back(it->path().string());
      }
    }
    if (error) {
      unread.push_back({ErrorCode::kUnavailable,
                        fmt::format("the folder cannot be read: {}", error.message()), folder,
                        fmt::format("无法读取目录：{}", error.message())});
    }
  }
}

}  // namespace

Result<std::vector<std::string>> walk(const std::vector<std::string>& paths, std::vector<Error>* failed) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (path == "-")
      return fail(
          {ErrorCode::kMalformed,
           "standard input is not read, since a file may have to be read twice: save it to a file first",
           path, "不读取标准输入，因为文件可能需要读两遍：请先存成文件"});
    std::error_code error;
    if (is_database_url(path) || !fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    std::vector<Error> unread;
    walk_folder(path, inside, unread);
    if (!unread.empty() && (failed == nullptr || inside.empty())) return fail(unread.front());
    if (inside.empty())
      return fail({ErrorCode::kNotFound, "the folder holds no file", path, "目录中没有文件"});
    if (failed != nullptr) failed->insert(failed->end(), unread.begin(), unread.end());
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace tidegate
