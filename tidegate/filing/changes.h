// What differs between two filings of one transfer.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/filing/documents/document.h"
#include "tidegate/filing/filing_case.h"

namespace tidegate::filing {

struct Change {
  std::string pointer;           // into the newer one, or the older where it is gone
  const Json* before = nullptr;  // nullptr: it is new
  const Json* after = nullptr;   // nullptr: it is gone
};

// By place, keys in their order. Elements of lists are told apart by their name, where each has one that no
// other has; else by their number. What is private of persons is told as changed, without values.
std::vector<Change> changes_between(const Json& before, const Json& after);

// As the form calls it: "Data items 3, necessity".
std::string place_of(const Form& form, const std::string& pointer, Lang lang);

// Label, before, after; empty rows: no previous filing, or nothing changed.
Grid changes_grid(const FilingCase& c);

}  // namespace tidegate::filing
