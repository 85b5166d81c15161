#include "tidegate/server/http/conditional.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/base/hash.h"

namespace tidegate::server {
namespace {

constexpr std::size_t kMarkDigits = 16;
constexpr std::size_t kToldDigits = 2;  // behind it, of a case's page

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

std::string entity_tag(std::int64_t version, std::string_view body) {
  return fmt::format("\"v{}-{}\"", version, sha256_hex(body).substr(0, kMarkDigits));
}

std::optional<std::int64_t> version_in(std::string_view tag) {
  if (!tag.starts_with("\"v") || !tag.ends_with('"') || tag.size() < 4) return std::nullopt;
  std::string_view text = tag.substr(2, tag.size() - 3);
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    const std::string_view mark = text.substr(dash + 1);
    const std::size_t second = mark.find('-');
    const bool has_told = second != std::string_view::npos;
    if (!is_hex(mark.substr(0, second), kMarkDigits)) return std::nullopt;
    if (has_told && !is_hex(mark.substr(second + 1), kToldDigits)) return std::nullopt;
    text = text.substr(0, dash);
  }
  std::int64_t version = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, version);
  if (error != std::errc{} || last != end) return std::nullopt;
  return version;
}

bool is_held(const Request& request, std::string_view etag) {
  bool holds = false;
  each_member(request.header("if-none-match"), [&](std::string_view member) {
    if (member.starts_with("W/")) member.remove_prefix(2);
    holds = holds || member == etag || member == "*";
  });
  return holds;
}

}  // namespace tidegate::server
