// The questions of an official form as data: their order, labels, words to choose from, and why each is
// asked.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::filing {

struct FormWord {
  std::string word;  // as the declaration writes it
  Text says;
};

struct FormField {
  std::string pointer;  // into the declaration; "*" any element of a list: "/scenario/items/*/name"
  Text label;           // the official form's
  std::string type;     // text long_text bool count date word words country uscc person_id email host address
  std::int64_t most = 0;  // characters, or the largest number; 0: no bound of its own
  std::string unit;
  std::string needed;  // optional always filed assessed
  bool is_private = false;
  std::vector<FormWord> words;
  Text why;
  Text source;
};

struct FormTask {  // one step of the guided form
  std::string id;
  Text title;
  Text says;
  bool by_recipient = false;  // may be filled in by the recipient abroad, through a link
  std::vector<FormField> fields;
};

struct Form {
  std::string id;
  Text title;
  int edition = 0;
  Date from;
  std::vector<FormTask> tasks;

  // pointer: with "*" for elements. nullptr: the form does not ask it.
  const FormField* find(std::string_view pointer) const;

  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> places;  // made by parse_form
};

// Format: docs/formats/form.md. Errors: those of JsonReader; kMalformed for a pointer given twice.
Result<Form> parse_form(std::string_view json, std::string_view where);

// "/scenario/items/3/name" -> "/scenario/items/*/name".
std::string pattern_of(std::string_view pointer);

}  // namespace tidegate::filing
