#include "tidegate/classify/harmless_columns.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "tidegate/classify/couple_names.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

ColumnFeatures column(std::string header, std::initializer_list<const char*> cells) {
  ColumnFeatures features;
  features.header = std::move(header);
  for (const char* cell : cells) {
    const std::string text = cell;
    features.sample.push_back({features.non_empty++, text, static_cast<std::uint32_t>(text.size())});
  }
  return features;
}

bool is_harmless(const ColumnFeatures& features, const char* type) {
  ColumnProfile profile;
  profile.type = type;
  return is_harmless(features, profile, test_model());
}

TEST(HarmlessHeaders, KnowsWholeHeadersAndThingsWithTheirParts) {
  const HeaderVocabulary& vocabulary = test_model().vocabulary();
  for (const char* header :
       {"下单日期", "order_date", "orderQty", "会员等级", "订单金额(元)", "createdAt", "收货城市",
        "last_order_date", "payment_method", "items[].unit_price", "商品名称/Product Name"})
    EXPECT_TRUE(vocabulary.is_harmless(header)) << header;
  for (const char* header : {"手术日期", "透析次数", "conviction_date", "科室", "药费", "type", "状态", "",
                             "order", "hiv_test_date", "ssrq", "日期类型手术"})
    EXPECT_FALSE(vocabulary.is_harmless(header)) << header;
}

TEST(HarmlessColumns, AsksOfWhatNobodyKnows) {
  EXPECT_FALSE(is_harmless(column("手术日期", {"2024-01-02"}), "GEN.DATE"));
  EXPECT_FALSE(is_harmless(column("透析次数", {"3"}), "GEN.NUMBER"));
  EXPECT_FALSE(is_harmless(column("贷款余额", {"3.50"}), "FIN.TXN"));
  EXPECT_FALSE(is_harmless(column("HIV", {"Y", "N"}), "GEN.CATEGORY"));
  EXPECT_FALSE(is_harmless(column("类别", {"普通", "艾滋病感染者"}), "GEN.CATEGORY"));
  EXPECT_FALSE(is_harmless(column("孕周", {"12"}), "DM.AGE")) << "the header does not read as an age";
  EXPECT_TRUE(is_harmless(column("下单日期", {"2024-01-02"}), "GEN.DATE"));
  EXPECT_TRUE(is_harmless(column("年龄", {"33"}), "DM.AGE"));
  EXPECT_TRUE(is_harmless(column("", {"13912345678"}), "CT.MOBILE")) << "its values prove it";
  EXPECT_FALSE(is_harmless(column("患者手机", {"13912345678"}), "CT.MOBILE")) << "a telephone of patients";
}

TEST(HarmlessColumns, LookAtWhatStandsAmongNumbersAndNames) {
  EXPECT_FALSE(is_harmless(column("手机号", {"13912345678", "糖尿病"}), "CT.MOBILE"));
  ColumnFeatures mails = column("email", {"a@example.invalid", "hiv@example.invalid"});
  mails.telling = mails.telling_beyond_names = 1;
  EXPECT_FALSE(is_harmless(mails, "CT.EMAIL"));
  mails.kinds[static_cast<std::size_t>(ValueKind::kEmail)].whole_valid = 2;
  EXPECT_TRUE(is_harmless(mails, "CT.EMAIL")) << "each is an address to its last sign";
  ColumnFeatures names = column("姓名", {"王伟（HIV阳性）", "李娜"});
  names.telling = names.telling_beyond_names = 1;
  EXPECT_FALSE(is_harmless(names, "ID.NAME"));
  ColumnFeatures called = column("name", {"Iris Church", "Christian Gay"});
  called.telling = 2;
  EXPECT_TRUE(is_harmless(called, "ID.NAME")) << "people are called so";
}

TEST(HarmlessColumns, TakesNeutralHeadersByTheirValues) {
  EXPECT_TRUE(is_harmless(column("status", {"pending", "completed"}), "GEN.CATEGORY"));
  EXPECT_FALSE(is_harmless(column("status", {"pending", "paroled"}), "GEN.CATEGORY"));
  ColumnFeatures rare = column("会员等级", {"金卡", "银卡"});
  EXPECT_TRUE(is_harmless(rare, "GEN.CATEGORY"));
  rare.telling = 1;  // of all cells, beyond the sample
  EXPECT_FALSE(is_harmless(rare, "GEN.CATEGORY"));
}

TEST(TellingWords, MatchWholeWords) {
  EXPECT_TRUE(tells_sensitive(std::string_view("hiv status")));
  EXPECT_TRUE(tells_sensitive(std::string_view("Cancer survivor")));
  EXPECT_TRUE(tells_sensitive(std::string_view("精神卫生中心")));
  EXPECT_FALSE(tells_sensitive(std::string_view("archive")));
  EXPECT_FALSE(tells_sensitive(std::string_view("order date")));
}

TEST(CoupleNames, AreNoFirms) {
  const ValueLexicons& lexicons = test_model().lexicons();
  EXPECT_TRUE(names_couples(
      column("name", {"John Smith & Mary Brown", "John & Mary Brown", "Peter Hall and Linda Young"}),
      lexicons));
  EXPECT_TRUE(names_couples(column("姓名", {"张伟和李娜", "王芳与刘洋"}), lexicons));
  EXPECT_FALSE(
      names_couples(column("name", {"Baker & McKenzie", "Johnson & Johnson", "Procter & Gamble"}), lexicons));
  EXPECT_FALSE(names_couples(column("name", {"John Smith", "Mary Brown"}), lexicons));
  EXPECT_FALSE(names_couples(column("name", {}), lexicons));
}

}  // namespace
}  // namespace tidegate
