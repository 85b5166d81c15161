#include "tidegate/extract/sql/sql_schema.h"

#include <utility>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/sql/sql_cursor.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostBytes = 32U << 20;  // of names and comments, each with what it costs to keep
constexpr std::size_t kColumnBytes = 2 * sizeof(std::string);

std::string last_part(const std::string& name) { return name.substr(name.rfind('.') + 1); }

std::string heading_of(const SchemaField& field) {
  constexpr std::size_t kMostCharacters = 60;
  const std::string comment(
      first_characters(field.comment.substr(0, field.comment.find('\n')), kMostCharacters));
  return comment.empty() ? field.name : field.name + " " + comment;
}

}  // namespace

void SqlSchema::create(std::string_view statement) {
  // By itself: a statement that is none of a schema would hide the others.
  if (ddl_tables(statement).empty()) return;
  comment(statement);
}

void SqlSchema::comment(std::string_view statement) {
  if (statement.size() > kLongestSchema) {
    is_full_ = true;
    return;
  }
  if (waiting_.size() + statement.size() > kLongestSchema) parse();
  waiting_.append(statement).append(";\n");
}

void SqlSchema::alter(std::string_view statement) {
  if (sql_lower(statement).find("add") == std::string::npos) return;
  parse();
  for (const SchemaTable& table : ddl_tables(statement)) {
    if (const auto at = place_of(table.name)) append(table, tables_[*at]);
  }
}

const std::vector<SqlColumn>* SqlSchema::columns_of(const std::string& table) {
  parse();
  const auto at = place_of(table);
  return at ? &tables_[*at] : nullptr;
}

void SqlSchema::parse() {
  if (waiting_.empty()) return;
  for (const SchemaTable& table : ddl_tables(waiting_)) add(table);
  waiting_.clear();
}

void SqlSchema::add(const SchemaTable& table) {
  if (is_full_) return;
  const std::string name = sql_lower(table.name);
  const auto [at, is_new] = by_name_.try_emplace(name, tables_.size());
  if (is_new) {
    tables_.emplace_back();
    bytes_ += name.size() * 2 + kColumnBytes;
    const auto [part, is_first] = by_last_part_.try_emplace(last_part(name), at->second);
    if (!is_first) part->second.reset();
  }
  tables_[at->second].clear();
  append(table, tables_[at->second]);
}

void SqlSchema::append(const SchemaTable& table, std::vector<SqlColumn>& columns) {
  for (const SchemaField& field : table.fields) {
    SqlColumn column{sql_lower(field.name), heading_of(field)};
    bytes_ += column.name.size() + column.heading.size() + kColumnBytes;
    is_full_ = is_full_ || bytes_ > kMostBytes;
    if (is_full_) return;
    columns.push_back(std::move(column));
  }
}

std::optional<std::size_t> SqlSchema::place_of(const std::string& name) const {
  const std::string wanted = sql_lower(name);
  if (const auto whole = by_name_.find(wanted); whole != by_name_.end()) return whole->second;
  const auto part = by_last_part_.find(last_part(wanted));
  return part == by_last_part_.end() ? std::nullopt : part->second;
}

}  // namespace tidegate
