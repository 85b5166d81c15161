#include "tidegate/report/html_charts.h"

#include <algorithm>
#include <array>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"

namespace tidegate::report {
namespace {

constexpr std::int64_t kOne = 1'000'000;
constexpr std::array<std::int64_t, 5> kLaneEdges{0, 100'000, 300'000, 600'000,
                                                 kOne};  // docs/risk-model.md, section 5

// value / whole of `width` units, without overflow and without float.
std::int64_t scaled(std::int64_t value, std::int64_t whole, std::int64_t width) {
  if (whole <= 0) return 0;
  while (value > INT64_MAX / width) {
    value /= 2;
    whole = std::max<std::int64_t>(whole / 2, 1);
  }
  return value * width / whole;
}

std::string in(Lang lang, std::string_view en, std::string_view zh) {
  return std::string(lang == Lang::kZh ? zh : en);
}

// Geometry of the risk map, in units of its view box.
constexpr std::int64_t kMapLeft = 96;
constexpr std::int64_t kMapTop = 12;
constexpr std::int64_t kCellWidth = 92;
constexpr std::int64_t kCellHeight = 62;
constexpr std::int64_t kMapWidth = 4 * kCellWidth;
constexpr std::int64_t kMapHeight = 4 * kCellHeight;

std::int64_t likelihood_x(std::int64_t millionths) { return kMapLeft + scaled(millionths, kOne, kMapWidth); }

std::int64_t highest(const std::array<std::int64_t, kEventCount>& likelihood) {
  return *std::max_element(likelihood.begin(), likelihood.end());
}

void put_map_grid(HtmlWriter& svg, Lang lang) {
  for (int row = 0; row < 4; ++row) {  // 0 at the top: maximum severity
    for (int column = 0; column < 4; ++column) {
      const int heat = (3 - row) + column;  // 0 calm .. 6 grave
      svg.put("<rect class=\"heat{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", heat / 2,
              kMapLeft + column * kCellWidth, kMapTop + row * kCellHeight, kCellWidth, kCellHeight);
    }
    svg.put("<text class=\"axis\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", kMapLeft - 8,
            kMapTop + row * kCellHeight + kCellHeight / 2 + 4, degree_label(4 - row).in(lang));
  }
  for (int column = 0; column < 4; ++column) {
    svg.put("<text class=\"axis\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            kMapLeft + column * kCellWidth + kCellWidth / 2, kMapTop + kMapHeight + 18,
            degree_label(column + 1).in(lang));
  }
  svg.put("<text class=\"axis strong\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
          kMapLeft + kMapWidth / 2, kMapTop + kMapHeight + 38, in(lang, "likelihood →", "可能性 →"));
  svg.put(
      "<text class=\"axis strong\" x=\"14\" y=\"{}\" text-anchor=\"middle\" transform=\"rotate(-90 14 "
      "{})\">{}</text>",
      kMapTop + kMapHeight / 2, kMapTop + kMapHeight / 2, in(lang, "severity →", "严重程度 →"));
}

}  // namespace

Markup margin_svg(const Margin& margin) {
  constexpr std::int64_t kWidth = 250;
  constexpr std::int64_t kLimitAt = 200;
  const bool reached = margin.to_limit() <= 0;
  std::int64_t filled =
      std::min(scaled(std::max<std::int64_t>(margin.value, 0), margin.limit, kLimitAt), kWidth);
  if (margin.value > 0) filled = std::max<std::int64_t>(filled, 2);
  if (!reached) filled = std::min(filled, kLimitAt - 2);
  const std::string_view tone = reached ? "bar-over" : (filled * 4 >= kLimitAt * 3 ? "bar-near" : "bar-far");
  HtmlWriter svg;
  svg.put("<svg class=\"bar\" viewBox=\"0 0 250 22\" aria-hidden=\"true\" focusable=\"false\">");
  svg.put("<rect class=\"track\" x=\"0\" y=\"6\" width=\"250\" height=\"10\" rx=\"2\"/>");
  svg.put("<rect class=\"{}\" x=\"0\" y=\"6\" width=\"{}\" height=\"10\" rx=\"2\"/>", tone, filled);
  if (!margin.value_known) {
    svg.put("<rect class=\"bar-open\" x=\"{}\" y=\"6\" width=\"{}\" height=\"10\"/>", filled,
            kWidth - filled);
  }
  svg.put("<rect class=\"tick\" x=\"199\" y=\"1\" width=\"2\" height=\"20\"/></svg>");
  return svg.take();
}

Markup score_svg(const RiskReport& risk, Lang lang) {
  constexpr std::int64_t kWidth = 600;
  const auto x = [](std::int64_t millionths) {
    return 10 + scaled(std::clamp<std::int64_t>(millionths, 0, kOne), kOne, kWidth);
  };
  HtmlWriter svg;
  const std::string title =
      fmt::format(fmt::runtime(in(lang, "Score {} on a scale from 0 to 1, between {} and {}",
                                  "评分 {}（0 至 1），介于 {} 与 {} 之间")),
                  ratio3(risk.score_e6), ratio3(risk.low_e6), ratio3(risk.high_e6));
  svg.put("<svg class=\"scale\" viewBox=\"0 0 620 62\" role=\"img\" aria-label=\"{}\">", title);
  for (std::size_t lane = 0; lane + 1 < kLaneEdges.size(); ++lane) {
    const std::int64_t begin = x(kLaneEdges[lane]);
    const std::int64_t end = x(kLaneEdges[lane + 1]);
    svg.put("<rect class=\"lane-{}\" x=\"{}\" y=\"22\" width=\"{}\" height=\"14\"/>",
            to_string(static_cast<Lane>(lane)), begin, end - begin - 1);
    svg.put("<text class=\"axis\" x=\"{}\" y=\"54\" text-anchor=\"middle\">{}</text>", (begin + end) / 2,
            label(static_cast<Lane>(lane)).in(lang));
  }
  svg.put("<rect class=\"interval\" x=\"{}\" y=\"26\" width=\"{}\" height=\"6\"/>", x(risk.low_e6),
          std::max<std::int64_t>(x(risk.high_e6) - x(risk.low_e6), 1));
  svg.put("<circle class=\"point\" cx=\"{}\" cy=\"29\" r=\"7\"/>", x(risk.score_e6));
  svg.put("<text class=\"axis strong\" x=\"{}\" y=\"15\" text-anchor=\"middle\">{}</text></svg>",
          std::clamp<std::int64_t>(x(risk.score_e6), 24, 596), ratio3(risk.score_e6));
  return svg.take();
}

Markup risk_map_svg(const RiskReport& risk, Lang lang) {
  HtmlWriter svg;
  std::string words;
  for (const ImpactResult& impact : risk.impacts) {
    if (!words.empty()) words += in(lang, "; ", "；");
    words += label(impact.harm).in(lang) + in(lang, ": ", "：") + degree_label(impact.level).in(lang);
  }
  svg.put("<svg class=\"map\" viewBox=\"0 0 480 308\" role=\"img\" aria-label=\"{}\">",
          in(lang, "Risk map. Severity: ", "风险图。严重程度：") + words);
  put_map_grid(svg, lang);
  const std::int64_t now = highest(risk.likelihood_e6);
  const std::int64_t before = highest(risk.unmitigated_e6);
  std::array<int, 5> at_level{};  // points already drawn on a level: the next is moved down
  for (const ImpactResult& impact : risk.impacts) {
    if (impact.level < 1) continue;
    const int level = std::clamp(impact.level, 1, 4);
    const std::int64_t y =
        kMapTop + (4 - level) * kCellHeight + 16 + 16 * at_level[static_cast<std::size_t>(level)]++;
    if (before > 0) {
      svg.put("<line class=\"move\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>", likelihood_x(before), y,
              likelihood_x(now), y);
      svg.put("<circle class=\"before\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", likelihood_x(before), y);
    }
    svg.put("<circle class=\"point\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", likelihood_x(now), y);
    svg.put("<text class=\"mark\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", likelihood_x(now) - 10,
            y + 4, code(impact.harm));
  }
  svg.put("</svg>");
  return svg.take();
}

Markup share_svg(std::int64_t share_e6, std::int64_t largest_e6) {
  const std::int64_t width =
      std::clamp<std::int64_t>(scaled(share_e6, largest_e6, 120), share_e6 > 0 ? 1 : 0, 120);
  return html(
      "<svg class=\"share\" viewBox=\"0 0 120 12\" aria-hidden=\"true\" focusable=\"false\"><rect "
      "class=\"track\" x=\"0\" "
      "y=\"2\" width=\"120\" height=\"8\" rx=\"2\"/><rect class=\"bar-share\" x=\"0\" y=\"2\" width=\"{}\" "
      "height=\"8\" rx=\"2\"/></svg>",
      width);
}

Markup level_svg(int level) {
  HtmlWriter svg;
  svg.put("<svg class=\"level\" viewBox=\"0 0 54 12\" aria-hidden=\"true\" focusable=\"false\">");
  for (int i = 0; i < 4; ++i) {
    const std::string_view tone =
        i < level ? (level >= 4 ? "bar-over" : (level == 3 ? "bar-near" : "bar-share")) : "track";
    svg.put("<rect class=\"{}\" x=\"{}\" y=\"2\" width=\"11\" height=\"8\" rx=\"1\"/>", tone, i * 14);
  }
  svg.put("</svg>");
  return svg.take();
}

}  // namespace tidegate::report
