#include "tidegate/access/password.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate::access {
namespace {

constexpr std::array<std::uint8_t, 16> kSalt{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
// As little as Argon2id takes: these tests look at what comes out, not at what it costs.
constexpr PasswordCost kCheap{1, 8 << 10};

// gives.
TEST(Password, IsHashedAsEveryOtherProgramWouldHashIt) {
  const auto hash = password_hash("correct horse battery", kSalt, kCheap);
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$AQIDBAUGBwgJCgsMDQ4PEA$")) << *hash;
  EXPECT_TRUE(is_password("correct horse battery", *hash));
  EXPECT_FALSE(is_password("correct horse batterz", *hash));
  EXPECT_FALSE(is_password("", *hash));
}

TEST(Password, OfOneSaltDiffersFromThatOfAnother) {
  auto other = kSalt;
  other[0] ^= 1;
  EXPECT_NE(password_hash("correct horse battery", kSalt, kCheap),
            password_hash("correct horse battery", other, kCheap));
}

TEST(Password, OfNobodyIsNoPasswordAndLooksLikeOne) {
  EXPECT_FALSE(is_password("", nobodys_hash()));
  EXPECT_FALSE(is_password("correct horse battery", nobodys_hash()));
  const auto real = password_hash("x", kSalt);
  ASSERT_TRUE(real);
  EXPECT_EQ(nobodys_hash().size(), real->size());
  EXPECT_EQ(nobodys_hash().substr(0, 30), real->substr(0, 30));
}

TEST(Password, AHashThatIsNoneIsNobodys) {
  for (const std::string& hash : {std::string(), std::string("$argon2id$"), std::string(5'000, 'x'),
                                  std::string("$argon2id$v=19$m=8,t=1,p=1$AQID")})
    EXPECT_FALSE(is_password("x", hash)) << hash.substr(0, 40);
}

TEST(Password, NewOnesMustBeLongAndNoneOfTheCheapest) {
  EXPECT_FALSE(fault_of_password("correct horse battery", "li.wei"));
  EXPECT_FALSE(fault_of_password("密码要足够长才能用吧好吗", "li.wei"));  // 12 characters
  EXPECT_FALSE(fault_of_password(std::string(127, 'a') + "b", "li.wei"));
  for (const std::string password : {"", "short", "elevenchars", "密码要足够长才能用吧好", "Li.Wei-2026-11",
                                     "aaaaaaaaaaaaa", "abababababab", "abcdabcdabcd", "abcdefghijkl",
                                     "1234567890123", "zyxwvutsrqpo", "098765432109", "\xff-not-utf8-at-all"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
  EXPECT_TRUE(fault_of_password(std::string(128, 'a') + "b", "li.wei"));
}

// What leaked lists hold of twelve characters and more, and what is made the same way.
TEST(Password, OfTheCommonestIsRefused) {
  for (const std::string password :
       {"password1234", "Password2026",     "P@ssw0rd1234",   "passw0rd!2026",    "qwertyuiop12",
        "123456789012", "iloveyou1234",     "ILoveYou2026!",  "woaini5201314",    "woaini1314520",
        "1qaz2wsx3edc", "1q2w3e4r5t6y",     "qazwsxedcrfv",   "admin@123456",     "administrator",
        "welcome12345", "asdfghjkl123",     "zxcvbnm12345",   "password19890604", "abc123456789",
        "qwerty123456", "letmein-letmein1", "test.test.2026", "mima12345678",     "poiuytrewq12",
        "111111222222", "changeme2026"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
  for (const std::string password :
       {"correct horse battery", "password of the tide at noon", "837492615028", "Beijing-osmanthus-1987",
        "qwertz und andere wege", "sunshine over kashgar", "我的口令是一句很长的话语",
        "woaini-changjiang-1986", "tr0ub4dor&3 staple", "mnbv-lkjh-river"})
    EXPECT_FALSE(fault_of_password(password, "li.wei")) << password;
}

TEST(Password, SaidTwiceIsNoLonger) {
  for (const std::string password : {"passwordpassword", "PasswordpassworD", "kashgar-kashgar-",
                                     "潮闸之口令潮闸之口令潮闸", "osmanthusosmanthus", "li.weili.wei"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
  EXPECT_FALSE(fault_of_password("kashgar and kashgar", "li.wei"));
}

TEST(Password, TheFaultSaysNothingOfThePassword) {
  rc::check([](const std::string& password) {
    const auto fault = fault_of_password(password, "");
    if (fault && password.size() > 3) RC_ASSERT(fault->en.find(password) == std::string::npos);
  });
}

}  // namespace
}  // namespace tidegate::access
