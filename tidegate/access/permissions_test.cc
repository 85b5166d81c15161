#include "tidegate/access/permissions.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace tidegate::access {
namespace {

std::vector<Action> every_action() {
  std::vector<Action> out;
  for (std::size_t i = 0; i < kActionCount; ++i) out.push_back(static_cast<Action>(i));
  return out;
}

TEST(Permissions, EveryActionHasARowUnderItsOwnName) {
  std::vector<std::string_view> names;
  for (const Action action : every_action()) {
    EXPECT_FALSE(to_string(action).empty());
    for (const std::string_view other : names) EXPECT_NE(other, to_string(action));
    names.push_back(to_string(action));
  }
  EXPECT_EQ(to_string(Action::kReadOwnAccount), "read_own_account");
  EXPECT_EQ(to_string(Action::kManageMachines), "manage_machines");
}

TEST(Permissions, NobodyMayAnythingWithoutAPlace) {
  for (const Action action : every_action()) {
    for (const Role role : {Role::kFiler, Role::kFirmAdmin, Role::kMachine}) {
      EXPECT_FALSE(may({"a", role, "", "", ""}, action)) << to_string(action);
      EXPECT_EQ(may({"a", role, "firm1", "", ""}, action), is_of_role(role, action));
    }
    for (const Role role : {Role::kOfficer, Role::kLead}) {
      EXPECT_FALSE(may({"a", role, "", "", "banking"}, action)) << to_string(action);
      EXPECT_EQ(may({"a", role, "", "cyberspace", ""}, action), is_of_role(role, action));
    }
    for (const Role role : {Role::kOperator, Role::kAuditor})
      EXPECT_EQ(may({"a", role, "", "", ""}, action), is_of_role(role, action));
  }
}

// Names of firms are not the firms: who reads them registers none, and firms do not learn of each other.
TEST(Permissions, AuditorsReadWhoAFirmIs) {
  for (const Role role : kRoles)
    EXPECT_EQ(is_of_role(role, Action::kReadFirms), role == Role::kOperator || role == Role::kAuditor)
        << to_string(role);
  EXPECT_FALSE(is_of_role(Role::kAuditor, Action::kChangeConfiguration));
  EXPECT_FALSE(is_of_role(Role::kAuditor, Action::kReadFilings)) << "a draft is the firm's own";
}

TEST(Permissions, TheDocumentSaysTheTable) {
  std::ifstream file(std::string(TIDEGATE_SOURCE_DIR) + "/docs/security.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(page.empty());
  std::string head = "| |";
  for (const Role role : kRoles) head += " " + std::string(to_string(role)) + " |";
  EXPECT_NE(page.find("\n" + head + "\n"), std::string::npos) << head;
  for (const Action action : every_action()) {
    std::string row = "| `" + std::string(to_string(action)) + "` |";
    for (const Role role : kRoles) row += is_of_role(role, action) ? " yes |" : " - |";
    EXPECT_NE(page.find("\n" + row + "\n"), std::string::npos) << row;
  }
}

// Who runs the system decides nothing in it, and who watches changes nothing in it.
TEST(Permissions, OperatorsDecideNothingAndAuditorsChangeNothing) {
  for (const Action action : {Action::kReadCases, Action::kWorkOnCases, Action::kConfirmOnCases,
                              Action::kChangePermits, Action::kSubmitFilings})
    EXPECT_FALSE(is_of_role(Role::kOperator, action)) << to_string(action);
  for (const Action action : every_action()) {
    const std::string_view name = to_string(action);
    const bool only_reads = name.starts_with("read_") || action == Action::kChangeOwnAccount;
    EXPECT_TRUE(!is_of_role(Role::kAuditor, action) || only_reads) << name;
  }
}

// Of a firm's own roles none does what an authority does, and the other way round.
TEST(Permissions, NobodySitsOnBothSidesOfTheDesk) {
  for (const Action action : {Action::kWorkOnCases, Action::kConfirmOnCases, Action::kChangePermits,
                              Action::kReadAudit, Action::kChangeConfiguration}) {
    for (const Role role : {Role::kFiler, Role::kFirmAdmin, Role::kMachine})
      EXPECT_FALSE(is_of_role(role, action)) << to_string(action);
  }
  for (const Action action : {Action::kWriteFilings, Action::kSubmitFilings, Action::kAnswerOnCases}) {
    for (const Role role : {Role::kOfficer, Role::kLead, Role::kOperator, Role::kAuditor})
      EXPECT_FALSE(is_of_role(role, action)) << to_string(action);
  }
}

TEST(Roles, NamesReadBack) {
  for (const Role role : kRoles) EXPECT_EQ(role_of(to_string(role)), role);
  EXPECT_EQ(role_of("root"), std::nullopt);
}

}  // namespace
}  // namespace tidegate::access
