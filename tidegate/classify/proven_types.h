// What the checks of nearly every cell prove, whatever the column's header or its neighbours resemble.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// Types of the kinds that nine of ten cells or more pass, where so many different cells pass by chance less
// than once in a million columns. Empty: nothing is proven. Such a column is never taken for one of no class.
std::vector<TypeIndex> proven_types(const ColumnFeatures& column, const Taxonomy& taxonomy);

// The same kinds in some cells of a column that is taken for another type: their cells join what was found
// inside its texts, most first.
void add_proven_cells(const ColumnFeatures& column, std::string_view verdict, std::vector<InText>& found);
// Whether some cells of a column of another type are payment cards, and no chance.
bool holds_cards(const ColumnFeatures& column, std::string_view verdict);
// The same of the columns that identify somebody. Once their roles are known: persons are counted by what
// such a column is, whatever else some of its cells prove. columns: judged from the table.
void tell_proven_cells(const TableFeatures& table, std::vector<ColumnProfile>& columns);

// Cells of a column of another type that are payment cards or chance: too few to tell, where nothing of the
// form fails its check. They are not counted, and the column is asked about.
std::uint64_t cells_perhaps_cards(const ColumnFeatures& column, std::string_view verdict);

// Whether its cells with the digits of a mobile phone are no more than chance makes among the numbers of its
// sample (chance_numbers.h): then they are not added above.
bool has_mobiles_by_chance(const ColumnFeatures& column);

}  // namespace tidegate
