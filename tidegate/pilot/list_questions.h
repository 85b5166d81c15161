// Whether official lists ask about the columns that are labelled important: what `tidegate evaluate lists`
// prints.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/pilot/counts.h"
#include "tidegate/pilot/tables.h"

namespace tidegate {

struct AskedTable {
  std::string path;
  std::set<std::size_t> columns;  // that some list asks about
};

struct ListScore {
  Counts important;  // asked, among columns labelled important; extra is left at 0, see `asked`
  // Columns asked and columns in all, by the label's class: none important pi spi secret.
  std::array<std::int64_t, 5> asked{};
  std::array<std::int64_t, 5> columns{};
  std::int64_t quiet_tables = 0;        // without an important column
  std::int64_t quiet_tables_asked = 0;  // of those, with a question about a column of class none
  std::vector<std::string> missed;      // "path:index name", in the order of the labels
};

ListScore score_lists(const std::vector<LabelledTable>& labels, const std::vector<AskedTable>& asked);

// {important: {recall, support}, by_class {CLASS: {asked, columns}}, quiet_tables, quiet_tables_asked,
// missed}
std::string to_json(const ListScore& score);

}  // namespace tidegate
