#include "tidegate/intake/show.h"

#include <fmt/format.h>

#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

bool is_plain_word(std::string_view text, std::size_t longest) {
  if (text.empty() || text.size() > longest) return false;
  std::size_t run = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    run = digit ? run + 1 : 0;
    if (run >= 7 || !(digit || letter || std::string_view("_.:/+-").find(c) != std::string_view::npos))
      return false;
  }
  return true;
}

}  // namespace

Text shown(std::string_view text) {
  if (text.empty()) return {"an empty text", "空文本"};
  if (is_plain_word(text, 40)) return {fmt::format("\"{}\"", text), fmt::format("\"{}\"", text)};
  const std::size_t n = code_points(text);
  return {fmt::format("a text of {} characters", n), fmt::format("（{} 字的文本）", n)};
}

std::string child_pointer(const std::string& owner, std::string_view key) {
  if (!is_plain_word(key, 64)) return owner;
  std::string out = owner + "/";
  for (const char c : key) {
    if (c == '/') {
      out += "~1";
    } else {
      out += c;  // a plain word holds no ~
    }
  }
  return out;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) {
    if (i > 0) out += ", ";
    out += words[i];
  }
  if (words.size() > most) out += ", ...";
  return out;
}

}  // namespace tidegate::intake
