#include "tidegate/lists/ask_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/lists/reviews.h"

namespace tidegate::lists {
namespace {

const Date kDay = *Date::of(2026, 11, 20);

ListRow row(std::string list, std::string number, Text field, std::vector<std::string> types) {
  ListRow r;
  r.list_id = std::move(list);
  r.row = std::move(number);
  r.edition = "2024";
  r.in_force.from = *Date::of(2024, 1, 1);
  r.zone = "CN";
  r.unit = Unit::kField;
  r.field = std::move(field);
  r.kind = "important";
  r.route = "assessment";
  r.source = "annex";
  r.grade = "T";
  r.taxonomy = std::move(types);
  return r;
}

OfficialList list_of(std::vector<ListRow> rows, std::string kind = "list", std::string status = "partial") {
  OfficialList list;
  list.coverage = unstated_coverage(rows);
  list.coverage.kind = std::move(kind);
  list.coverage.status = std::move(status);
  list.rows = std::move(rows);
  return list;
}

ColumnProfile column(std::string name, TypeCode type, std::int32_t permille = 950) {
  ColumnProfile c;
  c.name = std::move(name);
  c.type = std::move(type);
  c.p_permille = permille;
  return c;
}

DataProfile table(std::vector<ColumnProfile> columns, std::string path = "t.csv") {
  DataProfile profile;
  FileProfile file;
  file.path = std::move(path);
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].index = i;
  file.columns = std::move(columns);
  file.rows = 10;
  profile.files.push_back(std::move(file));
  return profile;
}

// By nature: VEH.CHARGING, INF.VULN; in some settings: MED.DIAGNOSIS; personal: ID.NAME.
TypeNature nature(std::string_view type) {
  if (type == "VEH.CHARGING" || type == "INF.VULN") return {3, false, {"by nature", "重要"}};
  if (type == "BIO.MEDIA") return {2, true, {"images", "图像"}};
  if (type == "MED.DIAGNOSIS") return {1, true, {"diagnosis", "诊断"}};
  return {0, type == "ID.NAME", {"other", "其他"}};
}

void apply_reviews(const std::vector<Review>& reviews, Date day, DataProfile& profile) {
  const Answers answers(reviews);
  for (ListQuestion& q : profile.lists.questions)
    answers.apply(day, profile.files[q.file].columns[q.column.value_or(0)].type, q);
}

ListFindings ask(const DataProfile& profile, const std::vector<OfficialList>& lists, std::string sector = "",
                 std::string place = "", const std::vector<Review>& reviews = {}) {
  ListCatalogue catalogue;
  for (const OfficialList& list : lists) catalogue.put(list);
  const auto words = ListWords::parse(
      "源代码,源码\tsource code\n充电网,充电桩\tcharging pile\n",
      "automotive\tautomotive\t汽车\tautomotive\tVEH\nfinance\tbanking\t金融\tfinance\tFIN\n",
      "Beijing FTZ\tbeijing_ftz\nTianjin FTZ\ttianjin_ftz\n");
  EXPECT_TRUE(words.has_value());
  return ask_lists(
      profile, {kDay, std::move(sector), std::move(place)},
      {catalogue, *words, nature, [](std::string_view) { return std::vector<std::string>{}; }, reviews});
}

ListRow source_code() { return row("zone-1", "1", {"Source code", "源代码"}, {}); }

TEST(AskLists, ARowsOwnTermAndItsSynonymAskInBothLanguages) {
  const std::vector<OfficialList> lists{list_of({source_code()})};
  const auto grade_of = [&](const char* name) {
    const ListFindings found = ask(table({column(name, "GEN.TEXT")}), lists);
    return found.questions.empty() ? std::string("none") : std::string(to_string(found.questions[0].grade));
  };
  EXPECT_EQ(grade_of("核心源代码"), "exact");
  EXPECT_EQ(grade_of("sourceCode"), "exact");
  EXPECT_EQ(grade_of("SOURCE_CODES"), "exact");
  EXPECT_EQ(grade_of("算法源码文件"), "none") << "two characters are too few without the sector or the type";
  EXPECT_EQ(grade_of("resource_coder"), "none") << "whole words only";
}

TEST(AskLists, AShortWordAsksWhereTheTypeOrTheSectorAgrees) {
  ListRow r = source_code();
  r.taxonomy = {"IND.RND"};
  EXPECT_TRUE(ask(table({column("源码", "GEN.TEXT")}), {list_of({r})}).questions.empty());
  EXPECT_EQ(ask(table({column("源码", "IND.RND")}), {list_of({r})}).questions.size(), 1U);
  r.taxonomy.clear();
  r.sector = {"Automotive", "汽车"};
  EXPECT_EQ(ask(table({column("源码", "GEN.TEXT")}), {list_of({r})}, "automotive").questions.size(), 1U);
  EXPECT_TRUE(ask(table({column("源码", "GEN.TEXT")}), {list_of({r})}, "banking").questions.empty());
  EXPECT_THAT(ask(table({column("源码", "GEN.TEXT")}), {list_of({r})}).remarks, ::testing::SizeIs(1))
      << "what is too weak to ask is told";
}

TEST(AskLists, ATypeAsksByItselfOnlyWhereItIsImportantByNature) {
  const ListRow general =
      row("zone-1", "1", {"Anything", "其他事项数据"}, {"VEH.CHARGING", "MED.DIAGNOSIS", "BIO.MEDIA"});
  EXPECT_EQ(ask(table({column("a", "VEH.CHARGING")}), {list_of({general})}).questions.size(), 1U);
  EXPECT_TRUE(ask(table({column("a", "MED.DIAGNOSIS")}), {list_of({general})}).questions.empty());
  EXPECT_TRUE(ask(table({column("a", "BIO.MEDIA")}), {list_of({general})}).questions.empty());
}

TEST(AskLists, RowsOfAnotherDaySectorOrZoneDoNotAsk) {
  ListRow r = row("zone-1", "1", {"Charging", "充电运行事项"}, {"INF.VULN"});
  const DataProfile found = table({column("a", "INF.VULN")});
  r.in_force.to = kDay;
  EXPECT_TRUE(ask(found, {list_of({r})}).questions.empty()) << "half-open";
  r.in_force.to = kDay.plus_days(1);
  EXPECT_EQ(ask(found, {list_of({r})}).questions.size(), 1U);
  r.sector = {"Automotive", "汽车"};
  EXPECT_TRUE(ask(found, {list_of({r})}, "banking").questions.empty());
  EXPECT_TRUE(ask(found, {list_of({r})}).questions.empty()) << "nothing speaks of that sector";
  EXPECT_EQ(ask(found, {list_of({r})}, "automotive").questions.size(), 1U);
  r.sector = {};
  r.zone = "Tianjin FTZ";
  EXPECT_TRUE(ask(found, {list_of({r})}, "", "beijing_ftz").questions.empty());
  EXPECT_EQ(ask(found, {list_of({r})}, "", "tianjin_ftz").questions.size(), 1U);
  EXPECT_EQ(ask(found, {list_of({r})}).questions.size(), 1U) << "where the firm is, is not known";
}

TEST(AskLists, OnlyAListThatBindsTheFirmHoldsTheLawOpen) {
  ListRow r = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  const DataProfile found = table({column("a", "VEH.CHARGING")});
  EXPECT_TRUE(ask(found, {list_of({r})}).questions[0].holds);
  r.zone = "Tianjin FTZ";
  EXPECT_FALSE(ask(found, {list_of({r})}).questions[0].holds) << "perhaps of another zone";
  EXPECT_TRUE(ask(found, {list_of({r})}, "", "tianjin_ftz").questions[0].holds);
  r.zone = "CN";
  EXPECT_FALSE(ask(found, {list_of({r}, "standard")}).questions[0].holds) << "a standard publishes nothing";
  r.route = "other_regime";
  EXPECT_FALSE(ask(found, {list_of({r})}).questions[0].holds);
}

TEST(AskLists, PersonalRowsExplainATypeAndAskNothing) {
  ListRow name = row("std-1", "1", {"Personal name", "个人姓名"}, {"ID.NAME"});
  name.kind = "pi";
  name.route = "";
  ColumnProfile c = column("个人姓名", "ID.NAME");
  c.sensitivity = Sensitivity::kPersonal;
  const ListFindings found = ask(table({c}), {list_of({name}, "standard")});
  EXPECT_TRUE(found.questions.empty());
  ASSERT_EQ(found.basis.size(), 1U);
  EXPECT_EQ(found.basis[0].second.en, "annex: Personal name");
  // A zone's rows of personal information ask the firms of its sectors alone.
  name.route = "assessment";
  name.sector = {"Automotive", "汽车"};
  EXPECT_TRUE(ask(table({c}), {list_of({name})}).questions.empty());
  EXPECT_EQ(ask(table({c}), {list_of({name})}, "automotive").questions.size(), 1U);
}

TEST(AskLists, AFactorAsksOnlyWhereNoListDoesAndElseIsAReason) {
  const ListRow factor = row("std-1", "7", {"Factor", "因素"}, {"INF.VULN"});
  const ListRow listed = row("zone-1", "1", {"Anything", "其他事项"}, {"INF.VULN"});
  const DataProfile found = table({column("a", "INF.VULN")});
  const ListFindings alone = ask(found, {list_of({factor}, "standard")});
  ASSERT_EQ(alone.questions.size(), 1U);
  EXPECT_TRUE(alone.questions[0].is_factor);
  const ListFindings both = ask(found, {list_of({factor}, "standard"), list_of({listed})});
  ASSERT_EQ(both.questions.size(), 1U);
  EXPECT_EQ(both.questions[0].list_id, "zone-1");
  EXPECT_THAT(both.questions[0].reasons.back().en, ::testing::HasSubstr("helps to identify"));
}

TEST(AskLists, ARowThatCountsFromANumberAsksNothingBelowIt) {
  ListRow r = row("zone-1", "1", {"Diagnosis", "诊断"}, {"MED.DIAGNOSIS"});
  r.persons_from = 100;
  DataProfile found = table({column("a", "MED.DIAGNOSIS")});
  found.files[0].persons = 99;
  EXPECT_TRUE(ask(found, {list_of({r})}).questions.empty());
  EXPECT_THAT(ask(found, {list_of({r})}).remarks, ::testing::SizeIs(1));
  found.files[0].persons = 100;
  EXPECT_EQ(ask(found, {list_of({r})}).questions.size(), 1U);
}

TEST(AskLists, AColumnOfWhichNothingIsSureIsAskedWithItsNeighbours) {
  const ListRow r = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  const auto asked = [&](std::int32_t permille) {
    const DataProfile found = table(
        {column("a", "VEH.CHARGING"), column("b", "VEH.CHARGING"), column("c", "GEN.NUMBER", permille)});
    return ask(found, {list_of({r})}).questions.size();
  };
  EXPECT_EQ(asked(500), 3U);
  EXPECT_EQ(asked(950), 2U);
}

TEST(AskLists, AnIdHangsOnRowColumnAndNamesNotOnValuesOrPlace) {
  const ListRow r = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  const auto id = [&](DataProfile profile) { return ask(profile, {list_of({r})}).questions.at(0).id; };
  DataProfile first = table({column("a", "VEH.CHARGING"), column("b", "GEN.DATE")});
  DataProfile moved = first;
  moved.files[0].path = "elsewhere/u.csv";
  moved.files[0].rows = 99;
  moved.files[0].persons = 7;
  EXPECT_EQ(id(first), id(moved));
  DataProfile wider = table({column("a", "VEH.CHARGING"), column("b", "GEN.DATE"), column("c", "GEN.DATE")});
  EXPECT_NE(id(first), id(wider));
  DataProfile renamed = table({column("z", "VEH.CHARGING"), column("b", "GEN.DATE")});
  EXPECT_NE(id(first), id(renamed));
}

DataProfile wide_table() {
  std::vector<ColumnProfile> columns;
  for (std::size_t i = 0; i < kMostQuestionsOfTable + 5; ++i)
    columns.push_back(column("c" + std::to_string(i), "VEH.CHARGING"));
  return table(columns);
}

TEST(AskLists, OfAWideTableTheQuestionsThatHoldNothingAreBoundedAndTheRestIsCounted) {
  ListRow r = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  r.route.clear();
  const ListFindings found = ask(wide_table(), {list_of({r})});
  EXPECT_EQ(found.questions.size(), kMostQuestionsOfTable);
  EXPECT_THAT(found.remarks.front().en, ::testing::HasSubstr("5 more"));
}

// Whoever answers what is shown has answered everything that holds, or is asked the rest.
TEST(AskLists, OfAWideTableNoQuestionThatHoldsIsLost) {
  const std::vector<OfficialList> lists{
      list_of({row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"})})};
  const DataProfile profile = wide_table();
  std::vector<Review> reviews;
  std::vector<std::size_t> open;
  for (int round = 0; round < 4; ++round) {
    const ListFindings found = ask(profile, lists, "", "", reviews);
    open.push_back(0);
    std::vector<Review> now;
    for (const ListQuestion& q : found.questions) {
      EXPECT_TRUE(q.holds);
      if (q.review.verdict != ReviewVerdict::kOpen) continue;
      ++open.back();
      if (!q.column) continue;  // the rest is left open
      Review r;
      r.id = q.id;
      r.edition = q.row.edition;
      r.type = "VEH.CHARGING";
      r.on = kDay;
      now.push_back(r);
    }
    reviews.insert(reviews.end(), now.begin(), now.end());
  }
  EXPECT_THAT(open, ::testing::ElementsAre(kMostQuestionsOfTable + 1, 5, 0, 0));
  const ListFindings first = ask(profile, lists);
  const ListQuestion& rest = first.questions.back();
  EXPECT_FALSE(rest.column.has_value());
  EXPECT_THAT(rest.reasons.front().en, ::testing::HasSubstr("5 more columns"));
  Review all;
  all.id = rest.id;
  all.edition = rest.row.edition;
  EXPECT_EQ(ask(profile, lists, "", "", {all}).questions.back().review.verdict, ReviewVerdict::kDismissed);
}

TEST(AskLists, AnAnswerAboutATableWithoutNamesIsOfItsContentAlone) {
  ListRow r = row("cn-auto-2021", "3", {"charging", "充电"}, {"VEH.CHARGING"});
  const auto id = [&](const DataProfile& profile) { return ask(profile, {list_of({r})}).questions.at(0).id; };
  for (const char* name : {"", "text"}) {
    DataProfile first = table({column(name, "VEH.CHARGING")}, "in/a.csv");
    first.files[0].sha256 = "11";
    DataProfile moved = first;
    moved.files[0].path = "out/b.csv";
    EXPECT_EQ(id(first), id(moved));
    DataProfile other = first;
    other.files[0].sha256 = "22";
    EXPECT_NE(id(first), id(other)) << "another file";
    DataProfile inner = first;
    inner.files[0].path = "in/a.csv!x";
    EXPECT_NE(id(first), id(inner)) << "another part of it";
    DataProfile unhashed = first;
    unhashed.files[0].sha256.clear();
    unhashed.files[0].size_bytes = 5;
    DataProfile larger = unhashed;
    larger.files[0].size_bytes = 6;
    EXPECT_NE(id(unhashed), id(larger));
  }
  DataProfile named = table({column("charging", "VEH.CHARGING")});
  DataProfile next = named;
  next.files[0].sha256 = "22";
  EXPECT_EQ(id(named), id(next)) << "next month's file of the same names";
}

// A list that somebody adds under the id of a built-in one.
OfficialList added(std::vector<ListRow> rows, Origin origin, std::string status) {
  OfficialList list = list_of(std::move(rows), "list", std::move(status));
  list.origin = origin;
  list.key = std::string(64, 'a');
  return list;
}

TEST(AskLists, AnAddedListTakesNoQuestionAwayUnlessItIsSignedAndWhole) {
  const DataProfile charging = table({column("a", "VEH.CHARGING")});
  const ListRow built_in = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  ListRow empty = row("zone-1", "1", {"Nothing", "无关事项"}, {});
  const auto asked = [&](const OfficialList& more) {
    const ListFindings found = ask(charging, {list_of({built_in}), more});
    return std::count_if(found.questions.begin(), found.questions.end(),
                         [](const ListQuestion& q) { return q.holds && q.row.term.en == "Anything"; });
  };
  EXPECT_EQ(asked(added({empty}, Origin::kUnsigned, "complete")), 1);
  EXPECT_EQ(asked(added({empty}, Origin::kSigned, "partial")), 1);
  const OfficialList whole = added({empty}, Origin::kSigned, "complete");
  EXPECT_EQ(asked(whole), 0);
  EXPECT_THAT(ask(charging, {list_of({built_in}), whole}).remarks.front().en,
              ::testing::AllOf(::testing::HasSubstr("1 built-in rows are replaced"),
                               ::testing::HasSubstr("aaaaaaaaaaaaaaaa")));
  empty.row = "2";
  EXPECT_EQ(asked(added({empty}, Origin::kSigned, "complete")), 1) << "of another number";
  empty.row = "1";
  empty.in_force.from = kDay.plus_days(1);
  EXPECT_EQ(asked(added({empty}, Origin::kSigned, "complete")), 1) << "not yet in force";
}

TEST(AskLists, TheAnswerToAnAddedRowIsNoneToTheBuiltInOne) {
  const DataProfile charging = table({column("a", "VEH.CHARGING")});
  const ListRow r = row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"});
  const ListFindings found = ask(charging, {list_of({r}), added({r}, Origin::kUnsigned, "partial")});
  ASSERT_EQ(found.questions.size(), 2U);
  EXPECT_NE(found.questions[0].id, found.questions[1].id);
  EXPECT_THAT(found.questions[1].reasons.back().en, ::testing::HasSubstr("nobody signed"));
}

TEST(AskLists, AnAddedListIsConsultedWhateverItAsks) {
  ListRow r = row("zone-2", "1", {"Nothing", "无关事项"}, {});
  r.zone = "Tianjin FTZ";
  const ListFindings found = ask(table({column("a", "VEH.CHARGING")}),
                                 {added({r}, Origin::kUnsigned, "complete")}, "", "beijing_ftz");
  EXPECT_TRUE(found.questions.empty());
  ASSERT_EQ(found.consulted.size(), 1U);
  EXPECT_EQ(found.consulted[0].origin, "unsigned");
}

TEST(AskLists, WhatIsConsultedSaysHowWholeItIs) {
  OfficialList absent;
  absent.coverage = {
      "zone-2", {"Zone 2", "二区"}, "list", "", {}, "Tianjin FTZ", "", "", {"84 rows", "84 项"},
      "none",   {"all", "全部"}};
  const ListFindings found = ask(table({column("a", "GEN.DATE")}), {list_of({source_code()}), absent});
  ASSERT_EQ(found.consulted.size(), 2U);
  EXPECT_EQ(found.consulted[1].status, "none");
  EXPECT_FALSE(found.consulted[1].is_ours);
  EXPECT_EQ(found.consulted[1].missing.zh, "全部");
  EXPECT_EQ(found.consulted[1].official, "84 rows");
  EXPECT_EQ(found.consulted[1].official_zh, "84 项");
}

// ---- reviews ----

Review dismissal(const ListQuestion& q, const TypeCode& type) {
  return {
      q.id, ReviewVerdict::kDismissed, q.list_id, q.row.row, q.row.edition, type, "a", "test bench", "", kDay,
      ""};
}

DataProfile asked_about_charging() {
  DataProfile profile = table({column("a", "VEH.CHARGING")});
  profile.lists = ask(profile, {list_of({row("zone-1", "1", {"Anything", "其他事项"}, {"VEH.CHARGING"})})});
  return profile;
}

TEST(Reviews, ADismissalStaysUntilItsDayTheEditionOrTheType) {
  DataProfile profile = asked_about_charging();
  const ListQuestion& q = profile.lists.questions.at(0);
  Review review = dismissal(q, "VEH.CHARGING");
  review.until = "2026-12-01";
  const auto verdict_on = [&](const Review& r, Date day) {
    apply_reviews({r}, day, profile);
    return q.review.verdict;
  };
  EXPECT_EQ(verdict_on(review, *Date::of(2026, 11, 30)), ReviewVerdict::kDismissed);
  EXPECT_EQ(q.review.reason, "test bench");
  EXPECT_EQ(verdict_on(review, *Date::of(2026, 12, 1)), ReviewVerdict::kOpen);
  EXPECT_THAT(q.review.reopened.en, ::testing::HasSubstr("2026-12-01"));
  Review other = review;
  other.edition = "2023";
  EXPECT_EQ(verdict_on(other, kDay), ReviewVerdict::kOpen);
  other = review;
  other.type = "GEN.NUMBER";
  EXPECT_EQ(verdict_on(other, kDay), ReviewVerdict::kOpen);
  other = review;
  other.id = "0000000000000000";
  EXPECT_EQ(verdict_on(other, kDay), ReviewVerdict::kOpen);
  EXPECT_TRUE(q.review.reopened.empty());
}

TEST(Reviews, AConfirmationOutlivesEditionsAndOnlyALaterWordUndoesIt) {
  DataProfile profile = asked_about_charging();
  const ListQuestion& q = profile.lists.questions.at(0);
  Review review = dismissal(q, "GEN.NUMBER");
  review.verdict = ReviewVerdict::kConfirmed;
  review.edition = "2019";
  apply_reviews({review}, kDay, profile);
  EXPECT_EQ(q.review.verdict, ReviewVerdict::kConfirmed);
  apply_reviews({review, dismissal(q, "VEH.CHARGING")}, kDay, profile);
  EXPECT_EQ(q.review.verdict, ReviewVerdict::kDismissed);
}

TEST(Reviews, AreReadAsWritten) {
  rc::check([](std::string reason, std::string by, bool confirmed) {
    Review review{"id", confirmed ? ReviewVerdict::kConfirmed : ReviewVerdict::kDismissed,
                  "l",  "1",
                  "e",  "T.T",
                  "c",  "r" + reason,
                  by,   kDay,
                  ""};
    const auto once = parse_reviews(review_line(review), "f");  // broken UTF-8 is mended on the way
    if (!once) RC_DISCARD();
    const auto again = parse_reviews(review_line(once->at(0)), "f");
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == *once);
  });
}

TEST(Reviews, WithoutAReasonOrWithAnotherKeyAreRefusedWithTheirLine) {
  const std::string good =
      review_line({"id", ReviewVerdict::kDismissed, "l", "1", "e", "", "", "why", "", kDay, ""});
  const std::string bad =
      review_line({"id", ReviewVerdict::kDismissed, "l", "1", "e", "", "", "", "", kDay, ""});
  const auto read = parse_reviews(good + bad, "f");
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().where, ::testing::StartsWith("f:2"));
  EXPECT_FALSE(parse_reviews("{\"id\":\"x\",\"more\":1}\n", "f").has_value());
}

}  // namespace
}  // namespace tidegate::lists
