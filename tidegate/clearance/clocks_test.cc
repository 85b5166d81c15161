#include "tidegate/clearance/clocks.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;

Date d(std::string_view text) { return Date::parse(text).value(); }

std::vector<std::string> kinds(const std::vector<Deadline>& all) {
  std::vector<std::string> out;
  for (const Deadline& deadline : all) out.push_back(deadline.kind + " " + deadline.due.str());
  return out;
}

ClockReading last_clock(const TestDesk& desk) {
  return read_clock(desk.c.clocks.back(), desk.calendar, desk.now_ms);
}

TEST(Clocks, ACheckHasFiveWorkingDaysFromReceipt) {
  TestDesk desk;
  desk.submit(FilingRoute::kSA);
  ClockReading reading = last_clock(desk);
  EXPECT_EQ(reading.kind, ClockKind::kCompleteness);
  EXPECT_EQ(reading.due, d("2026-11-09"));
  EXPECT_EQ(reading.used_days, 0);
  desk.wait_days(7);
  EXPECT_EQ(last_clock(desk).used_days, 5);
  EXPECT_EQ(last_clock(desk).over_days, 0);
  desk.wait_days(1);
  EXPECT_EQ(last_clock(desk).over_days, 1);
  desk.must(kAnn, CheckPassed{});
  reading = read_clock(desk.c.clocks[0], desk.calendar, desk.now_ms + 9 * 86'400'000);
  EXPECT_TRUE(reading.is_ended);
  EXPECT_EQ(reading.used_days, 6);
  EXPECT_EQ(reading.real_ms, 8 * 86'400'000);
  EXPECT_EQ(last_clock(desk).kind, ClockKind::kAcceptance);
}

TEST(Clocks, StandStillWhileTheFirmIsWaitedForAndShowBothTimes) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);  // Monday 2 November, 15 working days: the 23rd
  EXPECT_EQ(last_clock(desk).due, d("2026-11-23"));
  desk.wait_days(2);
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.wait_days(8);  // Thursday 12 November
  EXPECT_TRUE(last_clock(desk).is_stopped);
  EXPECT_FALSE(last_clock(desk).due);
  EXPECT_EQ(last_clock(desk).used_days, 2);
  EXPECT_EQ(last_clock(desk).waiting_days, 6);
  desk.must(kFiler, SupplementAnswered{0, "统计", {}});
  desk.must(kFiler, SupplementHandedIn{});
  EXPECT_EQ(last_clock(desk).due, d("2026-12-01"));  // 13 days are left
  desk.wait_days(4);
  const ClockReading reading = last_clock(desk);
  EXPECT_EQ(reading.used_days, 4);
  EXPECT_EQ(reading.waiting_days, 6);
  EXPECT_EQ(reading.real_ms, 14 * 86'400'000LL);
  EXPECT_EQ(reading.real_waiting_ms, 8 * 86'400'000LL);
}

// Missed before the firm was asked, it stays missed: what the firm hands in gives no new day.
TEST(Clocks, AnOverdueDayStaysWhatItWasWhenASupplementComesBack) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);  // until 23 November
  desk.wait_days(24);                  // Thursday the 26th
  EXPECT_EQ(last_clock(desk).due, d("2026-11-23"));
  for (int round = 0; round < 2; ++round) {
    desk.must(round == 0 ? kAnn : kLead, SupplementAsked{{ask_of("说明用途")}, {}, false});
    desk.wait_days(2);
    EXPECT_FALSE(last_clock(desk).due);
    desk.must(kFiler, SupplementAnswered{0, "统计", {}});
    desk.must(kFiler, SupplementHandedIn{});
    EXPECT_EQ(last_clock(desk).due, d("2026-11-23")) << round;
    EXPECT_GT(last_clock(desk).over_days, 0);
  }
  CaseClock extended = desk.c.clocks.back();
  extended.extended_days = 30;
  EXPECT_GT(read_clock(extended, desk.calendar, desk.now_ms).due, d("2026-12-01"))
      << "it was not missed then";
}

