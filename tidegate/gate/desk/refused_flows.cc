#include "tidegate/gate/desk/refused_flows.h"

#include <set>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::desk {
namespace {

constexpr std::string_view kFormat = "tidegate.permit-refused/1";
constexpr std::int64_t kMostCounted = 1'000'000'000'000;

std::string setting_of(const std::string& permit) { return "permit.refused/" + permit; }

Error damaged(const std::string& name) {
  return {ErrorCode::kCorrupt, "the count of refused flows cannot be read", name, "无法读取被拒绝传输的计数"};
}

Result<RefusedFlows> read(const SettingRow& row) {
  const auto json = parse_json(row.value, row.name);
  if (!json || json->object() == nullptr) return fail(damaged(row.name));
  const Json* format = json->find("format");
  const Json* count = json->find("count");
  const Json* last = json->find("last_on");
  const Json* codes = json->find("reasons");
  const bool is_ours = format != nullptr && format->string() != nullptr && *format->string() == kFormat &&
                       count != nullptr && count->integer() != nullptr && last != nullptr &&
                       last->string() != nullptr && codes != nullptr && codes->object() != nullptr;
  if (!is_ours) return fail(damaged(row.name));
  RefusedFlows out{*count->integer(), *last->string(), {}};
  for (const auto& [code, number] : *codes->object()) {
    if (number.integer() == nullptr) return fail(damaged(row.name));
    out.codes.emplace(code, *number.integer());
  }
  return out;
}

std::string text_of(const RefusedFlows& flows) {
  JsonWriter json;
  json.begin_object().key("count").integer(flows.count).key("format").string(kFormat);
  json.key("last_on").string(flows.last_on).key("reasons").begin_object();
  for (const auto& [code, number] : flows.codes) json.key(code).integer(number);
  return json.end_object().end_object().take();
}

std::string told(const std::set<std::string>& codes) {
  JsonWriter json;
  json.begin_object().key("reasons").begin_array();
  for (const std::string& code : codes) json.string(code);
  return json.end_array().end_object().take();
}

void add_one(std::int64_t& count) {
  if (count < kMostCounted) ++count;
}

}  // namespace

Result<RefusedFlows> refused_flows(const DeskReader& reader, const std::string& permit) {
  const auto row = reader.setting(setting_of(permit));
  if (!row) return fail(row.error());
  if (!*row) return RefusedFlows{};
  return read(**row);
}

Result<void> keep_refused_flow(DeskTransaction& t, const DeskAccount& by, const std::string& permit,
                               const FlowAnswer& answer, std::int64_t now_ms) {
  std::set<std::string> codes;
  for (const FlowReason& reason : answer.reasons) {
    if (reason.effect == FlowVerdict::kRefused) codes.insert(reason.code);
  }
  const auto row = t.setting(setting_of(permit));
  if (!row) return fail(row.error());
  RefusedFlows flows;
  if (*row) {
    auto kept = read(**row);
    if (!kept) return fail(kept.error());
    flows = std::move(*kept);
  }
  const std::string today = china_date(now_ms).str();
  bool is_news = flows.last_on != today;
  add_one(flows.count);
  flows.last_on = today;
  for (const std::string& code : codes) {
    is_news |= !flows.codes.contains(code);
    add_one(flows.codes[code]);
  }
  if (auto put = t.put_setting({setting_of(permit), text_of(flows), now_ms, *row ? (*row)->version : 0});
      !put)
    return fail(put.error());
  if (!is_news) return {};
  AuditRow audit = audit_row(by, "permit.record_flow", permit, "refused", now_ms);
  audit.detail = told(codes);
  t.audit(std::move(audit));
  return {};
}

}  // namespace tidegate::desk
