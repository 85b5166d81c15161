// Passwords of databases: where they may stand, and where none may.
#include <fmt/format.h>
#include <sys/stat.h>

#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/databases/database_url.h"

namespace tidegate {

Result<std::string> source_without_password(const std::string& word) {
  if (!is_database_url(word)) return word;
  auto url = DatabaseUrl::parse(word);
  if (!url) return fail(url.error());
  return std::move(url->shown);
}

Result<std::string> read_password(const std::string& path) {
  constexpr std::size_t kMostOctets = 4096;
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 0077) != 0) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("others may read this file of a password: chmod 600 {}", path), path,
                 fmt::format("该密码文件可被他人读取：chmod 600 {}", path)});
  }
  auto bytes = read_file(path, kMostOctets);
  if (!bytes) return fail(bytes.error());
  std::string line = bytes->substr(0, bytes->find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace tidegate
