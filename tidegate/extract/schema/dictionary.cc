#include "tidegate/extract/schema/dictionary.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tidegate/extract/schema/schema_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostRows = 20'000;
constexpr std::size_t kMostCells = 4'096;  // of a row

enum class Part { kNone, kField, kType, kTable, kComment };

// Small letters, without spaces, underscores and what stands in brackets.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, std::min(text.find('('), text.find("（")))) {
    if (c == ' ' || c == '_' || c == '-' || c == '*' || c == '\t') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}
bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

Part part_of(std::string_view header) {
  const std::string name = plain(header);
  const std::string_view n = name;
  if (is_any(n, {"表", "数据表", "table", "tablename", "entity", "entityname", "tab", "message", "record",
                 "object"}) ||
      n.starts_with("表名") || n.starts_with("表英文") || n.starts_with("所属表"))
    return Part::kTable;
  if (n.starts_with("表")) return Part::kNone;
  if (holds_any(n, {"类型"}) || is_any(n, {"type", "datatype", "fieldtype", "columntype", "dbtype", "格式"}))
    return Part::kType;
  if (holds_any(n, {"中文", "说明", "描述", "注释", "备注", "含义", "释义"}) ||
      is_any(n, {"comment", "comments", "description", "desc", "remark", "remarks", "meaning", "label",
                 "definition", "notes", "note", "名称", "fielddescription", "columncomment",
                 "columndescription", "businessname"}))
    return Part::kComment;
  if (holds_any(n, {"字段", "列名", "英文名", "数据项", "属性名", "变量名"}) ||
      is_any(n, {"field", "fieldname", "column", "columnname", "colname", "attribute", "attributename",
                 "variable", "variablename", "dataelement", "elementname", "name"}))
    return Part::kField;
  return Part::kNone;
}

// A type as databases and their designers name it.
bool is_type(std::string_view cell) {
  std::string word = plain(cell);
  word = word.substr(0, word.find_first_of("<[0123456789"));
  return is_any(word, {"varchar",   "nvarchar",
                       "char",      "nchar",
                       "text",      "ntext",
                       "string",    "str",
                       "int",       "integer",
                       "bigint",    "smallint",
                       "tinyint",   "mediumint",
                       "number",    "numeric",
                       "decimal",   "dec",
                       "float",     "double",
                       "real",      "money",
                       "date",      "datetime",
                       "timestamp", "timestamptz",
                       "time",      "bool",
                       "boolean",   "bit",
                       "blob",      "clob",
                       "longtext",  "mediumtext",
                       "json",      "jsonb",
                       "uuid",      "uniqueidentifier",
                       "bytea",     "binary",
                       "varbinary", "raw",
                       "array",     "map",
                       "struct",    "enum",
                       "long",      "byte",
                       "bytes",     "serial",
                       "bigserial", "citext",
                       "inet",      "geometry",
                       "point",     "image",
                       "uint",      "sint",
                       "c",         "n",
                       "字符",      "字符串",
                       "字符型",    "文本",
                       "文本型",    "数值",
                       "数值型",    "数字",
                       "数字型",    "整数",
                       "整型",      "长整型",
                       "日期",      "日期型",
                       "日期时间",  "时间",
                       "时间戳",    "布尔",
                       "布尔型",    "枚举",
                       "浮点",      "浮点型",
                       "小数",      "代码型",
                       "二进制"});
}

// "decimal(10,2)" without quotes is two cells of a CSV: the second is put back, and what follows moves on.
void join_type(std::vector<std::string>& cells, std::size_t type) {
  const std::string_view begin = cells[type];
  if (begin.find('(') == std::string_view::npos || begin.find(')') != std::string_view::npos) return;
  if (type + 1 >= cells.size() || cells[type + 1].find(')') == std::string::npos) return;
  cells[type] += "," + cells[type + 1];
  cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(type) + 1);
}

bool is_identifier(std::string_view cell) {
  return !cell.empty() && cell.size() <= 64 && std::all_of(cell.begin(), cell.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '[' || c == ']';
  }) && !(cell[0] >= '0' && cell[0] <= '9');
}

}  // namespace

