#include "tidegate/classify/told_ages.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

using enum AgeUnit;

TEST(AgeUnits, AreReadFromTheHeader) {
  for (const char* header :
       {"年龄", "age", "Age", "周岁", "年龄（岁）", "age_years", "Age (yrs)", "客户年龄", "", "年龄(年)"})
    EXPECT_EQ(age_unit_of(header), kYears) << header;
  for (const char* header : {"月龄", "年龄（月）", "年龄(个月)", "age_months", "Age (months)", "ageInMonths",
                             "月龄(个月)", "宝宝月龄", "child_age_mo", "agemonths", "年龄（单位：月）"})
    EXPECT_EQ(age_unit_of(header), kMonths) << header;
  for (const char* header : {"周龄", "age_weeks", "年龄（周）"})
    EXPECT_EQ(age_unit_of(header), kWeeks) << header;
  for (const char* header : {"日龄", "age_days", "天龄", "年龄(天)"})
    EXPECT_EQ(age_unit_of(header), kDays) << header;
  for (const char* header :
       {"孕周", "胎龄", "骨龄", "年龄（岁/月）", "age_m", "gestational_age", "入学月份年龄"})
    EXPECT_EQ(age_unit_of(header), kUnclear) << header;
}

TEST(AgeUnits, MayStandInAColumnOfTheirOwn) {
  for (const char* header : {"年龄单位", "age_unit", "AgeUnits", "age_unit_code"})
    EXPECT_TRUE(names_age_units(header)) << header;
  for (const char* header : {"年龄", "单位", "age", "unit", "package_unit"})
    EXPECT_FALSE(names_age_units(header)) << header;
}

TEST(TellsUnder14, OfAnAgeInTheUnitOfItsColumn) {
  EXPECT_EQ(under14_of_age("36", kMonths), true);
  EXPECT_EQ(under14_of_age("167", kMonths), true);
  EXPECT_EQ(under14_of_age("168", kMonths), false);
  EXPECT_EQ(under14_of_age("729", kWeeks), true);
  EXPECT_EQ(under14_of_age("730", kWeeks), std::nullopt) << "the birthday lies in that week";
  EXPECT_EQ(under14_of_age("731", kWeeks), false);
  EXPECT_EQ(under14_of_age("5112", kDays), true);
  EXPECT_EQ(under14_of_age("5113", kDays), std::nullopt) << "with three leap days or with four";
  EXPECT_EQ(under14_of_age("5114", kDays), false);
  EXPECT_EQ(under14_of_age("12", kUnclear), std::nullopt);
  EXPECT_EQ(under14_of_age("131", kYears), std::nullopt);
}

TEST(TellsUnder14, OfAnAgeThatNamesItsUnit) {
  for (const char* age : {"5岁", "8个月", "7 years", "8 yrs", "20月", "3岁6个月", "6-8岁", "0-5", "6个月-3岁",
                          "034M", "003W", "3岁半", "7 years old", "2y3m", "13.5", "9 到 12", "6岁以下"})
    EXPECT_EQ(under14_of_age(age, kYears), true) << age;
  for (const char* age : {"34岁", "14岁", "18-25", "60岁以上", "60+", "034Y", "16岁2个月", "21 years"})
    EXPECT_EQ(under14_of_age(age, kYears), false) << age;
  for (const char* age : {"0-18岁", "13-14", "18岁以下", "10+", "5岁20个月", "2016-05", "成人", "x", "", "8-",
                          "25-18", "5 cm", "123456", "6个月3岁", "8岁 确诊"})
    EXPECT_EQ(under14_of_age(age, kYears), std::nullopt) << age;
  EXPECT_EQ(under14_of_age("5岁", kUnclear), true) << "what the cell says needs no header";
  EXPECT_EQ(under14_of_age("34岁", kMonths), false);
}

}  // namespace
}  // namespace tidegate
