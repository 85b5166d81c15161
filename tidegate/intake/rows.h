// Rows of the law's `data`: which items leave together as data of the same persons, and how many persons
// those are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// What does not fit together; `pointer` says where in the declaration.
struct Misfit {
  std::string pointer;
  Text says;
  Text fix;
};

// Completes items[].stated by what their class says, then fills facts.items, items[].row and data[].item:
// - items of one `group` are one row; what any of them states holds for all of it;
// - an item without group that states subjects or already_counted is a row of its own;
// - all other items that state the same facts are one row; what no item of a row states, all_items does;
// - scenario.persons gives a class (ordinary, sensitive) its number when just one row of that class has none,
//   and makes rows where no items are listed; counts of a data source are the subjects of the row that it
//   names;
// - where nothing went before (cumulative_before), the first row of a class has nobody already counted.
// Returns the misfits, in the order met; none: everything fits.
std::vector<Misfit> build_rows(Transfer& transfer);

}  // namespace tidegate::intake
