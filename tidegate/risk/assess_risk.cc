#include "tidegate/risk/assess_risk.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tidegate/base/check.h"
#include "tidegate/risk/hazard.h"
#include "tidegate/risk/lane_change.h"
#include "tidegate/risk/weighed.h"
#include "tidegate/risk/words.h"

namespace tidegate {
namespace {

constexpr std::size_t kD = static_cast<std::size_t>(Factor::kD);
constexpr std::size_t kT = static_cast<std::size_t>(Factor::kT);
constexpr std::size_t kTopReasons = 3;
constexpr int kConditionFrom = 2;  // factors at this level or worse give a condition

// The scenario in which a factor is worst, the first of equals.
const Weighed& worst_for(std::size_t f, const std::vector<Weighed>& scenarios) {
  return *std::max_element(scenarios.begin(), scenarios.end(), [&](const Weighed& a, const Weighed& b) {
    return a.graded[f].level < b.graded[f].level;
  });
}

Text name_scenario(const Weighed& one, const std::vector<Weighed>& all, Text says) {
  if (all.size() == 1) return says;
  return {fmt::format("[{}] {}", one.scenario->id, says.en),
          fmt::format("【{}】{}", one.scenario->id, says.zh)};
}

Text settled_factor(Factor factor, int level, const SettledLevel& settled, int computed, const Text& says) {
  const Text said = settled_sentence(level, settled.by, computed, says);
  return {fmt::format("{} {}", letter(factor), said.en), fmt::format("{} {}", letter(factor), said.zh)};
}

void fill_factors(const std::vector<Weighed>& scenarios, const ScoreShares& shares,
                  const RiskWeights& weights, RiskReport& report) {
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    const auto factor = static_cast<Factor>(f);
    const Weighed& worst = worst_for(f, scenarios);
    FactorResult result{
        factor, worst.graded[f].level, worst.graded[f].best, worst.graded[f].grade, shares.factor_e6[f], {}};
    for (const Weighed& other : scenarios) result.best = std::max(result.best, other.graded[f].best);
    result.best = std::min(result.best, result.level);
    Text says = f == kD ? destination_sentence(result.level, worst.destination.says, weights)
                        : factor_sentence(factor, worst.scenario->factors[f].claim, worst.computed[f],
                                          f == kT && worst.plaintext, weights);
    if (worst.settled[f] != nullptr)
      says = settled_factor(factor, result.level, *worst.settled[f], worst.computed[f].level, says);
    result.says = name_scenario(worst, scenarios, says);
    report.factors.push_back(std::move(result));
  }
}

// Factors by share of the score, largest first, the earlier factor first among equals.
std::vector<std::size_t> by_share(const RiskReport& report) {
  std::vector<std::size_t> order(kFactorCount);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return report.factors[a].share_e6 > report.factors[b].share_e6;
  });
  return order;
}

void fill_reasons(const RiskWeights& weights, RiskReport& report) {
  for (const std::size_t f : by_share(report)) {
    const FactorResult& factor = report.factors[f];
    if (factor.share_e6 == 0) continue;
    if (report.reasons.size() < kTopReasons) report.reasons.push_back(factor.says);
    if (factor.level < kConditionFrom) continue;
    const Text& condition = weights.factors[f].condition;
    report.conditions.push_back({fmt::format("{}: {}", letter(factor.factor), condition.en),
                                 fmt::format("{}：{}", letter(factor.factor), condition.zh)});
  }
  if (report.reasons.empty()) report.reasons.push_back(nothing_weighs(report.impacts, weights));
}

// How far one unknown factor alone moves the score, with the other unknowns half way.
struct Swing {
  std::size_t factor = 0;
  std::int64_t low_e6 = 0;
  std::int64_t high_e6 = 0;
};

std::vector<Swing> swings(const std::vector<Weighed>& scenarios, const HazardModel& model,
                          const RiskWeights& weights) {
  std::vector<Exposure> middle;
  for (const Weighed& scenario : scenarios) {
    Exposure one = scenario.worst;
    for (std::size_t f = 0; f < kFactorCount; ++f)
      one.level[f] = (scenario.worst.level[f] + scenario.best.level[f] + 1) / 2;
    middle.push_back(one);
  }
  std::vector<Swing> out;
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    std::vector<Exposure> low = middle;
    std::vector<Exposure> high = middle;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
      low[i].level[f] = scenarios[i].best.level[f];
      high[i].level[f] = scenarios[i].worst.level[f];
    }
    const bool unknown = std::any_of(scenarios.begin(), scenarios.end(), [&](const Weighed& scenario) {
      return scenario.best.level[f] < scenario.worst.level[f];
    });
    if (unknown) out.push_back({f, model.score_e6(low), model.score_e6(high)});
  }
  // Lane edges crossed first, then the width.
  const auto lanes = [&](const Swing& s) {
    return static_cast<int>(weights.lane_of(s.high_e6)) - static_cast<int>(weights.lane_of(s.low_e6));
  };
  std::stable_sort(out.begin(), out.end(), [&](const Swing& a, const Swing& b) {
    return std::make_pair(lanes(a), a.high_e6 - a.low_e6) > std::make_pair(lanes(b), b.high_e6 - b.low_e6);
  });
  return out;
}

