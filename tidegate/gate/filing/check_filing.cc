#include "tidegate/gate/filing/check_filing.h"

#include <algorithm>

#include "tidegate/filing/gaps.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/filing/contract_term.h"
#include "tidegate/gate/item_readings.h"
#include "tidegate/intake/answered.h"

namespace tidegate {
namespace {

FilingRoute route_named(std::string_view route) {
  for (const FilingRoute known : {FilingRoute::kSA, FilingRoute::kSC, FilingRoute::kPC, FilingRoute::kNL,
                                  FilingRoute::kEX, FilingRoute::kEXT}) {
    if (to_string(known) == route) return known;
  }
  return FilingRoute::kSA;
}

// Of a row nobody has spoken of, important data cannot be excluded.
bool may_be_important(const Transfer& transfer) {
  const auto& rows = transfer.facts.items;
  return rows.empty() || std::any_of(rows.begin(), rows.end(), [](const Facts& row) {
           const FactValue* said = row.find("important_notified");
           return said == nullptr || *said != FactValue{false};
         });
}

}  // namespace

CheckedFiling with_papers(Assessment answer, const Transfer& declared,
                          const std::vector<filing::Paper>& papers, const Transfer* previous,
                          const FilingLooks& looks, std::optional<Date> filed_on) {
  CheckedFiling checked;
  checked.answer = std::move(answer);
  checked.route = filing_route(checked.answer);
  checked.people = with_people(checked.answer.transfer, declared);
  ItemsRead read = read_items(checked.answer.transfer, checked.answer.as_of);
  checked.readings = std::move(read.readings);
  checked.untold = read.untold.size();
  const Transfer told = intake::answered(checked.people);
  checked.answer.findings = filing::check_papers(std::move(checked.answer.findings), papers,
                                                 {told, looks.plan, checked.route, looks.contract_paragraphs,
                                                  previous, &checked.answer.opinions, filed_on});
  check_contract_term(checked.people, checked.route,
                      filed_on.value_or(checked.people.filing.date.value_or(checked.answer.as_of)), looks.law,
                      checked.answer.findings);
  return checked;
}

Result<CheckedFiling> check_filing(const Transfer& declared, const std::vector<filing::Paper>& papers,
                                   const Transfer* previous, const Grounds& grounds, const FilingLooks& looks,
                                   std::optional<Date> filed_on) {
  auto answer = judge_declared(declared, grounds, filed_on);
  if (!answer) return fail(answer.error());
  check_copies_abroad(grounds.credentials, undeclared_copies(grounds.credentials, declared),
                      answer->findings);
  return with_papers(std::move(*answer), declared, papers, previous, looks, filed_on);
}

FilingVersion filing_version(const CheckedFiling& checked, const RiskWeights& weights) {
  const Assessment& answer = checked.answer;
  FilingVersion version;
  version.route = route_named(checked.route);
  version.sector = answer.transfer.industry;
  for (const DataItem& item : answer.transfer.items) version.items.push_back(item.name);
  bool is_open = answer.opinions.empty();
  for (const Opinion& opinion : answer.opinions)
    is_open = is_open || opinion.route_class == RouteClass::kUndetermined || !opinion.missing_facts.empty();
  if (answer.risk) {
    const RiskReport& risk = *answer.risk;
    version.risk_lane = risk.risk_lane;
    version.has_gates = !risk.gates.empty();
    version.floor = version.has_gates ? Lane::kRed : risk.legal_floor;
    version.abstains = is_open || weights.lane_of(risk.low_e6) != weights.lane_of(risk.high_e6);
  }
  version.important_data = may_be_important(answer.transfer);
  version.open_warnings = 0;
  for (const Finding& finding : answer.findings) {
    if (finding.state != CheckState::kFails) continue;
    ++(finding.severity == Severity::kWarns ? *version.open_warnings : version.formal_gaps);
  }
  // A remark answers the question that words raise; a person reads the remark, and what no known word tells.
  const auto raised = static_cast<std::int64_t>(checked.readings.size() + checked.untold);
  version.open_warnings = std::max(*version.open_warnings, raised);
  return version;
}

FilingGrounds::FilingGrounds(FilingLooks looks, Grounds grounds)
    : looks_(std::move(looks)), grounds_(std::make_shared<const Grounds>(std::move(grounds))) {}

Result<std::unique_ptr<FilingGrounds>> FilingGrounds::load(const std::string& program) {
  auto looks = load_filing_looks({});
  if (!looks) return fail(looks.error());
  auto grounds = load_grounds({}, {}, {});
  if (!grounds) return fail(grounds.error());
  return of(std::move(*looks), std::move(*grounds), program);
}

std::unique_ptr<FilingGrounds> FilingGrounds::of(FilingLooks looks, Grounds grounds,
                                                 const std::string& program) {
  grounds.program = program;
  return std::unique_ptr<FilingGrounds>(new FilingGrounds(std::move(looks), std::move(grounds)));
}

std::shared_ptr<const Grounds> FilingGrounds::of_day(Date day) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (grounds_->as_of != day) {
    auto next = std::make_shared<Grounds>(*grounds_);
    next->as_of = day;
    grounds_ = std::move(next);
  }
  return grounds_;
}

}  // namespace tidegate
