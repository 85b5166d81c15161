#include "tidegate/classify/user_types/user_types.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "tidegate/classify/user_types/user_type_pattern.h"
#include "tidegate/classify/user_types/user_type_scan.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

std::string definition(const std::string& pattern, const std::string& match, const std::string& more = "") {
  return fmt::format(
      R"({{"types":[{{"code":"USER.STAFF_NO","name":{{"en":"staff number","zh":"工号"}},"class":"pi",)"
      R"("pattern":"{}","examples":{{"match":["{}"]}}{}}}]}})",
      pattern, match, more);
}

Result<UserTypes> types_of(const std::string& text) {
  const auto json = parse_json(text, "types.json");
  EXPECT_TRUE(json.has_value()) << text;
  return UserTypes::parse(*json, "types.json");
}

std::vector<std::string> found(const UserTypes& types, const std::string& text) {
  std::string lower = text;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  std::vector<FoundUserValue> values;
  types.find(0, text, lower, values);
  std::vector<std::string> out;
  for (const FoundUserValue& value : values) out.push_back(text.substr(value.begin, value.end - value.begin));
  return out;
}

void refused(const std::string& text, ErrorCode code, const std::string& where, const std::string& what) {
  const auto types = types_of(text);
  ASSERT_FALSE(types.has_value()) << text;
  EXPECT_EQ(types.error().code, code) << types.error().what;
  EXPECT_THAT(types.error().where, HasSubstr(where));
  EXPECT_THAT(types.error().what, HasSubstr(what));
  EXPECT_FALSE(types.error().what_zh.empty());
}

TEST(UserTypes, StandByThemselvesInText) {
  const auto types = types_of(definition("ST-[0-9]{6}", "ST-004711"));
  ASSERT_TRUE(types.has_value());
  EXPECT_EQ(found(*types, "工号ST-004711和 st-1, XST-004712, ST-0047133; ST-004714"),
            (std::vector<std::string>{"ST-004711", "ST-004714"}));
  EXPECT_TRUE(types->is_value(0, " ST-004711 "));
  EXPECT_FALSE(types->is_value(0, "ST-004711x"));
}

TEST(UserTypes, ARunOfDigitsIsTriedWhereItBegins) {
  const auto types = types_of(definition("7[0-9]{7}", "71234567"));
  ASSERT_TRUE(types.has_value());
  EXPECT_EQ(found(*types, "a71234567 71234567 171234567 712345678 (79999999)"),
            (std::vector<std::string>{"71234567", "79999999"}));
}

TEST(UserTypes, AskForTheirCheckAndContext) {
  const auto checked = types_of(definition("9[0-9]{15}", "9000000000000001", R"(,"check":"luhn")"));
  ASSERT_TRUE(checked.has_value()) << checked.error().what;
  EXPECT_TRUE(found(*checked, "9000000000000002").empty());
  const auto near =
      types_of(definition("7[0-9]{7}", "71234567", R"(,"context":["Staff","工号"],"needs_context":true)"));
  ASSERT_TRUE(near.has_value());
  EXPECT_EQ(found(*near, "staff 71234567"), (std::vector<std::string>{"71234567"}));
  EXPECT_EQ(found(*near, "工号：71234567"), (std::vector<std::string>{"71234567"}));
  EXPECT_TRUE(found(*near, "order 71234567, seen by staff").empty());
}

TEST(UserTypes, AreRefusedWithTheirPlaceAndWhatToDo) {
  refused(definition("(", "x"), ErrorCode::kMalformed, "/types/0/pattern", "RE2");
  refused(definition("ST-[0-9]{6}", "ST-1"), ErrorCode::kMalformed, "/types/0/examples/match/0", "refuse it");
  refused(definition("x*", "x"), ErrorCode::kMalformed, "/types/0/pattern", "empty");
  refused(definition("ST-[0-9]{6}", "ST-123456", R"(,"check":"crc")"), ErrorCode::kMalformed,
          "/types/0/check", "");
  refused(definition("ST-[0-9]{6}", "ST-123456", R"(,"needs_context":true)"), ErrorCode::kMalformed,
          "/types/0", "context");
  refused(definition("ST-[0-9]{6}", "ST-123456", R"(,"typo":true)"), ErrorCode::kMalformed, "/types/0", "");
}

TEST(UserTypes, ThatWouldSlowTheScanAreRefused) {
  refused(definition(".+", "x"), ErrorCode::kLimit, "/types/0/pattern", "everywhere");
  refused(definition("[^ ]+@", "x@"), ErrorCode::kLimit, "/types/0/pattern", "everywhere");
  refused(definition("[a-z]+[0-9]*", "x1"), ErrorCode::kLimit, "/types/0/pattern", "64 at most");
  refused(definition("ST-(a[0-9]b?){1,900}", "ST-a1"), ErrorCode::kLimit, "/types/0/pattern", "");
  const auto cheap = types_of(definition("[A-Z]{2}[0-9]{6}", "AB123456"));
  ASSERT_TRUE(cheap.has_value()) << cheap.error().what;
  EXPECT_GT(cheap->all()[0].cost.tries, 0u);
}

