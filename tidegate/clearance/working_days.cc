#include "tidegate/clearance/working_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/utf8.h"
#include "tidegate/clearance/statutory_days.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 7> kColumns{"year",    "from",    "to",    "kind",
                                                   "name_zh", "name_en", "source"};
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kChinaMs = 8 * 3'600'000;
constexpr int kLongestSpan = 31;  // days

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// 0 Monday .. 6 Sunday. 1970-01-01 was a Thursday.
std::int64_t weekday(std::int64_t day) { return day + 3 - 7 * floor_div(day + 3, 7); }
bool is_weekday(std::int64_t day) { return weekday(day) < 5; }
// Weekdays from the Monday before 1970-01-01 up to and with a day.
std::int64_t weekdays_through(std::int64_t day) {
  return 5 * floor_div(day + 3, 7) + std::min<std::int64_t>(weekday(day) + 1, 5);
}

std::vector<std::string_view> cut(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

struct Span {
  int year = 0;
  Date from;
  Date to;  // inclusive, as notices say it
  bool works = false;
  std::string source;
};

// One line; the error's clause when it is wrong.
Result<Span> parse_span(std::string_view line) {
  const auto wrong = [](std::string en, std::string zh) {
    return fail({ErrorCode::kMalformed, std::move(en), {}, std::move(zh)});
  };
  const std::vector<std::string_view> values = cut(line, '\t');
  if (values.size() != kColumns.size()) {
    return wrong(fmt::format("{} columns instead of {}", values.size(), kColumns.size()),
                 fmt::format("有 {} 列，应为 {} 列", values.size(), kColumns.size()));
  }
  Span span;
  const auto [end, code] = std::from_chars(values[0].data(), values[0].data() + values[0].size(), span.year);
  if (code != std::errc{} || end != values[0].data() + values[0].size() || span.year < 1950 ||
      span.year > 9000) {
    return wrong("year is not a number from 1950 to 9000", "year 不是 1950 至 9000 的数");
  }
  const auto from = Date::parse(values[1]);
  const auto to = Date::parse(values[2]);
  if (!from || !to) return wrong("from or to is no day YYYY-MM-DD", "from 或 to 不是 YYYY-MM-DD 的日期");
  if (*to < *from || to->days() - from->days() >= kLongestSpan) {
    return wrong(
        fmt::format("from {} to {} is no span of 1 to {} days", from->str(), to->str(), kLongestSpan),
        fmt::format("{} 至 {} 不是 1 至 {} 天的区间", from->str(), to->str(), kLongestSpan));
  }
  // A notice reaches into the last days of the year before it (New Year, and days made up for it) and never
  // beyond its own.
  if (to->year() > span.year || from->plus_days(kLongestSpan).year() < span.year) {
    return wrong(fmt::format("the span does not lie in the year {}", span.year),
                 fmt::format("区间不在 {} 年内", span.year));
  }
  if (values[3] != "off" && values[3] != "work") {
    return wrong("kind is neither off nor work", "kind 既不是 off 也不是 work");
  }
  if (values[6].empty()) return wrong("source is empty", "source 为空");
  span.from = *from;
  span.to = *to;
  span.works = values[3] == "work";
  span.source = values[6];
  return span;
}

Error at_line(Error error, std::string_view where, std::size_t line) {
  error.where = fmt::format("{}:{}", where, line);
  return error;
}

}  // namespace

Result<WorkingDays> WorkingDays::parse(std::string_view tsv, std::string_view where) {
  if (valid_utf8(tsv) != tsv) {
    return fail({ErrorCode::kMalformed, "the file is not UTF-8", std::string(where), "文件不是 UTF-8"});
  }
  std::vector<std::string_view> lines = cut(tsv, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  if (lines.size() > kMostCalendarLines) {
    return fail({ErrorCode::kLimit, fmt::format("more than {} lines", kMostCalendarLines), std::string(where),
                 fmt::format("超过 {} 行", kMostCalendarLines)});
  }
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);  // as spreadsheets end them
  }
  const std::string header = fmt::format("{}", fmt::join(kColumns, "\t"));
  if (lines.empty() || lines[0] != header) {
    const std::string columns = fmt::format("{}", fmt::join(kColumns, " "));
    return fail({ErrorCode::kMalformed,
                 fmt::format("the header is not that of a calendar: {}, a tab between two of them", columns),
                 fmt::format("{}:1", where),
                 fmt::format("表头不是日历文件的表头：{}，两列之间为制表符", columns)});
  }
  WorkingDays calendar;
  std::map<std::int32_t, bool> days;
  std::map<int, std::string> notices;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    auto span = parse_span(lines[i]);
    if (!span) return fail(at_line(span.error(), where, i + 1));
    auto& source = notices.try_emplace(span->year, span->source).first->second;
    if (source != span->source) {
      return fail(at_line({ErrorCode::kMalformed,
                           fmt::format("{} has two sources", span->year),
                           {},
                           fmt::format("{} 年有两个来源", span->year)},
                          where, i + 1));
    }
    for (std::int32_t day = span->from.days(); day <= span->to.days(); ++day) {
      if (!days.try_emplace(day, span->works).second) {
        return fail(at_line({ErrorCode::kMalformed,
                             fmt::format("{} is named twice", Date::from_days(day).str()),
                             {},
                             fmt::format("{} 出现两次", Date::from_days(day).str())},
                            where, i + 1));
      }
    }
  }
  for (auto& [year, source] : notices) calendar.notices_.push_back({year, std::move(source)});
  calendar.count_by(days);
  calendar.hash_ = sha256_hex(tsv);
  return calendar;
}

