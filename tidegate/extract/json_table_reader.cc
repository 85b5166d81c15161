#include "tidegate/extract/json_table_reader.h"

#include <fmt/format.h>

#include <cstring>

#include "tidegate/extract/json_extent.h"
#include "tidegate/extract/json_members.h"
#include "tidegate/extract/json_text.h"

namespace tidegate {
namespace {

bool opens(char c) { return c == '{' || c == '['; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

JsonTableReader::JsonTableReader(TextWindow& window, JsonLayout layout, TableInfo info, TableSink& sink,
                                 const ExtractOptions& options)
    : window_(window),
      layout_(layout),
      path_(info.path),
      options_(options),
      rows_(std::move(info), sink, options) {}

Result<void> JsonTableReader::read() {
  const auto ok = layout_ == JsonLayout::kLines    ? read_lines()
                  : layout_ == JsonLayout::kValues ? read_values()
                                                   : read_whole();
  return ok ? rows_.finish() : ok;
}

Result<void> JsonTableReader::read_lines() {
  std::size_t searched = 0;  // octets of the window without a line end
  for (;;) {
    const std::string_view text = window_.text();
    std::size_t begin = 0;
    for (;;) {
      const std::size_t from = std::max(begin, searched);
      const void* found =
          from == text.size() ? nullptr : std::memchr(text.data() + from, '\n', text.size() - from);
      if (found == nullptr) break;
      const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      if (const auto ok = read_line(text.substr(begin, end - begin)); !ok) return ok;
      begin = end + 1;
    }
    if (window_.is_over()) {
      if (const auto ok = read_line(text.substr(begin)); !ok) return ok;
      window_.drop(text.size());
      break;
    }
    searched = text.size() - begin;
    window_.drop(begin);
    if (searched > options_.max_row_bytes) {
      return fail({ErrorCode::kLimit, fmt::format("a line has more than {} octets", options_.max_row_bytes),
                   fmt::format("{}:line {}", path_, lines_ + 1),
                   fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes)});
    }
    if (const auto ok = window_.more(); !ok) return ok;
  }
  if (bad_lines_ * 2 > rows_.rows()) {
    return fail({ErrorCode::kMalformed, fmt::format("{} of {} lines are not JSON", bad_lines_, rows_.rows()),
                 fmt::format("{}:line {}", path_, first_bad_line_),
                 fmt::format("{} 行中有 {} 行不是 JSON", rows_.rows(), bad_lines_)});
  }
  return {};
}

Result<void> JsonTableReader::read_line(std::string_view line) {
  ++lines_;
  line = trim(line);
  if (line.ends_with(',')) line = trim(line.substr(0, line.size() - 1));
  if (line.empty()) return {};
  if (line.size() > options_.max_row_bytes) {
    return fail({ErrorCode::kLimit, fmt::format("a line has more than {} octets", options_.max_row_bytes),
                 fmt::format("{}:line {}", path_, lines_),
                 fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes)});
  }
  if (opens(line.front())) {
    const auto added = rows_.add(line, JsonPaths::kRecord);
    if (!added) return fail(added.error());
    if (*added) return {};
  }
  if (bad_lines_++ == 0) first_bad_line_ = lines_;
  return rows_.add_values({{JsonPaths::kNotJson, std::string(line)}});
}

Result<void> JsonTableReader::read_values() {
  for (;;) {
    const auto c = peek();
    if (!c) return fail(c.error());
    if (*c == '\0' && window_.text().empty()) return {};
    if (const auto ok = read_record(JsonPaths::kRecord, nullptr); !ok) return ok;
    if (const auto comma = take(','); !comma) return fail(comma.error());
  }
}

Result<void> JsonTableReader::read_whole() {
  const auto c = peek();
  if (!c) return fail(c.error());
  if (*c == '[') {
    has_records_ = true;
    if (const auto ok = read_array(JsonPaths::kRecord); !ok) return ok;
  } else if (*c == '{') {
    if (const auto ok = read_object(JsonPaths::kEnvelope, 1); !ok) return ok;
  } else {
    return malformed();
  }
  const auto rest = peek();
  if (!rest) return fail(rest.error());
  if (!window_.text().empty()) return malformed();
  return add_gathered();
}

// An object around records: its scalars are gathered into a row of their own.
Result<void> JsonTableReader::read_object(JsonPaths::Node node, std::uint32_t depth) {
  if (depth > options_.max_json_depth) {
    return fail({ErrorCode::kLimit, fmt::format("brackets nest deeper than {}", options_.max_json_depth),
                 fmt::format("{}:byte {}", path_, window_.offset()),
                 fmt::format("括号嵌套超过 {} 层的上限", options_.max_json_depth)});
  }
  const auto keyed = is_keyed();
  if (!keyed) return fail(keyed.error());
  window_.drop(1);
  auto done = take('}');
  std::uint32_t guess = 0;
  while (done && !*done) {
    const auto c = peek();
    if (!c) return fail(c.error());
    const auto quoted = value();
    if (!quoted) return fail(quoted.error());
    std::string key;
    if (!quoted->starts_with('"') || !append_json_string(quoted->substr(1, quoted->size() - 2), key))
      return malformed();
    window_.drop(quoted->size());
    const auto colon = take(':');
    if (!colon) return fail(colon.error());
    if (!*colon) return malformed();
    if (const auto ok = read_member(node, key, guess, depth, *keyed); !ok) return ok;
    const auto comma = take(',');
    if (!comma) return fail(comma.error());
    if (*comma) continue;
    done = take('}');
    if (done && !*done) return malformed();
  }
  return done ? Result<void>() : fail(done.error());
}

// Whether the object that begins here holds records by key.
Result<bool> JsonTableReader::is_keyed() {
  for (;;) {
    const std::string_view text = window_.text().substr(0, kKeyedLook);
    if (const auto known = is_keyed_object(text)) return *known;
    if (text.size() == kKeyedLook || window_.is_over()) return false;
    if (const auto ok = window_.more(); !ok) return fail(ok.error());
  }
}

Result<void> JsonTableReader::read_member(JsonPaths::Node node, const std::string& key, std::uint32_t& guess,
                                          std::uint32_t depth, bool is_keyed) {
  const auto c = peek();
  if (!c) return fail(c.error());
  JsonPaths& paths = rows_.paths();
  const JsonPaths::Node child = is_keyed ? paths.members(node) : paths.member(node, key, guess);
  if (paths.is_members(child)) {
    if (opens(*c)) return read_record(child, &key);
    gathered_.push_back({paths.member_keys(node), key});
    gathered_bytes_ += key.size();
    return gather(child);
  }
  if (*c == '{') return read_object(child, depth + 1);
  if (*c == '[') return read_array(child);
  return gather(child);
}

// The elements that are objects or arrays are records; scalars belong to what stands around. The records of
// the first such array are the table's own, and their keys have no prefix.
Result<void> JsonTableReader::read_array(JsonPaths::Node node) {
  window_.drop(1);
  auto done = take(']');
  JsonPaths::Node root = node;
  while (done && !*done) {
    const auto c = peek();
    if (!c) return fail(c.error());
    if (opens(*c)) {
      if (root == node && node != JsonPaths::kRecord) {
        root = has_records_ ? rows_.paths().elements(node) : JsonPaths::kRecord;
        has_records_ = true;
      }
      if (const auto ok = read_record(root, nullptr); !ok) return ok;
    } else if (node == JsonPaths::kRecord) {
      if (const auto ok = read_record(node, nullptr); !ok) return ok;
    } else {
      if (const auto ok = gather(rows_.paths().elements(node)); !ok) return ok;
    }
    const auto comma = take(',');
    if (!comma) return fail(comma.error());
    if (*comma) continue;
    done = take(']');
    if (done && !*done) return malformed();
  }
  return done ? Result<void>() : fail(done.error());
}

Result<void> JsonTableReader::read_record(JsonPaths::Node root, const std::string* key) {
  const auto json = value();
  if (!json) return fail(json.error());
  const auto added = rows_.add(*json, root, key);
  if (!added) return fail(added.error());
  if (!*added) return malformed();
  window_.drop(json->size());
  return {};
}

// One scalar of what stands around the records.
Result<void> JsonTableReader::gather(JsonPaths::Node node) {
  const auto token = value();
  if (!token) return fail(token.error());
  std::string text;
  if (token->starts_with('"')) {
    if (!append_json_string(token->substr(1, token->size() - 2), text)) return malformed();
  } else if (is_json_literal(*token)) {
    text = *token;
  } else {
    return malformed();
  }
  if (*token == "null") {
    rows_.paths().mark_null(node);
  } else {
    gathered_bytes_ += text.size();
    gathered_.push_back({node, std::move(text)});
  }
  window_.drop(token->size());
  return gathered_bytes_ + gathered_.size() * sizeof(JsonRows::Value) > options_.block_bytes ? add_gathered()
                                                                                             : Result<void>();
}

Result<void> JsonTableReader::add_gathered() {
  if (gathered_.empty()) return {};
  const auto ok = rows_.add_values(gathered_);
  gathered_.clear();
  gathered_bytes_ = 0;
  return ok;
}

// The next octet that is not space; '\0' at the end of the text.
Result<char> JsonTableReader::peek() {
  for (;;) {
    const std::string_view text = window_.text();
    std::size_t spaces = 0;
    while (spaces < text.size() && is_json_space(text[spaces])) ++spaces;
    window_.drop(spaces);
    if (spaces < text.size()) return text[spaces];
    if (window_.is_over()) return '\0';
    if (const auto ok = window_.more(); !ok) return fail(ok.error());
  }
}

// Passes over `c` if it comes next.
Result<bool> JsonTableReader::take(char c) {
  const auto next = peek();
  if (!next) return fail(next.error());
  if (*next != c || window_.text().empty()) return false;
  window_.drop(1);
  return true;
}

// The whole value that begins here, still in the window.
Result<std::string_view> JsonTableReader::value() {
  JsonExtent extent;
  for (;;) {
    if (extent.scan(window_.text()) || (window_.is_over() && extent.scan_last(window_.text()))) {
      if (extent.length() <= options_.max_row_bytes) return window_.text().substr(0, extent.length());
    } else if (window_.is_over()) {
      return fail({ErrorCode::kMalformed, "the JSON is cut short",
                   fmt::format("{}:byte {}", path_, window_.offset()), "JSON 不完整（被截断）"});
    }
    if (window_.text().size() > options_.max_row_bytes) {
      return fail({ErrorCode::kLimit, fmt::format("a record has more than {} octets", options_.max_row_bytes),
                   fmt::format("{}:byte {}", path_, window_.offset()),
                   fmt::format("一条记录超过 {} 字节的上限", options_.max_row_bytes)});
    }
    if (const auto ok = window_.more(); !ok) return fail(ok.error());
  }
}

tl::unexpected<Error> JsonTableReader::malformed() const {
  return fail({ErrorCode::kMalformed, "this is not well-formed JSON",
               fmt::format("{}:byte {}", path_, window_.offset()), "此处不是合法的 JSON"});
}

TableEnd JsonTableReader::end() const {
  TableEnd end{rows_.rows(), 0, {}};
  if (bad_lines_ > 0) {
    end.notes.push_back(
        {fmt::format("{} lines are not JSON and were read as text, first line {}", bad_lines_,
                     first_bad_line_),
         fmt::format("有 {} 行不是 JSON，已按文本读取，首处为第 {} 行", bad_lines_, first_bad_line_)});
  }
  return end;
}

}  // namespace tidegate
