#include "tidegate/intake/rows.h"

#include <gtest/gtest.h>

namespace tidegate::intake {
namespace {

DataItem item(std::string name, std::initializer_list<std::pair<const char*, FactValue>> facts,
              std::string group = "") {
  DataItem out;
  out.name = std::move(name);
  out.group = std::move(group);
  for (const auto& [fact, value] : facts) out.stated.set(fact, value);
  return out;
}
FactValue n(std::int64_t value) { return value; }

FactValue fact(const Transfer& t, std::size_t row, const char* name) {
  const FactValue* v = row < t.facts.items.size() ? t.facts.items[row].find(name) : nullptr;
  return v == nullptr ? FactValue(Symbol{"(not stated)"}) : *v;
}

TEST(BuildRows, TakesItemsOfEqualFactsForOneRowAndGivesItTheTotal) {
  Transfer t;
  t.items = {item("name", {{"personal", true}, {"sensitive", false}}),
             item("phone", {{"personal", true}, {"sensitive", false}}),
             item("diagnosis", {{"sensitive", true}})};
  t.scenario.persons.pi = 200'000;
  t.scenario.persons.spi = 900;
  EXPECT_TRUE(build_rows(t).empty());
  ASSERT_EQ(t.facts.items.size(), 2U);
  EXPECT_EQ(t.items[1].row, 0U);
  EXPECT_EQ(fact(t, 0, "subjects"), n(200'000));
  EXPECT_EQ(fact(t, 1, "subjects"), n(900));
  EXPECT_EQ(fact(t, 1, "personal"),
            FactValue(true));  // sensitive personal information is personal information
}

// Two groups of 60,000 that state the same facts are 120,000 people, not 60,000.
TEST(BuildRows, NeverMergesItemsThatStateTheirOwnNumber) {
  Transfer t;
  t.items = {item("a", {{"personal", true}, {"sensitive", false}, {"subjects", n(60'000)}}),
             item("b", {{"personal", true}, {"sensitive", false}, {"subjects", n(60'000)}})};
  EXPECT_TRUE(build_rows(t).empty());
  EXPECT_EQ(t.facts.items.size(), 2U);
}

// Persons of an exempt item that leave with another item that is not must not vanish from the count.
TEST(BuildRows, LeavesNumbersOpenWhereItemsOfOneClassDiffer) {
  Transfer t;
  t.items = {item("order", {{"personal", true}, {"sensitive", false}, {"exemption_facts.necessary", true}}),
             item("taste", {{"personal", true}, {"sensitive", false}, {"exemption_facts.necessary", false}})};
  t.scenario.persons.pi = 200'000;
  EXPECT_TRUE(build_rows(t).empty());
  ASSERT_EQ(t.facts.items.size(), 2U);
  EXPECT_EQ(t.facts.items[0].find("subjects"), nullptr);
  EXPECT_EQ(t.facts.items[1].find("already_counted"), nullptr);
}

TEST(BuildRows, UnitesAGroupAndNamesItsContradictions) {
  Transfer t;
  t.items = {item("name", {{"personal", true}}, "g"), item("x", {{"personal", true}}),
             item("city", {{"sensitive", false}, {"subjects", n(5)}}, "g"),
             item("age", {{"sensitive", true}}, "g")};
  const auto misfits = build_rows(t);
  ASSERT_EQ(misfits.size(), 1U);
  EXPECT_EQ(misfits[0].pointer, "/scenario/items/3/sensitive");
  ASSERT_EQ(t.facts.items.size(), 2U);
  EXPECT_EQ(fact(t, 0, "subjects"), n(5));
  EXPECT_EQ(t.items[2].row, 0U);
}

TEST(BuildRows, ReadsTheClassWord) {
  Transfer t;
  t.items = {item("a", {}), item("b", {}), item("c", {}), item("d", {{"personal", true}})};
  t.items[0].item_class = "SPI";
  t.items[1].item_class = "GENERAL";
  t.items[2].item_class = "IMPORTANT";
  t.items[3].item_class = "GENERAL";
  const auto misfits = build_rows(t);
  ASSERT_EQ(misfits.size(), 1U);
  EXPECT_EQ(misfits[0].pointer, "/scenario/items/3/personal");
  EXPECT_EQ(fact(t, 0, "sensitive"), FactValue(true));
  EXPECT_EQ(fact(t, 1, "personal"), FactValue(false));
  EXPECT_EQ(fact(t, 2, "self_identified_important"), FactValue(true));
  EXPECT_EQ(t.facts.items[2].find("important_notified"), nullptr);  // a filer's word notifies nothing
}

TEST(BuildRows, FillsWhatNoItemStatesFromAllItems) {
  Transfer t;
  t.all_items.set("core_data", false);
  t.all_items.set("sensitive", false);
  t.items = {item("a", {{"personal", true}}), item("b", {{"sensitive", true}})};
  EXPECT_TRUE(build_rows(t).empty());
  EXPECT_EQ(fact(t, 0, "sensitive"), FactValue(false));
  EXPECT_EQ(fact(t, 1, "sensitive"), FactValue(true));
  EXPECT_EQ(fact(t, 1, "core_data"), FactValue(false));
}

TEST(BuildRows, MakesRowsFromTotalsAloneAndCountsFromNothing) {
  Transfer t;
  t.facts.flow.set("cumulative_before.pi_sensitive", n(0));
  t.scenario.persons.spi = 12;
  EXPECT_TRUE(build_rows(t).empty());
  ASSERT_EQ(t.facts.items.size(), 1U);
  EXPECT_EQ(fact(t, 0, "already_counted"), n(0));
  t.facts.flow.set("cumulative_before.pi_sensitive", n(3));
  build_rows(t);
  EXPECT_EQ(t.facts.items[0].find("already_counted"), nullptr);
}

TEST(BuildRows, GivesCountsToTheRowThatASourceNames) {
  Transfer t;
  t.items = {item("a", {{"personal", true}}), item("b", {{"personal", false}})};
  DataSource source;
  source.kind = DataSource::Kind::kCounts;
  source.pointer = "/data/0";
  source.subjects = 9;
  t.data = {source};
  EXPECT_EQ(build_rows(t).at(0).pointer, "/data/0");  // does not say whose
  t.data[0].item_name = "a";
  EXPECT_TRUE(build_rows(t).empty());
  EXPECT_EQ(fact(t, 0, "subjects"), n(9));
  t.data[0].item_name = "aa";
  EXPECT_EQ(build_rows(t).at(0).pointer, "/data/0/item");
  t.data[0].item_name = "a";
  t.items[0].stated.set("subjects", n(8));
  EXPECT_EQ(build_rows(t).at(0).pointer, "/data/0/counts/subjects");
}

TEST(BuildRows, RefusesTotalsThatTheItemsContradict) {
  Transfer t;
  t.items = {item("a", {{"personal", true}, {"sensitive", false}, {"subjects", n(10)}})};
  t.scenario.persons.pi = 9;
  EXPECT_EQ(build_rows(t).at(0).pointer, "/scenario/persons/pi");
  t.scenario.persons.pi = 11;
  EXPECT_EQ(build_rows(t).at(0).pointer, "/scenario/persons/pi");
  t.scenario.persons.pi = 10;
  EXPECT_TRUE(build_rows(t).empty());
  t.scenario.persons.spi = 1;
  EXPECT_EQ(build_rows(t).at(0).pointer, "/scenario/persons/spi");
}

TEST(BuildRows, RefusesMorePersonsCountedBeforeThanThereAre) {
  const auto misfits_of = [](std::int64_t already, std::int64_t other) {
    Transfer t;
    t.items = {item("a", {{"personal", false}}), item("b", {{"subjects", n(10)},
                                                            {"already_counted", n(already)},
                                                            {"counted_as_sensitive", n(other)}})};
    std::vector<std::string> places;
    for (const Misfit& misfit : build_rows(t)) places.push_back(misfit.pointer);
    return places;
  };
  using Places = std::vector<std::string>;
  EXPECT_EQ(misfits_of(6, 4), Places{});
  EXPECT_EQ(misfits_of(5'000, 0), Places{"/scenario/items/1/already_counted"});
  EXPECT_EQ(misfits_of(6, 5), Places{"/scenario/items/1/counted_as_sensitive"});

  Transfer counts;
  counts.data.resize(1);
  counts.data[0].kind = DataSource::Kind::kCounts;
  counts.data[0].pointer = "/data/0";
  counts.data[0].subjects = 10;
  counts.data[0].already_counted = 11;
  EXPECT_EQ(build_rows(counts).at(0).pointer, "/data/0/counts/already_counted");
}

}  // namespace
}  // namespace tidegate::intake