WorkingDays::WorkingDays() { count_by({}); }

// named  days that a notice names, and whether they are worked.
void WorkingDays::count_by(const std::map<std::int32_t, bool>& named) {
  using Days = std::vector<std::pair<std::int32_t, bool>>;
  const auto by_day = [](const auto& a, const auto& b) { return a.first < b.first; };
  const auto is_same = [](const auto& a, const auto& b) { return a.first == b.first; };
  // What a notice names stays: it stands first among equals.
  const auto counting = [&](std::vector<Date> (*off_in)(int)) {
    Days days(named.begin(), named.end());
    for (int year = kFirstStatutoryYear; year <= kLastStatutoryYear; ++year) {
      // A year whose notice was typed in by half has its fixed holidays all the same.
      const auto off = source(year).empty() ? off_in : statutory_days;
      for (const Date day : off(year)) days.emplace_back(day.days(), false);
    }
    std::stable_sort(days.begin(), days.end(), by_day);
    days.erase(std::unique(days.begin(), days.end(), is_same), days.end());
    return Counting(days);
  };
  likely_ = counting(statutory_days);
  fewest_ = counting(days_in_reach);
}

WorkingDays::Counting::Counting(const std::vector<std::pair<std::int32_t, bool>>& days) {
  std::int32_t sum = 0;
  for (const auto& [day, works] : days) {
    if (works == is_weekday(day)) continue;
    sum += works ? 1 : -1;
    exceptions_.push_back({day, sum, works});
  }
}

bool WorkingDays::Counting::is_working(Date day) const {
  const auto at = std::lower_bound(exceptions_.begin(), exceptions_.end(), day.days(),
                                   [](const Exception& e, std::int32_t d) { return e.day < d; });
  if (at != exceptions_.end() && at->day == day.days()) return at->works;
  return is_weekday(day.days());
}

bool WorkingDays::is_working(Date day) const { return likely_.is_working(day); }

std::string_view WorkingDays::source(int year) const {
  const auto at = std::lower_bound(notices_.begin(), notices_.end(), year,
                                   [](const Notice& n, int y) { return n.year < y; });
  return at != notices_.end() && at->year == year ? std::string_view(at->source) : std::string_view();
}

std::vector<int> WorkingDays::years() const {
  std::vector<int> years;
  for (const Notice& notice : notices_) years.push_back(notice.year);
  return years;
}

bool WorkingDays::is_settled(Date day) const {
  if (source(day.year()).empty()) return false;
  const bool may_still_move = day.month() == 12 && day.day() >= 28;
  return !may_still_move || !source(day.year() + 1).empty();
}

bool WorkingDays::spans_unsettled(Date from, Date to) const {
  if (to < from) return false;
  for (int year = from.year(); year < to.year(); ++year) {
    if (source(year).empty()) return true;
  }
  return !is_settled(to) || !is_settled(from);
}

std::int64_t WorkingDays::Counting::through(std::int64_t day) const {
  const auto next = std::upper_bound(exceptions_.begin(), exceptions_.end(), day,
                                     [](std::int64_t d, const Exception& e) { return d < e.day; });
  return weekdays_through(day) + (next == exceptions_.begin() ? 0 : std::prev(next)->sum);
}

Date WorkingDays::Counting::after(Date start, std::int64_t n) const {
  const std::int64_t wanted = through(start.days()) + n;
  std::int64_t low = start.days();  // through(low) < wanted
  std::int64_t high = low + 1;
  for (std::int64_t step = n; through(high) < wanted; step *= 2) high += step;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (through(middle) < wanted ? low : high) = middle;
  }
  return Date::from_days(static_cast<std::int32_t>(high));
}

Date WorkingDays::Counting::before(Date end, std::int64_t n) const {
  // The first day that leaves n working days from itself up to the day before `end`.
  const std::int64_t wanted = through(end.days() - 1) - n;  // through(day - 1) == wanted
  std::int64_t high = end.days();                           // through(high) > wanted, or high is `end`
  std::int64_t low = high - 1;
  for (std::int64_t step = n; through(low) > wanted; step *= 2) low -= step;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (through(middle) > wanted ? high : low) = middle;
  }
  return Date::from_days(static_cast<std::int32_t>(high));
}

DayCount WorkingDays::count(Date from, Date to) const {
  if (to <= from) return {};
  return {likely_.through(to.days()) - likely_.through(from.days()), spans_unsettled(from.plus_days(1), to),
          fewest_.through(to.days()) - fewest_.through(from.days())};
}

DayAnswer WorkingDays::after(Date start, std::int64_t n) const {
  TIDEGATE_CHECK(n >= 0 && n <= kMostWorkingDays);
  if (n == 0) return {start, false, start};
  const Date day = likely_.after(start, n);
  return {day, spans_unsettled(start.plus_days(1), day), fewest_.after(start, n)};
}

DayAnswer WorkingDays::before(Date end, std::int64_t n) const {
  TIDEGATE_CHECK(n >= 0 && n <= kMostWorkingDays);
  if (n == 0) return {end, false, end};
  const Date day = likely_.before(end, n);
  return {day, spans_unsettled(day, end.plus_days(-1)), fewest_.before(end, n)};
}

Date day_in_china(std::int64_t at_ms) {
  return Date::from_days(static_cast<std::int32_t>(floor_div(at_ms + kChinaMs, kDayMs)));
}

std::int64_t start_in_china_ms(Date day) { return std::int64_t{day.days()} * kDayMs - kChinaMs; }

}  // namespace tidegate
