#include "tidegate/intake/values.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "tidegate/base/seen_text.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::intake {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_label_char(char c) {
  return is_upper(c) || is_lower(c) || is_digit(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_scalar(const Node& node) { return node.kind == Node::Kind::kScalar; }

}  // namespace

bool is_unknown_word(const Node& node) {
  return node.kind == Node::Kind::kNull || (is_scalar(node) && node.text == "unknown");
}

bool is_none_word(const Node& node) { return is_scalar(node) && (node.text == "none" || node.text == "无"); }

std::optional<bool> bool_of(const Node& node) {
  if (!is_scalar(node) || node.quoted) return std::nullopt;
  const std::string_view t = node.text;
  if (t == "true" || t == "True" || t == "TRUE" || t == "yes" || t == "Yes" || t == "YES") return true;
  if (t == "false" || t == "False" || t == "FALSE" || t == "no" || t == "No" || t == "NO") return false;
  return std::nullopt;
}

std::optional<std::int64_t> count_of(const Node& node, const Shape& shape) {
  if (!is_scalar(node) || node.quoted || node.text.empty()) return std::nullopt;
  const std::string text = narrowed(node.text);
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < shape.least || value > shape.most) return std::nullopt;
  return value;
}

std::string narrowed(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 2> kMarks{{{"＋", '+'}, {"－", '-'}}};
  constexpr std::string_view kZero = "０";  // U+FF10, octets EF BC 90; nine is EF BC 99
  std::string out;
  while (!text.empty()) {
    const std::string_view head = text.substr(0, kZero.size());
    const auto mark =
        std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& one) { return one.first == head; });
    const int digit = head.size() == kZero.size() && head.substr(0, 2) == kZero.substr(0, 2)
                          ? static_cast<unsigned char>(head[2]) - static_cast<unsigned char>(kZero[2])
                          : -1;
    const bool is_wide = mark != kMarks.end() || (digit >= 0 && digit <= 9);
    out += mark != kMarks.end() ? mark->second : is_wide ? static_cast<char>('0' + digit) : text.front();
    text.remove_prefix(is_wide ? kZero.size() : 1);
  }
  return out;
}

std::optional<Date> date_of(const Node& node) {
  if (!is_scalar(node)) return std::nullopt;
  const auto date = Date::parse(node.text);
  return date ? std::optional(*date) : std::nullopt;
}

std::optional<std::string> symbol_of(const Node& node, const Shape& shape) {
  if (!is_scalar(node)) return std::nullopt;
  switch (shape.kind) {
    case Kind::kWord: {
      const auto known = [&](const Word& w) { return w.word == node.text; };
      if (std::none_of(shape.words.begin(), shape.words.end(), known)) return std::nullopt;
      return node.text;
    }
    case Kind::kSymbol:
      return is_symbol(node.text) ? std::optional(node.text) : std::nullopt;
    case Kind::kCountry:
      return CountryCode::parse(node.text) ? std::optional(node.text) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Text> bilingual_of(const Node& node) {
  if (is_scalar(node))
    return shows_something(node.text) ? std::optional(Text{node.text, node.text}) : std::nullopt;
  if (node.kind != Node::Kind::kMap) return std::nullopt;
  const auto language = [&](std::string_view key) {
    const Node* value = node.find(key);
    const bool is_said = value != nullptr && is_scalar(*value) && shows_something(value->text);
    return is_said ? value->text : std::string();
  };
  Text text{language("en"), language("zh")};
  if (text.empty()) return std::nullopt;
  if (text.en.empty()) text.en = text.zh;
  if (text.zh.empty()) text.zh = text.en;
  return text;
}

std::optional<FactValue> fact_of(const Node& node, const Shape& shape) {
  if (is_unknown_word(node)) return FactValue(Unknown{});
  switch (shape.kind) {
    case Kind::kBool:
      if (const auto b = bool_of(node)) return FactValue(*b);
      return std::nullopt;
    case Kind::kCount:
      if (const auto n = count_of(node, shape)) return FactValue(*n);
      return std::nullopt;
    case Kind::kDate:
      if (const auto d = date_of(node)) return FactValue(*d);
      return std::nullopt;
    case Kind::kWord:
    case Kind::kSymbol:
    case Kind::kCountry:
      if (auto w = symbol_of(node, shape)) return FactValue(Symbol{std::move(*w)});
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

bool is_symbol(std::string_view text) {
  return !text.empty() && text.size() <= 40 && is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const std::string_view domain = text.substr(at + 1);
  const auto plain = [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != '@' && c != ',' && c != ';' && c != '<' && c != '>';
  };
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), plain) &&
         domain.find('.') != std::string_view::npos && is_host(domain);
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (label != "*" && !std::all_of(label.begin(), label.end(), is_label_char)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_address(std::string_view text) {
  if (text.size() > 64) return false;
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  in6_addr out{};
  const bool v4 = inet_pton(AF_INET, host.c_str(), &out) == 1;
  if (!v4 && inet_pton(AF_INET6, host.c_str(), &out) != 1) return false;
  if (slash == std::string_view::npos) return true;
  const std::string_view bits = text.substr(slash + 1);
  if (bits.empty() || bits.size() > 3 || !std::all_of(bits.begin(), bits.end(), is_digit)) return false;
  return std::stoi(std::string(bits)) <= (v4 ? 32 : 128);
}

bool is_type_code(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size() || text.size() > 40) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(dot), is_upper) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dot) + 1, text.end(),
                     [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace tidegate::intake
