#include "tidegate/permit/decision_text.h"

#include <array>

#include "tidegate/base/instant.h"
#include "tidegate/permit/fields.h"
#include "tidegate/permit/permit_text.h"

namespace tidegate::permit {
namespace {

Json step_json(const DecisionStep& step) {
  return Json(Json::Object{{"account", Json(step.by.account)},
                           {"role", Json(step.by.role)},
                           {"agency", Json(step.by.agency)},
                           {"sector", Json(step.by.sector)},
                           {"step", Json(step.step)},
                           {"at", Json(instant_text(step.at_ms))}});
}

Json outcome_json(const ItemOutcome& outcome) {
  return Json(Json::Object{{"item", Json(static_cast<std::int64_t>(outcome.item))},
                           {"name", Json(outcome.name)},
                           {"verdict", Json(std::string(to_string(outcome.verdict)))},
                           {"conditions", array_of(outcome.conditions, text_json)},
                           {"reason", text_json(outcome.reason)}});
}

DecisionStep step_at(const JsonReader& in) {
  in.only({"account", "role", "agency", "sector", "step", "at"});
  DecisionStep step;
  step.by = {word_at(in.member("account"), 0), word_at(in.member("role"), 1), word_at(in.member("agency"), 0),
             word_at(in.member("sector"), 0)};
  step.step = word_at(in.member("step"), 1);
  step.at_ms = instant_at(in.member("at"));
  return step;
}

std::vector<Text> texts_at(const JsonReader& in) {
  std::vector<Text> texts;
  for (const JsonReader& item : in.items(0, kMostConditions)) texts.push_back(both_at(item, false));
  return texts;
}

ItemOutcome outcome_at(const JsonReader& in) {
  constexpr std::array<std::string_view, 3> kVerdicts{"allowed", "allowed_on_conditions", "refused"};
  in.only({"item", "name", "verdict", "conditions", "reason"});
  ItemOutcome outcome;
  outcome.item = static_cast<std::size_t>(in.member("item").integer(0, kMostItems - 1));
  outcome.name = word_at(in.member("name"), 1);
  outcome.verdict = static_cast<ItemVerdict>(in.member("verdict").one_of(kVerdicts));
  outcome.conditions = texts_at(in.member("conditions"));
  outcome.reason = both_at(in.member("reason"), outcome.verdict != ItemVerdict::kRefused);
  return outcome;
}

Decision decision_at(const JsonReader& in) {
  constexpr std::array<std::string_view, 4> kKinds{"passed", "partly_passed", "refused", "terminated"};
  in.only({"case", "filing_sha256", "record", "kind", "items", "conditions", "reasons", "steps", "decided_on",
           "valid_until"});
  Decision d;
  d.case_id = id_at(in.member("case"));
  d.filing_hash = hash_at(in.member("filing_sha256"));
  d.record_id = word_at(in.member("record"), 0);
  d.kind = static_cast<DecisionKind>(in.member("kind").one_of(kKinds));
  for (const JsonReader& item : in.member("items").items(0, kMostItems)) d.items.push_back(outcome_at(item));
  d.conditions = texts_at(in.member("conditions"));
  d.reasons = both_at(in.member("reasons"), d.kind != DecisionKind::kRefused);
  for (const JsonReader& item : in.member("steps").items(1, kMostSteps)) d.steps.push_back(step_at(item));
  d.decided_on = in.member("decided_on").date();
  d.valid_until = day_at(in.member("valid_until"));
  return d;
}

}  // namespace

std::string decision_text(const Decision& d) {
  return canonical_text(Json(Json::Object{{"case", Json(d.case_id)},
                                          {"filing_sha256", Json(d.filing_hash)},
                                          {"record", Json(d.record_id)},
                                          {"kind", Json(std::string(to_string(d.kind)))},
                                          {"items", array_of(d.items, outcome_json)},
                                          {"conditions", array_of(d.conditions, text_json)},
                                          {"reasons", text_json(d.reasons)},
                                          {"steps", array_of(d.steps, step_json)},
                                          {"decided_on", Json(d.decided_on.str())},
                                          {"valid_until", day_json(d.valid_until)}}));
}

Result<Decision> read_decision(std::string_view bytes, std::string_view where) {
  return read_whole<Decision>(bytes, where, decision_at);
}

}  // namespace tidegate::permit
