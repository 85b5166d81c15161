#include "tidegate/base/json_writer.h"

#include <fmt/format.h>

#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

// How many octets at the front stand in a string as they are: valid, and nothing that is escaped.
std::size_t plain_octets(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    if (is_plain(rest.front())) {
      rest.remove_prefix(1);
      continue;
    }
    if (static_cast<unsigned char>(rest.front()) < 0x80) break;
    std::string_view behind = rest;
    if (next_code_point(behind) == kReplacement && behind.size() + 1 == rest.size()) break;
    rest = behind;
  }
  return text.size() - rest.size();
}

}  // namespace

std::string decimal_text(std::int64_t value, int digits) {
  TIDEGATE_CHECK(digits >= 0 && digits <= 18);
  const bool negative = value < 0;
  const std::uint64_t size =
      negative ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  std::string text = std::to_string(size);
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - places, 1, '.');
  return negative ? "-" + text : text;
}

JsonWriter& JsonWriter::begin(char open) {
  before_value();
  out_.push_back(open);
  levels_.push_back({open == '{' ? '}' : ']'});
  return *this;
}

JsonWriter& JsonWriter::end(char close) {
  TIDEGATE_CHECK(!levels_.empty() && levels_.back().close == close && !levels_.back().has_key);
  const bool was_empty = levels_.back().empty;
  levels_.pop_back();
  if (!was_empty) new_line();
  out_.push_back(close);
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  TIDEGATE_CHECK(!levels_.empty() && levels_.back().close == '}' && !levels_.back().has_key);
  if (!levels_.back().empty) out_.push_back(',');
  levels_.back().empty = false;
  levels_.back().has_key = true;
  new_line();
  quoted(name);
  out_ += indent_ > 0 ? ": " : ":";
  return *this;
}

void JsonWriter::before_value() {
  if (levels_.empty()) {
    TIDEGATE_CHECK(out_.empty());
    return;
  }
  Level& level = levels_.back();
  if (level.close == '}') {
    TIDEGATE_CHECK(level.has_key);
    level.has_key = false;
    return;
  }
  if (!level.empty) out_.push_back(',');
  level.empty = false;
  new_line();
}

void JsonWriter::new_line() {
  if (indent_ == 0) return;
  out_.push_back('\n');
  out_.append(levels_.size() * static_cast<std::size_t>(indent_), ' ');
}

void JsonWriter::quoted(std::string_view text) {
  out_.push_back('"');
  while (!text.empty()) {
    const std::size_t plain = plain_octets(text);
    out_.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const char32_t c = next_code_point(text);
    if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(static_cast<char>(c));
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (c == '\t') {
      out_ += "\\t";
    } else if (c == kReplacement) {
      append_utf8(out_, c);
    } else {
      out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
  }
  out_.push_back('"');
}

JsonWriter& JsonWriter::string(std::string_view utf8) {
  before_value();
  quoted(utf8);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) { return raw(std::to_string(value)); }
JsonWriter& JsonWriter::unsigned_integer(std::uint64_t value) { return raw(std::to_string(value)); }
JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }
JsonWriter& JsonWriter::null() { return raw("null"); }
JsonWriter& JsonWriter::decimal(std::int64_t value, int digits) { return raw(decimal_text(value, digits)); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

std::string JsonWriter::take() {
  TIDEGATE_CHECK(levels_.empty());
  return std::exchange(out_, {});
}

}  // namespace tidegate
