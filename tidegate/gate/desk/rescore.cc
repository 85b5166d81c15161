#include "tidegate/gate/desk/rescore.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/report/json.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

RiskPart part_of(const Contest& contest) { return settled_part(contest.what.subject).value(); }
int level_of(const Contest& contest) { return static_cast<int>(*contest.what.wants_level); }

std::vector<SettledLevel> levels_of(const Case& c, const std::vector<std::size_t>& settled) {
  std::vector<SettledLevel> out;
  for (const std::size_t place : settled) {
    const Contest& contest = c.contests[place];
    const std::string day = china_date(contest.answered_ms).str();
    out.push_back({part_of(contest),
                   level_of(contest),
                   {fmt::format("contest {} of the case, accepted on {}", place + 1, day),
                    fmt::format("本项目第 {} 项异议，{} 采纳", place + 1, day)}});
  }
  return out;
}

// The level that counts for a part, the worst of all scenarios.
int level_in(const RiskReport& risk, const RiskPart& part) {
  int level = 0;
  for (const FactorResult& factor : risk.factors)
    if (part == RiskPart(factor.factor)) level = std::max(level, factor.level);
  for (const ImpactResult& impact : risk.impacts)
    if (part == RiskPart(impact.harm)) level = std::max(level, impact.level);
  return level;
}

// What was settled of an earlier version lapses unless it is stricter than what is computed now.
void let_lapse(const Case& c, const RiskReport& computed, std::vector<std::size_t>& settled) {
  const auto has_lapsed = [&](std::size_t place) {
    const Contest& contest = c.contests[place];
    return !c.is_of_newest(contest) && level_of(contest) <= level_in(computed, part_of(contest));
  };
  settled.erase(std::remove_if(settled.begin(), settled.end(), has_lapsed), settled.end());
}

// Whether `other` counts for their part rather than `one`: what is of the newest version before what is of
// earlier ones, of the newest the latest, of earlier ones the strictest.
bool goes_before(const Case& c, std::size_t other, std::size_t one) {
  const bool is_newest = c.is_of_newest(c.contests[other]);
  if (is_newest != c.is_of_newest(c.contests[one])) return is_newest;
  const int is = level_of(c.contests[other]);
  const int was = level_of(c.contests[one]);
  return is_newest || is >= was;
}

// One for each part, in the order in which they were answered.
std::vector<std::size_t> one_of_each_part(const Case& c, const std::vector<std::size_t>& settled) {
  std::vector<std::size_t> out;
  for (const std::size_t place : settled) {
    const auto same = std::find_if(out.begin(), out.end(), [&](std::size_t there) {
      return part_of(c.contests[there]) == part_of(c.contests[place]);
    });
    if (same != out.end() && !goes_before(c, place, *same)) continue;
    if (same != out.end()) out.erase(same);
    out.push_back(place);
  }
  return out;
}

std::ptrdiff_t count_of_newest(const Case& c, const std::vector<std::size_t>& settled) {
  return std::count_if(settled.begin(), settled.end(),
                       [&](std::size_t place) { return c.is_of_newest(c.contests[place]); });
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
                          const FilingRescored& step, const LookedUp& credentials) {
  const Json told = to_json(CaseStep{step});
  const Json* filing = told.find("filing");
  JsonWriter json;
  json.begin_object();
  json.key("declaration").raw(handed_in.declaration().text()).key("assessment").raw(assessment);
  json.key("findings").raw(handed_in.findings().text()).key("papers").raw(handed_in.papers().text());
  if (credentials.at_ms != 0) write_looked_up(json.key("credentials"), credentials);
  json.key("summary").raw(handed_in.summary().text());
  json.key("settled").begin_array();
  for (const std::size_t contest : step.contests) json.unsigned_integer(contest);
  json.end_array().key("version").raw(filing == nullptr ? std::string("{}") : canonical_text(*filing));
  json.end_object();
  return json.take();
}

// By the score alone; what the law asks stays at the stricter of both.
FilingVersion next_version(const FilingVersion& last, const CheckedFiling& checked,
                           const RiskWeights& weights, bool may_ease) {
  const FilingVersion now = filing_version(checked, weights);
  FilingVersion next = last;
  next.risk_lane = may_ease ? now.risk_lane : std::max(last.risk_lane, now.risk_lane);
  next.abstains = now.abstains || (last.abstains && !may_ease);
  next.floor = std::max(last.floor, now.floor);
  next.has_gates = last.has_gates || now.has_gates;
  return next;
}

}  // namespace

