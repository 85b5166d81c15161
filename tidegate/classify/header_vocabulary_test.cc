#include "tidegate/classify/header_vocabulary.h"

#include <gtest/gtest.h>

#include "tidegate/classify/header_units.h"
#include "tidegate/classify/test_model.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

std::string first_type(std::string_view header) {
  const HeaderReading reading = test_model().vocabulary().read(header);
  return reading.types.empty() ? "" : test_model().taxonomy().at(reading.types[0].type).code;
}

TEST(HeaderVocabulary, ReadsChineseEnglishAndPinyin) {
  EXPECT_EQ(first_type("身份证号码"), "ID.CN_RESIDENT");
  EXPECT_EQ(first_type("mobile_no"), "CT.MOBILE");
  EXPECT_EQ(first_type("dateOfBirth"), "DM.BIRTH_DATE");
  EXPECT_EQ(first_type("sfzh"), "ID.CN_RESIDENT");
  EXPECT_EQ(first_type("shoujihaoma"), "CT.MOBILE");
  EXPECT_EQ(first_type("手机号 / Mobile"), "CT.MOBILE");
  EXPECT_EQ(first_type("ＩＰ地址"), "NET.IP");
}

// "lic" stands in "duplicate", "pos" in "possessions", 号 in 信号: no word of theirs is there.
TEST(HeaderVocabulary, FindsWholeWordsOnly) {
  EXPECT_EQ(first_type("duplicate"), "");
  EXPECT_EQ(first_type("possessions"), "");
  EXPECT_EQ(first_type("emailing"), "");
  EXPECT_NE(first_type("telescope"), "CT.PHONE");
}

TEST(HeaderVocabulary, LetsTheLastWordDecide) {
  EXPECT_EQ(first_type("公司电话"), "BIZ.CONTACT");
  EXPECT_EQ(first_type("客户姓名"), "ID.NAME");
  EXPECT_EQ(first_type("手机号归属地"), "GEN.PLACE");
  EXPECT_EQ(first_type("证件类型"), "GEN.CATEGORY");
  EXPECT_EQ(first_type("order_date"), "GEN.DATE");
  EXPECT_EQ(first_type("name of customer"), "ID.NAME");
}

TEST(HeaderVocabulary, JoinsARoleWithItsSubject) {
  EXPECT_EQ(first_type("学员编号"), "EE.STAFF_ID");
  EXPECT_EQ(first_type("会员代号"), "NET.USER_ID");
  EXPECT_EQ(first_type("采购凭证号"), "BIZ.REF_NO");
  EXPECT_EQ(first_type("vehicle_longitude"), "VEH.TRAJECTORY");
}

TEST(HeaderVocabulary, KnowsPluralsOfTheLastWord) {
  for (const auto& [many, one] : {std::pair{"user_ids", "user_id"},
                                  {"member_ids", "member_id"},
                                  {"customer_ids", "customer_id"},
                                  {"emails", "email"},
                                  {"phones", "phone"},
                                  {"openids", "openid"},
                                  {"phone_numbers", "phone_number"},
                                  {"email_addresses", "email_address"},
                                  {"用户ids", "用户id"}})
    EXPECT_EQ(first_type(many), first_type(one)) << many;
  EXPECT_NE(first_type("status"), "");
  EXPECT_EQ(first_type("user_status"), first_type("user status"));
}

TEST(HeaderVocabulary, TakesADigestOfAnIdentifierForAPseudonym) {
  EXPECT_EQ(first_type("phone_md5"), "NET.USER_ID");
  EXPECT_EQ(first_type("用户手机号MD5"), "NET.USER_ID");
  EXPECT_EQ(first_type("file_md5"), "GEN.CODE");
}

TEST(HeaderVocabulary, SetsUnitsAndJoinedWordsApart) {
  EXPECT_EQ(test_model().vocabulary().read("重量(kg)").measure, Measure::kMass);
  EXPECT_EQ(first_type("体重(kg)"), "MED.LAB");
  EXPECT_EQ(first_type("cardnumber"), "FIN.CARD");
  EXPECT_EQ(first_type("user.contact[].phoneNo"), "CT.PHONE");
}

// Compounds that no row holds, by their parts.
TEST(HeaderVocabulary, UnfoldsInitialsAndFullPinyin) {
  EXPECT_EQ(first_type("syrlxdh"), "CT.MOBILE");
  EXPECT_EQ(first_type("jkrsfzhm"), "ID.CN_RESIDENT");
  EXPECT_EQ(first_type("chengyunrenxingming"), "ID.NAME");
  EXPECT_EQ(first_type("baozhashuliang"), "GEN.NUMBER");
}

// Camel case parts syllables and initials that belong together.
TEST(HeaderVocabulary, JoinsSyllablesThatTheirWriterParted) {
  EXPECT_EQ(first_type("xingMing"), "ID.NAME");
  EXPECT_EQ(first_type("souSuoGuanJianCi"), "NET.BEHAVIOUR");
  EXPECT_EQ(first_type("kh_xm"), "ID.NAME");
  EXPECT_EQ(first_type("dueDate"), "GEN.DATE") << "due is a syllable, date is none";
}

TEST(HeaderVocabulary, LeavesOutAUnitAtTheEnd) {
  const HeaderReading reading = test_model().vocabulary().read("coating_weight_gsm");
  EXPECT_EQ(reading.measure, Measure::kContent);
  EXPECT_EQ(reading.known_permille, 1000);
  EXPECT_EQ(first_type("输送容量MW"), "INF.FACILITY");
}

