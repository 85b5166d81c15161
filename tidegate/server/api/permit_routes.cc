// Permits, the trust policy, the decision point and the map of flows.
#include <fmt/format.h>

#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/permit_shapes.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

Answered permit_answer(int status, const Result<DeskPermitPage>& page) {
  if (!page) return problem_of(page.error());
  return Answer{status, document_of(*page), page->summary.version};
}

// A signed file to keep: of its own media type, and named by the id, which was found.
Answered file_answer(const Result<std::string>& file, std::string_view media_type, const std::string& name) {
  if (!file) return problem_of(file.error());
  Answer answer{200, *file};
  answer.headers.emplace_back("Content-Type", media_type);
  answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
  return answer;
}

std::variant<DeskPermitChange, Problem> permit_change(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"state", "reason"});
  DeskPermitChange change;
  change.version = std::get<std::int64_t>(version);
  const JsonReader state = body.member("state");
  if (const auto known = state_named(state.string())) {
    change.state = *known;
  } else {
    state.refuse(ErrorCode::kOutOfRange, "is none of suspended, active, revoked",
                 "须为 suspended、active、revoked 之一");
  }
  if (const auto reason = body.optional("reason"); reason && !reason->is_null()) {
    reason->only({"en", "zh"});
    if (const auto en = reason->optional("en")) change.reason.en = en->string();
    if (const auto zh = reason->optional("zh")) change.reason.zh = zh->string();
  }
  if (fault.first) return problem_of(*fault.first);
  return change;
}

constexpr std::int64_t kLargestAmount = 1'000'000'000'000'000'000;

YearlyBound bound_at(const JsonReader& body, std::string_view key) {
  YearlyBound bound;
  const auto in = body.optional(key);
  if (!in || in->is_null()) return bound;
  in->only({"per_year", "total"});
  const auto number = [&](std::string_view member, std::optional<std::int64_t>& to) {
    if (const auto value = in->optional(member); value && !value->is_null())
      to = value->integer(0, kLargestAmount);
  };
  number("per_year", bound.per_year);
  number("total", bound.total);
  return bound;
}

std::variant<DeskPermitTerms, Problem> permit_terms(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"persons", "sensitive_persons", "octets", "encryption"});
  DeskPermitTerms terms;
  terms.version = std::get<std::int64_t>(version);
  terms.persons = bound_at(body, "persons");
  terms.sensitive_persons = bound_at(body, "sensitive_persons");
  terms.octets = bound_at(body, "octets");
  if (const auto level = body.optional("encryption"); level && !level->is_null()) {
    terms.encryption = encryption_named(level->string());
    if (!terms.encryption)
      level->refuse(ErrorCode::kOutOfRange, "is none of none, tls1.2, tls1.3, end_to_end",
                    "须为 none、tls1.2、tls1.3、end_to_end 之一");
  }
  if (fault.first) return problem_of(*fault.first);
  return terms;
}

}  // namespace

Answered Api::decide_flow(const Ask& ask) {
  const std::string_view record = ask.request.parameter("record");
  if (record != "" && record != "true" && record != "false")
    return Problem{ProblemCode::kMalformed, {"record is true or false", "record 须为 true 或 false"}, {}, 0};
  // What has gone is told by who sent it.
  if (record == "true" && !is_of_firm(ask.asker->account.role))
    return Problem{ProblemCode::kNotAllowed,
                   {"only the firm of the permit records a flow", "仅许可所属企业可登记实际流动"},
                   {},
                   0};
  const auto answer = decisions_.answer(*ask.asker, ask.request.body, record == "true");
  if (!answer) return problem_of(answer.error());
  return Answer{200, *answer};
}

void Api::add_permit_routes() {
  routes_.push_back({"GET", "/v1/permits", Action::kReadPermits, false, [this](const Ask& ask) -> Answered {
                       const auto page = permits_.permits(*ask.asker, page_of(ask.request));
                       if (!page) return problem_of(page.error());
                       return Answer{200, page_document(*page)};
                     }});
  routes_.push_back({"GET", "/v1/permits/{permit}", Action::kReadPermits, false, [this](const Ask& ask) {
                       return permit_answer(200, permits_.permit(*ask.asker, ask.parameters[0]));
                     }});
  routes_.push_back({"GET", "/v1/permits/{permit}/file", Action::kReadPermits, false, [this](const Ask& ask) {
                       return file_answer(permits_.file(*ask.asker, ask.parameters[0]),
                                          "application/vnd.tidegate.permit+json", ask.parameters[0] + ".tgp");
                     }});
  routes_.push_back(
      {"GET", "/v1/permits/{permit}/status", Action::kReadPermits, false, [this](const Ask& ask) {
         return file_answer(permits_.status(*ask.asker, ask.parameters[0]),
                            "application/vnd.tidegate.permit-status+json", ask.parameters[0] + ".tgs");
       }});
  routes_.push_back({"POST", "/v1/permits/{permit}/statements", Action::kChangePermits, true,
                     [this](const Ask& ask) -> Answered {
                       auto change = permit_change(ask);
                       if (auto* problem = std::get_if<Problem>(&change)) return std::move(*problem);
                       return permit_answer(201, permits_.change(*ask.asker, ask.parameters[0],
                                                                 std::get<DeskPermitChange>(change)));
                     }});
  routes_.push_back({"POST", "/v1/permits/{permit}/release", Action::kChangePermits, true,
                     [this](const Ask& ask) -> Answered {
                       auto terms = permit_terms(ask);
                       if (auto* problem = std::get_if<Problem>(&terms)) return std::move(*problem);
                       return permit_answer(201, permits_.release(*ask.asker, ask.parameters[0],
                                                                  std::get<DeskPermitTerms>(terms)));
                     }});
  routes_.push_back({"GET", "/v1/trust", {}, false, [this](const Ask&) -> Answered {
                       const auto trust = permits_.trust();
                       if (!trust) return problem_of(trust.error());
                       return Answer{200, *trust};
                     }});
  routes_.push_back({"POST", "/v1/decisions", Action::kAskPermits, true,
                     [this](const Ask& ask) { return decide_flow(ask); }});
  routes_.push_back({"GET", "/v1/flows", Action::kReadPermits, false, [this](const Ask& ask) -> Answered {
                       const auto flows = flows_.flows(*ask.asker);
                       if (!flows) return problem_of(flows.error());
                       JsonWriter json;
                       json.begin_object().key("rows").begin_array();
                       for (const DeskFlow& flow : *flows) write(json, flow);
                       json.end_array().end_object();
                       return Answer{200, json.take()};
                     }});
}

}  // namespace tidegate::server
