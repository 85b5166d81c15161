#include "tidegate/classify/taxonomy.h"

#include <gtest/gtest.h>

#include <set>

#include "tidegate/classify/test_model.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }

TEST(Taxonomy, HoldsAHundredTypesWithNamesInBothLanguages) {
  EXPECT_EQ(test_model().taxonomy().types().size(), 100u);
  for (const TypeInfo& type : test_model().taxonomy().types())
    EXPECT_FALSE(type.name.zh.empty()) << type.code;
}

// GB/T 45574-2025 lists the photo of the identity card, no longer the number.
TEST(Taxonomy, ChangesTheClassOfTheResidentNumberOnTheDayOfTheNewStandard) {
  const Taxonomy& taxonomy = test_model().taxonomy();
  EXPECT_EQ(taxonomy.sensitivity_on("ID.CN_RESIDENT", day("2025-10-31")), Sensitivity::kSensitive);
  EXPECT_EQ(taxonomy.sensitivity_on("ID.CN_RESIDENT", day("2025-11-01")), Sensitivity::kPersonal);
  EXPECT_NE(taxonomy.class_source_on("ID.CN_RESIDENT", day("2024-01-01")).find("GB/T 35273-2020"),
            std::string_view::npos);
}

TEST(Taxonomy, KeepsSensitiveWhatBothStandardsList) {
  const Taxonomy& taxonomy = test_model().taxonomy();
  for (const char* code : {"MED.DIAGNOSIS", "BIO.TEMPLATE", "FIN.ACCOUNT", "DM.RELIGION", "LOC.TRAJECTORY"}) {
    EXPECT_EQ(taxonomy.sensitivity_on(code, day("2024-06-01")), Sensitivity::kSensitive) << code;
    EXPECT_EQ(taxonomy.sensitivity_on(code, day("2026-06-01")), Sensitivity::kSensitive) << code;
  }
}

TEST(Taxonomy, CallsSecretsAndImportantHintsByName) {
  const Taxonomy& taxonomy = test_model().taxonomy();
  EXPECT_EQ(taxonomy.sensitivity_on("SEC.PASSWORD", day("2024-06-01")), Sensitivity::kSecret);
  EXPECT_EQ(taxonomy.sensitivity_on("INF.SCADA", day("2026-06-01")), Sensitivity::kImportant);
  EXPECT_EQ(taxonomy.sensitivity_on("GEN.NUMBER", day("2026-06-01")), Sensitivity::kNone);
  EXPECT_EQ(taxonomy.sensitivity_on("NO.SUCH", day("2026-06-01")), Sensitivity::kNone);
  EXPECT_EQ(taxonomy.at(*taxonomy.find("LOC.PRECISE")).us_category, "precise_geolocation");
  EXPECT_EQ(taxonomy.at(*taxonomy.find("DM.RELIGION")).gdpr_special, "art9:religion");
}

TEST(Taxonomy, RefusesARowOfClassesThatNamesNoTypeAndSaysWhere) {
  const auto bad = Taxonomy::parse(model_file("taxonomy.json"), "# head\nNO.SUCH\t\t2025-11-01\tspi\tx\n");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().where, "models/type_classes.tsv:2");
  EXPECT_FALSE(Taxonomy::parse("{}", "").has_value());
  EXPECT_FALSE(Taxonomy::parse("[", "").has_value());
}

// Rows of the official list whose field is narrower than the type: a whole column of the type is not the row.
TEST(Taxonomy, FollowsAnnexBOfTheOldStandardRowByRow) {
  const char* data = std::getenv("TIDEGATE_DATA");
  if (data == nullptr) GTEST_SKIP() << "TIDEGATE_DATA is not set";
  const std::string list = "/lists/cn-gbt35273-2020-b.tsv";
  std::ifstream in(std::string(data) + "/data" + list);
  if (!in) in.open(std::string(data) + list);
  ASSERT_TRUE(in.is_open()) << "the list is not under TIDEGATE_DATA";
  std::stringstream bytes;
  bytes << in.rdbuf();
  const std::string text = bytes.str();
  const std::set<std::string_view> narrower{
      "GEN.CODE",                        // a game's redemption code cannot be told from other codes
      "CT.PHONE",                        // an address book is a list of others' numbers
      "CT.IM",                           // friends and groups likewise
      "MED.EPIDEMIC",                    // a person's history of infection is a diagnosis, not a count
      "DM.AGE",       "DM.BIRTH_DATE"};  // children alone: counted by persons_under14
  for (const TsvRow& row : tsv_rows(text)) {
    for (const std::string_view code : split(row.field(20), ';')) {
      if (!test_model().taxonomy().find(code) || narrower.contains(code)) continue;
      const Sensitivity s = test_model().taxonomy().sensitivity_on(code, day("2024-06-01"));
      EXPECT_GE(s, Sensitivity::kSensitive) << code << " " << row.field(11);
    }
  }
}

}  // namespace
}  // namespace tidegate
