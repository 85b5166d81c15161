#include "tidegate/base/der_part.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

using namespace std::string_literals;

TEST(DerPart, LiesWhereItsLengthSays) {
  const std::string der = "\x02\x01\x05\x30\x81\x02zz"s;
  const auto number = der_at(der, 0, kDerInteger);
  ASSERT_TRUE(number);
  EXPECT_EQ(number->begin, 2U);
  EXPECT_EQ(number->end, 3U);
  const auto list = der_at(der, number->end, kDerSequence);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->begin, 6U);
  EXPECT_EQ(list->end, der.size());
  const auto nothing = der_at("\x30\0"s, 0, kDerSequence);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->begin, nothing->end);
}

TEST(DerPart, IsNoneWhereItDoesNotEndWithinItsOctets) {
  for (const std::string& wrong :
       {""s, "\x30"s, "\x30\x02z"s, "\x30\x81"s, "\x30\x82\x01z"s, "\x30\x80zz\0\0"s, "\x30\x85\0\0\0\0\1z"s,
        "\x30\x84\xff\xff\xff\xffz"s, "\x31\0"s})
    EXPECT_FALSE(der_at(wrong, 0, kDerSequence));
  EXPECT_FALSE(der_at("\x30\0"s, 2, kDerSequence));
  EXPECT_FALSE(der_at("\x30\0"s, 9, kDerSequence));
}

}  // namespace
}  // namespace tidegate
