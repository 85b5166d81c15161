#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/tile_hashes.h"
#include "tidegate/gate/evidence/ask_witnesses.h"
#include "tidegate/gate/evidence/log_place.h"
#include "tidegate/gate/evidence/witness_journeys.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/http_client.h"
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
  return policy;
}

Text name_of(Kind kind) {
  switch (kind) {
    case Kind::kCosigned:
      return {"cosigned", "已签名"};
    case Kind::kPending:
      return {"pending", "未答复"};
    case Kind::kNoUrl:
      return {"no address", "无地址"};
    case Kind::kDown:
      return {"down", "不可用"};
    case Kind::kRefused:
      return {"refused", "拒绝"};
    case Kind::kAhead:
      return {"AHEAD", "超前"};
    case Kind::kFork:
      return {"FORK", "分叉"};
    case Kind::kLied:
      break;
  }
  return {"LIED", "答复无效"};
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

Printed shown(const AskedWitnesses& asked, bool json, const Look& look) {
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
    out.end_array().end_object();
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
  if (asked.lacks.empty())
    text += Text{"the policy's quorum has cosigned\n", "已达到策略要求的见证数\n"}.in(look.lang);
  return {text, exit};
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
  const auto asked = asker.ask(*signed_head, proof);
  if (!asked) return fail(asked.error());
  if (!request.out.empty()) {
    if (const auto done = write_file(request.out, asked->checkpoint, kPublic); !done)
      return fail(done.error());
  }
  return shown(*asked, json, look);
}

}  // namespace tidegate
