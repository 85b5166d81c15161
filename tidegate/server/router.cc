#include "tidegate/server/router.h"

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/server/http/message.h"

namespace tidegate::server {
namespace {

constexpr std::string_view kAny = "{}";
constexpr std::size_t kMostSegments = 16;

// "/v1/cases" -> v1, cases; of "/" none. More than kMostSegments: no path of ours.
std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> out;
  if (!path.starts_with('/')) return {std::string_view()};
  path.remove_prefix(1);
  while (!path.empty() && out.size() <= kMostSegments) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, slash));
    path.remove_prefix(slash);
    if (path == "/") out.emplace_back();
    if (!path.empty()) path.remove_prefix(1);
  }
  return out;
}

bool is_text(std::string_view segment) {
  return valid_utf8(segment) == segment && std::none_of(segment.begin(), segment.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20;
         });
}

}  // namespace

void Router::add(std::string_view method, std::string_view path_template, std::size_t route) {
  Route added{std::string(method), {}, route};
  for (const std::string_view segment : segments_of(path_template)) {
    TIDEGATE_CHECK(!segment.empty());
    added.segments.emplace_back(segment.starts_with('{') ? kAny : segment);
  }
  for (const Route& known : routes_)
    TIDEGATE_CHECK(known.method != added.method || known.segments != added.segments);
  routes_.push_back(std::move(added));
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  Found found;
  std::vector<std::string> asked;
  for (const std::string_view segment : segments_of(path)) {
    found.is_malformed =
        found.is_malformed || !percent_decoded(segment, asked.emplace_back()) || !is_text(asked.back());
  }
  if (found.is_malformed) return found;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  const Route* best = nullptr;
  std::size_t best_words = 0;  // of the template: "/accounts/me" before "/accounts/{account}"
  for (const Route& route : routes_) {
    if (route.segments.size() != asked.size()) continue;
    std::size_t words = 0;
    const bool fits =
        std::equal(asked.begin(), asked.end(), route.segments.begin(), [&](const auto& a, const auto& r) {
          words += r == kAny ? 0 : 1;
          return r == kAny ? !a.empty() : a == r;
        });
    if (!fits) continue;
    found.allowed.push_back(route.method);
    if (route.method != wanted || (best != nullptr && words <= best_words)) continue;
    best = &route;
    best_words = words;
  }
  if (best == nullptr) return found;
  found.allowed.clear();
  found.route = best->route;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (best->segments[i] == kAny) found.parameters.push_back(std::move(asked[i]));
  }
  return found;
}

}  // namespace tidegate::server
