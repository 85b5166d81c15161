#include "tidegate/clearance/working_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <sstream>

#include "tidegate/clearance/test_shipped.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Date d(std::string_view text) { return Date::parse(text).value(); }

// The slow, plain twin: reads the file with a stream and asks every single day.
class PlainCalendar {
 public:
  explicit PlainCalendar(const std::string& tsv) {
    std::istringstream in(tsv);
    std::string line;
    std::getline(in, line);
    std::string year, from, to, kind;
    while (std::getline(in, line)) {
      std::istringstream cells(line);
      cells >> year >> from >> to >> kind;
      for (Date day = d(from); day <= d(to); day = day.plus_days(1)) special_[day] = kind == "work";
    }
  }
  bool is_working(Date day) const {
    if (const auto at = special_.find(day); at != special_.end()) return at->second;
    const int since_monday = (((day.days() + 3) % 7) + 7) % 7;
    return since_monday <= 4;
  }
  std::int64_t count(Date from, Date to) const {
    std::int64_t n = 0;
    for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1)) n += is_working(day) ? 1 : 0;
    return n;
  }
  Date after(Date start, std::int64_t n) const {
    while (n > 0) n -= is_working(start = start.plus_days(1)) ? 1 : 0;
    return start;
  }
  Date before(Date end, std::int64_t n) const {
    while (n > 0) n -= is_working(end = end.plus_days(-1)) ? 1 : 0;
    return end;
  }

 private:
  std::map<Date, bool> special_;
};

TEST(WorkingDays, TheShippedCalendarHasTheNoticesOf2022To2026) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_THAT(cn.years(), ElementsAre(2022, 2023, 2024, 2025, 2026));
  EXPECT_EQ(cn.source(2026), "国办发明电〔2025〕7号");
  EXPECT_EQ(cn.source(2027), "");
}

// Totals as the yearly notices add up: weekdays less days off, plus days made up.
TEST(WorkingDays, AYearHasItsNumberOfWorkingDays) {
  const WorkingDays cn = shipped_calendar();
  const std::map<int, std::int64_t> totals{{2022, 249}, {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  for (const auto& [year, days] : totals) {
    EXPECT_EQ(cn.count(Date::of(year - 1, 12, 31).value(), Date::of(year, 12, 31).value()).days, days)
        << year;
  }
}

TEST(WorkingDays, AMadeUpSundayIsAWorkingDayAndAHolidayMondayIsNot) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_TRUE(cn.is_working(d("2026-02-14")));   // Saturday, made up
  EXPECT_FALSE(cn.is_working(d("2026-02-16")));  // Monday, Spring Festival
  EXPECT_FALSE(cn.is_working(d("2022-12-31")));  // Saturday of the next year's notice
  EXPECT_TRUE(cn.is_working(d("2023-01-03")));
  EXPECT_TRUE(cn.is_working(d("2024-02-09")));  // New Year's Eve 2024: leave was encouraged, not given
}

TEST(WorkingDays, FiveWorkingDaysFromBeforeTheSpringFestivalEndAfterIt) {
  const WorkingDays cn = shipped_calendar();
  // Thursday 12 February 2026: Friday 13, made-up Saturday 14, then the 24th, 25th, 26th.
  EXPECT_EQ(cn.after(d("2026-02-12"), 5), (DayAnswer{d("2026-02-26"), false}));
  EXPECT_EQ(cn.before(d("2026-02-27"), 5), (DayAnswer{d("2026-02-13"), false}));
  EXPECT_EQ(cn.count(d("2026-02-12"), d("2026-02-26")), (DayCount{5, false}));
}

TEST(WorkingDays, AYearWithoutItsNoticeIsEstimated) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_TRUE(cn.after(d("2026-12-01"), 45).estimated);
  EXPECT_FALSE(cn.after(d("2026-11-02"), 20).estimated);
  EXPECT_TRUE(cn.count(d("2021-12-01"), d("2022-02-01")).estimated);
  // The last days of December may be moved by a notice that is not out.
  EXPECT_FALSE(cn.is_settled(d("2026-12-28")));
  EXPECT_TRUE(cn.is_settled(d("2026-12-27")));
  EXPECT_TRUE(cn.is_settled(d("2025-12-31")));
  EXPECT_TRUE(WorkingDays().after(d("2026-03-02"), 5).estimated);
}

