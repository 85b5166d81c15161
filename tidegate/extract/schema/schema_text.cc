#include "tidegate/extract/schema/schema_text.h"

#include <algorithm>

namespace tidegate {
namespace {

// Whether a word stands somewhere, in small letters or capitals.
bool holds(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

}  // namespace

bool may_be_schema(std::string_view begin) {
  const std::size_t first = begin.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  if (begin[first] == '{' || begin[first] == '[') {
    const auto has = [&](std::string_view word) { return begin.find(word) != std::string_view::npos; };
    return has("\"properties\"") || has("\"$defs\"") || has("\"definitions\"") || has("\"schemas\"") ||
           (has("\"record\"") && has("\"fields\""));
  }
  return (holds(begin, "create") && holds(begin, "table")) || begin.find("message") != std::string_view::npos;
}

std::vector<SchemaTable> schema_tables(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (text.size() > kLongestSchema || first == std::string_view::npos) return {};
  if (text[first] == '{' || text[first] == '[') return json_schema_tables(text);
  if (auto tables = ddl_tables(text); !tables.empty()) return tables;
  return protobuf_tables(text);
}

}  // namespace tidegate
