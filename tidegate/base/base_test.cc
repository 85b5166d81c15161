#include <gtest/gtest.h>
#include <sodium/crypto_hash_sha256.h>

#include <cerrno>

#include "tidegate/base/clock.h"
#include "tidegate/base/date.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/system_text.h"

namespace tidegate {
namespace {

TEST(Date, RoundTripsEveryDayOfFourCenturies) {
  for (std::int32_t days = -100'000; days < 60'000; ++days) {
    const Date date = Date::from_days(days);
    const auto again = Date::parse(date.str());
    ASSERT_TRUE(again) << date.str();
    ASSERT_EQ(*again, date);
  }
}

TEST(Date, RefusesDaysThatDoNotExist) {
  for (const char* text : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-1", "20260101", "",
                           "2026-01-32", "0000-01-01", "2026/01/01", "2026-01-0a"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
  EXPECT_TRUE(Date::parse("2024-02-29"));
}

TEST(DateInterval, IsHalfOpen) {
  const DateInterval in{*Date::parse("2024-03-22"), *Date::parse("2026-01-01")};
  EXPECT_TRUE(in.contains(*Date::parse("2024-03-22")));
  EXPECT_TRUE(in.contains(*Date::parse("2025-12-31")));
  EXPECT_FALSE(in.contains(*Date::parse("2026-01-01")));
  EXPECT_FALSE(in.contains(*Date::parse("2024-03-21")));
}

TEST(Clock, ChinaIsAlreadyInTheNextDayInTheEveningOfUtc) {
  const FixedClock clock(1'767'196'800'000);  // 2025-12-31T16:00Z
  EXPECT_EQ(date_in_zone(clock, 0).str(), "2025-12-31");
  EXPECT_EQ(date_in_zone(clock, 480).str(), "2026-01-01");
}

TEST(Hash, Sha256MatchesThePublishedVector) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// By either library: past the first megabyte libcrypto's takes over, in the midst of these rounds.
TEST(Hash, Sha256IsTheSameByEitherLibraryForEveryLength) {
  for (int round = 0; round < 40; ++round) {
    std::string message;
    for (int length = 0; length < 300; ++length) {
      Sha256 expected;
      crypto_hash_sha256(expected.data(), reinterpret_cast<const unsigned char*>(message.data()),
                         message.size());
      ASSERT_EQ(sha256(message), expected) << length;
      message.push_back(static_cast<char>(length * 37 % 251 + round));
    }
  }
}

// First vector of the SipHash-2-4 reference: key 00..0f, message 00..0e.
TEST(Hash, KeyedHashMatchesTheSipHashReference) {
  SubjectKeySecret secret;
  std::string message;
  for (std::uint8_t i = 0; i < 16; ++i) secret.bytes[i] = i;
  for (char i = 0; i < 15; ++i) message.push_back(i);
  EXPECT_EQ(keyed_hash(secret, message), 0xa129ca6149be45e5ULL);
}

TEST(SystemText, NeverAnswersChineseInEnglish) {
  EXPECT_EQ(system_text(ENOSPC).en, "No space left on device");
  EXPECT_EQ(system_text(ENOSPC).zh, "磁盘空间不足");
  EXPECT_EQ(system_text(EADDRINUSE).zh, "端口已被占用");
  EXPECT_EQ(system_text(133).zh, "系统错误 133");  // one that has no words of its own
  for (int number = 1; number < 140; ++number) {
    const Text text = system_text(number);
    EXPECT_NE(text.en, "");
    EXPECT_EQ(text.zh.find_first_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos) << text.zh;
  }
}

}  // namespace
}  // namespace tidegate