// A Friday that passed without an answer is missed on the Saturday already.
TEST(Clocks, ADayIsMissedThoughNoWorkingDayWentBySince) {
  TestDesk desk;
  desk.wait_days(2);
  desk.submit(FilingRoute::kSA);  // Wednesday: until Wednesday the 11th
  EXPECT_EQ(last_clock(desk).due, d("2026-11-11"));
  desk.must(kAnn, CheckPassed{});  // seven days more: until Friday the 13th
  EXPECT_EQ(last_clock(desk).due, d("2026-11-13"));
  desk.wait_days(10);  // Saturday the 14th
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.wait_days(2);
  desk.must(kFiler, SupplementAnswered{0, "统计", {}});
  desk.must(kFiler, SupplementHandedIn{});
  EXPECT_EQ(last_clock(desk).due, d("2026-11-13"));
}

// A round's last day is counted whenever it is read, and is never sooner than the firm was told.
TEST(Clocks, ANoticeThatComesOutMovesTheFirmsDayAndNeverForward) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.wait_days(47);  // Saturday 19 December
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  const SupplementRequest& round = desk.c.supplements.back();
  EXPECT_EQ(round.due, d("2027-01-04"));
  EXPECT_TRUE(round.estimated);
  EXPECT_EQ(round.working_days, 10);
  const auto due = [&](const WorkingDays& calendar) { return supplement_due(round, desk.rules, calendar); };
  EXPECT_EQ(due(desk.calendar), (DayAnswer{d("2027-01-04"), true, d("2027-01-11")}));
  EXPECT_EQ(due(calendar_with_2027()), (DayAnswer{d("2027-01-06"), false, d("2027-01-06")}));
  const auto made_up = WorkingDays::parse(shipped_file("calendars/cn.tsv") +
                                              "2027\t2027-01-01\t2027-01-01\toff\t元旦\tNew Year\tn27\n"
                                              "2027\t2026-12-27\t2026-12-27\twork\t元旦\tNew Year\tn27\n",
                                          "cn.tsv");
  ASSERT_TRUE(made_up) << made_up.error().what;
  EXPECT_EQ(made_up->after(d("2026-12-19"), 10).day, d("2026-12-31"));
  EXPECT_EQ(due(*made_up).day, d("2027-01-04")) << "as the firm was told";
  // What an older program kept: a day that was settled stays, an estimated one is counted by today's rules.
  SupplementRequest old = round;
  old.working_days = 0;
  EXPECT_EQ(supplement_due(old, desk.rules, calendar_with_2027()).day, d("2027-01-06"));
  old.estimated = false;
  EXPECT_EQ(supplement_due(old, desk.rules, calendar_with_2027()).day, d("2027-01-04"));
}

TEST(Clocks, AContestIsCountedAnewToo) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.wait_days(56);  // Monday 28 December
  desk.must(kFiler, ContestOpened{ContestLevel::kFact, "/x", "证据有误", {}, {}, {}, {}, false});
  const Contest& contest = desk.c.contests.back();
  EXPECT_EQ(contest.what.working_days, 5);
  EXPECT_EQ(contest_due(contest, desk.rules, desk.calendar).day, d("2027-01-05"));
  EXPECT_EQ(contest_due(contest, desk.rules, calendar_with_2027()).day, d("2027-01-07"));
}

TEST(Clocks, AnExtensionIsToldAndMovesTheDay) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  const ClockReading before = last_clock(desk);
  EXPECT_EQ(before.allowed_days, 45);
  EXPECT_TRUE(before.estimated);  // it ends in 2027, whose notice is not out
  desk.must(kAnn, ClockExtended{10, said("情况复杂")});
  EXPECT_EQ(last_clock(desk).allowed_days, 55);
  EXPECT_GT(*last_clock(desk).due, *before.due);
  EXPECT_EQ(desk.refusal(kAnn, ClockExtended{0, said("情况复杂")}), "limit");
  EXPECT_EQ(desk.refusal(kAnn, ClockExtended{5, {}}), "reasons_missing");
}

