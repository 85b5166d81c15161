// "&#20013;" and "&amp;" in cells and lines, as web pages and their exports write characters.
#pragma once

#include "tidegate/terms/table.h"

namespace tidegate {

// Puts the characters in the entities' place; a cell becomes shorter, and blanks stand behind it. What is no
// entity stays as it is, and what an entity stands for is not read again. Costs a search for '&'.
void decode_entities(RowBlock& block);

}  // namespace tidegate
