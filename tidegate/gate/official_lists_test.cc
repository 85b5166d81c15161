#include "tidegate/gate/official_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate {
namespace {

// One file of one column in two items' sources.
DataProfile profile_of(std::vector<ListQuestion> questions) {
  DataProfile profile;
  FileProfile file;
  file.path = "a.csv";
  file.columns.resize(1);
  file.columns[0].name = "a";
  profile.files = {file, file};
  profile.sources = {{0, {0}, {}}, {1, {1}, {}}};
  profile.lists.questions = std::move(questions);
  return profile;
}

Transfer transfer_of(const FactValue& first, const FactValue& second) {
  Transfer transfer;
  transfer.data.resize(2);
  transfer.data[0].item = 0;
  transfer.data[1].item = 1;
  transfer.facts.items.resize(2);
  transfer.facts.items[0].set("important_notified", first);
  transfer.facts.items[1].set("important_notified", second);
  return transfer;
}

ListQuestion question(std::size_t file, bool holds, ReviewVerdict verdict = ReviewVerdict::kOpen) {
  ListQuestion q;
  q.file = file;
  q.column = 0;
  q.row.kind = "important";
  q.row.route = "assessment";
  q.holds = holds;
  q.review.verdict = verdict;
  return q;
}

FactValue fact(const Transfer& transfer, std::size_t item, const char* name = "important_notified") {
  const FactValue* value = transfer.facts.items[item].find(name);
  return value == nullptr ? FactValue{Unknown{}} : *value;
}

TEST(SettleListed, AnOpenQuestionThatHoldsTurnsNoIntoUnknownForItsItemAlone) {
  Transfer transfer = transfer_of(false, false);
  DataProfile profile = profile_of({question(1, true)});
  settle_listed(transfer, profile);
  EXPECT_EQ(fact(transfer, 0), FactValue{false});
  EXPECT_TRUE(is_unknown(fact(transfer, 1)));
  ASSERT_EQ(profile.notes.size(), 1U);
}

TEST(SettleListed, AQuestionThatHoldsNothingOrIsDismissedLeavesTheFactAsStated) {
  for (const ListQuestion& q : {question(0, false), question(0, true, ReviewVerdict::kDismissed)}) {
    Transfer transfer = transfer_of(false, Unknown{});
    DataProfile profile = profile_of({q});
    settle_listed(transfer, profile);
    EXPECT_EQ(fact(transfer, 0), FactValue{false});
    EXPECT_TRUE(is_unknown(fact(transfer, 1))) << "a dismissal states nothing by itself";
  }
}

TEST(SettleListed, AConfirmedQuestionSetsTheFactOfItsRow) {
  ListQuestion core = question(0, true, ReviewVerdict::kConfirmed);
  core.row.kind = "core";
  ListQuestion factor = question(0, false, ReviewVerdict::kConfirmed);
  factor.is_factor = true;
  ListQuestion personal = question(0, false, ReviewVerdict::kConfirmed);
  personal.row.kind = "pi";
  Transfer transfer = transfer_of(false, false);
  DataProfile profile = profile_of({question(1, true, ReviewVerdict::kConfirmed), core, factor, personal});
  settle_listed(transfer, profile);
  EXPECT_EQ(fact(transfer, 1), FactValue{true});
  EXPECT_EQ(fact(transfer, 0), FactValue{false}) << "neither a factor nor a row of another kind publishes it";
  EXPECT_EQ(fact(transfer, 0, "core_data"), FactValue{true});
  EXPECT_EQ(fact(transfer, 0, "self_identified_important"), FactValue{true});
  EXPECT_EQ(*transfer.facts.flow.find("exporter.ftz_list_match"), FactValue{Symbol{"listed_assessment"}});
}

// Whatever is asked and answered: no fact moves towards "not important".
TEST(SettleListed, NeverMakesATransferEasier) {
  rc::check([](std::vector<std::uint8_t> seeds, std::uint8_t first, std::uint8_t second) {
    const auto value = [](std::uint8_t n) {
      return n % 3 == 0 ? FactValue{false} : n % 3 == 1 ? FactValue{true} : FactValue{Unknown{}};
    };
    std::vector<ListQuestion> questions;
    for (const std::uint8_t seed : seeds) {
      ListQuestion q = question(seed % 2, seed % 3 == 0, static_cast<ReviewVerdict>(seed / 4 % 3));
      q.is_factor = seed % 5 == 0;
      if (seed % 7 == 0) q.row.route = "other_regime";
      if (seed % 11 == 0) q.row.kind = "spi";
      questions.push_back(std::move(q));
    }
    const Transfer before = transfer_of(value(first), value(second));
    Transfer after = before;
    DataProfile profile = profile_of(std::move(questions));
    settle_listed(after, profile);
    for (std::size_t item = 0; item < 2; ++item) {
      const FactValue was = fact(before, item);
      const FactValue is = fact(after, item);
      RC_ASSERT(is == was || is == FactValue{true} || (was == FactValue{false} && is_unknown(is)));
      for (const auto& [name, now] : after.facts.items[item].all()) {
        if (name != "important_notified") RC_ASSERT(now == FactValue{true});
      }
    }
  });
}

TEST(BuiltInLists, AreAllHeldAndNoZonesListIsWhole) {
  const auto catalogue = load_lists("");
  ASSERT_TRUE(catalogue.has_value());
  std::size_t rows = 0;
  for (const lists::OfficialList& list : catalogue->all()) {
    rows += list.rows.size();
    EXPECT_TRUE(list.coverage.zone == "CN" || list.coverage.status != "complete") << list.coverage.list_id;
  }
  EXPECT_EQ(rows, 943U);
}

}  // namespace
}  // namespace tidegate
