#include "tidegate/base/instant.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"

namespace tidegate {
namespace {

TEST(Instant, ReadsMomentsInEveryZoneAsTheSame) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z").value(), 0);
  EXPECT_EQ(parse_instant("2026-11-20T08:00:00Z").value(),
            parse_instant("2026-11-20T16:00:00+08:00").value());
  EXPECT_EQ(parse_instant("2026-11-20T00:30:00.25-07:30").value(),
            parse_instant("2026-11-20T08:00:00.250Z").value());
}

TEST(Instant, RefusesWhatIsNoWholeMoment) {
  for (const char* text :
       {"", "2026-11-20", "2026-11-20T08:00Z", "2026-11-20 08:00:00Z", "2026-11-20T08:00:00",
        "2026-11-20T24:00:00Z", "2026-11-20T08:60:00Z", "2026-11-20T08:00:60Z", "2026-02-29T08:00:00Z",
        "2026-11-20T08:00:00z", "2026-11-20T08:00:00.Z", "2026-11-20T08:00:00.1234Z",
        "2026-11-20T08:00:00+8:00", "2026-11-20T08:00:00Zx"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Instant, ReadsBackWhatItWrote) {
  EXPECT_TRUE(rc::check("any moment of ten thousand years", [] {
    const auto ms = *rc::gen::inRange<std::int64_t>(-62'135'596'800'000, 253'402'300'800'000);
    RC_ASSERT(parse_instant(instant_text(ms)).value() == ms);
  }));
  EXPECT_EQ(instant_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(instant_text(-1), "1969-12-31T23:59:59.999Z");
}

TEST(Instant, NoNumberIsBeyondTheCalendar) {
  for (const std::int64_t ms :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_TRUE(parse_instant(instant_text(ms)));
    EXPECT_TRUE(Date::parse(china_date(ms).str()));
  }
}

TEST(Instant, ADayInChinaBeginsAtSixteenHundredTheDayBefore) {
  const Date day = Date::of(2026, 11, 20).value();
  const std::int64_t begins = start_of_china_day(day);
  EXPECT_EQ(instant_text(begins), "2026-11-19T16:00:00Z");
  EXPECT_EQ(china_date(begins), day);
  EXPECT_EQ(china_date(begins - 1), day.plus_days(-1));
}

TEST(Instant, InEnglishItIsToldThatItIsUtc) {
  EXPECT_EQ(utc_time_text(1'795'000'000'000), "2026-11-18 11:06:40 UTC");
  EXPECT_EQ(utc_time_text(1'795'000'000'005), "2026-11-18 11:06:40.005 UTC");
  EXPECT_EQ(utc_time_text(std::numeric_limits<std::int64_t>::max()), "9999-12-31 23:59:59.999 UTC");
}

TEST(Instant, AsFarAheadAsANumberTellsIsStillToldInChina) {
  EXPECT_EQ(china_time_text(1'795'000'000'000), "北京时间 2026-11-18 19:06:40");
  for (const std::int64_t ms :
       {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max() - 1})
    EXPECT_EQ(china_time_text(ms), "北京时间 9999-12-31 23:59:59");
}

}  // namespace
}  // namespace tidegate
