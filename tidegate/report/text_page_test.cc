#include "tidegate/report/text_page.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/base/utf8.h"
#include "tidegate/report/display_width.h"

namespace tidegate::report {
namespace {

std::string text_of(const Line& line) {
  std::string text;
  for (const Span& span : line) text += span.text;
  return text;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  for (const Line& line : wrap(plain(text), width)) lines.push_back(text_of(line));
  return lines;
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out.push_back(c);
  }
  return out;
}

// Words of both scripts, punctuation and marks, in any order.
std::string mixed_text() {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "transfer", "数据", "出境", "，", "。", "（", "）", " ", "  ",
                                    "e\xCC\x81", "🌊", "https://example.invalid/x", "-"));
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

TEST(DisplayWidth, CountsTwoColumnsForEastAsianWideAndNoneForCombining) {
  EXPECT_EQ(display_width("tidegate"), 8);
  EXPECT_EQ(display_width("潮闸"), 4);
  EXPECT_EQ(display_width("（A）"), 5);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // e and a combining acute
  EXPECT_EQ(display_width("한글"), 4);
  EXPECT_EQ(display_width("🌊"), 2);
  EXPECT_EQ(display_width("→█·"), 3);
}

TEST(Printable, LeavesNothingThatSteersATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(printable("a\nb\tc\r"), "a b c ");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\xEF\xBF\xBD"
            "31m");                                                    // C1 control sequence introducer
  EXPECT_EQ(printable("\xE2\x80\xAEgnp.exe"), "\xEF\xBF\xBDgnp.exe");  // right-to-left override
  EXPECT_EQ(printable("a\xE2\x80\x8B"
                      "b"),
            "ab");
}

TEST(Wrap, BreaksEnglishAtSpacesAndChineseBetweenCharacters) {
  EXPECT_EQ(wrapped("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapped("数据出境安全评估", 6), (std::vector<std::string>{"数据出", "境安全", "评估"}));
}

TEST(Wrap, NeverBeginsALineWithClosingNorEndsItWithOpeningPunctuation) {
  EXPECT_EQ(wrapped("数据出，境", 6), (std::vector<std::string>{"数据", "出，境"}));
  EXPECT_EQ(wrapped("数据（出境", 6), (std::vector<std::string>{"数据", "（出境"}));
}

TEST(Wrap, BreaksAPathBehindASlash) {
  EXPECT_EQ(wrapped("examples/clinical/data.csv", 12),
            (std::vector<std::string>{"examples/", "clinical/", "data.csv"}));
}

TEST(Wrap, CutsAWordThatIsTooLong) {
  EXPECT_EQ(wrapped("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
}

TEST(Wrap, KeepsEveryCharacterAndTheWidth) {
  EXPECT_TRUE(rc::check([] {
    const std::string text = mixed_text();
    const int width = *rc::gen::inRange(2, 40);
    std::string all;
    for (const std::string& line : wrapped(text, width)) {
      RC_ASSERT(display_width(line) <= width);
      all += line;
    }
    RC_ASSERT(without_spaces(all) == without_spaces(text));
  }));
}

TEST(TextPage, TableCellsKeepToTheWidthWhateverTheyHold) {
  EXPECT_TRUE(rc::check([] {
    const int width = *rc::gen::inRange(40, 120);
    TextPage page({.width = width});
    page.set_gutter(*rc::gen::inRange(0, 15));
    page.section("label");
    std::vector<std::vector<Line>> rows;
    for (int r = 0; r < 4; ++r)
      rows.push_back({plain(mixed_text()), plain(mixed_text()), plain(mixed_text())});
    page.table({{"head", false, true}, {"数", true}, {"", false, true}}, rows);
    std::string text = page.take();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      RC_ASSERT(display_width(std::string_view(text).substr(begin, end - begin)) <= width);
      begin = end + 1;
    }
  }));
}

TEST(TextPage, ColumnsOfMixedScriptsStandBelowOneAnother) {
  TextPage page({.width = 60});
  page.table({{"名称"}, {"persons", true}},
             {{plain("检验结果"), plain("12,400")}, {plain("crm"), plain("7")}});
  EXPECT_EQ(page.take(), "名称      persons\n检验结果   12,400\ncrm             7\n");
}

TEST(TextPage, AsciiMarksTakeTheSameWidth) {
  TextPage page({.width = 60, .unicode = false});
  page.line(plain("→ ██░ · …"));
  EXPECT_EQ(page.take(), "> ##. - ~\n");
}

}  // namespace
}  // namespace tidegate::report