Lane legal_floor(const LegalSide& law, const RiskWeights& weights) {
  Lane floor = Lane::kGreen;
  for (const LegalSide::Route& route : law.routes) {
    floor = std::max(floor, weights.floor_by_route[static_cast<std::size_t>(route.route_class)]);
  }
  if (law.routes.empty()) floor = weights.floor_by_route[static_cast<std::size_t>(RouteClass::kUndetermined)];
  return law.listed_important ? std::max(floor, weights.floor_listed_important) : floor;
}

void note_law(const LegalSide& law, RiskReport& report) {
  const Text floor = lane_name(report.legal_floor);
  if (law.routes.empty()) {
    report.notes.push_back({fmt::format("No law was asked: the lane is at least {}.", floor.en),
                            fmt::format("未查询任何法律：通道至少为{}。", floor.zh)});
  }
  for (const LegalSide::Route& route : law.routes) {
    if (route.route_class != RouteClass::kUndetermined) continue;
    report.notes.push_back(
        {fmt::format(
             "The law ({}) cannot decide on the facts given: the lane is at least {} until they are known.",
             route.law, floor.en),
         fmt::format("现有事实不足以依法判定（{}）：查明之前通道至少为{}。", route.law, floor.zh)});
  }
  if (report.gates.empty() && report.legal_floor > report.risk_lane) {
    const Text alone = lane_name(report.risk_lane);
    report.notes.push_back(
        {fmt::format("The law sets the lane ({}); the risk alone would give {}.", floor.en, alone.en),
         fmt::format("通道由法律决定（{}）；仅按风险为{}。", floor.zh, alone.zh)});
  }
}

void fill_changes(const std::vector<Weighed>& scenarios, const HazardModel& model, const RiskWeights& weights,
                  RiskReport& report) {
  // Where the floor or a gate decides, no factor moves the lane.
  if (!report.gates.empty() || report.risk_lane <= report.legal_floor) return;
  FactorLevels from{};
  FactorLevels reachable{};
  const bool plaintext = std::any_of(scenarios.begin(), scenarios.end(),
                                     [](const Weighed& s) { return s.scenario->recipient_reads_plaintext; });
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    from[f] = report.factors[f].level;
    const int best = f == kT && plaintext ? weights.plaintext_floor : 0;
    reachable[f] = weights.factors[f].may_change ? best : from[f];
  }
  const std::int64_t edge = weights.lane_from_e6[static_cast<std::size_t>(report.risk_lane)];
  for (const LevelChange& change :
       smallest_changes(model, exposures(scenarios, &Weighed::worst), reachable, edge)) {
    const Lane lane = std::max(report.legal_floor, weights.lane_of(change.score_e6));
    report.changes.push_back(
        {change.to_levels, lane, change.score_e6, change_sentence(change, from, lane, weights)});
  }
  if (report.changes.empty()) {
    report.notes.push_back({fmt::format("No change of up to {} factors leaves the {} lane.",
                                        kMostFactorsChanged, to_string(report.lane)),
                            fmt::format("改变不超过 {} 个因素不能离开{}通道。", kMostFactorsChanged,
                                        lane_name(report.lane).zh)});
  }
}

// "Checked: dsm.jwt (dsm), E2: its status list is 9 days old, more than 1."
Text told(const CheckedCredential& credential) {
  const CredentialAssurance& found = credential.found;
  const std::string kind = found.kind.empty() ? "" : " (" + found.kind + ")";
  Text out{fmt::format("Checked: {}{}, {}", credential.file, kind, to_string(found.grade)),
           fmt::format("已核验：{}{}，{}", credential.file, kind, to_string(found.grade))};
  for (std::size_t i = 0; i < found.why_not_higher.size(); ++i) {
    out.en += (i == 0 ? ": " : "; ") + found.why_not_higher[i].says.en;
    out.zh += (i == 0 ? "：" : "；") + found.why_not_higher[i].says.zh;
  }
  return {out.en + ".", out.zh + "。"};
}

