#include "tidegate/permit/permit_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/permit/fields.h"
#include "tidegate/permit/network.h"
#include "tidegate/terms/country_code.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::permit {
namespace {

constexpr std::string_view kPermitFormat = "tidegate.permit/1";
constexpr std::string_view kStatusFormat = "tidegate.permit-status/1";
constexpr std::array<std::string_view, 9> kModes{
    "public_internet", "leased_line",        "vpn", "api", "bulk_file", "email_saas", "physical_medium",
    "remote_access",   "offshore_processing"};

Json end_json(const PermitEndpoint& end) {
  return Json(Json::Object{{"domains", strings_json(end.domains)}, {"networks", strings_json(end.networks)}});
}

Json link_json(const PermitLink& link) {
  return Json(Json::Object{{"mode", Json(link.mode)},
                           {"encryption", Json(std::string(to_string(link.encryption)))},
                           {"from", end_json(link.from)},
                           {"to", end_json(link.to)}});
}

PermitEndpoint end_at(const JsonReader& in) {
  in.only({"domains", "networks"});
  PermitEndpoint end;
  for (const JsonReader& item : in.member("domains").items(0, kMostEnds)) {
    end.domains.push_back(item.string());
    if (!is_domain(end.domains.back()))
      item.refuse(ErrorCode::kMalformed, "is no domain in lower case", "不是小写域名");
  }
  for (const JsonReader& item : in.member("networks").items(0, kMostEnds)) {
    end.networks.push_back(item.string());
    const auto network = Network::parse(end.networks.back());
    if (!network || network->str() != end.networks.back())
      item.refuse(ErrorCode::kMalformed, "is no block of addresses in its shortest form, as 192.0.2.0/24",
                  "不是规范写法的网段，如 192.0.2.0/24");
  }
  return end;
}

PermitLink link_at(const JsonReader& in) {
  in.only({"mode", "encryption", "from", "to"});
  PermitLink link;
  link.mode = kModes[in.member("mode").one_of(kModes)];
  link.encryption = encryption_at(in.member("encryption"));
  link.from = end_at(in.member("from"));
  link.to = end_at(in.member("to"));
  if (link.mode != "physical_medium" && link.to.domains.empty() && link.to.networks.empty())
    in.refuse(ErrorCode::kMalformed, "does not say where the link ends", "未说明链路的接收端");
  return link;
}

std::string region_at(const JsonReader& in) {
  const std::string code = in.string();
  if (!CountryCode::parse(code))
    in.refuse(ErrorCode::kMalformed, "is no country or region of the list", "不是列表中的国家或地区代码");
  return code;
}

PermitCondition condition_at(const JsonReader& in) {
  in.only({"id", "kind", "says", "item", "day", "octets"});
  PermitCondition c;
  c.id = id_at(in.member("id"));
  const JsonReader kind = in.member("kind");
  const auto named = condition_named(kind.string());
  if (!named) kind.refuse(ErrorCode::kMalformed, "is no kind of condition", "不是条件的种类");
  c.kind = named.value_or(ConditionKind::kDuty);
  c.says = both_at(in.member("says"), false);
  const JsonReader item = in.member("item");
  if (!item.is_null()) c.item = word_at(item, 1);
  c.day = day_at(in.member("day"));
  c.octets = amount_at(in.member("octets"));
  const bool wants_day = c.kind == ConditionKind::kMetBy || c.kind == ConditionKind::kDeleteBy;
  if (wants_day != c.day.has_value() || (c.kind == ConditionKind::kPerFlowOctets) != c.octets.has_value())
    in.refuse(ErrorCode::kMalformed, "has not what its kind of condition has, or more", "参数与条件种类不符");
  return c;
}

template <typename T, typename Name>
void each_once(const JsonReader& in, const std::vector<T>& values, const Name& name) {
  std::set<std::string> seen;
  for (const T& value : values) {
    if (!seen.insert(name(value)).second) in.refuse(ErrorCode::kMalformed, "holds one twice", "有重复项");
  }
}

void parties_at(const JsonReader& in, Permit& p) {
  const JsonReader exporter = in.member("exporter");
  exporter.only({"name", "uscc"});
  p.exporter.name = word_at(exporter.member("name"), 1);
  const JsonReader uscc = exporter.member("uscc");
  if (!uscc.is_null()) {
    p.exporter.uscc = uscc.string();
    if (const auto code = Uscc::parse(p.exporter.uscc); !code)
      uscc.refuse(ErrorCode::kMalformed, code.error().what, code.error().what_zh);
  }
  const JsonReader recipients = in.member("recipients");
  for (const JsonReader& item : recipients.items(1, kMostRecipients)) {
    item.only({"name", "region"});
    p.recipients.push_back({word_at(item.member("name"), 1), region_at(item.member("region"))});
  }
  each_once(recipients, p.recipients, [](const auto& r) { return r.region + r.name; });
  for (const JsonReader& item : in.member("destinations").items(1, kMostRecipients))
    p.destinations.push_back(region_at(item));
  each_once(in.member("destinations"), p.destinations, [](const auto& d) { return d; });
}

void data_at(const JsonReader& in, Permit& p) {
  const JsonReader items = in.member("items");
  for (const JsonReader& item : items.items(1, kMostItems)) {
    item.only({"name", "types"});
    p.items.push_back({word_at(item.member("name"), 1), words_at(item.member("types"), 0, kMostItems)});
  }
  each_once(items, p.items, [](const auto& i) { return i.name; });
  const JsonReader purposes = in.member("purposes");
  for (const JsonReader& item : purposes.items(1, kMostItems)) {
    item.only({"id", "says"});
    p.purposes.push_back({id_at(item.member("id")), word_at(item.member("says"), 1, kLongestText)});
  }
  each_once(purposes, p.purposes, [](const auto& x) { return x.id; });
  p.persons = bound_at(in.member("persons"));
  p.sensitive_persons = bound_at(in.member("sensitive_persons"));
  p.octets = bound_at(in.member("octets"));
}

void conditions_at(const JsonReader& in, Permit& p) {
  const JsonReader conditions = in.member("conditions");
  for (const JsonReader& item : conditions.items(0, kMostConditions)) {
    p.conditions.push_back(condition_at(item));
    const std::string& of = p.conditions.back().item;
    const auto is_named = [&](const PermitItem& i) { return i.name == of; };
    if (!of.empty() && std::none_of(p.items.begin(), p.items.end(), is_named))
      item.refuse(ErrorCode::kMalformed, "binds an item that is not there", "所约束的数据项不存在");
  }
  each_once(conditions, p.conditions, [](const auto& c) { return c.id; });
}

Permit permit_at(const JsonReader& in) {
  in.only({"format",          "id",           "case",       "filing_sha256",
           "decision_sha256", "issuer",       "signers",    "issued_at",
           "replaces",        "exporter",     "recipients", "items",
           "purposes",        "destinations", "persons",    "sensitive_persons",
           "octets",          "links",        "valid",      "status_needed_from",
           "conditions"});
  Permit p;
  if (in.member("format").string() != kPermitFormat)
    in.member("format").refuse(ErrorCode::kMalformed, "is no permit of this version", "不是本版本的许可");
  p.id = id_at(in.member("id"));
  p.case_id = id_at(in.member("case"));
  p.filing_hash = hash_at(in.member("filing_sha256"));
  p.decision_hash = hash_at(in.member("decision_sha256"));
  p.issuer = both_at(in.member("issuer"), false);
  p.signers = signers_at(in.member("signers"));
  p.issued_at_ms = instant_at(in.member("issued_at"));
  const JsonReader replaces = in.member("replaces");
  if (!replaces.is_null()) p.replaces = id_at(replaces);
  parties_at(in, p);
  data_at(in, p);
  for (const JsonReader& item : in.member("links").items(1, kMostLinks)) p.links.push_back(link_at(item));
  const JsonReader valid = in.member("valid");
  valid.only({"from", "until"});
  p.valid = {valid.member("from").date(), valid.member("until").date()};
  if (p.valid.to <= p.valid.from)
    valid.refuse(ErrorCode::kOutOfRange, "ends before it begins", "截止日不晚于起始日");
  p.status_needed_from_ms = instant_at(in.member("status_needed_from"));
  conditions_at(in, p);
  return p;
}

PermitStatus status_at(const JsonReader& in) {
  in.only({"format", "permit", "permit_sha256", "sequence", "state", "since", "reason", "stated_at",
           "valid_until", "signers"});
  PermitStatus s;
  if (in.member("format").string() != kStatusFormat)
    in.member("format").refuse(ErrorCode::kMalformed, "is no statement of this version",
                               "不是本版本的状态声明");
  s.permit_id = id_at(in.member("permit"));
  s.permit_hash = hash_at(in.member("permit_sha256"));
  s.sequence = in.member("sequence").integer(1, kLargestAmount);
  const JsonReader state = in.member("state");
  const auto named = state_named(state.string());
  if (!named)
    state.refuse(ErrorCode::kMalformed, "is none of active, suspended, revoked",
                 "不是 active、suspended、revoked 之一");
  s.state = named.value_or(PermitState::kRevoked);
  s.since_ms = instant_at(in.member("since"));
  s.reason = both_at(in.member("reason"), s.state == PermitState::kActive);
  s.stated_at_ms = instant_at(in.member("stated_at"));
  s.valid_until_ms = instant_at(in.member("valid_until"));
  s.signers = signers_at(in.member("signers"));
  if (s.valid_until_ms <= s.stated_at_ms || s.since_ms > s.stated_at_ms)
    in.refuse(ErrorCode::kOutOfRange, "is out of date before it is stated, or states what is to come",
              "声明前已失效，或所述尚未发生");
  return s;
}

// Strict reading: the one text of its value.
template <typename T, typename Read, typename Write>
Result<T> canonical(std::string_view contents, std::string_view where, const Read& read, const Write& write) {
  auto value = read_whole<T>(contents, where, read);
  if (value && write(*value) != contents)
    return fail({ErrorCode::kMalformed, "is not written as such contents are, to the octet",
                 std::string(where), "与规定的写法逐字节不一致"});
  return value;
}

void put(JsonWriter& out, const Json& value) {
  if (const Json::Object* members = value.object()) {
    out.begin_object();
    for (const auto& [name, member] : *members) {
      out.key(name);
      put(out, member);
    }
    out.end_object();
  } else if (const Json::Array* items = value.array()) {
    out.begin_array();
    for (const Json& item : *items) put(out, item);
    out.end_array();
  } else {
    out.raw(canonical_text(value));
  }
}

}  // namespace