// Many types in one file, each with its own word before the pattern.
std::string many(std::size_t n, const std::string& pattern, const std::string& match) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += fmt::format(R"({}{{"code":"USER.T{}","name":{{"en":"t","zh":"t"}},"class":"pi",)"
                       R"("pattern":"{}","examples":{{"match":["{}"]}}}})",
                       i == 0 ? "" : ",", i, fmt::format(fmt::runtime(pattern), fmt::arg("i", i)),
                       fmt::format(fmt::runtime(match), fmt::arg("i", i)));
  }
  return fmt::format(R"({{"types":[{}]}})", all);
}

TEST(UserTypes, AreChargedTogetherForWhatTheirTriesMayLookAt) {
  refused(many(20, "(?:[a-z]+ ){{1,14}}figures (?:[a-z]+ ){{1,14}}{i}", "the figures are {i}"),
          ErrorCode::kLimit, "/pattern", "all together");
  const auto error =
      types_of(many(20, "(?:[a-z]+ ){{1,14}}figures (?:[a-z]+ ){{1,14}}{i}", "the figures are {i}")).error();
  EXPECT_NE(error.what.find("begin with its fixed characters"), std::string::npos) << error.what;
  EXPECT_NE(error.what_zh.find("以其固定字符开头"), std::string::npos)
      << "the advice is the same: " << error.what_zh;
  for (const auto& [pattern, match] : {std::pair{"ST{i}-[0-9]{{6}}", "ST{i}-004711"},
                                       std::pair{"[A-Z]{{2}}{i}X[0-9]{{6}}", "AB{i}X123456"}}) {
    const auto fifty = types_of(many(50, pattern, match));
    EXPECT_TRUE(fifty.has_value()) << fifty.error().what;
  }
}

TEST(UserTypes, ALiteralThatStandsEverywhereHidesNoValue) {
  const auto types = types_of(definition("[A-Z]{2}-acme-[0-9]{2,}(?: [a-z]*)*", "AB-acme-12"));
  ASSERT_TRUE(types.has_value()) << types.error().what;
  std::string text;
  for (int i = 0; i < 500; ++i) text += "xAB-acme-12 -acme- ";
  const std::vector<std::string> in_words = found(*types, text + "CD-acme-77;");
  ASSERT_FALSE(in_words.empty());
  EXPECT_EQ(in_words.back(), "CD-acme-77");
  const std::vector<std::string> apart =
      found(*types, "AB-acme-12;AB-acme-13;" + std::string(3000, '.') + "AB-acme-14");
  EXPECT_EQ(apart, (std::vector<std::string>{"AB-acme-12", "AB-acme-13", "AB-acme-14"}));
  const std::vector<std::string> long_one = found(*types, "AB-acme-12" + std::string(400, ' '));
  ASSERT_EQ(long_one.size(), 1u) << "its first octets are a value";
  EXPECT_EQ(long_one[0].size(), kLongestUserValue);
}

TEST(UserTypes, LongerWordsInALineHideNoValueBehindThem) {
  const auto types = types_of(definition("ST-[0-9]{6}", "ST-004711"));
  ASSERT_TRUE(types.has_value()) << types.error().what;
  std::string line;
  for (int i = 0; i < 300; ++i) line += "XST-004711 ";
  EXPECT_EQ(found(*types, line + "ST-004712"), (std::vector<std::string>{"ST-004712"}));
}

TEST(UserTypes, ThatMatchWholeCellsAloneAreTold) {
  for (const auto& [pattern, is_in_text] :
       {std::pair{"ST-[0-9]{6}", true}, std::pair{"^ST-[0-9]{6}", false}, std::pair{"ST-[0-9]{6}$", false}}) {
    const auto types = types_of(definition(pattern, "ST-004711"));
    ASSERT_TRUE(types.has_value()) << types.error().what;
    EXPECT_EQ(types->all()[0].is_found_in_text, is_in_text) << pattern;
  }
}

// The plain twin asks each type by itself.
TEST(UserTypes, WhatTheSievePassesOverHoldsNoValue) {
  for (const auto& [pattern, match] :
       {std::pair{"[A-Z]{{2}}{i}X[0-9]{{2}}", "AB{i}X77"}, std::pair{"Nr{i}:[a-z]|工号{i}号", "Nr{i}:z"}}) {
    const auto types = types_of(many(30, pattern, match));
    ASSERT_TRUE(types.has_value()) << types.error().what;
    std::uint32_t state = 1;
    std::size_t values = 0;
    for (int round = 0; round < 2000; ++round) {
      std::string text;
      for (int part = 0; part < 3; ++part) {
        state = state * 1664525U + 1013904223U;
        constexpr std::array<std::string_view, 4> kGlue{"", " ", ",", "x"};
        constexpr std::array<const char*, 3> kParts{"AB{0}X77", "nR{0}:q Nr{0}:q", "工号{0}号"};
        text += kGlue[(state >> 16) % kGlue.size()];
        text += fmt::format(fmt::runtime(kParts[(state >> 20) % kParts.size()]), (state >> 8) % 40);
      }
      const std::uint64_t may = types->may_hold(text);
      for (std::size_t type = 0; type < types->all().size(); ++type) {
        std::vector<FoundUserValue> plain;
        types->find(type, text, lowered(text), plain);
        const bool is_there = !plain.empty() || types->is_value(type, text);
        if (is_there) ++values;
        EXPECT_TRUE(!is_there || (may >> type & 1) != 0) << text;
      }
    }
    EXPECT_GT(values, 100U);
  }
}

