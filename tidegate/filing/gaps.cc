#include "tidegate/filing/gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

std::string rule_name(int rule) { return fmt::format("V{:02}", rule); }

}  // namespace

std::vector<Finding> GapFindings::merged(std::vector<Finding> prechecked) const {
  std::set<std::string> failing;
  for (const Finding& f : prechecked) {
    if (f.state == CheckState::kFails) failing.insert(f.rule);
  }
  for (const Fail& f : fails_) failing.insert(rule_name(f.rule));
  std::vector<Finding> out;
  for (Finding& f : prechecked) {
    const int rule = std::stoi(f.rule.substr(1));
    if (f.state != CheckState::kFails) {
      const bool is_ours =
          passes_.count(rule) > 0 ||
          std::any_of(fails_.begin(), fails_.end(), [&](const Fail& x) { return x.rule == rule; });
      if (is_ours && failing.count(f.rule) > 0) {
        // The rule's law comes with its first finding; what failed takes it over.
        for (const Fail& fail : fails_) {
          if (fail.rule == rule)
            out.push_back(
                {f.rule, f.severity, CheckState::kFails, fail.pointer, fail.says, f.source, fail.fix, 0});
        }
        continue;
      }
      if (const auto at = passes_.find(rule); at != passes_.end()) {
        f.state = CheckState::kPasses;
        f.pointer.clear();
        f.says = at->second;
        f.fix = {};
      } else if (const auto why = cannot_.find(rule); why != cannot_.end()) {
        f.state = CheckState::kNotCheckable;
        f.says = {"not checkable here: " + why->second.en, "此处无法检查：" + why->second.zh};
      }
      out.push_back(std::move(f));
      continue;
    }
    out.push_back(f);
    // Behind the last of the rule's own.
    const auto same = [&](const Finding& x) { return x.rule == f.rule; };
    const bool is_last = &f == &*std::find_if(prechecked.rbegin(), prechecked.rend(), same);
    for (std::size_t i = 0; is_last && i < fails_.size(); ++i) {
      if (fails_[i].rule == rule)
        out.push_back({f.rule, f.severity, CheckState::kFails, fails_[i].pointer, fails_[i].says, f.source,
                       fails_[i].fix, 0});
    }
  }
  return out;
}

std::vector<const Paper*> texts_of(const std::vector<Paper>& papers, std::string_view code) {
  std::vector<const Paper*> out;
  for (const Paper& paper : papers) {
    if (paper.role == Paper::Role::kAttachment && paper.code == code && paper.pages) out.push_back(&paper);
  }
  return out;
}

std::vector<const Paper*> given_or(const std::vector<Paper>& papers, Paper::Role role,
                                   std::string_view code) {
  std::vector<const Paper*> out;
  for (const Paper& paper : papers) {
    if (paper.role == role && paper.pages) out.push_back(&paper);
  }
  return out.empty() ? texts_of(papers, code) : out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') continue;
    if (text.substr(i).starts_with("　") || text.substr(i).starts_with("\xC2\xA0")) {
      i += c == '\xC2' ? 1 : 2;
      continue;
    }
    out += c;
  }
  return out;
}

std::vector<Finding> check_papers(std::vector<Finding> prechecked, const std::vector<Paper>& papers,
                                  const GapContext& context) {
  GapFindings out;
  check_files(papers, out);
  check_headings(papers, context, out);
  check_clause_places(papers, context, out);
  check_agreement(papers, context, out);
  check_standard_contract(papers, context, out);
  check_split(context, out);
  return out.merged(std::move(prechecked));
}

}  // namespace tidegate::filing
