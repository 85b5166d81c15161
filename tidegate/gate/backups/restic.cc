// restic, by its own program.
#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/gate/backups/run_tool.h"

namespace tidegate::backup_tools {
namespace {

std::vector<std::string> restic(const BackupRepository& r) {
  std::vector<std::string> words{"restic", "--repo", r.path, "--no-cache"};
  if (!r.password_file.empty()) words.insert(words.end(), {"--password-file", r.password_file});
  return words;
}

}  // namespace

Result<BackupTold> read_restic(const BackupRepository& r, const GateOptions& options) {
  const auto listed = run_json(with(restic(r), {"--no-lock", "--json", "snapshots"}), "restic", options);
  if (!listed) return fail(listed.error());
  if (listed->array() == nullptr) return fail(unexpected("restic"));
  BackupTold out;
  out.snapshots = listed->array()->size();
  for (const Json& one : *listed->array()) {
    const std::string id = string_of(one, "id");
    if (!r.snapshot.empty() && !id.starts_with(r.snapshot)) continue;
    const auto made = moment_of(string_of(one, "time"));
    if (id.empty() || !made) return fail(unexpected("restic"));
    if (out.made_ms && *made < *out.made_ms) continue;
    out.snapshot = id;
    out.made_ms = made;
  }
  if (out.snapshot.empty())
    return fail({ErrorCode::kNotFound, "holds no such snapshot", r.path, "没有此快照"});
  const auto sums = run_json(
      with(restic(r), {"--no-lock", "--json", "stats", "--mode", "restore-size", "--", out.snapshot}),
      "restic", options);
  if (!sums) return fail(sums.error());
  out.files = count_of(&*sums, "total_file_count");
  out.octets = count_of(&*sums, "total_size");
  out.is_encrypted = true;
  out.algorithm = "AES-256-CTR, Poly1305-AES";
  return out;
}

Result<BackupRestored> restore_restic(const BackupRepository& r, const std::string& into,
                                      const GateOptions& options) {
  const auto opens = [&] { return run(with(restic(r), {"--no-lock", "cat", "config"}), "restic", options); };
  if (const auto opened = opens(); !opened) return fail(opened.error());
  const auto done = run_to_its_end(with(restic(r), {"--no-lock", "restore", "--target", into, "--",
                                                    r.snapshot.empty() ? "latest" : r.snapshot}),
                                   "restic", options);
  if (!done) return fail(done.error());
  if (done->status == 0) return BackupRestored{{"restic_restore"}, false};
  // Damage, or no room here? It answers 1 to all. Its check writes nothing: what is missing first, since of
  // that every reading is tried again for minutes; then each pack is read.
  const auto holds = [&](std::initializer_list<std::string> how) -> Result<bool> {
    const auto status = run_to_its_end(with(with(restic(r), {"--no-lock", "check"}), how), "restic", options);
    if (!status) return fail(status.error());
    if (could_not_look(*status)) return fail(stopped("restic"));
    return status->status == 0;
  };
  auto sound = holds({});
  if (sound && *sound) sound = holds({"--read-data"});
  if (!sound) return fail(sound.error());
  if (*sound) return fail(stopped("restic"));
  // What no longer opens was lost on the way to it.
  if (const auto opened = opens(); !opened) return fail(opened.error());
  return BackupRestored{{"restic_restore", "restic_check"}, true};
}

}  // namespace tidegate::backup_tools
