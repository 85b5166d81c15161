#include "tidegate/classify/cell_pattern.h"

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

struct Item {
  std::string_view what;  // one character, "\d", or the inside of "[...]"
  bool is_class = false;
  std::size_t least = 1;
  std::size_t most = 1;
  std::string_view rest;  // the pattern after it
};

bool in_class(std::string_view members, char c) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i + 2 < members.size() && members[i + 1] == '-') {
      if (c >= members[i] && c <= members[i + 2]) return true;
      i += 2;
    } else if (members[i] == c) {
      return true;
    }
  }
  return false;
}

bool accepts(const Item& item, char c) {
  if (item.is_class) return in_class(item.what, c);
  if (item.what.size() == 1) return item.what[0] == '.' || item.what[0] == c;
  switch (item.what[1]) {
    case 'd':
      return ascii::is_digit(c);
    case 'u':
      return ascii::is_upper(c);
    case 'l':
      return ascii::is_lower(c);
    case 'a':
      return ascii::is_alpha(c);
    case 'w':
      return ascii::is_alnum(c);
    case 'h':
      return ascii::is_hex(c);
    default:
      return item.what[1] == c;
  }
}

std::size_t take_number(std::string_view& pattern) {
  std::size_t value = 0;
  while (!pattern.empty() && ascii::is_digit(pattern.front())) {
    value = value * 10 + static_cast<std::size_t>(ascii::digit_of(pattern.front()));
    pattern.remove_prefix(1);
  }
  return value;
}

Item first_item(std::string_view pattern) {
  Item item;
  std::size_t length = 1;
  const std::size_t close = pattern.front() == '[' ? pattern.find(']') : std::string_view::npos;
  if (close != std::string_view::npos) {
    item.is_class = true;
    item.what = pattern.substr(1, close - 1);
    length = close + 1;
  } else {
    length = pattern.front() == '\\' && pattern.size() > 1 ? 2 : 1;
    item.what = pattern.substr(0, length);
  }
  pattern.remove_prefix(length);
  const char sign = pattern.empty() ? '\0' : pattern.front();
  if (sign == '+' || sign == '*' || sign == '?') {
    item.least = sign == '+' ? 1 : 0;
    item.most = sign == '?' ? 1 : kLongestPatternText;
    pattern.remove_prefix(1);
  } else if (sign == '{') {
    pattern.remove_prefix(1);
    item.least = item.most = take_number(pattern);
    if (!pattern.empty() && pattern.front() == ',') {
      pattern.remove_prefix(1);
      item.most = !pattern.empty() && pattern.front() == '}' ? kLongestPatternText : take_number(pattern);
    }
    if (!pattern.empty()) pattern.remove_prefix(1);
  }
  item.rest = pattern;
  return item;
}

bool fits_one(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  const Item item = first_item(pattern);
  std::size_t taken = 0;
  while (taken < item.most && taken < text.size() && accepts(item, text[taken])) ++taken;
  for (;; --taken) {
    if (taken < item.least) return false;
    if (fits_one(item.rest, text.substr(taken))) return true;
    if (taken == 0) return false;
  }
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view text) {
  if (text.size() > kLongestPatternText) return false;
  for (const std::string_view alternative : split(pattern, '|')) {
    if (fits_one(alternative, text)) return true;
  }
  return false;
}

}  // namespace tidegate
