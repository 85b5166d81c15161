#include "tidegate/classify/table_scan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

using Row = std::vector<std::string>;

// Rows [from, to) of a table as one block; a cell "\x01" stands for none (a key that a JSON row lacks).
RowBlock block_of(const std::vector<Row>& rows, std::size_t from, std::size_t to) {
  RowBlock block;
  block.first_row = from;
  block.row_begin.push_back(0);
  for (std::size_t r = from; r < to; ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (rows[r][c] == "\x01") continue;
      block.cells.push_back({static_cast<std::uint32_t>(block.text.size()),
                             static_cast<std::uint32_t>(rows[r][c].size()), static_cast<std::uint32_t>(c)});
      block.text += rows[r][c];
      block.text.push_back(',');
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

TableInfo info_of(std::size_t columns) {
  TableInfo info;
  info.path = "t.csv";
  for (std::size_t c = 0; c < columns; ++c) info.columns.push_back(fmt::format("c{}", c));
  return info;
}

std::string described(const TableFeatures& table) {
  std::string out = fmt::format("rows {}\n", table.rows);
  for (const ColumnFeatures& c : table.columns) {
    out += fmt::format(
        "{} {} cells {} of {} distinct {} {} max {} total {} serial {} order {} {} {} truncated {}\n",
        c.index, c.header, c.non_empty, c.cells, c.distinct_estimate, c.distinct_is_exact, c.max_length,
        c.total_length, c.is_serial, c.sample_rises, c.sample_falls, c.sample_equal, c.truncated_ids);
    for (const KindCount& k : c.kinds)
      out += fmt::format("{}/{}/{} ", k.whole_valid, k.whole_shape_only, k.inside_text);
    for (const auto n : c.alphabet) out += fmt::format("a{} ", n);
    for (const auto n : c.context) out += fmt::format("x{} ", n);
    for (const auto n : c.length) out += fmt::format("l{} ", n);
    for (const auto n : c.numbers.decimals) out += fmt::format("d{} ", n);
    out += fmt::format("n {} {} {} {} {}\n", c.numbers.cells, c.numbers.negative, c.numbers.leading_zero,
                       c.numbers.min_micro, c.numbers.max_micro);
    for (const SampleCell& cell : c.sample)
      out += fmt::format("[{} {} {}]", cell.row, cell.length, cell.text);
  }
  return out;
}

// The scan of rows cut at `cuts` and dealt out to `threads` scans in turn.
TableFeatures scanned(const std::vector<Row>& rows, std::vector<std::size_t> cuts, std::size_t threads,
                      Simd simd = best_simd(), std::size_t repeated_cells = 32768, bool in_runs = true) {
  static const LiteralMatcher literals;
  std::size_t columns = 0;
  for (const Row& row : rows) columns = std::max(columns, row.size());
  std::vector<TableScan> scans;
  for (std::size_t t = 0; t < threads; ++t) {
    TableScan::Options options;
    options.simd = simd;
    options.repeated_cells = repeated_cells;
    options.in_runs = in_runs;
    scans.emplace_back(info_of(columns), literals, options);
  }
  cuts.push_back(0);
  cuts.push_back(rows.size());
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    EXPECT_TRUE(scans[i % threads].add(block_of(rows, cuts[i], cuts[i + 1])));
  }
  for (std::size_t t = threads; t-- > 1;) scans[t - 1].merge(std::move(scans[t]));
  return scans[0].finish();
}

const std::vector<std::string>& values() {
  static const std::vector<std::string> kValues = {"",
                                                   " ",
                                                   "NULL",
                                                   "11010519491231002X",
                                                   "110105194912310021",
                                                   "13800138000",
                                                   "+86 13912345678",
                                                   "a.b@c.com",
                                                   "王小明",
                                                   "男",
                                                   "2024-01-31",
                                                   "3.14",
                                                   "-7",
                                                   "1,234.50",
                                                   "007",
                                                   "121.45632",
                                                   "备注：电话13812345678，密码: Abc12345",
                                                   "password = hunter22x",
                                                   "北京市东城区人民路1号2栋301室",
                                                   "\x01",
                                                   "粤B12345",
                                                   "１３８００１３８０００",
                                                   "see https://a.example/x?y=1 for mysql://u:secret1@h/db",
                                                   std::string(700, 'x') + " 13812345678",
                                                   "4111111111111111",
                                                   "4111111111111112",
                                                   "<b>",
                                                   "\xFF\xFE",
                                                   "无"};
  return kValues;
}

rc::Gen<std::vector<Row>> tables() {
  const auto cell =
      rc::gen::oneOf(rc::gen::elementOf(values()),
                     rc::gen::map(rc::gen::inRange(0, 100'000), [](int n) { return std::to_string(n); }));
  return rc::gen::container<std::vector<Row>>(
      rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 5),
                      [cell](std::size_t n) { return rc::gen::container<Row>(n, cell); }));
}

TEST(TableScan, DoesNotDependOnBlocksOrThreads) {
  EXPECT_TRUE(rc::check("any table, any cuts", [] {
    const auto rows = *tables();
    const auto whole = described(scanned(rows, {}, 1));
    const auto cuts =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, rows.size() + 1));
    const auto threads = *rc::gen::inRange<std::size_t>(1, 4);
    RC_ASSERT(described(scanned(rows, cuts, threads)) == whole);
  }));
}

