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
  const std::string longest = "correct horse battery staple " + std::string(99, 'a');
  EXPECT_FALSE(fault_of_password(longest, "li.wei"));
  for (const std::string password : {"", "short", "elevenchars", "密码要足够长才能用吧好", "Li.Wei-2026-11",
                                     "aaaaaaaaaaaaa", "abababababab", "abcdabcdabcd", "abcdefghijkl",
                                     "1234567890123", "zyxwvutsrqpo", "098765432109", "\xff-not-utf8-at-all"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
  EXPECT_TRUE(fault_of_password(longest + "a", "li.wei"));
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
        "woaini-changjiang-1986", "tr0ub4dor&3 staple", "mnbv-lkjh-river", "correct horse battery staple",
        "梅花三弄20万次抽测合格", "x7Kp9mQz2LrT", "hainan mango salad 7", "9d41-7c20-b8e3"})
    EXPECT_FALSE(fault_of_password(password, "li.wei")) << password;
}

TEST(Password, OfTheCommonestIsRefusedWithACharacterMore) {
  for (const std::string password :
       {"aaaaaaaaaaab", "baaaaaaaaaaa", "aaaaaabaaaaaa", "潮aaaaaaaaaaa", "a12345678910", "a123456789012",
        "q123456789012", "xpassword1234", "password1234x", "passwordx1234", "mypassword12", "thisisapassword",
        "kashgarkashgar1", "1kashgarkashgar", "我爱你520131420260101"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
}

// By rule, whatever the row, the sign or the turn.
TEST(Password, OfRowsOfKeysIsRefused) {
  for (const std::string password :
       {"q1w2e3r4t5y6", "a1b2c3d4e5f6", "1a2b3c4d5e6f", "6y5t4r3e2w1q", "1!2@3#4$5%6^", "a1a2a3a4a5a6",
        "qwertyuiop[]", "QWERTYUIOP{}", "asdfghjkl;'#", "!@#$%^&*()_+", "+_)(*&^%$#@!", "`1234567890-",
        "147258369147", "963852741963", "789456123789", "1qaz!QAZ2wsx@WSX", "zaq1xsw2cde3", "abababababa1",
        "abcabcabcab7"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
}

// Names and seasons are a matter of the list, which is short: the last three are not on it.
TEST(Password, OfANameAndAYearIsRefusedWhereTheListHasIt) {
  for (const std::string password : {"Summer2025!!", "spring2026!!", "huawei123456", "zhangwei1234",
                                     "jennifer1234", "Hainan@202611", "liuwang19890604"})
    EXPECT_TRUE(fault_of_password(password, "li.wei")) << password;
  for (const std::string password : {"osmanthus2026", "kashgar12345", "wenchang1234"})
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
