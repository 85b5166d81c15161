#include "tidegate/lists/list_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tidegate/lists/words.h"

namespace tidegate::lists {
namespace {

using ::testing::HasSubstr;

const std::string kHeader =
    "list_id\trow\tedition\teffective_from\teffective_to\tzone\tsector_zh\tsector_en\tscenario_zh\tscenario_"
    "en\tunit\t"
    "field_zh\tfield_en\tkind\troute\tthreshold\tpersons_from\tpersons_"
    "below\tsource\tgrade\ttaxonomy\tnote\n";

std::string line(std::string_view unit = "field", std::string_view from = "2024-01-01",
                 std::string_view type = "A.B", std::string_view number = "1") {
  return std::string("zone-1\t") + std::string(number) + "\t2024\t" + std::string(from) +
         "\t\tCN\t汽车\tAutomotive\t\t\t" + std::string(unit) +
         "\t源代码\tSource code\timportant\tassessment\t\t\t\tannex\tT\t" + std::string(type) + "\t\n";
}

bool is_type(std::string_view code) { return code == "A.B"; }

std::string read(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(ListRows, ReadARowAndItsDays) {
  const auto rows = parse_list_rows(kHeader + line(), "f", is_type);
  ASSERT_TRUE(rows.has_value()) << rows.error().what;
  EXPECT_EQ((*rows)[0].field, (Text{"Source code", "源代码"}));
  EXPECT_EQ((*rows)[0].in_force.from, *Date::of(2024, 1, 1));
  EXPECT_TRUE((*rows)[0].in_force.is_open());
  EXPECT_EQ((*rows)[0].taxonomy, (std::vector<std::string>{"A.B"}));
}

TEST(ListRows, NameEveryProblemByLineAndColumnInBothLanguages) {
  const auto rows = parse_list_rows(kHeader + line("fields") + line("field", "2024-13-01", "A.B", "2") +
                                        line("field", "2024-01-01", "X.Y", "3") + line(),
                                    "f.tsv", is_type);
  ASSERT_FALSE(rows.has_value());
  const Error& error = rows.error();
  EXPECT_EQ(error.where, "f.tsv:2");
  EXPECT_THAT(error.what, HasSubstr("line 2, unit: \"fields\" is none of field, class, scale"));
  EXPECT_THAT(error.what, HasSubstr("line 3, effective_from: "));
  EXPECT_THAT(error.what, HasSubstr("line 4, taxonomy: \"X.Y\" is no type of the taxonomy"));
  EXPECT_THAT(error.what, HasSubstr("line 5, row: stands here twice"));
  EXPECT_THAT(error.what_zh, HasSubstr("第 4 行，taxonomy："));
}

TEST(ListRows, CountProblemsBeyondTheFirstTwenty) {
  std::string text = kHeader;
  for (int i = 0; i < 25; ++i) text += line("fields", "2024-01-01", "A.B", std::to_string(i));
  const auto rows = parse_list_rows(text, "f", is_type);
  ASSERT_FALSE(rows.has_value());
  EXPECT_THAT(rows.error().what, HasSubstr("and 5 more"));
}

TEST(ListRows, RefuseAnotherHeaderAndATableWithoutRows) {
  EXPECT_FALSE(parse_list_rows("list_id\trow\n", "f", is_type).has_value());
  EXPECT_FALSE(parse_list_rows(kHeader, "f", is_type).has_value());
  EXPECT_FALSE(parse_list_rows("", "f", is_type).has_value());
  EXPECT_FALSE(parse_list_coverage("", "f").has_value());
}

TEST(ListRows, TakeAByteOrderMarkAndLineEndsOfWindows) {
  std::string text = "\xEF\xBB\xBF" + kHeader + line();
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  EXPECT_TRUE(parse_list_rows(text, "f", is_type).has_value());
}

TEST(ListRows, RefuseARangeOrAnIntervalThatIsEmpty) {
  std::string text = kHeader + line();
  const std::size_t days = text.find("2024-01-01\t");
  text.insert(days + 11, "2024-01-01");
  EXPECT_THAT(parse_list_rows(text, "f", is_type).error().what, HasSubstr("effective_to: is not behind"));
}

TEST(ListRows, OfAnyLineAreReadOrRefusedAndWrittenAsRead) {
  rc::check([] {
    std::string text = kHeader + line();
    const auto at = *rc::gen::inRange<std::size_t>(kHeader.size(), text.size());
    text[at] = *rc::gen::arbitrary<char>();
    const auto rows = parse_list_rows(text, "f", is_type);
    if (!rows) RC_DISCARD();
    const auto again = parse_list_rows(list_rows_text(*rows), "f", is_type);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == *rows);
  });
}

// Every list of the repository, its coverage and the words that are matched with it.
TEST(ListRows, OfTheRepositoryAreAllSound) {
  const std::filesystem::path folder(TIDEGATE_SOURCE_DIR "/lists");
  const auto coverage = parse_list_coverage(read(folder / "coverage.tsv"), "coverage.tsv");
  ASSERT_TRUE(coverage.has_value()) << coverage.error().what;
  std::size_t rows = 0;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("cn-")) continue;
    const auto list = parse_list_rows(read(entry.path()), name, [](std::string_view) { return true; });
    ASSERT_TRUE(list.has_value()) << list.error().what;
    EXPECT_EQ(list->front().list_id + ".tsv", name);
    EXPECT_TRUE(std::any_of(coverage->begin(), coverage->end(),
                            [&](const ListCoverage& c) { return c.list_id == list->front().list_id; }))
        << name << " has no line in coverage.tsv";
    rows += list->size();
    ++files;
  }
  EXPECT_EQ(files, 18U);
  EXPECT_EQ(rows, 943U);
  for (const ListCoverage& c : *coverage) {
    EXPECT_TRUE(c.zone == "CN" || c.status != "complete") << c.list_id << ": no zone's list is whole here";
    EXPECT_EQ(c.missing.en.empty(), c.missing.zh.empty());
    EXPECT_TRUE(std::none_of(c.official.zh.begin(), c.official.zh.end(),
                             [](char letter) { return letter >= 'a' && letter <= 'z'; }))
        << c.list_id << " counts in English for Chinese readers: " << c.official.zh;
  }
  const std::filesystem::path models(TIDEGATE_SOURCE_DIR "/models/lists");
  const auto words = ListWords::parse(read(models / "concepts.tsv"), read(models / "sectors.tsv"),
                                      read(models / "zones.tsv"));
  ASSERT_TRUE(words.has_value()) << words.error().where << ": " << words.error().what;
}

}  // namespace
}  // namespace tidegate::lists
