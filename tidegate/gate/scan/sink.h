// Takes the tables of one file as they are read: shares their rows out among threads, judges and counts.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/classify/classify.h"
#include "tidegate/classify/line_places.h"
#include "tidegate/classify/setting_pairs.h"
#include "tidegate/classify/user_types/user_type_scan.h"
#include "tidegate/extract/extract.h"
#include "tidegate/gate/scan/block_workers.h"
#include "tidegate/gate/scan/scanned_table.h"

namespace tidegate {

// First pass: judges every table and counts with guessed roles. Second pass, with `known` set: counts again
// with the roles of the whole table.
class ScanSink final : public TableSink, public SchemaSink {
 public:
  // own  types of the firm; nullptr: none.
  ScanSink(const Classifier& classifier, const UserTypes* own, Date as_of, const SubjectKeySecret& secret,
           int threads, std::vector<ScannedTable>* known);

  Result<void> begin(const TableInfo& info) override;
  Result<void> add_columns(const std::vector<std::string>& names) override;
  Result<void> rows(RowBlock block) override;
  Result<void> end(const TableEnd& end) override;
  // Nothing is known of persons: a table without rows is never denied to hold any.
  Result<void> schema(const SchemaTable& schema) override;

  std::vector<ScannedTable>& tables() { return tables_; }

 private:
  Result<void> read_above(const TableInfo& table);
  Error first_failure();
  void open(const SubjectRoles& roles);
  void guess_roles();
  const LineFindings* lines_of(std::size_t worker, const RowBlock& block);
  void scan_block(std::size_t worker, const RowBlock& block, const LineFindings* lines);
  void work(std::size_t worker, const RowBlock& block);
  ScannedTable finish(const TableEnd& end);
  bool has_more_than_chance() const;
  void judge_own(const TableFeatures& features, ScannedTable& table);
  void number_lines(std::vector<LinePlace>& places) const;
  void take_count(ScannedTable& table);

  const Classifier& classifier_;
  const UserTypes* own_;
  Date as_of_;
  SubjectKeySecret secret_;
  std::vector<ScannedTable>* known_;
  std::size_t next_ = 0;
  TableInfo info_;
  SubjectRoles roles_;
  bool is_open_ = false;
  std::vector<RowBlock> first_;
  std::vector<TableScan> scans_;         // one a worker
  std::vector<SubjectScan> counts_;      // one a worker
  std::vector<LineFindings> lines_;      // one a worker
  std::vector<LinePlaces> places_;       // one a worker
  std::vector<SettingPairs> pairs_;      // one a worker
  std::vector<UserTypeScan> own_scans_;  // one a worker
  std::vector<std::uint64_t> cuts_;      // rows of a text that begin within a line
  std::vector<ScannedTable> tables_;
  std::vector<std::optional<Error>> failed_;  // one a worker
  std::atomic<bool> is_failed_{false};
  BlockWorkers workers_;  // last: its threads touch the above
};

}  // namespace tidegate
