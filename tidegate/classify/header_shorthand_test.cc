#include "tidegate/classify/header_shorthand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

HeaderShorthand some() {
  HeaderShorthand out;
  using enum HeaderShorthand::Kind;
  out.add(kLead, "hz", "患者");
  out.add(kLead, "jt", "家庭");
  out.add(kTail, "lxdh", "联系电话");
  out.add(kTail, "dh", "电话");
  out.add(kTail, "l", "量");
  out.add(kSyllable, "liang", "量");
  out.sort();
  return out;
}

TEST(HeaderShorthand, CutsInitialsIntoTheLongestTailAndItsLeads) {
  EXPECT_THAT(some().read_initials("hzlxdh"), ElementsAre("患者", "联系电话"));
  EXPECT_THAT(some().read_initials("hzjtdh2"), ElementsAre("患者", "家庭", "电话"));
}

TEST(HeaderShorthand, ShortUnknownBeginningIsMarked) {
  EXPECT_THAT(some().read_initials("bzrdh"), ElementsAre("?", "电话"));
  EXPECT_THAT(some().read_initials("bzrxsdh"), IsEmpty()) << "five unknown letters say nothing";
  EXPECT_THAT(some().read_initials("xl"), IsEmpty()) << "a tail of one letter needs a known lead";
  EXPECT_THAT(some().read_initials("uidh"), IsEmpty()) << "no syllable begins with u or i";
}

TEST(PinyinSyllables, CutsFullPinyinAndNothingElse) {
  EXPECT_THAT(pinyin_syllables("xingming"), ElementsAre(0, 4));
  EXPECT_THAT(pinyin_syllables("baozhangtianshu"), ElementsAre(0, 3, 8, 12));
  EXPECT_THAT(pinyin_syllables("status"), IsEmpty());
  EXPECT_THAT(pinyin_syllables("zhang"), IsEmpty()) << "a single syllable is no word";
  EXPECT_THAT(pinyin_syllables(std::string(400, 'a')), IsEmpty());
}

TEST(IsPinyin, TakesSyllablesAndTheirRows) {
  EXPECT_TRUE(is_pinyin("sou"));
  EXPECT_TRUE(is_pinyin("guanjian"));
  EXPECT_FALSE(is_pinyin("status"));
  EXPECT_FALSE(is_pinyin(""));
}

}  // namespace
}  // namespace tidegate
