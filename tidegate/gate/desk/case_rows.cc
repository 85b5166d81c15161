#include "tidegate/gate/desk/case_rows.h"

#include <algorithm>

#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/lane.h"

namespace tidegate::desk {
namespace {

bool has_open_contest(const Case& c) {
  return std::any_of(c.contests.begin(), c.contests.end(),
                     [](const Contest& contest) { return !contest.answer; });
}

bool has_open_gate(const Case& c) {
  return std::any_of(c.gates.begin(), c.gates.end(), [](const GateStanding& gate) { return !gate.clears; });
}

std::string due_day(const Case& c, const DeskLaw& law, std::int64_t now_ms) {
  for (const Deadline& deadline : deadlines(c, law.rules, law.calendar, now_ms)) {
    if (!c.is_closed() || deadline.kind == "contest") return deadline.due.str();
  }
  return {};
}

// What lists show of a filing, and what of the case they show beside.
std::string summary(const Case& c, std::string_view filing_summary) {
  constexpr std::string_view kShown[] = {"title",           "firm_name",     "uscc",    "destinations",
                                         "recipients",      "sector",        "persons", "sensitive_persons",
                                         "persons_unknown", "important_data"};
  Json::Object members;
  const auto read = parse_json(filing_summary, "");
  for (const std::string_view key : kShown) {
    const Json* value = read ? read->find(key) : nullptr;
    if (value != nullptr) members.emplace_back(std::string(key), *value);
  }
  if (!c.assignee.empty()) members.emplace_back("assignee", Json(c.assignee));
  if (c.submitted_ms != 0) members.emplace_back("submitted_ms", Json(c.submitted_ms));
  members.emplace_back("waits_for", Json(std::string(waits_for(c))));
  return canonical_text(Json(std::move(members)));
}

}  // namespace

Lane lane_now(const Case& c, std::int64_t now_ms, bool is_frozen) {
  return std::max(lane_in_force(c, day_in_china(now_ms)), is_frozen ? Lane::kYellow : Lane::kGreen);
}

std::string_view waits_for(const Case& c) {
  if (c.is_closed()) return has_open_contest(c) ? "desk" : "nobody";
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
              bool is_frozen, std::int64_t now_ms) {
  row.state = to_string(c.state);
  if (!c.versions.empty()) row.route = to_string(c.filing().route);
  // A lane that officers may not see yet is not in what queues are chosen and counted by.
  row.lane = c.versions.empty() || !may_see_score(c) ? std::string_view()
                                                     : to_string(lane_now(c, now_ms, is_frozen));
  row.due_day = due_day(c, law, now_ms);
  row.is_closed = c.is_closed();
  row.updated_ms = now_ms;
  row.summary = summary(c, filing_summary);
}

std::vector<CaseDeskRow> desks_of(const Case& c, const DeskRules& rules) {
  std::vector<CaseDeskRow> out;
  if (c.versions.empty()) return out;
  CaseDeskRow deciding;
  deciding.desk = {rules.deciding_agency, {}};
  deciding.assignee = c.assignee;
  deciding.is_open =
      !c.is_closed() || std::any_of(c.contests.begin(), c.contests.end(), [&](const Contest& one) {
        return !one.answer && one.what.owner == rules.deciding_agency;
      });
  out.push_back(std::move(deciding));
  for (const GateStanding& standing : c.gates) {
    const GateRule* gate = rules.gate(standing.gate);
    if (gate == nullptr) continue;
    const bool is_open = !c.is_closed() && !standing.clears;
    const AgencyDesk desk{gate->agency, gate->sector};
    const auto there =
        std::find_if(out.begin(), out.end(), [&](const CaseDeskRow& row) { return row.desk == desk; });
    if (there != out.end()) {
      there->is_open |= is_open;
      continue;
    }
    CaseDeskRow row;
    row.desk = desk;
    row.is_open = is_open;
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace tidegate::desk
