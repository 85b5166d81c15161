#include "tidegate/gate/evidence/bundles.h"

#include <fmt/format.h>
#include <sodium/utils.h>

#include <algorithm>
#include <filesystem>
#include <limits>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/receipt.h"
#include "tidegate/evidence/verify.h"
#include "tidegate/gate/evidence/chain_node.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/ports/chain_crypto.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/time_stamps.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/report/text_page.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

using evidence::StepState;
using evidence::Verified;
using report::Tone;

constexpr mode_t kPublic = 0644;

bool zh(const Look& look) { return look.lang == Lang::kZh; }

// For readers of Chinese in the time of Beijing; for programs and in English UTC.
std::string moment_text(std::int64_t ms, const Look& look) {
  return zh(look) ? china_time_text(ms) : instant_text(ms);
}

report::TextPage page_of(const Look& look) {
  report::PageOptions options;
  options.width = look.width;
  options.color = look.color;
  return report::TextPage(options);
}

Text step_label(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kZh[] = {
      {"format", "格式"},        {"statement", "签名文件"}, {"fields", "披露字段"}, {"entry", "条目"},
      {"inclusion", "在日志中"}, {"checkpoint", "检查点"},  {"sm3", "SM3 孪生树"},  {"cosignatures", "见证"},
      {"map", "最新状态"},       {"keys", "密钥沿革"},      {"anchors", "锚定"}};
  for (const auto& [en, chinese] : kZh) {
    if (en == name) return {std::string(en), std::string(chinese)};
  }
  return {std::string(name), std::string(name)};
}

Text state_label(StepState state) {
  switch (state) {
    case StepState::kOk:
      return {"ok", "通过"};
    case StepState::kFailed:
      return {"FAILED", "未通过"};
    case StepState::kNotThere:
      return {"none", "无"};
    case StepState::kNotReached:
      return {"-", "-"};
  }
  return {};
}

Tone tone_of(StepState state) {
  return state == StepState::kOk ? Tone::kGood : state == StepState::kFailed ? Tone::kStop : Tone::kFaint;
}

ExitCode exit_of(const Verified& verified) {
  if (verified.holds) return ExitCode::kProceed;
  return verified.opened ? ExitCode::kVerification : ExitCode::kInvalid;
}

Result<evidence::Policy> read_policy(const std::string& path) {
  const auto bytes = read_file(path, evidence::kLargestPolicy);
  if (!bytes) return fail(bytes.error());
  auto policy = evidence::Policy::parse(*bytes);
  if (policy) return policy;
  const Error& why = policy.error();
  return fail(
      {why.code, fmt::format("--trust names no witness policy: {}", why.what),
       why.where.empty() ? path : path + ":" + why.where,
       fmt::format("--trust 所指不是见证策略文件：{}", why.what_zh.empty() ? why.what : why.what_zh)});
}

constexpr std::size_t kLargestCa = std::size_t{1} << 20;