std::string write_permit(const Permit& p) {
  const auto recipient = [](const PermitRecipient& r) {
    return Json(Json::Object{{"name", Json(r.name)}, {"region", Json(r.region)}});
  };
  const auto item = [](const PermitItem& i) {
    return Json(Json::Object{{"name", Json(i.name)}, {"types", strings_json(i.types)}});
  };
  const auto purpose = [](const PermitPurpose& x) {
    return Json(Json::Object{{"id", Json(x.id)}, {"says", Json(x.says)}});
  };
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return canonical_text(Json(Json::Object{
      {"format", Json(std::string(kPermitFormat))},
      {"id", Json(p.id)},
      {"case", Json(p.case_id)},
      {"filing_sha256", Json(p.filing_hash)},
      {"decision_sha256", Json(p.decision_hash)},
      {"issuer", text_json(p.issuer)},
      {"signers", strings_json(p.signers)},
      {"issued_at", Json(instant_text(p.issued_at_ms))},
      {"replaces", or_null(p.replaces)},
      {"exporter", Json(Json::Object{{"name", Json(p.exporter.name)}, {"uscc", or_null(p.exporter.uscc)}})},
      {"recipients", array_of(p.recipients, recipient)},
      {"items", array_of(p.items, item)},
      {"purposes", array_of(p.purposes, purpose)},
      {"destinations", strings_json(p.destinations)},
      {"persons", bound_json(p.persons)},
      {"sensitive_persons", bound_json(p.sensitive_persons)},
      {"octets", bound_json(p.octets)},
      {"links", array_of(p.links, link_json)},
      {"valid", Json(Json::Object{{"from", Json(p.valid.from.str())}, {"until", Json(p.valid.to.str())}})},
      {"status_needed_from", Json(instant_text(p.status_needed_from_ms))},
      {"conditions", array_of(p.conditions, condition_json)},
  }));
}

