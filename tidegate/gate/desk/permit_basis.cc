#include "tidegate/gate/desk/permit_basis.h"

#include <algorithm>

#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/gate/permits/route_room.h"

namespace tidegate::desk {

permit::YearlyRoom room_of_route(const Parts& parts, const FilingVersion& filing,
                                 const FilingVersionRow& version, const Decision& decision,
                                 const Transfer& transfer) {
  const std::string_view route = to_string(filing.route);
  if (!is_below_a_number(route)) return {};
  if (parts.filing_grounds == nullptr) return permit::unknown_room();
  const auto day = Date::parse(FilingDocument(version.document).assessment().member("as_of").string());
  const auto grounds = parts.filing_grounds->of_day(day ? *day : decision.decided_on);
  const auto answer = judge_declared(transfer, *grounds);
  if (!answer) return permit::unknown_room();
  return route_room(route, *answer, decision, *grounds);
}

Result<Date> begins_on(const DeskReader& reader, const TenantId& tenant, const FilingVersion& filing,
                       const std::string& pass, Date decided_on) {
  Date from = std::max(decided_on, filing.extends_from.value_or(decided_on));
  if (pass.empty()) return from;
  const auto row = reader.permit(Reach::of_firm(tenant), pass);
  if (!row) return fail(row.error());
  const auto ends = Date::parse(row->valid_until);
  return is_signed(*row) && ends ? std::max(from, *ends) : from;
}

}  // namespace tidegate::desk
