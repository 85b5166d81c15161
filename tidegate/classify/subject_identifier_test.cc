#include "tidegate/classify/subject_identifier.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "tidegate/classify/subject_scan.h"

namespace tidegate {
namespace {

std::string normalised(SubjectRole::Value kind, std::string_view value) {
  std::string scratch;
  return std::string(normalised_identifier(kind, value, scratch));
}

TEST(NormalisedIdentifier, IsTheSameHoweverItWasWritten) {
  using enum SubjectRole::Value;
  EXPECT_EQ(normalised(kMobile, "+86 139-1234-5670"), normalised(kMobile, "13912345670"));
  EXPECT_EQ(normalised(kMobile, "１３９１２３４５６７０"), normalised(kMobile, "13912345670"));
  EXPECT_EQ(normalised(kResidentId, "11010519491231002x"), normalised(kResidentId, "11010519491231002X"));
  EXPECT_EQ(normalised(kResidentId, "110105491231002"), "11010519491231002X");
  EXPECT_EQ(normalised(kEmail, "A.B@Example.invalid"), "a.b@example.invalid");
  EXPECT_EQ(normalised(kDigits, "6222 0212 3456 7890"), "6222021234567890");
  for (const char* none : {"", "N/A", "13800138000", "000000", "123456", "NULL"}) {
    EXPECT_EQ(normalised(kMobile, none), "") << none;
  }
}

// What is written plainly takes a short way; a spreadsheet's text mark before it forces the long one.
TEST(NormalisedIdentifier, ReadsPlainValuesAsAnyOther) {
  using enum SubjectRole::Value;
  EXPECT_TRUE(rc::check("any value of every kind", [] {
    const auto sign = rc::gen::elementOf(std::string{"0011223456789XxAZaz@[`{ -.'\x7F"});
    const auto digit = rc::gen::inRange('0', static_cast<char>('9' + 1));
    const auto length = *rc::gen::inRange<std::size_t>(1, 26);
    auto value = *rc::gen::container<std::string>(length, *rc::gen::arbitrary<bool>() ? sign : digit);
    if (*rc::gen::inRange(0, 4) == 0) value.back() = 'X';
    if (*rc::gen::inRange(0, 8) == 0) value = std::string(length, value[0]);
    if (*rc::gen::inRange(0, 8) == 0) value.replace(length / 2, 1, "é");
    for (const SubjectRole::Value kind : {kPlain, kResidentId, kMobile, kEmail, kDigits})
      RC_ASSERT(normalised(kind, value) == normalised(kind, "'" + value));
  }));
}

// Dates of eight digits take a short way; what stands behind them forces the long one.
TEST(TellsUnder14, ReadsPlainDatesAsAnyOther) {
  SubjectRole birth;
  birth.birth = true;
  EXPECT_TRUE(rc::check("any date, well written or not", [birth] {
    const auto part = [](int most, int digits, int least = 0) {
      return fmt::format("{:0{}}", *rc::gen::inRange(least, most), digits);
    };
    const auto sign = *rc::gen::elementOf(std::string{"-/. x7"});
    // A day of 00 says a month or a year, where nothing stands behind it.
    std::string value = part(2100, 4) + sign + part(14, 2) + sign + part(33, 2, 1);
    if (*rc::gen::arbitrary<bool>()) value = part(2100, 4) + part(14, 2) + part(33, 2, 1);
    if (*rc::gen::inRange(0, 4) == 0) value[*rc::gen::inRange<std::size_t>(0, value.size())] = sign;
    const Date day = Date::from_days(*rc::gen::inRange(14'000, 22'000));
    RC_ASSERT(under14_by_age(birth, value, day) == under14_by_age(birth, value + " x", day));
  }));
}

// Of several dates in a cell each may be somebody's.
TEST(TellsUnder14, ByAnyDateOfSeveral) {
  const SubjectRole birth = [] {
    SubjectRole role;
    role.birth = true;
    return role;
  }();
  const AgesOn on(*Date::parse("2026-11-20"));
  for (const char* cell :
       {"1985-01-01,2018-02-03", "1985-01-01、2018-02-03", "19850101 20180203", "2018/2/3; 1985/1/1"})
    EXPECT_EQ(under14_by_age(birth, cell, on), true) << cell;
  EXPECT_EQ(under14_by_age(birth, "1985-01-01,1990-02-03", on), false);
  EXPECT_EQ(under14_by_age(birth, "1985-01-01,1990-22-03", on), std::nullopt);
  EXPECT_EQ(under14_by_age(birth, "1985-01-01T00:00:00.000+08:00", on), false);
  EXPECT_EQ(under14_by_age(birth, "2018-02-03 00:00:00", on), true);
  EXPECT_EQ(under14_by_age(birth, "03/25/1950", on), false);
  EXPECT_EQ(under14_by_age(birth, "25.03.2018", on), true);
  EXPECT_EQ(under14_by_age(birth, "01/12/2012", on), true) << "the later of both days";
}

TEST(TellsUnder14, ByAMonthOrAYearWhereAllItsDaysSayTheSame) {
  SubjectRole birth;
  birth.birth = true;
  const AgesOn on(*Date::of(2026, 11, 20));
  for (const std::string_view child :
       {"2016-05", "2016/5", "2016.05", "2016年5月", "2016年05月", "201605", "05/2016", "2014", "2014年",
        "2014.0", "2016-05-00", "20160500", "2012-12", "2013-**"})
    EXPECT_EQ(under14_by_age(birth, child, on), true) << child;
  for (const std::string_view grown :
       {"2001-05", "2012-10", "1985", "198511", "2011年", "10/2012", "20110000"})
    EXPECT_EQ(under14_by_age(birth, grown, on), false) << grown;
  for (const std::string_view unclear : {"2012-11", "2012", "2012年", "2027", "2016-13", "16", "200105",
                                         "5 Jun 2016", "Q2 2016", "2016年5月属猴", "1700", ""})
    EXPECT_EQ(under14_by_age(birth, unclear, on), std::nullopt) << unclear;
}

TEST(TellsUnder14, ByTheBirthDateInAResidentId) {
  const Date day = *Date::parse("2026-11-20");
  EXPECT_EQ(under14_by_id("110105201211210021", day), true);
  EXPECT_EQ(under14_by_id("110105201211200021", day), false);
  EXPECT_EQ(under14_by_id("110105201213210021", day), std::nullopt);
  EXPECT_EQ(under14_by_id("1101052012", day), std::nullopt);
}

TEST(TellsUnder14, ExactlyOnTheFourteenthBirthday) {
  SubjectRole birth;
  birth.birth = true;
  const Date day = *Date::parse("2026-11-20");
  EXPECT_EQ(under14_by_age(birth, "2012-11-21", day), true);
  EXPECT_EQ(under14_by_age(birth, "2012-11-20", day), false);
  EXPECT_EQ(under14_by_age(birth, "2012年11月21日", day), true);
  EXPECT_EQ(under14_by_age(birth, "20121121", day), true);
  EXPECT_EQ(under14_by_age(birth, "2027-01-01", day), std::nullopt);
  EXPECT_EQ(under14_by_age(birth, "unknown", day), std::nullopt);
  SubjectRole age;
  age.age = true;
  EXPECT_EQ(under14_by_age(age, "13", day), true);
  EXPECT_EQ(under14_by_age(age, "14", day), false);
  age.age_unit = AgeUnit::kMonths;
  EXPECT_EQ(under14_by_age(age, "36", day), true) << "a child of three";
  age.age_unit = AgeUnit::kUnclear;
  EXPECT_EQ(under14_by_age(age, "36", day), std::nullopt);
}

}  // namespace
}  // namespace tidegate
