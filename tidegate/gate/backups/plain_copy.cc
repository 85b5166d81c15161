// Plain copies, of files and folders.
#include <fmt/format.h>

#include <filesystem>

#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/gate/backups/parts.h"

namespace tidegate::backup_tools {

namespace fs = std::filesystem;

bool is_held_below(const std::string& file, const std::string& folder) {
  std::error_code error;
  const std::string whole = fs::weakly_canonical(file, error).string();
  std::string root = fs::weakly_canonical(folder, error).string();
  if (!root.ends_with('/')) root += '/';
  return !error && whole.starts_with(root);
}

std::vector<std::pair<fs::path, fs::path>> inner_links(const fs::path& root) {
  std::vector<std::pair<fs::path, fs::path>> out;
  std::error_code error;
  const fs::path real = fs::canonical(root, error);
  fs::recursive_directory_iterator at(real, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code none;
    if (!at->is_symlink(none)) continue;
    const fs::path target = fs::canonical(at->path(), none);
    if (none || target == real || !is_held_below(target.string(), real.string())) continue;
    out.emplace_back(at->path().lexically_relative(real), target.lexically_relative(real));
  }
  return out;
}

Result<BackupTold> read_copy(const BackupRepository& r) {
  const auto files = files_below(r.path);
  if (!files) return fail(files.error());
  BackupTold out;
  out.snapshots = 1;
  out.files = files->size();
  for (const assure::BackedUpFile& file : *files) out.octets += file.octets;
  return out;
}

namespace {

Result<void> copy_all(const std::string& given, const std::string& into) {
  std::error_code error;
  const std::string from = fs::canonical(given, error).string();  // a link to the backup is the backup
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), given,
                 fmt::format("无法复制：{}", error.message())});
  const auto how = fs::copy_options::recursive | fs::copy_options::skip_symlinks;
  fs::is_directory(from) ? fs::copy(from, into, how, error)
                         : fs::copy(from, fs::path(into) / fs::path(from).filename(), error);
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), from,
                 fmt::format("无法复制：{}", error.message())});
  if (!fs::is_directory(from)) return {};
  // Links out of it are left out; those within it lead to the copy's own.
  for (const auto& [link, target] : inner_links(from)) {
    const fs::path to = target.lexically_relative(link.parent_path());
    fs::create_symlink(to, fs::path(into) / link, error);
    if (error)
      return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), from,
                   fmt::format("无法复制：{}", error.message())});
  }
  return {};
}

}  // namespace

Result<BackupRestored> restore_copy(const BackupRepository& r, const std::string& into) {
  if (const auto done = copy_all(r.path, into); !done) return fail(done.error());
  return BackupRestored{{"copy"}, false};
}

}  // namespace tidegate::backup_tools