TEST(WorkingDays, TheFastArithmeticAgreesWithItsPlainTwinOnEveryDay) {
  const WorkingDays cn = shipped_calendar();
  const PlainCalendar plain(shipped_file("calendars/cn.tsv"));
  std::int64_t running = 0;
  const Date origin = d("2021-11-01");
  for (Date day = origin; day < d("2027-03-01"); day = day.plus_days(1)) {
    ASSERT_EQ(cn.is_working(day), plain.is_working(day)) << day.str();
    running += day > origin && plain.is_working(day) ? 1 : 0;
    ASSERT_EQ(cn.count(origin, day).days, running) << day.str();
  }
}

TEST(WorkingDays, AddingTakingAwayAndCountingAgreeWithTheTwin) {
  const WorkingDays cn = shipped_calendar();
  const PlainCalendar plain(shipped_file("calendars/cn.tsv"));
  EXPECT_TRUE(rc::check([&] {
    const Date start = Date::from_days(*rc::gen::inRange(18'900, 21'000));
    const std::int64_t n = *rc::gen::inRange(0, 200);
    RC_ASSERT(cn.after(start, n).day == plain.after(start, n));
    RC_ASSERT(cn.before(start, n).day == plain.before(start, n));
    const Date other = start.plus_days(*rc::gen::inRange(0, 500));
    RC_ASSERT(cn.count(start, other).days == plain.count(start, other));
    RC_ASSERT(cn.count(start, cn.after(start, n).day).days == n);
  }));
}

TEST(WorkingDays, ABrokenCalendarIsRefusedByLine) {
  const std::string header = "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n";
  const auto refused = [&](const std::string& lines) {
    const auto parsed = WorkingDays::parse(header + lines, "c.tsv");
    return parsed ? std::string("taken") : parsed.error().where + " " + parsed.error().what;
  };
  EXPECT_THAT(
      refused("2026\t2026-01-01\t2026-01-03\toff\ta\tb\tn\n2026\t2026-01-03\t2026-01-03\twork\ta\tb\tn\n"),
      HasSubstr("c.tsv:3 2026-01-03 is named twice"));
  EXPECT_THAT(refused("2026\t2026-01-01\t2026-01-03\toff\ta\tb\t\n"), HasSubstr("source is empty"));
  EXPECT_THAT(refused("2026\t2025-01-01\t2025-01-03\toff\ta\tb\tn\n"), HasSubstr("does not lie in the year"));
  EXPECT_THAT(refused("2026\t2026-01-03\t2026-01-01\toff\ta\tb\tn\n"), HasSubstr("no span"));
  EXPECT_THAT(refused("2026\t2026-02-30\t2026-03-01\toff\ta\tb\tn\n"), HasSubstr("no day"));
  EXPECT_THAT(refused("2026\t2026-01-01\t2026-01-03\tfree\ta\tb\tn\n"), HasSubstr("neither off nor work"));
  EXPECT_THAT(refused("2026\t2026-01-01\n"), HasSubstr("2 columns"));
  EXPECT_THAT(
      refused("2026\t2026-01-01\t2026-01-01\toff\ta\tb\tn\n2026\t2026-02-01\t2026-02-01\toff\ta\tb\tm\n"),
      HasSubstr("two sources"));
  EXPECT_FALSE(WorkingDays::parse("\xff", "c.tsv"));
  EXPECT_FALSE(WorkingDays::parse("", "c.tsv"));
}

TEST(WorkingDays, ADayInChinaBeginsAtSixteenOClockUtc) {
  EXPECT_EQ(day_in_china(0), d("1970-01-01"));
  EXPECT_EQ(day_in_china(16 * 3'600'000), d("1970-01-02"));
  EXPECT_EQ(day_in_china(16 * 3'600'000 - 1), d("1970-01-01"));
  EXPECT_EQ(day_in_china(-8 * 3'600'000 - 1), d("1969-12-31"));
  EXPECT_EQ(start_in_china_ms(d("1970-01-02")), 16 * 3'600'000);
}

}  // namespace
}  // namespace tidegate
