#include "tidegate/gate/evidence/monitor.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/monitor.h"
#include "tidegate/gate/evidence/log_place.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

using evidence::MonitorState;
using evidence::Watched;

constexpr std::size_t kLargestState = std::size_t{1} << 20;
constexpr mode_t kPrivate = 0600;
constexpr std::size_t kMostProofs = 64;

struct Keys {
  std::vector<evidence::VerifierKey> keys;
  bool are_sm2 = false;
};
Result<Keys> keys_of(const MonitorRequest& request) {
  const auto wrong = [](const char* what, const char* what_zh) {
    return fail({ErrorCode::kMalformed, what, "--key", what_zh});
  };
  Keys out;
  for (const std::string& text : request.keys) {
    auto key = evidence::VerifierKey::parse(text);
    if (!key || key->use != evidence::KeyUse::kNote)
      return wrong("is no verifier key of a log: name+id+base64", "不是日志的验证密钥（name+id+base64）");
    const bool is_sm2 = key->key.algorithm == SignatureAlgorithm::kSm2;
    if (!out.keys.empty() && (out.are_sm2 != is_sm2 || out.keys.front().name != key->name))
      return wrong("are keys of two logs, or of two algorithms", "密钥属于不同的日志或不同的算法");
    out.are_sm2 = is_sm2;
    out.keys.push_back(std::move(*key));
  }
  if (out.keys.empty()) return wrong("give the log's verifier key", "请给出日志的验证密钥");
  return out;
}

Result<std::optional<MonitorState>> read_state(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 && errno == ENOENT) return std::optional<MonitorState>();
  const auto text = read_file(path, kLargestState);
  if (!text) return fail(text.error());
  auto state = evidence::parse_monitor_state(*text);
  if (!state) return fail({state.error().code, state.error().what, path, state.error().what_zh});
  return std::optional(std::move(*state));
}

// Where both lie. Of a log that forks at each look the first proofs are enough.
Result<std::string> keep_proof(const std::string& folder, const std::string& both) {
  const std::string name = fmt::format("fork-{}.txt", sha256_hex(both).substr(0, 16));
  std::vector<std::string> names;
  std::error_code fault;
  for (std::filesystem::directory_iterator each(folder, fault), end; each != end; each.increment(fault)) {
    if (fault) break;
    if (each->path().filename().string().starts_with("fork-"))
      names.push_back(each->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const bool is_there = std::binary_search(names.begin(), names.end(), name);
  if (!is_there && names.size() >= kMostProofs) return folder + "/" + names.front();
  if (const auto done = write_file(folder + "/" + name, both, kPrivate); !done) return fail(done.error());
  return folder + "/" + name;
}

Text told(const Watched& seen, const std::string& proof) {
  const auto& [origin, size, root, extensions] = seen.checkpoint;
  switch (seen.kind) {
    case Watched::Kind::kFirst:
      return {fmt::format("{}: {} entries, as signed; seen for the first time", origin, size),
              fmt::format("{}：{} 条，与签名一致；首次查看", origin, size)};
    case Watched::Kind::kSame:
      return {fmt::format("{}: {} entries, nothing new", origin, size),
              fmt::format("{}：{} 条，无新增", origin, size)};
    case Watched::Kind::kGrown:
      return {fmt::format("{}: grew from {} to {} entries, as signed", origin, seen.seen_size, size),
              fmt::format("{}：由 {} 条增至 {} 条，与签名一致", origin, seen.seen_size, size)};
    case Watched::Kind::kRolledBack:
      return {
          fmt::format("{}: serves {} entries, though {} were signed before: a stale copy, or entries taken "
                      "back; both checkpoints: {}",
                      origin, size, seen.seen_size, proof),
          fmt::format(
              "{}：现仅提供 {} 条，而此前已签名 {} 条：可能是旧副本，也可能是条目被撤回；两份检查点：{}",
              origin, size, seen.seen_size, proof)};
    case Watched::Kind::kFork:
      break;
  }
  return {fmt::format(
              "{}: FORK. It signed {} and {} entries that do not belong to one log; the proof, both signed "
              "checkpoints: {}",
              origin, seen.seen_size, size, proof),
          fmt::format("{}：分叉。其签名的 {} 条与 {} 条不属于同一日志；证据（两份已签名的检查点）：{}",
                      origin, seen.seen_size, size, proof)};
}

Printed shown(const Watched& seen, const std::string& proof, bool json, const Look& look) {
  const bool is_alarm = seen.kind == Watched::Kind::kFork || seen.kind == Watched::Kind::kRolledBack;
  const ExitCode exit = is_alarm ? ExitCode::kVerification : ExitCode::kProceed;
  if (!json) return {told(seen, proof).in(look.lang) + "\n", exit};
  JsonWriter out;
  out.begin_object()
      .key("log")
      .string(seen.checkpoint.origin)
      .key("found")
      .string(evidence::to_string(seen.kind));
  out.key("size").unsigned_integer(seen.checkpoint.size).key("seen_size").unsigned_integer(seen.seen_size);
  out.key("root").string(hex(seen.checkpoint.root)).key("proof");
  proof.empty() ? out.null() : out.string(proof);
  out.end_object();
  return {out.take() + "\n", exit};
}

}  // namespace

Result<Printed> monitor_log(const MonitorRequest& request, HttpFetch& fetch, bool json, const Look& look) {
  const auto keys = keys_of(request);
  if (!keys) return fail(keys.error());
  if (::mkdir(request.folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", request.folder));
  const Sha256TreeHasher sha256;
  std::unique_ptr<TreeHasher> sm3;
  if (keys->are_sm2) {
    auto made = sm3_tree_hasher();
    if (!made) return fail(made.error());
    sm3 = std::move(*made);
  }
  const auto source = log_at(request.place, request.ca_file, fetch);
  const std::string state_path =
      fmt::format("{}/{}.state", request.folder, sha256_hex(keys->keys.front().name).substr(0, 32));
  const auto kept = read_state(state_path);
  if (!kept) return fail(kept.error());
  const auto note = source->read(keys->are_sm2 ? "sm3/checkpoint" : "checkpoint");
  if (!note) return fail(note.error());
  const auto check = signature_check();
  const auto seen = evidence::watch(*note, *kept, *source, keys->keys,
                                    sm3 ? *sm3 : static_cast<const TreeHasher&>(sha256), *check);
  if (!seen) return fail(seen.error());
  std::string proof;
  if (seen->kind == Watched::Kind::kFork || seen->kind == Watched::Kind::kRolledBack) {
    auto kept_proof = keep_proof(request.folder, (*kept)->note + "\n" + *note);
    if (!kept_proof) return fail(kept_proof.error());
    proof = std::move(*kept_proof);
  }
  if (seen->state) {
    if (const auto done = write_file(state_path, to_text(*seen->state), kPrivate); !done)
      return fail(done.error());
  }
  return shown(*seen, proof, json, look);
}

Result<Printed> monitor_log(const MonitorRequest& request, bool json, const Look& look) {
  const auto fetch = http_client();
  return monitor_log(request, *fetch, json, look);
}

}  // namespace tidegate