std::optional<DictionarySink::Plan> DictionarySink::plan_of(const std::vector<std::string>& header) {
  Plan plan;
  std::optional<std::size_t> field;
  bool is_explicit = false;
  for (std::size_t c = 0; c < header.size(); ++c) {
    const std::string name = plain(header[c]);
    switch (part_of(header[c])) {
      case Part::kField: {
        // A code before a word: "字段名称, 字段代码" names fields by the second.
        const bool is_better = field && holds_any(name, {"英文", "代码", "code", "物理"});
        if (field) plan.comments.push_back(is_better ? *field : c);
        if (!field || is_better) field = c;
        is_explicit = is_explicit || name != "name";
        break;
      }
      case Part::kType:
        if (!plan.type) plan.type = c;
        break;
      case Part::kTable:
        if (!plan.table) plan.table = c;
        break;
      case Part::kComment:
        plan.comments.push_back(c);
        break;
      case Part::kNone:
        break;
    }
  }
  if (!field || !is_explicit || (!plan.type && plan.comments.empty())) return std::nullopt;
  plan.field = *field;
  std::sort(plan.comments.begin(), plan.comments.end());
  return plan;
}

Result<void> DictionarySink::begin(const TableInfo& info) {
  held_.clear();
  added_.clear();
  held_rows_ = held_bytes_ = 0;
  plan_ = info.is_prose ? std::nullopt : plan_of(info.columns);
  if (!plan_) return below_.begin(info);
  info_ = info;
  return {};
}

Result<void> DictionarySink::let_go() {
  plan_.reset();
  if (const auto ok = below_.begin(info_); !ok) return ok;
  std::size_t next = 0;  // of added_
  for (std::size_t i = 0; i <= held_.size(); ++i) {
    for (; next < added_.size() && added_[next].before == i; ++next) {
      if (const auto ok = below_.add_columns(added_[next].names); !ok) return ok;
    }
    if (i == held_.size()) break;
    if (const auto ok = below_.rows(std::move(held_[i])); !ok) return ok;
  }
  held_.clear();
  added_.clear();
  return {};
}

Result<void> DictionarySink::add_columns(const std::vector<std::string>& names) {
  if (!plan_) return below_.add_columns(names);
  added_.push_back({held_.size(), names});
  return {};
}

Result<void> DictionarySink::rows(RowBlock block) {
  if (!plan_) return below_.rows(std::move(block));
  held_rows_ += block.rows();
  held_bytes_ += block.text.size();
  held_.push_back(std::move(block));
  return held_rows_ > kMostRows || held_bytes_ > kLongestSchema ? let_go() : Result<void>();
}

std::optional<std::vector<SchemaTable>> DictionarySink::tables() const {
  std::vector<SchemaTable> tables;
  std::size_t fields = 0;
  std::size_t typed = 0;
  std::size_t identifiers = 0;
  std::string table;
  for (const RowBlock& block : held_) {
    for (std::size_t r = 0; r < block.rows(); ++r) {
      std::vector<std::string> cells(info_.columns.size());
      for (std::size_t c = block.row_begin[r]; c < block.row_begin[r + 1]; ++c) {
        const std::size_t column = block.cells[c].column;
        if (column >= kMostCells) break;
        if (column >= cells.size()) cells.resize(column + 1);
        cells[column] = block.cells[c].in(block.text);
      }
      if (plan_->type) join_type(cells, *plan_->type);
      // Blank: the table of the row above, as where its cells are merged.
      if (plan_->table && !cells[*plan_->table].empty()) table = cells[*plan_->table];
      SchemaField field;
      field.name = cells[plan_->field];
      if (field.name.empty()) continue;
      if (plan_->type) field.type = cells[*plan_->type];
      for (const std::size_t c : plan_->comments) {
        if (c >= cells.size() || cells[c].empty()) continue;
        field.comment += (field.comment.empty() ? "" : " ") + cells[c];
      }
      ++fields;
      typed += is_type(field.type) ? 1 : 0;
      identifiers += is_identifier(field.name) ? 1 : 0;
      if (tables.empty() || tables.back().name != table) {
        tables.emplace_back();
        tables.back().format = "dictionary";
        tables.back().name = table;
      }
      tables.back().fields.push_back(std::move(field));
    }
  }
  const bool is_plan = plan_->type ? typed * 10 >= fields * 6 : identifiers * 10 >= fields * 9;
  if (fields == 0 || !is_plan) return std::nullopt;
  return tables;
}

Result<void> DictionarySink::end(const TableEnd& end) {
  if (!plan_) return below_.end(end);
  auto found = tables();
  if (!found) {
    if (const auto ok = let_go(); !ok) return ok;
    return below_.end(end);
  }
  plan_.reset();
  held_.clear();
  for (SchemaTable& table : *found) {
    table.path = info_.path;
    table.encoding = info_.encoding;
    if (const auto ok = schemas_.schema(table); !ok) return ok;
  }
  return {};
}

}  // namespace tidegate
