// One request on its way to a route, and what a route answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/server/http/message.h"
#include "tidegate/server/problem.h"

namespace tidegate::server {

struct Ask {
  const Request& request;
  std::vector<std::string> parameters;  // of the path, decoded
  std::optional<DeskAsker> asker;       // none: the route is open to everybody
  Json body;                            // null where the route takes none
};

struct Answer {
  int status = 200;
  std::string json;          // empty: no content
  std::int64_t version = 0;  // for the ETag; 0: none
  std::vector<std::pair<std::string, std::string>> headers = {};
};
using Answered = std::variant<Answer, Problem>;

inline bool only_reads(std::string_view method) { return method == "GET" || method == "HEAD"; }
// Whether a page of another site sent it, as its own browser says.
bool is_from_elsewhere(const Request& request);

// Of a clock that does not jump, from some moment on: for what is counted against time.
std::int64_t steady_ms();

// "v7" of If-Match. Problems: kVersionNeeded, kMalformed.
std::variant<std::int64_t, Problem> version_of(const Request& request);
// The body as JSON. Texts with a zero in them are refused: neither a database nor a document takes them
// whole. without_fractions: fractions are read as null, else refused. Problems: 415, 413, 400.
std::variant<Json, Problem> json_body(const Request& request, std::size_t most, bool without_fractions);
// `after` and `limit` of the query, which fault_of_query (query.h) has looked at; 50 where none is asked.
DeskPageAsk page_of(const Request& request);

}  // namespace tidegate::server
