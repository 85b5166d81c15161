// The scan of a table of customers (18 columns, half of them personal), of prose with values in it, and the
// classes of bytes. Data: made here, the same on every machine; or the CSV file that TIDEGATE_BENCH_FILE
// names. Bytes are those of the CSV.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tidegate/classify/check_digits.h"
#include "tidegate/classify/distinct_sketch.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/spans.h"
#include "tidegate/classify/table_scan.h"

namespace tidegate {
namespace {

class Numbers {
 public:
  std::uint64_t below(std::uint64_t n) { return (state_ = mix_number(state_)) % n; }
  std::string digits(int n) {
    std::string s;
    for (int i = 0; i < n; ++i) s.push_back(static_cast<char>('0' + below(10)));
    return s;
  }
  template <std::size_t N>
  std::string one_of(const char* const (&list)[N]) {
    return list[below(N)];
  }

 private:
  std::uint64_t state_ = 7;
};

std::string card(Numbers& r) {
  const std::string body = "62" + r.digits(16);
  for (char c = '0';; ++c) {
    if (luhn_holds(body + c)) return body + c;
  }
}

std::string uscc(Numbers& r) {
  std::string code = "91440305" + std::string("M") + r.digits(7);
  code.push_back(gb11714_check(std::string_view{code}.substr(8)));
  code.push_back(gb32100_check(code));
  return code;
}

std::string customer_row(Numbers& r, std::uint64_t row) {
  static constexpr const char* kNames[] = {"王秀英", "李建国", "欧阳若曦", "张伟",
                                           "刘芳",   "陈思远", "杨桂兰",   "赵磊"};
  static constexpr const char* kStreets[] = {"北京市东城区人民路", "上海市浦东新区中山路",
                                             "广东省深圳市南山区科技园南路", "浙江省杭州市西湖区文化路"};
  static constexpr const char* kDiagnoses[] = {"2型糖尿病", "高血压三级", "无", "冠心病", "哮喘"};
  static constexpr const char* kGoods[] = {"无线鼠标", "机械键盘", "保温杯", "运动鞋", "电饭煲"};
  static constexpr const char* kNotes[] = {"请各部门按计划推进季度目标。", "本批次货物已入库，等待质检。",
                                           "服务器负载保持在合理区间。", "高峰时段请错峰出行。"};
  const std::string birth = fmt::format("{}{:02}{:02}", 1950 + r.below(55), 1 + r.below(12), 1 + r.below(28));
  std::string id = "440305" + birth + r.digits(3);
  id.push_back(gb11643_check(id));
  const std::string mobile = "13" + r.digits(9);
  std::string note = r.one_of(kNotes);
  if (r.below(30) == 0) note += "联系人电话" + mobile + "。";
  return fmt::format(
      "{},{},{},{},{},{},{},{}{}号{}栋{}01室,{},{},{},{}.{},{}.{},20{},{},{}.{},2024-{:02}-{:02} "
      "{:02}:{:02}:{:02},{}\r\n",
      row, r.one_of(kNames), r.below(2) == 0 ? "男" : "女", id, mobile,
      fmt::format("user.{}@example.com", r.below(400'000)), card(r), r.one_of(kStreets), 1 + r.below(999),
      1 + r.below(30), 1 + r.below(32), "粤B" + r.digits(5), uscc(r), r.one_of(kDiagnoses), 73 + r.below(62),
      r.digits(6), 18 + r.below(35), r.digits(6), r.digits(16), r.one_of(kGoods), r.below(100'000),
      r.digits(2), 1 + r.below(12), 1 + r.below(28), r.below(24), r.below(60), r.below(60), note);
}

std::string customers(std::size_t bytes) {
  Numbers r;
  std::string csv =
      "序号,姓名,性别,身份证号,手机号码,电子邮箱,银行卡号,家庭住址,车牌号,统一社会信用代码,诊断,经度,纬度,"
      "订单号,商品,金额,登记时间,备注\r\n";
  for (std::uint64_t row = 1; csv.size() < bytes; ++row) csv += customer_row(r, row);
  return csv;
}

struct Table {
  TableInfo info;
  std::vector<RowBlock> blocks;
  std::size_t csv_bytes = 0;
};

// A plain cut of a CSV into blocks of 256 KiB; quoting is honoured, nothing else is. Not part of what is
// timed.
Table table_of(const std::string& csv) {
  Table table;
  table.csv_bytes = csv.size();
  RowBlock block;
  block.row_begin.push_back(0);
  std::uint64_t row = 0;
  bool is_header = true;
  std::uint32_t column = 0;
  std::uint32_t begin = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (is_quoted || (c != ',' && c != '\n' && c != '\r')) {
      block.text.push_back(c);
    } else if (c != '\r') {
      block.cells.push_back({begin, static_cast<std::uint32_t>(block.text.size()) - begin, column++});
      block.text.push_back('\n');
      begin = static_cast<std::uint32_t>(block.text.size());
      if (c != '\n') continue;
      column = 0;
      if (is_header) {
        for (const RowBlock::Cell& cell : block.cells) table.info.columns.emplace_back(cell.in(block.text));
      } else {
        block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
        ++row;
      }
      if (is_header || block.text.size() > (std::size_t{256} << 10)) {
        if (!is_header) table.blocks.push_back(std::move(block));
        block = RowBlock{};
        block.row_begin.push_back(0);
        block.first_row = row;
        begin = 0;
        is_header = false;
      }
    }
  }
  if (block.rows() > 0) table.blocks.push_back(std::move(block));
  return table;
}

const Table& bench_table() {
  static const Table kTable = [] {
    const char* path = std::getenv("TIDEGATE_BENCH_FILE");
    if (path == nullptr) return table_of(customers(std::size_t{32} << 20));
    std::ifstream in(path, std::ios::binary);
    return table_of(std::string{std::istreambuf_iterator<char>(in), {}});
  }();
  return kTable;
}

void scan_table(benchmark::State& state, Simd simd) {
  const Table& table = bench_table();
  const LiteralMatcher literals;
  TableScan::Options options;
  options.simd = simd;
  for (auto _ : state) {
    TableScan scan(table.info, literals, options);
    for (const RowBlock& block : table.blocks) {
      if (!scan.add(block)) state.SkipWithError("the table is too wide");
    }
    benchmark::DoNotOptimize(scan.finish());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * table.csv_bytes));
}

void scan_table_best(benchmark::State& state) { scan_table(state, best_simd()); }
void scan_table_scalar(benchmark::State& state) { scan_table(state, Simd::kScalar); }
BENCHMARK(scan_table_best)->Unit(benchmark::kMillisecond);
BENCHMARK(scan_table_scalar)->Unit(benchmark::kMillisecond);

void find_spans(benchmark::State& state) {
  Numbers r;
  std::string text;
  while (text.size() < (std::size_t{1} << 20)) {
    text +=
        "系统已于凌晨完成例行巡检，未见异常。请各部门按计划推进季度目标。The committee agreed to postpone "
        "the decision. ";
    if (r.below(3) == 0) text += "客户王小明，手机13" + r.digits(9) + "，卡号" + card(r) + "。";
  }
  const LiteralMatcher literals;
  SpanFinder finder(literals);
  for (auto _ : state) benchmark::DoNotOptimize(finder.find(text));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(find_spans)->Unit(benchmark::kMillisecond);

// What a small file pays before its first cell is read.
void make_scan(benchmark::State& state) {
  for (auto _ : state) {
    const LiteralMatcher literals;
    TableScan scan(TableInfo{}, literals);
    benchmark::DoNotOptimize(scan.rows());
  }
}
BENCHMARK(make_scan)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate
