#include "tidegate/permit/yearly_room.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tidegate::permit {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Count = std::optional<std::int64_t>;

const std::vector<RouteLimit> kLimits{{"pi_nonsensitive", 1'000'000}, {"pi_sensitive", 10'000}};

// A filing, item by item, each with a row of its own.
class Room : public ::testing::Test {
 protected:
  Room() { before(0, 0); }
  void before(std::int64_t ordinary, std::int64_t sensitive) {
    transfer_.facts.flow.set("cumulative_before.pi_nonsensitive", ordinary);
    transfer_.facts.flow.set("cumulative_before.pi_sensitive", sensitive);
  }
  Facts& item(const std::string& item_class, std::vector<std::string> counted_in,
              ItemVerdict verdict = ItemVerdict::kAllowed) {
    const std::size_t place = transfer_.items.size();
    DataItem item;
    item.name = "item " + std::to_string(place);
    item.item_class = item_class;
    transfer_.items.push_back(item);
    ItemOpinion row;
    row.item = place;
    row.set_aside = counted_in.empty();
    row.counted_in = std::move(counted_in);
    rows_.push_back(row);
    decision_.items.push_back({place, item.name, verdict, {}, {}});
    transfer_.facts.items.emplace_back();
    return transfer_.facts.items.back();
  }
  YearlyRoom room(const std::vector<RouteLimit>& limits = kLimits) const {
    return yearly_room(limits, rows_, decision_, transfer_);
  }

  Transfer transfer_;
  Decision decision_;
  std::vector<ItemOpinion> rows_;
};

TEST_F(Room, OfSensitivePersonsAloneIsBelowTheirLimitAndWhatWasCountedBefore) {
  item("SPI", {"pi_sensitive"});
  EXPECT_EQ(room().persons, Count(9'999));
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
  before(50'000, 2'500);
  EXPECT_EQ(room().sensitive_persons, Count(7'499));
  EXPECT_EQ(room().persons, Count(7'499));
}

TEST_F(Room, OfPersonsWhoAreCountedAlreadyIsNotTakenTwice) {
  item("SPI", {"pi_sensitive"}).set("already_counted", std::int64_t{2'000});
  before(0, 2'500);
  EXPECT_EQ(room().sensitive_persons, Count(9'499));
  transfer_.facts.items[0].set("already_counted", std::int64_t{9'000});
  EXPECT_EQ(room().sensitive_persons, Count(9'999)) << "no more of them than were counted";
}

TEST_F(Room, OfOrdinaryPersonsBoundsNoSensitiveOnes) {
  item("PI", {"pi_nonsensitive"});
  item("SPI", {"pi_sensitive"}, ItemVerdict::kRefused);
  before(1'000, 9'000);
  EXPECT_EQ(room().persons, Count(998'999));
  EXPECT_EQ(room().sensitive_persons, Count());
}

TEST_F(Room, OfARowGoesByTheItemsThatWereAllowed) {
  item("PI", {"pi_sensitive"});
  item("SPI", {"pi_sensitive"}, ItemVerdict::kRefused);
  transfer_.items[1].row = 0;  // of the same persons
  EXPECT_EQ(room().persons, Count(999'999));
  EXPECT_EQ(room().sensitive_persons, Count());
  transfer_.facts.items[0].set("under14", true);
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
}

TEST_F(Room, OfBothKindsIsThatOfOrdinaryPersonsAndNoWiderThanWasDeclared) {
  item("PI", {"pi_nonsensitive"});
  item("SPI", {"pi_sensitive"});
  transfer_.scenario.persons.pi = 400'000;
  transfer_.scenario.persons.spi = 5'000;
  EXPECT_EQ(room().persons, Count(999'999)) << "how many of them are ordinary nobody tells";
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
  before(999'500, 0);
  transfer_.scenario.persons.pi = 400;
  EXPECT_EQ(room().persons, Count(5'400));
  transfer_.forecast = {5'400, 12'400, 13'000};  // 7,000 are new in the second year
  EXPECT_EQ(room().persons, Count(7'000));
  transfer_.forecast = {5'400, 100'000, 200'000};
  EXPECT_EQ(room().persons, Count(499 + 9'999)) << "never above both limits together";
}

TEST_F(Room, OfASectorThatCountsAllIsBelowThatToo) {
  item("PI", {"pi_nonsensitive", "pi_all"});
  before(10'000, 500);
  auto limits = kLimits;
  limits.push_back({"pi_all", 100'001});
  EXPECT_EQ(room(limits).persons, Count(89'500));
}

TEST_F(Room, HoldsNobodyWhoLeavesUnderAnExemption) {
  item("SPI", {"pi_sensitive"});
  Facts& exempt = item("SPI", {});
  EXPECT_EQ(room().sensitive_persons, Count()) << "how many they are is not declared";
  ASSERT_THAT(room().duties, SizeIs(2));
  EXPECT_THAT(room().duties[0].en, HasSubstr("at most 9999 persons with sensitive information"));
  EXPECT_THAT(room().duties[0].zh, HasSubstr("9999"));
  exempt.set("subjects", std::int64_t{50'000});
  transfer_.scenario.persons.spi = 59'000;
  transfer_.forecast = {59'000, 60'000, 62'000};
  EXPECT_EQ(room().sensitive_persons, Count(9'999 + 50'000 + 3'000));
  EXPECT_EQ(room().persons, Count(9'999 + 50'000 + 3'000));
  EXPECT_THAT(room().duties, SizeIs(2));
}

TEST_F(Room, OfWhomItIsNotKnownWhetherTheyAreCountedIsBounded) {
  item("SPI", {});
  rows_[0].set_aside = false;  // nor surely counted
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
  EXPECT_EQ(room().persons, Count(9'999));
  EXPECT_THAT(room().duties, IsEmpty());
}

TEST_F(Room, OfDataThatIsNobodysIsLeftOutOfIt) {
  item("SPI", {"pi_sensitive"});
  item("GENERAL", {});
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
  EXPECT_THAT(room().duties, IsEmpty());
}

TEST_F(Room, OfAnItemWithoutARowGoesByWhatItIsDeclaredToBe) {
  item("SPI", {"pi_sensitive"});
  rows_.clear();
  EXPECT_EQ(room().sensitive_persons, Count(9'999));
}

TEST_F(Room, IsOpenWhereNobodySaidWhatWasCountedBefore) {
  item("SPI", {"pi_sensitive"});
  transfer_.facts.flow.erase("cumulative_before.pi_sensitive");
  ASSERT_TRUE(room().open);
  EXPECT_EQ(room().open->where, "/cumulative_before");
  EXPECT_FALSE(room().open->what_zh.empty());
  EXPECT_EQ(room().sensitive_persons, Count(9'999)) << "the most that a stated bound may be";
}

TEST_F(Room, OfARouteWithoutLimitsIsOpenToAll) {
  item("SPI", {"pi_sensitive"});
  EXPECT_EQ(room({}).persons, Count());
  EXPECT_FALSE(room({}).open);
}

}  // namespace
}  // namespace tidegate::permit
