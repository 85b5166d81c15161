// The desk's values as the API writes them.
#pragma once

#include <string>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/machines.h"
#include "tidegate/gate/desk/operations.h"
#include "tidegate/gate/desk/webhooks.h"

namespace tidegate::server {

void write(JsonWriter& json, const DeskAccount& account);
void write(JsonWriter& json, const ZoneDesk::Firm& firm);
// Who a firm is, for whoever reads ids of firms elsewhere; what stands of it is for who registers firms.
struct FirmName {
  std::string id, uscc, name;
};
void write(JsonWriter& json, const FirmName& firm);
DeskPage<FirmName> names_of(DeskPage<ZoneDesk::Firm> firms);
void write(JsonWriter& json, const DeskAudit& row);
void write(JsonWriter& json, const DeskOperation& operation);
void write(JsonWriter& json, const DeskWebhook& webhook);
void write(JsonWriter& json, const DeskDelivery& delivery);
void write(JsonWriter& json, const DeskMachine& machine);

template <typename T>
std::string document_of(const T& value) {
  JsonWriter json;
  write(json, value);
  return json.take();
}

// {"rows": [...], "next": "..."}; no `next`: the last page.
template <typename T>
std::string page_document(const DeskPage<T>& page) {
  JsonWriter json;
  json.begin_object().key("rows").begin_array();
  for (const T& row : page.rows) write(json, row);
  json.end_array();
  if (!page.next.empty()) json.key("next").string(page.next);
  json.end_object();
  return json.take();
}

}  // namespace tidegate::server
