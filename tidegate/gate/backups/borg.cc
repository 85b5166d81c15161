// borg, by its own program.
#include <filesystem>

#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/gate/backups/run_tool.h"

namespace tidegate::backup_tools {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& path) {
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\"'\"'") : std::string(1, c);
  return out + "'";
}

std::vector<std::string> borg(const BackupRepository& r, const std::string& folder = {}) {
  std::vector<std::string> words{"env"};
  if (!folder.empty()) words.insert(words.end(), {"-C", folder});
  words.insert(words.end(), {"TZ=UTC", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes",
                             "BORG_RELOCATED_REPO_ACCESS_IS_OK=yes"});
  if (!r.password_file.empty())
    words.push_back("BORG_PASSCOMMAND=cat " + quoted(fs::absolute(r.password_file).string()));
  words.push_back("borg");
  return words;
}

}  // namespace

Result<BackupTold> read_borg(const BackupRepository& r, const GateOptions& options) {
  const auto listed = run_json(with(borg(r), {"list", "--json", "--", r.path}), "borg", options);
  if (!listed) return fail(listed.error());
  const Json* archives = listed->find("archives");
  if (archives == nullptr || archives->array() == nullptr) return fail(unexpected("borg"));
  BackupTold out;
  out.snapshots = archives->array()->size();
  for (const Json& one : *archives->array()) {
    const std::string name = string_of(one, "name");
    if (!r.snapshot.empty() && name != r.snapshot) continue;
    out.snapshot = name;  // the last is the newest
  }
  if (out.snapshot.empty())
    return fail({ErrorCode::kNotFound, "holds no such archive", r.path, "没有此归档"});
  const auto told =
      run_json(with(borg(r), {"info", "--json", "--", r.path + "::" + out.snapshot}), "borg", options);
  if (!told) return fail(told.error());
  const Json* infos = told->find("archives");
  if (infos == nullptr || infos->array() == nullptr || infos->array()->size() != 1)
    return fail(unexpected("borg"));
  const Json& one = infos->array()->front();
  out.made_ms = moment_of(string_of(one, "end"));
  out.files = count_of(one.find("stats"), "nfiles");
  out.octets = count_of(one.find("stats"), "original_size");
  const Json* encryption = told->find("encryption");
  const std::string mode = encryption == nullptr ? std::string() : string_of(*encryption, "mode");
  if (mode.empty()) return out;
  out.is_encrypted = mode != "none" && !mode.starts_with("authenticated");
  out.algorithm = *out.is_encrypted ? "AES-256-CTR (borg " + mode + ")" : std::string();
  return out;
}

Result<std::vector<std::string>> restore_borg(const BackupRepository& r, const std::string& into,
                                              const GateOptions& options) {
  const std::string repository = fs::absolute(r.path).string();
  BackupRepository here = r;
  here.path = repository;
  const auto told = read_borg(here, options);
  if (!told) return fail(told.error());
  const auto done =
      run(with(borg(r, into), {"extract", "--", repository + "::" + told->snapshot}), "borg", options);
  if (!done) return fail(done.error());
  return std::vector<std::string>{"borg_extract"};
}

}  // namespace tidegate::backup_tools
