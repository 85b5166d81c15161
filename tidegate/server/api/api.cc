#include "tidegate/server/api/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "tidegate/access/session.h"
#include "tidegate/base/utf8.h"
#include "tidegate/server/api/query.h"
#include "tidegate/server/http/conditional.h"
#include "tidegate/server/http/media_type.h"
#include "tidegate/server/rate_headers.h"

namespace tidegate::server {
namespace {

constexpr std::size_t kMostBody = std::size_t{1} << 20;  // of JSON

constexpr std::int64_t kBurstSeconds = 5;

std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Whether a text of a JSON document holds the escape of U+0000, the one way to write it there.
bool holds_zero(std::string_view json) {
  constexpr std::string_view kZero = "\\u0000";
  for (std::size_t at = json.find(kZero); at != std::string_view::npos; at = json.find(kZero, at + 1)) {
    std::size_t before = at;
    while (before > 0 && json[before - 1] == '\\') --before;
    if ((at - before) % 2 == 0) return true;
  }
  return false;
}

// Whether a text of a JSON document names half of a surrogate pair, as no character is written.
bool holds_half_a_character(std::string_view json) {
  const auto unit_at = [&](std::size_t at) {  // 0: no escape of UTF-16 stands there
    unsigned unit = 0;
    const bool is_escape = at + 6 <= json.size() && json.substr(at, 2) == "\\u";
    const char* const end = json.data() + at + 6;
    return is_escape && std::from_chars(json.data() + at + 2, end, unit, 16).ptr == end ? unit : 0;
  };
  for (std::size_t at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
    const unsigned unit = unit_at(at);
    if (unit >= 0xDC00 && unit <= 0xDFFF) return true;
    const bool is_first = unit >= 0xD800 && unit < 0xDC00;
    if (is_first && (unit_at(at + 6) < 0xDC00 || unit_at(at + 6) > 0xDFFF)) return true;
    at += is_first ? 12 : 2;
  }
  return false;
}

// Why a body cannot be read: of texts that were garbled on their way it is told what they are.
Problem unreadable(std::string_view body, const Error& error) {
  Problem problem = problem_of(error);
  problem.code = ProblemCode::kMalformed;
  problem.pointers = {""};
  if (!is_valid_utf8(body)) {
    problem.detail = {"holds octets that are no UTF-8: its texts were garbled, or are in another encoding",
                      "含有非 UTF-8 字节：文本已损坏，或使用了其他编码"};
  } else if (holds_half_a_character(body)) {
    problem.detail = {"a text holds half of a character, an unpaired \\u escape: it was cut or garbled",
                      "文本含有不成对的 \\u 转义，即半个字符：文本被截断或已损坏"};
  }
  return problem;
}

// Routes whose request names the version that was read; elsewhere If-Match says nothing.
bool takes_version(const Route& route) {
  constexpr std::array<std::string_view, 5> kPaths{
      "/v1/cases/{case}/steps", "/v1/filings/{filing}", "/v1/filings/{filing}/submission",
      "/v1/permits/{permit}/statements", "/v1/permits/{permit}/release"};
  return route.method == "PATCH" || std::find(kPaths.begin(), kPaths.end(), route.path) != kPaths.end();
}

// What is left to an account whose password another chose.
bool waits_for_no_password(const Route& route) {
  return route.path == "/v1/session" || route.path == "/v1/account/password";
}

access::Principal principal_of(const DeskAccount& account) {
  return {account.id, account.role, account.tenant, account.agency, account.sector};
}

}  // namespace

std::int64_t steady_ms() { return steady_us() / 1'000; }

bool is_from_elsewhere(const Request& request) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;
  const std::size_t slashes = origin.find("://");
  return slashes == std::string_view::npos || origin.substr(slashes + 3) != request.header("host");
}

std::variant<std::int64_t, Problem> version_of(const Request& request) {
  const std::string_view tag = request.header("if-match");
  if (tag.empty()) return Problem{ProblemCode::kVersionNeeded, {}, {}, 0};
  if (const auto version = version_in(tag)) return *version;
  return Problem{
      ProblemCode::kMalformed,
      {"If-Match is not an ETag that was given, such as \"v7\"", "If-Match 不是已给出的 ETag，例如 \"v7\""},
      {},
      0};
}

DeskPageAsk page_of(const Request& request) {
  DeskPageAsk page;
  page.after = request.parameter("after");
  const std::string_view limit = request.parameter("limit");
  std::int64_t asked = 0;
  if (std::from_chars(limit.data(), limit.data() + limit.size(), asked).ec == std::errc{} && !limit.empty())
    page.limit = asked;
  return page;
}

std::variant<Json, Problem> json_body(const Request& request, std::size_t most, bool without_fractions) {
  if (!is_json(request.header("content-type"))) {
    return Problem{ProblemCode::kUnsupportedMediaType,
                   {"send JSON in UTF-8, with Content-Type: application/json",
                    "请以 UTF-8 编码的 JSON 提交，Content-Type 为 application/json"},
                   {},
                   0};
  }
  if (request.body.size() > most) return Problem{ProblemCode::kTooLarge, {}, {}, 0};
  if (holds_zero(request.body)) {
    return Problem{
        ProblemCode::kMalformed, {"a text holds the character U+0000", "文本中含有字符 U+0000"}, {""}, 0};
  }
  auto body =
      without_fractions ? parse_json_without_fractions(request.body, "") : parse_json(request.body, "");
  if (body) return std::move(*body);
  return unreadable(request.body, body.error());
}

Api::Api(ZoneDesk& desk, const Clock& clock, ApiOptions options)
    : desk_(desk),
      operations_(desk.parts()),
      cases_(desk.parts()),
      once_(desk.parts()),
      webhooks_(desk.parts(), options.webhooks_reach_this_machine),
      permits_(desk.parts()),
      decisions_(desk.parts()),
      flows_(desk.parts()),
      evidence_(desk.parts(), options.evidence),
      machines_(desk.parts()),
      filings_(desk.parts()),
      recipients_(desk.parts(), filings_),
      clock_(clock),
      options_(options),
      rate_(options.rate, options.rate * kBurstSeconds) {
  add_session_routes();
  add_account_routes();
  add_zone_routes();
  add_operation_routes();
  add_webhook_routes();
  add_permit_routes();
  add_machine_routes();
  add_oidc_routes();
  add_case_routes();
  add_evidence_routes();
  add_filing_routes();
  add_filing_file_routes();
  add_recipient_routes();
  for (std::size_t i = 0; i < routes_.size(); ++i) router_.add(routes_[i].method, routes_[i].path, i);
}

Response Api::refusal(int status) const { return server::answer(problem_of_status(status), Lang::kEn); }

// By what it shows: a token in the header, else the session's cookie, else a certificate in TLS.
std::optional<Problem> Api::find_asker(const Route& route, Ask& ask, Headers& headers) {
  std::optional<Problem> problem;
  if (!ask.request.header("authorization").empty()) {
    problem = find_bearer(ask, headers);
  } else if (ask.request.certificate.empty() || !token_of(ask.request).empty()) {
    problem = find_session(route, ask, headers);
  } else {
    problem = find_holder(route, ask);
  }
  if (problem) return problem;
  if (!access::may(principal_of(ask.asker->account), *route.action))
    return Problem{ProblemCode::kNotAllowed, {}, {}, 0};
  if (ask.asker->account.password_is_due && !waits_for_no_password(route))
    return Problem{ProblemCode::kPasswordDue, {}, {}, 0};
  return std::nullopt;
}

std::optional<Problem> Api::read_body(const Route& route, Ask& ask) const {
  if (!route.takes_body) return std::nullopt;
  auto body = json_body(ask.request, kMostBody, false);
  if (auto* problem = std::get_if<Problem>(&body)) return std::move(*problem);
  ask.body = std::move(std::get<Json>(body));
  return std::nullopt;
}

std::optional<Problem> Api::over_rate(const Route& route, const Ask& ask,
                                      std::vector<std::pair<std::string, std::string>>& headers) {
  if (!rate_.is_on() || !route.path.starts_with("/v1/")) return std::nullopt;
  const unsigned wait_seconds =
      ask.asker ? take_and_say(rate_, "account", ask.asker->account.id, steady_us(), headers)
                : take_and_say(rate_, "peer", "peer " + ask.request.peer, steady_us(), headers);
  if (wait_seconds == 0) return std::nullopt;
  ++over_rate_;
  return Problem{ProblemCode::kTooMany, {}, {}, wait_seconds};
}

Answered Api::answer_route(const Route& route, Ask& ask,
                           std::vector<std::pair<std::string, std::string>>& headers) {
  std::optional<Problem> refused;
  if (route.action) {
    refused = find_asker(route, ask, headers);
  } else if (!only_reads(route.method) && is_from_elsewhere(ask.request)) {
    refused = Problem{ProblemCode::kCsrf, {}, {}, 0};
  }
  if (auto problem = over_rate(route, ask, headers)) return std::move(*problem);
  if (refused) return std::move(*refused);
  if (auto problem = fault_of_query(route.path, ask.request)) return std::move(*problem);
  if (auto problem = read_body(route, ask)) return std::move(*problem);
  if (ask.asker && route.method == "POST" && !ask.request.header("idempotency-key").empty())
    return answer_once(route, ask);
  return route.answer(ask);
}

Response Api::answer(const Request& request, Handled& handled) {
  const Lang lang = language_of(request);
  std::vector<std::pair<std::string, std::string>> headers{
      {"Cache-Control", "no-store"},
      {"X-Content-Type-Options", "nosniff"},
      {"Content-Security-Policy", "default-src 'none'"},
      {"Referrer-Policy", "no-referrer"},
      {"Vary", "Accept-Language, Authorization, Cookie"}};
  if (options_.is_secure) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");  // a year
  const Router::Found found = router_.find(request.method, request.path);
  Answered answered = Problem{ProblemCode::kNotFound, {}, {}, 0};
  if (found.is_malformed) {
    answered = Problem{ProblemCode::kMalformed, {"the path is no path", "路径无效"}, {}, 0};
  } else if (found.route) {
    const Route& route = routes_[*found.route];
    handled.route = route.path;
    handled.method = route.method;
    Ask ask{request, found.parameters, {}, {}};
    answered = answer_route(route, ask, headers);
    if (ask.asker) handled.account = ask.asker->account.id;
  } else if (!found.allowed.empty()) {
    answered = Problem{ProblemCode::kMethodNotAllowed, {}, {}, 0};
    std::string allowed;
    for (const std::string& method : found.allowed) allowed += (allowed.empty() ? "" : ", ") + method;
    headers.emplace_back("Allow", allowed);
  }
  Response response;
  if (auto* problem = std::get_if<Problem>(&answered)) {
    // Of a row that moved on: its ETag was in the request.
    if (problem->code == ProblemCode::kConflict && problem->pointers.empty() && found.route &&
        takes_version(routes_[*found.route]) && !request.header("if-match").empty())
      problem->code = ProblemCode::kChanged;
    response = server::answer(*problem, lang);
  } else {
    Answer& answer = std::get<Answer>(answered);
    response.status = answer.status;
    response.headers = std::move(answer.headers);
    response.body = std::move(answer.json);
    const bool has_type = std::any_of(response.headers.begin(), response.headers.end(),
                                      [](const auto& header) { return header.first == "Content-Type"; });
    if (!response.body.empty() && !has_type)
      response.headers.emplace_back("Content-Type", "application/json");
    if (answer.version != 0) {
      // Of what changed a row the bare version is told: it is for If-Match.
      const bool is_read = response.status == 200 && only_reads(request.method);
      const std::string etag =
          is_read ? entity_tag(answer.version, response.body) : fmt::format("\"v{}\"", answer.version);
      if (is_read && is_held(request, etag)) {
        response.status = 304;
        response.body.clear();
        std::erase_if(response.headers, [](const auto& header) { return header.first == "Content-Type"; });
      }
      response.headers.emplace_back("ETag", etag);
    }
  }
  response.headers.insert(response.headers.end(), headers.begin(), headers.end());
  handled.status = response.status;
  return response;
}

}  // namespace tidegate::server
