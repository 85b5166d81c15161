#include "tidegate/clearance/clocks.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/clearance/machine.h"

namespace tidegate {
namespace {

Text clock_words(ClockKind kind) {
  switch (kind) {
    case ClockKind::kCompleteness:
      return {"completeness check ends", "完备性查验到期"};
    case ClockKind::kAcceptance:
      return {"decision on acceptance is due", "受理决定到期"};
    case ClockKind::kAssessment:
      return {"assessment ends", "评估到期"};
    case ClockKind::kFilingCheck:
      return {"check of the filing ends", "备案查验到期"};
    case ClockKind::kSupplement:
      return {"supplements are due", "补充材料到期"};
  }
  return {};
}

void add_clocks(const Case& c, const WorkingDays& calendar, std::int64_t now_ms, std::vector<Deadline>& out) {
  for (const CaseClock& clock : c.clocks) {
    if (clock.ended_ms) continue;
    const ClockReading reading = read_clock(clock, calendar, now_ms);
    if (!reading.due) continue;
    out.push_back({std::string(to_string(clock.kind)), clock_words(clock.kind), *reading.due,
                   reading.estimated, reading.furthest, false, clock.source});
  }
}

void add_after_decision(const Case& c, const DeskRules& rules, const WorkingDays& calendar, Date today,
                        std::vector<Deadline>& out) {
  const Decision& decision = c.decisions.back();
  const bool is_assessment = family_of(c.filing().route) == RouteFamily::kAssessment;
  if (is_assessment && !c.reviewed && decision.kind != DecisionKind::kTerminated) {
    const DayAnswer last = review_due(decision.decided_on, rules, calendar);
    if (today <= last.furthest) {
      out.push_back({"review",
                     {"last day to ask for a review", "申请复评的最后一日"},
                     last.day,
                     last.estimated,
                     last.furthest,
                     true,
                     "CN-SAM-2022 art.13"});
    }
  }
  if (!decision.valid_until) return;
  const DayAnswer opens = extension_opens(*decision.valid_until, rules, calendar);
  if (today <= opens.day) {
    out.push_back({"extension_opens",
                   {"first day to apply for an extension", "可以申请延长有效期的第一日"},
                   opens.day,
                   opens.estimated,
                   opens.furthest,
                   true,
                   "CN-PPR-2024 art.9"});
  }
  if (today < *decision.valid_until) {
    out.push_back({"expires",
                   {"last day of validity", "有效期最后一日"},
                   decision.valid_until->plus_days(-1),
                   false,
                   decision.valid_until->plus_days(-1),
                   true,
                   "CN-PPR-2024 art.9"});
  }
}

}  // namespace

ClockReading read_clock(const CaseClock& clock, const WorkingDays& calendar, std::int64_t now_ms) {
  const std::int64_t end_ms = std::max(clock.ended_ms.value_or(now_ms), clock.started_ms);
  ClockReading reading;
  reading.kind = clock.kind;
  reading.allowed_days = clock.working_days + clock.extended_days;
  reading.source = clock.source;
  reading.is_ended = clock.ended_ms.has_value();
  reading.real_ms = end_ms - clock.started_ms;
  Date runs_from = day_in_china(clock.started_ms);
  std::int64_t least_used = 0;
  std::optional<DayAnswer> missed;
  const auto last_day = [&] {
    const auto left = [&](std::int64_t used) {
      return std::clamp<std::int64_t>(reading.allowed_days - used, 0, kMostWorkingDays);
    };
    DayAnswer last = calendar.after(runs_from, left(reading.used_days));
    last.furthest = calendar.after(runs_from, left(least_used)).furthest;
    return last;
  };
  for (const ClockStop& stop : clock.stops) {
    const Date stopped_on = day_in_china(stop.from_ms);
    const DayCount ran = calendar.count(runs_from, stopped_on);
    if (const DayAnswer last = last_day(); !missed && last.day < stopped_on) missed = last;
    const std::int64_t until_ms = std::max(stop.to_ms.value_or(end_ms), stop.from_ms);
    const Date resumed_on = day_in_china(until_ms);
    const DayCount waited = calendar.count(stopped_on, resumed_on);
    reading.used_days += ran.days;
    least_used += ran.least;
    reading.waiting_days += waited.days;
    reading.real_waiting_ms += until_ms - stop.from_ms;
    reading.estimated |= ran.estimated || waited.estimated;
    reading.is_stopped = !stop.to_ms && !reading.is_ended;
    runs_from = resumed_on;
  }
  if (!reading.is_stopped) {
    const DayCount ran = calendar.count(runs_from, day_in_china(end_ms));
    const DayAnswer due = missed ? *missed : last_day();
    reading.used_days += ran.days;
    reading.estimated |= ran.estimated || due.estimated;
    reading.due = due.day;
    reading.furthest = due.furthest;
  }
  reading.over_days = std::max<std::int64_t>(0, reading.used_days - reading.allowed_days);
  return reading;
}

std::vector<Deadline> deadlines(const Case& c, const DeskRules& rules, const WorkingDays& calendar,
                                std::int64_t now_ms) {
  std::vector<Deadline> out;
  const Date today = day_in_china(now_ms);
  add_clocks(c, calendar, now_ms, out);
  if (c.has_open_supplement() && !c.is_closed()) {
    const SupplementRequest& round = c.supplements.back();
    const DayAnswer due = supplement_due(round, rules, calendar);
    out.push_back({"supplement", clock_words(ClockKind::kSupplement), due.day, due.estimated, due.furthest,
                   true, "the desk's rules"});
  }
  for (const Contest& contest : c.contests) {
    if (contest.answer || c.is_settled_by_review(contest)) continue;
    const DayAnswer due = contest_due(contest, rules, calendar);
    out.push_back({"contest",
                   {"written answer to a contest is due", "异议书面答复到期"},
                   due.day,
                   due.estimated,
                   due.furthest,
                   false,
                   "the desk's rules"});
  }
  if (!c.decisions.empty() && c.is_closed()) add_after_decision(c, rules, calendar, today, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const Deadline& a, const Deadline& b) { return a.due < b.due; });
  return out;
}

