// A sink that keeps every cell, and a source that cuts its reads: for tests, fuzz targets and nobody else.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/extract/extract.h"
#include "tidegate/terms/table.h"

namespace tidegate {

struct CollectedCell {
  std::uint32_t column;
  std::string text;
  friend bool operator==(const CollectedCell&, const CollectedCell&) = default;
};

struct CollectedTable {
  TableInfo info;
  std::vector<std::string> columns;  // those of begin(), then those added
  std::vector<std::vector<CollectedCell>> rows;
  std::vector<std::uint64_t> numbers;  // of the rows
  TableEnd end;
  bool has_ended = false;

  // The text of a row's cells, in order.
  std::vector<std::string> row(std::size_t r) const {
    std::vector<std::string> out;
    for (const CollectedCell& cell : rows.at(r)) out.push_back(cell.text);
    return out;
  }
};

// Stops the program when the promises of TableSink and RowBlock are not kept.
class Collector final : public TableSink {
 public:
  std::vector<CollectedTable> tables;
  std::vector<std::size_t> block_sizes;  // octets of text

  Result<void> begin(const TableInfo& info) override {
    TIDEGATE_CHECK(tables.empty() || tables.back().has_ended);
    tables.push_back({info, info.columns, {}, {}, {}, false});
    return {};
  }
  Result<void> add_columns(const std::vector<std::string>& names) override {
    TIDEGATE_CHECK(!names.empty() && !tables.back().has_ended);
    auto& columns = tables.back().columns;
    columns.insert(columns.end(), names.begin(), names.end());
    return {};
  }
  Result<void> rows(RowBlock block) override {
    CollectedTable& table = tables.back();
    const std::uint64_t next = table.numbers.empty() ? 0 : table.numbers.back() + 1;
    TIDEGATE_CHECK(!table.has_ended && block.rows() > 0);
    TIDEGATE_CHECK(block.first_row == next || (table.info.is_prose && block.first_row > next));
    TIDEGATE_CHECK(block.row_begin.front() == 0 && block.row_begin.back() == block.cells.size());
    TIDEGATE_CHECK(valid_utf8(block.text) == block.text);
    block_sizes.push_back(block.text.size());
    std::size_t behind = 0;  // where the cell before ended
    for (std::size_t r = 0; r < block.rows(); ++r) {
      TIDEGATE_CHECK(block.row_begin[r] <= block.row_begin[r + 1]);
      std::vector<CollectedCell>& row = table.rows.emplace_back();
      table.numbers.push_back(block.first_row + r);
      for (std::size_t c = block.row_begin[r]; c < block.row_begin[r + 1]; ++c) {
        const RowBlock::Cell& cell = block.cells[c];
        TIDEGATE_CHECK(c == 0 || cell.begin > behind);
        TIDEGATE_CHECK(cell.begin + std::size_t{cell.length} <= block.text.size());
        TIDEGATE_CHECK(cell.column < table.columns.size());
        TIDEGATE_CHECK(row.empty() || row.back().column <= cell.column);
        behind = cell.begin + std::size_t{cell.length};
        row.push_back({cell.column, std::string(cell.in(block.text))});
        TIDEGATE_CHECK(valid_utf8(row.back().text) == row.back().text);
      }
    }
    return {};
  }
  Result<void> end(const TableEnd& end) override {
    TIDEGATE_CHECK(!tables.back().has_ended && end.rows == tables.back().rows.size());
    tables.back().end = end;
    tables.back().has_ended = true;
    return {};
  }
};

// Gives at most `step` octets a read.
class SlowSource final : public ByteSource {
 public:
  SlowSource(std::string_view bytes, std::size_t step) : source_(bytes), step_(step) {}
  Result<std::size_t> read(std::span<char> into) override {
    return source_.read(into.first(std::min(step_, into.size())));
  }

 private:
  MemorySource source_;
  std::size_t step_;
};

inline Result<std::vector<CollectedTable>> collect(std::string_view bytes, std::string_view path,
                                                   const ExtractOptions& options = {}) {
  MemorySource source(bytes);
  Collector sink;
  const auto done = extract_tables(source, path, sink, options);
  if (!done) return fail(done.error());
  return std::move(sink.tables);
}

}  // namespace tidegate
