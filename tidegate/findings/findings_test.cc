#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tidegate/findings/baseline.h"
#include "tidegate/findings/find.h"

namespace tidegate::findings {
namespace {

Sensitivity class_of(std::string_view type) {
  return type == "CT.MOBILE" ? Sensitivity::kPersonal : Sensitivity::kNone;
}

ColumnProfile column(std::size_t index, std::string name, TypeCode type, Sensitivity sensitivity) {
  ColumnProfile c;
  c.index = index;
  c.name = std::move(name);
  c.type = std::move(type);
  c.sensitivity = sensitivity;
  return c;
}

DataProfile two_files() {
  DataProfile profile;
  FileProfile table;
  table.path = "./data/crm.csv";
  table.columns = {column(0, "mobile", "CT.MOBILE", Sensitivity::kPersonal),
                   column(1, "city", "GEO.CITY", Sensitivity::kNone),
                   column(2, "note", "TX.FREE", Sensitivity::kNone)};
  table.columns[2].in_text = {{"CT.MOBILE", 7}, {"TM.DATE", 3}};
  FileProfile log;
  log.path = "data//app.log";
  log.columns = {column(0, "", "TX.LOG", Sensitivity::kNone)};
  log.columns[0].in_text = {{"CT.MOBILE", 4}};
  profile.files = {table, log};
  return profile;
}

std::vector<std::vector<LinesOfType>> lines_of_log() {
  return {{}, {{"CT.MOBILE", 4, {{2, 77}, {5, 99}, {9, 77}}}, {"TM.DATE", 1, {{0, 1}}}}};
}

std::vector<std::string> ids(const std::vector<ScanFinding>& findings) {
  std::vector<std::string> out;
  for (const ScanFinding& f : findings) out.push_back(f.id);
  return out;
}

TEST(Find, TellsColumnsWhatIsInThemAndLines) {
  const auto found = find_all(two_files(), lines_of_log(), class_of);
  ASSERT_EQ(found.size(), 6u);
  EXPECT_EQ(found[0].path, "data/crm.csv");
  EXPECT_EQ(found[0].column, 0u);
  EXPECT_TRUE(found[1].is_inside);
  EXPECT_EQ(found[1].column, 2u);
  EXPECT_EQ(found[2].path, "data/app.log");
  EXPECT_EQ(found[2].line, 3u);
  EXPECT_EQ(found[4].line, 10u);
  EXPECT_EQ(found[5].line, 0u);
  EXPECT_EQ(found[5].lines, 1u);  // the fourth line, not listed
  const auto all = ids(found);
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
}

TEST(Find, ALineKeepsItsIdWhereverItMoves) {
  const auto before = find_all(two_files(), lines_of_log(), class_of);
  auto moved = lines_of_log();
  for (LinePlace& place : moved[1][0].places) place.row += 40;
  EXPECT_EQ(ids(before), ids(find_all(two_files(), moved, class_of)));
  moved[1][0].places[1].context = 100;  // the line says something else now
  const auto after = find_all(two_files(), moved, class_of);
  EXPECT_NE(before[3].id, after[3].id);
  EXPECT_EQ(before[2].id, after[2].id);
  EXPECT_EQ(before[4].id, after[4].id);
}

TEST(Find, AColumnKeepsItsIdWhileItsNameAndTypeStay) {
  DataProfile profile = two_files();
  const auto before = find_all(profile, {}, class_of);
  std::swap(profile.files[0].columns[0], profile.files[0].columns[1]);
  profile.files[0].columns[1].index = 1;
  EXPECT_EQ(before[0].id, find_all(profile, {}, class_of)[0].id);
  profile.files[0].columns[1].type = "CT.PHONE";
  EXPECT_NE(before[0].id, find_all(profile, {}, class_of)[0].id);
}

TEST(Find, ColumnsOfOneNameAndTypeHaveIdsOfTheirOwn) {
  DataProfile profile = two_files();
  profile.files[0].columns[1] = column(1, "mobile", "CT.MOBILE", Sensitivity::kPersonal);
  const auto found = find_all(profile, {}, class_of);
  EXPECT_EQ(found[0].id, find_all(two_files(), {}, class_of)[0].id);
  EXPECT_NE(found[0].id, found[1].id);
}

TEST(Find, PathsAreTidy) {
  EXPECT_EQ(tidy_path("./a//b/../c.csv"), "a/c.csv");
  EXPECT_EQ(tidy_path("/x/./y"), "/x/y");
  EXPECT_EQ(tidy_path("postgresql://h/db?x!public.t"), "postgresql://h/db?x!public.t");
}

std::vector<BaselineEntry> entries_of(const std::vector<ScanFinding>& findings, const DataProfile& profile,
                                      const std::string& until) {
  std::vector<BaselineEntry> out;
  for (const ScanFinding& f : findings) {
    BaselineEntry entry = entry_of(f, profile);
    entry.reason = "invented \"data\"\n";
    entry.on = *Date::parse("2026-01-02");
    entry.until = until;
    out.push_back(entry);
  }
  return out;
}

TEST(Baseline, HidesWhatItKnowsUntilItsDay) {
  const DataProfile profile = two_files();
  auto found = find_all(profile, lines_of_log(), class_of);
  const auto entries = entries_of(found, profile, "2026-03-01");
  const auto use = [&](const char* day) {
    return apply_baseline(entries, *Date::parse(day), {"data"}, {}, found);
  };
  EXPECT_EQ(use("2026-02-28").known, found.size());
  EXPECT_EQ(found[0].state, FindingState::kKnown);
  EXPECT_EQ(use("2026-03-01").expired, found.size());
  EXPECT_EQ(found[0].state, FindingState::kExpired);
  EXPECT_EQ(found[0].until, "2026-03-01");
  EXPECT_TRUE(use("2026-03-01").stale.empty());
}

TEST(Baseline, TellsEntriesThatMatchNothingWhereItLooked) {
  const DataProfile profile = two_files();
  const auto all = find_all(profile, lines_of_log(), class_of);
  const auto entries = entries_of(all, profile, "");
  std::vector<ScanFinding> none;
  const auto stale = [&](std::vector<std::string> roots, std::vector<std::string> unread) {
    return apply_baseline(entries, *Date::parse("2026-02-28"), roots, unread, none).stale.size();
  };
  EXPECT_EQ(stale({"./data"}, {}), 6u);
  EXPECT_EQ(stale({"."}, {}), 6u);
  EXPECT_EQ(stale({"data/crm.csv"}, {}), 2u);
  EXPECT_EQ(stale({"dat"}, {}), 0u);
  EXPECT_EQ(stale({"/data"}, {}), 0u);
  EXPECT_EQ(stale({"data"}, {"data/app.log"}), 2u);
}

TEST(Baseline, ReadsBackWhatItWroteInOneOrder) {
  const DataProfile profile = two_files();
  auto entries = entries_of(find_all(profile, lines_of_log(), class_of), profile, "2027-01-01");
  const std::string text = baseline_text(entries);
  const auto again = parse_baseline(text, "b");
  ASSERT_TRUE(again.has_value());
  EXPECT_THAT(*again, ::testing::UnorderedElementsAreArray(entries));
  std::reverse(entries.begin(), entries.end());
  EXPECT_EQ(baseline_text(entries), text);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
}

TEST(Baseline, RefusesWithTheLineAndInBothLanguages) {
  const std::string good =
      R"({"id":"00000000000000000000000000000001","on":"2026-01-02","path":"a","reason":"r","type":"T"})"
      "\n";
  const auto refused = [&](const std::string& text, ErrorCode code, const char* where) {
    const auto entries = parse_baseline(text, "b");
    ASSERT_FALSE(entries.has_value()) << text;
    EXPECT_EQ(entries.error().code, code) << text;
    EXPECT_THAT(entries.error().where, ::testing::HasSubstr(where));
    EXPECT_FALSE(entries.error().what_zh.empty());
  };
  ASSERT_TRUE(parse_baseline(good + "\n\r\n", "b").has_value());
  refused(good + good, ErrorCode::kMalformed, "b:2");
  refused(good + "{", ErrorCode::kMalformed, "b:2");
  refused(R"({"id":"1","on":"2026-01-02","path":"a","reason":"r","type":"T"})", ErrorCode::kMalformed, "/id");
  refused(R"({"id":"00000000000000000000000000000001","on":"2026-01-02","path":"a","reason":"","type":"T"})",
          ErrorCode::kMalformed, "/reason");
  refused(R"({"id":"00000000000000000000000000000001","on":"soon","path":"a","reason":"r","type":"T"})",
          ErrorCode::kMalformed, "/on");
  refused(R"({"id":"00000000000000000000000000000001","path":"a","reason":"r","type":"T"})",
          ErrorCode::kMalformed, "b:1");
  refused(R"({"id":"00000000000000000000000000000001","on":"2026-01-02","path":"a","reason":")" +
              std::string(kLongestText + 1, 'x') + R"(","type":"T"})",
          ErrorCode::kLimit, "/reason");
}

}  // namespace
}  // namespace tidegate::findings
