// Everything that the documents of one filing are made from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/text.h"
#include "tidegate/filing/form.h"
#include "tidegate/filing/template.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/extension.h"
#include "tidegate/terms/finding.h"

namespace tidegate::filing {

// Borrows its parts; they outlive it.
struct FilingCase {
  const Json& declaration;  // every scalar a string, as the declaration writes it, persons included
  const Assessment& assessment;
  const Form& form;
  const FilingTemplate& plan;
  std::string route;                           // SA SC PC NL EX EXT
  Date day;                                    // of the filing
  std::vector<Finding> findings;               // V01 to V30, papers checked
  const Json* previous = nullptr;              // declaration of the filing before, where one was given
  Text (*region)(std::string_view) = nullptr;  // "DE" -> Germany; none: the code
  Lang lang = Lang::kZh;
  const ExtensionTest* extension = nullptr;  // of an application to extend; nullptr: none

  std::string_view in(const Text& text) const { return text.in(lang); }
};

// What a JSON pointer names; nullptr: nothing.
const Json* value_at(const Json& root, std::string_view pointer);
// Its text; empty: it is not there, or no text.
std::string text_at(const Json& root, std::string_view pointer);

// A value as a reader of the form sees it: words by their labels, days and numbers as the language writes
// them, lists parted by commas. field may be null.
std::string shown(const FilingCase& c, const Json& value, const FormField* field);
// Of the value at `pointer`; empty: it is not stated.
std::string shown_at(const FilingCase& c, std::string_view pointer);
// "2026年7月8日", "8 July 2026".
std::string shown_day(Date day, Lang lang);
// "1,234,567"; what is no number stays as it is.
std::string grouped(std::string_view number);
std::string label_of(const FilingCase& c, std::string_view pointer);

// What a filer must still fill in: the mark that stands in its place.
std::string_view blank_mark(Lang lang);

// {name}, {uscc}, {province}, {day}, {route}, {authority}, {template}, {items}, {recipients}, {summary}
// replaced.
std::string filled(const FilingCase& c, std::string_view pattern);

// Rules that fail and keep the filing from passing: B and R; with warnings: W too.
std::vector<const Finding*> open_findings(const FilingCase& c, bool with_warnings);

}  // namespace tidegate::filing
