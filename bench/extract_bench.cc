// How fast extract turns bytes into RowBlocks, per kind of file. Rates are octets of the file per second of
// CPU time.
//
// The files are made here, deterministically, 32 MiB each: customers with Chinese headers, quoted notes and
// line breaks; opaque columns without a quote; the customers in GB18030; nested JSON lines; prose; the
// customers in gzip.
#include <benchmark/benchmark.h>
#include <iconv.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/check.h"
#include "tidegate/extract/csv_index.h"
#include "tidegate/extract/extract.h"

namespace tidegate {
namespace {

constexpr std::size_t kFileBytes = 32U << 20;

// Numbers that look like chance and are the same on every machine (splitmix64).
class Chance {
 public:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return z ^ z >> 31;
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  std::string digits(std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out.push_back(static_cast<char>('0' + below(10)));
    return out;
  }

 private:
  std::uint64_t state_ = 42;
};

constexpr const char* kNames[] = {"张伟", "王芳", "李娜", "刘洋", "陈静", "杨帆", "赵磊", "黄敏"};
constexpr const char* kPlaces[] = {"北京市海淀区中关村大街", "上海市浦东新区张江路",
                                   "广东省深圳市南山区科技园", "浙江省杭州市西湖区文三路"};

std::string customers() {
  Chance chance;
  std::string text = "客户编号,姓名,身份证号,手机号码,电子邮箱,地址,开户日期,余额,备注\r\n";
  while (text.size() < kFileBytes) {
    const char* name = kNames[chance.below(8)];
    text += "KH" + chance.digits(8) + "," + name + "," + chance.digits(18) + ",1" + chance.digits(10) + ",u" +
            chance.digits(6) + "@example.com," + kPlaces[chance.below(4)] + chance.digits(3) + "号,2024-0" +
            std::to_string(1 + chance.below(9)) + "-1" + std::to_string(chance.below(9)) + "," +
            chance.digits(5) + "." + chance.digits(2) + ",";
    if (chance.below(4) == 0)
      text +=
          "\"来电咨询，要求回电\n经办人 \"\"" + std::string(name) + "\"\", 工号 " + chance.digits(5) + "\"";
    text += "\r\n";
  }
  return text;
}

std::string opaque() {
  Chance chance;
  std::string text = "c01,c02,c03,c04,c05,c06,c07,c08,c09,c10\n";
  while (text.size() < kFileBytes) {
    for (int c = 0; c < 10; ++c) text += chance.digits(6 + chance.below(13)) + (c == 9 ? "\n" : ",");
  }
  return text;
}

std::string events() {
  Chance chance;
  std::string text;
  while (text.size() < kFileBytes) {
    text += R"({"ts":"2024-05-0)" + std::to_string(1 + chance.below(9)) + R"(T10:00:00Z","user":{"id":1)" +
            chance.digits(9) + R"(,"name":")" + kNames[chance.below(8)] + R"(","phone":"1)" +
            chance.digits(10) + R"("},"device":{"os":"android","imei":")" + chance.digits(15) +
            R"("},"items":[{"sku":"A)" + chance.digits(6) + R"(","n":)" + std::to_string(chance.below(9)) +
            R"(},{"sku":"B)" + chance.digits(6) + R"(","n":1}],"tags":["new","vip"],"note":")" +
            kPlaces[chance.below(4)] + "\"}\n";
  }
  return text;
}

std::string prose() {
  Chance chance;
  std::string text;
  while (text.size() < kFileBytes) {
    text += std::string(kNames[chance.below(8)]) + "于昨日致电客服，称其手机 1" + chance.digits(10) +
            " 收到异常短信，住址为" + kPlaces[chance.below(4)] + chance.digits(2) + "号，请尽快核实。\n";
  }
  return text;
}

std::string to_gb18030(const std::string& utf8) {
  iconv_t handle = iconv_open("GB18030", "UTF-8");
  std::string out(utf8.size(), '\0');
  char* in = const_cast<char*>(utf8.data());
  char* to = out.data();
  std::size_t in_left = utf8.size();
  std::size_t to_left = out.size();
  TIDEGATE_CHECK(iconv(handle, &in, &in_left, &to, &to_left) == 0 || in_left < 4);
  iconv_close(handle);
  out.resize(out.size() - to_left);
  return out;
}

std::string to_gzip(const std::string& bytes) {
  z_stream z{};
  TIDEGATE_CHECK(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  TIDEGATE_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// Takes the blocks and counts their cells.
class CountingSink final : public TableSink {
 public:
  std::uint64_t cells = 0;
  Result<void> begin(const TableInfo&) override { return {}; }
  Result<void> add_columns(const std::vector<std::string>&) override { return {}; }
  Result<void> rows(RowBlock block) override {
    cells += block.cells.size();
    benchmark::DoNotOptimize(block.text.data());
    return {};
  }
  Result<void> end(const TableEnd&) override { return {}; }
};

// text_bytes  what the rate is counted in, where the file is packed; 0: the file itself.
void run_extract(benchmark::State& state, const std::string& bytes, std::string_view path,
                 std::size_t text_bytes = 0) {
  std::uint64_t cells = 0;
  for (auto _ : state) {
    MemorySource source(bytes);
    CountingSink sink;
    const auto done = extract_tables(source, path, sink);
    if (!done) return state.SkipWithError((done.error().what + " at " + done.error().where).c_str());
    cells = sink.cells;
  }
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations() * (text_bytes > 0 ? text_bytes : bytes.size())));
  state.counters["cells"] = static_cast<double>(cells);
}

void bench_customers(benchmark::State& state) { run_extract(state, customers(), "customers.csv"); }
void bench_opaque(benchmark::State& state) { run_extract(state, opaque(), "opaque.csv"); }
void bench_gb18030(benchmark::State& state) { run_extract(state, to_gb18030(customers()), "legacy.csv"); }
void bench_json_lines(benchmark::State& state) { run_extract(state, events(), "events.jsonl"); }
void bench_prose(benchmark::State& state) { run_extract(state, prose(), "calls.txt"); }
void bench_gzip(benchmark::State& state) {
  const std::string text = customers();
  run_extract(state, to_gzip(text), "customers.csv.gz", text.size());
}

void bench_json_array(benchmark::State& state) {
  std::string text = events();
  for (char& c : text) c = c == '\n' ? ',' : c;
  text.back() = ']';
  run_extract(state, "[" + text, "events.json");
}

// The structural index alone, over blocks of 256 KiB.
void bench_index(benchmark::State& state) {
  const auto kernel = static_cast<CsvKernel>(state.range(0));
  if (!can_run(kernel)) return state.SkipWithError("this processor cannot run it");
  constexpr std::uint32_t kBlock = 256 * 1024;
  const std::string text = customers();
  for (auto _ : state) {
    CsvIndex index;
    for (std::uint32_t at = 0; at + kBlock <= text.size(); at += kBlock) {
      index.ends.clear();
      index.odd.clear();
      index_csv(kernel, CsvDialect{}, text.data(), at, at + kBlock, index);
      benchmark::DoNotOptimize(index.ends.size());
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

BENCHMARK(bench_customers)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_opaque)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_gb18030)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_json_lines)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_json_array)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_prose)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_gzip)->Unit(benchmark::kMillisecond);
BENCHMARK(bench_index)
    ->Arg(static_cast<int>(CsvKernel::kPlain))
    ->Arg(static_cast<int>(CsvKernel::kAvx2))
    ->Arg(static_cast<int>(CsvKernel::kAvx512))
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidegate
