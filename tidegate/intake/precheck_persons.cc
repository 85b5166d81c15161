// V10, V11, V23, and V27 as far as one filing shows it: how many persons, now and in the years to come.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

std::optional<std::int64_t> number(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return n == nullptr ? std::nullopt : std::optional(*n);
}

// Persons stated for the rows of one kind; nullopt: some row has no number.
std::optional<std::int64_t> sum_of_rows(const PrecheckCase& c, bool sensitive) {
  std::int64_t sum = 0;
  for (const Facts& row : c.t.facts.items) {
    if (!states(row, "personal", true)) continue;
    if ((states(row, "sensitive", true) || states(row, "under14", true)) != sensitive) continue;
    const auto n = number(row, "subjects");
    if (!n) return std::nullopt;
    sum += *n;
  }
  return sum;
}

void check_counting(PrecheckCase& c) {
  const PersonTotals& p = c.t.scenario.persons;
  if (!p.counted_as.empty() && p.counted_as != "distinct_persons") {
    c.fails(
        10, "/scenario/persons/counted_as",
        {"counts are of records or accounts, not of distinct natural persons",
         "数量按记录或账号统计，而非去重后的自然人"},
        {"count distinct natural persons; tidegate scan does", "请按自然人去重统计（tidegate scan 可计算）"});
  }
  const bool total = p.pi.value_or(0) > 0 || p.spi.value_or(0) > 0;
  const auto unknown = std::count_if(c.t.facts.items.begin(), c.t.facts.items.end(), [](const Facts& row) {
    return !states(row, "personal", false) && !number(row, "subjects");
  });
  if (total && unknown > 0) {
    c.fails(10, "/scenario/persons",
            {fmt::format("a total is stated, but {} groups of items differ in their facts and have no number "
                         "of their own",
                         unknown),
             fmt::format("已给出总数，但有 {} 组事实不同的数据项没有各自的人数", unknown)},
            {"state the persons of each, and how many of them were counted already",
             "请为各组填写自然人数及其中已计入的人数"});
  }
  if (const DataProfile* profile = c.context.profile; profile != nullptr) {
    const auto sensitive = sum_of_rows(c, true);
    const auto ordinary = sum_of_rows(c, false);
    const auto found = static_cast<std::int64_t>(profile->totals.persons);
    const auto found_sensitive = static_cast<std::int64_t>(profile->totals.with_sensitive);
    if (sensitive && *sensitive < found_sensitive) {
      c.fails(10, "/scenario/persons",
              {fmt::format("{} persons with sensitive data are declared, {} were found", *sensitive,
                           found_sensitive),
               fmt::format("声明涉及敏感个人信息 {} 人，扫描发现 {} 人", *sensitive, found_sensitive)},
              {"declare what the data holds", "请按数据实际填写"});
    }
    if (sensitive && ordinary && *sensitive + *ordinary < found) {
      c.fails(10, "/scenario/persons",
              {fmt::format("{} persons are declared, {} were found", *sensitive + *ordinary, found),
               fmt::format("声明共 {} 人，扫描发现 {} 人", *sensitive + *ordinary, found)},
              {"declare what the data holds", "请按数据实际填写"});
    }
  }
  if (!c.has_personal())
    return c.settle(10, {"no personal information, nobody to count", "不含个人信息，无须统计人数"});
  if (p.counted_as.empty())
    c.blank(10, "/scenario/persons/counted_as", {"it is not stated what was counted", "未填写统计口径"},
            {"count different persons, and say so", "请按自然人去重统计并注明"});
  c.settle(10, {"distinct natural persons, as declared", "按声明为去重后的自然人"});
}

