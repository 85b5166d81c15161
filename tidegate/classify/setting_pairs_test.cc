#include "tidegate/classify/setting_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate {
namespace {

using Rows = std::vector<std::vector<std::pair<std::uint32_t, std::string>>>;  // column, cell

RowBlock block_of(const Rows& rows) {
  RowBlock block;
  for (const auto& row : rows) {
    for (const auto& [column, cell] : row) block.add_cell(column, cell);
    block.end_row();
  }
  return block;
}

// "0:SEC.PASSWORD 2 ": what is told inside the columns.
std::string told(const std::vector<std::string>& columns, const Rows& rows) {
  static const LiteralMatcher literals;
  SettingPairs first(columns, literals);
  SettingPairs second(columns, literals);
  const std::size_t half = rows.size() / 2;
  first.add(block_of({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(half)}));
  second.add(block_of({rows.begin() + static_cast<std::ptrdiff_t>(half), rows.end()}));
  first.merge(second);
  std::vector<ColumnProfile> profiles(columns.size());
  for (ColumnProfile& profile : profiles) profile.is_harmless = true;
  first.tell(profiles);
  std::string out;
  for (std::size_t c = 0; c < profiles.size(); ++c) {
    for (const InText& inside : profiles[c].in_text) {
      out += std::to_string(c) + ":" + inside.type + " " + std::to_string(inside.cells) + " ";
      EXPECT_FALSE(profiles[c].is_harmless);
    }
  }
  return out;
}

const Rows kSettings{{{0, "db_password"}, {1, "Tr0ub4dor&3xK"}},
                     {{0, "region"}, {1, "cn-north-1"}},
                     {{0, "timeout"}, {1, "30"}},
                     {{0, "SMTP_PASSWORD"}, {1, "zq8 Kw2!pLm"}}};

TEST(SettingPairs, SecretsOfANameAndItsValueAreTold) {
  for (const auto& [name, value] : {std::pair{"key", "value"},
                                    {"name", "value"},
                                    {"Name", "Value"},
                                    {"param_name", "param_value"},
                                    {"ParameterKey", "ParameterValue"},
                                    {"variable", "value"},
                                    {"参数名", "参数值"},
                                    {"键", "值"},
                                    {"env[].name", "env[].value"},
                                    {"配置项", "值"}})
    EXPECT_EQ(told({name, value}, kSettings), "1:SEC.PASSWORD 2 ") << name;
}

TEST(SettingPairs, OtherColumnsAreNoPair) {
  for (const auto& [name, value] : {std::pair{"key", "amount"},
                                    {"a.name", "b.value"},
                                    {"param_name", "unit_value"},
                                    {"city", "value"},
                                    {"name", "valueFrom"},
                                    {"", "value"}})
    EXPECT_EQ(told({name, value}, kSettings), "") << name;
}

TEST(SettingPairs, OfAnArrayEachNameHasTheValueAtItsPlace) {
  EXPECT_EQ(told({"env[].name", "env[].value"}, {{{0, "region"},
                                                  {0, "db_password"},
                                                  {0, "size"},
                                                  {1, "cn-north-1"},
                                                  {1, "Tr0ub4dor&3xK"},
                                                  {1, "3"}},
                                                 {}}),
            "1:SEC.PASSWORD 1 ");
  EXPECT_EQ(
      told({"env[].name", "env[].value"}, {{{0, "region"}, {1, "a"}, {1, "Tr0ub4dor&3xK"}}, {{1, "x"}}}), "");
}

TEST(SettingPairs, PlainSettingsHoldNoSecret) {
  EXPECT_EQ(told({"key", "value"}, {{{0, "password_min_length"}, {1, "12"}},
                                    {{0, "password"}, {1, "********"}},
                                    {{0, "db_password"}, {1, ""}},
                                    {{0, "theme"}, {1, "dark"}}}),
            "");
}

}  // namespace
}  // namespace tidegate
