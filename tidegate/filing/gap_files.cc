// V06 the files of the papers; V07 the headings of a report or form that came back.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

// Shorter side of a scan of A4 at 72 dots to the inch: less cannot be read.
constexpr std::uint32_t kLeastPixels = 595;

std::string_view ending_of(PaperFormat format) {
  switch (format) {
    case PaperFormat::kPdf:
      return ".pdf";
    case PaperFormat::kOfd:
      return ".ofd";
    case PaperFormat::kPng:
      return ".png";
    case PaperFormat::kJpeg:
      return ".jpg";
    default:
      return "";
  }
}

std::string lower_ending(const std::string& file) {
  const std::size_t dot = file.rfind('.');
  std::string ending = dot == std::string::npos ? std::string() : file.substr(dot);
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".jpeg" ? ".jpg" : ending;
}

void check_file(const Paper& paper, GapFindings& out) {
  const std::string at = paper.pointer + "/file";
  if (!paper.is_there) {
    return out.fails(
        6, at,
        {fmt::format("{}: the file is not there", paper.code), fmt::format("{}：文件不存在", paper.code)},
        {"put the sealed and scanned paper beside the declaration, or mend its name",
         "请将盖章扫描件放在申报文件旁，或更正文件名"});
  }
  if (paper.is_empty)
    return out.fails(
        6, at, {fmt::format("{}: the file is empty", paper.code), fmt::format("{}：文件为空", paper.code)},
        {"scan it again", "请重新扫描"});
  const std::string_view ending = ending_of(paper.look.format);
  if (ending.empty()) {
    return out.fails(6, at,
                     {fmt::format("{}: its octets are not PDF, OFD, PNG or JPEG", paper.code),
                      fmt::format("{}：文件内容不是 PDF、OFD、PNG、JPEG", paper.code)},
                     {"scan or print it into one of these; renaming a file does not change it",
                      "请扫描或转换为上述格式；仅改文件名无效"});
  }
  if (ending != lower_ending(paper.file)) {
    out.fails(6, at,
              {fmt::format("{}: the name ends in {}, the file is {}", paper.code, lower_ending(paper.file),
                           ending.substr(1)),
               fmt::format("{}：扩展名为 {}，而文件实为 {}", paper.code, lower_ending(paper.file),
                           ending.substr(1))},
              {"give it the ending of its format", "请改为与格式一致的扩展名"});
  }
  if (!paper.look.is_whole || !paper.trouble.empty()) {
    out.fails(6, at,
              {fmt::format("{}: cannot be read: {}", paper.code,
                           paper.trouble.empty() ? "its end is missing" : paper.trouble.en),
               fmt::format("{}：无法读取：{}", paper.code,
                           paper.trouble.empty() ? "文件不完整" : paper.trouble.zh)},
              {"scan or copy it again, without a password", "请重新扫描或复制，且不设密码"});
  }
  const std::uint32_t shorter = std::min(paper.look.width, paper.look.height);
  if (shorter > 0 && shorter < kLeastPixels) {
    out.fails(
        6, at,
        {fmt::format("{}: {} by {} pixels are too few to be legible", paper.code, paper.look.width,
                     paper.look.height),
         fmt::format("{}：{}×{} 像素，过小而难以辨认", paper.code, paper.look.width, paper.look.height)},
        {"scan at 200 dots to the inch or more", "请以 200 dpi 以上扫描"});
  }
}

using Headings = std::vector<std::pair<int, std::string>>;

// "四、" and the like: a heading of the first level as Chinese papers number them.
bool is_numbered(std::string_view line) {
  constexpr std::array<std::string_view, 10> kDigits{"一", "二", "三", "四", "五",
                                                     "六", "七", "八", "九", "十"};
  std::size_t digits = 0;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view digit : kDigits) {
      if (!line.starts_with(digit)) continue;
      line.remove_prefix(digit.size());
      ++digits;
      more = true;
      break;
    }
  }
  return digits > 0 && digits < 4 && line.starts_with("、");
}

