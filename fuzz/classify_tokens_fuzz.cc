// Claims: byte classes, literals and table features are the same in every engine (scalar, AVX2, AVX-512;
// plain table, vectorscan) and for every cut of the rows; spans lie in order inside the text. The bytes are a
// table: lines are rows, commas part cells. The first byte says where the rows are cut.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/classify/spans.h"
#include "tidegate/classify/table_scan.h"

namespace tidegate {
namespace {

std::vector<std::vector<std::string>> rows_of(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  for (const char c : text) {
    if (c == '\n') {
      rows.emplace_back(1);
    } else if (c == ',') {
      rows.back().emplace_back();
    } else {
      rows.back().back().push_back(c);
    }
  }
  return rows;
}

RowBlock block_of(const std::vector<std::vector<std::string>>& rows, std::size_t from, std::size_t to) {
  RowBlock block;
  block.first_row = from;
  block.row_begin.push_back(0);
  for (std::size_t r = from; r < to; ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      block.cells.push_back({static_cast<std::uint32_t>(block.text.size()),
                             static_cast<std::uint32_t>(rows[r][c].size()), static_cast<std::uint32_t>(c)});
      block.text += rows[r][c];
      block.text.push_back('\n');
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

bool are_same(const TableFeatures& a, const TableFeatures& b) {
  if (a.rows != b.rows || a.columns.size() != b.columns.size()) return false;
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    const ColumnFeatures& x = a.columns[i];
    const ColumnFeatures& y = b.columns[i];
    if (x.cells != y.cells || x.non_empty != y.non_empty || x.alphabet != y.alphabet ||
        x.context != y.context || x.length != y.length || x.total_length != y.total_length ||
        x.distinct_estimate != y.distinct_estimate || x.sample.size() != y.sample.size() ||
        x.numbers.cells != y.numbers.cells || x.numbers.min_micro != y.numbers.min_micro ||
        x.is_serial != y.is_serial) {
      return false;
    }
    for (std::size_t k = 0; k < kValueKinds; ++k) {
      if (x.kinds[k].whole_valid != y.kinds[k].whole_valid ||
          x.kinds[k].whole_shape_only != y.kinds[k].whole_shape_only ||
          x.kinds[k].inside_text != y.kinds[k].inside_text) {
        return false;
      }
    }
  }
  return true;
}

TableFeatures scanned(const std::vector<std::vector<std::string>>& rows, std::size_t cut, Simd simd,
                      const LiteralMatcher& literals) {
  TableScan::Options options;
  options.simd = simd;
  TableScan first(TableInfo{}, literals, options);
  TableScan second(TableInfo{}, literals, options);
  TIDEGATE_CHECK(first.add(block_of(rows, cut, rows.size())).has_value());
  TIDEGATE_CHECK(second.add(block_of(rows, 0, cut)).has_value());
  first.merge(std::move(second));
  return first.finish();
}

}  // namespace
}  // namespace tidegate

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  if (size == 0 || size > 65'536) return 0;
  static LiteralMatcher::Scratch scratch;
  static const LiteralMatcher literals;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto rows = rows_of(text);
  const std::size_t cut = data[0] % (rows.size() + 1);
  const TableFeatures plain = scanned(rows, 0, Simd::kScalar, literals);
  TIDEGATE_CHECK(are_same(plain, scanned(rows, cut, Simd::kAvx2, literals)));
  TIDEGATE_CHECK(are_same(plain, scanned(rows, cut, Simd::kAvx512, literals)));
  std::vector<LiteralHit> slow;
  std::vector<LiteralHit> fast;
  literals.find_plainly(text, slow);
  TIDEGATE_CHECK(literals.find_by_database(text, scratch, fast));
  TIDEGATE_CHECK(slow == fast);
  SpanFinder finder(literals);
  std::size_t from = 0;
  for (const FoundSpan& span : finder.find(text)) {
    TIDEGATE_CHECK(span.start >= from && span.start < span.end && span.end <= text.size());
    from = span.end;
  }
  return 0;
}