TEST(TableScan, IsTheSameAtEverySplitAndOrderOfMerging) {
  std::vector<Row> rows;
  for (std::size_t r = 0; r < 40; ++r) {
    rows.push_back(
        {std::to_string(r), values()[r % values().size()], values()[(r * 7 + 3) % values().size()]});
  }
  const auto whole = described(scanned(rows, {}, 1));
  for (std::size_t cut = 0; cut <= rows.size(); ++cut) {
    EXPECT_EQ(described(scanned(rows, {cut}, 1)), whole) << cut;
    EXPECT_EQ(described(scanned(rows, {cut}, 2)), whole) << cut;
  }
}

TEST(TableScan, IsTheSameInScalarAvx2AndAvx512) {
  EXPECT_TRUE(rc::check("any table", [] {
    const auto rows = *tables();
    const auto scalar = described(scanned(rows, {}, 1, Simd::kScalar));
    RC_ASSERT(described(scanned(rows, {}, 1, Simd::kAvx2)) == scalar);
    RC_ASSERT(described(scanned(rows, {}, 1, Simd::kAvx512)) == scalar);
  }));
}

// Cells that come again are counted by a comparison: the same as when each is inspected by itself, whether
// they are few, or more than are kept, or stop coming again half way.
TEST(TableScan, CountsRepeatedCellsAsItCountsEach) {
  EXPECT_TRUE(rc::check("any table of many rows", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(1'000, 6'000);
    const auto few = *rc::gen::inRange<std::uint64_t>(1, 60);
    const auto many = *rc::gen::inRange<std::uint64_t>(100, 4'000);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    std::vector<Row> table;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::uint64_t x = mix_number(seed + r);
      const std::string& value = values()[x % few % values().size()];
      table.push_back({value, fmt::format("{}{}", values()[x % 7], x % many), std::to_string(x),
                       r * 2 < rows ? value : fmt::format("密码: {}", x)});
      if (x % 97 == 0) table.back().pop_back();
    }
    const auto each = described(scanned(table, {}, 1, best_simd(), 0));
    const auto cuts =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, rows + 1));
    for (const std::size_t kept : {std::size_t{1}, std::size_t{100}, std::size_t{32768}}) {
      RC_ASSERT(described(scanned(table, {}, 1, best_simd(), kept)) == each);
      RC_ASSERT(described(scanned(table, cuts, 2, best_simd(), kept)) == each);
    }
  }));
}

std::string digits_of(std::uint64_t x, std::size_t n) {
  std::string digits;
  for (; digits.size() < n; x /= 10) digits.push_back(static_cast<char>('0' + x % 10));
  return digits;
}

constexpr std::uint64_t kForms = 6;

