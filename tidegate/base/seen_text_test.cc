#include "tidegate/base/seen_text.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

TEST(SeenText, BlanksOfAnyWidthAndWhatHasNoWidthShowNothing) {
  for (const std::string text : {"", " ", "\t\r\n", "\u3000", "\u00a0\u2003", "\u200b\u200d", "\ufeff",
                                 "\u2800", "\u3164", "\u00ad", "\u2066\u2069", "\U000e0041"})
    EXPECT_FALSE(shows_something(text)) << text.size();
}

TEST(SeenText, OneMarkAmongBlanksIsEnough) {
  for (const std::string text : {"a", " 示 ", "\u200bÉ", "\u3000.", "😀", "\xff"})
    EXPECT_TRUE(shows_something(text)) << text;
}

TEST(SeenText, ControlsAndMarksThatTurnWritingMislead) {
  for (const std::string text : {"a\nb", "a\x7f", "a\u202efdp.exe", "\u200fa", "a\u2069", "a\u0085"})
    EXPECT_TRUE(has_misleading(text)) << text;
  // Joiners stand inside words of several scripts.
  for (const std::string text : {"示例（北京）有限公司", "A B", "می\u200cخواهم", "a\u00a0b"})
    EXPECT_FALSE(has_misleading(text)) << text;
}

}  // namespace
}  // namespace tidegate
