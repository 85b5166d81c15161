// The table, part 11: what went before.
#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Field kCategoryCountFields[] = {
    {.key = "human_genomic",
     .shape = &kPersonsShape,
     .en = "human genomic data",
     .zh = "人类基因组数据",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.human_genomic"},
    {.key = "other_omic",
     .shape = &kPersonsShape,
     .en = "other human 'omic data",
     .zh = "其他人类组学数据",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.other_omic"},
    {.key = "biometric",
     .shape = &kPersonsShape,
     .en = "biometric identifiers",
     .zh = "生物识别标识",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.biometric"},
    {.key = "precise_geolocation",
     .shape = &kPersonsShape,
     .en = "precise geolocation data",
     .zh = "精确地理位置数据",
     .laws = "US",
     .unit = "US devices",
     .fact = "cumulative_before.same_parties_preceding_12_months.precise_geolocation"},
    {.key = "personal_health",
     .shape = &kPersonsShape,
     .en = "personal health data",
     .zh = "个人健康数据",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.personal_health"},
    {.key = "personal_financial",
     .shape = &kPersonsShape,
     .en = "personal financial data",
     .zh = "个人财务数据",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.personal_financial"},
    {.key = "covered_personal_identifiers",
     .shape = &kPersonsShape,
     .en = "covered personal identifiers",
     .zh = "受管辖个人标识",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.covered_personal_identifiers"},
    {.key = "human_biospecimens",
     .shape = &kPersonsShape,
     .en = "human biospecimens",
     .zh = "人类生物样本",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.human_biospecimens"},
    {.key = "government_related",
     .shape = &kPersonsShape,
     .en = "government-related data",
     .zh = "政府相关数据",
     .laws = "US",
     .unit = "US persons",
     .fact = "cumulative_before.same_parties_preceding_12_months.government_related"},
};
constexpr Shape kCategoryCountShape = object_of(kCategoryCountFields);

constexpr Field kCumulativeFields[] = {
    {.key = "window_start",
     .shape = &kDateShape,
     .en = "first day counted: 1 January of the year (of the previous year before 2024-03-22)",
     .zh = "累计起算日：当年 1 月 1 日（2024-03-22 前为上年 1 月 1 日）",
     .laws = "CN",
     .unit = "date",
     .fact = "cumulative_before.window_start"},
    {.key = "pi_nonsensitive",
     .shape = &kPersonsShape,
     .en = "persons whose personal information, sensitive excluded, went abroad since then and before this "
           "transfer; exempt flows left out",
     .zh = "此前累计向境外提供个人信息（不含敏感个人信息）的人数，不计豁免部分",
     .laws = "CN",
     .unit = "persons",
     .fact = "cumulative_before.pi_nonsensitive"},
    {.key = "pi_sensitive",
     .shape = &kPersonsShape,
     .en = "persons whose sensitive personal information went abroad since then and before this transfer; "
           "exempt flows left out",
     .zh = "此前累计向境外提供敏感个人信息的人数，不计豁免部分",
     .laws = "CN",
     .unit = "persons",
     .fact = "cumulative_before.pi_sensitive"},
    {.key = "same_parties_preceding_12_months",
     .shape = &kCategoryCountShape,
     .en = "between the same US person and the same foreign or covered person in the preceding 12 months",
     .zh = "同一当事方此前 12 个月内的数量",
     .laws = "US"},
};

constexpr Field kYearFields[] = {
    {.key = "pi_nonsensitive",
     .shape = &kPersonsShape,
     .en = "persons of that year, sensitive excluded",
     .zh = "该年人数（不含敏感个人信息）",
     .laws = "CN",
     .unit = "persons",
     .fact = "earlier_years.*.pi_nonsensitive"},
    {.key = "pi_sensitive",
     .shape = &kPersonsShape,
     .en = "persons of that year, sensitive",
     .zh = "该年人数（敏感个人信息）",
     .laws = "CN",
     .unit = "persons",
     .fact = "earlier_years.*.pi_sensitive"},
};
constexpr Shape kYearShape = object_of(kYearFields);

}  // namespace

constinit const Shape kCumulativeShape = object_of(kCumulativeFields);
constinit const Shape kEarlierYearsShape{.kind = Kind::kYears, .each = &kYearShape, .most = 20};

}  // namespace tidegate::intake
