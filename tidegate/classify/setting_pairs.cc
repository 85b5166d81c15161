#include "tidegate/classify/setting_pairs.h"

#include <algorithm>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/column_evidence.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestName = 256;     // octets of a name that is looked at
constexpr std::size_t kLongestValue = 4'096;  // and of a value, from its front

struct Side {
  std::string prefix;  // "environment[]." of "environment[].name"
  std::string stem;    // "config" of "config_key"
};

std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c) || ascii::is_high(c)) out += ascii::to_lower(c);
  }
  return out;
}

// The header cut at the longest of the words that end it; none: no such word does.
template <std::size_t N>
std::optional<Side> side_of(std::string_view header, const std::array<std::string_view, N>& words) {
  const std::size_t dot = header.rfind('.');
  Side side;
  if (dot != std::string_view::npos) side.prefix = std::string(header.substr(0, dot + 1));
  const std::string own = bare(header.substr(side.prefix.size()));
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (std::string_view(own).ends_with(word)) longest = std::max(longest, word.size());
  }
  if (longest == 0) return std::nullopt;
  side.stem = own.substr(0, own.size() - longest);
  return side;
}

constexpr std::array<std::string_view, 6> kNameEnds{"key", "name", "id", "键", "名", "名称"};
constexpr std::array<std::string_view, 4> kValueEnds{"value", "val", "值", "取值"};
// Names of what has a value, by themselves.
constexpr std::array<std::string_view, 20> kNames{"variable", "var",    "setting", "parameter", "param",
                                                  "property", "option", "env",     "config",    "attribute",
                                                  "变量",     "设置",   "配置",    "参数",      "属性",
                                                  "选项",     "配置项", "参数项",  "环境变量",  "字段"};

bool are_pair(std::string_view name, std::string_view value) {
  const auto of_value = side_of(value, kValueEnds);
  if (!of_value || !std::string_view(name).starts_with(of_value->prefix)) return false;
  if (const auto of_name = side_of(name, kNameEnds))
    return of_name->prefix == of_value->prefix && of_name->stem == of_value->stem;
  const std::string own = bare(name.substr(of_value->prefix.size()));
  const bool is_name = std::find(kNames.begin(), kNames.end(), own) != kNames.end();
  return is_name && (of_value->stem.empty() || of_value->stem == own);
}

// Cells of a column in a row: several where an array of objects lies in it.
template <typename Each>
void each_of(const RowBlock& block, std::size_t row, std::uint32_t column, Each&& each) {
  for (std::uint32_t at = block.row_begin[row]; at < block.row_begin[row + 1]; ++at) {
    if (block.cells[at].column == column) each(block.cells[at].in(block.text));
  }
}

}  // namespace

SettingPairs::SettingPairs(std::vector<std::string> columns, const LiteralMatcher& literals)
    : columns_(std::move(columns)), lines_(literals) {
  find_pairs();
}

void SettingPairs::add_columns(const std::vector<std::string>& names) {
  columns_.insert(columns_.end(), names.begin(), names.end());
  find_pairs();
}

// A name has one value, the first that fits.
void SettingPairs::find_pairs() {
  constexpr std::size_t kWidest = 2'000;  // a table of more columns is none of settings
  if (columns_.size() > kWidest) return;
  for (std::uint32_t value = 0; value < columns_.size(); ++value) {
    if (!side_of(columns_[value], kValueEnds)) continue;
    for (std::uint32_t name = 0; name < columns_.size(); ++name) {
      if (name == value || !are_pair(columns_[name], columns_[value])) continue;
      const bool is_known = std::any_of(pairs_.begin(), pairs_.end(), [&](const Pair& pair) {
        return pair.name == name || pair.value == value;
      });
      if (!is_known) pairs_.push_back({name, value, {}});
    }
  }
}

void SettingPairs::add(const RowBlock& block) {
  for (Pair& pair : pairs_) add_pair(block, pair);
}

void SettingPairs::add_pair(const RowBlock& block, Pair& pair) {
  block_ = {};
  value_at_.clear();
  std::vector<std::string_view> names;
  std::string line;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    names.clear();
    each_of(block, row, pair.name, [&](std::string_view name) { names.push_back(ascii::trimmed(name)); });
    std::size_t at = 0;
    each_of(block, row, pair.value, [&](std::string_view cell) {
      const std::string_view name = at < names.size() ? names[at] : std::string_view();
      ++at;
      const std::string_view value = ascii::trimmed(cell).substr(0, kLongestValue);
      if (name.empty() || name.size() > kLongestName || value.empty()) return;
      const bool is_quoted =
          value.find_first_of(" \t") != std::string_view::npos && value.find('"') == std::string_view::npos;
      line.assign(name).append(is_quoted ? "=\"" : "=").append(value).append(is_quoted ? "\"" : "");
      std::replace(line.begin(), line.end(), '\n', ' ');
      block_.add_cell(0, line);
      block_.end_row();
      value_at_.push_back(static_cast<std::uint32_t>(name.size() + 1));
    });
  }
  if (block_.rows() == 0) return;
  lines_.find(block_);
  for (std::size_t row = 0; row < block_.rows(); ++row) {
    std::uint64_t seen = 0;
    for (const FoundValue& value : lines_.values(row)) {
      const auto kind = static_cast<std::size_t>(value.kind);
      const bool is_secret = type_in_text(value.kind).starts_with("SEC.");
      if (!is_secret || value.end <= value_at_[row] || (seen >> kind & 1U) != 0) continue;
      seen |= std::uint64_t{1} << kind;
      ++pair.rows[kind];
    }
  }
}

void SettingPairs::merge(const SettingPairs& other) {
  for (std::size_t i = 0; i < std::min(pairs_.size(), other.pairs_.size()); ++i) {
    for (std::size_t kind = 0; kind < kValueKinds; ++kind) pairs_[i].rows[kind] += other.pairs_[i].rows[kind];
  }
}

void SettingPairs::tell(std::vector<ColumnProfile>& columns) const {
  for (const Pair& pair : pairs_) {
    if (pair.value >= columns.size()) continue;
    ColumnProfile& column = columns[pair.value];
    for (std::size_t kind = 0; kind < kValueKinds; ++kind) {
      if (pair.rows[kind] == 0) continue;
      column.is_harmless = false;
      const std::string_view type = type_in_text(static_cast<ValueKind>(kind));
      if (type == column.type) continue;
      const auto at = std::find_if(column.in_text.begin(), column.in_text.end(),
                                   [&](const InText& inside) { return inside.type == type; });
      if (at == column.in_text.end()) {
        column.in_text.push_back({TypeCode(type), pair.rows[kind]});
      } else {
        at->cells = std::max(at->cells, pair.rows[kind]);
      }
    }
    std::stable_sort(column.in_text.begin(), column.in_text.end(),
                     [](const InText& a, const InText& b) { return a.cells > b.cells; });
  }
}

}  // namespace tidegate
