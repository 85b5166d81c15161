#include "tidegate/server/http/shares.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

TEST(Shares, GiveNobodyMoreThanItsShareAndAllNoMoreThanTheWhole) {
  Shares shares(10, 4);
  EXPECT_TRUE(shares.take("a", 3));
  EXPECT_FALSE(shares.take("a", 2));
  EXPECT_TRUE(shares.take("a", 1));
  EXPECT_TRUE(shares.take("b", 4));
  EXPECT_FALSE(shares.take("c", 3)) << "two are left";
  EXPECT_TRUE(shares.take("c", 2));
  shares.give_back("a", 4);
  EXPECT_TRUE(shares.take("a", 4));
  shares.give_back("nobody", 0);
}

}  // namespace
}  // namespace tidegate::server
