#include "tidegate/report/screen.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/golden_test.h"

namespace tidegate::report {
namespace {

ScreenOptions in(Lang lang, int width = 100) { return {lang, {.width = width}}; }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

const std::vector<std::pair<std::string, Assessment>>& demos() {
  static const std::vector<std::pair<std::string, Assessment>> kDemos{{"rich", rich_assessment()},
                                                                      {"bare", bare_assessment()},
                                                                      {"prohibited", prohibited_assessment()},
                                                                      {"free", free_assessment()}};
  return kDemos;
}

TEST(Screen, SaysTheSameAsItsGoldenFiles) {
  for (const auto& [name, assessment] : demos()) {
    expect_golden(name + ".en.txt", assessment_screen(assessment, in(Lang::kEn)));
    expect_golden(name + ".zh.txt", assessment_screen(assessment, in(Lang::kZh)));
  }
}

TEST(Screen, BeginsWithTheVerdictOfTheStrictestLaw) {
  const std::string first = lines_of(assessment_screen(rich_assessment(), in(Lang::kEn))).front();
  EXPECT_NE(first.find("China"), std::string::npos);
  EXPECT_NE(first.find("Security assessment"), std::string::npos);
  EXPECT_NE(first.find("2026-11-23"), std::string::npos);
  EXPECT_NE(first.find("exit 4"), std::string::npos);
}

TEST(Screen, FitsASingleScreenOfSixtyLines) {
  for (const auto& [name, assessment] : demos()) {
    for (const Lang lang : {Lang::kEn, Lang::kZh}) {
      EXPECT_LE(lines_of(assessment_screen(assessment, in(lang))).size(), 60u) << name;
    }
  }
}

TEST(Screen, AsksTheQuestionsBeforeAnythingElseWhenUndetermined) {
  const std::string text = assessment_screen(bare_assessment(), in(Lang::kEn));
  EXPECT_LT(text.find("exempt"), text.find("--ciio yes|no"));
  EXPECT_LT(text.find("--ciio yes|no"), text.find("Why"));
}

TEST(Screen, NoLineEndsBeyondTheWidth) {
  std::vector<std::pair<std::string, Assessment>> all = demos();
  all.emplace_back("hostile", hostile_assessment());
  EXPECT_TRUE(rc::check([&] {
    const auto& [name, assessment] = all[*rc::gen::inRange<std::size_t>(0, all.size())];
    const int width = *rc::gen::inRange(40, 200);
    const Lang lang = *rc::gen::element(Lang::kEn, Lang::kZh);
    for (const std::string& line : lines_of(assessment_screen(assessment, in(lang, width)))) {
      RC_ASSERT(display_width(line) <= width);
    }
  }));
}

TEST(Screen, NamesFromOutsideCannotSteerTheTerminal) {
  for (const std::string& line : lines_of(assessment_screen(hostile_assessment(), in(Lang::kEn)))) {
    EXPECT_EQ(printable(line), line);
  }
}

TEST(Screen, WithoutColourThereIsNoEscape) {
  EXPECT_EQ(assessment_screen(rich_assessment(), in(Lang::kEn)).find('\x1b'), std::string::npos);
  ScreenOptions colored = in(Lang::kEn);
  colored.page.color = true;
  EXPECT_NE(assessment_screen(rich_assessment(), colored).find("\x1b[1;33m"), std::string::npos);
}

TEST(Screen, ColourChangesNoLetter) {
  ScreenOptions colored = in(Lang::kZh);
  colored.page.color = true;
  std::string text = assessment_screen(rich_assessment(), colored);
  for (std::size_t at; (at = text.find('\x1b')) != std::string::npos;)
    text.erase(at, text.find('m', at) + 1 - at);
  EXPECT_EQ(text, assessment_screen(rich_assessment(), in(Lang::kZh)));
}

TEST(Screen, AsciiAloneWhereTheTerminalKnowsNoOther) {
  ScreenOptions options = in(Lang::kEn);
  options.page.unicode = false;
  Assessment assessment = free_assessment();
  for (const char c : assessment_screen(assessment, options)) EXPECT_GE(c, 0) << "not ASCII";
}

}  // namespace
}  // namespace tidegate::report
