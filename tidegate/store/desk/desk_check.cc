#include "tidegate/store/desk/desk_check.h"

#include <fmt/format.h>

#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/audit_chain.h"
#include "tidegate/store/desk/case_figures.h"
#include "tidegate/store/desk/table_shapes.h"

namespace tidegate::store {
namespace {

constexpr std::size_t kMostProblems = 100;

class Checking {
 public:
  Checking(SqlSession& session, const SealKey& key) : session_(session), key_(key), rows_(session, key) {}

  Result<DeskCheck> all() {
    for (const auto step : {&Checking::pages, &Checking::tables, &Checking::references, &Checking::counts,
                            &Checking::figures, &Checking::audit}) {
      if (const auto done = (this->*step)(); !done) return fail(done.error());
    }
    return std::move(found_);
  }

 private:
  void problem(std::string en, std::string zh) {
    if (found_.problems.size() < kMostProblems) found_.problems.push_back({std::move(en), std::move(zh)});
  }

  Result<void> pages() {
    if (session_.dialect() != Dialect::kSqlite) return {};
    const auto told = session_.rows("PRAGMA integrity_check(10)", 1);
    if (!told) return fail(told.error());
    for (const SqlRow& row : *told) {
      if (row[0] != "ok") problem("SQLite finds the file damaged", "SQLite 检出文件损坏");
    }
    return {};
  }

  // Sealed values open, and files have the hash that they are kept under.
  Result<void> tables() {
    for (const TableShape& table : table_shapes()) {
      const auto walked =
          walk_table(session_, table, rows_at_a_time(table), [&](const SqlRow& row) -> Result<void> {
            ++found_.rows;
            for (std::size_t i = 0; i < row.size(); ++i) look_at(table, row, i);
            return {};
          });
      if (!walked) return fail(walked.error());
    }
    return {};
  }
  void look_at(const TableShape& table, const SqlRow& row, std::size_t i) {
    const ColumnInfo& column = (*table.columns)[i];
    const std::string key = row[0].value_or("");
    if (column.kind == ColumnKind::kSealed && row[i] &&
        !key_.open(*row[i], seal_place(table.name, column.name, key)))
      problem(fmt::format("{}: a sealed value of row {} does not open", table.name, key),
              fmt::format("{}：记录 {} 的密封值无法打开", table.name, key));
    if (column.kind == ColumnKind::kOctets && row[i] &&
        sha256_hex(octets_of_cell(session_.dialect(), *row[i])) != key)
      problem(fmt::format("{}: the bytes of {} do not have that hash", table.name, key),
              fmt::format("{}：{} 的内容与散列不符", table.name, key));
  }

  Result<void> references() {
    if (session_.dialect() != Dialect::kSqlite) {
      const auto open = session_.rows(
          "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated AND connamespace = "
          "'tidegate'::regnamespace",
          1);
      if (!open) return fail(open.error());
      if (open->front()[0] != "0")
        problem("references of the database are not enforced", "数据库未强制引用完整性");
      return {};
    }
    const auto broken = session_.rows("PRAGMA foreign_key_check", 4);
    if (!broken) return fail(broken.error());
    for (const SqlRow& row : *broken) {
      problem(
          fmt::format("{}: a row refers to {}, where nothing is", row[0].value_or(""), row[2].value_or("")),
          fmt::format("{}：某记录引用的 {} 不存在", row[0].value_or(""), row[2].value_or("")));
    }
    return {};
  }

  // What is numbered without a gap has as many as its head says.
  Result<void> counts() {
    const struct {
      std::string_view head, count, rows, of;
    } kinds[] = {{"cases", "events", "case_events", "case_id"},
                 {"permits", "statements", "permit_statements", "permit"}};
    for (const auto& kind : kinds) {
      const auto wrong = session_.rows(fmt::format("SELECT h.id FROM {0} h LEFT JOIN (SELECT {3} AS of_id, "
                                                   "count(*) AS n, max(seq) AS last FROM {2} GROUP BY {3}) r "
                                                   "ON r.of_id = h.id WHERE h.{1} <> coalesce(r.n, 0) OR "
                                                   "h.{1} <> coalesce(r.last, 0) ORDER BY h.id LIMIT 100",
                                                   kind.head, kind.count, kind.rows, kind.of),
                                       1);
      if (!wrong) return fail(wrong.error());
      for (const SqlRow& row : *wrong) {
        problem(
            fmt::format("{}: {} has not the {} that it counts", kind.head, row[0].value_or(""), kind.count),
            fmt::format("{}：{} 的 {} 数目不符", kind.head, row[0].value_or(""), kind.count));
      }
    }
    return {};
  }

  // What cases are added up by is what their summaries say.
  Result<void> figures() {
    std::string after;
    for (;;) {
      const auto page = rows_.list<CaseRow>("WHERE id > ? ORDER BY id LIMIT 50", {after});
      if (!page) return fail(page.error());
      for (const CaseRow& row : *page) {
        after = row.id;
        if (row.figures == figures_of(row.summary)) continue;
        problem(fmt::format("cases: {} is added up by other figures than its summary has", row.id),
                fmt::format("案件：{} 的合计数值与其摘要不符", row.id));
      }
      if (page->size() < 50) return {};
    }
  }

  Result<void> audit() {
    std::int64_t seq = 0;
    for (;;) {
      const auto page = rows_.list<AuditRow>("WHERE seq > ? ORDER BY seq LIMIT 1000", {seq});
      if (!page) return fail(page.error());
      for (const AuditRow& row : *page) {
        if (row.seq != seq + 1)
          problem(fmt::format("audit: row {} is missing", seq + 1),
                  fmt::format("审计：缺少第 {} 条", seq + 1));
        if (row.hash != audit_hash(found_.audit_hash, row))
          problem(fmt::format("audit: row {} does not fit the one before it", row.seq),
                  fmt::format("审计：第 {} 条与前一条不衔接", row.seq));
        seq = row.seq;
        found_.audit_hash = row.hash;
        ++found_.audit_rows;
      }
      if (page->size() < 1000) break;
    }
    const auto head = rows_.find<AuditHeadRow>("WHERE id = 1", {});
    if (!head) return fail(head.error());
    if (!*head || (*head)->seq != seq || (*head)->hash != found_.audit_hash)
      problem("audit: its last rows are missing", "审计：缺少末尾记录");
    return {};
  }

  SqlSession& session_;
  const SealKey& key_;
  TableRows rows_;
  DeskCheck found_;
};

}  // namespace

Result<DeskCheck> check_desk(SqlSession& session, const SealKey& key) { return Checking(session, key).all(); }

}  // namespace tidegate::store
