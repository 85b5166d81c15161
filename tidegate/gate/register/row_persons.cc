#include "tidegate/gate/register/row_persons.h"

#include <algorithm>

namespace tidegate {
namespace {

bool is(const Facts& facts, std::string_view name, bool value) {
  const FactValue* said = facts.find(name);
  return said != nullptr && *said == FactValue{value};
}

bool has_data(const Transfer& transfer, std::size_t row) {
  return std::any_of(transfer.data.begin(), transfer.data.end(),
                     [&](const DataSource& source) { return source.item == row; });
}

}  // namespace

std::vector<RowPersons> persons_of_rows(const Transfer& transfer, const DataProfile* profile) {
  const std::vector<Facts>& items = transfer.facts.items;
  std::vector<RowPersons> rows;
  std::size_t untied[2] = {0, 0};  // rows that take what is tied to none: ordinary, sensitive
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is(items[i], "personal", false)) continue;
    RowPersons row;
    row.row = i;
    const bool sensitive = is(items[i], "sensitive", true);
    row.may_be_sensitive = !is(items[i], "sensitive", false) || !is(items[i], "under14", false);
    row.may_be_ordinary = !sensitive && !is(items[i], "under14", true);
    const bool takes_untied = !has_data(transfer, i);
    if (takes_untied) ++untied[sensitive ? 1 : 0];
    for (std::size_t s = 0; profile != nullptr && s < profile->sources.size(); ++s) {
      const auto& item = transfer.data[profile->sources[s].source].item;
      const bool is_tied = item && *item < items.size();
      if (is_tied && *item == i) row.sources.push_back({s, false});
      if (!is_tied && takes_untied) row.sources.push_back({s, sensitive});
    }
    rows.push_back(std::move(row));
  }
  for (RowPersons& row : rows) {
    const bool sensitive = is(items[row.row], "sensitive", true);
    row.is_shared = !has_data(transfer, row.row) && untied[sensitive ? 1 : 0] > 1 && !row.sources.empty();
  }
  return rows;
}

}  // namespace tidegate
