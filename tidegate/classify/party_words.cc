#include "tidegate/classify/party_words.h"

#include <algorithm>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

template <typename Take>
bool any_of_list(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (take(list.substr(0, comma))) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

bool has_words(std::string_view words, std::string_view wanted) {
  for (std::size_t at = words.find(wanted); at != std::string_view::npos; at = words.find(wanted, at + 1)) {
    std::string_view behind = words.substr(at + wanted.size());
    if (behind.starts_with("s ")) behind.remove_prefix(1);
    if (words[at - 1] == ' ' && behind.starts_with(' ')) return true;
  }
  return false;
}

}  // namespace

std::string party_words(std::string_view header) {
  std::string words = " ";
  bool was_small = false;
  for (const char c : header) {
    const bool is_letter = ascii::is_alpha(c);
    const bool is_capital = c >= 'A' && c <= 'Z';
    if ((!is_letter || (is_capital && was_small)) && words.back() != ' ') words += ' ';
    if (is_letter) words += ascii::to_lower(c);
    was_small = is_letter && !is_capital;
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

bool is_of_words(std::string_view header, std::string_view words, std::string_view chinese,
                 std::string_view english) {
  return any_of_list(chinese, [&](auto w) { return header.find(w) != std::string_view::npos; }) ||
         any_of_list(english, [&](auto w) { return has_words(words, w); });
}

}  // namespace tidegate