// Which of the places, `none` left out, form the longest rising row: the fewest headings are then said to be
// moved.
std::vector<bool> longest_rising(const std::vector<std::size_t>& places, std::size_t none) {
  std::vector<std::size_t> length(places.size(), 0);
  std::vector<std::size_t> before(places.size(), places.size());
  std::size_t best = places.size();
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] == none) continue;
    length[i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      if (length[j] == 0 || places[j] >= places[i] || length[j] + 1 <= length[i]) continue;
      length[i] = length[j] + 1;
      before[i] = j;
    }
    if (best == places.size() || length[i] > length[best]) best = i;
  }
  std::vector<bool> in(places.size(), false);
  for (std::size_t i = best; i < places.size(); i = before[i]) in[i] = true;
  return in;
}

void compare(const Paper& paper, const DocumentPlan& plan, GapFindings& out, std::string& compared_en,
             std::string& compared_zh) {
  constexpr std::size_t kLongestHeading = 90;  // octets: thirty characters
  const Headings official = chinese_headings(plan);
  std::vector<std::string> lines;
  for (const auto& page : *paper.pages) {
    for (const std::string& line : page) lines.push_back(without_blanks(line));
  }
  std::size_t found = 0;
  for (const auto& [level, heading] : official)
    found += std::find(lines.begin(), lines.end(), heading) != lines.end() ? 1 : 0;
  // A paper that has few of the headings was not made from this template: nothing can be said of it.
  if (official.empty() || found * 2 < official.size()) return;
  compared_en += (compared_en.empty() ? "" : ", ") + paper.file;
  compared_zh += (compared_zh.empty() ? "" : "、") + paper.file;
  const Text fix{"take the official template again and only fill it in",
                 "请重新使用官方模板，仅填写内容，不增删改标题"};
  std::vector<std::size_t> places;  // of each heading; lines.size(): it is missing
  for (const auto& [level, heading] : official)
    places.push_back(
        static_cast<std::size_t>(std::find(lines.begin(), lines.end(), heading) - lines.begin()));
  const std::vector<bool> in_order = longest_rising(places, lines.size());
  for (std::size_t i = 0; i < official.size(); ++i) {
    if (in_order[i]) continue;
    const bool is_moved = places[i] != lines.size();
    const std::string& heading = official[i].second;
    out.fails(7, paper.pointer,
              {fmt::format("{}: the heading \"{}\" {}", paper.file, heading,
                           is_moved ? "stands at another place" : "is missing or altered"),
               fmt::format("{}：标题“{}”{}", paper.file, heading, is_moved ? "位置被移动" : "缺失或被改动")},
              fix);
  }
  for (const std::string& line : lines) {
    const auto is_it = [&](const auto& heading) { return heading.second == line; };
    if (line.size() > kLongestHeading || !is_numbered(line) ||
        std::any_of(official.begin(), official.end(), is_it))
      continue;
    out.fails(7, paper.pointer,
              {fmt::format("{}: a heading that the template has not: \"{}\"", paper.file, line),
               fmt::format("{}：出现模板没有的标题“{}”", paper.file, line)},
              fix);
  }
}

}  // namespace

void check_files(const std::vector<Paper>& papers, GapFindings& out) {
  bool any = false;
  for (const Paper& paper : papers) {
    if (paper.role != Paper::Role::kAttachment) continue;
    any = true;
    check_file(paper, out);
  }
  if (any) {
    out.passes(6, {"every paper is there, in an official format, whole and legible in size; seals and "
                   "signatures are as declared",
                   "材料文件齐备，格式、完整性与清晰度符合要求；盖章与签名按声明"});
  }
}

void check_headings(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out) {
  std::string compared_en;
  std::string compared_zh;
  for (const DocumentPlan& plan : context.plan.documents) {
    if (std::find(plan.routes.begin(), plan.routes.end(), context.route) == plan.routes.end() ||
        chinese_headings(plan).empty())
      continue;
    if (plan.folder != "A6" && plan.folder != "A8") continue;
    const auto of_plan =
        plan.folder == "A8" ? given_or(papers, Paper::Role::kReport, "A8") : texts_of(papers, "A6");
    for (const Paper* paper : of_plan) compare(*paper, plan, out, compared_en, compared_zh);
  }
  if (!compared_en.empty()) {
    out.passes(7, {"headings are those of the template, in its order: " + compared_en,
                   "标题与模板一致、顺序相同：" + compared_zh});
  } else {
    out.cannot(7, {"no form or report with text that was made from the loaded template was given",
                   "未提供由所载模板生成、可读取文字的申报表或报告"});
  }
}

}  // namespace tidegate::filing
