#include "tidegate/risk/destinations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/terms/country_code.h"

namespace tidegate {
namespace {

constexpr int kUnknownDestination = 3;

DestinationFact read_fact(const JsonReader& r) {
  r.only({"says", "cites"});
  DestinationFact fact{r.member("says").text(), {}};
  for (const JsonReader& cite : r.member("cites").items(1)) fact.cites.push_back(cite.string());
  return fact;
}

DestinationRow read_row(const JsonReader& r) {
  r.only({"region", "level", "in_force_from", "in_force_to", "approval", "law", "regulator", "commitments",
          "redress", "compelled_access"});
  DestinationRow row;
  row.region = r.member("region").string();
  if (!CountryCode::parse(row.region)) {
    r.member("region").refuse(ErrorCode::kMalformed, "is no country or region", "不是国家或者地区代码");
  }
  row.level = static_cast<int>(r.member("level").integer(0, 4));
  row.in_force.from = r.member("in_force_from").date();
  if (const auto to = r.optional("in_force_to")) row.in_force.to = to->date();
  if (const JsonReader approval = r.member("approval"); !approval.is_null()) {
    approval.only({"by", "on", "reference"});
    row.approval = {approval.member("by").string(), approval.member("on").date(),
                    approval.member("reference").string()};
    if (row.approval->by.empty()) approval.refuse(ErrorCode::kMalformed, "names nobody", "未写明批准人");
  }
  row.law = read_fact(r.member("law"));
  row.regulator = read_fact(r.member("regulator"));
  row.commitments = read_fact(r.member("commitments"));
  row.redress = read_fact(r.member("redress"));
  row.compelled_access = read_fact(r.member("compelled_access"));
  return row;
}

Text region_name(const std::string& region) {
  const auto code = CountryCode::parse(region);
  return code ? code->name() : Text{region, region};
}

DestinationLevel level_of(const std::string& region, const DestinationTable& table, Date day) {
  const Text name = region_name(region);
  for (const DestinationRow& row : table.rows) {
    if (row.region != region || !row.counts_on(day)) continue;
    return {row.level,
            true,
            {fmt::format("{}: row approved by {} on {}", name.en, row.approval->by, row.approval->on.str()),
             fmt::format("{}：条目由 {} 于 {} 批准", name.zh, row.approval->by, row.approval->on.str())}};
  }
  return {kUnknownDestination,
          false,
          {fmt::format("no approved row for {} in a destination table", name.en),
           fmt::format("目的地表中没有经批准的“{}”条目", name.zh)}};
}

}  // namespace

Result<DestinationTable> parse_destinations(std::string_view json) {
  const auto value = parse_json(json, "destinations");
  if (!value) return fail(value.error());
  JsonFault fault{"destinations", {}};
  const JsonReader root(*value, fault);
  root.only({"kind", "id", "from", "status", "rows"});
  constexpr std::array<std::string_view, 1> kKind{"tidegate/destinations/v1"};
  (void)root.member("kind").one_of(kKind);
  DestinationTable table{
      root.member("id").string(), root.member("from").date(), root.member("status").text(), {}, {}};
  const JsonReader rows = root.member("rows");
  for (const JsonReader& row : rows.items()) table.rows.push_back(read_row(row));
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [](const DestinationRow& a, const DestinationRow& b) {
                     return a.region != b.region ? a.region < b.region : a.in_force.from < b.in_force.from;
                   });
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const DestinationRow& before = table.rows[i - 1];
    if (before.region == table.rows[i].region && table.rows[i].in_force.from < before.in_force.to) {
      rows.refuse(ErrorCode::kMalformed,
                  fmt::format("has two rows in force for {} on one day", before.region),
                  fmt::format("{} 在同一日有两个有效条目", before.region));
    }
  }
  if (fault.first) return fail(*fault.first);
  table.hash = sha256_hex(json);
  return table;
}

DestinationLevel destination_level(const std::vector<std::string>& regions, const DestinationTable& table,
                                   Date day) {
  DestinationLevel worst{kUnknownDestination, false, {"no country or region is named", "未写明国家或者地区"}};
  bool all_approved = !regions.empty();
  for (std::size_t i = 0; i < regions.size(); ++i) {
    DestinationLevel one = level_of(regions[i], table, day);
    all_approved = all_approved && one.approved;
    const bool graver =
        one.level > worst.level || (one.level == worst.level && worst.approved && !one.approved);
    if (i == 0 || graver) worst = std::move(one);
  }
  worst.approved = all_approved;
  return worst;
}

}  // namespace tidegate
