#include "tidegate/gate/desk/case_events.h"

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

// A copy of an object without some of its members.
Json without(const Json& object, std::initializer_list<std::string_view> keys) {
  Json::Object members;
  if (object.object() == nullptr) return object;
  for (const auto& [key, value] : *object.object()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) members.emplace_back(key, value);
  }
  return Json(std::move(members));
}

Json with(const Json& object, std::string_view key, Json value) {
  Json rest = without(object, {key});
  Json::Object members = rest.object() == nullptr ? Json::Object() : *rest.object();
  members.emplace_back(std::string(key), std::move(value));
  return Json(std::move(members));
}

bool is_of_filing(std::string_view kind) {
  return kind == FilingSubmitted::kName || kind == FilingRevised::kName || kind == FilingRescored::kName ||
         kind == PermitDoubted::kName;
}

bool is_of_lane(std::string_view kind) {
  return kind == LaneSet::kName || kind == OverrideProposed::kName || kind == OverrideConfirmed::kName ||
         kind == OverrideSentBack::kName || kind == LaneOverridden::kName;
}

// The step as it was taken, without what this side may not see of it.
std::string detail(const CaseEventRow& row, Side side, bool is_visible) {
  const JsonPiece step = JsonPiece(row.document).member("step");
  const bool hides = side == Side::kFirm || !is_visible;
  if (hides && is_of_lane(row.kind)) return canonical_text(Json(Json::Object{{"name", Json(row.kind)}}));
  const bool is_cut =
      (hides && is_of_filing(row.kind)) || (side == Side::kFirm && row.kind == CaseDecided::kName);
  if (!is_cut) return std::string(step.text());
  const auto read = parse_json(step.text(), "");
  if (!read) return "{}";
  if (row.kind == CaseDecided::kName) {
    const Json* decision = read->find("decision");
    return canonical_text(decision == nullptr ? *read
                                              : with(*read, "decision", without(*decision, {"steps"})));
  }
  const Json* filing = read->find("filing");
  if (filing == nullptr) return canonical_text(*read);
  return canonical_text(with(
      *read, "filing", without(*filing, {"risk_lane", "floor", "abstains", "has_gates", "important_data"})));
}

bool is_shown_to_firm(const CaseEventRow& row, const EventView& view) {
  const auto read = parse_json(row.document, "");
  if (!read) return false;
  const auto event = case_event_from_json(*read, "");
  if (!event || !is_for_firm(event->step)) return false;
  const auto* answered = std::get_if<ContestAnswered>(&event->step);
  if (answered == nullptr) return true;
  return std::find(view.policy_contests.begin(), view.policy_contests.end(),
                   static_cast<std::int64_t>(answered->contest)) == view.policy_contests.end();
}

}  // namespace

bool is_for_firm(const CaseStep& step) {
  if (const auto* note = std::get_if<NoteAdded>(&step)) return note->shown_to_firm;
  if (const auto* contest = std::get_if<ContestOpened>(&step)) return contest->level != ContestLevel::kPolicy;
  const std::string_view name = name_of(step);
  return !is_of_lane(name) && name != GatesAsked::kName && name != GateAnswered::kName &&
         name != CaseAssigned::kName && name != DecisionProposed::kName && name != ProposalSentBack::kName &&
         name != DecisionConfirmed::kName && name != FinishedByRules::kName;
}

bool is_shown(const CaseEventRow& row, const EventView& view) {
  return view.side == Side::kDesk || is_shown_to_firm(row, view);
}

void write_event(JsonWriter& json, const CaseEventRow& row, const Names& names, const EventView& view) {
  if (!is_shown(row, view)) return;
  json.begin_object();
  json.key("seq").integer(row.seq);
  json.key("at").string(instant_text(row.at_ms));
  json.key("by");
  write_person(json, {row.account, row.role, row.desk.agency, row.desk.sector}, names, view.side);
  json.key("step").string(row.kind);
  json.key("words");
  write_text(json, step_words(row.kind));
  json.key("detail").raw(detail(row, view.side, view.is_visible));
  json.end_object();
}

}  // namespace tidegate::desk
