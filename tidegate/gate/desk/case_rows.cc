#include "tidegate/gate/desk/case_rows.h"

#include <algorithm>
#include <set>

#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/gate/desk/case_shapes.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/policy_contests.h"

namespace tidegate::desk {
namespace {

// A contest of policy is of the rules, not of this case.
bool has_open_contest(const Case& c) {
  return std::any_of(c.contests.begin(), c.contests.end(), [&](const Contest& contest) {
    return !contest.answer && contest.what.level != ContestLevel::kPolicy && !c.is_settled_by_review(contest);
  });
}

bool has_policy_contest(const Case& c, PolicyContests which) {
  return std::any_of(c.contests.begin(), c.contests.end(), [&](const Contest& contest) {
    return contest.what.level == ContestLevel::kPolicy &&
           contest.answer.has_value() == (which == PolicyContests::kAnswered);
  });
}

bool is_open(const GateStanding& gate) { return !gate.clears || gate.again; }

bool has_open_gate(const Case& c) { return std::any_of(c.gates.begin(), c.gates.end(), is_open); }

// Two persons, one of them a lead, had before them what its words were read as and passed the whole of it;
// and nothing has questioned that since.
bool was_passed_whole(const Case& c, const HeldUnder& held) {
  const bool has_passed = c.state == CaseState::kPassed || c.state == CaseState::kFiled;
  if (!has_passed || c.decisions.empty() || has_open_contest(c) || held.against_ms != 0) return false;
  const Decision& last = c.decisions.back();
  std::set<std::string> persons;
  bool has_lead = false;
  for (const DecisionStep& step : last.steps) {
    if (step.by.account.empty()) return false;
    persons.insert(step.by.account);
    has_lead = has_lead || step.by.role == "lead";
  }
  return last.kind == DecisionKind::kPassed && persons.size() >= 2 && has_lead;
}

// What lists show of a filing, and what of the case they show beside.
std::string summary(const Case& c, std::string_view filing_summary, std::string_view free_lane,
                    const HeldUnder& held) {
  constexpr std::string_view kShown[] = {"title",
                                         "title_en",
                                         "firm_name",
                                         "uscc",
                                         "destinations",
                                         "recipients",
                                         "sector",
                                         "persons",
                                         "sensitive_persons",
                                         "persons_unknown",
                                         "important_data"};
  Json::Object members;
  const auto read = parse_json(filing_summary, "");
  for (const std::string_view key : kShown) {
    const Json* value = read ? read->find(key) : nullptr;
    if (value != nullptr) members.emplace_back(std::string(key), *value);
  }
  // Words that were read as of persons count so until it is decided whether they are.
  const Json* by_reading = read ? read->find("persons_by_reading") : nullptr;
  if (by_reading != nullptr && *by_reading == Json(true) && was_passed_whole(c, held)) {
    for (auto& [key, value] : members) {
      if (key == "persons_unknown") value = Json(false);
    }
  }
  if (!c.assignee.empty()) members.emplace_back("assignee", Json(c.assignee));
  if (c.submitted_ms != 0) members.emplace_back("submitted_ms", Json(c.submitted_ms));
  members.emplace_back("waits_for", Json(std::string(waits_for(c))));
  // Told of where another filing of the firm is looked at.
  if (held.against_ms != 0) members.emplace_back("against_ms", Json(held.against_ms));
  if (held.is_beside) members.emplace_back("held_beside", Json(true));
  // For row_now(): the lane as it is without a freeze, and which freezes it stands under.
  if (!free_lane.empty()) members.emplace_back("free_lane", Json(std::string(free_lane)));
  if (!held.frozen_by.empty()) {
    Json::Array sectors;
    for (const std::string& sector : held.frozen_by) sectors.emplace_back(sector);
    members.emplace_back("frozen_by", Json(std::move(sectors)));
  }
  return canonical_text(Json(std::move(members)));
}

}  // namespace

std::optional<DayAnswer> next_due(const Case& c, const DeskLaw& law, std::int64_t now_ms) {
  for (const Deadline& deadline : deadlines(c, law.rules, law.calendar, now_ms)) {
    if (!c.is_closed() || deadline.kind == "contest")
      return DayAnswer{deadline.due, deadline.estimated, deadline.furthest};
  }
  return std::nullopt;
}

Lane lane_now(const Case& c, std::int64_t now_ms, bool is_frozen) {
  return std::max(lane_in_force(c, day_in_china(now_ms)), is_frozen ? Lane::kYellow : Lane::kGreen);
}

std::string_view waits_for(const Case& c) {
  if (c.is_closed()) return has_open_contest(c) || c.has_open_doubt() ? "desk" : "nobody";
  if (c.proposal || c.override_proposal) return "second_person";
  switch (c.state) {
    case CaseState::kDraft:
    case CaseState::kReturned:
    case CaseState::kAcceptanceSupplement:
    case CaseState::kAssessmentSupplement:
    case CaseState::kFilingSupplement:
      return "firm";
    case CaseState::kUnderAssessment:
    case CaseState::kFilingCheck:
    case CaseState::kUnderReview:
      return has_open_gate(c) ? "gates" : "desk";
    default:
      return "desk";
  }
}

void fill_row(CaseRow& row, const Case& c, const DeskLaw& law, std::string_view filing_summary,
              const HeldUnder& held, std::int64_t now_ms) {
  row.state = to_string(c.state);
  if (!c.versions.empty()) row.route = to_string(c.filing().route);
  // A lane that officers may not see yet is not in what queues are chosen and counted by.
  const bool is_visible = !c.versions.empty() && may_see_score(c);
  row.lane = is_visible ? to_string(lane_now(c, now_ms, !held.frozen_by.empty())) : std::string_view();
  row.is_closed = c.is_closed();
  row.updated_ms = now_ms;
  const std::string_view free_lane = is_visible ? to_string(lane_now(c, now_ms, false)) : std::string_view();
  row.summary = summary(c, filing_summary, free_lane, held);
  set_due(row, next_due(c, law, now_ms));
}

void set_due(CaseRow& row, const std::optional<DayAnswer>& due) {
  row.due_day = due ? due->day.str() : std::string();
  const auto kept = parse_json(row.summary, "");
  Json::Object members;
  for (const auto& [key, value] : kept && kept->object() != nullptr ? *kept->object() : Json::Object()) {
    if (key != kLatestDueDay) members.emplace_back(key, value);
  }
  if (due && due->furthest != due->day)
    members.emplace_back(std::string(kLatestDueDay), Json(due->furthest.str()));
  row.summary = canonical_text(Json(std::move(members)));
}

bool was_held_beside(std::string_view summary) { return JsonPiece(summary).member("held_beside").is("true"); }

RowNow row_now(std::string_view kept_lane, std::string_view summary, const std::vector<std::string>& frozen) {
  const JsonPiece shown(summary);
  const auto is_frozen = [&](const std::string& sector) {
    return std::find(frozen.begin(), frozen.end(), sector) != frozen.end();
  };
  const std::vector<JsonPiece> held = shown.member("frozen_by").elements();
  RowNow now{std::string(kept_lane), is_frozen(shown.member("sector").string())};
  now.is_frozen = now.is_frozen || std::any_of(held.begin(), held.end(),
                                               [&](const JsonPiece& one) { return is_frozen(one.string()); });
  // A row that an older program kept does not say what it is without a freeze.
  const std::string free_lane = shown.member("free_lane").string();
  if (!now.lane.empty() && !free_lane.empty()) now.lane = free_lane;
  const bool is_below = now.lane == to_string(Lane::kGreen) || now.lane == to_string(Lane::kBlue);
  if (now.is_frozen && is_below) now.lane = to_string(Lane::kYellow);
  return now;
}

std::vector<CaseDeskRow> desks_of(const Case& c, const DeskRules& rules) {
  std::vector<CaseDeskRow> out;
  if (c.versions.empty()) return out;
  CaseDeskRow deciding;
  deciding.desk = {rules.deciding_agency, {}};
  deciding.assignee = c.assignee;
  deciding.is_open =
      !c.is_closed() || std::any_of(c.contests.begin(), c.contests.end(), [&](const Contest& one) {
        return !one.answer && one.what.owner == rules.deciding_agency && !c.is_settled_by_review(one);
      });
  deciding.is_open = deciding.is_open || c.has_open_doubt();
  out.push_back(std::move(deciding));
  for (const GateStanding& standing : c.gates) {
    const GateRule* gate = rules.gate(standing.gate);
    if (gate == nullptr) continue;
    const bool waits = !c.is_closed() && is_open(standing);
    const AgencyDesk desk{gate->agency, gate->sector};
    const auto there =
        std::find_if(out.begin(), out.end(), [&](const CaseDeskRow& row) { return row.desk == desk; });
    if (there != out.end()) {
      there->is_open |= waits;
      continue;
    }
    CaseDeskRow row;
    row.desk = desk;
    row.is_open = waits;
    out.push_back(std::move(row));
  }
  for (const PolicyContests which : {PolicyContests::kOpen, PolicyContests::kAnswered}) {
    if (!has_policy_contest(c, which)) continue;
    CaseDeskRow row;
    row.desk = policy_desk(which);
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace tidegate::desk
