// V19: form, report, contract annex I and privacy notice say the same of items, persons, time and recipients.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "tidegate/base/same_text.h"
#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

struct Sheet {  // one of the papers that are compared with the form
  const Paper* paper;
  Text name;
  std::string key;                 // of all its text (base/same_text.h)
  std::vector<std::string> lines;  // without blanks
};

Sheet sheet_of(const Paper* paper, Text name) {
  Sheet sheet{paper, std::move(name), {}, {}};
  for (const auto& page : *paper->pages) {
    for (const std::string& line : page) {
      sheet.lines.push_back(without_blanks(line));
      sheet.key += same_text_key(line);
    }
  }
  return sheet;
}

const Text kFix{"make form, report, contract annex and notice say the same",
                "请使申报表、报告、合同附录与告知文本一致"};

void compare_items(const Sheet& sheet, const Transfer& t, GapFindings& out) {
  for (std::size_t i = 0; i < t.items.size(); ++i) {
    const std::string name = unstopped_key(t.items[i].name);
    if (name.empty() || sheet.key.find(name) != std::string::npos) continue;
    out.fails(
        19, fmt::format("/scenario/items/{}/name", i),
        {fmt::format("item {} of the form is not in the {} ({})", i + 1, sheet.name.en, sheet.paper->file),
         fmt::format("申报表第 {} 项数据不见于{}（{}）", i + 1, sheet.name.zh, sheet.paper->file)},
        kFix);
  }
}

// "敏感个人信息种类：a、b": a list of kinds, as annex I and notices have it.
void compare_kinds(const Sheet& sheet, const Transfer& t, GapFindings& out) {
  static constexpr std::array<std::string_view, 4> kLabels{"个人信息种类", "个人信息的种类", "数据项包括",
                                                           "出境数据项"};
  std::set<std::string> known;
  for (const DataItem& item : t.items) known.insert(unstopped_key(item.name));
  for (const std::string& line : sheet.lines) {
    std::size_t at = std::string::npos;
    for (const std::string_view label : kLabels) {
      const std::size_t found = line.find(label);
      if (found == std::string::npos) continue;
      const std::size_t colon = line.find("：", found + label.size());
      if (colon == found + label.size()) at = colon + std::string_view("：").size();
    }
    if (at == std::string::npos) continue;
    std::string_view rest = std::string_view(line).substr(at);
    rest = rest.substr(0, rest.find("。"));
    while (!rest.empty()) {
      std::size_t end = rest.size();
      std::size_t width = 0;
      for (const std::string_view comma : {"、", "，", "；", ",", ";"}) {
        const std::size_t found = rest.find(comma);
        if (found < end) {
          end = found;
          width = comma.size();
        }
      }
      const std::string_view one = rest.substr(0, end);
      if (!one.empty() && one != "无" && known.count(unstopped_key(one)) == 0) {
        out.fails(19, "/scenario/items",
                  {fmt::format("the {} ({}) names an item that the form has not: {}", sheet.name.en,
                               sheet.paper->file, one),
                   fmt::format("{}（{}）列有申报表没有的数据项：{}", sheet.name.zh, sheet.paper->file, one)},
                  kFix);
      }
      rest.remove_prefix(std::min(rest.size(), end + width));
    }
  }
}

