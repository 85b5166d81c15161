// Writes the data of the worked examples: OUTDIR/<example>/generated/<file>. The same bytes on every machine;
// a row depends on its number alone, so that fewer rows are the beginning of more.
#include <fmt/format.h>
#include <iconv.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "examples/synthetic_people.h"

namespace tidegate::examples {
namespace {

constexpr std::int32_t k2024 = 19'723;  // 2024-01-01

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& words, std::uint64_t seed, std::uint64_t n,
                        std::uint64_t field) {
  return words[pick(seed, n, field, N)];
}

std::string employee_row(std::uint64_t n) {
  constexpr std::array<std::string_view, 6> kDepartments{"生产部",   "质量部", "研发部",
                                                         "供应链部", "财务部", "人力资源部"};
  constexpr std::array<std::string_view, 5> kPosts{"工程师", "主管", "专员", "经理", "技术员"};
  constexpr std::array<std::string_view, 4> kGrades{"A", "B+", "B", "C"};
  const Person p{11, n};
  return fmt::format("E{:06},{},{},{},{},{},{},{},{},{},{}\r\n", n + 1, p.name(), p.sex(),
                     one_of(kDepartments, 11, n, 20), one_of(kPosts, 11, n, 21),
                     day(11, n, 22, 15'000, 4'700), p.mail("factory.example.invalid"), p.mobile(), p.card(),
                     8'000 + 500 * pick(11, n, 23, 40), one_of(kGrades, 11, n, 24));
}

std::string customer_row(std::uint64_t n) {
  constexpr std::array<std::string_view, 8> kCities{"北京", "天津", "石家庄", "上海",
                                                    "杭州", "广州", "成都",   "西安"};
  constexpr std::array<std::string_view, 4> kChannels{"门店", "小程序", "官网", "商场活动"};
  constexpr std::array<std::string_view, 4> kLevels{"普通", "银卡", "金卡", "黑卡"};
  const Person p{22, n};
  return fmt::format("M{:08},{},{},{},{},{},{},{},{}\r\n", n + 1, p.name(), p.mobile(),
                     p.mail("shop.example.invalid"), one_of(kCities, 22, n, 20), one_of(kChannels, 22, n, 21),
                     one_of(kLevels, 22, n, 22), day(22, n, 23, k2024, 700), 1 + pick(22, n, 24, 40));
}

std::string subject_row(std::uint64_t n) {
  constexpr std::array<std::string_view, 6> kEvents{"无", "头痛", "恶心", "转氨酶升高", "皮疹", "无"};
  const Person p{33, n};
  const auto decimal = [&](std::uint64_t field, std::size_t from, std::size_t span) {
    const std::size_t tenths = from + pick(33, n, field, span);
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
  };
  return fmt::format("SUBJ-{:05},{:02},{},{},{},{},{},{},{},{}\n", n + 1, 1 + pick(33, n, 20, 12), p.sex(),
                     1950 + pick(33, n, 21, 50), day(33, n, 22, k2024 + 365, 300), 12 + pick(33, n, 23, 60),
                     12 + pick(33, n, 24, 60), decimal(25, 55, 40), decimal(26, 50, 40),
                     one_of(kEvents, 33, n, 27));
}

std::string ticket_row(std::uint64_t n) {
  constexpr std::array<std::string_view, 5> kSystems{"ERP", "邮件", "工单", "VPN", "MES"};
  constexpr std::array<std::string_view, 5> kProblems{"无法登录，提示账号已锁定", "打印机离线",
                                                      "报表导出缓慢", "权限申请，待主管审批", "页面报错 500"};
  const Person p{44, pick(44, n, 20, 600)};  // some report more than once
  return fmt::format(
      R"({{"ticket":"T{:07}","reporter_no":"E{:06}","reporter":"{}","mobile":"{}","host_ip":"10.{}.{}.{}","system":"{}","fault":"{}","created":"{}"}})"
      "\n",
      n + 1, p.number + 1, p.name(), p.mobile(), 20 + pick(44, n, 21, 4), pick(44, n, 22, 250),
      1 + pick(44, n, 23, 250), one_of(kSystems, 44, n, 24), one_of(kProblems, 44, n, 25),
      day(44, n, 26, k2024 + 731, 160));
}

std::string account_row(std::uint64_t n) {
  constexpr std::array<std::string_view, 5> kRisks{"C1", "C2", "C3", "C4", "C5"};
  const Person p{55, n};
  return fmt::format("{:010},{},{},{},{},{},{}.{:02},{}\r\n", 8'800'000'001 + n, p.name(), p.resident_id(),
                     p.mobile(), p.card(), one_of(kRisks, 55, n, 20), 1'000 + pick(55, n, 21, 900'000),
                     pick(55, n, 22, 100), day(55, n, 23, 16'000, 4'000));
}

struct Example {
  std::string_view name;
  std::string_view file;
  std::string_view header;
  std::string (*row)(std::uint64_t);
  std::uint64_t rows;
  bool gb18030 = false;
};

constexpr std::array kExamples{
    Example{"clinical-trial", "subjects.csv",
            "受试者编号,中心编号,性别,出生年份,入组日期,基线ALT(U/L),终点ALT(U/"
            "L),基线HbA1c(%),终点HbA1c(%),不良事件\n",
            subject_row, 12'400},
    Example{"crm-export", "customers.csv",
            "\xEF\xBB\xBF会员编号,姓名,手机号,电子邮箱,城市,注册渠道,会员等级,注册日期,累计订单数\r\n",
            customer_row, 120'000},
    Example{"finance", "accounts.csv",
            "客户号,客户姓名,身份证号,手机号,银行卡号,风险等级,月末资产(元),开户日期\r\n", account_row,
            1'500},
    Example{"hr-to-headquarters", "employees.csv",
            "工号,姓名,性别,部门,岗位,入职日期,工作邮箱,手机号,工资卡号,月薪(元),绩效等级\r\n", employee_row,
            4'800, true},
    Example{"it-support-remote-access", "tickets.jsonl", "", ticket_row, 2'000},
};

// UTF-8 as GB18030; every character has its place there.
std::string to_gb18030(std::string text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string out(text.size() * 2 + 4, '\0');
  char* from = text.data();
  std::size_t from_left = text.size();
  char* to = out.data();
  std::size_t to_left = out.size();
  const bool done = converter != reinterpret_cast<iconv_t>(-1) &&
                    iconv(converter, &from, &from_left, &to, &to_left) != static_cast<std::size_t>(-1);
  if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
  out.resize(done ? out.size() - to_left : 0);
  return out;
}

bool write(const Example& example, const std::filesystem::path& outdir, std::optional<std::uint64_t> rows) {
  const std::filesystem::path folder = outdir / example.name / "generated";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::filesystem::path path = folder / example.file;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  std::string text(example.header);
  const auto flush = [&] {
    file << (example.gb18030 ? to_gb18030(std::move(text)) : text);
    text.clear();
  };
  for (std::uint64_t n = 0; n < rows.value_or(example.rows); ++n) {
    text += example.row(n);
    if (text.size() > 1U << 20U) flush();
  }
  flush();
  file.close();
  if (!file) {
    fmt::print(stderr, "generate: cannot write {}\n", path.string());
    return false;
  }
  fmt::print("{}\n", path.string());
  return true;
}

constexpr std::string_view kUsage =
    "usage: generate OUTDIR [--rows N] [--only EXAMPLE]\n"
    "Writes OUTDIR/<example>/generated/<file>: invented people, the same bytes on every machine.\n"
    "--rows N        rows of each file, 1 to 1000000; default: as many as the example needs\n"
    "--only EXAMPLE  one of clinical-trial crm-export finance hr-to-headquarters it-support-remote-access\n";

int run(int argc, char** argv) {
  std::optional<std::filesystem::path> outdir;
  std::optional<std::uint64_t> rows;
  std::string_view only;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--rows" && i + 1 < argc) {
      const std::string_view digits = argv[++i];
      std::uint64_t n = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
      if (error != std::errc{} || end != digits.data() + digits.size() || n < 1 || n > 1'000'000) return 2;
      rows = n;
    } else if (word == "--only" && i + 1 < argc) {
      only = argv[++i];
    } else if (!outdir && !word.empty() && word[0] != '-') {
      outdir = word;
    } else {
      return 2;
    }
  }
  if (!outdir) return 2;
  bool any = false;
  for (const Example& example : kExamples) {
    if (!only.empty() && example.name != only) continue;
    any = true;
    if (!write(example, *outdir, rows)) return 1;
  }
  return any ? 0 : 2;
}

}  // namespace
}  // namespace tidegate::examples

int main(int argc, char** argv) {
  const int code = tidegate::examples::run(argc, argv);
  if (code == 2) fmt::print(stderr, "{}", tidegate::examples::kUsage);
  return code;
}
