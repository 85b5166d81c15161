#include "tidegate/gate/desk/case_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/base/instant.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/credential_shapes.h"
#include "tidegate/gate/desk/handed_papers.h"

namespace tidegate::desk {
namespace {

void write_versions(JsonWriter& json, const std::vector<FilingVersionRow>& versions) {
  json.begin_array();
  for (const FilingVersionRow& version : versions) {
    json.begin_object();
    json.key("number").integer(version.number);
    json.key("at").string(instant_text(version.at_ms));
    json.key("sha256").string(version.sha256);
    json.end_object();
  }
  json.end_array();
}

// Whose acceptance of the firm's contest is still wanted to take back what two persons decided against it.
void write_outcome_contest(JsonWriter& json, AgainstFirm::Wanted wants) {
  if (wants == AgainstFirm::Wanted::kNobody) return;
  const bool is_lead = wants == AgainstFirm::Wanted::kLead;
  json.key("outcome_contest").begin_object();
  json.key("wants").string(is_lead ? "lead" : "another");
  json.key("says");
  const std::string_view who = is_lead ? "a lead" : "another person";
  const std::string_view who_zh = is_lead ? "一名负责人" : "另一名人员";
  write_text(json,
             {fmt::format("A contest of the outcome was accepted. What two persons decided counts against "
                          "the firm for 12 months, until two have accepted a contest of it, one of them a "
                          "lead: {} of the desk who had no part in the decision is still wanted. The firm "
                          "contests it once more, and that contest is accepted",
                          who),
              fmt::format(
                  "对结论的异议已有一项被采纳。两人作出的结论十二个月内计为对本单位不利的情况，须经两人采纳异"
                  "议（其中一人为负责人）方不再计入：尚须{}（未参与原结论）采纳。请申报单位再次提出异议，"
                  "由其答复",
                  who_zh)});
  json.end_object();
}

std::string common_part(const PageFacts& facts, const Json& summary) {
  JsonWriter json;
  json.begin_object();
  write_summary(json, facts.row, summary);
  json.key("seq").integer(facts.c.last_seq);
  json.key("filing").string(facts.row.filing);
  json.key("version").integer(facts.versions.empty() ? 0 : facts.versions.back().number);
  json.key("versions");
  write_versions(json, facts.versions);
  json.key("gaps").begin_array();
  for (const SupplementAsk& gap : facts.c.gaps) write_ask(json, gap);
  json.end_array();
  json.key("supplements");
  write_supplements(json, facts.c);
  json.key("papers");
  write_papers(json, facts.papers);
  if (!facts.extension.empty()) json.key("extension").raw(facts.extension);
  write_outcome_contest(json, facts.outcome_wants);
  json.end_object();
  return json.take();
}

void write_of_side(JsonWriter& json, const PageFacts& facts, const Json& summary, Side side) {
  write_summary_of_side(json, summary, side);
  json.key("decisions");
  write_decisions(json, facts.c, facts.names, side);
  json.key("contests");
  write_contests(json, facts.c, facts.names, side);
  json.key("notes");
  write_notes(json, facts.c, facts.names, side);
  if (facts.c.doubts.empty()) return;
  json.key("doubts");
  write_doubts(json, facts.c, facts.names, side);
}

// Score, interval and the factors that make it, as the assessment wrote the numbers.
void write_risk(JsonWriter& json, const JsonPiece& risk) {
  if (!risk.text().starts_with('{')) {
    json.null();
    return;
  }
  json.begin_object();
  for (const std::string_view key : {"score", "low", "high", "lane"}) {
    if (const JsonPiece value = risk.member(key); value.is_there()) json.key(key).raw(value.text());
  }
  json.key("reasons").begin_array();
  for (const JsonPiece& factor : risk.member("factors").elements()) {
    json.begin_object();
    for (const std::string_view key : {"factor", "says", "share"}) {
      if (const JsonPiece value = factor.member(key); value.is_there()) json.key(key).raw(value.text());
    }
    json.end_object();
  }
  json.end_array().end_object();
}

std::string firm_part(const PageFacts& facts, const Json& summary, std::string_view risk) {
  JsonWriter json;
  json.begin_object();
  write_of_side(json, facts, summary, Side::kFirm);
  json.key("risk").raw(risk);
  json.end_object();
  return json.take();
}

void write_gates(JsonWriter& json, const PageFacts& facts) {
  json.begin_array();
  for (const GateStanding& standing : facts.c.gates) {
    const GateRule* gate = facts.law.rules.gate(standing.gate);
    json.begin_object();
    json.key("id").string(standing.gate);
    if (gate != nullptr) {
      json.key("name");
      write_text(json, gate->name);
      json.key("agency").string(gate->agency);
      if (!gate->sector.empty()) json.key("sector").string(gate->sector);
      json.key("basis");
      write_text(json, gate->basis);
    }
    json.key("clears");
    if (standing.clears) {
      json.boolean(*standing.clears);
      json.key("reasons");
      write_text(json, standing.reasons);
      json.key("by");
      write_person(json, standing.by, facts.names, Side::kDesk);
      json.key("at").string(instant_text(standing.at_ms));
      if (standing.again) json.key("is_asked_again").boolean(true);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array();
}

void write_proposal(JsonWriter& json, const PageFacts& facts) {
  if (!facts.c.proposal) {
    json.null();
    return;
  }
  const Proposal& proposal = *facts.c.proposal;
  json.begin_object();
  json.key("kind").string(to_string(proposal.what.kind));
  json.key("items");
  write_outcomes(json, proposal.what.items);
  json.key("conditions");
  write_texts(json, proposal.what.conditions);
  json.key("reasons");
  write_text(json, proposal.what.reasons);
  json.key("by");
  write_person(json, proposal.by, facts.names, Side::kDesk);
  json.key("at").string(instant_text(proposal.at_ms));
  json.end_object();
}

std::string desk_part(const PageFacts& facts, const Json& summary) {
  JsonWriter json;
  json.begin_object();
  write_of_side(json, facts, summary, Side::kDesk);
  json.key("hides_score").boolean(!facts.c.versions.empty() && !may_see_score(facts.c));
  json.key("gates");
  write_gates(json, facts);
  json.key("proposal");
  write_proposal(json, facts);
  json.end_object();
  return json.take();
}

void write_override(JsonWriter& json, const OverrideProposed& what) {
  json.key("to").string(to_string(what.to));
  json.key("reason_code").string(what.reason_code);
  json.key("scope").string(to_string(what.scope));
  if (what.expires) json.key("expires").string(what.expires->str());
  json.key("reasons");
  write_text(json, what.reasons);
}

void write_lane_detail(JsonWriter& json, const PageFacts& facts) {
  const Case& c = facts.c;
  json.key("computed").string(to_string(c.computed_lane.lane));
  json.key("floor").string(to_string(c.filing().floor));
  json.key("risk_lane").string(to_string(c.filing().risk_lane));
  json.key("drawn_up").boolean(c.computed_lane.drawn_up);
  json.key("was_frozen").boolean(c.computed_lane.frozen);
  json.key("abstains").boolean(c.filing().abstains);
  json.key("not_by_rules");
  write_texts(json, facts.not_by_rules);
  json.key("overrides").begin_array();
  for (const LaneOverridden& one : c.overrides) {
    json.begin_object();
    write_override(json, one.what);
    json.key("from").string(to_string(one.from));
    json.key("version").integer(one.version);
    json.key("steps").begin_array();
    for (const DecisionStep& step : one.steps) {
      json.begin_object().key("by");
      write_person(json, step.by, facts.names, Side::kDesk);
      json.key("step").string(step.step).key("at").string(instant_text(step.at_ms)).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
  if (!c.override_proposal) return;
  json.key("override_proposal").begin_object();
  write_override(json, c.override_proposal->what);
  json.key("by");
  write_person(json, c.override_proposal->by, facts.names, Side::kDesk);
  json.key("at").string(instant_text(c.override_proposal->at_ms));
  json.end_object();
}

// {"risk": ..., the rest of lane_detail}; `holds` depends on the day.
std::string hidden_part(const PageFacts& facts, std::string_view risk) {
  JsonWriter json;
  json.begin_object();
  if (!facts.c.versions.empty() && may_see_score(facts.c)) {
    json.key("risk").raw(risk);
    json.key("lane_detail").begin_object();
    write_lane_detail(json, facts);
    json.end_object();
  }
  json.end_object();
  return json.take();
}

// Contests of policy, which the operator answers; nothing of what the firm declared.
std::string operator_part(const PageFacts& facts) {
  JsonWriter json;
  json.begin_object();
  json.key("id").string(facts.row.id);
  json.key("route").string(facts.row.route);
  json.key("state").string(facts.row.state);
  json.key("state_words");
  write_text(
      json, state_words(facts.c.state, facts.c.versions.empty() ? FilingRoute::kSA : facts.c.filing().route));
  json.key("is_closed").boolean(facts.row.is_closed);
  json.key("updated_at").string(instant_text(facts.row.updated_ms));
  json.key("events").integer(facts.row.events);
  json.key("seq").integer(facts.c.last_seq);
  json.key("contests");
  write_policy_contests(json, facts.c, facts.names);
  json.end_object();
  return json.take();
}

// Articles of the deciding ones first, in full.
void write_basis(JsonWriter& json, const JsonMembers& opinion) {
  const std::vector<JsonPiece> citations = opinion.member("citations").elements();
  json.begin_array();
  for (const JsonPiece& code : opinion.member("legal_basis").elements()) {
    for (const JsonPiece& citation : citations) {
      if (!citation.member("code").is(code.text())) continue;
      json.raw(citation.text());
      break;
    }
  }
  json.end_array();
}

void write_opinions(JsonWriter& json, const JsonMembers& assessment) {
  json.begin_array();
  for (const JsonPiece& one : assessment.member("opinions").elements()) {
    const JsonMembers opinion(one);
    json.begin_object();
    for (const auto& [key, of] : {std::pair<std::string_view, std::string_view>{"law", "law"},
                                  {"route", "route"},
                                  {"route_words", "route_label"}}) {
      if (const JsonPiece value = opinion.member(of); value.is_there()) json.key(key).raw(value.text());
    }
    json.key("legal_basis");
    write_basis(json, opinion);
    json.key("duties");
    const JsonPiece duties = opinion.member("obligations");
    json.raw(duties.is_there() ? duties.text() : "[]");
    json.key("doubts").begin_array();
    for (const JsonPiece& doubt : opinion.member("doubts").elements()) {
      if (const JsonPiece says = doubt.member("says"); says.is_there()) json.raw(says.text());
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_filing(JsonWriter& json, const FilingDocument& document, const JsonMembers& assessment) {
  const JsonPiece declaration = document.declaration();
  json.key("declaration").raw(declaration.is_there() ? declaration.text() : "{}");
  const JsonPiece findings = document.findings();
  json.key("findings").raw(findings.is_there() ? findings.text() : "[]");
  json.key("opinions");
  write_opinions(json, assessment);
}

std::string filing_part(const FilingDocument& document, const JsonMembers& assessment, const Case& c) {
  JsonWriter json;
  json.begin_object();
  write_filing(json, document, assessment);
  write_credentials(json, document);
  json.key("list_questions").begin_array();
  const std::vector<std::string> none;
  for (const ListQuestion& one : list_questions(document, c.versions.empty() ? none : c.filing().items)) {
    json.begin_object();
    if (one.item) json.key("item").unsigned_integer(*one.item);
    json.key("column").string(one.column);
    json.key("list").string(one.list_id);
    json.key("row").string(one.row);
    json.key("edition").string(one.edition);
    json.key("verdict").string(one.verdict);
    json.key("says");
    write_text(json, one.term);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string risk_text(const JsonMembers& assessment) {
  JsonWriter json;
  write_risk(json, assessment.member("risk"));
  return json.take();
}

void append(std::string& out, std::string_view members) {
  if (members.empty()) return;
  if (out.size() > 1) out += ',';
  out += members;
}

// A round or a contest with its last day as it is now.
std::string with_day(const JsonPiece& kept, const DayAnswer& due) {
  JsonWriter json;
  json.begin_object();
  write_due(json, due);
  for (const auto& [key, value] : kept.members()) {
    if (key != "due_day" && key != "is_estimated") json.key(key).raw(value.text());
  }
  json.end_object();
  return json.take();
}

std::string rounds_now(const JsonPiece& kept, const std::optional<DayAnswer>& due) {
  JsonWriter json;
  json.begin_array();
  for (const JsonPiece& round : kept.elements()) {
    const bool is_open = !round.member("handed_in_at").is_there();
    json.raw(is_open && due ? with_day(round, *due) : std::string(round.text()));
  }
  json.end_array();
  return json.take();
}

// Members of a part. The last days in it are those of its last step: the calendar may say more since.
std::string with_days_now(const Reading& reading, PagePart which) {
  std::string out;
  for (const auto& [key, value] : JsonPiece(reading.page.part(which)).members()) {
    if (key == "due_day") continue;  // of the moment
    if (!out.empty()) out += ',';
    out.append("\"").append(key).append("\":");
    if (key == "supplements")
      out += rounds_now(value, reading.due.supplement);
    else if (key == "contests")
      out += contests_now(value, reading.due.contests);
    else
      out += value.text();
  }
  return out;
}

// Why a person finishes it: by its own filing as of its last step, by the firm's others now. Of a blind case
// the latter alone, for they say nothing of its lane.
std::string not_by_rules(const Reading& reading, const JsonPiece& own) {
  JsonWriter json;
  json.begin_array();
  const std::vector<JsonPiece> kept = own.elements();
  for (const JsonPiece& one : kept) json.raw(one.text());
  std::size_t told = kept.size();
  for (const Text& one : words_of(reading.beside.value_or(0))) {
    // A page that an older program kept says it as of its last step.
    const bool is_there = std::any_of(kept.begin(), kept.end(), [&](const JsonPiece& piece) {
      return piece.member("zh").string() == one.zh;
    });
    if (is_there) continue;
    write_text(json, one);
    ++told;
  }
  if (told == 0 && reading.beside && own.is_there())
    write_text(json, {"it was left to a person when it came in", "提交时已转人工办理"});
  json.end_array();
  return json.take();
}

// Lane and risk as the desk sees them: not while they are hidden.
void append_hidden(std::string& out, const Reading& reading) {
  const std::string_view members = reading.page.members(PagePart::kHidden);
  if (members.empty()) {
    if (reading.beside.value_or(0) != 0)
      append(out, "\"lane_detail\":{\"not_by_rules\":" + not_by_rules(reading, {}) + "}");
    return;
  }
  const std::string lane = lane_now(reading);
  const JsonPiece hidden(reading.page.part(PagePart::kHidden));
  const JsonPiece kept = hidden.member("lane_detail");
  if (kept.text().size() < 2) return;
  // "frozen" is of the moment; on a page that an older program kept it is of its last step.
  const bool is_frozen = reading.is_frozen;
  const std::string detail = kept.without({"frozen", "not_by_rules"});
  append(out, "\"lane\":\"" + lane + "\",\"risk\":");
  out += hidden.member("risk").text();
  out += ",\"lane_detail\":{\"holds\":\"" + lane + "\",\"frozen\":" + (is_frozen ? "true," : "false,") +
         "\"not_by_rules\":" + not_by_rules(reading, kept.member("not_by_rules")) + ",";
  out += std::string_view(detail).substr(1);
}

}  // namespace

std::string lane_now(const Reading& reading) {
  std::string lane = reading.live.lane_on(day_in_china(reading.now_ms));
  const bool is_below = lane == to_string(Lane::kGreen) || lane == to_string(Lane::kBlue);
  if (reading.is_frozen && is_below) lane = to_string(Lane::kYellow);
  return lane;
}

std::string contests_now(const JsonPiece& kept, const std::map<std::size_t, DayAnswer>& due) {
  JsonWriter json;
  json.begin_array();
  for (const JsonPiece& contest : kept.elements()) {
    const auto of = std::find_if(due.begin(), due.end(), [&](const auto& one) {
      return contest.member("contest").is(fmt::format("{}", one.first));
    });
    json.raw(of != due.end() ? with_day(contest, of->second) : std::string(contest.text()));
  }
  json.end_array();
  return json.take();
}

std::string version_text(const FilingVersionRow& version) {
  JsonWriter json;
  json.begin_object();
  json.key("number").integer(version.number);
  json.key("at").string(instant_text(version.at_ms));
  json.key("sha256").string(version.sha256);
  const FilingDocument document(version.document);
  write_filing(json, document, JsonMembers(document.assessment()));
  const JsonPiece papers = document.papers();
  json.key("papers").raw(papers.is_there() ? papers.text() : "[]");
  json.end_object();
  return json.take();
}

std::vector<std::string> accounts_of(const Case& c) {
  std::set<std::string> ids;
  for (const GateStanding& gate : c.gates) ids.insert(gate.by.account);
  if (c.proposal) ids.insert(c.proposal->by.account);
  if (c.override_proposal) ids.insert(c.override_proposal->by.account);
  for (const LaneOverridden& one : c.overrides) {
    for (const DecisionStep& step : one.steps) ids.insert(step.by.account);
  }
  for (const Decision& decision : c.decisions) {
    for (const DecisionStep& step : decision.steps) ids.insert(step.by.account);
  }
  for (const Contest& contest : c.contests) {
    ids.insert(contest.by.account);
    ids.insert(contest.answered_by.account);
  }
  for (const CaseNote& note : c.notes) ids.insert(note.by.account);
  for (const PermitDoubt& doubt : c.doubts) ids.insert(doubt.settled_by.account);
  ids.erase(std::string());
  return {ids.begin(), ids.end()};
}

std::string prepare_page(const PageFacts& facts, const FilingDocument& document, std::string_view filing) {
  auto summary = parse_json(facts.row.summary, "");
  const Json shown = summary ? std::move(*summary) : Json();
  const JsonMembers assessment(document.assessment());
  const std::string risk = risk_text(assessment);
  PageParts parts;
  const auto part = [&](PagePart which) -> std::string& { return parts[static_cast<std::size_t>(which)]; };
  part(PagePart::kLive) =
      live_text(facts.c, facts.row.due_day, facts.versions.empty() ? 0 : facts.versions.back().number,
                facts.beside, facts.now_ms);
  part(PagePart::kCommon) = common_part(facts, shown);
  part(PagePart::kFirm) = firm_part(facts, shown, risk);
  part(PagePart::kDesk) = desk_part(facts, shown);
  part(PagePart::kHidden) = hidden_part(facts, risk);
  part(PagePart::kOperator) = operator_part(facts);
  part(PagePart::kFiling) = filing.empty() ? filing_part(document, assessment, facts.c) : std::string(filing);
  return joined_page(parts);
}

std::string moment_text(const Reading& reading) {
  const Date today = day_in_china(reading.now_ms);
  JsonWriter live;
  live.begin_object();
  if (!reading.is_operator) {
    const std::optional<DayAnswer>& due = reading.due.next;
    if (due) live.key("due_day").string(due->day.str());
    live.key("is_overdue").boolean(due && !reading.live.c.is_closed() && today > due->furthest);
    live.key("clocks");
    write_clocks(live, reading.live, reading.law, reading.now_ms);
    live.key("permits").raw(reading.permits);
    if (!reading.extension.empty()) live.key("extension").raw(reading.extension);
  }
  live.key("steps_open").begin_array();
  for (const std::string_view step : steps_for(reading.live, reading.actor, reading.law, today)) {
    live.begin_object();
    live.key("step").string(step);
    live.key("words");
    write_text(live, step_words(step));
    live.end_object();
  }
  live.end_array();
  live.key("steps_barred").begin_array();
  for (const BarredStep& barred : reading.barred) {
    live.begin_object();
    live.key("step").string(barred.step);
    live.key("words");
    write_text(live, step_words(barred.step));
    live.key("why");
    write_text(live, barred.why);
    live.end_object();
  }
  live.end_array().end_object();
  return live.take();
}

std::string page_text(const Reading& reading, std::string_view moment) {
  std::string out;
  out.reserve(reading.row.document.size() + moment.size());
  out += '{';
  if (reading.is_operator) {
    append(out, with_days_now(reading, PagePart::kOperator));
  } else {
    append(out, with_days_now(reading, PagePart::kCommon));
    append(out, with_days_now(reading, reading.side == Side::kFirm ? PagePart::kFirm : PagePart::kDesk));
    if (reading.side == Side::kDesk) append_hidden(out, reading);
    append(out, reading.page.members(PagePart::kFiling));
  }
  append(out, moment.substr(1, moment.size() - 2));
  out += '}';
  return out;
}

}  // namespace tidegate::desk
