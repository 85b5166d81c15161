#include "tidegate/gate/desk/rescore.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/report/json.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

std::vector<SettledLevel> levels_of(const Case& c, const std::vector<std::size_t>& settled) {
  std::vector<SettledLevel> out;
  for (const std::size_t place : settled) {
    const Contest& contest = c.contests[place];
    const std::string day = china_date(contest.answered_ms).str();
    out.push_back({settled_part(contest.what.subject).value(),
                   static_cast<int>(*contest.what.wants_level),
                   {fmt::format("contest {} of the case, accepted on {}", place + 1, day),
                    fmt::format("本项目第 {} 项异议，{} 采纳", place + 1, day)}});
  }
  return out;
}

Error damaged(const Case& c) {
  return {ErrorCode::kCorrupt, "the version's declaration does not read", c.id, "该版本的申报内容无法读取"};
}

// The assessment as it was handed in, its risk replaced.
std::string with_risk(const JsonPiece& assessment, const RiskReport& risk) {
  JsonWriter json;
  json.begin_object();
  for (const auto& [key, value] : assessment.members()) {
    json.key(key);
    if (key == "risk")
      report::write_risk(json, risk);
    else
      json.raw(value.text());
  }
  json.end_object();
  return json.take();
}

std::string document_with(const FilingDocument& handed_in, const std::string& assessment,
                          const FilingRescored& step) {
  const Json told = to_json(CaseStep{step});
  const Json* filing = told.find("filing");
  JsonWriter json;
  json.begin_object();
  json.key("declaration").raw(handed_in.declaration().text()).key("assessment").raw(assessment);
  json.key("findings").raw(handed_in.findings().text()).key("papers").raw(handed_in.papers().text());
  json.key("summary").raw(handed_in.summary().text());
  json.key("settled").begin_array();
  for (const std::size_t contest : step.contests) json.unsigned_integer(contest);
  json.end_array().key("version").raw(filing == nullptr ? std::string("{}") : canonical_text(*filing));
  json.end_object();
  return json.take();
}

// By the score alone; what the law asks stays at the stricter of both.
FilingVersion next_version(const FilingVersion& last, const CheckedFiling& checked,
                           const RiskWeights& weights) {
  const FilingVersion now = filing_version(checked, weights);
  FilingVersion next = last;
  next.risk_lane = now.risk_lane;
  next.abstains = now.abstains;
  next.floor = std::max(last.floor, now.floor);
  next.has_gates = last.has_gates || now.has_gates;
  return next;
}

}  // namespace

std::vector<std::size_t> settled_contests(const Case& c) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (settles_level(c.contests[i])) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return c.contests[a].answered_ms < c.contests[b].answered_ms;
  });
  return out;
}

Result<Rescored> rescored(const FilingDocument& handed_in, const Case& c, FilingGrounds& grounds) {
  const auto tree = parse_json(handed_in.declaration().text(), "");
  const auto day = Date::parse(handed_in.assessment().member("as_of").string());
  if (!tree || tree->object() == nullptr || !day) return fail(damaged(c));
  intake::Document declaration{node_of_json(*tree), true, {}};
  const ReadDeclaration read = read_declaration_tree(declaration);
  if (!read.transfer) return fail(damaged(c));
  Rescored out;
  out.step.contests = settled_contests(c);
  Grounds now = *grounds.of_day(*day);
  now.settled = levels_of(c, out.step.contests);
  CheckedFiling checked;
  auto answer = judge_declared(*read.transfer, now);
  if (!answer) return fail(answer.error());
  checked.answer = std::move(*answer);
  if (!checked.answer.risk) return fail(damaged(c));
  const std::string assessment = with_risk(handed_in.assessment(), *checked.answer.risk);
  out.step.filing = next_version(c.filing(), checked, now.weights);
  out.step.filing.record_id = sha256_hex(assessment);
  out.document = document_with(handed_in, assessment, out.step);
  return out;
}

}  // namespace tidegate::desk
