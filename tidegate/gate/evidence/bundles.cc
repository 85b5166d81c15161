#include "tidegate/gate/evidence/bundles.h"

#include <fmt/format.h>

#include <filesystem>

#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/receipt.h"
#include "tidegate/gate/evidence/bundle_check.h"
#include "tidegate/gate/evidence/bundle_pages.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

using report::Tone;

constexpr mode_t kPublic = 0644;

bool zh(const Look& look) { return look.lang == Lang::kZh; }

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
  const auto asked = check_bundle(request, options);
  if (!asked) return fail(asked.error());
  return Printed{json ? bundle_json(*asked) : bundle_screen(*asked, look), exit_of(asked->verified)};
}

Result<evidence::Verified> verify_bundle_by(const std::string& bundle, const std::string& policy,
                                            evidence::VerifyQuestion question) {
  auto trust = evidence::Policy::parse(policy);
  if (!trust) return fail(trust.error());
  question.trust = std::move(*trust);
  return BundleCheck()(bundle, question);
}

Result<VerifiedBundle> verify_evidence(const std::string& bundle, const std::string& policy,
                                       std::int64_t now_ms) {
  evidence::VerifyQuestion question;
  question.at_ms = now_ms;
  auto verified = verify_bundle_by(bundle, policy, std::move(question));
  if (!verified) return fail(verified.error());
  const CheckedBundle asked{std::move(*verified), now_ms};
  return VerifiedBundle{asked.verified.holds, bundle_json(asked)};
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
  const auto asked = check_bundle(request, options);
  if (!asked) return fail(asked.error());
  if (!asked->verified.holds)
    return Printed{json ? bundle_json(*asked) : bundle_screen(*asked, look), exit_of(asked->verified)};
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
                 "本程序未内置核验网页：请执行 tools/web build，然后重新构建本程序"});
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
  return Printed{fmt::format(fmt::runtime(zh(look) ? "核验网页已写入 {}（SHA-256 {}）：可脱机在浏览器中打开\n"
                                                   : "the page is in {} (SHA-256 {}): open it in a browser, "
                                                     "offline too\n"),
                             out, sha256_hex(bytes))};
}

}  // namespace tidegate
