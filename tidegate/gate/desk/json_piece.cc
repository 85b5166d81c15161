#include "tidegate/gate/desk/json_piece.h"

#include <algorithm>
#include <array>

#include "tidegate/base/json.h"

namespace tidegate::desk {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// Behind the string that begins at `at`; npos: it does not end.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (std::size_t quote = text.find('"', at + 1); quote != std::string_view::npos;
       quote = text.find('"', quote + 1)) {
    std::size_t slashes = 0;
    while (text[quote - 1 - slashes] == '\\') ++slashes;
    if (slashes % 2 == 0) return quote + 1;
  }
  return std::string_view::npos;
}

// What is looked at outside of strings; all else is part of a number, a word, or space.
constexpr std::array<bool, 256> kMarks = [] {
  std::array<bool, 256> marks{};
  for (const char c : {'"', '{', '[', '}', ']', ',', ' ', '\t', '\r', '\n'})
    marks[static_cast<unsigned char>(c)] = true;
  return marks;
}();

// Behind the value that begins at `at`.
std::size_t after_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (!kMarks[static_cast<unsigned char>(c)]) {
      ++at;
      continue;
    }
    if (c == '"') {
      at = after_string(text, at);
      if (at == std::string_view::npos || depth == 0) return at;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;  // of a number or word: what holds it ends here
      if (--depth == 0) return at + 1;
    } else if (depth == 0) {
      return at;
    }
    ++at;
  }
  return depth == 0 ? at : std::string_view::npos;
}

// The next value of an object or array, from `at`, which is moved behind it. False: there is none.
bool next(std::string_view text, std::size_t& at, bool has_key, std::string_view& key,
          std::string_view& value) {
  at = text.find_first_not_of(" \t\r\n,", at);
  if (at == std::string_view::npos || at + 1 >= text.size()) return false;
  if (has_key) {
    if (text[at] != '"') return false;
    const std::size_t end = after_string(text, at);
    if (end == std::string_view::npos) return false;
    key = text.substr(at + 1, end - at - 2);
    at = text.find_first_not_of(" \t\r\n:", end);
    if (at == std::string_view::npos) return false;
  }
  const std::size_t end = after_value(text, at);
  if (end == std::string_view::npos || end == at) return false;
  value = text.substr(at, end - at);
  at = end;
  return true;
}

}  // namespace

JsonPiece::JsonPiece(std::string_view text) : text_(trimmed(text)) {}

JsonPiece JsonPiece::member(std::string_view key) const {
  if (!text_.starts_with('{')) return {};
  std::size_t at = 1;
  std::string_view found;
  std::string_view value;
  while (next(text_, at, true, found, value)) {
    if (found == key) return JsonPiece(value);
  }
  return {};
}

std::vector<std::pair<std::string_view, JsonPiece>> JsonPiece::members() const {
  std::vector<std::pair<std::string_view, JsonPiece>> out;
  if (!text_.starts_with('{')) return out;
  std::size_t at = 1;
  std::string_view key;
  std::string_view value;
  while (next(text_, at, true, key, value)) out.emplace_back(key, JsonPiece(value));
  return out;
}

std::string JsonPiece::without(std::initializer_list<std::string_view> keys) const {
  std::string out = "{";
  if (text_.starts_with('{')) {
    std::size_t at = 1;
    std::string_view key;
    std::string_view value;
    while (next(text_, at, true, key, value)) {
      if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
      if (out.size() > 1) out += ',';
      out.append("\"").append(key).append("\":").append(value);
    }
  }
  return out + "}";
}

std::vector<JsonPiece> JsonPiece::elements() const {
  std::vector<JsonPiece> out;
  if (!text_.starts_with('[')) return out;
  std::size_t at = 1;
  std::string_view key;
  std::string_view value;
  while (next(text_, at, false, key, value)) out.emplace_back(value);
  return out;
}

std::string JsonPiece::string() const {
  if (!text_.starts_with('"')) return {};
  if (text_.size() >= 2 && text_.find('\\') == std::string_view::npos)
    return std::string(text_.substr(1, text_.size() - 2));
  const auto read = parse_json(text_, "");
  return read && read->string() != nullptr ? *read->string() : std::string();
}

JsonPiece JsonMembers::member(std::string_view key) const {
  for (const auto& [name, value] : members_) {
    if (name == key) return value;
  }
  return {};
}

}  // namespace tidegate::desk
