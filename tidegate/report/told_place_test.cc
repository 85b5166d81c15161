#include "tidegate/report/told_place.h"

#include <gtest/gtest.h>

namespace tidegate::report {
namespace {

TEST(ToldPlace, SaysOctetsInChineseAndLeavesTheRest) {
  EXPECT_EQ(told_place("t.json:byte 15", Lang::kZh), "t.json:第 15 字节");
  EXPECT_EQ(told_place("t.json:byte 15", Lang::kEn), "t.json:byte 15");
  for (const char* const same :
       {"", "flow.json:/persons/count", "a:1:2", "my:byte x", "my:byte ", "a byte 3"})
    EXPECT_EQ(told_place(same, Lang::kZh), same);
  EXPECT_EQ(told_place("a:byte 3:byte 4", Lang::kZh), "a:byte 3:第 4 字节") << "the first is of the name";
}

}  // namespace
}  // namespace tidegate::report
