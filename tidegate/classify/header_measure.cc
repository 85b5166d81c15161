#include "tidegate/classify/header_measure.h"

#include <algorithm>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/header_units.h"

namespace tidegate {
namespace {

struct UnitsOf {
  Measure measure;
  std::string_view names;  // between bars
};

constexpr std::array<UnitsOf, 16> kUnits{{
    {Measure::kTemperature, "|℃|°c|c|degc|deg c|℉|degf|摄氏度|"},
    {Measure::kPressure, "|mpa|kpa|pa|hpa|bar|mbar|psi|torr|kgf|mmhg|兆帕|千帕|"},
    {Measure::kPower, "|w|kw|mw|gw|kva|mva|va|kvar|mvar|kwp|mwp|hp|千瓦|兆瓦|千伏安|"},
    {Measure::kEnergy, "|wh|kwh|mwh|gwh|kcal|tce|kgce|度|千瓦时|标准煤|吨标煤|"},
    {Measure::kElectric, "|v|kv|mv|a|ma|ka|hz|khz|mhz|ghz|ah|mah|ω|mω|ohm|dbm|伏|千伏|安|安培|"},
    {Measure::kMass, "|mg|g|kg|t|kt|mt|lb|lbs|ton|tons|tonne|tonnes|dwt|克|千克|公斤|吨|斤|"},
    {Measure::kVolume, "|ml|l|m3|m³|nm3|nm³|bbl|gal|方|立方米|立方|升|"},
    {Measure::kSpeed, "|km/h|kmh|kph|mph|m/s|m/min|mm/s|rpm|r/min|kn|转/分|"},
    {Measure::kLength, "|um|μm|mm|cm|m|km|ft|mil|毫米|厘米|米|千米|公里|海里|"},
    {Measure::kArea, "|m2|m²|㎡|km2|km²|ha|hm2|sqm|亩|公顷|平方米|平方公里|"},
    {Measure::kAngle, "|°|deg|rad|dms|度分秒|"},
    {Measure::kContent,
     "|ppm|ppb|gpt|gsm|mmol/l|umol/l|μmol/l|g/l|mg/l|ug/l|μg/l|mg/dl|g/dl|ng/ml|iu/l|u/l|"},
    {Measure::kShare, "|%|‰|pct|percent|百分比|"},
    {Measure::kMoney, "|元|角|分|cny|rmb|usd|eur|jpy|hkd|gbp|美元|欧元|港元|港币|日元|円|원|$|¥|￥|€|"},
    {Measure::kTime, "|ms|s|sec|secs|min|mins|h|hr|hrs|hour|hours|d|day|days|a|秒|分钟|小时|天|日|年|月|岁|"},
    {Measure::kCount,
     "|人|人次|次|个|件|辆|台|台次|户|家|箱|例|只|头|株|套|座|盒|片|pcs|ea|teu|pcu|cnt|步|bpm|次/分|"},
}};
constexpr std::array<std::string_view, 5> kMultiples{"万", "亿", "千", "百", "百万"};
constexpr std::array<std::string_view, 9> kTimes{"h", "d", "a", "s", "min", "天", "日", "年", "小时"};

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out.push_back(ascii::to_lower(c));
  }
  return out;
}

Measure plain_measure(std::string_view unit) {
  if (unit.empty()) return Measure::kNone;
  const std::string wanted = "|" + std::string(unit) + "|";
  for (const UnitsOf& of : kUnits) {
    if (of.names.find(wanted) != std::string_view::npos) return of.measure;
  }
  for (const std::string_view times : kMultiples) {
    if (!unit.starts_with(times) || unit.size() == times.size()) continue;
    const Measure measure = plain_measure(unit.substr(times.size()));
    if (measure != Measure::kNone) return measure;
  }
  return Measure::kNone;
}

// "MPa" and "Nm3" are cut between their cases, Chinese between its characters.
std::string run_of(const std::vector<std::string>& units, std::size_t begin) {
  std::string out;
  for (std::size_t i = begin; i < units.size(); ++i) out += units[i];
  return out;
}

}  // namespace

Measure measure_of(std::string_view unit) {
  const std::string folded = lower(unit);
  const std::string_view text = folded;
  if (text == "sccm" || text == "slm" || text == "lpm" || text == "gpm" || text == "bpd") {
    return Measure::kFlow;
  }
  if (const Measure plain = plain_measure(text); plain != Measure::kNone) return plain;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return Measure::kNone;
  const Measure above = plain_measure(text.substr(0, slash));
  const std::string_view below = text.substr(slash + 1);
  if (above == Measure::kNone) return Measure::kNone;
  if (above == Measure::kMoney) return Measure::kMoney;
  if (std::find(kTimes.begin(), kTimes.end(), below) != kTimes.end()) return Measure::kFlow;
  const bool holds_a_unit = plain_measure(below) != Measure::kNone || below.ends_with("万");
  return holds_a_unit ? Measure::kContent : Measure::kNone;
}

bool is_physical(Measure measure) { return measure >= Measure::kTemperature && measure <= Measure::kContent; }

std::size_t measure_suffix(const std::vector<std::string>& units, Measure& measure) {
  measure = Measure::kNone;
  if (measure_of(run_of(units, 0)) != Measure::kNone) return 0;
  for (std::size_t n = std::min<std::size_t>(4, units.size() - 1); n >= 1 && !units.empty(); --n) {
    const std::size_t begin = units.size() - n;
    std::string apart;
    const std::string joined = run_of(units, begin);
    bool is_chinese = false;
    for (std::size_t i = begin; i < units.size(); ++i) {
      if (i > begin) apart.push_back('/');
      apart += units[i];
      is_chinese = is_chinese || !is_ascii_unit(units[i]);
    }
    if (joined == "min") continue;  // the least, more often than minutes
    measure = measure_of(n > 1 && !is_chinese && measure_of(joined) == Measure::kNone ? apart : joined);
    // A Chinese word at the end is no unit where it may be part of another: "出生年", "取件人".
    const bool may_be_word = is_chinese && measure != Measure::kMoney && !is_physical(measure);
    const bool is_short = is_chinese && n == 1 && joined != "吨" && joined != "℃" && joined != "㎡";
    if (measure != Measure::kNone && !may_be_word && !is_short) return n;
    measure = Measure::kNone;
  }
  return 0;
}

}  // namespace tidegate
