#include "tidegate/extract/csv_cell.h"

#include <cstring>

namespace tidegate {

std::size_t unquote_csv(const CsvDialect& dialect, std::string_view raw, char* into) {
  if (!dialect.quotes || raw.empty() || raw.front() != '"') {
    if (!raw.empty()) std::memmove(into, raw.data(), raw.size());
    return raw.size();
  }
  std::size_t out = 0;
  std::size_t at = 1;
  while (at < raw.size()) {
    const char c = raw[at++];
    const char next = at < raw.size() ? raw[at] : '\0';
    if (c == '\\' && dialect.backslash && (next == '"' || next == '\\')) {
      into[out++] = next;
      ++at;
    } else if (c != '"') {
      into[out++] = c;
    } else if (next == '"') {
      into[out++] = '"';
      ++at;
    } else {
      break;  // the closing quote; what stands behind it is taken as it is
    }
  }
  const std::size_t rest = raw.size() - at;
  if (rest > 0) std::memmove(into + out, raw.data() + at, rest);
  return out + rest;
}

bool is_well_quoted(const CsvDialect& dialect, std::string_view raw) {
  for (std::size_t at = 1; at < raw.size(); ++at) {
    if (raw[at] == '\\' && dialect.backslash) {
      ++at;
    } else if (raw[at] == '"') {
      if (at + 1 == raw.size()) return true;
      if (raw[at + 1] != '"') return false;
      ++at;
    }
  }
  return false;
}

}  // namespace tidegate
