// What the zone's operators and auditors look at: whether it lives, and who did what.
#include <charconv>

#include "tidegate/server/api/api.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

std::int64_t number_of(std::string_view text, std::int64_t otherwise) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return text.empty() || error != std::errc{} || end != text.data() + text.size() ? otherwise : number;
}

}  // namespace

void Api::add_zone_routes() {
  // The process answers.
  routes_.push_back({"GET", "/healthz", {}, false, [](const Ask&) -> Answered {
                       return Answer{200, R"({"status":"ok"})"};
                     }});
  // It can do its work: the database answers.
  routes_.push_back({"GET", "/readyz", {}, false, [this](const Ask&) -> Answered {
                       if (auto ready = desk_.ready(); !ready)
                         return Problem{ProblemCode::kUnavailable, {}, {}, 5};
                       return Answer{200, R"({"status":"ready"})"};
                     }});
  routes_.push_back(
      {"GET", "/v1/audit", access::Action::kReadAudit, false, [this](const Ask& ask) -> Answered {
         const auto rows = desk_.audit(*ask.asker, number_of(ask.request.parameter("after"), 0),
                                       number_of(ask.request.parameter("limit"), 50));
         if (!rows) return problem_of(rows.error());
         JsonWriter json;
         json.begin_object().key("rows").begin_array();
         for (const DeskAudit& row : *rows) write(json, row);
         json.end_array();
         if (!rows->empty()) json.key("next").string(std::to_string(rows->back().seq));
         json.end_object();
         return Answer{200, json.take()};
       }});
}

}  // namespace tidegate::server