std::optional<int> level_told(const FilingDocument& version, const RiskPart& part) {
  const JsonPiece risk = version.assessment().member("risk");
  std::optional<int> told;
  for (const auto& [list, name] : {std::pair("factors", "factor"), std::pair("impacts", "harm")}) {
    for (const JsonPiece& one : risk.member(list).elements()) {
      const std::string_view level = one.member("level").text();
      if (settled_part(one.member(name).string()) != part || level.size() != 1 || level < "0" || level > "4")
        continue;
      told = std::max(told.value_or(0), level.front() - '0');
    }
  }
  return told;
}

std::vector<std::size_t> settled_contests(const Case& c) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (settles_level(c.contests[i])) all.push_back(i);
  }
  std::stable_sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) {
    return c.contests[a].answered_ms < c.contests[b].answered_ms;
  });
  return all;
}

bool has_unscored(const Case& c, const std::vector<std::size_t>& scored) {
  const std::vector<std::size_t> settled = one_of_each_part(c, settled_contests(c));
  return std::any_of(settled.begin(), settled.end(), [&](std::size_t place) {
    return c.is_of_newest(c.contests[place]) &&
           std::find(scored.begin(), scored.end(), place) == scored.end();
  });
}

namespace {

// What a version is scored anew from.
struct Basis {
  Transfer transfer;
  Grounds grounds;
};
Result<Basis> basis_of(const FilingDocument& version, const Case& c, FilingGrounds& grounds,
                       const LookedUp& credentials) {
  const auto tree = parse_json(version.declaration().text(), "");
  const auto day = Date::parse(version.assessment().member("as_of").string());
  if (!tree || tree->object() == nullptr || !day) return fail(damaged(c));
  intake::Document declaration{node_of_json(*tree), true, {}};
  ReadDeclaration read = read_declaration_tree(declaration);
  if (!read.transfer) return fail(damaged(c));
  Basis out{std::move(*read.transfer), *grounds.of_day(*day)};
  out.grounds.credentials = credentials.found;
  return out;
}

// Those of the settled levels that count, one for each part.
Result<std::vector<std::size_t>> settled_now(const Case& c, const Basis& basis) {
  std::vector<std::size_t> settled = settled_contests(c);
  if (count_of_newest(c, settled) < std::ssize(settled)) {
    const auto computed = judge_declared(basis.transfer, basis.grounds);
    if (!computed) return fail(computed.error());
    if (!computed->risk) return fail(damaged(c));
    let_lapse(c, *computed->risk, settled);
  }
  return one_of_each_part(c, settled);
}

Result<Rescored> scored(const FilingDocument& version, const Case& c, Basis basis, FilingRescored step,
                        const LookedUp& credentials, bool may_ease) {
  basis.grounds.settled = levels_of(c, step.contests);
  CheckedFiling checked;
  auto answer = judge_declared(basis.transfer, basis.grounds);
  if (!answer) return fail(answer.error());
  checked.answer = std::move(*answer);
  if (!checked.answer.risk) return fail(damaged(c));
  const std::string assessment = with_risk(version.assessment(), *checked.answer.risk);
  Rescored out;
  out.step = std::move(step);
  out.step.filing = next_version(c.filing(), checked, basis.grounds.weights, may_ease);
  out.step.filing.record_id = sha256_hex(assessment);
  out.document = document_with(version, assessment, out.step, credentials);
  return out;
}

}  // namespace

Result<Rescored> rescored(const FilingDocument& handed_in, const Case& c, FilingGrounds& grounds) {
  const auto credentials = looked_up_of(handed_in);
  if (!credentials) return fail(credentials.error());
  auto basis = basis_of(handed_in, c, grounds, *credentials);
  if (!basis) return fail(basis.error());
  auto settled = settled_now(c, *basis);
  if (!settled) return fail(settled.error());
  if (settled->empty()) return Rescored{};
  FilingRescored step;
  step.contests = std::move(*settled);
  const bool may_ease = count_of_newest(c, step.contests) > 0;
  return scored(handed_in, c, std::move(*basis), std::move(step), *credentials, may_ease);
}

Result<Rescored> rescored_without(const FilingDocument& version, const Case& c, FilingGrounds& grounds,
                                  const LookedUp& now, std::vector<CredentialLoss> lost) {
  auto basis = basis_of(version, c, grounds, now);
  if (!basis) return fail(basis.error());
  auto settled = settled_now(c, *basis);
  if (!settled) return fail(settled.error());
  FilingRescored step;
  step.cause = RescoreCause::kCredential;
  step.contests = std::move(*settled);
  step.credentials = std::move(lost);
  return scored(version, c, std::move(*basis), std::move(step), now, false);
}

}  // namespace tidegate::desk
