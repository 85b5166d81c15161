// In what capacity somebody asks something of the desk.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace tidegate {

enum class Role {
  kFiler,      // 经办人: drafts, answers and hands in for its firm
  kFirmAdmin,  // a firm's own administrator: its accounts, machine clients, webhooks
  kOfficer,    // of an agency and a sector: works on the cases that are routed there
  kLead,       // an officer who confirms what needs two persons
  kOperator,   // runs the zone's system: accounts, configuration; decides no case
  kAuditor,    // sees everything, changes nothing
  kMachine,    // a firm's program: filings and questions to the decision point
};
inline constexpr std::array kRoles{Role::kFiler,    Role::kFirmAdmin, Role::kOfficer, Role::kLead,
                                   Role::kOperator, Role::kAuditor,   Role::kMachine};

constexpr std::string_view to_string(Role role) {
  constexpr std::array<std::string_view, kRoles.size()> kNames{"filer",    "firm_admin", "officer", "lead",
                                                               "operator", "auditor",    "machine"};
  return kNames[static_cast<std::size_t>(role)];
}
constexpr std::optional<Role> role_of(std::string_view name) {
  for (const Role role : kRoles) {
    if (to_string(role) == name) return role;
  }
  return std::nullopt;
}
// Of a firm, and so bound to its tenant; else of an agency or of the zone.
constexpr bool is_of_firm(Role role) {
  return role == Role::kFiler || role == Role::kFirmAdmin || role == Role::kMachine;
}

}  // namespace tidegate
