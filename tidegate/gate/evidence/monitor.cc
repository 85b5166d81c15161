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
using evidence::Statements;
using evidence::Watched;

constexpr std::size_t kLargestState = std::size_t{1} << 20;
constexpr std::size_t kLargestStatements = evidence::kMostWatchedSubjects * 64 + 65'536;
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

// None where the file is not there or damaged: they can be made again from the log's entries.
std::optional<Statements> read_statements(const std::string& path, const evidence::MonitorHashers& hashers) {
  const auto text = read_file(path, kLargestStatements);
  if (!text) return std::nullopt;
  auto known = Statements::parse(*text, hashers.sha256, hashers.sm3);
  if (!known) return std::nullopt;
  return std::optional<Statements>(std::move(*known));
}

// Where it lies. kind: "fork-" or "false-". Of a log that forks at each look the first proofs are enough.
Result<std::string> keep_proof(const std::string& folder, const std::string& kind, const std::string& proof) {
  const std::string name = fmt::format("{}{}.txt", kind, sha256_hex(proof).substr(0, 16));
  std::vector<std::string> names;
  std::error_code fault;
  for (std::filesystem::directory_iterator each(folder, fault), end; each != end; each.increment(fault)) {
    if (fault) break;
    if (each->path().filename().string().starts_with(kind)) names.push_back(each->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const bool is_there = std::binary_search(names.begin(), names.end(), name);
  if (!is_there && names.size() >= kMostProofs) return folder + "/" + names.front();
  if (const auto done = write_file(folder + "/" + name, proof, kPrivate); !done) return fail(done.error());
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
    case Watched::Kind::kFalse: {
      const Text why = evidence::told(*seen.first_false);
      return {fmt::format("{}: FALSE. {}; the checkpoint that signs it: {}", origin, why.en, proof),
              fmt::format("{}：声明不实。{}；为其签名的检查点：{}", origin, why.zh, proof)};
    }
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

// What of the log's own words was looked at; nothing to say where all was.
Text scope_of(const Watched& seen) {
  if (!seen.statements || seen.statements->scope() == Statements::Scope::kAll) return {};
  if (seen.statements->scope() == Statements::Scope::kNoMap)
    return {fmt::format("more than {} subjects: the map is not checked, roots and changes are\n",
                        evidence::kMostWatchedSubjects),
            fmt::format("事项超过 {} 个：未核对状态映射，仅核对树根与变更次数\n",
                        evidence::kMostWatchedSubjects)};
  return {"its entries are another application's: the tree alone is checked\n",
          "条目属于其他应用：仅核对树本身\n"};
}

bool is_alarm(Watched::Kind kind) {
  return kind == Watched::Kind::kFork || kind == Watched::Kind::kRolledBack || kind == Watched::Kind::kFalse;
}

Printed shown(const Watched& seen, const std::string& proof, bool json, const Look& look) {
  const ExitCode exit = is_alarm(seen.kind) ? ExitCode::kVerification : ExitCode::kProceed;
  if (!json) return {told(seen, proof).in(look.lang) + "\n" + scope_of(seen).in(look.lang), exit};
  JsonWriter out;
  out.begin_object()
      .key("log")
      .string(seen.checkpoint.origin)
      .key("found")
      .string(evidence::to_string(seen.kind));
  out.key("size").unsigned_integer(seen.checkpoint.size).key("seen_size").unsigned_integer(seen.seen_size);
  out.key("root").string(hex(seen.checkpoint.root)).key("proof");
  proof.empty() ? out.null() : out.string(proof);
  out.key("checked");
  seen.statements ? out.string(to_string(seen.statements->scope())) : out.null();
  out.key("false");
  if (seen.first_false) {
    out.begin_object().key("entry").unsigned_integer(seen.first_false->index);
    out.key("states").string(to_string(seen.first_false->what)).end_object();
  } else {
    out.null();
  }
  out.end_object();
  return {out.take() + "\n", exit};
}

// Of an alarm: where what was signed is kept. Else empty.
Result<std::string> proof_of(const Watched& seen, const std::optional<MonitorState>& kept,
                             const std::string& note, const std::string& folder) {
  if (seen.kind == Watched::Kind::kFalse) return keep_proof(folder, "false-", note);
  if (is_alarm(seen.kind)) return keep_proof(folder, "fork-", kept->note + "\n" + note);
  return std::string();
}

}  // namespace

Result<Printed> monitor_log(const MonitorRequest& request, HttpFetch& fetch, bool json, const Look& look) {
  const auto keys = keys_of(request);
  if (!keys) return fail(keys.error());
  if (::mkdir(request.folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", request.folder));
  const Sha256TreeHasher sha256;
  const auto sm3 = sm3_tree_hasher();
  if (!sm3 && keys->are_sm2) return fail(sm3.error());
  const evidence::MonitorHashers hashers{sha256, sm3 ? sm3->get() : nullptr, keys->are_sm2};
  const auto source = log_at(request.place, request.ca_file, fetch);
  const std::string stem =
      fmt::format("{}/{}", request.folder, sha256_hex(keys->keys.front().name).substr(0, 32));
  const auto kept = read_state(stem + ".state");
  if (!kept) return fail(kept.error());
  const auto note = source->read(keys->are_sm2 ? "sm3/checkpoint" : "checkpoint");
  if (!note) return fail(*kept ? evidence::withheld(note.error()) : note.error());
  const auto check = signature_check();
  std::optional<Statements> known;
  if (*kept) known = read_statements(stem + ".statements", hashers);
  auto seen = evidence::watch(*note, *kept, std::move(known), *source, keys->keys, hashers, *check);
  if (!seen) return fail(seen.error());
  const auto proof = proof_of(*seen, *kept, *note, request.folder);
  if (!proof) return fail(proof.error());
  if (seen->state) {
    // The state last: statements that are not of its tree are made anew.
    auto done = write_file(stem + ".statements", seen->statements->to_text(), kPrivate);
    if (done) done = write_file(stem + ".state", to_text(*seen->state), kPrivate);
    if (!done) return fail(done.error());
  }
  return shown(*seen, *proof, json, look);
}

Result<Printed> monitor_log(const MonitorRequest& request, bool json, const Look& look) {
  const auto fetch = http_client();
  return monitor_log(request, *fetch, json, look);
}

}  // namespace tidegate
