#include "tidegate/server/http/message.h"

#include <algorithm>
#include <charconv>

namespace tidegate::server {
namespace {

std::string_view first_of(const std::vector<std::pair<std::string, std::string>>& pairs,
                          std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const { return first_of(headers, name); }
std::string_view Request::parameter(std::string_view name) const { return first_of(query, name); }

bool percent_decoded(std::string_view text, std::string& out) {
  out.clear();
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    if (text.size() - i < 3) return false;
    const char* const digits = text.data() + i + 1;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2 || value == 0 || digits + 2 > end)
      return false;
    out.push_back(static_cast<char>(value));
    i += 2;
  }
  return true;
}

bool form_decoded(std::string_view text, std::vector<std::pair<std::string, std::string>>& out) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string value(pair.substr(std::min(equals + 1, pair.size())));
    std::replace(value.begin(), value.end(), '+', ' ');
    std::string name;
    std::string decoded;
    if (!percent_decoded(pair.substr(0, equals), name) || !percent_decoded(value, decoded)) return false;
    out.emplace_back(std::move(name), std::move(decoded));
  }
  return true;
}

}  // namespace tidegate::server
