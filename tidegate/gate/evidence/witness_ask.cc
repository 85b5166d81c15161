#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <mutex>

#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/tile_hashes.h"
#include "tidegate/gate/evidence/ask_witnesses.h"
#include "tidegate/gate/evidence/log_place.h"
#include "tidegate/gate/evidence/witness_journeys.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

using Kind = WitnessOutcome::Kind;

constexpr mode_t kPublic = 0644;
constexpr std::int64_t kSecondMs = 1'000;

Result<evidence::Policy> read_policy(const std::string& path) {
  if (path.empty())
    return fail({ErrorCode::kMalformed, "name the policy: whose cosignatures, and where they are asked for",
                 "--policy", "请指定策略文件：由哪些见证方签名、其地址为何"});
  const auto text = read_file(path, evidence::kLargestPolicy + 1);
  if (!text) return fail(text.error());
  auto policy = evidence::Policy::parse(*text);
  if (!policy) {
    const Error& why = policy.error();
    return fail({why.code, why.what, path + why.where.substr(std::min<std::size_t>(why.where.size(), 6)),
                 why.what_zh});
  }
  if (const auto may = may_be_asked(*policy); !may)
    return fail({may.error().code, may.error().what, path, may.error().what_zh});
  return policy;
}

ExitCode exit_of(const AskedWitnesses& asked) {
  const bool is_alarm =
      std::any_of(asked.outcomes.begin(), asked.outcomes.end(),
                  [](const WitnessOutcome& o) { return o.kind == Kind::kAhead || o.kind == Kind::kFork; });
  if (is_alarm) return ExitCode::kVerification;
  return asked.lacks.empty() ? ExitCode::kProceed : ExitCode::kUnavailable;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// written  why it was not: beside an alarm, which is told all the same.
Printed shown(const AskedWitnesses& asked, const Result<void>& written, bool json, const Look& look) {
  const ExitCode exit = exit_of(asked);
  if (json) {
    JsonWriter out;
    out.begin_object().key("satisfied").boolean(asked.lacks.empty()).key("witnesses").begin_array();
    for (const WitnessOutcome& each : asked.outcomes) {
      out.begin_object().key("name").string(each.name).key("outcome").string(to_string(each.kind));
      out.key("size").unsigned_integer(each.size).key("why").begin_object();
      out.key("en").string(each.why.en).key("zh").string(each.why.zh).end_object().end_object();
    }
    out.end_array().key("lacks").begin_array();
    for (const evidence::Lacking& each : asked.lacks) {
      out.begin_object().key("name").string(each.name).key("needs").unsigned_integer(each.needs);
      out.key("has").unsigned_integer(each.has).key("missing").begin_array();
      for (const std::string& name : each.missing) out.string(name);
      out.end_array().end_object();
    }
    out.end_array().key("not_written");
    if (written) {
      out.null();
    } else {
      out.begin_object().key("en").string(written.error().what);
      out.key("zh").string(written.error().what_zh).end_object();
    }
    out.end_object();
    return {out.take() + "\n", exit};
  }
  std::string text;
  for (const WitnessOutcome& each : asked.outcomes) {
    const std::string why = each.why.in(look.lang);
    text += fmt::format("{}  {}{}{}\n", each.name, name_of(each.kind).in(look.lang), why.empty() ? "" : "  ",
                        why);
  }
  for (const evidence::Lacking& each : asked.lacks) {
    const Text lack{fmt::format("{} needs {} and has {}; missing: {}\n", each.name, each.needs, each.has,
                                each.missing.empty() ? each.name : joined(each.missing)),
                    fmt::format("{} 需要 {} 个，已有 {} 个；缺：{}\n", each.name, each.needs, each.has,
                                each.missing.empty() ? each.name : joined(each.missing))};
    text += lack.in(look.lang);
  }
  if (!written)
    text += Text{written.error().where + ": " + written.error().what + "\n",
                 written.error().where + "：" + written.error().what_zh + "\n"}
                .in(look.lang);
  if (asked.lacks.empty())
    text += Text{"the policy's quorum has cosigned\n", "已达到策略要求的见证数\n"}.in(look.lang);
  return {text, exit};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// The lock of the log whose own file this may be: that of its folder, for sm3/checkpoint of the one above.
// None, where it is no log's.
Result<OpenFile> lock_of(const std::string& out, bool is_sm3) {
  const std::string folder = folder_of(out);
  if (out != folder + "/checkpoint" && out != "checkpoint") return OpenFile();
  const std::string path = (is_sm3 ? folder + "/.." : folder) + "/lock";
  OpenFile file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (!file && errno == ENOENT) return file;
  if (!file) return fail(system_error(errno, "cannot open", "无法打开", path));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno != EWOULDBLOCK) return fail(system_error(errno, "cannot lock", "无法加锁", path));
  return fail({ErrorCode::kConflict, "another process holds this log and writes its checkpoints", out,
               "该日志正由另一进程使用，检查点由其写入"});
}

// Never an older checkpoint over a newer one, nor another tree over one of the same size.
Result<void> write_cosigned(const WitnessAskRequest& request, const std::string& note,
                            const evidence::Checkpoint& now) {
  const auto lock = lock_of(request.out, request.is_sm3);
  if (!lock) return fail(lock.error());
  const auto before = read_file(request.out, evidence::kLargestNote);
  if (!before && before.error().code != ErrorCode::kNotFound) return fail(before.error());
  const auto parsed = before ? evidence::parse_note(*before) : fail(before.error());
  const auto there = parsed ? evidence::parse_checkpoint(parsed->text) : fail(parsed.error());
  if (there && there->origin == now.origin && there->size > now.size)
    return fail({ErrorCode::kConflict,
                 fmt::format("holds a newer checkpoint, of {} entries; that of {} was cosigned and is not "
                             "written: ask again",
                             there->size, now.size),
                 request.out,
                 fmt::format("已有更新的检查点（{} 条），未写入刚取得签名的 {} 条检查点：请重新请求见证",
                             there->size, now.size)});
  if (there && there->origin == now.origin && there->size == now.size && there->root != now.root)
    return fail({ErrorCode::kCorrupt,
                 fmt::format("holds another tree of {} entries: it is not written over", there->size),
                 request.out, fmt::format("已有另一棵 {} 条记录的树，未予覆盖", there->size)});
  return write_file(request.out, note, kPublic);
}

// Until now; since the smaller tree before it was cosigned, where the file that is written has that one
// still.
evidence::CosigningWindow window_of(const WitnessAskRequest& request, const evidence::Policy& policy,
                                    const evidence::Checkpoint& asked) {
  evidence::CosigningWindow out{0, request.now_ms / kSecondMs};
  const auto before = request.out.empty() ? Result<std::string>(std::string())
                                          : read_file(request.out, evidence::kLargestNote);
  if (!before || before->empty()) return out;
  const auto seen = evidence::check_by_policy(*before, policy, *signature_check(), out);
  if (!seen) return out;
  const evidence::Checkpoint& there = seen->signed_by_log.checkpoint;
  if (there.origin != asked.origin || there.size >= asked.size) return out;
  out.since_s = evidence::quorum_time_ms(policy, seen->cosigned).value_or(0) / kSecondMs;
  return out;
}

}  // namespace

