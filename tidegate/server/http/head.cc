#include "tidegate/server/http/head.h"

#include <algorithm>

namespace tidegate::server {
namespace {

bool is_token(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kMarks.find(c) != std::string_view::npos;
}

bool is_chunked(std::string_view coding) {
  constexpr std::string_view kChunked = "chunked";
  return std::equal(coding.begin(), coding.end(), kChunked.begin(), kChunked.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
  });
}

}  // namespace

bool is_target(std::string_view target) {
  return !target.empty() && std::all_of(target.begin(), target.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet > ' ' && octet != 0x7f;
  });
}

bool is_field(std::string_view name, std::string_view value) {
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token) &&
         std::none_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool is_clear(const Request& head, std::string_view version) {
  const bool is_1_1 = version == "HTTP/1.1";
  std::size_t lengths = 0;
  std::size_t codings = 0;
  std::size_t hosts = 0;
  for (const auto& [name, value] : head.headers) {
    if (name == "content-length") ++lengths;
    if (name == "host") ++hosts;
    if (name != "transfer-encoding") continue;
    if (!is_1_1 || !is_chunked(value)) return false;
    ++codings;
  }
  return lengths + codings <= 1 && (is_1_1 ? hosts == 1 : hosts <= 1);
}

}  // namespace tidegate::server
