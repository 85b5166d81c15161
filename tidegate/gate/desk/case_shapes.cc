#include "tidegate/gate/desk/case_shapes.h"

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/json_piece.h"

namespace tidegate::desk {
namespace {

void optional_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).string(text);
}

std::string text_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

FilingRoute route_of(std::string_view name) {
  for (const FilingRoute route : {FilingRoute::kSA, FilingRoute::kSC, FilingRoute::kPC, FilingRoute::kNL,
                                  FilingRoute::kEX, FilingRoute::kEXT}) {
    if (to_string(route) == name) return route;
  }
  return FilingRoute::kSA;
}

CaseState state_of(std::string_view name) {
  for (std::size_t i = 0; i < kCaseStateCount; ++i) {
    if (to_string(static_cast<CaseState>(i)) == name) return static_cast<CaseState>(i);
  }
  return CaseState::kDraft;
}

void write_strings(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

}  // namespace

void write_text(JsonWriter& json, const Text& text) {
  json.begin_object();
  json.key("en").string(text.en.empty() ? text.zh : text.en);
  json.key("zh").string(text.zh.empty() ? text.en : text.zh);
  json.end_object();
}

void write_texts(JsonWriter& json, const std::vector<Text>& texts) {
  json.begin_array();
  for (const Text& text : texts) write_text(json, text);
  json.end_array();
}

void write_person(JsonWriter& json, const Actor& actor, const Names& names, Side side) {
  const bool is_of_firm = actor.role == "filer" || actor.role == "firm_admin";
  json.begin_object();
  if (!actor.account.empty() && is_of_firm == (side == Side::kFirm)) {
    json.key("account").string(actor.account);
    if (const auto name = names.find(actor.account); name != names.end())
      json.key("name").string(name->second);
  }
  json.key("role").string(actor.role);
  optional_text(json, "agency", actor.agency);
  optional_text(json, "sector", actor.sector);
  json.end_object();
}

void write_ask(JsonWriter& json, const SupplementAsk& ask) {
  json.begin_object();
  json.key("pointer").string(ask.pointer);
  json.key("what");
  write_text(json, ask.what);
  json.key("why");
  write_text(json, ask.why);
  json.key("source").string(ask.source);
  json.key("fix");
  write_text(json, ask.fix);
  json.end_object();
}

void write_outcomes(JsonWriter& json, const std::vector<ItemOutcome>& items) {
  json.begin_array();
  for (const ItemOutcome& item : items) {
    json.begin_object();
    json.key("item").unsigned_integer(item.item);
    json.key("name").string(item.name);
    json.key("verdict").string(to_string(item.verdict));
    json.key("conditions");
    write_texts(json, item.conditions);
    json.key("reason");
    write_text(json, item.reason);
    json.end_object();
  }
  json.end_array();
}

void write_summary(JsonWriter& json, const CaseRow& row, const Json& summary) {
  json.key("id").string(row.id);
  json.key("title").string(text_of(summary, "title"));
  optional_text(json, "title_en", text_of(summary, "title_en"));
  json.key("firm").begin_object();
  json.key("id").string(row.tenant.text());
  json.key("uscc").string(text_of(summary, "uscc"));
  json.key("name").string(text_of(summary, "firm_name"));
  json.end_object();
  json.key("route").string(row.route);
  json.key("state").string(row.state);
  json.key("state_words");
  write_text(json, state_words(state_of(row.state), route_of(row.route)));
  optional_text(json, "due_day", row.due_day);
  json.key("is_closed").boolean(row.is_closed);
  const Json* submitted = summary.find("submitted_ms");
  if (submitted != nullptr && submitted->integer() != nullptr)
    json.key("submitted_at").string(instant_text(*submitted->integer()));
  json.key("updated_at").string(instant_text(row.updated_ms));
  json.key("events").integer(row.events);
  for (const std::string_view key :
       {"destinations", "sector", "persons", "sensitive_persons", "important_data"}) {
    if (const Json* value = summary.find(key)) json.key(key).raw(canonical_text(*value));
  }
}

void write_summary_of_side(JsonWriter& json, const Json& summary, Side side) {
  std::string waits = text_of(summary, "waits_for");
  // That a proposal waits, or an agency is asked, is the desk's own affair.
  if (side == Side::kFirm && (waits == "second_person" || waits == "gates")) waits = "desk";
  json.key("waits_for").string(waits.empty() ? "nobody" : waits);
  if (side == Side::kDesk) optional_text(json, "assignee", text_of(summary, "assignee"));
}

void write_due(JsonWriter& json, const DayAnswer& due) {
  json.key("due_day").string(due.day.str());
  json.key("is_estimated").boolean(due.estimated);
  if (due.furthest != due.day) json.key(kLatestDueDay).string(due.furthest.str());
}

bool is_overdue(const CaseRow& row, Date today) {
  const std::string latest = JsonPiece(row.summary).member(kLatestDueDay).string();
  return !row.is_closed && !row.due_day.empty() && std::max(row.due_day, latest) < today.str();
}

