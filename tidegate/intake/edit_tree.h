// Changes one value of a declaration's tree, by its JSON pointer, as a form that is saved as one goes does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/intake/document.h"
#include "tidegate/intake/problem.h"

namespace tidegate::intake {

// Puts `value` at `pointer` and makes what is missing on the way; "-" and the number behind the last element
// append to a list. What stands in a short form (one text for both languages, none, one address without its
// list) is written out first. Whether the value is of its kind, check_document says.
// Returns the problem where the format has no such place, or a list is not that long; the tree is then whole,
// but may hold empty parts that were made on the way.
std::optional<Problem> set_value(Node& root, std::string_view pointer, Node value);

// Takes it away; further elements of a list move up. What is not there is fine.
std::optional<Problem> remove_value(Node& root, std::string_view pointer);

// Sorts pointers so that each list is filled from its front: numbers by value, "-" last.
void sort_pointers(std::vector<std::string>& pointers);

// Every number of an identity paper becomes the word withheld.
void withhold_person_ids(Node& root);

}  // namespace tidegate::intake
