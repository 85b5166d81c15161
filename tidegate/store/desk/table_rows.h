// Statements on whole rows, made from `columns.h`. Private to this room.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/store/desk/columns.h"
#include "tidegate/store/desk/seal_key.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

enum class ColumnKind { kText, kNumber, kOptionalText, kOwner, kOptionalOwner, kSealed, kOctets, kVersion };
struct ColumnInfo {
  std::string_view name;
  ColumnKind kind;
};

// Looks at the types of a row's fields alone.
class ColumnLister {
 public:
  void operator()(std::string_view name, const std::string&) { add(name, ColumnKind::kText); }
  void operator()(std::string_view name, const std::int64_t&) { add(name, ColumnKind::kNumber); }
  void operator()(std::string_view name, const bool&) { add(name, ColumnKind::kNumber); }
  void operator()(std::string_view name, const TenantId&) { add(name, ColumnKind::kOwner); }
  void operator()(std::string_view name, const std::optional<TenantId>&) {
    add(name, ColumnKind::kOptionalOwner);
  }
  void operator()(std::string_view name, const std::optional<std::string>&) {
    add(name, ColumnKind::kOptionalText);
  }
  void sealed(std::string_view name, const std::string&) { add(name, ColumnKind::kSealed); }
  void octets(std::string_view name, const std::string&) { add(name, ColumnKind::kOctets); }
  void version(std::string_view name, const std::int64_t&) { add(name, ColumnKind::kVersion); }
  std::vector<ColumnInfo> take() { return std::move(columns_); }

 private:
  void add(std::string_view name, ColumnKind kind) { columns_.push_back({name, kind}); }
  std::vector<ColumnInfo> columns_;
};

template <typename Row>
const std::vector<ColumnInfo>& columns_of() {
  static const std::vector<ColumnInfo> kColumns = [] {
    ColumnLister lister;
    const Row row{};
    Columns<Row>::each(lister, row);
    return lister.take();
  }();
  return kColumns;
}

// "accounts.totp_secret/01J...": to what a sealed text is bound.
inline std::string seal_place(std::string_view table, std::string_view column, std::string_view key) {
  return std::string(table) + "." + std::string(column) + "/" + std::string(key);
}

class ValueTaker {
 public:
  ValueTaker(const SealKey& key, std::string_view table) : key_(key), table_(table) {}
  void operator()(std::string_view, const std::string& v) { add(v); }
  void operator()(std::string_view, std::int64_t v) { values_.emplace_back(v); }
  void operator()(std::string_view, bool v) { values_.emplace_back(static_cast<std::int64_t>(v)); }
  void operator()(std::string_view, const TenantId& v) { add(v.text()); }
  void operator()(std::string_view, const std::optional<TenantId>& v) {
    v ? add(v->text()) : static_cast<void>(values_.emplace_back(std::monostate()));
  }
  void operator()(std::string_view, const std::optional<std::string>& v) {
    v ? add(*v) : static_cast<void>(values_.emplace_back(std::monostate()));
  }
  void sealed(std::string_view name, const std::string& v) {
    add(key_.seal(v, seal_place(table_, name, first_)));
  }
  void octets(std::string_view, const std::string& v) { values_.emplace_back(SqlOctets{v}); }
  void version(std::string_view, std::int64_t v) { values_.emplace_back(v); }
  std::vector<SqlValue> take() { return std::move(values_); }

 private:
  void add(const std::string& v) {
    if (values_.empty()) first_ = v;
    values_.emplace_back(v);
  }
  const SealKey& key_;
  std::string_view table_;
  std::string first_;
  std::vector<SqlValue> values_;
};

// The database answers with our own tables: what it gives has their types, or its file is damaged.
class ValueGiver {
 public:
  ValueGiver(const SealKey& key, std::string_view table, Dialect dialect, SqlRow cells)
      : key_(key), table_(table), dialect_(dialect), cells_(std::move(cells)) {}
  void operator()(std::string_view, std::string& v) { v = text(); }
  void operator()(std::string_view, std::int64_t& v) { v = number(); }
  void operator()(std::string_view, bool& v) { v = number() != 0; }
  void operator()(std::string_view, TenantId& v) { v = TenantId(text()); }
  void operator()(std::string_view, std::optional<TenantId>& v) {
    v = cells_[at_] ? std::optional<TenantId>(*cells_[at_]) : std::nullopt;
    ++at_;
  }
  void operator()(std::string_view, std::optional<std::string>& v) { v = std::move(cells_[at_++]); }
  void sealed(std::string_view name, std::string& v) {
    auto opened = key_.open(text(), seal_place(table_, name, first_));
    if (opened) {
      v = std::move(*opened);
    } else if (!fault_) {
      fault_ = opened.error();
    }
  }
  void octets(std::string_view, std::string& v) { v = octets_of_cell(dialect_, text()); }
  void version(std::string_view, std::int64_t& v) { v = number(); }
  const std::optional<Error>& fault() const { return fault_; }

 private:
  std::string text() {
    std::string cell = cells_[at_] ? std::move(*cells_[at_]) : std::string();
    if (at_++ == 0) first_ = cell;
    return cell;
  }
  std::int64_t number() {
    const std::string cell = text();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if ((error != std::errc() || end != cell.data() + cell.size()) && !fault_) {
      fault_ = Error{ErrorCode::kCorrupt, "a number of the database is none", std::string(table_),
                     "数据库中的数值无效"};
    }
    return value;
  }
  const SealKey& key_;
  std::string_view table_;
  Dialect dialect_;
  SqlRow cells_;
  std::size_t at_ = 0;
  std::string first_;
  std::optional<Error> fault_;
};