void write_decisions(JsonWriter& json, const Case& c, const Names& names, Side side) {
  json.begin_array();
  for (const Decision& decision : c.decisions) {
    json.begin_object();
    json.key("kind").string(to_string(decision.kind));
    json.key("items");
    write_outcomes(json, decision.items);
    json.key("conditions");
    write_texts(json, decision.conditions);
    json.key("reasons");
    write_text(json, decision.reasons);
    json.key("decided_on").string(decision.decided_on.str());
    if (decision.valid_until) json.key("valid_until").string(decision.valid_until->str());
    json.key("steps").begin_array();
    for (const DecisionStep& step : decision.steps) {
      json.begin_object();
      json.key("by");
      write_person(json, step.by, names, side);
      json.key("step").string(step.step);
      json.key("at").string(instant_text(step.at_ms));
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

namespace {
// What an operator says that the policy was changed by: the desk holds neither file.
void write_stated_policy(JsonWriter& json, const ContestAnswered& answer) {
  if (answer.policy_hash.empty()) return;
  json.key("stated").begin_object();
  json.key("policy_hash").string(answer.policy_hash);
  json.key("replay_hash").string(answer.replay_hash);
  json.key("is_checked").boolean(false);
  json.key("says");
  write_text(json, {"as stated by the operator, not checked: the desk holds neither the new version nor its "
                    "replay, and decides by the rules it was started with",
                    "由运营方填写，未经核对：本平台不保存新版本及其回放记录，仍按启动时的规则办理"});
  json.end_object();
}

void write_contest(JsonWriter& json, const Case& c, std::size_t place, const Names& names, Side side) {
  const Contest& contest = c.contests[place];
  json.begin_object();
  json.key("contest").unsigned_integer(place);  // what `contest_answered` names
  json.key("level").string(to_string(contest.what.level));
  json.key("subject").string(contest.what.subject);
  json.key("claim").string(contest.what.claim);
  json.key("evidence");
  write_strings(json, contest.what.evidence);
  if (contest.what.wants_level) json.key("wants_level").integer(*contest.what.wants_level);
  json.key("owner").string(contest.what.owner);
  json.key("due_day").string(contest.what.due.str());
  json.key("is_estimated").boolean(contest.what.estimated);
  json.key("opened_at").string(instant_text(contest.opened_ms));
  // Of policy the operator reads, who is told of a case no more than it must know.
  if (contest.what.level != ContestLevel::kPolicy) {
    json.key("version").integer(contest.opened_version);
    json.key("is_of_newest").boolean(c.is_of_newest(contest));
  }
  json.key("by");
  write_person(json, contest.by, names, side);
  json.key("answer");
  if (contest.answer) {
    json.begin_object();
    json.key("accepted").boolean(contest.answer->accepted);
    json.key("answer");
    write_text(json, contest.answer->answer);
    write_stated_policy(json, *contest.answer);
    json.key("by");
    write_person(json, contest.answered_by, names, side);
    json.key("at").string(instant_text(contest.answered_ms));
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
}
}  // namespace

void write_contests(JsonWriter& json, const Case& c, const Names& names, Side side) {
  json.begin_array();
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (side == Side::kFirm && c.contests[i].what.level == ContestLevel::kPolicy) continue;
    write_contest(json, c, i, names, side);
  }
  json.end_array();
}

void write_policy_contests(JsonWriter& json, const Case& c, const Names& names) {
  json.begin_array();
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (c.contests[i].what.level == ContestLevel::kPolicy) write_contest(json, c, i, names, Side::kDesk);
  }
  json.end_array();
}

void write_notes(JsonWriter& json, const Case& c, const Names& names, Side side) {
  json.begin_array();
  for (const CaseNote& note : c.notes) {
    if (side == Side::kFirm && !note.what.shown_to_firm) continue;
    json.begin_object();
    json.key("text").string(note.what.text);
    json.key("shown_to_firm").boolean(note.what.shown_to_firm);
    json.key("by");
    write_person(json, note.by, names, side);
    json.key("at").string(instant_text(note.at_ms));
    json.end_object();
  }
  json.end_array();
}

void write_supplements(JsonWriter& json, const Case& c) {
  json.begin_array();
  for (const SupplementRequest& round : c.supplements) {
    json.begin_object();
    json.key("asked_at").string(instant_text(round.asked_ms));
    json.key("due_day").string(round.due.str());
    json.key("is_estimated").boolean(round.estimated);
    if (round.handed_in_ms) json.key("handed_in_at").string(instant_text(*round.handed_in_ms));
    json.key("lines").begin_array();
    for (const SupplementLine& line : round.lines) {
      json.begin_object();
      json.key("ask");
      write_ask(json, line.ask);
      if (line.answered_ms) json.key("answered_at").string(instant_text(*line.answered_ms));
      json.key("answer").string(line.answer);
      json.key("evidence");
      write_strings(json, line.evidence);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace tidegate::desk
