#include "tidegate/law/diagram.h"

#include <gtest/gtest.h>

#include <random>

namespace tidegate::law {
namespace {

constexpr std::array<std::int32_t, 4> kSizes{2, 3, 2, 4};
constexpr std::array<std::int32_t, 4> kFirst{0, 0, 0, 0};

// Every case of the small space, by its values.
template <typename Visit>
void each_case(const Visit& visit) {
  std::array<std::int32_t, 4> v{};
  for (v[0] = 0; v[0] < kSizes[0]; ++v[0])
    for (v[1] = 0; v[1] < kSizes[1]; ++v[1])
      for (v[2] = 0; v[2] < kSizes[2]; ++v[2])
        for (v[3] = 0; v[3] < kSizes[3]; ++v[3]) visit(v);
}

Diagrams small() {
  Diagrams d(4);
  for (std::size_t i = 0; i < 4; ++i) d.set_values(i, static_cast<std::size_t>(kSizes[i]));
  return d;
}

SetRef random_set(Diagrams& d, std::mt19937& rng, int depth) {
  if (depth == 0) {
    const std::size_t level = rng() % 4;
    return d.where(level, rng() % static_cast<std::size_t>(kSizes[level]));
  }
  const SetRef a = random_set(d, rng, depth - 1), b = random_set(d, rng, depth - 1);
  return rng() % 3 == 0 ? d.inverse(a) : rng() % 2 == 0 ? d.both(a, b) : d.either(a, b);
}

TEST(Diagrams, AgreeWithPlainSetsOnEveryCase) {
  std::mt19937 rng(7);
  for (int round = 0; round < 200; ++round) {
    Diagrams d = small();
    const SetRef a = random_set(d, rng, 3), b = random_set(d, rng, 3);
    const SetRef both = d.both(a, b), either = d.either(a, b), inverse = d.inverse(a),
                 exists = d.exists_from(a, 2);
    each_case([&](const auto& v) {
      EXPECT_EQ(d.contains(both, v), d.contains(a, v) && d.contains(b, v));
      EXPECT_EQ(d.contains(either, v), d.contains(a, v) || d.contains(b, v));
      EXPECT_NE(d.contains(inverse, v), d.contains(a, v));
      bool found = false;
      each_case([&](const auto& w) { found = found || (w[0] == v[0] && w[1] == v[1] && d.contains(a, w)); });
      EXPECT_EQ(d.contains(exists, v), found);
    });
  }
}

TEST(Diagrams, GiveEqualSetsEqualNames) {
  std::mt19937 rng(11);
  for (int round = 0; round < 200; ++round) {
    Diagrams d = small();
    const SetRef a = random_set(d, rng, 3), b = random_set(d, rng, 3);
    bool equal = true;
    each_case([&](const auto& v) { equal = equal && d.contains(a, v) == d.contains(b, v); });
    EXPECT_EQ(a == b, equal);
    EXPECT_EQ(d.inverse(d.inverse(a)), a);
    EXPECT_EQ(d.either(a, d.inverse(a)), kAlways);
  }
}

TEST(Diagrams, ShowSomeCaseOfASetAndPreferTheAskedValues) {
  std::mt19937 rng(13);
  for (int round = 0; round < 200; ++round) {
    Diagrams d = small();
    const SetRef a = random_set(d, rng, 3);
    const auto found = d.some(a, kFirst);
    EXPECT_EQ(found.has_value(), a != kNever);
    if (!found) continue;
    auto filled = *found;
    for (auto& v : filled) v = std::max(v, 0);
    EXPECT_TRUE(d.contains(a, filled));
    const std::array<std::int32_t, 4> zero{};
    if (d.contains(a, zero)) {
      EXPECT_TRUE(std::all_of(found->begin(), found->end(), [](std::int32_t v) { return v <= 0; }));
    }
  }
}

TEST(Diagrams, SayWhenTheirRoomIsUsedUp) {
  Diagrams d(16, 20);
  for (std::size_t i = 0; i < 16; ++i) d.set_values(i, 2);
  SetRef parity = kNever;
  for (std::size_t i = 0; i < 16; ++i) {
    const SetRef bit = d.where(i, 1);
    parity = d.either(d.without(parity, bit), d.without(bit, parity));
  }
  EXPECT_TRUE(d.over_limit());
}

}  // namespace
}  // namespace tidegate::law
