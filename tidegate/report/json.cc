#include "tidegate/report/json.h"

#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate::report {
namespace {

// null where there is nothing to say.
void write_optional(JsonWriter& json, const Text& text) {
  text.empty() ? void(json.null()) : write_text(json, text);
}
void write_optional(JsonWriter& json, const std::string& text) {
  text.empty() ? json.null() : json.string(text);
}

void write_verdict(JsonWriter& json, const Assessment& a) {
  json.begin_object();
  if (a.opinions.empty()) {
    json.key("law")
        .null()
        .key("route")
        .string("undetermined")
        .key("route_class")
        .string(code(RouteClass::kUndetermined));
  } else {
    const Opinion& lead = a.opinions.front();
    json.key("law")
        .string(lead.law)
        .key("route")
        .string(lead.route)
        .key("route_class")
        .string(code(lead.route_class));
  }
  json.key("exit_code").integer(static_cast<int>(exit_code(a, std::nullopt)));
  json.end_object();
}

void write_transfer(JsonWriter& json, const Transfer& t) {
  json.begin_object();
  write_optional(json.key("id"), t.id);
  write_optional(json.key("origin"), t.origin);
  write_optional(json.key("processor_name"), t.processor_name);
  write_optional(json.key("uscc"), t.uscc);
  json.key("pi_scale");
  t.pi_scale ? json.integer(*t.pi_scale) : json.null();
  write_optional(json.key("summary"), t.summary);
  write_optional(json.key("industry"), t.industry);
  write_optional(json.key("legal_basis"), t.legal_basis);
  write_optional(json.key("purpose"), t.purpose);
  json.key("recipients").begin_array();
  for (const Recipient& recipient : t.recipients) {
    json.begin_object();
    write_optional(json.key("name"), recipient.name);
    write_optional(json.key("region"), recipient.region);
    write_optional(json.key("role"), recipient.role);
    json.end_object();
  }
  json.end_array().key("links").begin_array();
  for (const Link& link : t.links) {
    json.begin_object();
    write_optional(json.key("mode"), link.mode);
    write_optional(json.key("encryption"), link.encryption);
    write_optional(json.key("keys"), link.keys);
    json.end_object();
  }
  json.end_array().key("retention_to");
  t.retention_to ? json.string(t.retention_to->str()) : json.null();
  write_optional(json.key("after_retention"), t.after_retention);
  write_facts(json.key("facts"), t.facts.flow);
  json.key("data").begin_array();
  for (const Facts& item : t.facts.items) write_facts(json, item);
  json.end_array().end_object();
}

void write_finding(JsonWriter& json, const Finding& f) {
  json.begin_object()
      .key("rule")
      .string(f.rule)
      .key("severity")
      .string(code(f.severity))
      .key("state")
      .string(code(f.state));
  json.key("pointer").string(f.pointer).key("line");
  f.line > 0 ? json.integer(f.line) : json.null();
  write_text(json.key("says"), f.says);
  write_text(json.key("source"), f.source);
  write_text(json.key("fix"), f.fix);
  json.end_object();
}

void write_sent(JsonWriter& json, const SentBefore& sent) {
  json.begin_object().key("exporter").string(sent.exporter).key("complete_from");
  sent.complete_from ? json.string(sent.complete_from->str()) : json.null();
  json.key("transfers").begin_array();
  for (const SentTransfer& transfer : sent.transfers) {
    json.begin_object().key("id").string(transfer.id).key("on").string(transfer.on.str());
    write_optional(json.key("recipient"), transfer.recipient);
    write_optional(json.key("region"), transfer.region);
    json.key("record").string(transfer.record).key("persons").integer(transfer.persons).end_object();
  }
  json.end_array().key("counts").begin_array();
  for (const SentCount& count : sent.counts) {
    json.begin_object().key("fact").string(count.fact).key("from").string(count.from.str());
    json.key("before")
        .integer(count.before)
        .key("again")
        .integer(count.again)
        .key("after")
        .integer(count.after);
    json.key("is_whole").boolean(count.is_whole).key("used");
    count.is_told ? json.integer(count.used) : json.null();
    json.key("transfers").begin_array();
    for (const SentShare& share : count.shares) {
      json.begin_object().key("id").string(sent.transfers.at(share.transfer).id);
      json.key("persons").integer(share.persons).key("added").integer(share.added).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  write_texts(json.key("notes"), sent.notes);
  json.end_object();
}

void write_column(JsonWriter& json, const ColumnProfile& c) {
  json.begin_object().key("index").unsigned_integer(c.index).key("name").string(c.name).key("type").string(
      c.type);
  json.key("sensitivity").string(to_string(c.sensitivity)).key("p").decimal(c.p_permille, 3);
  write_strings(json.key("also"), c.also);
  json.key("cells").unsigned_integer(c.cells).key("non_empty").unsigned_integer(c.non_empty);
  json.key("subjects").unsigned_integer(c.distinct).key("important_hint").integer(c.important_hint);
  json.key("evidence").begin_array();
  for (const Evidence& e : c.evidence) {
    json.begin_object().key("rule").string(e.rule).key("strength").decimal(e.permille, 3);
    write_text(json.key("says"), e.says);
    json.end_object();
  }
  json.end_array().key("near_misses").begin_array();
  for (const NearMiss& miss : c.near_misses) {
    json.begin_object().key("type").string(miss.type).key("cells").unsigned_integer(miss.cells);
    write_text(json.key("why"), miss.why);
    json.end_object();
  }
  json.end_array().key("in_text").begin_array();
  for (const InText& found : c.in_text) {
    json.begin_object()
        .key("type")
        .string(found.type)
        .key("cells")
        .unsigned_integer(found.cells)
        .end_object();
  }
  json.end_array().end_object();
}

void write_file(JsonWriter& json, const FileProfile& f) {
  json.begin_object().key("path").string(f.path);
  write_optional(json.key("sha256"), f.sha256);
  json.key("size_bytes").unsigned_integer(f.size_bytes);
  json.key("format").string(f.format).key("encoding").string(f.encoding);
  write_optional(json.key("delimiter"), f.delimiter);
  json.key("header_row");
  f.header_row ? json.unsigned_integer(*f.header_row) : json.null();
  json.key("rows").unsigned_integer(f.rows).key("ragged_rows").unsigned_integer(f.ragged_rows);
  json.key("columns").begin_array();
  for (const ColumnProfile& column : f.columns) write_column(json, column);
  json.end_array()
      .key("persons")
      .unsigned_integer(f.persons)
      .key("persons_sensitive")
      .unsigned_integer(f.persons_sensitive);
  json.key("persons_under14").unsigned_integer(f.persons_under14);
  json.key("rows_without_identifier").unsigned_integer(f.rows_without_identifier);
  json.key("rows_without_age").unsigned_integer(f.rows_without_age);
  write_texts(json.key("notes"), f.notes);
  json.end_object();
}

}  // namespace

void write_value(JsonWriter& json, const FactValue& value) {
  if (is_unknown(value)) {
    json.null();
  } else if (const auto* b = std::get_if<bool>(&value)) {
    json.boolean(*b);
  } else if (const auto* n = std::get_if<std::int64_t>(&value)) {
    json.integer(*n);
  } else {
    json.string(to_string(value));
  }
}

void write_text(JsonWriter& json, const Text& text) {
  json.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

void write_texts(JsonWriter& json, const std::vector<Text>& texts) {
  json.begin_array();
  for (const Text& text : texts) write_text(json, text);
  json.end_array();
}

void write_strings(JsonWriter& json, const std::vector<std::string>& strings) {
  json.begin_array();
  for (const std::string& text : strings) json.string(text);
  json.end_array();
}

void write_facts(JsonWriter& json, const Facts& facts) {
  json.begin_object();
  for (const auto& [name, value] : facts.all()) write_value(json.key(name), value);
  json.end_object();
}

void write_interval(JsonWriter& json, const DateInterval& interval) {
  json.begin_object().key("from");
  interval.from == DateInterval{}.from ? json.null() : json.string(interval.from.str());
  json.key("to");
  interval.is_open() ? json.null() : json.string(interval.to.str());
  json.end_object();
}

void write_profile(JsonWriter& json, const DataProfile& p) {
  json.begin_object();
  write_profile_members(json, p);
  json.end_object();
}

void write_profile_members(JsonWriter& json, const DataProfile& p) {
  json.key("as_of")
      .string(p.as_of)
      .key("engine")
      .string(p.engine)
      .key("taxonomy_hash")
      .string(p.taxonomy_hash);
  json.key("files").begin_array();
  for (const FileProfile& file : p.files) write_file(json, file);
  json.end_array().key("totals").begin_object();
  json.key("files").unsigned_integer(p.files.size()).key("persons").unsigned_integer(p.totals.persons);
  json.key("with_sensitive")
      .unsigned_integer(p.totals.with_sensitive)
      .key("ordinary_only")
      .unsigned_integer(p.totals.ordinary_only);
  json.key("under14").unsigned_integer(p.totals.under14);
  json.key("rows_without_identifier").unsigned_integer(p.totals.rows_without_identifier);
  json.key("rows_without_age").unsigned_integer(p.totals.rows_without_age).end_object();
  if (!p.notes.empty()) write_texts(json.key("notes"), p.notes);
  write_list_findings(json.key("official_lists"), p.lists);
}

std::string assessment_json(const Assessment& a, const LoggedRecord* logged, int indent) {
  JsonWriter json(indent);
  json.begin_object().key("format").string("tidegate-assessment/1").key("program").string(a.program);
  json.key("as_of").string(a.as_of.str());
  write_verdict(json.key("verdict"), a);
  write_transfer(json.key("transfer"), a.transfer);
  json.key("profile");
  a.profile ? write_profile(json, *a.profile) : void(json.null());
  json.key("findings").begin_array();
  for (const Finding& finding : a.findings) write_finding(json, finding);
  json.end_array().key("opinions").begin_array();
  for (const Opinion& opinion : a.opinions) write_opinion(json, opinion);
  json.end_array().key("risk");
  a.risk ? write_risk(json, *a.risk) : void(json.null());
  if (a.sent_before) write_sent(json.key("sent_before"), *a.sent_before);
  write_texts(json.key("notes"), a.notes);
  write_text(json.key("disclaimer"), disclaimer());
  write_optional(json.key("record_id"), a.record_id);
  write_optional(json.key("bundle_path"), a.bundle_path);
  write_optional(json.key("html_path"), a.html_path);
  if (logged != nullptr) {
    json.key("evidence").begin_object();
    if (logged->index)
      json.key("index").unsigned_integer(*logged->index);
    else
      write_text(json.key("why"), logged->why);
    json.end_object();
  }
  json.end_object();
  return json.take() + "\n";
}

}  // namespace tidegate::report