void note_sources(const RiskInput& input, const std::vector<Weighed>& scenarios, const RiskWeights& weights,
                  const DestinationTable& destinations, RiskReport& report) {
  report.notes.push_back(
      {fmt::format("Weights {} of {}: {}.", weights.id, weights.from.str(), weights.status.en),
       fmt::format("权重 {}（{}）：{}。", weights.id, weights.from.str(), weights.status.zh)});
  if (input.as_of < weights.from) {
    report.notes.push_back({"The weights are younger than the day assessed.", "权重的日期晚于评估日。"});
  }
  for (const Weighed& scenario : scenarios) {
    if (scenario.destination.approved) continue;
    const Text& why = scenario.destination.says;
    report.notes.push_back(name_scenario(scenario, scenarios,
                                         {fmt::format("D = {}: {}.", scenario.destination.level, why.en),
                                          fmt::format("D = {}：{}。", scenario.destination.level, why.zh)}));
  }
  if (!destinations.status.empty() &&
      std::none_of(destinations.rows.begin(), destinations.rows.end(),
                   [](const DestinationRow& row) { return row.approval.has_value(); })) {
    report.notes.push_back({fmt::format("Destination table {}: {}.", destinations.id, destinations.status.en),
                            fmt::format("目的地表 {}：{}。", destinations.id, destinations.status.zh)});
  }
  if (input.max_document_grade < EvidenceGrade::kE4) {
    const std::string_view grade = to_string(input.max_document_grade);
    report.notes.push_back(
        input.credentials.empty()
            ? Text{fmt::format("Credentials are not machine-checked yet: a document supports at most {}.",
                               grade),
                   fmt::format("资质尚未经机器核验：文件最多支持 {}。", grade)}
            : Text{fmt::format("A document that no machine has checked supports at most {}.", grade),
                   fmt::format("未经机器核验的文件最多支持 {}。", grade)});
  }
  for (const CheckedCredential& credential : input.credentials) report.notes.push_back(told(credential));
  const bool claims_d = std::any_of(scenarios.begin(), scenarios.end(),
                                    [](const Weighed& s) { return s.scenario->factors[kD].claim.answered; });
  if (claims_d) {
    report.notes.push_back({"A level declared for D is not used: it comes from the destination table alone.",
                            "申报的 D 等级不予采用：D 仅取自目的地表。"});
  }
}

EvidenceGrade weakest_of_top(const RiskReport& report) {
  EvidenceGrade weakest = EvidenceGrade::kE4;
  std::size_t seen = 0;
  for (const std::size_t f : by_share(report)) {
    if (report.factors[f].share_e6 == 0 || ++seen > kTopReasons) break;
    weakest = std::min(weakest, report.factors[f].grade);
  }
  return weakest;
}

void fill_scenarios(const std::vector<Weighed>& scenarios, const HazardModel& model, RiskReport& report) {
  const Weighed* worst = &scenarios.front();
  std::int64_t worst_score = -1;
  for (const Weighed& scenario : scenarios) {
    const std::int64_t alone = model.score_e6(std::span<const Exposure>(&scenario.worst, 1));
    if (alone <= worst_score) continue;
    worst_score = alone;
    worst = &scenario;
  }
  if (scenarios.size() > 1) report.worst_scenario = worst->scenario->id;
  report.impacts.assign(worst->impacts.begin(), worst->impacts.end());
  FactorLevels none{};
  none.fill(kLevels - 1);
  const auto likelihood = model.likelihood(worst->worst.level);
  const auto unmitigated = model.likelihood(none);
  for (std::size_t e = 0; e < kEventCount; ++e) {
    report.likelihood_e6[e] = likelihood[e].round_e6();
    report.unmitigated_e6[e] = unmitigated[e].round_e6();
  }
}

}  // namespace

RiskReport assess_risk(const RiskInput& input, const RiskWeights& weights,
                       const DestinationTable& destinations) {
  TIDEGATE_CHECK(!input.scenarios.empty());
  const HazardModel model(weights);
  const std::vector<Weighed> scenarios = weigh_all(input, weights, destinations);
  const std::vector<Exposure> worst = exposures(scenarios, &Weighed::worst);

  RiskReport report;
  report.weights_id = weights.id;
  report.weights_hash = weights.hash;
  report.weights_from = weights.from;
  report.destinations_id = destinations.id;
  report.destinations_hash = destinations.hash;
  const ScoreShares shares = model.shares(worst);
  report.score_e6 = shares.score_e6;
  report.high_e6 = shares.score_e6;
  report.low_e6 = model.score_e6(exposures(scenarios, &Weighed::best));
  report.inherent_e6 = shares.inherent_e6;
  fill_scenarios(scenarios, model, report);
  fill_factors(scenarios, shares, weights, report);

  report.risk_lane = weights.lane_of(report.score_e6);
  report.legal_floor = legal_floor(input.law, weights);
  report.gates = input.law.gates;
  report.lane = report.gates.empty() ? std::max(report.risk_lane, report.legal_floor) : Lane::kRed;

  fill_reasons(weights, report);
  std::vector<Exposure> known = worst;
  for (std::size_t i = 0; i < known.size(); ++i) known[i].impact = scenarios[i].best.impact;
  const Lane lane_if_known = weights.lane_of(model.score_e6(known));
  if (lane_if_known < report.risk_lane)
    report.reasons.insert(report.reasons.begin(), open_impacts(report.impacts, lane_if_known, weights));
  const std::vector<Swing> unknown = swings(scenarios, model, weights);
  for (const Swing& swing : unknown) report.ask_next.push_back(static_cast<Factor>(swing.factor));
  if (!unknown.empty()) {
    report.next_question =
        question_sentence(report.ask_next.front(), unknown.front().low_e6, unknown.front().high_e6, weights);
  }
  note_law(input.law, report);
  fill_changes(scenarios, model, weights, report);
  report.confidence =
      confidence_sentence(report.low_e6, report.high_e6, unknown.size(), weakest_of_top(report), weights);
  note_sources(input, scenarios, weights, destinations, report);
  return report;
}

}  // namespace tidegate
