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

// What stands up to the block's last line, which is taken too.
std::optional<std::string> block_of(std::string_view& text, std::string_view label) {
  const std::string last = mark("END ", label);
  std::string base64;
  while (!text.empty()) {
    const std::string_view line = line_of(text);
    if (line == last) return from_base64(base64);
    if (line.empty() || line.size() > kLongestLine) return std::nullopt;
    base64 += line;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> pem_octets(std::string_view text, std::initializer_list<std::string_view> labels) {
  const std::string_view first = line_of(text);
  for (const std::string_view label : labels) {
    if (first != mark("BEGIN ", label)) continue;
    auto out = block_of(text, label);
    return text.empty() ? std::move(out) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> pem_blocks(std::string_view text, std::string_view label) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::string_view line = line_of(text);
    if (line.find(kDashes) == line.npos) continue;
    if (line != mark("BEGIN ", label)) return std::nullopt;
    auto one = block_of(text, label);
    if (!one) return std::nullopt;
    out.push_back(std::move(*one));
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace tidegate::assure
