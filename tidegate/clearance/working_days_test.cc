#include "tidegate/clearance/working_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tidegate/clearance/statutory_days.h"
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
    // Of the years around the notices, by the calendar on the wall.
    for (const char* fixed :
         {"2020-10-01", "2020-10-02", "2020-10-03", "2021-01-01", "2021-05-01", "2021-10-01", "2021-10-02",
          "2021-10-03", "2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-04-05",
          "2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03",
          "2028-01-01", "2028-01-25", "2028-01-26", "2028-01-27", "2028-01-28", "2028-04-04", "2028-05-01",
          "2028-05-02", "2028-05-28", "2028-10-01", "2028-10-02", "2028-10-03", "2029-01-01"}) {
      special_[d(fixed)] = false;
    }
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
  EXPECT_EQ(cn.after(d("2026-02-12"), 5), (DayAnswer{d("2026-02-26"), false, d("2026-02-26")}));
  EXPECT_EQ(cn.before(d("2026-02-27"), 5), (DayAnswer{d("2026-02-13"), false, d("2026-02-13")}));
  EXPECT_EQ(cn.count(d("2026-02-12"), d("2026-02-26")), (DayCount{5, false, 5}));
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

// The regulation's own days of the years whose notices are known: each notice gives them off.
TEST(WorkingDays, EveryNoticeGivesOffWhatTheRegulationFixesAndReachesNoFurther) {
  const WorkingDays cn = shipped_calendar();
  for (int year = 2022; year <= 2026; ++year) {
    const std::vector<Date> fixed = statutory_days(year);
    EXPECT_EQ(fixed.size(), year < 2025 ? 11U : 13U) << year;
    for (const Date day : fixed) EXPECT_FALSE(cn.is_working(day)) << day.str();
    const std::vector<Date> reach = days_in_reach(year);
    const Date last = Date::of(year, 12, 27).value();
    for (Date day = Date::of(year - 1, 12, 28).value(); day <= last; day = day.plus_days(1)) {
      const bool is_weekday = (day.days() + 3) % 7 < 5;
      if (!is_weekday || cn.is_working(day)) continue;
      EXPECT_TRUE(std::binary_search(reach.begin(), reach.end(), day)) << day.str();
    }
  }
}

TEST(WorkingDays, FixedHolidaysAreNeverWorkingDays) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_EQ(cn.after(d("2026-12-31"), 1).day, d("2027-01-04"));  // Friday 1 January 2027
  for (const char* day : {"2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2028-10-03", "2099-10-01"})
    EXPECT_FALSE(cn.is_working(d(day))) << day;
  EXPECT_FALSE(cn.is_working(d("2027-02-05"))) << "a Friday: the eve of the Spring Festival";
  EXPECT_FALSE(cn.is_working(d("2030-02-04"))) << "a Monday: its second day";
  EXPECT_FALSE(cn.is_working(d("2027-09-15"))) << "Mid-Autumn";
  EXPECT_FALSE(WorkingDays().is_working(d("2027-10-01")));
  EXPECT_TRUE(statutory_days(2101).empty());
  EXPECT_EQ(statutory_days(2061).size(), 6U) << "its lunar days are not tabled";
}

// The estimate, and how far a notice that is not out could still move it.
TEST(WorkingDays, AnEstimateSaysHowFarANoticeCouldMoveIt) {
  const WorkingDays cn = shipped_calendar();
  const DayAnswer last = cn.after(d("2026-12-19"), 10);
  EXPECT_EQ(last, (DayAnswer{d("2027-01-04"), true, d("2027-01-11")}));
  const DayAnswer in_spring = cn.after(d("2027-01-25"), 15);
  EXPECT_EQ(in_spring.day, d("2027-02-17"));
  EXPECT_EQ(in_spring.furthest, d("2027-02-26"));
  // Nothing that lies on the way can be given off.
  EXPECT_EQ(cn.after(d("2027-03-01"), 10), (DayAnswer{d("2027-03-15"), true, d("2027-03-15")}));
  const DayAnswer opens = cn.before(d("2027-03-01"), 10);
  EXPECT_EQ(opens.day, d("2027-02-15"));
  EXPECT_LT(opens.furthest, opens.day);
  // Once the notice is there it says the day, within what was told before.
  const WorkingDays later = calendar_with_2027();
  EXPECT_EQ(later.after(d("2026-12-19"), 10), (DayAnswer{d("2027-01-06"), false, d("2027-01-06")}));
}

// Of a year whose notice was typed in by half the regulation still holds; lines may end as spreadsheets end
// them.
TEST(WorkingDays, AHalfTypedYearKeepsTheFixedHolidays) {
  const std::string head = "year\tfrom\tto\tkind\tname_zh\tname_en\tsource";
  const std::string line = "2027\t2027-01-01\t2027-01-03\toff\t元旦\tNew Year\tn27";
  for (const char* end : {"\n", "\r\n"}) {
    const auto half = WorkingDays::parse(head + end + line + end, "c.tsv");
    ASSERT_TRUE(half) << half.error().what;
    EXPECT_FALSE(half->is_working(d("2027-10-01")));
    EXPECT_FALSE(half->is_working(d("2027-02-08")));
    EXPECT_TRUE(half->is_working(d("2027-03-01")));
  }
}

// As the notice of 2019 did with Saturday 29 December 2018.
TEST(WorkingDays, ADayOfTheYearBeforeIsMadeUp) {
  const auto made_up = WorkingDays::parse(
      "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n"
      "2019\t2018-12-30\t2019-01-01\toff\t元旦\tNew Year\tn\n"
      "2019\t2018-12-29\t2018-12-29\twork\t元旦\tNew Year\tn\n",
      "c.tsv");
  ASSERT_TRUE(made_up) << made_up.error().what;
  EXPECT_TRUE(made_up->is_working(d("2018-12-29")));
  EXPECT_FALSE(made_up->is_working(d("2018-12-31")));
}

TEST(WorkingDays, NoDayIsFurtherInThanItsEstimate) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_TRUE(rc::check([&] {
    const Date start = Date::from_days(*rc::gen::inRange(15'000, 50'000));
    const std::int64_t n = *rc::gen::inRange(0, 300);
    const DayAnswer after = cn.after(start, n);
    const DayAnswer before = cn.before(start, n);
    RC_ASSERT(after.furthest >= after.day && before.furthest <= before.day);
    RC_ASSERT(after.estimated || after.furthest == after.day);
    RC_ASSERT(before.estimated || before.furthest == before.day);
    const DayCount count = cn.count(start, start.plus_days(static_cast<std::int32_t>(n)));
    RC_ASSERT(count.least >= 0 && count.least <= count.days);
  }));
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
