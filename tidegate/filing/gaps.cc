#include "tidegate/filing/gaps.h"

#include <algorithm>

#include "tidegate/filing/gap_findings.h"
#include "tidegate/terms/gap_rule.h"

namespace tidegate::filing {

// One rule's findings: what its papers show behind what the declaration shows. Where neither fails, its
// verdict is the last one. What stands before that is for itself, and no paper settles it.
void GapFindings::merge_rule(std::span<Finding> prechecked, std::vector<Finding>& out) const {
  const int rule = number_of_gap_rule(prechecked.front());
  const Text law = prechecked.front().source;
  Finding* verdict = prechecked.back().state == CheckState::kFails ? nullptr : &prechecked.back();
  bool fails = false;
  for (Finding& said : prechecked) {
    fails = fails || said.state == CheckState::kFails;
    if (&said != verdict) out.push_back(std::move(said));
  }
  bool is_ours = passes_.count(rule) > 0;
  for (const Fail& fail : fails_) {
    if (fail.rule != rule) continue;
    out.push_back({name_of_gap_rule(rule), severity_of_gap_rule(rule), CheckState::kFails, fail.pointer,
                   fail.says, law, fail.fix, 0});
    is_ours = fails = true;
  }
  if (verdict == nullptr || (fails && is_ours)) return;
  if (const auto at = passes_.find(rule); at != passes_.end()) {
    verdict->state = CheckState::kPasses;
    verdict->pointer.clear();
    verdict->says = at->second;
    verdict->fix = {};
  } else if (const auto why = cannot_.find(rule); why != cannot_.end()) {
    verdict->state = CheckState::kNotCheckable;
    verdict->says = {"not checkable here: " + why->second.en, "此处无法检查：" + why->second.zh};
  }
  out.push_back(std::move(*verdict));
}

std::vector<Finding> GapFindings::merged(std::vector<Finding> prechecked) const {
  std::vector<Finding> out;
  for (auto from = prechecked.begin(); from != prechecked.end();) {
    const auto to =
        std::find_if(from, prechecked.end(), [&](const Finding& f) { return f.rule != from->rule; });
    merge_rule({from, to}, out);
    from = to;
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
