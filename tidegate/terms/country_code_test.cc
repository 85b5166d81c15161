#include "tidegate/terms/country_code.h"

#include <gtest/gtest.h>

#include <set>

namespace tidegate {
namespace {

TEST(CountryCode, HoldsTheWholeOfIso3166AndOneOrganisationEachOnceAndNamed) {
  EXPECT_EQ(CountryCode::all().size(), 250U);
  std::set<std::string_view> en;
  std::set<std::string_view> zh;
  std::string_view before;
  for (const CountryCode::Row& row : CountryCode::all()) {
    EXPECT_LT(before, row.code);
    before = row.code;
    EXPECT_TRUE(en.insert(row.name_en).second) << row.name_en;
    EXPECT_TRUE(zh.insert(row.name_zh).second) << row.name_zh;
    ASSERT_TRUE(CountryCode::parse(row.code));
  }
}

TEST(CountryCode, RefusesSmallLettersUnusedCodesAndNames) {
  for (const char* text : {"de", "XX", "UK", "EU", "DEU", "D", "", "Germany", " DE", "ZZ", "AAA"}) {
    const auto code = CountryCode::parse(text);
    ASSERT_FALSE(code) << text;
    EXPECT_EQ(code.error().code, ErrorCode::kMalformed);
    EXPECT_FALSE(code.error().what_zh.empty());
  }
}

TEST(CountryCode, ShowsHongKongMacaoAndTaiwanAsRegionsOfChinaOutsideTheMainland) {
  for (const char* text : {"HK", "MO", "TW"}) {
    const auto code = CountryCode::parse(text);
    ASSERT_TRUE(code);
    EXPECT_TRUE(code->is_region_of_china());
    EXPECT_TRUE(code->is_outside_mainland());
    EXPECT_EQ(code->name().zh.substr(0, 6), "中国");
    EXPECT_NE(code->name().en.find("China"), std::string::npos);
  }
  EXPECT_FALSE(CountryCode::parse("CN")->is_outside_mainland());
  EXPECT_FALSE(CountryCode::parse("CN")->is_region_of_china());
  EXPECT_FALSE(CountryCode::parse("SG")->is_region_of_china());
}

TEST(CountryCode, KnowsTheEuropeanPatentOrganisation) {
  ASSERT_TRUE(CountryCode::parse("EPO"));
  EXPECT_EQ(CountryCode::parse("EPO")->name().zh, "欧洲专利组织");
}

}  // namespace
}  // namespace tidegate
