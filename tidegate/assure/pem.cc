#include "tidegate/assure/pem.h"

#include <algorithm>

#include "tidegate/base/base64.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLongestLine = 76;

std::string_view line_of(std::string_view& text) {
  std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string mark(std::string_view word, std::string_view label) {
  return std::string(kDashes).append(word).append(label).append(kDashes);
}

}  // namespace

std::optional<std::string> pem_octets(std::string_view text, std::initializer_list<std::string_view> labels) {
  const std::string_view first = line_of(text);
  for (const std::string_view label : labels) {
    if (first != mark("BEGIN ", label)) continue;
    const std::string last = mark("END ", label);
    std::string base64;
    while (!text.empty()) {
      const std::string_view line = line_of(text);
      if (line == last) return text.empty() ? from_base64(base64) : std::nullopt;
      if (line.empty() || line.size() > kLongestLine) return std::nullopt;
      base64 += line;
    }
  }
  return std::nullopt;
}

}  // namespace tidegate::assure