TEST(Clocks, DeadlinesSayWhoMustActByWhen) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kFiler, ContestOpened{ContestLevel::kFact, "/x", "证据有误", {}, {}, {}, {}, false});
  EXPECT_THAT(kinds(deadlines(desk.c, desk.rules, desk.calendar, desk.now_ms)),
              ElementsAre("contest 2026-11-09", "assessment 2027-01-05"));
  desk.must(kAnn, ContestAnswered{0, false, said("维持"), {}, {}});
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  const auto waiting = deadlines(desk.c, desk.rules, desk.calendar, desk.now_ms);
  EXPECT_THAT(kinds(waiting), ElementsAre("supplement 2026-11-16"));
  EXPECT_TRUE(waiting[0].is_firms);
  desk.must(kFiler, SupplementAnswered{0, "统计", {}});
  desk.must(kFiler, SupplementHandedIn{});
  desk.decided(DecisionKind::kPassed);
  const auto after = deadlines(desk.c, desk.rules, desk.calendar, desk.now_ms);
  ASSERT_EQ(after.size(), 3U);
  EXPECT_EQ(kinds(after)[0], "review 2026-11-23");
  EXPECT_EQ(kinds(after)[2], "expires 2029-11-01");
  EXPECT_TRUE(after[1].estimated);
}

TEST(Clocks, TheWindowOfAnExtensionIsTheLastSixtyWorkingDays) {
  const DeskRules rules = shipped_rules();
  const WorkingDays cn = shipped_calendar();
  const Date expires = d("2026-06-01");
  const DayAnswer opens = extension_opens(expires, rules, cn);
  EXPECT_FALSE(opens.estimated);
  EXPECT_EQ(cn.count(opens.day.plus_days(-1), expires.plus_days(-1)).days, 60);
  EXPECT_EQ(contract_filing_due(d("2026-04-30"), rules, cn).day,
            d("2026-05-18"));  // May days, made up on the 9th
}

TEST(Clocks, MonthsEndOnTheSameDayOrAfterTheLastOfTheMonth) {
  EXPECT_EQ(months_after(d("2024-02-29"), 36), d("2027-03-01"));
  EXPECT_EQ(months_after(d("2024-03-22"), 24), d("2026-03-22"));
  EXPECT_EQ(months_after(d("2025-12-31"), 2), d("2026-03-01"));
  EXPECT_EQ(months_after(d("2025-12-15"), 1), d("2026-01-15"));
}

// A running clock and its stops in any order of days: nothing is negative, and what counts and what waits add
// up to all working days that went by.
TEST(Clocks, CountedAndWaitingDaysAddUpAndAreNeverNegative) {
  const WorkingDays cn = shipped_calendar();
  EXPECT_TRUE(rc::check([&] {
    const std::int64_t day_ms = 86'400'000;
    CaseClock clock;
    clock.working_days = *rc::gen::inRange(0, 60);
    clock.started_ms =
        start_in_china_ms(d("2023-01-01")) + *rc::gen::inRange<std::int64_t>(0, 1'000 * day_ms);
    std::int64_t at = clock.started_ms;
    const int stops = *rc::gen::inRange(0, 4);
    for (int i = 0; i < stops; ++i) {
      at += *rc::gen::inRange<std::int64_t>(0, 20 * day_ms);
      ClockStop stop{at, {}};
      at += *rc::gen::inRange<std::int64_t>(0, 20 * day_ms);
      if (i + 1 < stops || *rc::gen::arbitrary<bool>()) stop.to_ms = at;
      clock.stops.push_back(stop);
    }
    const std::int64_t now = at + *rc::gen::inRange<std::int64_t>(0, 40 * day_ms);
    const ClockReading reading = read_clock(clock, cn, now);
    RC_ASSERT(reading.used_days >= 0 && reading.waiting_days >= 0 && reading.over_days >= 0);
    RC_ASSERT(reading.real_ms >= reading.real_waiting_ms && reading.real_waiting_ms >= 0);
    RC_ASSERT(reading.used_days + reading.waiting_days ==
              cn.count(day_in_china(clock.started_ms), day_in_china(now)).days);
    RC_ASSERT(reading.due.has_value() != reading.is_stopped);
    if (reading.due && reading.over_days == 0)
      RC_ASSERT(*reading.due >= day_in_china(now) || !cn.is_working(day_in_china(now)));
  }));
}

}  // namespace
}  // namespace tidegate
