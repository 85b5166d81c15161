#include "tidegate/gate/desk/case_lookups.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "tidegate/clearance/lane.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/rescore.h"
#include "tidegate/gate/desk/sampling.h"

namespace tidegate::desk {

CaseLookups::CaseLookups(DeskTransaction& t, const Parts& parts, const CaseRow& row, const Case& c,
                         std::int64_t now_ms)
    : t_(t), parts_(parts), row_(row), case_(c), now_ms_(now_ms) {}

Result<void> CaseLookups::prepare() {
  auto all = frozen_sectors(t_);
  if (!all) return fail(all.error());
  frozen_ = std::move(*all);
  return {};
}

void CaseLookups::is_now(FilingVersionRow version) {
  document_.reset();  // it borrows the row
  version_ = std::move(version);
  document_.emplace(version_->document);
}

bool CaseLookups::is_frozen() const {
  return !case_.versions.empty() &&
         std::find(frozen_.begin(), frozen_.end(), case_.filing().sector) != frozen_.end();
}

Result<const FilingVersionRow*> CaseLookups::version() {
  if (version_) return &*version_;
  auto row = t_.newest_filing_version(Reach::of_whole_desk(), row_.filing);
  if (!row && row.error().code == ErrorCode::kNotFound)
    return fail({ErrorCode::kNotFound, "the filing has no version", row_.filing, "申报尚无版本"});
  if (!row) return fail(row.error());
  is_now(std::move(*row));
  return &*version_;
}

Result<const FirmFilings*> CaseLookups::others() {
  if (!others_) {
    if (auto firm = t_.hold_firm(row_.tenant); !firm) return fail(firm.error());
    auto held = firm_filings(t_, row_.tenant, row_.id, now_ms_);
    if (!held) return fail(held.error());
    others_ = std::move(*held);
  }
  return &*others_;
}

Result<void> CaseLookups::look_at_sectors(const CaseStep& step) {
  if (frozen_.empty()) return {};
  std::set<std::string> own;
  for (const FilingVersion& one : case_.versions) own.insert(one.sector);
  if (const auto* submitted = std::get_if<FilingSubmitted>(&step)) own.insert(submitted->filing.sector);
  if (const auto* revised = std::get_if<FilingRevised>(&step)) own.insert(revised->filing.sector);
  const auto held = others();
  if (!held) return fail(held.error());
  const auto is_frozen = [this](const std::string& sector) {
    return std::find(frozen_.begin(), frozen_.end(), sector) != frozen_.end();
  };
  std::set<std::string> filed = (*held)->sectors;
  filed.insert(own.begin(), own.end());
  std::copy_if(filed.begin(), filed.end(), std::back_inserter(frozen_by_), is_frozen);
  if (!frozen_by_.empty()) frozen_.insert(frozen_.end(), own.begin(), own.end());
  return {};
}

static bool is_decided_of(const Case& c) {
  return c.state == CaseState::kFilingCheck || c.state == CaseState::kUnderAssessment;
}

std::vector<Text> CaseLookups::against_own(bool frozen) const {
  const Case& c = case_;
  if (!is_decided_of(c)) return {};
  return against_automatic_finish(c, parts_.law.rules, frozen, day_in_china(now_ms_));
}

bool CaseLookups::stands_where_rules_finish() const {
  const Case& c = case_;
  const std::vector<FilingRoute>& routes = parts_.law.rules.automatic_routes;
  return is_decided_of(c) && std::find(routes.begin(), routes.end(), c.filing().route) != routes.end();
}

Result<FirmReasons> CaseLookups::against_beside() {
  if (!stands_where_rules_finish()) return FirmReasons{0};
  if (const auto row = version(); !row) return fail(row.error());
  const auto held = others();
  if (!held) return fail(held.error());
  const Case& c = case_;
  std::set<std::string> sectors;
  for (const FilingVersion& one : c.versions) sectors.insert(one.sector);
  return against_by_other_filings(t_, **held,
                                  {row_.tenant, row_.id, c.filing().sector, std::move(sectors),
                                   counted_before(document_->declaration())});
}

// Whether the contest is of a level that was computed higher: for the firm, whoever opened it. A level that
// cannot be told was not higher.
Result<bool> CaseLookups::asked_for_less(std::size_t contest) {
  const Contest& of = case_.contests[contest];
  const auto part = settled_part(of.what.subject);
  if (of.what.level != ContestLevel::kMapping || !of.what.wants_level || !part) return false;
  const auto row = t_.filing_version(Reach::of_whole_desk(), row_.filing, of.opened_version);
  if (!row && row.error().code == ErrorCode::kNotFound) return false;
  if (!row) return fail(row.error());
  const auto computed = level_told(FilingDocument(row->document), *part);
  return computed && *of.what.wants_level < *computed;
}

Result<std::int64_t> CaseLookups::against_firm_ms(const AgainstFirm& against) {
  const auto& accepted = against.accepted();
  for (auto one = accepted.rbegin(); one != accepted.rend() && one->at_ms > against.ended_ms(); ++one) {
    const auto is_for_firm = asked_for_less(one->contest);
    if (!is_for_firm) return fail(is_for_firm.error());
    if (!*is_for_firm) return one->at_ms;
  }
  return against.ended_ms();
}

Result<void> CaseLookups::test_extension() {
  if (extension_ || case_.versions.empty() || case_.filing().route != FilingRoute::kEXT) return {};
  const auto row = version();
  if (!row) return fail(row.error());
  auto standing = extension_standing(t_, row_, **row, parts_.filing_grounds->looks().form, now_ms_);
  if (!standing) return fail(standing.error());
  extension_ = std::move(*standing);
  return {};
}

Result<void> CaseLookups::look_at_extension(const CaseStep& step) {
  const bool decides =
      std::holds_alternative<DecisionProposed>(step) || std::holds_alternative<DecisionConfirmed>(step);
  return decides ? test_extension() : Result<void>();
}

}  // namespace tidegate::desk
