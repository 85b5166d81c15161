#include "tidegate/lists/list_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/utf8.h"
#include "tidegate/lists/table_reader.h"

namespace tidegate::lists {
namespace {

constexpr std::array<std::string_view, 22> kColumns{
    "list_id",   "row",         "edition",      "effective_from", "effective_to", "zone",     "sector_zh",
    "sector_en", "scenario_zh", "scenario_en",  "unit",           "field_zh",     "field_en", "kind",
    "route",     "threshold",   "persons_from", "persons_below",  "source",       "grade",    "taxonomy",
    "note"};
enum Column : std::size_t {
  kListId,
  kRow,
  kEdition,
  kFrom,
  kTo,
  kZone,
  kSectorZh,
  kSectorEn,
  kScenarioZh,
  kScenarioEn,
  kUnit,
  kFieldZh,
  kFieldEn,
  kKind,
  kRoute,
  kThreshold,
  kPersonsFrom,
  kPersonsBelow,
  kSource,
  kGrade,
  kTaxonomy,
  kNote
};

constexpr std::array<std::string_view, 3> kUnits{"field", "class", "scale"};
constexpr std::array<std::string_view, 5> kKinds{"", "important", "core", "pi", "spi"};
constexpr std::array<std::string_view, 5> kRoutes{"", "assessment", "scc_or_certification", "exempt",
                                                  "other_regime"};
constexpr std::array<std::string_view, 3> kGrades{"T", "S", "M"};

constexpr std::array<std::string_view, 20> kCoverageColumns{"list_id",          "title_zh",
                                                            "title_en",         "kind",
                                                            "published",        "effective_from",
                                                            "effective_to",     "zone",
                                                            "sectors_official", "scenarios_official",
                                                            "items_official",   "rows",
                                                            "field_rows",       "class_rows",
                                                            "scale_rows",       "grades",
                                                            "status",           "missing",
                                                            "missing_zh",       "items_official_zh"};
constexpr std::array<std::string_view, 6> kListKinds{"list",      "law",       "standard",
                                                     "guideline", "reference", "positive list"};
constexpr std::array<std::string_view, 3> kStatuses{"complete", "partial", "none"};

DateInterval days(const ValueReader& r, std::size_t from, std::size_t to) {
  DateInterval interval;
  if (r.text(from).empty()) r.wrong(from, {"is empty", "为空"});
  if (const auto begin = r.day(from)) interval.from = *begin;
  if (const auto end = r.day(to)) {
    interval.to = *end;
    if (interval.to <= interval.from) r.wrong(to, {"is not behind effective_from", "不晚于 effective_from"});
  }
  return interval;
}

std::vector<std::string> types(const ValueReader& r, const IsType& is_type) {
  std::vector<std::string> codes;
  std::string all = r.text(kTaxonomy);
  for (std::string_view rest = all; !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view code = rest.substr(0, end);
    if (!is_type(code)) {
      r.wrong(kTaxonomy, {fmt::format("\"{}\" is no type of the taxonomy", first_characters(code, 40)),
                          fmt::format("“{}”不是类型表中的代码", first_characters(code, 40))});
    }
    codes.emplace_back(code);
    if (end + 1 == rest.size()) r.wrong(kTaxonomy, {"ends in a semicolon", "以分号结尾"});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return codes;
}

ListRow read_row(const ValueReader& r, const IsType& is_type) {
  ListRow row;
  row.list_id = r.identifier(kListId);
  row.row = r.required(kRow);
  if (row.row.size() > 32) r.wrong(kRow, {"is longer than 32 octets", "超过 32 字节"});
  row.edition = r.text(kEdition);
  row.in_force = days(r, kFrom, kTo);
  row.zone = r.required(kZone);
  row.sector = {r.text(kSectorEn), r.text(kSectorZh)};
  row.scenario = {r.text(kScenarioEn), r.text(kScenarioZh)};
  const std::string unit = r.one_of(kUnit, kUnits);
  row.unit = unit == "field" ? Unit::kField : unit == "scale" ? Unit::kScale : Unit::kClass;
  row.field = {r.text(kFieldEn), r.text(kFieldZh)};
  if (row.field.empty())
    r.wrong(kFieldZh, {"neither field_zh nor field_en is given", "field_zh 与 field_en 均为空"});
  row.kind = r.one_of(kKind, kKinds);
  row.route = r.one_of(kRoute, kRoutes);
  row.threshold = r.text(kThreshold);
  row.persons_from = r.number(kPersonsFrom);
  row.persons_below = r.number(kPersonsBelow);
  if (row.persons_from && row.persons_below && *row.persons_below <= *row.persons_from)
    r.wrong(kPersonsBelow, {"is not above persons_from", "不大于 persons_from"});
  row.source = r.required(kSource);
  row.grade = r.one_of(kGrade, kGrades);
  row.taxonomy = types(r, is_type);
  row.note = r.text(kNote);
  return row;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ";") + part;
  return all;
}

}  // namespace

Result<std::vector<ListRow>> parse_list_rows(std::string_view tsv, std::string_view name,
                                             const IsType& is_type) {
  TableProblems problems(name);
  std::vector<ListRow> rows;
  std::set<std::string> numbers;
  for (const TableRow& line : read_table(tsv, kColumns, kColumns.size(), problems)) {
    const ValueReader r(line, kColumns, problems);
    ListRow row = read_row(r, is_type);
    if (!numbers.insert(row.row).second) r.wrong(kRow, {"stands here twice", "重复出现"});
    if (!rows.empty() && row.list_id != rows.front().list_id)
      r.wrong(kListId, {"is another list than the first row's", "与首行不是同一清单"});
    rows.push_back(std::move(row));
  }
  if (rows.empty() && !problems.any()) problems.add(2, kColumns[0], {"there is no row", "没有任何条目"});
  if (problems.any()) return fail(problems.error());
  return rows;
}

std::string list_rows_text(const std::vector<ListRow>& rows) {
  std::string text = fmt::format("{}\n", fmt::join(kColumns, "\t"));
  const auto number = [](const std::optional<std::int64_t>& n) {
    return n ? std::to_string(*n) : std::string();
  };
  for (const ListRow& row : rows) {
    const std::array<std::string, 22> values{row.list_id,
                                             row.row,
                                             row.edition,
                                             row.in_force.from.str(),
                                             row.in_force.is_open() ? "" : row.in_force.to.str(),
                                             row.zone,
                                             row.sector.zh,
                                             row.sector.en,
                                             row.scenario.zh,
                                             row.scenario.en,
                                             std::string(kUnits[static_cast<std::size_t>(row.unit)]),
                                             row.field.zh,
                                             row.field.en,
                                             row.kind,
                                             row.route,
                                             row.threshold,
                                             number(row.persons_from),
                                             number(row.persons_below),
                                             row.source,
                                             row.grade,
                                             joined(row.taxonomy),
                                             row.note};
    text += fmt::format("{}\n", fmt::join(values, "\t"));
  }
  return text;
}

Result<std::vector<ListCoverage>> parse_list_coverage(std::string_view tsv, std::string_view name) {
  TableProblems problems(name);
  std::vector<ListCoverage> lines;
  std::set<std::string> ids;
  for (const TableRow& line : read_table(tsv, kCoverageColumns, kCoverageColumns.size() - 2, problems)) {
    const ValueReader r(line, kCoverageColumns, problems);
    ListCoverage c;
    c.list_id = r.identifier(0);
    if (!ids.insert(c.list_id).second) r.wrong(0, {"stands here twice", "重复出现"});
    c.title = {r.required(2), r.required(1)};
    c.kind = r.one_of(3, kListKinds);
    c.published = r.text(4);
    c.in_force = days(r, 5, 6);
    c.zone = r.required(7);
    c.sectors_official = r.text(8);
    c.scenarios_official = r.text(9);
    c.official = {r.text(10), r.text(19)};
    if (c.official.zh.empty()) c.official.zh = c.official.en;
    c.status = r.one_of(16, kStatuses);
    c.missing = {r.text(17), r.text(18)};
    if (c.missing.zh.empty()) c.missing.zh = c.missing.en;
    lines.push_back(std::move(c));
  }
  if (problems.any()) return fail(problems.error());
  return lines;
}

}  // namespace tidegate::lists