RowBlock rows_of(const std::vector<std::string>& cells) {
  RowBlock block;
  block.row_begin.push_back(0);
  for (const std::string& cell : cells) {
    block.cells.push_back(
        {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(cell.size()), 0});
    block.text += cell + "\n";
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

ColumnProfile judged(const UserTypes& types, const std::vector<std::string>& cells, const std::string& header,
                     Sensitivity before) {
  UserTypeScan scan(types);
  UserTypeScan other(types);
  scan.add(rows_of({cells.begin(), cells.begin() + 1}), nullptr);
  other.add(rows_of({cells.begin() + 1, cells.end()}), nullptr);
  scan.merge(std::move(other));
  std::vector<ColumnProfile> columns(1);
  columns[0].type = "TX.CODE";
  columns[0].sensitivity = before;
  columns[0].non_empty = cells.size();
  columns[0].also = {"GEN.CODE", "BIZ.REF_NO", "GEN.NUMBER"};
  columns[0].important_hint = 2;
  scan.judge({header}, columns);
  EXPECT_EQ(columns[0].type, "TX.CODE") << "lists ask by what it is without them";
  name_by_own_types(types, columns);
  return columns[0];
}

TEST(UserTypeScan, JudgesByShareAndHeader) {
  const auto types = types_of(definition("ST-[0-9]{6}", "ST-004711", R"(,"headers":["staff no"])"));
  ASSERT_TRUE(types.has_value());
  const std::vector<std::string> most{"ST-004711", "ST-004712", "ST-004713", "ST-004714"};
  const std::vector<std::string> half{"ST-004711", "ST-004712", "none", "see ST-004714"};
  const ColumnProfile column = judged(*types, most, "x", Sensitivity::kNone);
  EXPECT_EQ(column.type, "USER.STAFF_NO");
  EXPECT_EQ(column.sensitivity, Sensitivity::kPersonal);
  EXPECT_EQ(column.also.front(), "TX.CODE");
  EXPECT_EQ(judged(*types, half, "x", Sensitivity::kNone).type, "TX.CODE");
  EXPECT_EQ(judged(*types, half, "x", Sensitivity::kNone).in_text.at(0).cells, 3u);
  EXPECT_EQ(judged(*types, half, "Staff_No", Sensitivity::kNone).type, "USER.STAFF_NO");
}

TEST(UserTypeScan, TakesNothingAwayFromAVerdictWithAClass) {
  const auto types = types_of(definition("ST-[0-9]{6}", "ST-004711"));
  ASSERT_TRUE(types.has_value());
  for (const Sensitivity before :
       {Sensitivity::kImportant, Sensitivity::kPersonal, Sensitivity::kSensitive, Sensitivity::kSecret}) {
    const ColumnProfile column = judged(*types, {"ST-004711", "ST-004712"}, "x", before);
    EXPECT_EQ(column.type, "TX.CODE");
    EXPECT_EQ(column.sensitivity, before);
    EXPECT_EQ(column.important_hint, 2);
    EXPECT_EQ(column.also, (std::vector<TypeCode>{"GEN.CODE", "BIZ.REF_NO", "GEN.NUMBER", "USER.STAFF_NO"}));
    ASSERT_EQ(column.in_text.size(), 1u) << "a finding of its own beside it";
    EXPECT_EQ(column.in_text[0].cells, 2u);
  }
}

TEST(UserTypeScan, NamesAColumnWithoutAClassAndKeepsItsHintAndItsOthers) {
  const auto types = types_of(definition("ST-[0-9]{6}", "ST-004711"));
  ASSERT_TRUE(types.has_value());
  const ColumnProfile column = judged(*types, {"ST-004711", "ST-004712"}, "x", Sensitivity::kNone);
  EXPECT_EQ(column.type, "USER.STAFF_NO");
  EXPECT_EQ(column.important_hint, 2);
  EXPECT_EQ(column.also, (std::vector<TypeCode>{"TX.CODE", "GEN.CODE", "BIZ.REF_NO", "GEN.NUMBER"}));
  EXPECT_TRUE(column.in_text.empty());
}

}  // namespace
}  // namespace tidegate
