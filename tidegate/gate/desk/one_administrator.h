// Whether both persons of a step may be one: the administrator who lately gave them their ways in. Private to
// this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/clearance/decide.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

// Of accounts that one administrator opened within this time it is told, in the audit trail. An administrator
// whom another opened within it counts as that other.
inline constexpr std::int64_t kLatelyOpenedMs = std::int64_t{30} * 24 * 3'600'000;
// Within this time they are not the two persons of a step where one of them was somebody's already: who lost
// the account that way finds the door shut meanwhile. A new zone's accounts, all made at once, work on.
inline constexpr std::int64_t kJustOpenedMs = std::int64_t{7} * 24 * 3'600'000;

struct OneAdministrator {
  std::string administrator;  // account
  std::string first;          // account of whom the step wants another person
  std::int64_t until_ms = 0;  // the step waits until then; 0: it need not
};
// nullopt: no administrator lately opened both who takes the step and a person that it wants another than.
// Errors: kCorrupt (an account's document), and the store's.
Result<std::optional<OneAdministrator>> one_administrator(const DeskReader& reader, const CaseStep& step,
                                                          const Case& c, const Actor& by,
                                                          std::int64_t now_ms);
StepRefusal refusal_of(const OneAdministrator& found);
// "two_persons.one_administrator", with ids alone.
AuditRow audit_of(const OneAdministrator& found, const Actor& by, const CaseRow& row, std::int64_t now_ms);

}  // namespace tidegate::desk
