#include "tidegate/report/markdown.h"

#include <gtest/gtest.h>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/golden_test.h"

namespace tidegate::report {
namespace {

TEST(Markdown, SaysTheSameAsItsGoldenFiles) {
  expect_golden("rich.en.md", assessment_markdown(rich_assessment(), Lang::kEn));
  expect_golden("rich.zh.md", assessment_markdown(rich_assessment(), Lang::kZh));
  expect_golden("bare.en.md", assessment_markdown(bare_assessment(), Lang::kEn));
}

TEST(Markdown, NothingFromOutsideBecomesMarkup) {
  const std::string text = assessment_markdown(hostile_assessment(), Lang::kEn);
  for (const std::string_view part : {"<script", "<img", "[x](", "\x1b"})
    EXPECT_EQ(text.find(part), std::string::npos) << part;
}

TEST(MarkdownEscape, ShowsTextAsItIs) {
  EXPECT_EQ(markdown_escape("a|b_c*d`e"), "a\\|b\\_c\\*d\\`e");
  EXPECT_EQ(markdown_escape("<b>&amp;"), "&lt;b>&amp;amp;");
  EXPECT_EQ(markdown_escape("1. x"), "1\\. x");
  EXPECT_EQ(markdown_escape("- x - y"), "\\- x - y");
  EXPECT_EQ(markdown_escape("0.586 (now: 3)"), "0.586 (now: 3)");
  EXPECT_EQ(markdown_escape("https://x.example"), "https\\://x.example");
  EXPECT_EQ(markdown_escape("# a > b"), "\\# a > b");
  EXPECT_EQ(markdown_escape("a\nb"), "a b");
}

}  // namespace
}  // namespace tidegate::report
