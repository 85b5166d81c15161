#include "tidegate/classify/learned/learned_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/table_scan.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

void add(std::string& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 255);
}

// Two measures, two types; ID.NAME has one tree:
//   first < 10 (missing: right) ? 100 : second < -5 (missing: left) ? 20 : 3
// and ID.CN_RESIDENT has two leaves, 7 and -40.
std::string small_trees() {
  std::string b = "column-trees 1\n";
  add(b, 2, 4);
  b += "ID.NAME\nID.CN_RESIDENT\n";
  add(b, 2, 4);
  b += "first\nsecond\n";
  add(b, 1, 1);
  add(b, 10, 4);
  add(b, 1, 1);
  add(b, static_cast<std::uint32_t>(-5), 4);
  add(b, 2, 4);  // calibration
  add(b, 0, 4);
  add(b, 100, 4);
  add(b, 1000, 4);
  add(b, 900, 4);
  add(b, 1, 4);
  add(b, 5, 1);
  add(b, 2, 4);
  add(b, 1, 1);
  add(b, 1, 1);
  const auto node = [&](unsigned measure, unsigned step, unsigned right) {
    add(b, measure, 2);
    add(b, step, 1);
    add(b, right, 1);
  };
  const auto leaf = [&](int points) {
    add(b, 0x7FFF, 2);
    add(b, static_cast<std::uint16_t>(points), 2);
  };
  node(0, 0, 2);
  leaf(100);
  node(1 | 0x8000, 0, 2);
  leaf(20);
  leaf(3);
  leaf(7);
  leaf(-40);
  return b;
}

TEST(ColumnTrees, WalkAsWritten) {
  const Taxonomy& taxonomy = test_model().taxonomy();
  const std::string bytes = small_trees();
  // The caller's list may hold more, in another order.
  const auto trees = ColumnTrees::parse(bytes, taxonomy, {"other", "second", "first"});
  ASSERT_TRUE(trees.has_value());
  const TypeIndex name = *taxonomy.find("ID.NAME");
  const auto points = [&](std::int32_t first, std::int32_t second) {
    return trees->points(name, trees->steps(std::vector<std::int32_t>{99, second, first}));
  };
  EXPECT_EQ(points(9, 0), 100);
  EXPECT_EQ(points(10, -5), 3);  // a limit belongs to the right
  EXPECT_EQ(points(10, -6), 20);
  EXPECT_EQ(points(0, -6), 20);  // missing
  EXPECT_EQ(points(0, 0), 20);
  EXPECT_EQ(points(0, 4), 3);
  const auto steps = trees->steps(std::vector<std::int32_t>{0, 0, 0});
  EXPECT_EQ(trees->points(*taxonomy.find("ID.CN_RESIDENT"), steps), -33);
  EXPECT_EQ(trees->points(*taxonomy.find("GEN.TEXT"), steps), 0);  // no tree speaks of it
  EXPECT_EQ(trees->calibrated(0), 100);
  EXPECT_EQ(trees->calibrated(500), 500);
  EXPECT_EQ(trees->calibrated(1000), 900);
}

TEST(ColumnTrees, AMeasureThatTheProgramLacksCountsAsMissing) {
  const std::string bytes = small_trees();
  const auto trees = ColumnTrees::parse(bytes, test_model().taxonomy(), {"first"});
  ASSERT_TRUE(trees.has_value());
  EXPECT_EQ(
      trees->points(*test_model().taxonomy().find("ID.NAME"), trees->steps(std::vector<std::int32_t>{12})),
      20);
}

TEST(ColumnTrees, DamagedBytesAreAnError) {
  const Taxonomy& taxonomy = test_model().taxonomy();
  const std::string whole = small_trees();
  for (std::size_t n = 0; n < whole.size(); ++n)
    EXPECT_FALSE(ColumnTrees::parse(whole.substr(0, n), taxonomy, {"first", "second"}).has_value()) << n;
  EXPECT_FALSE(ColumnTrees::parse(whole + "x", taxonomy, {"first", "second"}).has_value());
  std::string outside = whole;  // the root's right child lies beyond the tree
  outside[whole.size() - 7 * 4 + 3] = 9;
  EXPECT_FALSE(ColumnTrees::parse(outside, taxonomy, {"first", "second"}).has_value());
  std::string unknown = whole;
  unknown.replace(unknown.find("ID.NAME"), 7, "ID.NONE");
  EXPECT_FALSE(ColumnTrees::parse(unknown, taxonomy, {"first", "second"}).has_value());
}

TEST(HeaderGrams, WaysOfWritingOneHeaderAreOne) {
  const auto snake = HeaderGrams::buckets_of("customer_name");
  EXPECT_EQ(HeaderGrams::buckets_of("customerName"), snake);
  EXPECT_EQ(HeaderGrams::buckets_of("CustomerName"), snake);
  EXPECT_EQ(HeaderGrams::buckets_of("CUSTOMER NAME"), snake);
  EXPECT_EQ(HeaderGrams::buckets_of("ｃｕｓｔｏｍｅｒ-name2"), snake);
  EXPECT_NE(HeaderGrams::buckets_of("name_customer"), snake);
  EXPECT_TRUE(HeaderGrams::buckets_of("").empty());
  EXPECT_TRUE(HeaderGrams::buckets_of("12_3 (%)").empty());
}

