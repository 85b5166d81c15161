#include "tidegate/base/same_text.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

TEST(SameText, CaseWidthFormBlanksAndWhatCannotBeSeenMakeNoDifference) {
  for (const std::string text : {"abc1", "ABC1", " a b\tc 1\n", "ＡＢｃ１", "\u200ba\u200db\ufeffc1", "𝐚𝐛𝐜①",
                                 "a\u3000b\u00a0c1", "a\u00adbc\ufe0f1"})
    EXPECT_EQ(same_text_key(text), "abc1") << text;
  EXPECT_EQ(same_text_key("⼿机号"), same_text_key("手 机 号"));
  EXPECT_EQ(same_text_key("É"), same_text_key("e\u0301"));
  EXPECT_EQ(same_text_key("Straße"), same_text_key("STRASSE"));
  EXPECT_EQ(same_text_key("（甲）"), same_text_key("(甲)"));
  EXPECT_EQ(same_text_key("℡"), "tel");
  EXPECT_EQ(same_text_key("\u200b \u3000\ufdfa"), same_text_key("\ufdfa"));
}

TEST(SameText, AnotherLetterDigitOrMarkMakesAnother) {
  EXPECT_NE(same_text_key("检验结果"), same_text_key("检查结果"));
  EXPECT_NE(same_text_key("手机"), same_text_key("手機"));
  EXPECT_NE(same_text_key("A+"), same_text_key("A-"));
  EXPECT_NE(same_text_key("版本1.1"), same_text_key("版本11"));
}

TEST(SameText, OfMarksAndBlanksNoLetterIsLeft) {
  for (const std::string text :
       {"", " ", "/", "——", "……", "-", "＊＊＊", "（　）", "□", "·", "？", "\u200b", "〃", "、。", "→"})
    EXPECT_EQ(letters_key(text), "") << text;
  EXPECT_EQ(letters_key("（待 填写）……"), "待填写");
  EXPECT_EQ(letters_key("〇"), "〇");
  EXPECT_EQ(letters_key("[T.B.D.]"), "tbd");
  EXPECT_EQ(letters_key("Ж1"), "ж1");
}

TEST(SameText, StopsAroundATextAreNoPartOfIt) {
  for (const std::string text :
       {"业务需要", "业务需要。", "业务需要……", " ，业务需要；", "业务需要．", "：业务需要！"})
    EXPECT_EQ(unstopped_key(text), "业务需要") << text;
  EXPECT_EQ(unstopped_key("C++"), "c++");
  EXPECT_EQ(unstopped_key("1.2"), "1.2");
  EXPECT_EQ(unstopped_key("。、"), "");
}

}  // namespace
}  // namespace tidegate
