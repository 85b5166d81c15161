#include "tidegate/server/api/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/server/api/ask.h"
#include "tidegate/terms/case.h"

namespace tidegate::server {
namespace {

bool is_number(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
}
bool is_limit(std::string_view text) { return is_number(text, 1, 200); }
bool is_position(std::string_view text) { return is_number(text, 0, INT64_MAX); }
bool is_truth(std::string_view text) { return text == "true" || text == "false"; }
bool is_lane(std::string_view text) {
  return text == "green" || text == "blue" || text == "yellow" || text == "red";
}
bool is_assignee(std::string_view text) { return text == "me" || text == "none"; }
bool is_policy(std::string_view text) { return text == "policy"; }
bool is_answered_or_not(std::string_view text) { return text == "open" || text == "answered"; }
bool is_state(std::string_view text) {
  for (std::size_t i = 0; i < kCaseStateCount; ++i) {
    if (text == to_string(static_cast<CaseState>(i))) return true;
  }
  return false;
}

constexpr std::string_view kCases = "/v1/cases";
constexpr std::string_view kSteps = "/v1/cases/{case}/steps";
constexpr std::string_view kEvidence = "/v1/cases/{case}/evidence";
constexpr std::string_view kAudit = "/v1/audit";
constexpr std::string_view kContests = "/v1/contests";
constexpr std::array<std::string_view, 12> kPaged{
    kCases,        kContests,      kSteps,         kEvidence,
    kAudit,        "/v1/accounts", "/v1/firms",    "/v1/machines",
    "/v1/permits", "/v1/filings",  "/v1/webhooks", "/v1/webhooks/{webhook}/deliveries"};

struct Rule {
  std::string_view route;  // empty: of all in kPaged
  std::string_view name;
  bool (*is_one)(std::string_view);
  std::string_view en, zh;  // what it may be
};
constexpr std::array<Rule, 10> kRules{{
    {{}, "limit", &is_limit, "a whole number from 1 to 200", "1 至 200 的整数"},
    {kSteps, "after", &is_position, "a whole number from 0", "不小于 0 的整数"},
    {kEvidence, "after", &is_position, "a whole number from 0", "不小于 0 的整数"},
    {kAudit, "after", &is_position, "a whole number from 0", "不小于 0 的整数"},
    {kCases, "lane", &is_lane, "one of green, blue, yellow, red", "green、blue、yellow、red 之一"},
    {kCases, "state", &is_state, "the name of a case's state, such as under_assessment",
     "案件状态的名称，例如 under_assessment"},
    {kCases, "assignee", &is_assignee, "me or none", "me 或 none"},
    {kContests, "level", &is_policy, "policy", "policy"},
    {kContests, "state", &is_answered_or_not, "open or answered", "open 或 answered"},
    {kCases, "is_open", &is_truth, "true or false", "true 或 false"},
}};

bool has(std::string_view route, const Rule& rule) {
  if (!rule.route.empty()) return rule.route == route;
  return std::find(kPaged.begin(), kPaged.end(), route) != kPaged.end();
}

Problem malformed(std::string en, std::string zh) {
  return {ProblemCode::kMalformed, {std::move(en), std::move(zh)}, {}, 0};
}

}  // namespace

std::optional<Problem> fault_of_query(std::string_view route, const Request& request) {
  if (!only_reads(request.method)) return std::nullopt;
  for (const Rule& rule : kRules) {
    if (!has(route, rule)) continue;
    int times = 0;
    for (const auto& [name, value] : request.query) {
      if (name != rule.name || value.empty()) continue;
      if (++times > 1)
        return malformed(fmt::format("{} is asked twice", name), fmt::format("参数 {} 重复", name));
      if (!rule.is_one(value))
        return malformed(fmt::format("{} is {}", name, rule.en),
                         fmt::format("参数 {} 须为{}", name, rule.zh));
    }
  }
  return std::nullopt;
}

}  // namespace tidegate::server
