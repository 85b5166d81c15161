// A declaration that is read and checked, for tests of the pre-check.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tidegate/intake/precheck.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate::intake {

inline const Date kDay = *Date::of(2026, 6, 15);

// As they are built into the program; guide_editions_test.cc reads them.
const std::vector<GuideEdition>& guide_editions();

inline Transfer read(const std::string& body) {
  IntakeOutcome outcome = read_transfer("api_version: tidegate/v1\nkind: Transfer\n" + body, "t.yaml");
  EXPECT_EQ(list_problems(outcome.problems, "t.yaml", Lang::kEn), "");
  return outcome.transfer.value_or(Transfer{});
}

// State of a rule with the pointers of its failures: "fails /a /b", "passes", "cannot".
inline std::string state(const std::vector<Finding>& findings, const std::string& rule) {
  std::string fails;
  std::string other;
  for (const Finding& f : findings) {
    if (f.rule != rule) continue;
    if (f.state == CheckState::kFails) fails += " " + f.pointer;
    if (f.state == CheckState::kPasses) other = "passes";
    if (f.state == CheckState::kNotCheckable) other = "cannot";
  }
  return fails.empty() ? other : "fails" + fails;
}

inline std::string check(const std::string& body, const std::string& rule,
                         PrecheckContext context = {kDay, "", nullptr}) {
  context.editions = guide_editions();
  return state(precheck(read(body), context), rule);
}

inline DataProfile profile_of(std::uint64_t persons, std::uint64_t sensitive, Sensitivity kind,
                              int hint = 0) {
  DataProfile profile;
  profile.totals.persons = persons;
  profile.totals.with_sensitive = sensitive;
  FileProfile& file = profile.files.emplace_back();
  file.path = "a.csv";
  ColumnProfile& column = file.columns.emplace_back();
  column.name = "张三的列";
  column.type = "MED.DIAGNOSIS";
  column.sensitivity = kind;
  column.p_permille = 900;
  column.important_hint = hint;
  return profile;
}

}  // namespace tidegate::intake
