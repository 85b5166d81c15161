#include "tidegate/gate/desk/case_live.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/case_shapes.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

// The case without its texts: what is left of it is small, however much was said in it.
Case bare(const Case& c) {
  Case out;
  out.id = c.id;
  out.tenant = c.tenant;
  out.state = c.state;
  if (!c.versions.empty()) {
    FilingVersion version;
    version.route = c.filing().route;
    version.sector = c.filing().sector;
    version.formal_gaps = c.filing().formal_gaps;
    out.versions.push_back(std::move(version));
  }
  for (const GateStanding& gate : c.gates) out.gates.push_back({gate.gate, gate.clears, {}, 0, {}});
  out.returned_once = c.returned_once;
  out.clocks = c.clocks;
  if (c.has_open_supplement()) {
    SupplementRequest round;
    round.asked_ms = c.supplements.back().asked_ms;
    round.due = c.supplements.back().due;
    round.estimated = c.supplements.back().estimated;
    round.working_days = c.supplements.back().working_days;
    out.supplements.push_back(std::move(round));
  }
  for (const Contest& contest : c.contests) {
    Contest kept;
    kept.what.level = contest.what.level;
    kept.what.due = contest.what.due;
    kept.what.estimated = contest.what.estimated;
    kept.what.working_days = contest.what.working_days;
    kept.opened_ms = contest.opened_ms;
    if (contest.answer) kept.answer.emplace();
    out.contests.push_back(std::move(kept));
  }
  for (const PermitDoubt& doubt : c.doubts) {
    if (!doubt.settled) out.doubts.push_back({{doubt.what.permit, {}, {}}, 0, {}, {}, 0});
  }
  out.reviewed = c.reviewed;
  out.last_seq = c.last_seq;
  out.opened_ms = c.opened_ms;
  out.last_ms = c.last_ms;
  return out;
}

Text clock_words(ClockKind kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWords{{
      {"completeness check", "完备性查验"},
      {"decision on acceptance", "受理"},
      {"security assessment", "安全评估"},
      {"check of the filing", "备案查验"},
      {"supplements by the firm", "企业补充材料"},
  }};
  const auto& [en, zh] = kWords[static_cast<std::size_t>(kind)];
  return {std::string(en), std::string(zh)};
}

void write_clock(JsonWriter& json, const CaseClock& clock, const WorkingDays& calendar, std::int64_t now_ms) {
  const ClockReading reading = read_clock(clock, calendar, std::max(now_ms, clock.started_ms));
  json.begin_object();
  json.key("kind").string(to_string(clock.kind));
  json.key("words");
  write_text(json, clock_words(clock.kind));
  json.key("whose").string("desk");
  json.key("is_running").boolean(!reading.is_ended && !reading.is_stopped);
  json.key("is_stopped").boolean(reading.is_stopped);
  json.key("working_days").integer(reading.allowed_days);
  json.key("working_days_used").integer(reading.used_days);
  json.key("working_days_left").integer(reading.allowed_days - reading.used_days);
  json.key("working_days_waited").integer(reading.waiting_days);
  json.key("real_days").integer(reading.real_ms / 86'400'000);
  if (reading.due) {
    const DayAnswer due{*reading.due, reading.estimated, reading.furthest};
    write_due(json, due);
    json.key("is_overdue").boolean(!reading.is_ended && day_in_china(now_ms) > due.furthest);
  } else {
    json.key("is_estimated").boolean(reading.estimated);
  }
  json.key("source").string(clock.source);
  json.key("started_at").string(instant_text(clock.started_ms));
  if (clock.ended_ms) json.key("ended_at").string(instant_text(*clock.ended_ms));
  json.end_object();
}

void write_supplement_clock(JsonWriter& json, const SupplementRequest& round, const DeskLaw& law,
                            std::int64_t now_ms) {
  const std::int64_t now = std::max(now_ms, round.asked_ms);
  const DayCount used = law.calendar.count(day_in_china(round.asked_ms), day_in_china(now));
  const DayAnswer due = supplement_due(round, law.rules, law.calendar);
  const DayCount all = law.calendar.count(day_in_china(round.asked_ms), due.day);
  json.begin_object();
  json.key("kind").string("supplement");
  json.key("words");
  write_text(json, clock_words(ClockKind::kSupplement));
  json.key("whose").string("firm");
  json.key("is_running").boolean(true);
  json.key("is_stopped").boolean(false);
  json.key("working_days").integer(all.days);
  json.key("working_days_used").integer(used.days);
  json.key("working_days_left").integer(all.days - used.days);
  json.key("real_days").integer((now - round.asked_ms) / 86'400'000);
  write_due(json, due);
  json.key("is_overdue").boolean(day_in_china(now) > due.furthest);
  json.key("source").string(law.rules.id);
  json.key("started_at").string(instant_text(round.asked_ms));
  json.end_object();
}

