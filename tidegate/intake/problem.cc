#include "tidegate/intake/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace tidegate::intake {

void sort_problems(std::vector<Problem>& problems) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.column, a.pointer) < std::tie(b.line, b.column, b.pointer);
  });
  if (problems.size() <= kMostProblems) return;
  const std::size_t more = problems.size() - kMostProblems;
  problems.resize(kMostProblems);
  Problem last = problems.back();
  last.pointer.clear();
  last.says = {fmt::format("{} more problems follow", more), fmt::format("另有 {} 个问题", more)};
  last.fix = {"mend those above first", "请先修改以上问题"};
  problems.push_back(std::move(last));
}

std::string list_problems(const std::vector<Problem>& problems, std::string_view file_name, Lang lang) {
  std::string out;
  for (const Problem& p : problems) {
    out += file_name;
    if (p.line > 0) out += fmt::format(":{}:{}", p.line, p.column);
    out += ": ";
    if (!p.pointer.empty()) out += p.pointer + (lang == Lang::kZh ? "：" : ": ");
    out += p.says.in(lang);
    if (!p.fix.empty()) out += lang == Lang::kZh ? "（" + p.fix.zh + "）" : " (" + p.fix.en + ")";
    out += '\n';
  }
  return out;
}

}  // namespace tidegate::intake
