#include "tidegate/extract/json_rows.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "tidegate/extract/json_quick_walk.h"
#include "tidegate/extract/json_text.h"
#include "tidegate/extract/text_window.h"

namespace tidegate {

namespace ondemand = simdjson::ondemand;
static_assert(TextWindow::kPadding >= simdjson::SIMDJSON_PADDING);

// Most values are shorter, and a copy of this length is quicker than one that must look how long it is.
constexpr std::size_t kShort = 32;
static_assert(kShort <= TextWindow::kPadding);

// One record through simdjson, cell by cell.
class JsonRows::Walk {
 public:
  enum class Outcome { kDone, kMalformed, kTooDeep, kTooManyKeys };

  Walk(JsonRows& rows, std::uint32_t max_depth) : rows_(rows), max_depth_(max_depth) {}

  Outcome run(std::string_view json, JsonPaths::Node root) {
    end_ = json.data() + json.size();
    const simdjson::padded_string_view padded(json.data(), json.size(), json.size() + TextWindow::kPadding);
    ondemand::document document;
    if (parser_.iterate(padded).get(document) != simdjson::SUCCESS) return Outcome::kMalformed;
    ondemand::json_type type{};
    if (document.type().get(type) != simdjson::SUCCESS) return Outcome::kMalformed;
    if (type != ondemand::json_type::object && type != ondemand::json_type::array) {
      return scalar(document.raw_json_token(), root);
    }
    ondemand::value value;
    if (document.get_value().get(value) != simdjson::SUCCESS) return Outcome::kMalformed;
    const Outcome outcome =
        type == ondemand::json_type::object ? object(value, root, 1) : record_array(value, root);
    if (outcome != Outcome::kDone) return outcome;
    // Something behind the value, and the iterator has not come to the end.
    const char* rest = nullptr;
    return document.current_location().get(rest) == simdjson::SUCCESS ? Outcome::kMalformed : Outcome::kDone;
  }

 private:
  Outcome value_of(ondemand::value& value, JsonPaths::Node node, std::uint32_t depth) {
    const std::string_view token = value.raw_json_token();
    // In a record that is cut short, the token behind the last one has no length.
    if (token.data() >= end_ || token.size() > static_cast<std::size_t>(end_ - token.data()))
      return Outcome::kMalformed;
    if (token.starts_with('{')) return object(value, node, depth + 1);
    if (token.starts_with('[')) return array(value, node, depth + 1);
    return scalar(token, node);
  }

  Outcome object(ondemand::value& value, JsonPaths::Node node, std::uint32_t depth) {
    if (depth > max_depth_) return Outcome::kTooDeep;
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return Outcome::kMalformed;
    std::uint32_t guess = 0;
    for (auto each : object) {
      ondemand::field field;
      if (std::move(each).get(field) != simdjson::SUCCESS) return Outcome::kMalformed;
      JsonPaths::Node child = 0;
      if (!member(field.key().raw(), node, guess, child)) return Outcome::kMalformed;
      if (rows_.has_too_many_keys()) return Outcome::kTooManyKeys;
      const Outcome outcome = value_of(field.value(), child, depth);
      if (outcome != Outcome::kDone) return outcome;
    }
    return Outcome::kDone;
  }

  // key  behind its opening quote. The record is whole, so that there is a closing one.
  bool member(const char* key, JsonPaths::Node node, std::uint32_t& guess, JsonPaths::Node& child) {
    // Records are mostly alike: the key that came here before is told without looking for its end.
    if (const auto next = rows_.paths_.expected(node, guess)) {
      if (next->key.size() <= kShort && std::memcmp(key, next->key.data(), next->key.size()) == 0 &&
          key[next->key.size()] == '"') {
        child = next->node;
        ++guess;
        return true;
      }
    }
    std::size_t length = 0;
    bool is_escaped = false;
    for (; key[length] != '"'; ++length) {
      if (key[length] != '\\') continue;
      is_escaped = true;
      ++length;
    }
    std::string_view text(key, length);
    if (is_escaped) {
      key_.clear();
      if (!append_json_string(text, key_)) return false;
      text = key_;
    }
    JsonPaths& paths = rows_.paths_;
    child = paths.member(node, text, guess);
    if (paths.is_members(child)) rows_.add_cell(paths.member_keys(node), text);
    return true;
  }

  Outcome array(ondemand::value& value, JsonPaths::Node node, std::uint32_t depth) {
    if (depth > max_depth_) return Outcome::kTooDeep;
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return Outcome::kMalformed;
    for (auto each : array) {
      ondemand::value element;
      if (std::move(each).get(element) != simdjson::SUCCESS) return Outcome::kMalformed;
      const Outcome outcome = value_of(element, rows_.paths_.elements(node), depth);
      if (outcome != Outcome::kDone) return outcome;
    }
    return Outcome::kDone;
  }