// The lanes that hold from today on, as overrides run out.
std::vector<std::pair<Date, std::string>> lanes_ahead(const Case& c, std::int64_t now_ms) {
  const Date today = day_in_china(now_ms);
  std::vector<Date> days{today};
  for (const LaneOverridden& one : c.overrides) {
    if (one.what.expires && *one.what.expires > today) days.push_back(*one.what.expires);
  }
  std::sort(days.begin(), days.end());
  std::vector<std::pair<Date, std::string>> out;
  for (const Date day : days) {
    out.emplace_back(day, std::string(to_string(lane_in_force(c, day))));
  }
  return out;
}

bool is_among(const std::vector<std::string>& accounts, const std::string& account) {
  return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

// As take_step() of an answer asks: another person than who opened it, no part in what was decided, and of a
// level not the case's own officer.
std::vector<std::string> may_not_answer(const Case& c, const Contest& contest) {
  std::vector<std::string> out{contest.by.account};
  if (contest.what.level == ContestLevel::kMapping && !c.assignee.empty()) out.push_back(c.assignee);
  if (contest.what.level != ContestLevel::kOutcome) return out;
  if (!c.not_accepted_by.account.empty()) out.push_back(c.not_accepted_by.account);
  if (c.decisions.empty()) return out;
  for (const DecisionStep& step : c.decisions.front().steps) out.push_back(step.by.account);
  return out;
}

void write_accounts(JsonWriter& json, const std::vector<std::string>& accounts) {
  json.begin_array();
  for (const std::string& account : accounts) json.string(account);
  json.end_array();
}

void write_open_contests(JsonWriter& json, const Case& c) {
  json.begin_array();
  for (const Contest& contest : c.contests) {
    if (contest.answer) continue;
    json.begin_array().string(contest.what.owner).string(contest.by.account);
    json.string(to_string(contest.what.level));
    write_accounts(json, may_not_answer(c, contest));
    json.end_array();
  }
  json.end_array();
}

// A page that an older program kept has owner and account alone.
OpenContest open_contest(const JsonReader& in) {
  const auto members = in.items(2, 4);
  OpenContest out;
  if (members.size() < 2) return out;
  out.owner = members[0].string();
  out.opened_by = members[1].string();
  out.not_by.push_back(out.opened_by);
  if (members.size() < 4) return out;
  for (const ContestLevel level : {ContestLevel::kMapping, ContestLevel::kPolicy, ContestLevel::kOutcome}) {
    if (members[2].string() == to_string(level)) out.level = level;
  }
  for (const JsonReader& account : members[3].items()) out.not_by.push_back(account.string());
  return out;
}

bool has_gate_of(const LiveCase& live, const Actor& actor, const DeskRules& rules) {
  return std::any_of(live.c.gates.begin(), live.c.gates.end(), [&](const GateStanding& standing) {
    const GateRule* gate = rules.gate(standing.gate);
    return gate != nullptr && gate->agency == actor.agency &&
           (gate->sector.empty() || gate->sector == actor.sector);
  });
}

// Until when a review may be asked for: to the furthest day that a notice could still make it.
std::optional<Date> review_until(const LiveCase& live, const DeskLaw& law) {
  if (!live.decided_on) return live.review_until;
  return review_due(*live.decided_on, law.rules, law.calendar).furthest;
}

bool is_open_to(const LiveCase& live, std::string_view step, const Actor& actor, const DeskLaw& law,
                Date today) {
  const DeskRules& rules = law.rules;
  const bool is_lead = actor.role == "lead";
  const bool has_gaps = !live.c.versions.empty() && live.c.filing().formal_gaps > 0;
  if (step == FilingReturned::kName) return !live.c.returned_once;
  if (step == CheckPassed::kName) return !has_gaps || live.c.returned_once;
  if (step == SupplementHandedIn::kName) return live.all_answered;
  if (step == DecisionProposed::kName) {
    // While the firm is waited for there is only a termination, and only once its time is over.
    return live.proposal_by.empty() &&
           (!live.c.has_open_supplement() ||
            today > supplement_due(live.c.supplements.back(), rules, law.calendar).furthest) &&
           !is_among(live.decided_by, actor.account);
  }
  if (step == DecisionConfirmed::kName)
    return is_lead && !live.proposal_by.empty() && live.proposal_by != actor.account &&
           !is_among(live.decided_by, actor.account);
  if (step == ProposalSentBack::kName)
    return !live.proposal_by.empty() && (is_lead || live.proposal_by == actor.account);
  if (step == OverrideProposed::kName) return live.override_by.empty() && live.is_visible;
  if (step == OverrideConfirmed::kName)
    return is_lead && !live.override_by.empty() && live.override_by != actor.account;
  if (step == OverrideSentBack::kName)
    return !live.override_by.empty() && (is_lead || live.override_by == actor.account);
  if (step == GateAnswered::kName) return has_gate_of(live, actor, rules);
  if (step == DoubtSettled::kName) return live.c.has_open_doubt();
  if (step == ReviewRequested::kName) {
    const auto until = review_until(live, law);
    return until && today <= *until;
  }
  if (step == ContestAnswered::kName) {
    const std::string owner = actor.role == "operator" ? "operator" : rules.deciding_agency;
    return std::any_of(live.open_contests.begin(), live.open_contests.end(), [&](const OpenContest& contest) {
      return contest.owner == owner && !is_among(contest.not_by, actor.account);
    });
  }
  return true;
}

}  // namespace

