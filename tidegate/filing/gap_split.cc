// V27: one flow cut into two filings, so that each stays under a limit; or one that outgrows its limit.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "tidegate/base/same_text.h"
#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

// The same recipient, and half of the items or more.
bool is_same_flow(const Transfer& a, const Transfer& b) {
  const auto receives = [&](const Recipient& r) {
    const std::string name = same_text_key(r.name);
    return !name.empty() &&
           std::any_of(b.recipients.begin(), b.recipients.end(),
                       [&](const Recipient& other) { return same_text_key(other.name) == name; });
  };
  if (std::none_of(a.recipients.begin(), a.recipients.end(), receives)) return false;
  std::set<std::string> names;
  for (const DataItem& item : b.items) names.insert(unstopped_key(item.name));
  names.erase("");
  const auto shared = std::count_if(a.items.begin(), a.items.end(), [&](const DataItem& item) {
    return names.count(unstopped_key(item.name)) > 0;
  });
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

// Who is new within a year, by a forecast that is cumulative, and of distinct persons.
std::vector<std::int64_t> new_persons(const std::vector<std::int64_t>& forecast) {
  std::vector<std::int64_t> out;
  for (std::size_t year = 0; year < forecast.size(); ++year)
    out.push_back(forecast[year] - (year == 0 ? 0 : forecast[year - 1]));
  return out;
}

enum class Kinds { kOpen, kOrdinary, kSensitive, kBoth };

// Of which kind the persons of the forecast are. Open where some of them may leave without being counted.
Kinds kinds_of(const Transfer& t, const Opinion& opinion) {
  bool has_ordinary = false;
  bool has_sensitive = false;
  for (std::size_t i = 0; i < t.items.size(); ++i) {
    const DataItem& item = t.items[i];
    const bool is_sensitive = item.sensitive || item.item_class == "SPI";
    if (!is_sensitive && !item.personal && item.item_class != "PI") continue;
    const std::size_t row = item.row.value_or(i);
    const auto counted = std::find_if(opinion.items.begin(), opinion.items.end(),
                                      [&](const ItemOpinion& one) { return one.item == row; });
    if (counted == opinion.items.end()) {
      (is_sensitive ? has_sensitive : has_ordinary) = true;
      continue;
    }
    const auto& in = counted->counted_in;
    const bool as_sensitive = std::find(in.begin(), in.end(), "pi_sensitive") != in.end();
    if (!as_sensitive && std::find(in.begin(), in.end(), "pi_nonsensitive") == in.end()) return Kinds::kOpen;
    (as_sensitive ? has_sensitive : has_ordinary) = true;
  }
  if (has_ordinary && has_sensitive) return Kinds::kBoth;
  return has_sensitive ? Kinds::kSensitive : has_ordinary ? Kinds::kOrdinary : Kinds::kOpen;
}

// An exemption by numbers holds as long as the numbers do. The growth may be of either kind of persons.
void check_forecast(const Transfer& t, const Opinion& opinion, GapFindings& out) {
  const PersonTotals& persons = t.scenario.persons;
  const std::int64_t now = persons.pi.value_or(0) + persons.spi.value_or(0);
  const Kinds kinds = kinds_of(t, opinion);
  for (std::size_t year = 0; year < t.forecast.size(); ++year) {
    const std::int64_t growth = t.forecast[year] - now;
    for (const Margin& margin : opinion.margins) {
      const bool is_sensitive = margin.counter == "pi_sensitive";
      if (!is_sensitive && margin.counter != "pi_nonsensitive") continue;
      // Of an exempt flow nobody is counted, however it grows; of one that counts, nobody may be declared
      // yet.
      const bool counts =
          kinds == Kinds::kBoth || kinds == (is_sensitive ? Kinds::kSensitive : Kinds::kOrdinary);
      if (growth <= 0 || (!counts && margin.value <= counted_before(t, fact_before(is_sensitive)))) continue;
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

// A list in force wins over the law's numbers within its scope.
bool is_by_list(const Opinion& opinion) {
  return std::any_of(opinion.legal_basis.begin(), opinion.legal_basis.end(),
                     [](const std::string& code) { return code.starts_with("CN-PPR-2024 art.6"); });
}

// The number of new persons in a year that certainly needs an assessment; none: there is no such number.
std::optional<std::int64_t> certain_limit(const Transfer& t, const Opinion& opinion) {
  const auto limit = [&](std::string_view counter) -> std::optional<std::int64_t> {
    std::optional<std::int64_t> lowest;
    for (const Margin& margin : opinion.margins) {
      if (margin.counter != counter || margin.route_from_limit != "security_assessment") continue;
      if (margin.value < margin.limit) lowest = std::min(lowest.value_or(margin.limit), margin.limit);
    }
    return lowest;
  };
  const Kinds kinds = kinds_of(t, opinion);
  if (kinds == Kinds::kOpen) return std::nullopt;
  const auto ordinary = limit("pi_nonsensitive");
  const auto sensitive = limit("pi_sensitive");
  auto certain = kinds == Kinds::kOrdinary ? ordinary : sensitive;
  // Of both kinds: whoever the new ones are, one of the limits is reached.
  if (kinds == Kinds::kBoth)
    certain = ordinary && sensitive ? std::optional(*ordinary + *sensitive - 1) : std::nullopt;
  if (const auto all = limit("pi_all")) certain = std::min(certain.value_or(*all), *all);
  return certain;
}

// A contract or certificate is lawful below a number of persons a year.
void check_growth(const Transfer& t, const Opinion& opinion, GapFindings& out) {
  if (is_by_list(opinion)) return;
  const auto limit = certain_limit(t, opinion);
  if (!limit) return;
  const std::vector<std::int64_t> fresh = new_persons(t.forecast);
  for (std::size_t year = 0; year < fresh.size(); ++year) {
    if (fresh[year] < *limit) continue;
    return out.fails(
        27, fmt::format("/scenario/persons/forecast/{}", year),
        {fmt::format("{} persons are forecast to be new in year {}, and from {} a year on a security "
                     "assessment is needed",
                     fresh[year], year + 1, *limit),
         fmt::format("预估第 {} 年新增 {} 人，一年内达到 {} 人即须申报数据出境安全评估", year + 1,
                     fresh[year], *limit)},
        {"declare a security assessment for the forecast number, or correct the forecast: it is cumulative, "
         "of distinct persons",
         "请按预估人数申报安全评估；预估人数有误的，请更正（累计、去重）"});
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
  if ((context.route == "SC" || context.route == "PC") && opinion != context.opinions->end()) {
    check_growth(context.transfer, *opinion, out);
  }
  if (context.previous == nullptr) return;
  const Transfer& now = context.transfer;
  const Transfer& before = *context.previous;
  // The law counts within a year, and counts each exporter apart.
  const auto& day = context.filed_on ? context.filed_on : now.filing.date;
  const bool is_same_year = !day || !before.filing.date || day->year() == before.filing.date->year();
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
