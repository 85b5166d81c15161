// Restores a backup, or takes a restore that is over, compares it with what was backed up, and signs what
// came of it.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/keys.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/backups/tools.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

constexpr unsigned kPublic = 0644;
constexpr std::int64_t kMinuteMs = 60'000;

std::string met(std::int64_t got, const std::optional<std::int64_t>& wanted, Lang lang) {
  const bool zh = lang == Lang::kZh;
  if (!wanted) return zh ? "未设目标" : "no objective is stated";
  return got <= *wanted ? fmt::format("{}{}", zh ? "达标，目标 " : "met, objective ", *wanted)
                        : fmt::format("{}{}", zh ? "未达标，目标 " : "MISSED, objective ", *wanted);
}

// The drill began, and the tool found the backup damaged: that is what a drill is there to find.
std::string failed_by(const std::string& tool, Lang lang) {
  return lang == Lang::kZh
             ? fmt::format("演练失败：备份已损坏，{} 未能恢复；如实签署失败记录\n", tool)
             : fmt::format(
                   "THE DRILL FAILED: the backup is damaged, and {} does not restore it; that is "
                   "what the record says\n",
                   tool);
}

// What a manifest says reaches a program's command line: somebody who is known must have said it.
Result<void> check_signed(const BackupDrillRequest& r, const assure::BackupManifest& manifest,
                          std::int64_t at_ms) {
  if (r.owner_key.empty() && r.trust.empty()) return fail(backup_needs("--owner-key"));
  const auto check = signature_check();
  std::optional<PublicKey> owner;
  if (!r.owner_key.empty()) {
    const auto bytes = read_file(r.owner_key, 16'384);
    if (!bytes) return fail(bytes.error());
    const auto key = assure::read_key(*bytes, r.owner_key);
    if (!key) return fail(key.error());
    owner = *key;
  }
  std::optional<assure::TrustList> list;
  if (!r.trust.empty()) {
    if (r.trust_key.empty()) return fail(backup_needs("--trust-key"));
    auto opened = open_trust(r.trust, r.trust_key, *check);
    if (!opened) return fail(opened.error());
    list = std::move(*opened);
  }
  const auto fault =
      assure::signature_fault(manifest, at_ms, owner ? &*owner : nullptr, list ? &*list : nullptr, *check);
  if (!fault) return {};
  const Text why = assure::words_of(*fault);
  return fail({ErrorCode::kCorrupt, why.en, r.manifest, why.zh});
}

}  // namespace

Result<Printed> backup_drill(const BackupDrillRequest& r, bool json, const Look& look,
                             const GateOptions& options) {
  if (r.into.empty()) return fail(backup_needs(r.repository.path.empty() ? "--restored" : "--into"));
  if (r.out.empty()) return fail(backup_needs("--out"));
  const bool is_over = r.repository.path.empty();
  if (is_over && !r.start_ms) return fail(backup_needs("--start"));
  if (is_over && !r.end_ms) return fail(backup_needs("--end"));
  const auto bytes = read_file(r.manifest, assure::kLargestManifest + 2);
  if (!bytes) return fail(bytes.error());
  const auto manifest = assure::read_manifest(*bytes, r.manifest);
  if (!manifest) return fail(manifest.error());
  if (!manifest->data)
    return fail({ErrorCode::kMalformed, "does not say what was backed up: attest it with --data", r.manifest,
                 "未写明所备份的数据：请用 --data 制作备份清单"});
  const auto signer = open_backup_signer(r.signer, options);
  if (!signer) return fail(signer.error());
  assure::RestoreDrill drill;
  bool is_refused = false;
  drill.issuer = r.signer.issuer.empty() ? manifest->owner : r.signer.issuer;
  drill.manifest = manifest->hash;
  if (is_over) {
    drill.start_ms = *r.start_ms;
    drill.end_ms = *r.end_ms;
    if (drill.end_ms < drill.start_ms)
      return fail({ErrorCode::kMalformed, "lies before --start", "--end", "早于 --start"});
  } else {
    if (const auto known = check_signed(r, *manifest, options.now_ms); !known) return fail(known.error());
    BackupRepository repository = r.repository;
    repository.tool = manifest->tool;
    if (repository.snapshot.empty()) repository.snapshot = manifest->snapshot;
    const auto start = std::chrono::steady_clock::now();
    auto tried = restore_repository(repository, r.into, options);
    if (!tried) return fail(tried.error());
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    drill.start_ms = options.now_ms;
    drill.end_ms = options.now_ms + took.count();
    drill.checks = std::move(tried->checks);
    is_refused = tried->is_refused;
  }
  const std::int64_t loss_ms = r.loss_ms.value_or(drill.start_ms);
  if (loss_ms >= manifest->made_ms)
    drill.lost_minutes = (loss_ms - manifest->made_ms + kMinuteMs - 1) / kMinuteMs;
  auto restored = hashed_files(r.into, 1 << 20, nullptr, options);
  if (!restored) return fail(restored.error());
  assure::normalise(*restored);
  drill.files = restored->size();
  for (const assure::BackedUpFile& file : *restored) drill.octets += file.octets;
  drill.data_root = hex(assure::data_root(*restored));
  drill.checks.emplace_back("data_root");
  drill.passed =
      !is_refused && drill.data_root == manifest->data->root && drill.files == manifest->data->files;
  const auto text =
      assure::sign_text(assure::drill_payload(drill), assure::kDrillType, r.signer.key.key_id, **signer);
  if (!text) return fail(text.error());
  if (const auto done = write_new_file(r.out, *text + "\n", kPublic); !done) return fail(done.error());
  const ExitCode exit = drill.passed ? ExitCode::kProceed : ExitCode::kVerification;
  const std::int64_t rto = (drill.end_ms - drill.start_ms + kMinuteMs - 1) / kMinuteMs;
  if (json) {
    JsonWriter out;
    out.begin_object().key("file").string(r.out).key("passed").boolean(drill.passed);
    out.key("is_refused").boolean(is_refused);
    out.key("start").string(instant_text(drill.start_ms)).key("end").string(instant_text(drill.end_ms));
    out.key("rto_minutes").integer(rto).key("rpo_minutes");
    drill.lost_minutes ? out.integer(*drill.lost_minutes) : out.null();
    out.key("files").unsigned_integer(drill.files).key("octets").unsigned_integer(drill.octets);
    out.key("checks").begin_array();
    for (const std::string& check : drill.checks) out.string(check);
    out.end_array().end_object();
    return Printed{out.take() + "\n", exit};
  }
  const bool zh = look.lang == Lang::kZh;
  std::string out = is_refused ? failed_by(manifest->tool, look.lang) : std::string();
  out += zh ? fmt::format("恢复 {} 个文件、{} 字节：{}\n", drill.files, drill.octets,
                          drill.passed ? "与备份的数据一致" : "与备份的数据不一致")
            : fmt::format("restored {} files, {} octets: {}\n", drill.files, drill.octets,
                          drill.passed ? "what was backed up" : "NOT WHAT WAS BACKED UP");
  const char* const line = zh ? "{} {} 分钟：{}\n" : "{} {} min: {}\n";
  out += fmt::format(fmt::runtime(line), "RTO", rto, met(rto, manifest->rto_minutes, look.lang));
  if (drill.lost_minutes)
    out += fmt::format(fmt::runtime(line), "RPO", *drill.lost_minutes,
                       met(*drill.lost_minutes, manifest->rpo_minutes, look.lang));
  out += fmt::format("{} {}\n", zh ? "已写入" : "wrote", r.out);
  return Printed{out, exit};
}

}  // namespace tidegate