// What a change is told by, and does not change.
inline bool is_kept_by_update(ColumnKind kind) {
  return kind == ColumnKind::kVersion || kind == ColumnKind::kOwner || kind == ColumnKind::kOptionalOwner;
}

// "id, tenant, encode(bytes, 'base64')", each behind `prefix`.
// but_document: the column `document` and those behind it are given empty; lists do not need them.
std::string select_list(const std::vector<ColumnInfo>& columns, Dialect dialect, std::string_view prefix = {},
                        bool but_document = false);
std::string insert_text(std::string_view table, const std::vector<ColumnInfo>& columns, Dialect dialect);
// "UPDATE t SET a = ?, version = version + 1 WHERE id = ? AND tenant = ? AND version = ?": key, then what is
// kept by an update, in the order of the columns.
std::string update_text(std::string_view table, const std::vector<ColumnInfo>& columns, int keys,
                        Dialect dialect);

Error moved_on(std::string_view table);
Error not_there(std::string_view table);

// Rows of one session.
class TableRows {
 public:
  TableRows(SqlSession& session, const SealKey& key) : session_(session), key_(key) {}
  SqlSession& session() const { return session_; }

  // tail  "WHERE ... ORDER BY ... LIMIT ?".
  template <typename Row>
  Result<std::vector<Row>> list(std::string_view tail, const std::vector<SqlValue>& values,
                                bool but_document = false) const {
    const auto& columns = columns_of<Row>();
    const std::string sql = "SELECT " + select_list(columns, session_.dialect(), {}, but_document) +
                            " FROM " + std::string(Columns<Row>::kTable) + " " + std::string(tail);
    auto cells = session_.rows(sql, columns.size(), values);
    if (!cells) return fail(cells.error());
    return rows_of<Row>(std::move(*cells));
  }
  template <typename Row>
  Result<std::optional<Row>> find(std::string_view tail, const std::vector<SqlValue>& values,
                                  bool but_document = false) const {
    auto rows = list<Row>(tail, values, but_document);
    if (!rows) return fail(rows.error());
    if (rows->empty()) return std::optional<Row>();
    return std::optional<Row>(std::move(rows->front()));
  }
  // Errors: kConflict (there already), kNotFound (refers to what is not there).
  template <typename Row>
  Result<void> insert(const Row& row) const {
    const auto done = session_.run(insert_text(Columns<Row>::kTable, columns_of<Row>(), session_.dialect()),
                                   values_of(row));
    if (!done) return fail(done.error());
    return {};
  }
  // False: its key, or another one of its table, is there already.
  template <typename Row>
  Result<bool> insert_if_absent(const Row& row) const {
    const auto done = session_.run(
        insert_text(Columns<Row>::kTable, columns_of<Row>(), session_.dialect()) + " ON CONFLICT DO NOTHING",
        values_of(row));
    if (!done) return fail(done.error());
    return *done == 1;
  }
  // Of a table with versions: row.version is the one that was read. Errors: kConflict (moved on), kNotFound.
  template <typename Row>
  Result<void> update(const Row& row) const {
    const auto& columns = columns_of<Row>();
    constexpr int kKeys = Columns<Row>::kKeys;
    std::vector<SqlValue> all = values_of(row);
    std::vector<SqlValue> values;
    std::vector<SqlValue> which(all.begin(), all.begin() + kKeys);
    bool has_version = false;
    for (std::size_t i = kKeys; i < columns.size(); ++i) {
      has_version = has_version || columns[i].kind == ColumnKind::kVersion;
      (is_kept_by_update(columns[i].kind) ? which : values).push_back(std::move(all[i]));
    }
    values.insert(values.end(), which.begin(), which.end());
    const auto done =
        session_.run(update_text(Columns<Row>::kTable, columns, kKeys, session_.dialect()), values);
    if (!done) return fail(done.error());
    if (*done == 1) return {};
    return fail(has_version ? moved_on(Columns<Row>::kTable) : not_there(Columns<Row>::kTable));
  }
  template <typename Row>
  std::vector<SqlValue> values_of(const Row& row) const {
    ValueTaker taker(key_, Columns<Row>::kTable);
    Columns<Row>::each(taker, row);
    return taker.take();
  }

  template <typename Row>
  Result<Row> row_of(SqlRow cells) const {
    Row row;
    ValueGiver giver(key_, Columns<Row>::kTable, session_.dialect(), std::move(cells));
    Columns<Row>::each(giver, row);
    if (giver.fault()) return fail(*giver.fault());
    return row;
  }

 private:
  template <typename Row>
  Result<std::vector<Row>> rows_of(std::vector<SqlRow> cells) const {
    std::vector<Row> rows;
    rows.reserve(cells.size());
    for (SqlRow& one : cells) {
      auto row = row_of<Row>(std::move(one));
      if (!row) return fail(row.error());
      rows.push_back(std::move(*row));
    }
    return rows;
  }

  SqlSession& session_;
  const SealKey& key_;
};

}  // namespace tidegate::store
