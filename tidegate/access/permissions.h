// Who may do what: one table, and no other place asks.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/terms/role.h"

namespace tidegate::access {

// Who asks, once it is known who it is.
struct Principal {
  std::string account;  // id
  Role role = Role::kAuditor;
  std::string tenant;  // of a firm's roles; else empty
  std::string agency;  // of officers and leads: cyberspace public_security sector_regulator
  std::string sector;  // of a sector regulator's; empty: every sector of its agency
};

// What is asked for. Names are those of the audit trail.
enum class Action {
  kReadOwnAccount,
  kChangeOwnAccount,
  kReadAccounts,
  kChangeAccounts,
  kReadFirms,  // id, code and name; the rest is of kChangeConfiguration
  kReadFilings,
  kWriteFilings,
  kSubmitFilings,
  kReadCases,
  kReadCasePage,  // one case's page; the operator sees of it only what contests of policy need
  kReadPolicyContests,
  kTakeSteps,       // whose each step is, the desk's rules say
  kWorkOnCases,     // supplements, outcomes, notes, proposals
  kConfirmOnCases,  // the second person's step
  kAnswerOnCases,   // the firm's: supplements, contests, withdrawal
  kReadPermits,
  kChangePermits,  // suspend, revoke
  kAskPermits,     // the decision point
  kReadAudit,
  kFreezeSectors,  // after an alarm of drift
  kReadConfiguration,
  kChangeConfiguration,
  kManageWebhooks,
  kManageMachines,
};
inline constexpr std::size_t kActionCount = 24;
std::string_view to_string(Action action);

// Whether it may be asked at all. Whose rows the answer is of is the store's to bound
// (store/desk/tenant_id.h): what lies outside is not found. A firm's person without a firm and an officer
// without an agency may nothing: a fault in the store must not open every door.
bool may(const Principal& who, Action action);

// Whether a role may do such a thing at all, whoever's it is: for the table in the documents and for menus.
bool is_of_role(Role role, Action action);

}  // namespace tidegate::access