void check_forecast(PrecheckCase& c) {
  const auto& forecast = c.t.forecast;
  if (!c.has_personal())
    return c.settle(11, {"no personal information, no forecast due", "不含个人信息，无须预估"});
  if (forecast.size() < 3) {
    return c.blank(11, "/scenario/persons/forecast", {"no forecast for three years", "未填写未来三年预估"},
                   {"state three cumulative numbers of distinct persons", "请填写三个累计去重人数"});
  }
  const PersonTotals& p = c.t.scenario.persons;
  const std::int64_t now = std::max({p.year_current.value_or(0), p.pi.value_or(0), p.spi.value_or(0)});
  if (forecast[0] < now) {
    c.fails(11, "/scenario/persons/forecast/0",
            {fmt::format("forecast of {}, but {} persons already this year", forecast[0], now),
             fmt::format("预估 {} 人，低于当年已有的 {} 人", forecast[0], now)},
            {"forecast cumulative distinct persons, this year's included", "预估应为累计去重人数，含当年"});
  }
  for (std::size_t year = 1; year < 3; ++year) {
    if (forecast[year] < forecast[year - 1]) {
      c.fails(11, fmt::format("/scenario/persons/forecast/{}", year),
              {"a cumulative number that falls", "累计人数逐年减少"},
              {"forecast cumulative distinct persons", "预估应为累计去重人数"});
    }
  }
  c.settle(11, {"three years, none below this year's number", "三年预估不低于当年数量"});
}

// An extension says whether there was a major incident: nobody else knows of it here.
bool check_incidents(PrecheckCase& c) {
  if (!c.files("EXT")) return false;
  static constexpr const char* kAt = "/filing/last_pass/major_incidents";
  const auto& incidents = c.t.filing.last_pass.major_incidents;
  if (!incidents) {
    c.blank(
        23, kAt,
        {"whether a major incident of network and data security happened", "是否发生重大网络和数据安全事件"},
        {"declare how many there were since the pass, 0 where there was none",
         "请申报评估通过以来的起数，未发生的填 0"});
  } else if (*incidents > 0) {
    c.fails(23, kAt,
            {fmt::format("{} major incidents of network and data security are declared", *incidents),
             fmt::format("申报了 {} 起重大网络和数据安全事件", *incidents)},
            {"declare a new assessment in place of an extension", "请重新申报安全评估，而非延期"});
  }
  return incidents == 0;
}

void check_growth(PrecheckCase& c) {
  const bool none_declared = check_incidents(c);
  const auto& approved = c.t.filing.last_pass.approved_persons;
  if (!c.files("EXT") || !approved || c.t.forecast.size() < 3) {
    return c.cannot(23, "/filing/last_pass",
                    {"metered flows, or the pass to be extended with its number of persons, are needed",
                     "需要监测数据，或拟延期评估结果及其人数"});
  }
  // 1.2 times, in whole numbers.
  if (c.t.forecast[2] > *approved + *approved / 5) {
    c.fails(23, "/scenario/persons/forecast/2",
            {fmt::format("{} persons are more than 1.2 times the {} of the last pass", c.t.forecast[2],
                         *approved),
             fmt::format("{} 人超过原评估 {} 人的 1.2 倍", c.t.forecast[2], *approved)},
            {"declare a new assessment in place of an extension", "请重新申报安全评估，而非延期"});
  }
  if (none_declared) {
    c.settle(
        23, {"growth of 20 % at most, metered flows were not compared; no major incident of network and data "
             "security, as the firm declares",
             "增长不超过 20%（未比对监测数据）；申报单位声明未发生重大网络和数据安全事件"});
  }
}

// This year's number is of this transfer and of what went before: what lies well above both is elsewhere.
void check_year(PrecheckCase& c) {
  const PersonTotals& p = c.t.scenario.persons;
  if (!p.year_current || (!p.pi && !p.spi)) return;
  const auto before = [&](std::string_view fact) { return number(c.t.facts.flow, fact).value_or(0); };
  const std::int64_t counted = p.pi.value_or(0) + p.spi.value_or(0) +
                               before("cumulative_before.pi_nonsensitive") +
                               before("cumulative_before.pi_sensitive");
  // 1.2 times, in whole numbers.
  if (*p.year_current <= counted + counted / 5) return;
  c.fails(
      27, "/scenario/persons/year_current",
      {fmt::format("{} persons this year, but this transfer and what went before are {}", *p.year_current,
                   counted),
       fmt::format("当年出境数量为 {} 人，而本次与此前累计合计仅 {} 人", *p.year_current, counted)},
      {"count whoever else went abroad this year under \"what went before this transfer\", or explain the "
       "number; splitting a flow is not allowed",
       "请将当年其他出境人数计入“本次之前的累计”，或者说明该数量；不得拆分数量"});
}

}  // namespace

void check_persons(PrecheckCase& c) {
  check_counting(c);
  check_forecast(c);
  check_growth(c);
  check_year(c);
}

}  // namespace tidegate::intake
