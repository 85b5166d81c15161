#include "tidegate/gate/backups/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utf8.h"
#include "tidegate/evidence/verify.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/file_source.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

Error unreadable(const std::string& path, const std::error_code& why) {
  return {ErrorCode::kUnavailable, fmt::format("cannot be looked into: {}", why.message()), path,
          fmt::format("无法读取：{}", why.message())};
}

// Fills the whole buffer where the file is that long.
Result<std::size_t> read_whole(FileSource& source, std::span<char> into) {
  std::size_t have = 0;
  while (have < into.size()) {
    const auto n = source.read(into.subspan(have));
    if (!n) return fail(n.error());
    if (*n == 0) break;
    have += *n;
  }
  return have;
}

}  // namespace

std::string backup_base(const std::string& manifest) {
  return manifest.ends_with(".jwt") ? manifest.substr(0, manifest.size() - 4) : manifest;
}

std::string kept_challenge(const std::string& home, const std::string& manifest_hash) {
  return (fs::path(home) / "backups" / "challenges" / (manifest_hash + ".challenge")).string();
}

Error backup_needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

Result<std::vector<assure::BackedUpFile>> files_below(const std::string& root) {
  std::vector<assure::BackedUpFile> out;
  std::error_code error;
  const fs::file_status status = fs::symlink_status(root, error);
  if (!fs::exists(status))
    return fail({ErrorCode::kNotFound, "there is no such file or folder", root, "没有此文件或文件夹"});
  if (fs::is_regular_file(status)) {
    out.push_back({fs::path(root).filename().string(), fs::file_size(root, error), {}});
    return out;
  }
  const std::size_t cut = fs::path(root).string().size() + (root.ends_with('/') ? 0 : 1);
  fs::recursive_directory_iterator at(root, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    if (!fs::is_regular_file(at->symlink_status(error))) continue;
    std::string path = at->path().string().substr(cut);
    if (!is_valid_utf8(path))
      return fail({ErrorCode::kMalformed, "holds a file whose name is not UTF-8", root,
                   "含有文件名不是 UTF-8 的文件"});
    out.push_back({std::move(path), at->file_size(error), {}});
    if (out.size() > assure::kMostBackupFiles)
      return fail({ErrorCode::kLimit, "holds more than 4,194,304 files", root, "文件超过 4,194,304 个"});
  }
  if (error) return fail(unreadable(root, error));
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return out;
}

Result<std::vector<assure::BackedUpFile>> hashed_files(const std::string& root, std::int64_t chunk_octets,
                                                       std::vector<Sha256>* leaves,
                                                       const GateOptions& options) {
  auto files = files_below(root);
  if (!files) return files;
  const bool is_file = files->size() == 1 && !fs::is_directory(root);
  std::string buffer(static_cast<std::size_t>(chunk_octets), '\0');
  for (std::size_t i = 0; i < files->size(); ++i) {
    assure::BackedUpFile& file = (*files)[i];
    FileSource::Options opening;
    opening.cancel = options.cancelled;
    auto source = FileSource::open(is_file ? root : (fs::path(root) / file.path).string(), opening);
    if (!source) return fail(source.error());
    assure::ChunkPlace place{i, 0, sha256(file.path)};
    for (;;) {
      const auto n = read_whole(*source, buffer);
      if (!n) return fail(n.error());
      if (*n == 0) break;
      if (leaves != nullptr)
        leaves->push_back(assure::chunk_leaf(place, std::string_view(buffer).substr(0, *n)));
      place.offset += *n;
      if (leaves != nullptr && leaves->size() > assure::kMostChunks)
        return fail({ErrorCode::kLimit, "has more than 8,388,608 chunks: take larger ones (--chunk)", root,
                     "数据块超过 8,388,608 个，请用 --chunk 取更大的块"});
    }
    file.octets = place.offset;
    file.hash = source->sha256();
  }
  return files;
}

std::string write_list(const std::vector<assure::BackedUpFile>& files) {
  std::string out;
  for (const assure::BackedUpFile& file : files) {
    JsonWriter line;
    line.begin_object().key("octets").unsigned_integer(file.octets).key("path").string(file.path);
    line.key("sha256").string(hex(file.hash)).end_object();
    out += line.take() + "\n";
  }
  return out;
}

Result<std::vector<assure::BackedUpFile>> read_list(std::string_view bytes, std::string_view where) {
  std::vector<assure::BackedUpFile> out;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    const std::string place = fmt::format("{}:{}", where, number);
    const auto json = parse_json(line, place);
    if (!json) return fail(json.error());
    JsonFault fault{place, {}};
    const JsonReader in(*json, fault);
    in.only({"octets", "path", "sha256"});
    assure::BackedUpFile file{
        in.member("path").string(), static_cast<std::uint64_t>(in.member("octets").integer(0)), {}};
    const JsonReader hash = in.member("sha256");
    const auto octets = assure::hash_of_hex(hash.string());
    if (!octets) hash.refuse(ErrorCode::kMalformed, octets.error().what, octets.error().what_zh);
    file.hash = octets.value_or(Sha256{});
    if (fault.first) return fail(std::move(*fault.first));
    out.push_back(std::move(file));
    if (out.size() > assure::kMostBackupFiles)
      return fail({ErrorCode::kLimit, "lists more than 4,194,304 files", std::string(where),
                   "文件超过 4,194,304 个"});
  }
  return out;
}