DayAnswer supplement_due(const SupplementRequest& round, const DeskRules& rules,
                         const WorkingDays& calendar) {
  const DayAnswer told{round.due, false, round.due};
  // An older program kept the day alone. What it had estimated is counted by today's rules.
  const std::int64_t kept = round.estimated ? rules.supplement_days : 0;
  const std::int64_t days = round.working_days != 0 ? round.working_days : kept;
  if (days == 0) return told;
  DayAnswer due = calendar.after(day_in_china(round.asked_ms), days);
  due.day = std::max(due.day, told.day);
  due.furthest = std::max(due.furthest, told.day);
  return due;
}

DayAnswer contest_due(const Contest& contest, const DeskRules& rules, const WorkingDays& calendar) {
  const std::int64_t kept = contest.what.estimated ? rules.contest_days(contest.what.level) : 0;
  const std::int64_t days = contest.what.working_days != 0 ? contest.what.working_days : kept;
  if (days == 0) return {contest.what.due, false, contest.what.due};
  return calendar.after(day_in_china(contest.opened_ms), days);
}

Text of_estimate(const DayAnswer& day) {
  if (!day.estimated) return {};
  if (day.furthest == day.day)
    return {" (estimated: the holiday notice of a year is not out)", "（暂估：有年度的放假安排尚未公布）"};
  return {
      fmt::format(" (estimated: the holiday notice of a year is not out; it could move that day as far as "
                  "{}, and only that one counts against the firm)",
                  day.furthest.str()),
      fmt::format(
          "（暂估：有年度的放假安排尚未公布，该日期最远可能变动至 {}，不利于申报单位的处理以后者为准）",
          day.furthest.str())};
}

DayAnswer contract_filing_due(Date effective, const DeskRules& rules, const WorkingDays& calendar) {
  return calendar.after(effective, rules.contract_filing_days);
}

DayAnswer review_due(Date decided_on, const DeskRules& rules, const WorkingDays& calendar) {
  return calendar.after(decided_on, rules.review_days);
}

DayAnswer extension_opens(Date expires, const DeskRules& rules, const WorkingDays& calendar) {
  return calendar.before(expires, rules.extension_window_days);
}

Date months_after(Date day, std::int64_t months) {
  const std::int64_t month = day.year() * 12 + day.month() - 1 + months;
  const int year = static_cast<int>(month / 12);
  const int of_year = static_cast<int>(month % 12) + 1;
  if (const auto same = Date::of(year, of_year, day.day())) return *same;
  // No such day in that month: its last day is the last one that holds.
  return of_year == 12 ? Date::of(year + 1, 1, 1).value() : Date::of(year, of_year + 1, 1).value();
}

}  // namespace tidegate