// A beginning that nobody knows does not hide the initials of a known word behind it.
TEST(HeaderVocabulary, KnowsTheEndingOfUnknownInitials) {
  EXPECT_EQ(first_type("zlpje"), "FIN.INSURANCE");
  EXPECT_EQ(first_type("qpsfzh"), "ID.CN_RESIDENT");
  EXPECT_EQ(first_type("ulpje"), "") << "no syllable begins with u";
}

TEST(HeaderVocabulary, LeavesOutWhatANumberIsPer) {
  EXPECT_EQ(first_type("price_per_box"), first_type("price"));
  EXPECT_EQ(first_type("salary per month"), "EE.INCOME");
  EXPECT_NE(test_model().vocabulary().read("income per capita").topics,
            test_model().vocabulary().read("income").topics);
}

TEST(HeaderVocabulary, TellsACapacityByWhoseItIs) {
  EXPECT_EQ(first_type("泵站提升能力"), "INF.FACILITY");
  EXPECT_EQ(first_type("工厂设计能力"), "IND.OUTPUT");
  EXPECT_EQ(first_type("qwrtz_capacity"), "GEN.NUMBER");
}

TEST(HeaderVocabulary, LooksPastThePrefixesOfSystems) {
  EXPECT_EQ(first_type("F_CUST_NM"), "ID.NAME");
  EXPECT_EQ(first_type("ZZ_MOB_NO"), "CT.MOBILE");
  EXPECT_EQ(first_type("FEmail"), "CT.EMAIL");
  EXPECT_EQ(first_type("cinvoice"), "BIZ.REF_NO");
  EXPECT_EQ(first_type("gps_lat_e7"), first_type("gps_lat"));
}

TEST(HeaderVocabulary, SpellsOutAbbreviationsInsideCompounds) {
  EXPECT_EQ(first_type("BRTH_DT"), "DM.BIRTH_DATE");
  EXPECT_EQ(first_type("marr_sts"), "DM.MARITAL");
  EXPECT_EQ(first_type("mbr_nbr"), "NET.USER_ID");
}

TEST(HeaderVocabulary, RoleAboutNothingKnownIsOfItsGeneralType) {
  EXPECT_EQ(first_type("qwrtz_date"), "GEN.DATE");
  EXPECT_EQ(first_type("qwrtz_percent"), "GEN.NUMBER");
}

TEST(HeaderVocabulary, ReadsPersonalWordsOfOtherLanguages) {
  EXPECT_EQ(first_type("Geburtsdatum"), "DM.BIRTH_DATE");
  EXPECT_EQ(first_type("Straße Hausnr"), "CT.ADDRESS");
  EXPECT_EQ(first_type("date de naissance"), "DM.BIRTH_DATE");
  EXPECT_EQ(first_type("correo electrónico"), "CT.EMAIL");
  EXPECT_EQ(first_type("患者氏名"), "ID.NAME");
  EXPECT_EQ(first_type("受付番号"), "MED.RECORD_NO");
  EXPECT_EQ(first_type("휴대폰번호"), "CT.MOBILE");
  EXPECT_EQ(first_type("주민등록번호"), "ID.OTHER_NATIONAL");
}

TEST(HeaderVocabulary, KnowsQuestionsAndFlags) {
  EXPECT_TRUE(test_model().vocabulary().read("How often do you check the weather?").is_question);
  EXPECT_TRUE(test_model().vocabulary().read("是否逾期").is_flag);
  EXPECT_FALSE(test_model().vocabulary().read("年龄").is_question);
}

TEST(HeaderVocabulary, SurvivesBrokenBytesAndLongHeaders) {
  EXPECT_EQ(first_type("\xff\xfe\x80"), "");
  EXPECT_EQ(first_type(std::string(100'000, 'x')), "");
  EXPECT_EQ(first_type(""), "");
}

// The file is read in place: a form that is not in its canonical spelling would never be found.
TEST(HeaderVocabulary, HoldsEveryFormInCanonicalSpelling) {
  const std::string text = model_file("header_vocabulary.tsv");
  std::size_t forms = 0;
  for (const TsvRow& row : tsv_rows(text)) {
    if (row.field(0) != "word") continue;
    for (std::size_t c = 2; c < 6; ++c) {
      for (const std::string_view form : split(row.field(c), ',')) {
        const auto units = header_units(form);
        EXPECT_EQ(joined_units(units, 0, units.size()), form) << row.place("header_vocabulary.tsv");
        ++forms;
      }
    }
  }
  EXPECT_GT(forms, 20'000u);
}

TEST(HeaderVocabulary, HasWordsInBothLanguagesForEveryType) {
  const std::string text = model_file("header_vocabulary.tsv");
  for (const TypeInfo& type : test_model().taxonomy().types()) {
    bool zh = false;
    bool en = false;
    for (const TsvRow& row : tsv_rows(text)) {
      if (row.field(1).find(type.code) == std::string_view::npos) continue;
      zh = zh || !row.field(2).empty();
      en = en || !row.field(3).empty();
    }
    EXPECT_TRUE(zh && en) << type.code;
  }
}

TEST(HeaderVocabulary, RefusesAnUnknownTypeAndSaysWhere) {
  const auto bad = HeaderVocabulary::parse("word\tNO.SUCH:900\t词\n", test_model().taxonomy());
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().where, "models/header_vocabulary.tsv:1");
  EXPECT_FALSE(HeaderVocabulary::parse("word\tID.NAME:0\tx\n", test_model().taxonomy()).has_value());
  EXPECT_FALSE(HeaderVocabulary::parse("what\tis\tthis\n", test_model().taxonomy()).has_value());
}

}  // namespace
}  // namespace tidegate
