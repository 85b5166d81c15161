// Claim: bytes are either refused with their place in both languages, or read as rules under which no machine
// finishes what the law holds, and no one person refuses.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/clearance/decide.h"

namespace {

using namespace tidegate;

constexpr std::int64_t kNow = 1'793'581'200'000;

FilingVersion some_filing(FilingRoute route, Lane floor) {
  FilingVersion filing;
  filing.filing_hash = std::string(64, 'a');
  filing.route = route;
  filing.sector = "banking";
  filing.items = {"x"};
  filing.floor = floor;
  filing.risk_lane = Lane::kGreen;
  filing.has_gates = false;
  filing.abstains = false;
  filing.important_data = false;
  return filing;
}

void walk(const DeskRules& rules, FilingRoute route, Lane floor) {
  const WorkingDays calendar;
  const SamplingSeed seed;
  const DeskContext context{rules, calendar, &seed, {}};
  const Actor filer{"f", "filer", "", ""};
  const Actor officer{"o", "officer", rules.deciding_agency, ""};
  const Actor machine{"", "machine", "", ""};
  Case c;
  const auto take = [&](const Actor& by, CaseStep step) {
    const StepAnswer answer = decide(c, {by, kNow, {}, std::move(step)}, context);
    if (!answer.refused) c = answer.after;
    return !answer.refused;
  };
  take(filer, CaseOpened{"c", "t"});
  if (!take(filer, FilingSubmitted{some_filing(route, floor)})) return;
  TIDEGATE_CHECK(take(officer, CheckBegun{}));
  const Case before = c;
  if (take(machine, FinishedByRules{})) {
    TIDEGATE_CHECK(c.filing().floor <= Lane::kBlue && c.decisions.back().kind == DecisionKind::kPassed);
  }
  c = before;
  DecisionProposed no;
  no.kind = DecisionKind::kRefused;
  no.items = {{0, "x", ItemVerdict::kRefused, {}, {"", "非必要"}}};
  no.reasons = {"", "非必要"};
  take(officer, no);
  TIDEGATE_CHECK(!take(officer, DecisionConfirmed{}) && c.decisions.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rules = parse_desk_rules({reinterpret_cast<const char*>(data), size}, "r.json");
  if (!rules) {
    TIDEGATE_CHECK(!rules.error().where.empty() && !rules.error().what.empty() &&
                   !rules.error().what_zh.empty());
    return 0;
  }
  for (const FilingRoute route : {FilingRoute::kSC, FilingRoute::kNL, FilingRoute::kEX}) {
    for (const Lane floor : {Lane::kGreen, Lane::kYellow, Lane::kRed}) walk(*rules, route, floor);
  }
  return 0;
}
