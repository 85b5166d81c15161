#include "tidegate/server/http/media_type.h"

#include <algorithm>

namespace tidegate::server {
namespace {

bool is_same_word(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return (x >= 'A' && x <= 'Z' ? static_cast<char>(x | 0x20) : x) == y;
  });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_json(std::string_view media_type) {
  std::size_t end = std::min(media_type.find(';'), media_type.size());
  if (!is_same_word(trimmed(media_type.substr(0, end)), "application/json")) return false;
  while (end < media_type.size()) {
    media_type.remove_prefix(end + 1);
    end = std::min(media_type.find(';'), media_type.size());
    const std::string_view piece = trimmed(media_type.substr(0, end));
    constexpr std::string_view kCharset = "charset=";
    if (!is_same_word(piece.substr(0, kCharset.size()), kCharset)) continue;
    std::string_view value = piece.substr(kCharset.size());
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (!is_same_word(value, "utf-8")) return false;
  }
  return true;
}

}  // namespace tidegate::server
