#include "tidegate/base/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate {
namespace {

TEST(Base64, WritesTheVectorsOfTheRfc) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, ReadsBackWhatItWrote) {
  EXPECT_TRUE(rc::check("any octets", [](const std::string& octets) {
    RC_ASSERT(from_base64(to_base64(octets)) == std::optional<std::string>(octets));
  }));
}

TEST(Base64, ReadsNoSecondTextForTheSameOctets) {
  for (const char* text :
       {"Zh==", "Zg=", "Zg", "Z", "Zm9=", " Zg==", "Zg==\n", "Zm 9v", "Zg=====", "Zm9v=", "Zm-v"})
    EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Base64, OfAddressesHasNoPaddingAndTwoOtherLetters) {
  EXPECT_EQ(to_base64url("\xfb\xff\xfe"), "-__-");
  EXPECT_EQ(to_base64url("f"), "Zg");
  EXPECT_TRUE(rc::check("any octets", [](const std::string& octets) {
    RC_ASSERT(from_base64url(to_base64url(octets)) == std::optional<std::string>(octets));
  }));
  for (const char* text : {"Zh", "Zg==", "Z", "+//+", "Zg\n", " Zg", "Zm9 v"})
    EXPECT_FALSE(from_base64url(text)) << text;
}

}  // namespace
}  // namespace tidegate
