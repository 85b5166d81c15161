#include "tidegate/gate/desk/credential_shelf.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

namespace tidegate::desk {
namespace {

// A file that is written over keeps its name; its number, size or time tell it.
std::string seen_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return path + " -\n";
  return fmt::format("{} {} {} {}.{}\n", path, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

std::string seen_in(const std::string& folder) {
  std::string seen = seen_of(folder + "/trust.jwt") + seen_of(folder + "/trust-key.json");
  std::set<std::string> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder + "/status", error), end; !error && it != end;
       it.increment(error)) {
    if (is_kept_list(it->path())) files.insert(it->path().string());
  }
  for (const std::string& file : files) seen += seen_of(file);
  return seen;
}

}  // namespace

Result<std::shared_ptr<CredentialLists>> CredentialShelf::lists() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string seen = seen_in(folder_);
  if (!opened_ || seen != seen_) {
    opened_ = CredentialLists::open(folder_);
    seen_ = std::move(seen);
  }
  return *opened_;
}

}  // namespace tidegate::desk