// What the node that the verifier named says of each anchor of its chain.
Result<std::vector<evidence::NodeWord>> node_words(const EvidenceVerifyRequest& request,
                                                   std::string_view file, const ChainCrypto& crypto) {
  std::vector<evidence::NodeWord> out;
  const auto opened = evidence::read_bundle(file, request.file);
  if (request.rpc.empty() || !opened) return out;
  const auto note = evidence::parse_note(opened->bundle.checkpoint);
  const auto at =
      note ? evidence::parse_checkpoint(note->text) : Result<evidence::Checkpoint>(fail(note.error()));
  if (!at) return out;
  const auto fetch = http_client();
  ChainNode node(*fetch, {request.rpc, request.rpc_ca, 10'000, false});
  const auto id = node.chain_id();
  if (!id) return fail(id.error());
  for (const std::string& octets : opened->bundle.anchors) {
    const auto anchor = evidence::read_anchor(octets, "anchors");
    const auto* held = anchor ? std::get_if<evidence::ChainAnchor>(&anchor->held) : nullptr;
    if (held == nullptr || held->chain_id != *id) continue;
    const auto name = crypto.keccak256(held->transaction);
    if (!name) return fail(name.error());
    const auto receipt = node.receipt(*name);
    if (!receipt) return fail(receipt.error());
    evidence::NodeWord word{*name, {}, 0, 0, *id, false};
    if (*receipt) {
      const auto block = node.block((*receipt)->number);
      if (!block) return fail(block.error());
      const auto tells =
          evidence::tells_anchor(crypto, (*receipt)->receipt, held->contract,
                                 evidence::anchor_words(at->origin, anchor->size, anchor->root));
      if (!tells) return fail(tells.error());
      word.block = (*receipt)->block;
      word.number = (*receipt)->number;
      word.time_s = *block ? (*block)->time_s : 0;
      word.takes_anchor = *tells && *block && (*block)->hash == word.block;
    }
    out.push_back(word);
  }
  return out;
}

Result<evidence::AnchorTrust> anchor_trust(const EvidenceVerifyRequest& request, std::string_view file,
                                           const ChainCrypto& crypto) {
  evidence::AnchorTrust out;
  if (!request.tsa_ca.empty()) {
    auto read = read_file(request.tsa_ca, kLargestCa);
    if (!read) return fail(read.error());
    if (read->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
      return fail(
          {ErrorCode::kMalformed, "holds no certificate in PEM", request.tsa_ca, "不含 PEM 格式的证书"});
    out.tsa_ca = std::move(*read);
  }
  for (std::string text : request.blocks) {
    if (text.starts_with("0x")) text.erase(0, 2);
    ChainHash hash{};
    std::size_t size = 0;
    if (text.size() != 2 * hash.size() ||
        sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0)
      return fail({ErrorCode::kMalformed, "is no hash of a block: 64 hexadecimal digits", "--block",
                   "不是区块哈希：应为 64 位十六进制数字"});
    out.blocks.push_back(hash);
  }
  auto words = node_words(request, file, crypto);
  if (!words) return fail(words.error());
  out.words = std::move(*words);
  return out;
}

struct Asked {
  Verified verified;
  std::int64_t at_ms = 0;
};

Verified verified_by(const std::string& file, const evidence::VerifyQuestion& question) {
  const Sha256TreeHasher sha256;
  const auto check = signature_check();
  std::unique_ptr<TreeHasher> sm3;
  // Its library is loaded for a bundle that needs it.
  if (const auto opened = evidence::read_bundle(file, "bundle"); opened && opened->bundle.sm3) {
    if (auto hasher = sm3_tree_hasher()) sm3 = std::move(*hasher);
  }
  const auto chain = chain_crypto();
  const auto stamps = time_stamp_check();
  return evidence::verify_bundle(file, question,
                                 {sha256, sm3.get(), *check, nullptr, {chain.get(), stamps.get()}});
}

Result<Asked> verify(const EvidenceVerifyRequest& request, const GateOptions& options) {
  evidence::VerifyQuestion question;
  if (!request.trust.empty()) {
    auto policy = read_policy(request.trust);
    if (!policy) return fail(policy.error());
    question.trust = std::move(*policy);
  }
  question.at_ms = request.at.value_or(options.now_ms);
  question.asks_now = !request.at.has_value();
  const auto file = read_file(request.file, evidence::kLargestBundle);
  if (!file) return fail(file.error());
  const auto chain = chain_crypto();
  auto taken = anchor_trust(request, *file, *chain);
  if (!taken) return fail(taken.error());
  question.anchors = std::move(*taken);
  return Asked{verified_by(*file, question), question.at_ms};
}

// A witness may sign any second that a number can tell.
std::int64_t ms_of(const evidence::WitnessTime& witness) {
  return std::min(witness.time_s, std::numeric_limits<std::int64_t>::max() / 1'000) * 1'000;
}

void put_text(JsonWriter& out, const Text& text) {
  out.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

// Of a record its status; null of what has none.
const evidence::RecordEntry* record_in(const std::optional<evidence::Entry>& entry) {
  return entry ? std::get_if<evidence::RecordEntry>(&*entry) : nullptr;
}

void put_time(JsonWriter& out, std::optional<std::int64_t> ms) {
  if (ms) {
    out.string(instant_text(*ms));
  } else {
    out.null();
  }
}

std::string verified_json(const Asked& asked) {
  const Verified& v = asked.verified;
  const auto* record = record_in(v.entry);
  JsonWriter out;
  out.begin_object();
  out.key("holds").boolean(v.holds).key("exit").integer(static_cast<int>(exit_of(v)));
  out.key("at").string(instant_text(asked.at_ms)).key("origin").string(v.origin);
  out.key("size").integer(static_cast<std::int64_t>(v.size));
  out.key("index").integer(v.opened ? static_cast<std::int64_t>(v.opened->bundle.index) : 0);
  out.key("kind").string(v.entry ? evidence::kind_of(*v.entry) : "");
  out.key("status").string(record != nullptr ? to_string(record->status) : "");
  out.key("stated_at");
  put_time(out, v.stated_at_ms);
  out.key("witnessed").begin_array();
  for (const evidence::WitnessTime& witness : v.witnessed)
    out.begin_object()
        .key("name")
        .string(witness.name)
        .key("at")
        .string(instant_text(ms_of(witness)))
        .end_object();
  out.end_array().key("anchored").begin_array();
  for (const evidence::AnchorTime& one : v.anchored) {
    out.begin_object().key("kind").string(one.kind).key("by").string(one.by).key("at");
    put_time(out, one.time_ms > 0 ? std::optional(one.time_ms) : std::nullopt);
    out.key("is_proven").boolean(one.is_proven).key("says");
    put_text(out, one.says);
    out.end_object();
  }
  out.end_array().key("trusted").begin_array();
  for (const Text& text : v.trusted) put_text(out, text);
  out.end_array().key("declared").begin_array();
  for (const Text& text : v.declared) put_text(out, text);
  out.end_array().key("steps").begin_array();
  for (const evidence::Step& step : v.steps) {
    out.begin_object().key("step").string(step.name).key("state").string(evidence::to_string(step.state));
    out.key("says");
    put_text(out, step.says);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take() + "\n";
}

std::string verified_screen(const Asked& asked, const Look& look) {
  const Verified& v = asked.verified;
  report::TextPage page = page_of(look);
  const Text outcome = v.holds    ? Text{"proved", "证明成立"}
                       : v.opened ? Text{"not proved", "证明不成立"}
                                  : Text{"no bundle that can be read", "不是可读的证据包"};
  page.line({{"■ ", v.holds ? Tone::kGood : Tone::kStop},
             {outcome.in(look.lang), Tone::kStrong},
             {fmt::format(fmt::runtime(zh(look) ? "   {} · 退出码 {}" : "   {} · exit {}"),
                          moment_text(asked.at_ms, look), static_cast<int>(exit_of(v))),
              Tone::kFaint}},
            2);
  page.blank();
  std::vector<std::vector<report::Line>> rows;
  for (const evidence::Step& step : v.steps)
    rows.push_back({report::plain(step_label(step.name).in(look.lang)),
                    {{state_label(step.state).in(look.lang), tone_of(step.state)}},
                    report::plain(step.says.in(look.lang))});
  page.table({{}, {}, {"", false, true}}, rows);
  page.blank();
  rows.clear();
  const auto row = [&](const char* en, const char* chinese, const std::string& value) {
    rows.push_back({{{zh(look) ? chinese : en, Tone::kFaint}}, report::plain(value)});
  };
  for (const Text& text : v.trusted) row("trusted", "所信任", text.in(look.lang));
  for (const Text& text : v.declared) row("the log declares", "日志自称", text.in(look.lang));
  if (v.entry) row("entry's time", "条目时间", moment_text(evidence::time_of(*v.entry), look));
  if (v.stated_at_ms) row("log's time", "日志时间", moment_text(*v.stated_at_ms, look));
  for (const evidence::WitnessTime& witness : v.witnessed)
    row("witness's time", "见证时间", moment_text(ms_of(witness), look) + " " + witness.name);
  for (const evidence::AnchorTime& one : v.anchored) {
    const std::string at = one.time_ms > 0 ? moment_text(one.time_ms, look) + " " : "";
    const std::string_view unproven = one.is_proven ? "" : zh(look) ? "（未证明）" : " (not proven)";
    row("anchored at", "锚定时间", fmt::format("{}{} {}{}", at, one.kind, one.by, unproven));
  }
  if (!rows.empty()) page.table({{}, {"", false, true}}, rows);
  return page.take();
}

// In order: what a bundle holds.
struct Row {
  const char* key;  // for programs
  Text label;
  std::string value;
};

void put_record(std::vector<Row>& rows, const evidence::RecordEntry& record, Lang lang) {
  rows.push_back({"subject", {"subject", "主体"}, hex(record.subject)});
  rows.push_back({"actor", {"actor", "作出者"}, record.actor});
  rows.push_back({"status", {"status", "状态"}, evidence::label_of(record.status).in(lang)});
  if (record.law) rows.push_back({"law", {"law", "规则包"}, hex(*record.law)});
  if (record.statement) rows.push_back({"statement", {"statement", "签名文件"}, hex(*record.statement)});
  std::string parents;
  for (const std::uint64_t parent : record.parents)
    parents += fmt::format("{}{}", parents.empty() ? "" : " ", parent);
  if (!parents.empty()) rows.push_back({"parents", {"parents", "所依据条目"}, parents});
  rows.push_back({"fields", {"fields", "字段数"}, std::to_string(record.fields.count)});
}

std::vector<Row> rows_of(const evidence::Bundle& bundle, const evidence::Entry& entry, const Look& look) {
  std::vector<Row> rows{{"kind", {"kind", "类型"}, evidence::label_of(entry).in(look.lang)},
                        {"index", {"index", "序号"}, std::to_string(bundle.index)},
                        {"time", {"time", "时间"}, moment_text(evidence::time_of(entry), look)}};
  if (const auto* record = std::get_if<evidence::RecordEntry>(&entry)) put_record(rows, *record, look.lang);
  rows.push_back({"changes",
                  {"changes of key or policy", "密钥与策略变更"},
                  std::to_string(bundle.history.changes.size())});
  rows.push_back({"statement_octets",
                  {"octets of the signed file", "签名文件字节数"},
                  std::to_string(bundle.statement ? bundle.statement->size() : 0)});
  return rows;
}

std::string shown_json(const evidence::Bundle& bundle, const evidence::Entry& entry) {
  JsonWriter out;
  out.begin_object();
  for (const Row& row : rows_of(bundle, entry, Look{})) out.key(row.key).string(row.value);
  out.key("disclosed").begin_array();
  for (const evidence::DisclosedField& shown : bundle.disclosed)
    out.begin_object()
        .key("name")
        .string(shown.field.field.name)
        .key("value")
        .string(shown.field.field.value)
        .end_object();
  out.end_array().key("checkpoint").string(bundle.checkpoint).end_object();
  return out.take() + "\n";
}

}  // namespace

Result<Printed> evidence_verify(const EvidenceVerifyRequest& request, bool json, const Look& look,
                                const GateOptions& options) {
  const auto asked = verify(request, options);
  if (!asked) return fail(asked.error());
  return Printed{json ? verified_json(*asked) : verified_screen(*asked, look), exit_of(asked->verified)};
}

Result<evidence::Verified> verify_bundle_by(const std::string& bundle, const std::string& policy,
                                            std::int64_t now_ms) {
  evidence::VerifyQuestion question;
  auto trust = evidence::Policy::parse(policy);
  if (!trust) return fail(trust.error());
  question.trust = std::move(*trust);
  question.at_ms = now_ms;
  return verified_by(bundle, question);
}

Result<VerifiedBundle> verify_evidence(const std::string& bundle, const std::string& policy,
                                       std::int64_t now_ms) {
  auto verified = verify_bundle_by(bundle, policy, now_ms);
  if (!verified) return fail(verified.error());
  const Asked asked{std::move(*verified), now_ms};
  return VerifiedBundle{asked.verified.holds, verified_json(asked)};
}

Result<Printed> evidence_show(const std::string& file, bool json, const Look& look) {
  const auto bytes = read_file(file, evidence::kLargestBundle);
  if (!bytes) return fail(bytes.error());
  const auto opened = evidence::read_bundle(*bytes, file);
  if (!opened) return fail(opened.error());
  const auto entry = evidence::read_entry(opened->bundle.entry, file);
  if (!entry) return fail(entry.error());
  if (json) return Printed{shown_json(opened->bundle, *entry)};
  report::TextPage page = page_of(look);
  std::vector<std::vector<report::Line>> lines;
  const auto add = [&](const Text& label, const std::string& value) {
    lines.push_back({{{label.in(look.lang), Tone::kFaint}}, report::plain(value)});
  };
  for (const Row& row : rows_of(opened->bundle, *entry, look)) add(row.label, row.value);
  for (const evidence::DisclosedField& shown : opened->bundle.disclosed)
    add({"disclosed: " + shown.field.field.name, "披露：" + shown.field.field.name}, shown.field.field.value);
  page.table({{}, {"", false, true}}, lines);
  page.blank();
  std::string_view rest = opened->bundle.checkpoint;
  while (const auto line = evidence::take_line(rest)) page.line(report::plain(*line), 2);
  return Printed{page.take()};
}

Result<Printed> evidence_receipt(const EvidenceVerifyRequest& request, const std::string& out, bool json,
                                 const Look& look, const GateOptions& options) {
  if (out.empty())
    return fail(
        {ErrorCode::kMalformed, "name the file to write with --out", "--out", "请用 --out 指定输出文件"});
  std::error_code ignored;
  if (std::filesystem::exists(out, ignored))
    return fail(
        {ErrorCode::kMalformed, "is there already: name another file", out, "文件已存在：请另选文件名"});
  const auto asked = verify(request, options);
  if (!asked) return fail(asked.error());
  if (!asked->verified.holds)
    return Printed{json ? verified_json(*asked) : verified_screen(*asked, look), exit_of(asked->verified)};
  const evidence::Bundle& bundle = asked->verified.opened->bundle;
  auto key = evidence::VerifierKey::parse(bundle.history.first.front());
  for (const evidence::Change& change : bundle.history.changes) {
    const auto entry = evidence::read_entry(change.entry, "history");
    const auto* changed = entry ? std::get_if<evidence::KeyEntry>(&*entry) : nullptr;
    if (changed == nullptr) continue;
    if (auto next = evidence::VerifierKey::parse(changed->vkey); next && key && next->name == key->name)
      key = next;
  }
  if (!key) return fail(key.error());
  const auto receipt = evidence::receipt_of(bundle, key->key);
  if (!receipt) return fail(receipt.error());
  if (const auto done = write_file(out, *receipt, kPublic); !done) return fail(done.error());
  if (json) {
    JsonWriter text;
    text.begin_object().key("file").string(out).key("octets").integer(
        static_cast<std::int64_t>(receipt->size()));
    text.end_object();
    return Printed{text.take() + "\n"};
  }
  return Printed{fmt::format(fmt::runtime(zh(look) ? "回执已写入 {}\n" : "the receipt is in {}\n"), out)};
}

Result<Printed> evidence_page(const std::string& out, bool json, const Look& look) {
  const std::string_view bytes = resource("web/dist/verify.html");
  if (bytes.empty())
    return fail({ErrorCode::kNotFound,
                 "the page was not built into this program: tools/web build, then build the program again",
                 {},
                 "本程序未内置校验网页：请执行 tools/web build，然后重新构建本程序"});
  if (out.empty()) return Printed{std::string(bytes)};
  std::error_code ignored;
  if (std::filesystem::exists(out, ignored))
    return fail(
        {ErrorCode::kMalformed, "is there already: name another file", out, "文件已存在：请另选文件名"});
  if (const auto done = write_file(out, bytes, kPublic); !done) return fail(done.error());
  if (json) {
    JsonWriter text;
    text.begin_object().key("file").string(out).key("sha256").string(sha256_hex(bytes)).end_object();
    return Printed{text.take() + "\n"};
  }
  return Printed{fmt::format(fmt::runtime(zh(look) ? "校验网页已写入 {}（SHA-256 {}）：可脱机在浏览器中打开\n"
                                                   : "the page is in {} (SHA-256 {}): open it in a browser, "
                                                     "offline too\n"),
                             out, sha256_hex(bytes))};
}

}  // namespace tidegate
