#include "tidegate/classify/schema/declared_type.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace tidegate {
namespace {

constexpr std::size_t kMostBytes = 64;
constexpr std::int32_t kLongest = 1 << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first number after the first bracket.
std::int32_t length_in(std::string_view type) {
  const std::size_t open = type.find_first_of("([");
  if (open == std::string_view::npos) return 0;
  std::int32_t length = 0;
  std::size_t at = open + 1;
  while (at < type.size() && !is_digit(type[at])) ++at;
  for (; at < type.size() && is_digit(type[at]); ++at)
    length = std::min(kLongest, length * 10 + (type[at] - '0'));
  return length;
}

bool has_places(std::string_view type) {
  const std::size_t comma = type.find(',');
  return comma != std::string_view::npos && type.find_first_of("123456789", comma) != std::string_view::npos;
}

DeclaredType::Kind kind_of(std::string_view type, std::string_view word) {
  using enum DeclaredType::Kind;
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return word.find(w) != std::string_view::npos; });
  };
  if (any({"timestamp", "datetime", "date-time", "时间"}) || word == "time") return kTime;
  if (any({"date", "日期"}) || word == "d") return kDate;
  // JSON Schema and Avro name the form beside the type.
  if (type.find("date-time") != std::string_view::npos || type.find("timestamp") != std::string_view::npos)
    return kTime;
  if (type.find("date") != std::string_view::npos) return kDate;
  if (any({"bool", "布尔", "逻辑"}) || word == "bit") return kFlag;
  if (any({"blob", "binary", "bytea", "bytes", "image", "raw", "vector", "二进制"})) return kBytes;
  if (any({"json", "object", "array", "map", "struct", "record", "list", "geometry", "point", "repeated"}))
    return kParts;
  if (any({"dec", "float", "double", "real", "money", "浮点", "小数"})) return kDecimal;
  if (any({"num", "数值", "数字"}) || word == "n")
    return has_places(type) || word == "number" ? kDecimal : kWhole;
  if (any({"int", "long", "serial", "short", "整"}) || word == "fixed32" || word == "fixed64") return kWhole;
  if (any({"char", "text", "string", "clob", "uuid", "字符", "文本", "enum"}) || word == "c" || word == "str")
    return kText;
  return kOther;
}

}  // namespace

DeclaredType declared_type(std::string_view written) {
  std::string type;
  for (const char c : written.substr(0, kMostBytes))
    type += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  DeclaredType out;
  if (type.find_first_not_of(' ') == std::string::npos) return out;
  const std::string word = type.substr(0, type.find_first_of("( <[,"));
  out.kind = kind_of(type, word);
  if (out.kind == DeclaredType::Kind::kText) {
    out.length = length_in(type);
    out.is_fixed = word == "char" || word == "character" || word == "nchar" || word == "c";
  }
  return out;
}

}  // namespace tidegate
