// A desk for tests: the shipped rules and calendar, people of every kind, and a case that walks.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tidegate/clearance/decide.h"
#include "tidegate/clearance/fold.h"
#include "tidegate/clearance/test_shipped.h"

namespace tidegate {

inline const Actor kFiler{"f-1", "filer", "", ""};
inline const Actor kAnn{"o-1", "officer", "cyberspace", ""};
inline const Actor kBo{"o-2", "officer", "cyberspace", ""};
inline const Actor kLead{"o-3", "lead", "cyberspace", ""};
inline const Actor kOther{"o-4", "officer", "cyberspace", "banking"};  // of another sector
inline const Actor kPolice{"p-1", "officer", "public_security", ""};
inline const Actor kMedicine{"r-1", "officer", "sector_regulator", "pharmaceutical"};
inline const Actor kBank{"r-2", "officer", "sector_regulator", "banking"};
inline const Actor kRunner{"m-1", "operator", "", ""};
inline const Actor kAuditor{"a-1", "auditor", "", ""};
inline const Actor kMachine{"", "machine", "", ""};

inline std::string hash_of(char c) { return std::string(64, c); }
inline Text said(std::string zh) { return {"", std::move(zh)}; }

inline DeskRules shipped_rules() { return parse_desk_rules(shipped_file("desk/cn.json"), "cn.json").value(); }

inline SamplingSeed test_seed() {
  SamplingSeed seed{"2026-11", {}};
  for (std::size_t i = 0; i < seed.bytes.size(); ++i) seed.bytes[i] = static_cast<std::uint8_t>(7 * i + 1);
  return seed;
}

inline FilingVersion filing_of(FilingRoute route, Lane lane = Lane::kYellow, char hash = 'a') {
  FilingVersion filing;
  filing.filing_hash = hash_of(hash);
  filing.record_id = hash_of('9');
  filing.route = route;
  filing.sector = "pharmaceutical";
  filing.items = {"受试者编号", "检验结果"};
  filing.risk_lane = lane;
  filing.floor = lane == Lane::kRed ? Lane::kYellow : lane;
  filing.has_gates = false;
  filing.abstains = false;
  filing.important_data = false;
  filing.open_warnings = 0;
  if (route == FilingRoute::kEXT) {
    filing.extension_holds = true;
    filing.extends_from = Date::of(2026, 12, 1).value();
  }
  return filing;
}

inline SupplementAsk ask_of(std::string what) {
  return {"/scenario/items/0", said(std::move(what)), said("表述不清"), "CN-SAM-2022 art.5", said("请补充")};
}

inline DecisionProposed outcome(DecisionKind kind) {
  DecisionProposed out;
  out.kind = kind;
  if (kind == DecisionKind::kTerminated) {
    out.reasons = said("逾期未补充");
    return out;
  }
  const bool first = kind == DecisionKind::kRefused || kind == DecisionKind::kPartlyPassed;
  out.items.push_back({0,
                       "受试者编号",
                       first ? ItemVerdict::kRefused : ItemVerdict::kAllowed,
                       {},
                       first ? said("非必要") : Text{}});
  out.items.push_back({1,
                       "检验结果",
                       kind == DecisionKind::kRefused ? ItemVerdict::kRefused : ItemVerdict::kAllowed,
                       {},
                       kind == DecisionKind::kRefused ? said("非必要") : Text{}});
  if (kind != DecisionKind::kPassed) out.reasons = said("理由");
  return out;
}

class TestDesk {
 public:
  // Monday 2 November 2026, 10:00 in China.
  explicit TestDesk(std::string id = "01JB0000000000000000000001") {
    now_ms = start_in_china_ms(Date::of(2026, 11, 2).value()) + 10 * 3'600'000;
    must(kFiler, CaseOpened{std::move(id), "firm-1"});
  }

  StepAnswer try_step(const Actor& by, CaseStep step) const {
    const CaseCommand command{by, now_ms, {}, std::move(step)};
    return decide(c, command,
                  DeskContext{rules, calendar, has_seed ? &seed : nullptr, frozen, extension, two_persons});
  }
  // Takes a step that must be taken.
  void must(const Actor& by, CaseStep step) {
    const std::string name(name_of(step));
    StepAnswer answer = try_step(by, std::move(step));
    ASSERT_FALSE(answer.refused) << name << ": " << answer.refused->says.en << " " << answer.refused->pointer;
    ASSERT_FALSE(answer.events.empty());
    c = answer.after;
    events.insert(events.end(), answer.events.begin(), answer.events.end());
  }
  // The code of a refusal; "taken" where there is none. Nothing is taken.
  std::string refusal(const Actor& by, CaseStep step) const {
    const StepAnswer answer = try_step(by, std::move(step));
    return answer.refused ? std::string(to_string(answer.refused->code)) : "taken";
  }
  void wait_days(std::int64_t days) { now_ms += days * 86'400'000; }
  Date today() const { return day_in_china(now_ms); }

  void submit(FilingRoute route, Lane lane = Lane::kYellow) {
    must(kFiler, FilingSubmitted{filing_of(route, lane)});
    must(kAnn, CheckBegun{});
  }
  // To where it is decided of.
  void to_decision(FilingRoute route, Lane lane = Lane::kYellow) {
    submit(route, lane);
    if (route != FilingRoute::kSA && route != FilingRoute::kEXT) return;
    must(kAnn, CheckPassed{});
    must(kAnn, FilingAccepted{});
  }
  void clear_gates() {
    must(kAnn, GateAnswered{"cyberspace", true, {}});
    must(kPolice, GateAnswered{"public_security", true, {}});
    must(kMedicine, GateAnswered{"regulator_pharmaceutical", true, {}});
  }
  void decided(DecisionKind kind) {
    must(kAnn, outcome(kind));
    must(kBo, DecisionConfirmed{});
  }

  DeskRules rules = shipped_rules();
  WorkingDays calendar = shipped_calendar();
  SamplingSeed seed = test_seed();
  bool has_seed = true;
  std::vector<std::string> frozen;
  const ExtensionGround* extension = nullptr;
  bool two_persons = false;
  std::int64_t now_ms = 0;
  Case c;
  std::vector<CaseEvent> events;
};

}  // namespace tidegate
