#include "tidegate/classify/header_measure.h"

#include <gtest/gtest.h>

#include "tidegate/classify/header_units.h"

namespace tidegate {
namespace {

TEST(HeaderMeasure, KnowsUnitsInAnyCaseAndTheirMultiples) {
  EXPECT_EQ(measure_of("MPa"), Measure::kPressure);
  EXPECT_EQ(measure_of("KWH"), Measure::kEnergy);
  EXPECT_EQ(measure_of("万吨"), Measure::kMass);
  EXPECT_EQ(measure_of("℃"), Measure::kTemperature);
  EXPECT_EQ(measure_of("亿元"), Measure::kMoney);
  EXPECT_EQ(measure_of("备注"), Measure::kNone);
  EXPECT_EQ(measure_of(""), Measure::kNone);
}

TEST(HeaderMeasure, ReadsOneUnitOverAnother) {
  EXPECT_EQ(measure_of("万m3/d"), Measure::kFlow);
  EXPECT_EQ(measure_of("辆/h"), Measure::kFlow);
  EXPECT_EQ(measure_of("kgce/t"), Measure::kContent);
  EXPECT_EQ(measure_of("元/度"), Measure::kMoney);
  EXPECT_EQ(measure_of("km/h"), Measure::kSpeed);
  EXPECT_EQ(measure_of("L/T"), Measure::kContent) << "a lead time is written like a ratio of units";
}

std::size_t suffix(std::string_view header, Measure& measure) {
  return measure_suffix(header_units(header), measure);
}

TEST(HeaderMeasure, FindsTheUnitAtTheEndOfAHeader) {
  Measure measure = Measure::kNone;
  EXPECT_EQ(suffix("焦比kg/t", measure), 2u);
  EXPECT_EQ(measure, Measure::kContent);
  EXPECT_EQ(suffix("吹氧量Nm3", measure), 1u);
  EXPECT_EQ(measure, Measure::kVolume);
  EXPECT_EQ(suffix("ratedMPa", measure), 2u);
  EXPECT_EQ(measure, Measure::kPressure);
  EXPECT_EQ(suffix("输送容量MW", measure), 1u);
  EXPECT_EQ(measure, Measure::kPower);
}

// "nm" is a name, "min" the least, 年 and 人 parts of words.
TEST(HeaderMeasure, LeavesWordsThatOnlyLookLikeUnits) {
  Measure measure = Measure::kNone;
  for (const std::string_view header : {"cust_nm", "temp_min", "出生年", "取件人", "kW", ""}) {
    EXPECT_EQ(suffix(header, measure), 0u) << header;
    EXPECT_EQ(measure, Measure::kNone) << header;
  }
}

}  // namespace
}  // namespace tidegate
