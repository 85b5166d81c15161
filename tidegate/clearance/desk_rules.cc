#include "tidegate/clearance/desk_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/clearance/machine.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 4> kLanes{"green", "blue", "yellow", "red"};
constexpr std::array<std::string_view, 6> kRoutes{"SA", "SC", "PC", "NL", "EX", "EXT"};
constexpr std::array<std::string_view, 5> kClocks{"completeness", "acceptance", "assessment", "filing_check",
                                                  "supplement"};
constexpr std::array<std::string_view, 3> kAgencies{"cyberspace", "public_security", "sector_regulator"};
constexpr std::int64_t kMostDays = 1'000;
constexpr std::int64_t kMillion = 1'000'000;

// "cn-2026-11": stands in logs, records and calendars.
std::string read_name(const JsonReader& in) {
  constexpr std::size_t kLongest = 64;
  std::string name = in.string();
  const bool is_name =
      !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
      });
  if (!is_name)
    in.refuse(ErrorCode::kMalformed, "is not a name of 1 to 64 of a to z, 0 to 9 and . - _",
              "不是由 1 至 64 个 a-z、0-9 或 . - _ 组成的名称");
  return name;
}

Lane read_lane(const JsonReader& in) { return static_cast<Lane>(in.one_of(kLanes)); }
FilingRoute read_route(const JsonReader& in) { return static_cast<FilingRoute>(in.one_of(kRoutes)); }

ClockRule read_clock(const JsonReader& in) {
  in.only({"clock", "route", "working_days", "source"});
  ClockRule rule;
  rule.clock = static_cast<ClockKind>(in.member("clock").one_of(kClocks));
  rule.route = read_route(in.member("route"));
  rule.working_days = in.member("working_days").integer(1, kMostDays);
  rule.source = in.member("source").string();
  if (rule.source.empty()) in.member("source").refuse(ErrorCode::kMalformed, "says no source", "未写明来源");
  return rule;
}

GateRule read_gate(const JsonReader& in) {
  in.only({"id", "name", "agency", "sector", "lanes", "for_important_data", "basis"});
  GateRule gate;
  gate.id = read_name(in.member("id"));
  gate.name = in.member("name").text();
  gate.agency = kAgencies[in.member("agency").one_of(kAgencies)];
  if (const auto sector = in.optional("sector")) gate.sector = sector->string();
  for (const JsonReader& lane : in.member("lanes").items()) gate.lanes.push_back(read_lane(lane));
  gate.for_important_data = in.member("for_important_data").boolean();
  gate.basis = in.member("basis").text();
  return gate;
}

void read_automatic(const JsonReader& in, DeskRules& rules) {
  in.only({"lanes", "routes"});
  for (const JsonReader& lane : in.member("lanes").items(0, 2)) {
    rules.automatic_lanes.push_back(read_lane(lane));
    if (rules.automatic_lanes.back() > Lane::kBlue) {
      lane.refuse(ErrorCode::kOutOfRange, "only green and blue may finish without a person",
                  "只有绿色和蓝色通道可以不经人工办结");
    }
  }
  for (const JsonReader& route : in.member("routes").items()) {
    rules.automatic_routes.push_back(read_route(route));
    if (rules.automatic_routes.back() != FilingRoute::kEX) {
      route.refuse(ErrorCode::kOutOfRange, "only an exempt filing (EX) may finish without a person",
                   "只有免予申报的（EX）可以不经人工办结");
    }
  }
}

void read_days(const JsonReader& in, DeskRules& rules) {
  in.only({"supplement", "review", "contest_fact", "contest_mapping", "contest_policy", "contest_outcome",
           "contract_filing", "extension_window"});
  const auto days = [&](std::string_view key) { return in.member(key).integer(1, kMostDays); };
  rules.supplement_days = days("supplement");
  rules.review_days = days("review");
  rules.contest_fact_days = days("contest_fact");
  rules.contest_mapping_days = days("contest_mapping");
  rules.contest_policy_days = days("contest_policy");
  rules.contest_outcome_days = days("contest_outcome");
  rules.contract_filing_days = days("contract_filing");
  rules.extension_window_days = days("extension_window");
}

}  // namespace