Result<Permit> read_permit(std::string_view contents, std::string_view where) {
  return canonical<Permit>(contents, where, permit_at, write_permit);
}

Result<Permit> read_draft(std::string_view bytes, std::string_view where) {
  auto json = parse_json(bytes, where);
  if (!json) return fail(json.error());
  bool has_signers = true;
  if (const Json::Object* given = json->object()) {
    Json::Object members = *given;
    const std::string key = fmt::format("ed25519:{:064}", 0);
    for (const auto& [name, value] : Json::Object{{"signers", Json(Json::Array{Json(key)})},
                                                  {"issued_at", Json(instant_text(0))},
                                                  {"status_needed_from", Json(instant_text(0))}}) {
      if (json->find(name) != nullptr) continue;
      members.emplace_back(name, value);
      if (name == "signers") has_signers = false;
    }
    *json = Json(std::move(members));
  }
  auto permit = read_whole<Permit>(canonical_text(*json), where, permit_at);
  if (permit && !has_signers) permit->signers.clear();
  return permit;
}

std::string write_draft(const Permit& permit) {
  const auto json = parse_json(write_permit(permit), "");
  JsonWriter out(2);
  out.begin_object();
  for (const auto& [name, value] : *json->object()) {
    if (name == "signers" || name == "issued_at" || name == "status_needed_from") continue;
    out.key(name);
    put(out, value);
  }
  out.end_object();
  return out.take() + "\n";
}

std::string write_status(const PermitStatus& s) {
  return canonical_text(Json(Json::Object{{"format", Json(std::string(kStatusFormat))},
                                          {"permit", Json(s.permit_id)},
                                          {"permit_sha256", Json(s.permit_hash)},
                                          {"sequence", Json(s.sequence)},
                                          {"state", Json(std::string(to_string(s.state)))},
                                          {"since", Json(instant_text(s.since_ms))},
                                          {"reason", text_json(s.reason)},
                                          {"stated_at", Json(instant_text(s.stated_at_ms))},
                                          {"valid_until", Json(instant_text(s.valid_until_ms))},
                                          {"signers", strings_json(s.signers)}}));
}

Result<PermitStatus> read_status(std::string_view contents, std::string_view where) {
  return canonical<PermitStatus>(contents, where, status_at, write_status);
}

}  // namespace tidegate::permit
