#include "tidegate/server/api/permit_shapes.h"

#include "tidegate/base/instant.h"

namespace tidegate::server {
namespace {

void write_text(JsonWriter& json, const Text& text) {
  json.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

void write_firm(JsonWriter& json, const std::string& id, const std::string& uscc, const std::string& name) {
  json.begin_object().key("id").string(id).key("uscc").string(uscc).key("name").string(name).end_object();
}

void write_number(JsonWriter& json, const std::optional<std::int64_t>& number) {
  number ? json.integer(*number) : json.null();
}

void write_summary(JsonWriter& json, const DeskPermit& permit) {
  json.key("id").string(permit.id).key("case").string(permit.case_id).key("firm");
  write_firm(json, permit.firm, permit.exporter.uscc, permit.exporter.name);
  json.key("state").string(permit.state);
  if (!permit.valid_from.empty()) {
    json.key("valid_from").string(permit.valid_from).key("valid_until").string(permit.valid_until);
  }
  json.key("issued_at").string(instant_text(permit.issued_ms)).key("version").integer(permit.version);
  json.key("destinations").begin_array();
  for (const std::string& region : permit.destinations) json.string(region);
  json.end_array().key("items").integer(permit.items);
  if (permit.is_doubted) json.key("is_doubted").boolean(true);
  if (!permit.held_because.empty()) {
    json.key("held_because");
    write_text(json, permit.held_because);
  }
}

void write_statement(JsonWriter& json, const PermitStatus& status) {
  json.begin_object().key("sequence").integer(status.sequence).key("state").string(to_string(status.state));
  if (!status.reason.empty()) {
    json.key("reason");
    write_text(json, status.reason);
  }
  json.key("at").string(instant_text(status.stated_at_ms));
  json.key("valid_until").string(instant_text(status.valid_until_ms)).end_object();
}

// Used and bound, of the year and of the whole life.
void write_amount(JsonWriter& json, std::string_view key, const UsedAmount& used, const YearlyBound& bound) {
  json.key(key).begin_object().key("this_year").begin_object().key("used");
  write_number(json, used.this_year);
  json.key("bound");
  write_number(json, bound.per_year);
  json.end_object().key("in_total").begin_object().key("used");
  write_number(json, used.in_total);
  json.key("bound");
  write_number(json, bound.total);
  json.end_object().end_object();
}

void write_refused(JsonWriter& json, const DeskPermitPage& page) {
  json.key("refused_flows").begin_object().key("count").integer(page.refused_flows);
  json.key("last_on").string(page.last_refused_on).key("reasons").begin_array();
  for (const auto& [code, count] : page.refused_for)
    json.begin_object().key("code").string(code).key("count").integer(count).end_object();
  json.end_array().end_object();
}

void write_marks(JsonWriter& json, const std::vector<DeskPermitMark>& marks) {
  json.key("marks").begin_array();
  for (const DeskPermitMark& mark : marks) {
    json.begin_object().key("kind").string(mark.kind).key("at").string(instant_text(mark.at_ms));
    json.key("step").integer(mark.step).end_object();
  }
  json.end_array();
}

}  // namespace

void write(JsonWriter& json, const DeskPermit& permit) {
  json.begin_object();
  write_summary(json, permit);
  json.end_object();
}

void write(JsonWriter& json, const DeskPermitPage& page) {
  json.begin_object();
  write_summary(json, page.summary);
  if (!page.contents.empty()) {
    json.key("permit").raw(page.contents).key("sha256").string(page.sha256);
    json.key("usage").begin_object().key("year").integer(page.usage.year);
    write_amount(json, "persons", page.usage.persons, page.permit.persons);
    write_amount(json, "sensitive_persons", page.usage.sensitive_persons, page.permit.sensitive_persons);
    write_amount(json, "octets", page.usage.octets, page.permit.octets);
    json.end_object();
    if (page.refused_flows > 0) write_refused(json, page);
  }
  if (!page.marks.empty()) write_marks(json, page.marks);
  json.key("statements").begin_array();
  for (const PermitStatus& status : page.statements) write_statement(json, status);
  json.end_array().end_object();
}

void write(JsonWriter& json, const DeskFlow& flow) {
  json.begin_object().key("id").string(flow.id).key("filing").string(flow.filing);
  if (!flow.case_id.empty()) json.key("case").string(flow.case_id);
  if (!flow.permit.empty()) json.key("permit").string(flow.permit);
  json.key("firm");
  write_firm(json, flow.firm, flow.firm_uscc, flow.firm_name);
  json.key("title").string(flow.title);
  if (!flow.title_en.empty()) json.key("title_en").string(flow.title_en);
  json.key("sector").string(flow.sector).key("kind").string(flow.kind);
  json.key("destination").string(flow.destination).key("recipient").string(flow.recipient).key("persons");
  write_number(json, flow.persons);
  json.key("route").string(flow.route).key("state").string(flow.state).end_object();
}

}  // namespace tidegate::server
