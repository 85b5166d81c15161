#include "tidegate/report/html.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/golden_test.h"
#include "tidegate/report/html_style.h"
#include "tidegate/report/html_writer.h"
#include "tidegate/report/scan.h"

namespace tidegate::report {
namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

// Opening and closing tags in order; void elements and the doctype are left out.
bool is_balanced(const std::string& html, std::string& fault) {
  static const std::vector<std::string> kVoid{"meta", "br", "wbr", "!doctype", "rect", "circle", "line"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const bool closing = html[at + 1] == '/';
    const std::size_t begin = at + (closing ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >/\n", begin) - begin);
    if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) continue;
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      fault =
          "</" + name + "> at " + std::to_string(at) + " closes " + (open.empty() ? "nothing" : open.back());
      return false;
    } else {
      open.pop_back();
    }
  }
  fault = open.empty() ? "" : "<" + open.back() + "> is never closed";
  return open.empty();
}

// TIDEGATE_REPORT_SAMPLES names a folder: the demos are written there to be looked at.
TEST(Html, SaysTheSameAsItsGoldenFiles) {
  const char* samples = std::getenv("TIDEGATE_REPORT_SAMPLES");
  const std::vector<std::pair<std::string, Assessment>> demos{{"rich", rich_assessment()},
                                                              {"bare", bare_assessment()},
                                                              {"prohibited", prohibited_assessment()},
                                                              {"free", free_assessment()}};
  for (const auto& [name, assessment] : demos) {
    for (const auto& [suffix, lang] : {std::pair{".en.html", Lang::kEn}, std::pair{".zh.html", Lang::kZh}}) {
      const std::string html = assessment_html(assessment, lang);
      expect_golden(name + suffix, html);
      if (samples != nullptr)
        std::ofstream(std::string(samples) + "/" + name + suffix, std::ios::binary) << html;
    }
  }
}

TEST(Html, EveryTagIsClosedInOrder) {
  for (const Assessment& a : {rich_assessment(), bare_assessment(), prohibited_assessment(),
                              free_assessment(), hostile_assessment(), Assessment{}}) {
    for (const Lang lang : {Lang::kEn, Lang::kZh}) {
      std::string fault;
      EXPECT_TRUE(is_balanced(assessment_html(a, lang), fault)) << fault;
    }
  }
}

TEST(Html, NothingFromOutsideBecomesMarkup) {
  const std::string html = assessment_html(hostile_assessment(), Lang::kEn);
  const std::string calm = assessment_html(rich_assessment(), Lang::kEn);
  for (const std::string_view tag :
       {"<script", "<img", "onerror=y>", "javascript:1)\"", "-->", "]]>", "\x1b", "\x07"}) {
    EXPECT_EQ(count_of(html, tag), 0u) << tag;
  }
  EXPECT_EQ(count_of(html, "</td><img"), 0u);
  EXPECT_GT(count_of(html, "&lt;script&gt;alert(1)"), 50u);
  EXPECT_EQ(count_of(html, "<section"), count_of(calm, "<section"));
}

// Findings of every place, two of them known to a baseline or once known, in the files of a demo.
std::vector<ScanFinding> findings_of(const DataProfile& profile) {
  std::vector<ScanFinding> findings;
  for (std::size_t i = 0; i < profile.files.size(); ++i) {
    for (const ColumnProfile& column : profile.files[i].columns) {
      if (column.sensitivity == Sensitivity::kNone) continue;
      ScanFinding finding;
      finding.id = std::string(32, static_cast<char>('a' + findings.size() % 6));
      finding.file = i;
      finding.path = profile.files[i].path;
      finding.column = column.index;
      finding.type = column.type;
      finding.sensitivity = column.sensitivity;
      findings.push_back(std::move(finding));
    }
  }
  if (findings.size() < 3) return findings;
  findings[0].state = FindingState::kKnown;
  findings[1].state = FindingState::kExpired;
  findings[1].until = "2026-11-01";
  findings[1].reason = "moves out";
  findings[2].column.reset();
  findings[2].line = 12;
  return findings;
}

