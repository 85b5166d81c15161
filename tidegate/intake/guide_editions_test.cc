#include "tidegate/intake/guide_editions.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tidegate/intake/precheck_test.h"

namespace tidegate::intake {

const std::vector<GuideEdition>& guide_editions() {
  static const std::vector<GuideEdition> editions = [] {
    std::ifstream file(TIDEGATE_SOURCE_DIR "/forms/cn-sa-editions.json", std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    auto read = parse_guide_editions(json, "cn-sa-editions.json");
    EXPECT_TRUE(read);
    return read ? *read : std::vector<GuideEdition>();
  }();
  return editions;
}

namespace {

int number_on(int year, int month, int day) {
  return guide_on(*Date::of(year, month, day), guide_editions()).number;
}

TEST(GuideEditions, EachIsInForceFromItsDayToTheNextOnes) {
  EXPECT_EQ(number_on(2022, 9, 1), 1);
  EXPECT_EQ(number_on(2024, 3, 21), 1);
  EXPECT_EQ(number_on(2024, 3, 22), 2);
  EXPECT_EQ(number_on(2025, 6, 26), 2);
  EXPECT_EQ(number_on(2025, 6, 27), 3);
  EXPECT_EQ(number_on(2026, 6, 15), 3);
  EXPECT_EQ(number_on(2020, 1, 1), 1);  // nothing was before it
}

TEST(GuideEditions, WithoutAnyTheGuideHasNoNumber) {
  const GuideEdition none = guide_on(kDay, {});
  EXPECT_EQ(none.number, 0);
  EXPECT_FALSE(none.title.en.empty());
}

TEST(GuideEditions, OfAnotherFormatOrOutOfOrderIsRefused) {
  const std::string one =
      R"({"edition":2,"from":"2024-03-22","title":{"en":"a","zh":"甲"},"commitment_in_form":false,"own_link_template":false})";
  const auto file = [](const std::string& format, const std::string& editions) {
    return R"({"format":")" + format + R"(","editions":[)" + editions + "]}";
  };
  EXPECT_TRUE(parse_guide_editions(file("tidegate-guide-editions/1", one), "e.json"));
  EXPECT_FALSE(parse_guide_editions(file("tidegate-guide-editions/2", one), "e.json"));
  const auto twice = parse_guide_editions(file("tidegate-guide-editions/1", one + "," + one), "e.json");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().where, "e.json:/editions/1");
  EXPECT_FALSE(parse_guide_editions("{", "e.json"));
}

}  // namespace
}  // namespace tidegate::intake