Result<DeskRules> parse_desk_rules(std::string_view json, std::string_view where) {
  const auto parsed = parse_json(json, where);
  if (!parsed) return fail(parsed.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader in(*parsed, fault);
  in.only({"id", "from", "deciding_agency", "clocks", "working_days", "validity_months", "supplement_rounds",
           "sampling", "automatic", "two_persons_from", "red_needs_regulator", "gates", "override_reasons"});
  DeskRules rules;
  rules.id = read_name(in.member("id"));
  rules.from = in.member("from").date();
  rules.deciding_agency = kAgencies[in.member("deciding_agency").one_of(kAgencies)];
  std::set<std::pair<ClockKind, FilingRoute>> clocks;
  for (const JsonReader& clock : in.member("clocks").items(0, 100)) {
    rules.clocks.push_back(read_clock(clock));
    if (!clocks.emplace(rules.clocks.back().clock, rules.clocks.back().route).second) {
      clock.refuse(ErrorCode::kMalformed, "this clock of this route is set twice",
                   "该路径的该期限设置了两次");
    }
  }
  read_days(in.member("working_days"), rules);
  rules.validity_months = in.member("validity_months").integer(1, 120);
  if (const auto rounds = in.optional("supplement_rounds")) rules.supplement_rounds = rounds->integer(1, 100);
  const JsonReader sampling = in.member("sampling");
  sampling.only({"green_ppm", "blue_ppm", "blind_ppm"});
  rules.green_ppm = sampling.member("green_ppm").integer(0, kMillion);
  rules.blue_ppm = sampling.member("blue_ppm").integer(0, kMillion);
  rules.blind_ppm = sampling.member("blind_ppm").integer(0, kMillion);
  read_automatic(in.member("automatic"), rules);
  rules.two_persons_from = read_lane(in.member("two_persons_from"));
  rules.red_needs_regulator = in.member("red_needs_regulator").boolean();
  std::set<std::string> ids;
  for (const JsonReader& gate : in.member("gates").items(0, 100)) {
    rules.gates.push_back(read_gate(gate));
    if (!ids.insert(rules.gates.back().id).second) {
      gate.refuse(ErrorCode::kMalformed, "this gate is named twice", "该会商环节重复");
    }
  }
  std::set<std::string> codes;
  for (const JsonReader& reason : in.member("override_reasons").items(1, 100)) {
    reason.only({"code", "says"});
    rules.override_reasons.push_back({read_name(reason.member("code")), reason.member("says").text()});
    if (!codes.insert(rules.override_reasons.back().code).second)
      reason.refuse(ErrorCode::kMalformed, "this reason is named twice", "该理由重复");
  }
  if (fault.first) return fail(*fault.first);
  rules.hash = sha256_hex(json);
  return rules;
}

const ClockRule* DeskRules::clock(ClockKind kind, FilingRoute route) const {
  for (const ClockRule& rule : clocks) {
    if (rule.clock == kind && rule.route == route) return &rule;
  }
  return nullptr;
}

const GateRule* DeskRules::gate(std::string_view gate_id) const {
  for (const GateRule& rule : gates) {
    if (rule.id == gate_id) return &rule;
  }
  return nullptr;
}

std::int64_t DeskRules::contest_days(ContestLevel level) const {
  switch (level) {
    case ContestLevel::kFact:
      return contest_fact_days;
    case ContestLevel::kMapping:
      return contest_mapping_days;
    case ContestLevel::kPolicy:
      return contest_policy_days;
    case ContestLevel::kOutcome:
      return contest_outcome_days;
  }
  return 0;
}

std::vector<std::string> gates_for(const DeskRules& rules, const FilingVersion& filing, Lane lane) {
  std::vector<std::string> ids;
  for (const GateRule& gate : rules.gates) {
    if (!gate.sector.empty() && gate.sector != filing.sector) continue;
    const bool by_lane = std::find(gate.lanes.begin(), gate.lanes.end(), lane) != gate.lanes.end();
    if (lane == Lane::kRed || by_lane || (gate.for_important_data && filing.important_data)) {
      ids.push_back(gate.id);
    }
  }
  return ids;
}

unsigned standing_of(const Actor& actor, const Case& c, const DeskRules& rules) {
  if (actor.account.empty()) return actor.role == "machine" ? unsigned{kProgram} : 0U;
  if (actor.role == "filer") return kFirm;  // the caller has held the account against Case::tenant
  if (actor.role == "operator") return kOperator;
  if (actor.role != "officer" && actor.role != "lead") return 0;
  if (c.versions.empty()) return 0;  // a draft is the firm's own
  const std::string& sector = c.filing().sector;
  const bool is_of_sector = actor.sector.empty() || actor.sector == sector;
  unsigned who = 0;
  if (is_of_sector && actor.agency == rules.deciding_agency) who |= unsigned{kDesk};
  for (const GateStanding& standing : c.gates) {
    const GateRule* gate = rules.gate(standing.gate);
    if (gate == nullptr || gate->agency != actor.agency) continue;
    // A sector's regulator speaks for that sector alone, and still where the firm's next version names
    // another.
    if (gate->sector.empty() ? is_of_sector : gate->sector == actor.sector) who |= unsigned{kGate};
  }
  return who;
}

}  // namespace tidegate