Result<Printed> witness_ask(const WitnessAskRequest& request, bool json, const Look& look) {
  const auto policy = read_policy(request.policy);
  if (!policy) return fail(policy.error());
  std::unique_ptr<TreeHasher> hasher = std::make_unique<Sha256TreeHasher>();
  if (request.is_sm3) {
    auto sm3 = sm3_tree_hasher();
    if (!sm3) return fail(sm3.error());
    hasher = std::move(*sm3);
  }
  const auto fetch = http_client();
  const auto place = log_at(request.place, request.ca_file, *fetch);
  const std::string folder = request.is_sm3 ? "sm3/" : "";
  const auto signed_head = place->read(folder + "checkpoint");
  if (!signed_head) return fail(signed_head.error());
  const auto note = evidence::parse_note(*signed_head);
  const auto checkpoint = note ? evidence::parse_checkpoint(note->text) : fail(note.error());
  if (!checkpoint) return fail(checkpoint.error());
  std::mutex mutex;  // tiles are read by one thread at a time
  evidence::TileHashes hashes(*place, checkpoint->size, folder, *hasher);
  const auto proof = [&](std::uint64_t from) {
    const std::lock_guard lock(mutex);
    return evidence::consistency_proof(from, checkpoint->size, hashes, *hasher);
  };
  WitnessAsker asker(*policy, *fetch, {request.seconds * kSecondMs, false, request.ca_file});
  const auto asked = asker.ask(*signed_head, proof, window_of(request, *policy, *checkpoint));
  if (!asked) return fail(asked.error());
  Result<void> written;
  if (!request.out.empty()) written = write_cosigned(request, asked->checkpoint, *checkpoint);
  if (!written && exit_of(*asked) != ExitCode::kVerification) return fail(written.error());
  return shown(*asked, written, json, look);
}

}  // namespace tidegate