TEST(HtmlScan, SaysTheSameAsItsGoldenFiles) {
  const DataProfile profile = *rich_assessment().profile;
  const auto findings = findings_of(profile);
  const BaselineSums sums{1, 1, {{"an entry", "一个条目"}}};
  const std::vector<Error> failed{{ErrorCode::kMalformed, "it is empty", "exports/none.csv", "文件为空"}};
  for (const auto& [suffix, lang] : {std::pair{".en.html", Lang::kEn}, std::pair{".zh.html", Lang::kZh}}) {
    const std::string html = scan_html({profile, findings, &sums}, failed, "tidegate 0", lang);
    expect_golden(std::string("scan") + suffix, html);
    std::string fault;
    EXPECT_TRUE(is_balanced(html, fault)) << fault;
    for (const std::string_view part : {"<script", "src=", "url(", "http://", "https://", "style=\""})
      EXPECT_EQ(count_of(html, part), 0u) << part;
  }
}

TEST(HtmlScan, NamesFromOutsideAreText) {
  const DataProfile profile = *hostile_assessment().profile;
  const auto findings = findings_of(profile);
  const std::vector<Error> failed{{ErrorCode::kMalformed, "<img src=x>", "a<script>.csv", ""}};
  const std::string html = scan_html({profile, findings}, failed, "tidegate 0", Lang::kEn);
  for (const std::string_view tag : {"<script", "<img", "\x1b", "]]>"})
    EXPECT_EQ(count_of(html, tag), 0u) << tag;
  EXPECT_EQ(count_of(html, "a&lt;script&gt;.csv"), 1u);
}

TEST(HtmlScan, FindingsWithoutPersonsAreNoNobody) {
  DataProfile profile = *rich_assessment().profile;
  profile.totals = {};
  const std::string html = scan_html({profile, findings_of(profile)}, {}, "tidegate 0", Lang::kEn);
  EXPECT_EQ(count_of(html, "how many persons is not known"), 2u);  // above, and behind the files
  EXPECT_EQ(count_of(html, "<dd>not known</dd>"), 3u);
  EXPECT_EQ(count_of(html, "distinct persons in all"), 0u);
}

TEST(HtmlScan, WhatABaselineHidesIsNotCounted) {
  DataProfile profile = *rich_assessment().profile;
  profile.totals = {};
  auto findings = findings_of(profile);
  const BaselineSums sums{findings.size(), 0, {}};
  const std::string some = scan_html({profile, findings, &sums}, {}, "tidegate 0", Lang::kEn);
  EXPECT_EQ(count_of(some, "<h1>" + std::to_string(findings.size() - 1) + " findings;"), 1u);
  for (ScanFinding& finding : findings) finding.state = FindingState::kKnown;
  const std::string html = scan_html({profile, findings, &sums}, {}, "tidegate 0", Lang::kEn);
  EXPECT_EQ(count_of(html, "<h1>Nothing was found that the baseline does not know</h1>"), 1u);
  EXPECT_EQ(count_of(html, "id=\"found\""), 0u);
  const std::vector<Error> failed{{ErrorCode::kMalformed, "it is empty", "none.csv", "文件为空"}};
  profile.files.clear();
  EXPECT_EQ(count_of(scan_html({profile, {}}, failed, "tidegate 0", Lang::kZh),
                     "<h1>在可读取的内容中未发现个人信息或密钥口令</h1>"),
            1u);
}

TEST(HtmlScan, NothingFoundIsNoProof) {
  DataProfile profile;
  profile.as_of = "2026-11-20";
  profile.files.resize(1);
  const std::string html = scan_html({profile, {}}, {}, "tidegate 0", Lang::kEn);
  EXPECT_EQ(count_of(html, "no proof"), 1u);
  EXPECT_EQ(count_of(html, "Not whole"), 0u);
}

