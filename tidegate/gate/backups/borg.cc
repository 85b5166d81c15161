// borg, by its own program.
#include <filesystem>

#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/gate/backups/run_tool.h"

namespace tidegate::backup_tools {
namespace {

namespace fs = std::filesystem;

constexpr int kFoundDamage = 1;

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

// Which archive, of how many; of what `list --json` wrote.
Result<BackupTold> archive_of(const BackupRepository& r, const std::string& written) {
  const auto listed = parse_json_without_fractions(written, "borg");
  if (!listed) return fail(unexpected("borg"));
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
  return out;
}

// Its check answers 1 to damage, 2 where it could not look; without --repair it mends nothing.
Result<bool> finds_damage(const BackupRepository& r, const char* how, const GateOptions& options) {
  const auto check = run_to_its_end(with(borg(r), {"check", how, "--", r.path}), "borg", options);
  if (!check) return fail(check.error());
  return check->status == kFoundDamage;
}

}  // namespace

Result<BackupTold> read_borg(const BackupRepository& r, const GateOptions& options) {
  const auto listed = run(with(borg(r), {"list", "--json", "--", r.path}), "borg", options);
  if (!listed) return fail(listed.error());
  auto found = archive_of(r, *listed);
  if (!found) return fail(found.error());
  BackupTold out = std::move(*found);
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

Result<BackupRestored> restore_borg(const BackupRepository& r, const std::string& into,
                                    const GateOptions& options) {
  BackupRepository here = r;
  here.path = fs::absolute(r.path).string();
  const auto listed =
      run_to_its_end(with(borg(here), {"--log-json", "list", "--json", "--", here.path}), "borg", options);
  if (!listed) return fail(listed.error());
  if (listed->status != 0) {
    // What opens the repository is damaged, by sums that no password is needed for: borg's own word for it.
    if (listed->errors.find("\"msgid\": \"IntegrityError\"") == std::string::npos)
      return fail(refused("borg"));
    const auto damaged = finds_damage(here, "--repository-only", options);
    if (!damaged) return fail(damaged.error());
    if (!*damaged) return fail(refused("borg"));
    return BackupRestored{{"borg_list", "borg_check"}, true};
  }
  const auto archive = archive_of(here, listed->output);
  if (!archive) return fail(archive.error());
  const auto done = run_to_its_end(
      with(borg(here, into), {"extract", "--", here.path + "::" + archive->snapshot}), "borg", options);
  if (!done) return fail(done.error());
  if (done->status == 0) return BackupRestored{{"borg_extract"}, false};
  const auto damaged = finds_damage(here, "--verify-data", options);
  if (!damaged) return fail(damaged.error());
  if (!*damaged) return fail(stopped("borg"));
  return BackupRestored{{"borg_extract", "borg_check"}, true};
}

}  // namespace tidegate::backup_tools
