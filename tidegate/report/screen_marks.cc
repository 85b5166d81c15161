#include "tidegate/report/screen_marks.h"

#include <algorithm>
#include <array>
#include <string>

namespace tidegate::report {
namespace {

constexpr std::int64_t kOne = 1'000'000;
constexpr std::array<std::int64_t, 3> kLaneCuts{100'000, 300'000, 600'000};  // docs/risk-model.md, section 5

std::string repeat(std::string_view mark, std::int64_t times) {
  std::string text;
  for (std::int64_t i = 0; i < times; ++i) text += mark;
  return text;
}

}  // namespace

Tone tone_of(RouteClass c) {
  switch (c) {
    case RouteClass::kFree:
      return Tone::kGood;
    case RouteClass::kConditions:
      return Tone::kMild;
    case RouteClass::kProcedure:
      return Tone::kCaution;
    case RouteClass::kUndetermined:
      return Tone::kAsk;
    case RouteClass::kStop:
      return Tone::kStop;
  }
  return Tone::kPlain;
}

Tone tone_of(Lane lane) {
  switch (lane) {
    case Lane::kGreen:
      return Tone::kGood;
    case Lane::kBlue:
      return Tone::kMild;
    case Lane::kYellow:
      return Tone::kCaution;
    case Lane::kRed:
      return Tone::kStop;
  }
  return Tone::kPlain;
}

Line margin_bar(const Margin& margin, int cells) {
  const bool reached = margin.to_limit() <= 0;
  std::int64_t full = cells;
  if (!reached && margin.limit > 0) {
    // Divided first where the product could overflow; the bar is a picture, not a decision.
    const std::int64_t step = margin.limit / cells;
    full = step > 1'000'000 ? margin.value / step : margin.value * cells / margin.limit;
    full = std::clamp<std::int64_t>(full, margin.value > 0 ? 1 : 0, cells - 1);
  }
  const Tone tone = reached ? Tone::kStop : (full * 4 >= cells * 3 ? Tone::kCaution : Tone::kGood);
  return {{repeat("█", full), tone}, {repeat("░", cells - full), Tone::kFaint}};
}

Line score_bar(const RiskReport& risk, int cells) {
  const auto cell_of = [&](std::int64_t millionths) {
    return std::clamp<std::int64_t>(millionths * cells / kOne, 0, cells - 1);
  };
  Line line;
  Lane lane = Lane::kGreen;
  for (std::int64_t i = 0; i < cells; ++i) {
    const bool cut = lane != Lane::kRed && i == cell_of(kLaneCuts[static_cast<std::size_t>(lane)]);
    if (cut) lane = static_cast<Lane>(static_cast<int>(lane) + 1);
    const bool inside = i >= cell_of(risk.low_e6) && i <= cell_of(risk.high_e6);
    std::string mark = cut ? "┊" : (inside ? "━" : "─");
    if (i == cell_of(risk.score_e6)) mark = "●";
    line.push_back({mark, tone_of(lane)});
  }
  return line;
}

}  // namespace tidegate::report