void compare_recipients(const Sheet& sheet, const Transfer& t, GapFindings& out) {
  for (std::size_t i = 0; i < t.recipients.size(); ++i) {
    const std::string name = unstopped_key(t.recipients[i].name);
    const std::string original = unstopped_key(t.recipients[i].original_name);
    const auto has = [&](const std::string& word) {
      return !word.empty() && sheet.key.find(word) != std::string::npos;
    };
    if ((name.empty() && original.empty()) || has(name) || has(original)) continue;
    out.fails(
        19, fmt::format("/scenario/recipients/{}/name", i),
        {fmt::format("recipient {} of the form is not in the {} ({})", i + 1, sheet.name.en,
                     sheet.paper->file),
         fmt::format("申报表第 {} 个境外接收方不见于{}（{}）", i + 1, sheet.name.zh, sheet.paper->file)},
        kFix);
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Days of a line: "2031-12-31", "2031年12月31日".
std::vector<Date> days_of(std::string_view line) {
  std::vector<Date> out;
  for (std::size_t i = 0; i + 8 <= line.size(); ++i) {
    if (!is_digit(line[i]) || (i > 0 && is_digit(line[i - 1]))) continue;
    std::array<int, 3> parts{};
    std::string_view left = line.substr(i);
    bool good = true;
    static constexpr std::array<std::array<std::string_view, 4>, 3> kBehind{
        {{"年", "-", "/", "."}, {"月", "-", "/", "."}, {"日", "", "", ""}}};
    for (std::size_t part = 0; part < 3 && good; ++part) {
      const auto [end, error] = std::from_chars(left.data(), left.data() + left.size(), parts[part]);
      good = error == std::errc{};
      if (!good) break;
      left.remove_prefix(static_cast<std::size_t>(end - left.data()));
      const auto& marks = kBehind[part];
      const auto* mark =
          std::find_if(marks.begin(), marks.end(), [&](std::string_view m) { return left.starts_with(m); });
      good = mark != marks.end();
      if (good) left.remove_prefix(mark->size());
    }
    const auto day =
        good ? Date::of(parts[0], parts[1], parts[2]) : Result<Date>(fail({ErrorCode::kMalformed, ""}));
    if (day) out.push_back(*day);
  }
  return out;
}

void compare_retention(const Sheet& sheet, const Transfer& t, GapFindings& out) {
  static constexpr std::array<std::string_view, 6> kLabels{"保存期限", "保存至",   "保存截止",
                                                           "保存时间", "存储期限", "保留期限"};
  if (!t.retention_to) return;
  for (const std::string& line : sheet.lines) {
    if (std::none_of(kLabels.begin(), kLabels.end(),
                     [&](std::string_view label) { return line.find(label) != std::string::npos; }))
      continue;
    const std::vector<Date> days = days_of(line);
    const bool agrees =
        std::any_of(days.begin(), days.end(), [&](Date day) { return day == *t.retention_to; });
    if (days.empty() || agrees) continue;
    out.fails(19, "/scenario/retention/to",
              {fmt::format("the form has {} as the end of storage, the {} ({}) has {}", t.retention_to->str(),
                           sheet.name.en, sheet.paper->file, days.back().str()),
               fmt::format("申报表的保存截止日为 {}，{}（{}）为 {}", t.retention_to->str(), sheet.name.zh,
                           sheet.paper->file, days.back().str())},
              kFix);
    return;
  }
}

// Numbers of a line that are followed by 人 or 万人, in persons: "12,400 人", "1.24 万人".
std::vector<std::int64_t> persons_of(std::string_view line) {
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_digit(line[i]) || (i > 0 && (is_digit(line[i - 1]) || line[i - 1] == '.' || line[i - 1] == ',')))
      continue;
    std::int64_t value = 0;
    int decimals = -1;
    int digits = 0;
    std::size_t end = i;
    for (; end < line.size() && digits < 15; ++end) {
      if (line[end] == ',') continue;
      if (line[end] == '.' && decimals < 0) {
        decimals = 0;
        continue;
      }
      if (!is_digit(line[end])) break;
      value = value * 10 + (line[end] - '0');
      ++digits;
      if (decimals >= 0) ++decimals;
    }
    const std::string_view behind = line.substr(end);
    const bool is_myriad = behind.starts_with("万人");
    if (!is_myriad && !behind.starts_with("人")) continue;
    if (is_myriad) value *= 10'000;
    for (int d = 0; d < std::max(decimals, 0); ++d) value /= 10;
    out.push_back(value);
  }
  return out;
}

void compare_persons(const Sheet& sheet, const Transfer& t, GapFindings& out) {
  static constexpr std::array<std::string_view, 7> kLabels{
      "出境规模",         "个人信息规模",       "涉及人数",    "个人信息人数",
      "出境个人信息数量", "传输个人信息的规模", "当年出境数量"};
  std::set<std::int64_t> known;
  const PersonTotals& p = t.scenario.persons;
  for (const auto& value : {p.pi, p.spi, p.year_current, t.pi_scale, t.processor.employees,
                            t.filing.last_pass.approved_persons}) {
    if (value) known.insert(*value);
  }
  known.insert(p.pi.value_or(0) + p.spi.value_or(0));
  known.insert(t.forecast.begin(), t.forecast.end());
  if (!p.pi && !p.spi) return;
  for (const std::string& line : sheet.lines) {
    if (std::none_of(kLabels.begin(), kLabels.end(),
                     [&](std::string_view label) { return line.find(label) != std::string::npos; }))
      continue;
    const std::vector<std::int64_t> stated = persons_of(line);
    if (stated.empty() ||
        std::any_of(stated.begin(), stated.end(), [&](std::int64_t n) { return known.count(n) > 0; }))
      continue;
    out.fails(
        19, "/scenario/persons",
        {fmt::format("the {} ({}) states {} persons, which the form does not", sheet.name.en,
                     sheet.paper->file, stated.front()),
         fmt::format("{}（{}）写明 {} 人，与申报表不符", sheet.name.zh, sheet.paper->file, stated.front())},
        kFix);
    return;
  }
}

}  // namespace

void check_agreement(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out) {
  std::vector<Sheet> sheets;
  for (const Paper* paper : given_or(papers, Paper::Role::kReport, "A8"))
    sheets.push_back(sheet_of(paper, {"report", "报告"}));
  for (const Paper* paper : given_or(papers, Paper::Role::kContract, "A7")) {
    Sheet sheet = sheet_of(paper, {"contract annex I", "合同附录一"});
    // Other contracts do not list the data.
    if (paper->role == Paper::Role::kContract || sheet.key.find("附录一") != std::string::npos)
      sheets.push_back(std::move(sheet));
  }
  for (const Paper& paper : papers) {
    if (paper.role == Paper::Role::kNotice && paper.pages)
      sheets.push_back(sheet_of(&paper, {"privacy notice", "告知文本"}));
  }
  if (sheets.empty()) return;
  Text compared;
  for (const Sheet& sheet : sheets) {
    compare_items(sheet, context.transfer, out);
    compare_kinds(sheet, context.transfer, out);
    compare_recipients(sheet, context.transfer, out);
    compare_retention(sheet, context.transfer, out);
    compare_persons(sheet, context.transfer, out);
    compared.en += (compared.en.empty() ? "" : ", ") + sheet.name.en;
    compared.zh += (compared.zh.empty() ? "" : "、") + sheet.name.zh;
  }
  out.passes(19, {"the form agrees with: " + compared.en, "申报表与下列材料一致：" + compared.zh});
}

}  // namespace tidegate::filing