TEST(Html, FoldsAllButTheFirstCases) {
  Assessment assessment = bare_assessment();
  EXPECT_EQ(assessment_html(assessment, Lang::kEn).find("more cases"), std::string::npos);
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    assessment.opinions[0].branches.push_back({{{"cumulative_before.pi_sensitive", std::int64_t{i}}},
                                               "route_" + n,
                                               {"case " + n, "情形 " + n},
                                               {},
                                               {}});
  }
  const std::string html = assessment_html(assessment, Lang::kEn);
  std::string fault;
  EXPECT_TRUE(is_balanced(html, fault)) << fault;
  EXPECT_LT(html.find("case 0"), html.find("more cases"));
  EXPECT_GT(html.find("case 8"), html.find("more cases"));
}

TEST(Html, NeedsNothingFromOutside) {
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const std::string html = assessment_html(rich_assessment(), lang);
    for (const std::string_view part :
         {"<script", "<link", "<iframe", "src=", "url(", "@import", "http://", "https://", "style=\""}) {
      EXPECT_EQ(count_of(html, part), 0u) << part;
    }
    EXPECT_EQ(count_of(html, "default-src 'none'"), 1u);
  }
}

TEST(Html, TellsAReaderWhatItIs) {
  const std::string en = assessment_html(rich_assessment(), Lang::kEn);
  const std::string zh = assessment_html(rich_assessment(), Lang::kZh);
  EXPECT_EQ(count_of(en, "<html lang=\"en\">"), 1u);
  EXPECT_EQ(count_of(zh, "<html lang=\"zh-CN\">"), 1u);
  EXPECT_EQ(count_of(en, "<h1>"), 1u);
  EXPECT_EQ(count_of(en, "<main>"), 1u);
  EXPECT_EQ(count_of(en, "<svg"), count_of(en, "aria-hidden=\"true\" focusable") +
                                      count_of(en, "role=\"img\" aria-label=\"Risk map") +
                                      count_of(en, "role=\"img\" aria-label=\"Score"));
  EXPECT_NE(zh.find("不构成法律意见"), std::string::npos);
}

TEST(Html, EveryInnerLinkHasItsTarget) {
  const std::string html = assessment_html(rich_assessment(), Lang::kEn);
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const std::string id = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    EXPECT_EQ(count_of(html, "id=\"" + id + "\""), 1u) << id;
  }
}

// Relative luminance and contrast of WCAG 2.2.
double luminance(const std::string& hex) {
  const auto channel = [&](std::size_t i) {
    const std::string digits = hex.size() == 4 ? std::string(2, hex[i + 1]) : hex.substr(1 + 2 * i, 2);
    const double c = std::stoi(digits, nullptr, 16) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}
double contrast(const std::string& a, const std::string& b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

TEST(HtmlStyle, TextStandsOutInLightAndDark) {
  const std::string css(kStyle);
  const std::size_t dark = css.find("prefers-color-scheme:dark");
  for (const std::string& theme : {css.substr(0, dark), css.substr(dark, 700)}) {
    const auto color = [&](const std::string& name) {
      const std::size_t at = theme.find("--" + name + ":") + name.size() + 3;
      return theme.substr(at, theme.find_first_of(";}", at) - at);
    };
    for (const char* ground : {"bg", "card", "code"}) {
      EXPECT_GE(contrast(color("ink"), color(ground)), 7.0) << ground;
      EXPECT_GE(contrast(color("soft"), color(ground)), 4.5) << ground;
      EXPECT_GE(contrast(color("link"), color(ground)), 4.5) << ground;
    }
    for (const char* tone : {"free", "cond", "proc", "undet", "stop"}) {
      EXPECT_GE(contrast(color(tone), color(std::string(tone) + "-bg")), 4.5) << tone;
      EXPECT_GE(contrast(color(tone), color("card")), 4.5) << tone;
    }
  }
}

TEST(HtmlEscape, CoversTheFiveAndTheForbidden) {
  EXPECT_EQ(html_escape("<a href=\"x\" b='y'>&"), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
  EXPECT_EQ(html_escape("a\x01\xFF"
                        "b"),
            "a\xEF\xBF\xBD\xEF\xBF\xBD"
            "b");
}

}  // namespace
}  // namespace tidegate::report