// Cells of one form, most of them as it asks, and some with a character too few, too many or changed.
std::string formed_cell(std::uint64_t form, std::uint64_t x) {
  const std::uint64_t y = mix_number(x);
  std::string cell;
  if (form == 0) cell = digits_of(y, 1 + x % 10);
  if (form == 1) cell = fmt::format("{}.{}", digits_of(y, 1 + x % 9), digits_of(x, 1 + y % 16));
  if (form == 2) {
    constexpr const char* kSigns[] = {"王", "是", "欧", "㐀", "々", "，", "无"};
    for (std::size_t i = 0; i < 1 + x % 22; ++i) cell += kSigns[mix_number(x + i) % (x % 5 == 0 ? 7 : 3)];
  }
  if (form == 3) {
    constexpr const char* kPlaces[] = {"110105", "440305", "810000", "659001", "119999", "000000", "830000"};
    cell = fmt::format("{}{}{:02}{:02}{}", kPlaces[x % 7], 1885 + y % 170, 1 + x % 12, 1 + y % 31,
                       digits_of(y / 7, 3));
    cell.push_back(x % 11 == 0 ? '0' : gb11643_check(cell));
  }
  if (form == 4) {
    cell = fmt::format("{}-{:02}-{:02}{}{:02}:{:02}:{:02}{}", 1890 + x % 220, 1 + y % 13, 1 + x % 31,
                       x % 3 == 0 ? ' ' : 'T', y % 25, x % 61, y % 62, x % 3 == 1 ? "Z" : "");
  }
  if (form == 5) {
    constexpr const char* kHeads[] = {"1", "0", "138", "4", "62", "89", "9", "3", "2024"};
    const std::string head = kHeads[x % 9];
    cell = head + digits_of(y, 8 + x / 9 % 14 - head.size());
  }
  if (y % 13 == 0) cell[y / 13 % cell.size()] = "0x. -\xE4T:"[y / 999 % 9];
  if (y % 17 == 0) cell.pop_back();
  if (y % 19 == 0) cell += "7 ";
  return cell;
}

// Cells of one form are counted together: the same as when each is inspected by itself.
TEST(TableScan, CountsCellsOfOneFormAsItCountsEach) {
  EXPECT_TRUE(rc::check("columns of forms", [] {
    const auto rows = *rc::gen::inRange<std::size_t>(1, 400);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    std::vector<Row> table(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::uint64_t form = 0; form < kForms; ++form)
        table[r].push_back(formed_cell(form, mix_number(seed + kForms * r + form)));
      table[r].push_back(formed_cell(r % kForms, mix_number(seed ^ r)));
      table[r].push_back(formed_cell(r / 40 % kForms, mix_number(seed ^ r)));
      if (mix_number(seed ^ r) % 23 == 0) table[r][r % kForms] = r % 2 == 0 ? "" : "未知";
    }
    for (const Simd simd : {Simd::kScalar, best_simd()}) {
      RC_ASSERT(described(scanned(table, {rows / 2}, 1, simd, 0, true)) ==
                described(scanned(table, {rows / 2}, 1, simd, 0, false)));
    }
  }));
}

