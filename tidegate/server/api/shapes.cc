#include "tidegate/server/api/shapes.h"

#include <utility>

#include "tidegate/base/instant.h"
#include "tidegate/server/problem.h"

namespace tidegate::server {
namespace {

void optional_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).string(text);
}

}  // namespace

void write(JsonWriter& json, const DeskAccount& account) {
  json.begin_object();
  json.key("id").string(account.id);
  json.key("login").string(account.login);
  json.key("name").string(account.name);
  json.key("role").string(to_string(account.role));
  optional_text(json, "tenant", account.tenant);
  optional_text(json, "agency", account.agency);
  optional_text(json, "sector", account.sector);
  json.key("has_second_factor").boolean(account.has_second_factor);
  json.key("password_is_due").boolean(account.password_is_due);
  json.key("is_disabled").boolean(account.is_disabled);
  optional_text(json, "subject", account.subject);
  if (account.locked_until_ms != 0) json.key("locked_until").string(instant_text(account.locked_until_ms));
  json.key("created_at").string(instant_text(account.created_ms));
  json.key("version").integer(account.version);
  json.end_object();
}

void write(JsonWriter& json, const ZoneDesk::Firm& firm) {
  json.begin_object();
  json.key("id").string(firm.id);
  json.key("uscc").string(firm.uscc);
  json.key("name").string(firm.name);
  json.key("is_disabled").boolean(firm.is_disabled);
  json.key("created_at").string(instant_text(firm.created_ms));
  json.key("version").integer(firm.version);
  json.end_object();
}

void write(JsonWriter& json, const FirmName& firm) {
  json.begin_object();
  json.key("id").string(firm.id);
  json.key("uscc").string(firm.uscc);
  json.key("name").string(firm.name);
  json.end_object();
}

DeskPage<FirmName> names_of(DeskPage<ZoneDesk::Firm> firms) {
  DeskPage<FirmName> out;
  for (ZoneDesk::Firm& firm : firms.rows)
    out.rows.push_back({std::move(firm.id), std::move(firm.uscc), std::move(firm.name)});
  out.next = std::move(firms.next);
  return out;
}

void write(JsonWriter& json, const DeskAudit& row) {
  json.begin_object();
  json.key("seq").integer(row.seq);
  json.key("at").string(instant_text(row.at_ms));
  json.key("account").string(row.account);
  json.key("role").string(row.role);
  optional_text(json, "agency", row.agency);
  optional_text(json, "tenant", row.tenant);
  json.key("action").string(row.action);
  json.key("object").string(row.object);
  json.key("outcome").string(row.outcome);
  if (row.detail != "{}") json.key("detail").raw(row.detail);
  json.key("hash").string(row.hash);
  json.end_object();
}

void write(JsonWriter& json, const DeskMachine& machine) {
  json.begin_object();
  json.key("id").string(machine.id);
  json.key("name").string(machine.name);
  json.key("key_kind").string(machine.key_kind);
  json.key("fingerprint").string(machine.fingerprint);
  json.key("is_disabled").boolean(machine.is_disabled);
  json.key("created_at").string(instant_text(machine.created_ms));
  json.key("version").integer(machine.version);
  json.end_object();
}

void write(JsonWriter& json, const DeskOperation& operation) {
  json.begin_object();
  json.key("id").string(operation.id);
  json.key("kind").string(operation.kind);
  json.key("state").string(operation.state);
  json.key("progress_permille").integer(operation.progress_permille);
  json.key("created_at").string(instant_text(operation.created_ms));
  json.key("updated_at").string(instant_text(operation.updated_ms));
  if (!operation.result.empty()) json.key("result").raw(operation.result);
  if (operation.error) json.key("problem").raw(document_of(problem_of(*operation.error), Lang::kEn));
  json.end_object();
}

void write(JsonWriter& json, const DeskWebhook& webhook) {
  json.begin_object();
  json.key("id").string(webhook.id);
  json.key("url").string(webhook.url);
  json.key("events").begin_array();
  for (const std::string& event : webhook.events) json.string(event);
  json.end_array();
  json.key("is_disabled").boolean(webhook.is_disabled);
  json.key("created_at").string(instant_text(webhook.created_ms));
  json.key("version").integer(webhook.version);
  optional_text(json, "secret", webhook.secret);
  json.end_object();
}

void write(JsonWriter& json, const DeskDelivery& delivery) {
  json.begin_object();
  json.key("id").string(delivery.id);
  json.key("event").string(delivery.event);
  json.key("state").string(delivery.state);
  json.key("attempts").integer(delivery.attempts);
  if (delivery.status != 0) json.key("status").integer(delivery.status);
  json.key("created_at").string(instant_text(delivery.created_ms));
  json.key(delivery.state == "pending" ? "next_at" : "settled_at").string(instant_text(delivery.next_at_ms));
  json.end_object();
}

}  // namespace tidegate::server
