#include "tidegate/access/permissions.h"

#include <array>

namespace tidegate::access {
namespace {

struct Row {
  Action action;
  std::string_view name;
  std::string_view roles;  // a letter a role in the order of kRoles where it may: F A O L P U M; else -
};

// The order of the rows is that of Action.
constexpr std::array<Row, kActionCount> kTable{{
    {Action::kReadOwnAccount, "read_own_account", "FAOLPUM"},
    {Action::kChangeOwnAccount, "change_own_account", "FAOLPU-"},
    {Action::kReadAccounts, "read_accounts", "-A--PU-"},
    {Action::kChangeAccounts, "change_accounts", "-A--P--"},
    {Action::kReadFirms, "read_firms", "----PU-"},
    {Action::kReadFilings, "read_filings", "FA----M"},
    {Action::kWriteFilings, "write_filings", "F-----M"},
    {Action::kSubmitFilings, "submit_filings", "F-----M"},
    {Action::kReadCases, "read_cases", "FAOL-UM"},
    {Action::kReadCasePage, "read_case_page", "FAOLPUM"},
    {Action::kReadPolicyContests, "read_policy_contests", "----PU-"},
    {Action::kTakeSteps, "take_steps", "F-OLP-M"},
    {Action::kWorkOnCases, "work_on_cases", "--OL---"},
    {Action::kConfirmOnCases, "confirm_on_cases", "---L---"},
    {Action::kAnswerOnCases, "answer_on_cases", "F-----M"},
    {Action::kReadPermits, "read_permits", "FAOL-UM"},
    {Action::kChangePermits, "change_permits", "---L---"},
    {Action::kAskPermits, "ask_permits", "F-OL--M"},
    {Action::kReadAudit, "read_audit", "-----U-"},
    {Action::kFreezeSectors, "freeze_sectors", "---LP--"},
    {Action::kReadConfiguration, "read_configuration", "--OLPU-"},
    {Action::kChangeConfiguration, "change_configuration", "----P--"},
    {Action::kManageWebhooks, "manage_webhooks", "-A-----"},
    {Action::kManageMachines, "manage_machines", "-A-----"},
}};

const Row& row_of(Action action) { return kTable[static_cast<std::size_t>(action)]; }

}  // namespace

std::string_view to_string(Action action) { return row_of(action).name; }

bool is_of_role(Role role, Action action) {
  return row_of(action).roles[static_cast<std::size_t>(role)] != '-';
}

bool may(const Principal& who, Action action) {
  if (is_of_firm(who.role) && who.tenant.empty()) return false;
  const bool is_officer = who.role == Role::kOfficer || who.role == Role::kLead;
  if (is_officer && who.agency.empty()) return false;
  return is_of_role(who.role, action);
}

}  // namespace tidegate::access
