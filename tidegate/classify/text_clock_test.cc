#include "tidegate/classify/text_clock.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "tidegate/classify/text_values.h"

namespace tidegate {
namespace {

TEST(TextClock, AScannerThatKnowsNoClocksFindsTheSame) {
  EXPECT_TRUE(rc::check("lines that begin with times, and with what is nearly one", [] {
    const auto piece = rc::gen::elementOf(std::vector<std::string>{"2025-01-18",
                                                                   "2025-13-18",
                                                                   "2025-02-30",
                                                                   "4001-01-18",
                                                                   " ",
                                                                   " ",
                                                                   "T",
                                                                   "06:49:23",
                                                                   "06:49:23",
                                                                   ".607",
                                                                   ",607",
                                                                   ".607123",
                                                                   ".60712345",
                                                                   "Z",
                                                                   "+08:00",
                                                                   "[",
                                                                   "]",
                                                                   "\"",
                                                                   "(",
                                                                   ")",
                                                                   "138 0013 8000",
                                                                   "13800138000",
                                                                   "010-62345678",
                                                                   "1234",
                                                                   "5678",
                                                                   "-",
                                                                   ":",
                                                                   ".",
                                                                   "/",
                                                                   "京A",
                                                                   "12345",
                                                                   "a@b.com",
                                                                   "@",
                                                                   "worker-3",
                                                                   "27f648aa-7783-4f70-a41c-6f9933fd6d36",
                                                                   "12345678-7783-4f70-a41c-6f9933fd6d36",
                                                                   "11010519491231002X",
                                                                   "4111 1111 1111 1111",
                                                                   "00:1a:2b:3c:4d:5e",
                                                                   "10.1.22.133",
                                                                   "::1",
                                                                   "ms",
                                                                   "１３８００１３８０００",
                                                                   "é"});
    std::string line = *rc::gen::elementOf(std::vector<std::string>{
        "2025-01-18 06:49:23.607", "2025-01-18T06:49:23.607Z", "[2025-01-18 06:49:23",
        "2025-01-18 06:49:23,6", "\"2025-01-18T06:49:23", ""});
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) line += part;
    std::vector<FoundValue> found;
    std::vector<FoundValue> expected;
    TextScanner knowing;
    TextScanner plain(best_simd(), false);
    knowing.scan(line, {}, found);
    plain.scan(line, {}, expected);
    RC_ASSERT(found == expected);
    RC_ASSERT(knowing.other_numbers().size() == plain.other_numbers().size());
  }));
}

TEST(TextClock, IsReadToItsEnd) {
  const auto end_of = [](std::string_view text, std::size_t begin = 0) {
    return read_clock(text, begin, 0).end;
  };
  EXPECT_EQ(end_of("2025-01-18 06:49:23.607 INFO"), 23U);
  EXPECT_EQ(end_of("2025-01-18 06:49:23"), 19U);
  EXPECT_EQ(end_of("2025-01-18T06:49:23.607Z x"), 24U);
  EXPECT_EQ(end_of("[2025-01-18 06:49:23,607] x", 1), 24U);
  EXPECT_EQ(end_of("2025-01-18 06:49:23 13800138000"), 0U) << "it may be part of a number in groups";
  EXPECT_EQ(end_of("2025-02-30 06:49:23 x"), 0U) << "no such day";
  EXPECT_EQ(end_of("2025-01-18 06:49:2x"), 0U);
  EXPECT_EQ(end_of("2025-01-18 06-49-23 x"), 0U);
  EXPECT_EQ(end_of("2025-01-18"), 0U);
  EXPECT_EQ(end_of("at 2025-01-18 06:49:23", 3), 0U) << "a line begins with it";
}

}  // namespace
}  // namespace tidegate
