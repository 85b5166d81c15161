#include "tidegate/classify/cell_shapes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tidegate/classify/cell_pattern.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

bool has_shape(std::string_view cell, std::string_view shape) {
  const auto names = shape_names();
  const auto at = std::find(names.begin(), names.end(), shape);
  EXPECT_NE(at, names.end()) << shape;
  const ValueLexicons& lexicons = test_model().lexicons();
  const CellView view(cell, lexicons);
  return shapes_of({&view, 1}, lexicons)[0][static_cast<std::size_t>(at - names.begin())];
}

bool in_list(std::string_view cell, std::string_view list) {
  const ValueLexicons& lexicons = test_model().lexicons();
  return CellView(cell, lexicons).lexicons[lexicons.place(list)];
}

TEST(CellPattern, FitsWholeTextsOnly) {
  EXPECT_TRUE(CellPattern(R"(rs\d{3,})").fits("rs8654069"));
  EXPECT_FALSE(CellPattern(R"(rs\d{3,})").fits("xrs8654069"));
  EXPECT_FALSE(CellPattern(R"(rs\d{3,})").fits("rs86"));
  EXPECT_TRUE(CellPattern(R"([A-C]{2}|x+\.?)").fits("xx."));
  EXPECT_FALSE(CellPattern(R"([A-C]{2}|x+\.?)").fits("AD"));
  EXPECT_FALSE(CellPattern(".*").fits(std::string(CellPattern::kLongestText + 1, 'a')));
}

TEST(CellShapes, TellNamesFromWordsAndPlaces) {
  EXPECT_TRUE(has_shape("欧阳明月", "name_zh"));
  EXPECT_TRUE(has_shape("王伟", "name_zh"));
  EXPECT_FALSE(has_shape("杭州有限公司", "name_zh"));
  EXPECT_FALSE(has_shape("已发货", "name_zh"));
  EXPECT_TRUE(has_shape("汤女士", "name_titled"));
  EXPECT_TRUE(has_shape("张**", "name_masked"));
  EXPECT_TRUE(has_shape("Carlton Hinton", "name_en"));
  EXPECT_FALSE(has_shape("route 66 west", "name_en"));
  EXPECT_TRUE(has_shape("齐齐哈尔市", "place"));
  EXPECT_TRUE(has_shape("Manhattan, KS", "place"));
}

TEST(CellShapes, TellAddressesSentencesAndRanges) {
  EXPECT_TRUE(has_shape("江苏省南京市鼓楼区滨河路258号13栋", "address_zh"));
  EXPECT_FALSE(has_shape("江苏省", "address_zh"));
  EXPECT_TRUE(has_shape("4757 Williams Street", "address_en"));
  EXPECT_TRUE(has_shape("患者因腹痛5天入院，查体未见异常。", "sentence"));
  EXPECT_FALSE(has_shape("Albany County Constable Office, New York", "sentence"));
  for (const char* range : {"1万-2万", "5千以下", "$50,000 - $99,999", "50k-80K", "20K以上"})
    EXPECT_TRUE(has_shape(range, "money_range")) << range;
  for (const char* code : {"BRK-00012", "SKU-0001", "K12-0034", "KX-7K9", "18-25"})
    EXPECT_FALSE(has_shape(code, "money_range")) << code;
  EXPECT_TRUE(has_shape("66岁", "age_unit"));
  EXPECT_TRUE(has_shape("[0.1,-0.2,0.3,0.4,0.5,0.6]", "vector"));
}

TEST(CellShapes, TellNamesOfOtherCountries) {
  EXPECT_TRUE(has_shape("高橋 さくら", "name_ja"));
  EXPECT_TRUE(has_shape("田中　大輔", "name_ja"));
  EXPECT_TRUE(has_shape("佐藤健一", "name_ja"));
  EXPECT_FALSE(has_shape("営業部", "name_ja"));
  EXPECT_TRUE(has_shape("コバヤシ ヨウコ", "name_kana"));
  EXPECT_FALSE(has_shape("チェックイン", "name_kana"));
  EXPECT_TRUE(has_shape("김민서", "name_ko"));
  EXPECT_FALSE(has_shape("배송완료됨", "name_ko"));
  EXPECT_TRUE(has_shape("SMITH/JOHN MR", "name_airline"));
  EXPECT_FALSE(has_shape("A/C", "name_airline"));
  EXPECT_FALSE(has_shape("CAN/SIN/PVG", "name_airline"));
}

TEST(CellShapes, TellAddressesAndMoneyOfOtherCountries) {
  EXPECT_TRUE(has_shape("大阪府大阪市北区本町1-23-17", "address_ja"));
  EXPECT_FALSE(has_shape("大阪府", "address_ja"));
  EXPECT_TRUE(has_shape("서울특별시 강남구 테헤란로 417, 103동", "address_ko"));
  EXPECT_FALSE(has_shape("서울특별시", "address_ko"));
  EXPECT_TRUE(has_shape("Lindenstraße 5, 80331 München", "address_de"));
  EXPECT_FALSE(has_shape("Umsatz 2023", "address_de"));
  EXPECT_TRUE(has_shape("354,500원", "money_unit"));
  EXPECT_FALSE(has_shape("12元素", "money_unit"));
}

TEST(CellShapes, ReadNumbersWithSignsAndCommas) {
  const ValueLexicons& lexicons = test_model().lexicons();
  EXPECT_EQ(CellView("-1,234.50", lexicons).micro, -1'234'500'000);
  EXPECT_EQ(CellView("¥12", lexicons).micro, 12'000'000);
  EXPECT_EQ(CellView("１２％", lexicons).micro, 12'000'000);
  EXPECT_FALSE(CellView("1.2.3", lexicons).micro.has_value());
  EXPECT_FALSE(CellView("-", lexicons).micro.has_value());
  EXPECT_TRUE(CellView("99999999999999999999", lexicons).digits == 20);
}

TEST(ValueLexicons, MatchWholesEndsBeginningsAndWords) {
  EXPECT_TRUE(in_list("汉族", "ethnic"));
  EXPECT_TRUE(in_list("哮喘性支气管炎", "disease"));
  EXPECT_TRUE(in_list("Quinn Holdings PLC", "org_en"));
  EXPECT_TRUE(in_list("大庭村500kV变电站", "facility"));
  EXPECT_FALSE(in_list("炎热", "disease"));
  EXPECT_FALSE(in_list("", "disease"));
}

TEST(ValueLexicons, RefuseWordsBeforeTheFirstListAndHeadsWithoutMode) {
  EXPECT_FALSE(ValueLexicons::parse("word|other\n").has_value());
  const auto bad = ValueLexicons::parse("[list odd]\n");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().where, "models/lexicons/values.txt:1");
  EXPECT_EQ(test_model().lexicons().place("no such list"), kMostLexicons);
}

}  // namespace
}  // namespace tidegate
