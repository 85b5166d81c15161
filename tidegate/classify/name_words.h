// The words of a name in a program or a record: db_password, dbPassword2, DB.PASSWORD, HTTPServer.
#pragma once

#include <cstddef>
#include <string_view>

#include "tidegate/classify/ascii.h"

namespace tidegate {

// The end of the word of `name` that begins at `at`: letters of one case behind a capital or none, capitals
// up to the one that begins the next word, digits, or one other byte.
constexpr std::size_t name_word_end(std::string_view name, std::size_t at) {
  const auto end_of = [&](std::size_t from, auto is_of) {
    while (from < name.size() && is_of(name[from])) ++from;
    return from;
  };
  if (ascii::is_digit(name[at])) return end_of(at, ascii::is_digit);
  if (ascii::is_lower(name[at])) return end_of(at, ascii::is_lower);
  if (!ascii::is_upper(name[at])) return at + 1;
  const std::size_t capitals = end_of(at, ascii::is_upper);
  const bool goes_on = capitals < name.size() && ascii::is_lower(name[capitals]);
  if (!goes_on) return capitals;
  return capitals - at > 1 ? capitals - 1 : end_of(capitals, ascii::is_lower);
}

// Calls visit(word) for each of them, in order, signs between them left out.
template <typename Visit>
constexpr void for_each_name_word(std::string_view name, Visit visit) {
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = name_word_end(name, at);
    if (ascii::is_alnum(name[at])) visit(name.substr(at, end - at));
    at = end;
  }
}

}  // namespace tidegate
