// Who asks: by the session of a browser, by a machine's token, by a machine's certificate.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/access/session.h"
#include "tidegate/gate/desk/known_session.h"
#include "tidegate/server/api/api.h"

namespace tidegate::server {
namespace {

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  std::string_view shown = request.header("authorization");
  const bool is_bearer = shown.size() > kScheme.size() &&
                         std::equal(kScheme.begin(), kScheme.end(), shown.begin(), [](char a, char b) {
                           return a == b || (b >= 'A' && b <= 'Z' && a == b - 'A' + 'a');
                         });
  shown.remove_prefix(is_bearer ? kScheme.size() : shown.size());
  return shown;
}

}  // namespace

// A name of its own by TLS, which no page of a neighbouring host can set (RFC 6265bis, "__Host-").
std::string Api::cookie(std::string_view token, std::int64_t expires_ms) const {
  const std::int64_t seconds = std::max<std::int64_t>(0, (expires_ms - clock_.now_ms()) / 1'000);
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{}",
                     options_.is_secure ? "__Host-tidegate" : "tidegate", token, seconds,
                     options_.is_secure ? "; Secure" : "");
}

std::string_view Api::token_of(const Request& request) const {
  return cookie_of(request, options_.is_secure ? "__Host-tidegate" : "tidegate");
}

std::string_view Api::cookie_of(const Request& request, std::string_view name) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::optional<Problem> Api::find_session(const Route& route, Ask& ask, Headers& headers) {
  const std::string_view token = token_of(ask.request);
  auto known = desk_.who_asks(token);
  if (!known) return problem_of(known.error());
  if (!*known) return Problem{ProblemCode::kNotSignedIn, {}, {}, 0};
  if (!only_reads(route.method) &&
      (is_from_elsewhere(ask.request) || !access::is_csrf_of(ask.request.header("x-csrf-token"), token)))
    return Problem{ProblemCode::kCsrf, {}, {}, 0};
  ask.asker = std::move((*known)->asker);
  if (const auto& renewed = (*known)->renewed) {
    headers.emplace_back("Set-Cookie", cookie(renewed->token, renewed->expires_ms));
    headers.emplace_back("X-CSRF-Token", renewed->csrf);
  }
  return std::nullopt;
}

// No page of another site can make a browser send this header: nothing else is asked for (RFC 6750).
std::optional<Problem> Api::find_bearer(Ask& ask, Headers& headers) {
  auto known = machines_.who_bears(bearer_of(ask.request));
  if (!known) return problem_of(known.error());
  if (!*known) {
    headers.emplace_back("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    return Problem{ProblemCode::kNotSignedIn, {}, {}, 0};
  }
  ask.asker = std::move(**known);
  return std::nullopt;
}

// A browser that holds such a certificate would send it for a page of another site too: no page's request is
// taken.
std::optional<Problem> Api::find_holder(const Route& route, Ask& ask) {
  auto known = machines_.who_holds(ask.request.certificate);
  if (!known) return problem_of(known.error());
  if (!*known) return Problem{ProblemCode::kNotSignedIn, {}, {}, 0};
  if (!only_reads(route.method) &&
      (!ask.request.header("origin").empty() || !ask.request.header("sec-fetch-site").empty()))
    return Problem{ProblemCode::kCsrf, {}, {}, 0};
  ask.asker = std::move(**known);
  return std::nullopt;
}

std::string Api::large_for(const Request& head) {
  const Router::Found found = router_.find(head.method, head.path);
  if (found.is_malformed || !found.route) return {};
  const Route& route = routes_[*found.route];
  if (route.path != "/v1/filings/{filing}/papers" || route.method != "POST" || !route.action) return {};
  std::optional<DeskAccount> account;
  const auto take = [&](const Result<std::optional<DeskAsker>>& known) {
    if (known && *known) account = (*known)->account;
  };
  if (!head.header("authorization").empty()) {
    take(machines_.who_bears(bearer_of(head)));
  } else if (const std::string_view token = token_of(head); !token.empty()) {
    const auto known = desk::known_session(desk_.parts(), token, clock_.now_ms());
    if (known && *known) account = (*known)->account;
  } else if (!head.certificate.empty()) {
    take(machines_.who_holds(head.certificate));
  }
  if (!account || account->password_is_due ||
      !access::may({account->id, account->role, account->tenant, account->agency, account->sector},
                   *route.action))
    return {};
  return account->tenant.empty() ? account->id : account->tenant;
}

}  // namespace tidegate::server
