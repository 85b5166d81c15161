#include "tidegate/permit/flow_text.h"

#include "tidegate/base/instant.h"
#include "tidegate/permit/fields.h"
#include "tidegate/permit/permit_text.h"

namespace tidegate::permit {
namespace {

constexpr std::string_view kFlowFormat = "tidegate.flow/1";
constexpr std::string_view kUsageFormat = "tidegate.permit-usage/1";
constexpr std::int64_t kLastYear = 9999;

// Members that are told; null and absent are the same: unknown.
class Members {
 public:
  explicit Members(const JsonReader& in) : in_(in) {}
  void word(std::string_view key, std::string& out) const {
    if (const auto m = given(key)) out = word_at(*m, 0);
  }
  void amount(std::string_view key, std::optional<std::int64_t>& out) const {
    if (const auto m = given(key)) out = amount_at(*m);
  }
  void claim(std::string_view key, std::optional<bool>& out) const {
    if (const auto m = given(key)) out = m->boolean();
  }
  std::optional<JsonReader> given(std::string_view key) const {
    auto member = in_.optional(key);
    if (member && member->is_null()) member.reset();
    return member;
  }

 private:
  const JsonReader& in_;
};

void persons_at(const Members& members, std::string_view key, FlowPersons& out) {
  const auto in = members.given(key);
  if (!in) return;
  in->only({"count", "new_this_year", "new_in_total"});
  const Members m(*in);
  m.amount("count", out.count);
  m.amount("new_this_year", out.new_this_year);
  m.amount("new_in_total", out.new_in_total);
  if (!out.count) return;
  if (out.new_this_year.value_or(0) > *out.count || out.new_in_total.value_or(0) > *out.count)
    in->refuse(ErrorCode::kOutOfRange, "has more new persons than persons", "新增人数多于总人数");
}

void end_at(const Members& members, std::string_view key, FlowEnd& out) {
  const auto in = members.given(key);
  if (!in) return;
  in->only({"domain", "address"});
  const Members m(*in);
  m.word("domain", out.domain);
  m.word("address", out.address);
}

void used_at(const Members& members, std::string_view key, UsedAmount& out) {
  const auto in = members.given(key);
  if (!in) return;
  in->only({"this_year", "in_total"});
  const Members m(*in);
  m.amount("this_year", out.this_year);
  m.amount("in_total", out.in_total);
}

FlowRequest flow_at(const JsonReader& in) {
  in.only({"format", "permit", "exporter", "recipient", "destination", "purpose", "items", "persons",
           "sensitive_persons", "octets", "link", "pseudonymised", "onward"});
  FlowRequest flow;
  if (in.member("format").string() != kFlowFormat)
    in.member("format").refuse(ErrorCode::kMalformed, "is no flow of this version", "不是本版本的流动请求");
  const Members m(in);
  m.word("permit", flow.permit_id);
  m.word("exporter", flow.exporter);
  m.word("destination", flow.destination);
  m.word("purpose", flow.purpose);
  m.amount("octets", flow.octets);
  m.claim("pseudonymised", flow.is_pseudonymised);
  m.claim("onward", flow.goes_onward);
  persons_at(m, "persons", flow.persons);
  persons_at(m, "sensitive_persons", flow.sensitive_persons);
  if (const auto recipient = m.given("recipient")) {
    recipient->only({"name", "region"});
    const Members r(*recipient);
    r.word("name", flow.recipient.name);
    r.word("region", flow.recipient.region);
  }
  if (const auto items = m.given("items")) {
    for (const JsonReader& item : items->items(0, kMostItems)) {
      item.only({"name", "types"});
      flow.items.push_back({word_at(item.member("name"), 1), {}});
      if (const auto types = Members(item).given("types"))
        flow.items.back().types = words_at(*types, 0, kMostItems);
    }
  }
  if (const auto link = m.given("link")) {
    link->only({"mode", "encryption", "from", "to"});
    const Members l(*link);
    l.word("mode", flow.mode);
    if (const auto level = l.given("encryption")) flow.encryption = encryption_at(*level);
    end_at(l, "from", flow.from);
    end_at(l, "to", flow.to);
  }
  return flow;
}

PermitUsage usage_at(const JsonReader& in) {
  in.only({"format", "permit", "year", "persons", "sensitive_persons", "octets", "met", "last_seen",
           "last_sequence"});
  PermitUsage usage;
  if (in.member("format").string() != kUsageFormat)
    in.member("format").refuse(ErrorCode::kMalformed, "is no usage of this version", "不是本版本的用量记录");
  usage.permit_id = id_at(in.member("permit"));
  usage.year = static_cast<int>(in.member("year").integer(1, kLastYear));
  const Members m(in);
  used_at(m, "persons", usage.persons);
  used_at(m, "sensitive_persons", usage.sensitive_persons);
  used_at(m, "octets", usage.octets);
  if (const auto met = m.given("met")) usage.met = words_at(*met, 0, kMostConditions);
  if (const auto seen = m.given("last_seen")) usage.last_seen_ms = instant_at(*seen);
  m.amount("last_sequence", usage.last_sequence);
  return usage;
}

// Puts what is told and leaves out the rest.
void put(Json::Object& out, std::string key, const std::string& word) {
  if (!word.empty()) out.emplace_back(std::move(key), Json(word));
}
void put(Json::Object& out, std::string key, const std::optional<std::int64_t>& number) {
  if (number) out.emplace_back(std::move(key), Json(*number));
}
void put(Json::Object& out, std::string key, const std::optional<bool>& claim) {
  if (claim) out.emplace_back(std::move(key), Json(*claim));
}
void put(Json::Object& out, std::string key, Json::Object members) {
  if (!members.empty()) out.emplace_back(std::move(key), Json(std::move(members)));
}

Json::Object persons_json(const FlowPersons& persons) {
  Json::Object out;
  put(out, "count", persons.count);
  put(out, "new_this_year", persons.new_this_year);
  put(out, "new_in_total", persons.new_in_total);
  return out;
}
Json::Object end_json(const FlowEnd& end) {
  Json::Object out;
  put(out, "domain", end.domain);
  put(out, "address", end.address);
  return out;
}
Json::Object used_json(const UsedAmount& used) {
  Json::Object out;
  put(out, "this_year", used.this_year);
  put(out, "in_total", used.in_total);
  return out;
}

template <typename T, typename Read>
Result<T> read_bounded(std::string_view bytes, std::string_view where, const Read& read) {
  if (bytes.size() > kLargestRequest)
    return fail({ErrorCode::kLimit, "is larger than 1 MiB", std::string(where), "超过 1 MiB"});
  return read_whole<T>(bytes, where, read);
}

}  // namespace

Result<FlowRequest> read_flow(std::string_view bytes, std::string_view where) {
  return read_bounded<FlowRequest>(bytes, where, flow_at);
}
Result<PermitUsage> read_usage(std::string_view bytes, std::string_view where) {
  return read_bounded<PermitUsage>(bytes, where, usage_at);
}

std::string write_flow(const FlowRequest& flow) {
  Json::Object out{{"format", Json(std::string(kFlowFormat))}};
  put(out, "permit", flow.permit_id);
  put(out, "exporter", flow.exporter);
  put(out, "destination", flow.destination);
  put(out, "purpose", flow.purpose);
  put(out, "octets", flow.octets);
  put(out, "pseudonymised", flow.is_pseudonymised);
  put(out, "onward", flow.goes_onward);
  put(out, "persons", persons_json(flow.persons));
  put(out, "sensitive_persons", persons_json(flow.sensitive_persons));
  Json::Object recipient;
  put(recipient, "name", flow.recipient.name);
  put(recipient, "region", flow.recipient.region);
  put(out, "recipient", std::move(recipient));
  if (!flow.items.empty()) {
    out.emplace_back("items", array_of(flow.items, [](const PermitItem& item) {
                       Json::Object members{{"name", Json(item.name)}};
                       if (!item.types.empty()) members.emplace_back("types", strings_json(item.types));
                       return Json(std::move(members));
                     }));
  }
  Json::Object link;
  put(link, "mode", flow.mode);
  if (flow.encryption) put(link, "encryption", std::string(to_string(*flow.encryption)));
  put(link, "from", end_json(flow.from));
  put(link, "to", end_json(flow.to));
  put(out, "link", std::move(link));
  return canonical_text(Json(std::move(out)));
}

std::string write_usage(const PermitUsage& usage) {
  Json::Object out{{"format", Json(std::string(kUsageFormat))},
                   {"permit", Json(usage.permit_id)},
                   {"year", Json(std::int64_t{usage.year})}};
  put(out, "persons", used_json(usage.persons));
  put(out, "sensitive_persons", used_json(usage.sensitive_persons));
  put(out, "octets", used_json(usage.octets));
  if (!usage.met.empty()) out.emplace_back("met", strings_json(usage.met));
  if (usage.last_seen_ms) put(out, "last_seen", instant_text(*usage.last_seen_ms));
  put(out, "last_sequence", usage.last_sequence);
  return canonical_text(Json(std::move(out)));
}

std::string write_answer(const FlowAnswer& answer) {
  const auto reason = [](const FlowReason& r) {
    return Json(Json::Object{{"effect", Json(std::string(to_string(r.effect)))},
                             {"code", Json(r.code)},
                             {"pointer", Json(r.pointer)},
                             {"says", text_json(r.says)}});
  };
  return canonical_text(Json(Json::Object{
      {"verdict", Json(std::string(to_string(answer.verdict)))},
      {"reasons", array_of(answer.reasons, reason)},
      {"left", Json(Json::Object{{"persons", bound_json(answer.persons_left)},
                                 {"sensitive_persons", bound_json(answer.sensitive_persons_left)},
                                 {"octets", bound_json(answer.octets_left)}})},
      {"obligations", array_of(answer.obligations, condition_json)}}));
}

}  // namespace tidegate::permit