std::string LiveCase::lane_on(Date day) const {
  std::string lane;
  for (const auto& [from, holds] : lanes) {
    if (lane.empty() || day >= from) lane = holds;
  }
  return lane;
}

std::string live_text(const Case& c, const std::string& due_day, std::int64_t version, unsigned beside,
                      std::int64_t now_ms) {
  JsonWriter json;
  json.begin_object();
  json.key("case").raw(canonical_text(to_json(bare(c))));
  json.key("due_day").string(due_day);
  json.key("version").integer(version);
  const bool is_visible = c.versions.empty() || may_see_score(c);
  json.key("is_visible").boolean(is_visible);
  json.key("lanes").begin_array();
  if (is_visible && !c.versions.empty()) {
    for (const auto& [day, lane] : lanes_ahead(c, now_ms))
      json.begin_array().string(day.str()).string(lane).end_array();
  }
  json.end_array();
  const bool all_answered =
      c.has_open_supplement() &&
      std::all_of(c.supplements.back().lines.begin(), c.supplements.back().lines.end(),
                  [](const SupplementLine& line) { return line.answered_ms.has_value(); });
  json.key("all_answered").boolean(all_answered);
  json.key("proposal_by").string(c.proposal ? c.proposal->by.account : "");
  json.key("override_by").string(c.override_proposal ? c.override_proposal->by.account : "");
  json.key("contests");
  write_open_contests(json, c);
  std::vector<std::string> decided_by;
  if (c.state == CaseState::kUnderReview && !c.decisions.empty()) {
    for (const DecisionStep& step : c.decisions.back().steps) decided_by.push_back(step.by.account);
  }
  json.key("decided_by");
  write_accounts(json, decided_by);
  std::set<std::string> sectors;
  for (const FilingVersion& one : c.versions) sectors.insert(one.sector);
  if (!sectors.empty()) write_accounts(json.key("sectors"), {sectors.begin(), sectors.end()});
  if (beside != 0) json.key("beside").unsigned_integer(beside);
  json.key("policy").begin_array();
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (c.contests[i].what.level == ContestLevel::kPolicy) json.unsigned_integer(i);
  }
  json.end_array();
  const bool may_review = c.is_closed() && !c.decisions.empty() && !c.reviewed &&
                          family_of(c.filing().route) == RouteFamily::kAssessment;
  if (may_review) json.key("decided_on").string(c.decisions.back().decided_on.str());
  json.end_object();
  return json.take();
}

Result<LiveCase> read_live(std::string_view text) {
  const auto json = parse_json(text, "");
  if (!json)
    return fail({ErrorCode::kCorrupt, "the page kept beside a case is damaged", {}, "项目页面数据已损坏"});
  JsonFault fault;
  const JsonReader in(*json, fault);
  LiveCase live;
  auto c = case_from_json(in.member("case").value(), "");
  if (!c)
    return fail({ErrorCode::kCorrupt, "the page kept beside a case is damaged", {}, "项目页面数据已损坏"});
  live.c = std::move(*c);
  live.due_day = in.member("due_day").string();
  live.version = in.member("version").integer();
  live.is_visible = in.member("is_visible").boolean();
  for (const JsonReader& lane : in.member("lanes").items()) {
    const auto pair = lane.items(2, 2);
    if (pair.size() == 2) live.lanes.emplace_back(pair[0].date(), pair[1].string());
  }
  live.all_answered = in.member("all_answered").boolean();
  live.proposal_by = in.member("proposal_by").string();
  live.override_by = in.member("override_by").string();
  for (const JsonReader& contest : in.member("contests").items())
    live.open_contests.push_back(open_contest(contest));
  if (const auto decided_by = in.optional("decided_by")) {
    for (const JsonReader& account : decided_by->items()) live.decided_by.push_back(account.string());
  }
  for (const JsonReader& place : in.member("policy").items()) live.policy_contests.push_back(place.integer());
  if (const auto day = in.optional("decided_on")) live.decided_on = day->date();
  if (const auto until = in.optional("review_until")) live.review_until = until->date();
  if (const auto sectors = in.optional("sectors")) {
    for (const JsonReader& sector : sectors->items()) live.sectors.push_back(sector.string());
  }
  if (const auto beside = in.optional("beside")) live.beside = static_cast<unsigned>(beside->integer());
  if (fault.first) return fail({ErrorCode::kCorrupt, fault.first->what, {}, "项目页面数据已损坏"});
  return live;
}