  // A record that is an array is a row without a header: its elements are told apart by their place.
  Outcome record_array(ondemand::value& value, JsonPaths::Node node) {
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return Outcome::kMalformed;
    std::size_t index = 0;
    for (auto each : array) {
      ondemand::value element;
      if (std::move(each).get(element) != simdjson::SUCCESS) return Outcome::kMalformed;
      const JsonPaths::Node child = rows_.paths_.position(node, index++);
      const Outcome outcome = value_of(element, child, 1);
      if (rows_.has_too_many_keys()) return Outcome::kTooManyKeys;
      if (outcome != Outcome::kDone) return outcome;
    }
    return Outcome::kDone;
  }

  Outcome scalar(simdjson::simdjson_result<std::string_view> result, JsonPaths::Node node) {
    std::string_view token;
    if (std::move(result).get(token) != simdjson::SUCCESS) return Outcome::kMalformed;
    return scalar(token, node);
  }

  Outcome scalar(std::string_view token, JsonPaths::Node node) {
    while (!token.empty() && is_json_space(token.back())) token.remove_suffix(1);
    if (token.starts_with('"')) {
      if (token.size() < 2 || !token.ends_with('"')) return Outcome::kMalformed;
      token.remove_prefix(1);
      token.remove_suffix(1);
      if (std::memchr(token.data(), '\\', token.size()) != nullptr) {
        text_.clear();
        if (!append_json_string(token, text_)) return Outcome::kMalformed;
        rows_.add_cell(node, text_);
      } else {
        rows_.add_padded_cell(node, token);
      }
      return Outcome::kDone;
    }
    if (!is_json_literal(token)) return Outcome::kMalformed;
    if (token == "null") {
      rows_.paths_.mark_null(node);
    } else {
      rows_.add_padded_cell(node, token);
    }
    return Outcome::kDone;
  }

