#include "tidegate/gate/desk/desk_law.h"

#include "tidegate/gate/resources.h"

namespace tidegate::desk {

Result<DeskLaw> built_in_law() {
  auto rules = parse_desk_rules(resource("desk/cn.json"), "desk/cn.json");
  if (!rules) return fail(rules.error());
  auto calendar = WorkingDays::parse(resource("calendars/cn.tsv"), "calendars/cn.tsv");
  if (!calendar) return fail(calendar.error());
  return DeskLaw{std::move(*rules), std::move(*calendar)};
}

}  // namespace tidegate::desk
