#include "tidegate/lists/catalogue.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tidegate::lists {

std::string_view to_string(Origin origin) {
  constexpr std::array<std::string_view, 3> kNames{"built_in", "signed", "unsigned"};
  return kNames[static_cast<std::size_t>(origin)];
}

bool is_factor_list(const OfficialList& list) {
  return list.coverage.kind == "standard" || list.coverage.kind == "reference";
}

bool may_replace(const OfficialList& list) {
  return list.origin == Origin::kSigned && list.coverage.status == "complete";
}

void ListCatalogue::put(OfficialList list) {
  const auto place = [](const OfficialList& l) {
    return std::pair(std::string_view(l.coverage.list_id), l.origin != Origin::kBuiltIn);
  };
  const auto at =
      std::lower_bound(lists_.begin(), lists_.end(), list,
                       [&](const OfficialList& a, const OfficialList& b) { return place(a) < place(b); });
  if (at != lists_.end() && place(*at) == place(list)) {
    *at = std::move(list);
  } else {
    lists_.insert(at, std::move(list));
  }
}

ListCoverage unstated_coverage(const std::vector<ListRow>& rows) {
  ListCoverage coverage;
  const ListRow& first = rows.front();
  coverage.list_id = first.list_id;
  coverage.title = {first.list_id, first.list_id};
  coverage.kind = "list";
  coverage.in_force = first.in_force;
  coverage.zone = first.zone;
  for (const ListRow& row : rows) {
    coverage.in_force.from = std::min(coverage.in_force.from, row.in_force.from);
    coverage.in_force.to = std::max(coverage.in_force.to, row.in_force.to);
  }
  coverage.status = "partial";
  coverage.missing = {"nobody said how many rows the list has", "未说明该清单共有多少条目"};
  return coverage;
}

}  // namespace tidegate::lists