  JsonRows& rows_;
  std::uint32_t max_depth_;
  const char* end_ = nullptr;  // of the record
  ondemand::parser parser_;
  std::string key_;
  std::string text_;
};

JsonRows::JsonRows(TableInfo info, TableSink& sink, const ExtractOptions& options)
    : info_(std::move(info)),
      sink_(sink),
      options_(options),
      walk_(std::make_unique<Walk>(*this, options.max_json_depth)),
      quick_walk_(std::make_unique<QuickWalk>(*this, options.max_json_depth)) {
  block_.row_begin.push_back(0);
}

JsonRows::~JsonRows() = default;

Result<bool> JsonRows::add(std::string_view json, JsonPaths::Node root, const std::string* key) {
  const std::size_t text_size = text_size_;
  const std::size_t cells = block_.cells.size();
  if (key != nullptr) add_cell(paths_.member_keys(paths_.parent(root)), *key);
  const std::size_t own_text_size = text_size_;
  const std::size_t own_cells = block_.cells.size();
  Walk::Outcome outcome = Walk::Outcome::kDone;
  if (!quick_walk_->run(json, root)) {
    text_size_ = own_text_size;
    block_.cells.resize(own_cells);
    outcome = walk_->run(json, root);
  }
  if (outcome == Walk::Outcome::kDone) {
    if (const auto ok = end_row(); !ok) return fail(ok.error());
    return true;
  }
  text_size_ = text_size;
  block_.cells.resize(cells);
  if (outcome == Walk::Outcome::kMalformed) return false;
  if (outcome == Walk::Outcome::kTooManyKeys) return too_many_keys();
  return limit(fmt::format("brackets nest deeper than {}", options_.max_json_depth),
               fmt::format("括号嵌套超过 {} 层的上限", options_.max_json_depth));
}

Result<void> JsonRows::add_values(const std::vector<Value>& values) {
  for (const Value& value : values) add_cell(value.node, value.text);
  return end_row();
}

void JsonRows::add_cell(JsonPaths::Node node, std::string_view text) {
  block_.cells.push_back(
      {static_cast<std::uint32_t>(text_size_), static_cast<std::uint32_t>(text.size()), paths_.column(node)});
  const std::size_t wanted = text_size_ + text.size() + 1;
  if (text_.size() < wanted) text_.resize(wanted * 2);
  if (!text.empty()) std::memcpy(text_.data() + text_size_, text.data(), text.size());
  text_size_ = wanted;
  text_[wanted - 1] = '\n';
}

// For a value of the record itself, behind which kPadding octets may be read.
void JsonRows::add_padded_cell(JsonPaths::Node node, std::string_view text) {
  if (text.size() > kShort || text_.size() < text_size_ + kShort + 1) return add_cell(node, text);
  block_.cells.push_back(
      {static_cast<std::uint32_t>(text_size_), static_cast<std::uint32_t>(text.size()), paths_.column(node)});
  std::memcpy(text_.data() + text_size_, text.data(), kShort);
  text_size_ += text.size() + 1;
  text_[text_size_ - 1] = '\n';
}

Result<void> JsonRows::end_row() {
  const std::size_t first = block_.row_begin.back();
  block_.row_begin.push_back(static_cast<std::uint32_t>(block_.cells.size()));
  if (has_too_many_keys()) return too_many_keys();
  const bool has_long_cell =
      std::any_of(block_.cells.begin() + static_cast<std::ptrdiff_t>(first), block_.cells.end(),
                  [&](const RowBlock::Cell& cell) { return cell.length > options_.max_cell_bytes; });
  if (has_long_cell) {
    return limit(fmt::format("a value has more than {} octets", options_.max_cell_bytes),
                 fmt::format("一个值超过 {} 字节的上限", options_.max_cell_bytes));
  }
  return text_size_ >= options_.block_bytes ? send() : Result<void>();
}

Result<void> JsonRows::send() {
  if (!has_begun_) {
    const std::vector<std::uint32_t> renumbered = paths_.put_in_order();
    for (RowBlock::Cell& cell : block_.cells) cell.column = renumbered[cell.column];
    known_columns_ = paths_.column_count();
    for (std::uint32_t c = 0; c < known_columns_; ++c) info_.columns.push_back(paths_.name(c));
    has_begun_ = true;
    if (const auto ok = sink_.begin(info_); !ok) return ok;
  }
  if (known_columns_ < paths_.column_count()) {
    std::vector<std::string> names;
    for (; known_columns_ < paths_.column_count(); ++known_columns_)
      names.push_back(paths_.name(known_columns_));
    if (const auto ok = sink_.add_columns(names); !ok) return ok;
  }
  if (block_.rows() == 0) return {};
  if (are_cells_in_order()) {
    block_.text.assign(text_.data(), text_size_);
  } else {
    put_text_in_order();
  }
  text_size_ = 0;
  block_.first_row = sent_rows_;
  sent_rows_ += block_.rows();
  RowBlock block = std::move(block_);
  block_ = {};
  block_.row_begin.push_back(0);
  return sink_.rows(std::move(block));
}

// Cells of a row must ascend by column. Sorts them where they do not, and says whether they all did, as they
// do in records whose keys come in one order and that hold no array of objects.
bool JsonRows::are_cells_in_order() {
  const auto by_column = [](const RowBlock::Cell& a, const RowBlock::Cell& b) { return a.column < b.column; };
  bool were_sorted = true;
  for (std::size_t r = 0; r < block_.rows(); ++r) {
    const auto begin = block_.cells.begin() + block_.row_begin[r];
    const auto end = block_.cells.begin() + block_.row_begin[r + 1];
    if (std::is_sorted(begin, end, by_column)) continue;
    were_sorted = false;
    constexpr std::ptrdiff_t kFew = 64;
    if (end - begin > kFew) {
      std::stable_sort(begin, end, by_column);
      continue;
    }
    for (auto it = begin; it != end; ++it)
      std::rotate(std::upper_bound(begin, it, *it, by_column), it, it + 1);
  }
  return were_sorted;
}

// Their texts must lie in the same order.
void JsonRows::put_text_in_order() {
  std::string& text = block_.text;
  text.resize(text_size_ + kShort);
  text_.resize(std::max(text_.size(), text_size_ + kShort));
  std::size_t size = 0;
  for (RowBlock::Cell& cell : block_.cells) {
    std::memcpy(text.data() + size, text_.data() + cell.begin, std::max<std::size_t>(cell.length, kShort));
    cell.begin = static_cast<std::uint32_t>(size);
    size += cell.length + std::size_t{1};
    text[size - 1] = '\n';
  }
  text.resize(text_size_);
}

bool JsonRows::has_too_many_keys() const {
  // Nodes without a column are steps on the way, or were only ever null.
  return paths_.column_count() > options_.max_columns ||
         paths_.node_count() > 4ULL * options_.max_columns + 64;
}

tl::unexpected<Error> JsonRows::too_many_keys() const {
  return limit(fmt::format("the records have more than {} different keys", options_.max_columns),
               fmt::format("记录中不同的键超过 {} 个的上限", options_.max_columns));
}

Result<void> JsonRows::finish() { return send(); }

tl::unexpected<Error> JsonRows::limit(std::string en, std::string zh) const {
  return fail(
      {ErrorCode::kLimit, std::move(en), fmt::format("{}:row {}", info_.path, rows() + 1), std::move(zh)});
}

}  // namespace tidegate
