// Base backups of PostgreSQL: their manifest, read here, and PostgreSQL's own program.
#include <algorithm>
#include <filesystem>

#include "tidegate/base/hash.h"
#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/backups/run_tool.h"
#include "tidegate/gate/packs.h"

namespace tidegate::backup_tools {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestPgManifest = 256U << 20;

// Debian keeps it below the version's folder. Empty: it is not here.
std::string pg_verifybackup() {
  std::error_code error;
  std::string found;
  for (fs::directory_iterator at("/usr/lib/postgresql", error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = (at->path() / "bin/pg_verifybackup").string();
    if (fs::exists(path, error)) found = std::max(found, path);
  }
  return found;
}

// PostgreSQL's own program. A tablespace that lies in the backup's folder is listed by way of its link, and
// is passed over only where the manifest names nothing under its own path.
Result<bool> verify_pg(const std::string& program, const std::string& root, const GateOptions& options) {
  const std::string file = (fs::path(root) / "backup_manifest").string();
  const auto bytes = read_file(file, kLargestPgManifest);
  if (!bytes) return fail(bytes.error());
  const auto json = parse_json(*bytes, file);
  if (!json) return fail(json.error());
  const Json* files = json->find("Files");
  std::vector<std::string> words{program, "--no-parse-wal"};
  for (const auto& [link, target] : inner_links(root)) {
    const std::string& space = target.native();
    const bool is_listed = files == nullptr || files->array() == nullptr ||
                           std::any_of(files->array()->begin(), files->array()->end(), [&](const Json& one) {
                             const std::string path = string_of(one, "Path");
                             return path == space || path.starts_with(space + "/");
                           });
    if (link.parent_path() == "pg_tblspc" && !is_listed) words.push_back("--ignore=" + space);
  }
  words.push_back(root);
  const auto done = run_to_its_end(words, "pg_verifybackup", options);
  if (!done) return fail(done.error());
  if (could_not_look(*done)) return fail(stopped("pg_verifybackup"));
  return done->status == 0;
}

}  // namespace

Result<BackupTold> read_pg(const BackupRepository& r, const GateOptions& options) {
  const std::string file = (fs::path(r.path) / "backup_manifest").string();
  const auto bytes = read_file(file, kLargestPgManifest);
  if (!bytes) return fail(bytes.error());
  const auto corrupt = [&](const char* en, const char* zh) {
    return fail({ErrorCode::kCorrupt, en, file, zh});
  };
  const std::size_t sum = bytes->rfind("\"Manifest-Checksum\"");
  const auto json = parse_json(*bytes, file);
  if (!json || sum == bytes->npos)
    return corrupt("is no manifest of pg_basebackup", "不是 pg_basebackup 的清单");
  if (string_of(*json, "Manifest-Checksum") != sha256_hex(std::string_view(*bytes).substr(0, sum)))
    return corrupt("does not fit its own sum", "与自身校验和不符");
  const Json* files = json->find("Files");
  if (files == nullptr || files->array() == nullptr) return corrupt("lists no files", "未列出文件");
  BackupTold out;
  out.snapshots = 1;
  out.is_encrypted = false;
  out.checked = "sha256";
  for (const Json& one : *files->array()) {
    if (options.cancelled != nullptr && options.cancelled->load())
      return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
    const std::string path = string_of(one, "Path");
    const bool is_below = !path.empty() && !path.starts_with('/') && path.find("..") == path.npos;
    if (!is_below) return corrupt("names a file that is not below the backup", "所列文件不在备份之内");
    std::error_code error;
    const std::string at = (fs::path(r.path) / path).string();
    if (!is_held_below(at, r.path))
      return fail(
          {ErrorCode::kMalformed,
           "lists files that lie outside the backup (tablespaces): map each into the backup's own folder "
           "(pg_basebackup --tablespace-mapping)",
           file,
           "所列文件位于备份之外（表空间）：请用 pg_basebackup --tablespace-mapping "
           "将其映射到备份文件夹之内"});
    const std::uint64_t size = fs::file_size(at, error);
    if (error || size != count_of(&one, "Size"))
      return corrupt("lists a file that is missing, or has another size", "所列文件缺失或大小不符");
    ++out.files;
    out.octets += size;
    const auto made = moment_of([&] {
      std::string when = string_of(one, "Last-Modified");  // "2026-11-28 01:00:00 GMT"
      if (when.size() == 23 && when.ends_with(" GMT"))
        when = when.substr(0, 10) + "T" + when.substr(11, 8) + "Z";
      return when;
    }());
    if (made) out.made_ms = std::max(out.made_ms.value_or(*made), *made);
    if (string_of(one, "Checksum-Algorithm") != "SHA256") {
      out.checked = "sizes";
      continue;
    }
    const auto hashed = hashed_files(at, 1 << 20, nullptr, options);
    if (!hashed) return fail(hashed.error());
    if (hashed->empty() || hex(hashed->front().hash) != string_of(one, "Checksum"))
      return corrupt("lists a file whose contents have changed", "所列文件的内容已改变");
  }
  if (out.checked == "sha256") return out;
  // Sums of another kind are left to PostgreSQL's own program.
  if (const std::string program = pg_verifybackup(); !program.empty()) {
    const auto holds = verify_pg(program, r.path, options);
    if (!holds) return fail(holds.error());
    if (!*holds) return corrupt("is not accepted by pg_verifybackup", "pg_verifybackup 未通过");
    out.checked = "pg_verifybackup";
  }
  return out;
}

Result<BackupRestored> restore_pg(const BackupRepository& r, const std::string& into,
                                  const GateOptions& options) {
  auto restored = restore_copy(r, into);
  if (!restored) return restored;
  if (const std::string program = pg_verifybackup(); !program.empty()) {
    const auto holds = verify_pg(program, into, options);
    if (!holds) return fail(holds.error());
    restored->is_refused = !*holds;
    restored->checks.emplace_back("pg_verifybackup");
  }
  return restored;
}

}  // namespace tidegate::backup_tools