// More rows than the sample holds and more values than the sketch: cuts and merges still give the same.
TEST(TableScan, KeepsTheSameSampleOfALongTable) {
  std::vector<Row> rows;
  for (std::size_t r = 0; r < 5'000; ++r) {
    rows.push_back({std::to_string(100'000 + r), r % 3 == 0 ? "" : fmt::format("v{}", r % 1'500),
                    std::to_string((r * 7919) % 100'000)});
  }
  const TableFeatures whole = scanned(rows, {}, 1);
  EXPECT_EQ(described(scanned(rows, {1, 700, 701, 2'500, 4'999}, 3)), described(whole));
  EXPECT_EQ(whole.columns[0].sample.size(), ColumnFeatures::kSample);
  EXPECT_TRUE(whole.columns[0].is_serial);
  EXPECT_EQ(whole.columns[0].sample_rises, ColumnFeatures::kSample - 1);
  EXPECT_FALSE(whole.columns[2].is_serial);
  EXPECT_TRUE(std::is_sorted(whole.columns[1].sample.begin(), whole.columns[1].sample.end(),
                             [](const SampleCell& a, const SampleCell& b) { return a.row < b.row; }));
  for (const SampleCell& cell : whole.columns[2].sample) EXPECT_EQ(cell.text, rows[cell.row][2]);
  EXPECT_EQ(whole.columns[1].distinct_estimate, 1'000U);
}

TEST(TableScan, TakesNumbersFurtherApartThanOneOfThemHolds) {
  const TableFeatures table =
      scanned({{"9223372036854"}, {"-7"}, {"-9223372036854"}, {"9223372036854"}}, {}, 1);
  EXPECT_EQ(table.columns[0].sample_rises, 1U);
  EXPECT_EQ(table.columns[0].sample_falls, 2U);
  EXPECT_FALSE(table.columns[0].is_serial);
}

TEST(TableScan, CountsWholeCellsFailedOnesAndThoseInsideText) {
  const TableFeatures table = scanned(
      {{"11010519491231002X"}, {"110105194912310021"}, {"证号11010519491231002X。"}, {""}, {"NULL"}}, {}, 1);
  const KindCount& count = table.columns[0].of(ValueKind::kCnResidentId);
  EXPECT_EQ(count.whole_valid, 1U);
  EXPECT_EQ(count.whole_shape_only, 1U);
  EXPECT_EQ(count.inside_text, 1U);
  EXPECT_EQ(table.columns[0].cells, 5U);
  EXPECT_EQ(table.columns[0].non_empty, 3U);
}

TEST(TableScan, CountsWordsOfRunningTextNotOfValues) {
  const TableFeatures table = scanned({{"请拨打电话"}, {"qq@qq.com"}, {"患者主诉头痛，电话已留"}}, {}, 1);
  EXPECT_EQ(table.columns[0].of(ContextGroup::kContact), 2U);
  EXPECT_EQ(table.columns[0].of(ContextGroup::kHealth), 1U);
}

TEST(TableScan, DoesNotJoinNeighbouringCells) {
  const TableFeatures table = scanned({{"电", "话"}, {"1381234", "5678"}}, {}, 1);
  EXPECT_EQ(table.columns[0].of(ContextGroup::kContact), 0U);
  EXPECT_EQ(table.columns[0].of(ValueKind::kCnMobile).inside_text, 0U);
}

TEST(TableScan, RefusesMoreColumnsThanItsBound) {
  const LiteralMatcher literals;
  TableScan::Options options;
  options.max_columns = 2;
  TableScan scan(info_of(2), literals, options);
  EXPECT_TRUE(scan.add(block_of({{"1", "2"}}, 0, 1)));
  const auto wide = scan.add(block_of({{"1", "2", "3"}}, 0, 1));
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().code, ErrorCode::kLimit);
  const auto ragged = scan.add(block_of({{"1", "2", "3"}, {"1"}}, 0, 2));
  ASSERT_FALSE(ragged);
  EXPECT_EQ(ragged.error().code, ErrorCode::kLimit);
  EXPECT_FALSE(scan.add_columns({"another"}));
}

TEST(TableScan, NamesColumnsMetLater) {
  const LiteralMatcher literals;
  TableScan scan(info_of(1), literals);
  ASSERT_TRUE(scan.add(block_of({{"1"}}, 0, 1)));
  ASSERT_TRUE(scan.add_columns({"late"}));
  ASSERT_TRUE(scan.add(block_of({{"1"}, {"\x01", "x"}}, 1, 2)));
  const TableFeatures table = scan.finish();
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[1].header, "late");
  EXPECT_EQ(table.columns[1].cells, 1U);
}

TEST(TableScan, OfNothingHasEmptyColumns) {
  const LiteralMatcher literals;
  TableScan scan(info_of(2), literals);
  ASSERT_TRUE(scan.add(RowBlock{}));
  const TableFeatures table = scan.finish();
  EXPECT_EQ(table.rows, 0U);
  ASSERT_EQ(table.columns.size(), 2U);
  EXPECT_EQ(table.columns[1].cells, 0U);
  EXPECT_TRUE(table.columns[1].distinct_is_exact);
}

}  // namespace
}  // namespace tidegate