TEST(HeaderGrams, BrokenAndLongHeadersAreRead) {
  EXPECT_FALSE(HeaderGrams::buckets_of(std::string("\xE5\xA7")).size() > 8);
  EXPECT_LT(HeaderGrams::buckets_of(std::string(100'000, 'a')).size(), 1000U);
}

TEST(HeaderGrams, CutBytesAreAnError) {
  const std::string bytes = model_file("columns/grams.bin");
  const Taxonomy& taxonomy = test_model().taxonomy();
  EXPECT_TRUE(HeaderGrams::parse(bytes, taxonomy).has_value());
  EXPECT_FALSE(HeaderGrams::parse(bytes.substr(0, bytes.size() - 1), taxonomy).has_value());
  EXPECT_FALSE(HeaderGrams::parse(bytes + "x", taxonomy).has_value());
  EXPECT_FALSE(HeaderGrams::parse("", taxonomy).has_value());
}

TEST(HeaderGrams, GivesSharesOfAWhole) {
  const std::string bytes = model_file("columns/grams.bin");
  const auto grams = HeaderGrams::parse(bytes, test_model().taxonomy());
  ASSERT_TRUE(grams.has_value());
  for (const char* header : {"患者姓名", "net_pay_amount", "qzzzv", "Straße"}) {
    const auto share = grams->permille(header);
    EXPECT_NEAR(std::accumulate(share.begin(), share.end(), 0), 1000, 60) << header;
  }
  const auto none = grams->permille("#1");
  EXPECT_EQ(std::count(none.begin(), none.end(), 0), static_cast<std::ptrdiff_t>(none.size()));
}

TableFeatures table_of(const std::vector<std::string>& headers,
                       const std::vector<std::vector<std::string>>& rows) {
  static const LiteralMatcher kLiterals;
  TableInfo info;
  info.path = "t.csv";
  info.columns = headers;
  TableScan scan(info, kLiterals);
  RowBlock block;
  block.row_begin.push_back(0);
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      block.cells.push_back({static_cast<std::uint32_t>(block.text.size()),
                             static_cast<std::uint32_t>(row[c].size()), static_cast<std::uint32_t>(c)});
      block.text += row[c] + ",";
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  EXPECT_TRUE(scan.add(block).has_value());
  return scan.finish();
}

TEST(LearnedColumns, LeaveAnEmptyColumnToTheRules) {
  const TableFeatures table = table_of({"a", "b"}, {{"", "1"}, {"", "2"}});
  const auto scores = score_columns(table, learned_model());
  EXPECT_TRUE(scores[0].steps.empty());
  EXPECT_FALSE(scores[1].steps.empty());
}

TEST(LearnedColumns, WhatTheySayOfATypeIsPartOfItsPoints) {
  const TableFeatures table = table_of({"name", "note"}, {{"王小明", "x"}, {"李娜", "y"}, {"张伟", "z"}});
  const ColumnModel& learned = learned_model();
  const ColumnModel& rules = test_model();
  const auto with = score_columns(table, learned);
  const auto without = score_columns(table, rules);
  for (std::size_t c = 0; c < with.size(); ++c) {
    for (std::size_t t = 0; t < with[c].points.size(); ++t) {
      const auto share = learned.learned()->share_of(static_cast<TypeIndex>(t), with[c]);
      EXPECT_EQ(with[c].points[t], without[c].points[t] + share.points);
    }
  }
}

TEST(TreeMeasures, NameWhatTheyMeasureOnce) {
  const TreeMeasures measures(test_model().taxonomy(), test_model().names());
  std::vector<std::string> names = measures.names();
  EXPECT_EQ(names.size(), measures.sources().size());
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(TreeMeasures, OfFormsTellPatternsApart) {
  const TableFeatures table =
      table_of({"a", "b", "c"}, {{"AB-12", "3.50", "1"}, {"CD-34", "2.25", "2"}, {"EF-56", "9.75", "3"}});
  std::array<std::array<std::int32_t, kFormMeasures>, 3> forms{};
  for (std::size_t c = 0; c < 3; ++c) measure_forms(table.columns[c], forms[c].data());
  const auto at = [&](std::size_t column, std::string_view name) {
    for (std::size_t f = 0; f < kFormMeasures; ++f) {
      if (form_name(f) == name) return forms[column][f];
    }
    ADD_FAILURE() << name;
    return 0;
  };
  EXPECT_EQ(at(0, "top_pattern"), 1000);
  EXPECT_EQ(at(0, "first_upper"), 1000);
  EXPECT_EQ(at(0, "dashes"), 100);
  EXPECT_EQ(at(0, "log_max"), 0);  // no numbers
  EXPECT_EQ(at(1, "most_places"), 2);
  EXPECT_EQ(at(2, "small_integers"), 1000);
  EXPECT_LT(at(2, "log_min"), at(2, "log_max"));
}

}  // namespace
}  // namespace tidegate
