#include "tidegate/clearance/lane.h"

#include <algorithm>

namespace tidegate {

Lane lane_before_draw(const FilingVersion& filing, bool frozen) {
  Lane lane = std::max(filing.floor, filing.risk_lane);
  if (filing.important_data) lane = std::max(lane, Lane::kRed);
  if (filing.abstains || frozen) lane = std::max(lane, Lane::kYellow);
  return lane;
}

bool eases_score(const FilingVersion& before, const FilingVersion& after) {
  return after.risk_lane < before.risk_lane || (before.abstains && !after.abstains);
}

LaneSet lane_of(const Case& c, const DeskRules& rules, const SamplingSeed& seed, bool frozen) {
  const FilingVersion& first = c.versions.front();
  const bool is_first = c.versions.size() == 1;
  LaneSet set;
  set.frozen = frozen;
  set.lane = lane_before_draw(c.filing(), frozen);
  set.seed_id = is_first ? seed.id : c.computed_lane.seed_id;
  set.draw_ppm = is_first ? draw(seed, DrawFor::kLane, c.id, first.filing_hash) : c.computed_lane.draw_ppm;
  set.share_ppm = set.lane == Lane::kGreen ? rules.green_ppm : set.lane == Lane::kBlue ? rules.blue_ppm : 0;
  set.drawn_up = set.draw_ppm < set.share_ppm || (!is_first && c.computed_lane.drawn_up);
  if (set.drawn_up && set.lane < Lane::kRed) set.lane = static_cast<Lane>(static_cast<int>(set.lane) + 1);
  set.hides_score = is_first ? draw(seed, DrawFor::kBlind, c.id, first.filing_hash) < rules.blind_ppm
                             : c.computed_lane.hides_score;
  return set;
}

Lane lane_in_force(const Case& c, Date day) {
  if (c.versions.empty()) return Lane::kRed;
  Lane lane = c.computed_lane.lane;
  const auto version = static_cast<std::int64_t>(c.versions.size());
  for (const LaneOverridden& over : c.overrides) {
    if (over.what.expires && day >= *over.what.expires) continue;
    // A warning outlives the version that it was given of, and the day of what it was moved up from.
    if (over.what.to > over.from) {
      lane = std::max(lane, over.what.to);
    } else if (over.version == version) {
      lane = over.what.to;
    }
  }
  return std::max(lane, c.filing().floor);
}

bool may_see_score(const Case& c) { return !c.computed_lane.hides_score || !c.decisions.empty(); }

std::vector<Text> against_automatic_finish(const Case& c, const DeskRules& rules, bool frozen, Date today) {
  std::vector<Text> why;
  const FilingVersion& filing = c.filing();
  const Lane lane = lane_in_force(c, today);
  if (lane > Lane::kBlue || std::find(rules.automatic_lanes.begin(), rules.automatic_lanes.end(), lane) ==
                                rules.automatic_lanes.end()) {
    why.push_back({"its lane does not finish without a person", "其通道须经人工办理"});
  }
  if (std::find(rules.automatic_routes.begin(), rules.automatic_routes.end(), filing.route) ==
      rules.automatic_routes.end()) {
    why.push_back({"its route does not finish without a person", "其申报类型须经人工办理"});
  }
  if (filing.floor > Lane::kBlue) why.push_back({"the law's floor is higher", "法定下限更高"});
  if (filing.has_gates) why.push_back({"a stop rule or another regime holds", "存在停止规则或并行监管环节"});
  if (filing.important_data)
    why.push_back({"important data is in it, or not ruled out", "含有或未排除重要数据"});
  if (filing.abstains)
    why.push_back({"the score does not say enough: doubt never passes", "评分不足以判断：存疑不放行"});
  if (frozen) why.push_back({"an alarm has frozen its sector", "其行业因漂移告警被冻结"});
  if (filing.formal_gaps > 0) why.push_back({"formal gaps are open", "尚有形式缺陷"});
  if (filing.open_warnings.value_or(1) > 0)
    why.push_back(
        {"warnings of the pre-check are open, or answered by a remark alone, or were not counted, or "
         "general data is not told in plain words of trade",
         "预检提示尚未处理、仅以备注说明或者未经统计，或者一般数据并非以贸易货物的常用词写明"});
  if (c.computed_lane.drawn_up)
    why.push_back({"the random sample has drawn it: a person looks at it", "已被随机抽中，须经人工办理"});
  if (c.override_proposal || c.proposal || !c.gates.empty()) {
    why.push_back({"a person or an agency is at work on it", "已有人员或会商部门在办理"});
  }
  if (!c.supplements.empty())
    why.push_back({"the firm was asked for supplements: who asked reads what it answers",
                   "已要求申报单位补充材料，答复须由人员审阅"});
  if (c.strictest > Lane::kBlue && lane <= Lane::kBlue)
    why.push_back({"it lay in a stricter lane before: a person looks at what has changed",
                   "曾列入更严的通道，变更内容须由人员审阅"});
  if (!c.overrides.empty()) why.push_back({"persons have moved its lane", "其通道曾由人员调整"});
  if (c.worked_on)
    why.push_back({"a person has taken a step of it: persons finish it", "已有人员办理过，须由人员办结"});
  const auto any_contest = [&](auto holds) {
    return std::any_of(c.contests.begin(), c.contests.end(), holds);
  };
  if (any_contest([](const Contest& contest) { return !contest.answer; }))
    why.push_back({"a contest has not been answered", "尚有异议未答复"});
  if (any_contest([](const Contest& contest) { return contest.answer && contest.answer->accepted; }))
    why.push_back(
        {"a contest was accepted: a person looks at what follows from it", "已采纳异议，后续须经人工办理"});
  return why;
}

}  // namespace tidegate