Result<evidence::Policy> read_log_policy(const std::string& path) {
  const auto bytes = read_file(path, evidence::kLargestPolicy);
  if (!bytes) return fail(bytes.error());
  auto policy = evidence::Policy::parse(*bytes);
  if (policy) return policy;
  const Error& why = policy.error();
  return fail({why.code, fmt::format("is no witness policy: {}", why.what), path,
               fmt::format("不是见证策略文件：{}", why.what_zh.empty() ? why.what : why.what_zh)});
}

evidence::CosigningWindow seen_since(const std::optional<assure::RecordedManifest>& recorded,
                                     std::int64_t now_ms) {
  evidence::CosigningWindow out;
  if (recorded) out.since_s = std::max<std::int64_t>(0, recorded->dated_ms / 1'000);
  out.until_s = now_ms / 1'000;
  return out;
}

assure::SeedSource seed_source(std::string_view checkpoint, std::string_view manifest_hash,
                               const evidence::Policy& policy, SignatureCheck& check,
                               const evidence::CosigningWindow& window) {
  assure::SeedSource out;
  const auto seen = evidence::check_by_policy(checkpoint, policy, check, window);
  if (!seen) return out;
  out.is_trusted = seen->lacks.empty();
  out.is_witnessed = policy.quorum.has_value();
  out.origin = seen->signed_by_log.checkpoint.origin;
  out.size = seen->signed_by_log.checkpoint.size;
  out.seen_ms = evidence::quorum_time_ms(policy, seen->cosigned);
  std::vector<evidence::Cosigned> signed_by = seen->cosigned;
  signed_by.insert(signed_by.end(), seen->mistimed.begin(), seen->mistimed.end());
  std::sort(signed_by.begin(), signed_by.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  std::vector<std::string> cosignatures;
  for (const evidence::Cosigned& one : signed_by) {
    const evidence::VerifierKey& key = policy.witnesses.at(one.key).key;
    for (const evidence::NoteSignature& signature : seen->signed_by_log.note.signatures) {
      if (signature.name == key.name && signature.id == key.id())
        cosignatures.push_back(signature.name + " " + to_base64(signature.octets));
    }
  }
  out.seed = assure::challenge_seed(manifest_hash, seen->signed_by_log.note.text, cosignatures);
  return out;
}

std::optional<assure::RecordedManifest> recorded_manifest(std::string_view bundle,
                                                          std::string_view manifest_hash,
                                                          const evidence::Policy& policy,
                                                          const BackupMoment& moment) {
  const Sha256TreeHasher hasher;
  const auto check = signature_check();
  std::unique_ptr<TreeHasher> sm3;
  if (auto found = sm3_tree_hasher()) sm3 = std::move(*found);
  const evidence::Verified verified =
      evidence::verify_bundle(bundle, {policy, moment.now_ms, true}, {hasher, sm3.get(), *check, nullptr});
  if (!verified.holds || !verified.entry || !verified.opened) return std::nullopt;
  const auto* record = std::get_if<evidence::RecordEntry>(&*verified.entry);
  if (record == nullptr || record->kind != RecordKind::kBackup || record->status != RecordStatus::kLive ||
      !record->statement || hex(*record->statement) != manifest_hash)
    return std::nullopt;
  if (moment.at_ms < moment.now_ms && record->time_ms > moment.at_ms) return std::nullopt;
  return assure::RecordedManifest{verified.origin, verified.opened->bundle.index, record->time_ms};
}

std::function<bool(std::string&)> lines_of(std::string_view bytes) {
  return [bytes](std::string& line) mutable {
    if (bytes.empty()) return false;
    line = std::string(bytes.substr(0, bytes.find('\n')));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    return true;
  };
}

Result<std::function<bool(std::string&)>> lines_of_file(const std::string& path, std::size_t longest) {
  auto in = std::make_shared<std::ifstream>(path, std::ios::binary);
  if (!*in || fs::is_directory(path))
    return fail({ErrorCode::kNotFound, "there is no such file, or it cannot be read", path,
                 "没有此文件，或无法读取"});
  return [in, longest](std::string& line) {
    line.clear();
    for (int c = in->get(); c != std::ifstream::traits_type::eof(); c = in->get()) {
      if (c == '\n') return true;
      line.push_back(static_cast<char>(c));
      if (line.size() > longest) return true;
    }
    return !line.empty();
  };
}

Result<std::unique_ptr<OctetSigner>> open_backup_signer(const BackupSigner& signer,
                                                        const GateOptions& options) {
  if (signer.key.key.empty()) return fail(backup_needs("--key"));
  if (signer.key.key_id.empty()) return fail(backup_needs("--kid"));
  return open_credential_signer(signer.key, options);
}

}  // namespace tidegate
