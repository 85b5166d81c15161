#include "tidegate/extract/json_text.h"

#include <algorithm>
#include <optional>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

std::optional<char32_t> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    char32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<char32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<char32_t>(c - 'A' + 10);
    } else {
      return std::nullopt;
    }
    value = value << 4U | digit;
  }
  return value;
}

// The escape behind "\u", two of them when they are a pair. Takes them off `text`.
std::optional<char32_t> take_unicode(std::string_view& text) {
  const auto first = hex4(text);
  if (!first) return std::nullopt;
  text.remove_prefix(4);
  if (*first < 0xD800 || *first > 0xDFFF) return first;
  if (*first > 0xDBFF || !text.starts_with("\\u")) return kReplacement;
  const auto second = hex4(text.substr(2));
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return kReplacement;
  text.remove_prefix(6);
  return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
}

char plain_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::size_t digits(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9') ++n;
  return n;
}

}  // namespace

bool append_json_string(std::string_view inner, std::string& out) {
  const std::size_t before = out.size();
  bool is_well_formed = true;
  while (is_well_formed && !inner.empty()) {
    const std::size_t plain = std::min(inner.find('\\'), inner.size());
    is_well_formed = !has_control(inner.substr(0, plain));
    out.append(inner.substr(0, plain));
    inner.remove_prefix(plain);
    if (inner.empty()) break;
    const char kind = inner.size() > 1 ? inner[1] : '\0';
    inner.remove_prefix(std::min<std::size_t>(2, inner.size()));
    if (kind == 'u') {
      const auto c = take_unicode(inner);
      is_well_formed = is_well_formed && c.has_value();
      append_utf8(out, c.value_or(kReplacement));
    } else {
      const char c = plain_escape(kind);
      is_well_formed = is_well_formed && c != '\0';
      out.push_back(c);
    }
  }
  if (!is_well_formed) out.resize(before);
  return is_well_formed;
}

bool is_json_literal(std::string_view token) {
  if (token == "true" || token == "false" || token == "null") return true;
  if (token.starts_with('-')) token.remove_prefix(1);
  const std::size_t whole = digits(token);
  if (whole == 0 || (whole > 1 && token.front() == '0')) return false;
  token.remove_prefix(whole);
  if (token.starts_with('.')) {
    const std::size_t fraction = digits(token.substr(1));
    if (fraction == 0) return false;
    token.remove_prefix(1 + fraction);
  }
  if (token.starts_with('e') || token.starts_with('E')) {
    token.remove_prefix(1);
    if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
    const std::size_t exponent = digits(token);
    if (exponent == 0) return false;
    token.remove_prefix(exponent);
  }
  return token.empty();
}

}  // namespace tidegate
