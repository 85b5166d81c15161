#include "tidegate/gate/desk/desk_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "tidegate/gate/resources.h"

namespace tidegate::desk {
namespace {

constexpr std::string_view kRules = "desk/cn.json";
constexpr std::string_view kCalendar = "calendars/cn.tsv";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

std::string_view year_of(std::string_view line) { return line.substr(0, line.find('\t')); }

Result<WorkingDays> calendar_of(const std::optional<OwnText>& own) {
  if (!own) return WorkingDays::parse(resource(kCalendar), kCalendar);
  // By itself first, so that what is wrong is told by its own lines.
  if (auto alone = WorkingDays::parse(own->bytes, own->where); !alone) return alone;
  auto whole = WorkingDays::parse(whole_calendar(own->bytes), own->where);
  if (whole) return whole;
  return fail({whole.error().code,
               fmt::format("does not go with the program's lines of other years: {}", whole.error().what),
               own->where, fmt::format("与程序内置的其他年份不相容：{}", whole.error().what_zh)});
}

}  // namespace

std::string whole_calendar(std::string_view own) {
  const std::vector<std::string_view> lines = lines_of(own);
  const auto first = lines.empty() ? lines.begin() : lines.begin() + 1;
  std::set<std::string_view> years;
  for (auto line = first; line != lines.end(); ++line) years.insert(year_of(*line));
  std::string whole;
  const auto put = [&](std::string_view line) { (whole += line) += '\n'; };
  const std::vector<std::string_view> built_in = lines_of(resource(kCalendar));
  for (std::size_t i = 0; i < built_in.size(); ++i) {
    if (i == 0 || !years.contains(year_of(built_in[i]))) put(built_in[i]);
  }
  std::for_each(first, lines.end(), put);
  return whole;
}

Result<DeskLaw> law_of(const std::optional<OwnText>& rules, const std::optional<OwnText>& calendar) {
  auto read =
      rules ? parse_desk_rules(rules->bytes, rules->where) : parse_desk_rules(resource(kRules), kRules);
  if (!read) return fail(std::move(read.error()));
  auto days = calendar_of(calendar);
  if (!days) return fail(std::move(days.error()));
  return DeskLaw{std::move(*read), std::move(*days)};
}

Result<DeskLaw> built_in_law() { return law_of({}, {}); }

}  // namespace tidegate::desk
