#include "tidegate/access/totp.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace tidegate::access {
namespace {

TotpSecret rfc_secret() {
  TotpSecret secret{};
  const std::string_view text = "12345678901234567890";
  std::copy(text.begin(), text.end(), secret.begin());
  return secret;
}

// RFC 6238 appendix B, the last six of its eight digits.
TEST(Totp, CodesAreThoseOfTheStandard) {
  const TotpSecret secret = rfc_secret();
  EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(totp_code(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(totp_code(secret, 1111111111 / 30), "050471");
  EXPECT_EQ(totp_code(secret, 1234567890 / 30), "005924");
  EXPECT_EQ(totp_code(secret, 2000000000 / 30), "279037");
  EXPECT_EQ(totp_code(secret, 20000000000 / 30), "353130");
}

TEST(Totp, TakesTheCodeOfAStepBesideAndNoneFurther) {
  const TotpSecret secret = rfc_secret();
  const std::int64_t now_ms = 1234567890'000;
  const std::int64_t step = now_ms / kTotpStepMs;
  for (std::int64_t d = -3; d <= 3; ++d) {
    const auto found = totp_step_of(secret, totp_code(secret, step + d), now_ms, 0);
    if (d >= -1 && d <= 1) {
      EXPECT_EQ(found, step + d);
    } else {
      EXPECT_EQ(found, std::nullopt) << d;
    }
  }
}

TEST(Totp, TakesNoCodeTwiceNorAnOlderOne) {
  const TotpSecret secret = rfc_secret();
  const std::int64_t now_ms = 1234567890'000;
  const std::int64_t step = now_ms / kTotpStepMs;
  EXPECT_EQ(totp_step_of(secret, totp_code(secret, step), now_ms, step), std::nullopt);
  EXPECT_EQ(totp_step_of(secret, totp_code(secret, step - 1), now_ms, step), std::nullopt);
  EXPECT_EQ(totp_step_of(secret, totp_code(secret, step + 1), now_ms, step), step + 1);
}

TEST(Totp, NothingElseIsACode) {
  const TotpSecret secret = rfc_secret();
  for (const char* code : {"", "28708", "2870822", "28708a", " 287082", "２８７０８２"})
    EXPECT_EQ(totp_step_of(secret, code, 59'000, -1), std::nullopt) << code;
}

TEST(Totp, TheAddressIsWhatAnAppReads) {
  EXPECT_EQ(
      totp_address(rfc_secret(), "li wei@zone", "Tidegate 潮闸"),
      "otpauth://totp/Tidegate%20%E6%BD%AE%E9%97%B8:li%20wei%40zone?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
      "&issuer=Tidegate%20%E6%BD%AE%E9%97%B8&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace tidegate::access