void write_clocks(JsonWriter& json, const LiveCase& live, const DeskLaw& law, std::int64_t now_ms) {
  json.begin_array();
  for (const CaseClock& clock : live.c.clocks) write_clock(json, clock, law.calendar, now_ms);
  if (live.c.has_open_supplement() && !live.c.is_closed())
    write_supplement_clock(json, live.c.supplements.back(), law, now_ms);
  json.end_array();
}

DueDays due_days(const LiveCase& live, const DeskLaw& law, std::int64_t now_ms) {
  DueDays out;
  const Case& c = live.c;
  if (c.has_open_supplement() && !c.is_closed())
    out.supplement = supplement_due(c.supplements.back(), law.rules, law.calendar);
  for (std::size_t place = 0; place < c.contests.size(); ++place) {
    if (!c.contests[place].answer)
      out.contests.emplace(place, contest_due(c.contests[place], law.rules, law.calendar));
  }
  out.next = next_due(c, law, now_ms);
  // A page that an older program kept does not say when a contest was opened.
  if (c.contests.empty() && !live.open_contests.empty()) {
    const auto kept = Date::parse(live.due_day);
    if (kept && (!out.next || *kept < out.next->day)) out.next = DayAnswer{*kept, false, *kept};
  }
  return out;
}

std::vector<std::string_view> steps_for(const LiveCase& live, const Actor& actor, const DeskLaw& law,
                                        Date today) {
  std::vector<std::string_view> out;
  for (const std::string_view step : open_steps(live.c, actor, law.rules)) {
    if (is_open_to(live, step, actor, law, today)) out.push_back(step);
  }
  return out;
}

namespace {

std::optional<BarredStep> barred_answer(const LiveCase& live, const Actor& actor, const DeskRules& rules) {
  const std::string owner = actor.role == "operator" ? "operator" : rules.deciding_agency;
  std::optional<BarredStep> barred;
  for (const OpenContest& contest : live.open_contests) {
    if (contest.owner != owner) continue;
    if (!is_among(contest.not_by, actor.account)) return std::nullopt;
    if (barred) continue;
    const Text why =
        contest.opened_by == actor.account
            ? Text{"needs another person than who opened the contest", "须由提出异议以外的人员答复"}
        : contest.level == ContestLevel::kMapping
            ? Text{"needs a second officer, not the case's own", "须由项目经办人以外的人员答复"}
            : Text{"needs an officer who had no part in the decision", "须由未参与原结论的人员答复"};
    barred = BarredStep{ContestAnswered::kName, why, contest.not_by, false};
  }
  return barred;
}

}  // namespace

std::vector<BarredStep> barred_steps(const LiveCase& live, const Actor& actor, const DeskRules& rules) {
  std::vector<BarredStep> out;
  const bool is_lead = actor.role == "lead";
  const bool had_part = is_among(live.decided_by, actor.account);
  for (const std::string_view step : open_steps(live.c, actor, rules)) {
    if (step == DecisionProposed::kName && had_part && live.proposal_by.empty()) {
      out.push_back({step,
                     {"needs an officer who had no part in the decision", "须由未参与原结论的人员拟定"},
                     live.decided_by,
                     false});
    } else if (step == DecisionConfirmed::kName && is_lead && !live.proposal_by.empty() && had_part) {
      std::vector<std::string> not_by = live.decided_by;
      not_by.push_back(live.proposal_by);
      out.push_back({step,
                     {"needs a lead who had no part in the decision", "须由未参与原结论的负责人复核"},
                     std::move(not_by),
                     true});
    } else if (step == DecisionConfirmed::kName && is_lead && live.proposal_by == actor.account) {
      std::vector<std::string> not_by = live.decided_by;
      not_by.push_back(live.proposal_by);
      out.push_back({step,
                     {"needs another lead than who proposed it", "须由拟定人以外的负责人复核"},
                     std::move(not_by),
                     true});
    } else if (step == OverrideConfirmed::kName && is_lead && live.override_by == actor.account) {
      out.push_back({step,
                     {"needs another lead than who proposed it", "须由拟定人以外的负责人复核"},
                     {live.override_by},
                     true});
    } else if (step == ContestAnswered::kName) {
      if (auto barred = barred_answer(live, actor, rules)) out.push_back(std::move(*barred));
    }
  }
  return out;
}

bool is_second_persons(std::string_view step) {
  return step == DecisionConfirmed::kName || step == OverrideConfirmed::kName;
}

}  // namespace tidegate::desk
