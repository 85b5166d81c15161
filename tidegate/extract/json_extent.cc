#include "tidegate/extract/json_extent.h"

#include <cstring>

namespace tidegate {
namespace {

constexpr std::uint64_t each(unsigned char c) { return 0x0101010101010101ULL * c; }
// Has a zero octet, exactly.
constexpr std::uint64_t zeros(std::uint64_t v) { return (v - each(1)) & ~v & each(0x80); }

// The next '"' or '\\' at or behind `at`.
std::size_t next_in_string(std::string_view text, std::size_t at) {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, 8);
    if ((zeros(eight ^ each('"')) | zeros(eight ^ each('\\'))) != 0) break;
  }
  while (at < text.size() && text[at] != '"' && text[at] != '\\') ++at;
  return at;
}

bool ends_scalar(char c) {
  return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '[' ||
         c == '{' || c == '"' || c == ':';
}

}  // namespace

bool JsonExtent::scan(std::string_view text) {
  if (at_ == 0 && !text.empty()) {
    const char c = text.front();
    is_scalar_ = c != '{' && c != '[' && c != '"';
    if (is_scalar_) at_ = 1;  // so that a stray bracket is taken as a value, and found malformed
  }
  if (is_scalar_) {
    while (at_ < text.size() && !ends_scalar(text[at_])) ++at_;
    return at_ < text.size();
  }
  // Kept out of memory while the octets go by.
  std::size_t at = at_;
  std::uint32_t depth = depth_;
  bool is_in_string = is_in_string_;
  bool is_complete = false;
  while (!is_complete && at < text.size()) {
    if (is_in_string) {
      const std::size_t stop = next_in_string(text, at);
      if (stop == text.size() || (text[stop] == '\\' && stop + 1 == text.size())) {
        at = stop;
        break;
      }
      is_in_string = text[stop] == '\\';
      at = stop + (is_in_string ? 2 : 1);
      is_complete = !is_in_string && depth == 0;
      continue;
    }
    const char c = text[at++];
    if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      is_complete = --depth == 0;
    }
  }
  at_ = at;
  depth_ = depth;
  is_in_string_ = is_in_string;
  return is_complete;
}

bool JsonExtent::scan_last(std::string_view text) { return scan(text) || is_scalar_; }

}  // namespace tidegate
