#include "tidegate/base/ulid.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate {
namespace {

TEST(Ulid, IsAsEveryOtherProgramWritesIt) {
  EXPECT_EQ(ulid(0, {}), "00000000000000000000000000");
  EXPECT_EQ(ulid(1469918176385, {}).substr(0, 10), "01ARYZ6S41");  // the specification's own example
  EXPECT_EQ(ulid(0xFFFFFFFFFFFF, {255, 255, 255, 255, 255, 255, 255, 255, 255, 255}),
            "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
}

TEST(Ulid, SortsByTime) {
  rc::check([](const std::array<std::uint8_t, 10>& a, const std::array<std::uint8_t, 10>& b) {
    const auto at = *rc::gen::inRange<std::int64_t>(0, 0xFFFFFFFFFFFF);
    RC_ASSERT(ulid(at, a) < ulid(at + 1, b));
    RC_ASSERT(is_ulid(ulid(at, a)));
    RC_ASSERT((ulid(at, a) == ulid(at, b)) == (a == b));
  });
}

TEST(Ulid, NothingElseIsOne) {
  for (const char* text : {"", "01ARYZ6S41", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01aryz6s410000000000000000",
                           "0IARYZ6S410000000000000000"})
    EXPECT_FALSE(is_ulid(text)) << text;
}

}  // namespace
}  // namespace tidegate
