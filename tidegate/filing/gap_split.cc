// V27: one flow cut into two filings, so that each stays under a limit; or one that outgrows its limit.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

// The same recipient, and half of the items or more.
bool is_same_flow(const Transfer& a, const Transfer& b) {
  const auto receives = [&](const Recipient& r) {
    return std::any_of(b.recipients.begin(), b.recipients.end(),
                       [&](const Recipient& other) { return !r.name.empty() && r.name == other.name; });
  };
  if (std::none_of(a.recipients.begin(), a.recipients.end(), receives)) return false;
  std::set<std::string> names;
  for (const DataItem& item : b.items) names.insert(item.name);
  const auto shared = std::count_if(a.items.begin(), a.items.end(),
                                    [&](const DataItem& item) { return names.count(item.name) > 0; });
  return shared > 0 && static_cast<std::size_t>(shared) * 2 >= std::min(a.items.size(), b.items.size());
}

std::int64_t counted_before(const Transfer& t, const char* fact) {
  const FactValue* value = t.facts.flow.find(fact);
  const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return n == nullptr ? 0 : *n;
}

const char* fact_before(bool is_sensitive) {
  return is_sensitive ? "cumulative_before.pi_sensitive" : "cumulative_before.pi_nonsensitive";
}

// An exemption by numbers holds as long as the numbers do. The growth may be of either kind of persons.
void check_forecast(const Transfer& t, const Opinion& opinion, GapFindings& out) {
  const PersonTotals& persons = t.scenario.persons;
  const std::int64_t now = persons.pi.value_or(0) + persons.spi.value_or(0);
  for (std::size_t year = 0; year < t.forecast.size(); ++year) {
    const std::int64_t growth = t.forecast[year] - now;
    for (const Margin& margin : opinion.margins) {
      const bool is_sensitive = margin.counter == "pi_sensitive";
      if (!is_sensitive && margin.counter != "pi_nonsensitive") continue;
      // Of an exempt flow nobody is counted, however it grows.
      if (growth <= 0 || margin.value <= counted_before(t, fact_before(is_sensitive))) continue;
      if (margin.value >= margin.limit || growth < margin.limit - margin.value) continue;
      return out.fails(
          27, fmt::format("/scenario/persons/forecast/{}", year),
          {fmt::format(
               "{} persons are forecast, and the limit of {} is reached with {} more than the {} counted "
               "now",
               t.forecast[year], margin.limit, margin.to_limit(), margin.value),
           fmt::format("预估 {} 人；现计 {} 人，再增加 {} 人即达到 {} 人的门槛", t.forecast[year],
                       margin.value, margin.to_limit(), margin.limit)},
          {"take the route of the forecast number, or file anew before the limit is reached",
           "请按预估人数选择路径，或者在达到门槛前重新申报"});
    }
  }
}

}  // namespace

void check_split(const GapContext& context, GapFindings& out) {
  if (context.opinions == nullptr) return;
  const auto opinion = std::find_if(context.opinions->begin(), context.opinions->end(),
                                    [](const Opinion& o) { return o.law == "CN"; });
  if (context.route == "EX" && opinion != context.opinions->end()) {
    check_forecast(context.transfer, *opinion, out);
  }
  if (context.previous == nullptr) return;
  const Transfer& now = context.transfer;
  const Transfer& before = *context.previous;
  // The law counts within a year, and counts each exporter apart.
  const bool is_same_year =
      !now.filing.date || !before.filing.date || now.filing.date->year() == before.filing.date->year();
  if (opinion == context.opinions->end()) return;
  if (!is_same_flow(now, before) || (!is_same_year && now.uscc == before.uscc)) {
    return out.passes(27, {"the filing it was compared with is another flow or another year's",
                           "与所比对的申报不属同一流动或同一年度"});
  }
  bool fails = false;
  for (const Margin& margin : opinion->margins) {
    const bool is_sensitive = margin.counter == "pi_sensitive";
    if (!is_sensitive && margin.counter != "pi_nonsensitive") continue;
    const auto& persons = is_sensitive ? before.scenario.persons.spi : before.scenario.persons.pi;
    const std::int64_t uncounted = persons.value_or(0) - counted_before(now, fact_before(is_sensitive));
    if (fails || uncounted <= 0 || margin.value >= margin.limit || margin.value + uncounted < margin.limit)
      continue;
    fails = true;
    out.fails(
        27, "/cumulative_before",
        {fmt::format("with the {} persons of the other filing (same recipient and items) the limit of "
                     "{} is reached: {} together",
                     uncounted, margin.limit, margin.value + uncounted),
         fmt::format("与另一申报（同一接收方与数据项）的 {} 人合计 {} 人，达到 {} 人的门槛", uncounted,
                     margin.value + uncounted, margin.limit)},
        {"count both together among the persons sent before, and take the route of the sum; splitting a "
         "flow is not allowed",
         "请在此前累计人数中合并计算，并按合计人数选择路径；不得拆分数量"});
  }
  out.passes(27, {"no limit is crossed by both filings together", "两次申报合计未跨越门槛"});
}

}  // namespace tidegate::filing
