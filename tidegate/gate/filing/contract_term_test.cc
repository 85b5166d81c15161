#include "tidegate/gate/filing/contract_term.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

Transfer with_contract(const char* effective, const char* kind = "standard_contract") {
  Transfer transfer;
  LegalDocument document;
  document.kind = kind;
  document.effective_on = day(effective);
  transfer.legal_documents = {document};
  return transfer;
}

std::vector<Finding> checked(CheckState state, const Transfer& transfer, const char* filed_on,
                             const char* route = "SC") {
  std::vector<Finding> findings(3);
  findings[0].rule = "V21";
  findings[1].rule = "V22";
  findings[1].state = state;
  findings[1].source = {"art. 7", "第七条"};
  findings[2].rule = "V23";
  check_contract_term(transfer, route, day(filed_on), desk::built_in_law().value(), findings);
  return findings;
}

// 30 April 2026 is followed by the days off of 1 to 5 May and works on 9 May: the tenth working day is 14
// May.
TEST(ContractTerm, EndsTenWorkingDaysAfterTheContractTakesEffect) {
  const auto law = desk::built_in_law().value();
  const auto term = contract_term(with_contract("2026-04-30"), "SC", law);
  ASSERT_TRUE(term);
  EXPECT_EQ(term->due.day, contract_filing_due(day("2026-04-30"), law.rules, law.calendar).day);
  EXPECT_FALSE(contract_term(with_contract("2026-04-30"), "SA", law));
  EXPECT_FALSE(contract_term(with_contract("2026-04-30", "contract"), "SC", law));
  EXPECT_FALSE(contract_term(Transfer(), "SC", law));
}

TEST(ContractTerm, TheContractWhoseTermEndsFirstCounts) {
  Transfer two = with_contract("2026-07-01");
  two.legal_documents.push_back(with_contract("2026-06-01").legal_documents[0]);
  const auto term = contract_term(two, "SC", desk::built_in_law().value());
  ASSERT_TRUE(term);
  EXPECT_EQ(term->document, 1U);
  EXPECT_EQ(deadline_of(*term).kind, "contract_filing");
  EXPECT_TRUE(deadline_of(*term).is_firms);
}

TEST(ContractTerm, AFilingPastItIsWarnedOfAndOneOnItsLastDayIsNot) {
  const Transfer transfer = with_contract("2026-07-01");
  EXPECT_EQ(checked(CheckState::kPasses, transfer, "2026-07-15")[1].state, CheckState::kPasses);
  const auto late = checked(CheckState::kPasses, transfer, "2026-07-16");
  ASSERT_EQ(late.size(), 3U);
  EXPECT_EQ(late[1].state, CheckState::kFails);
  EXPECT_EQ(late[1].severity, Severity::kWarns);
  EXPECT_EQ(late[1].pointer, "/legal_documents/0/effective_on");
  EXPECT_EQ(late[1].source.zh, "第七条");
  EXPECT_NE(late[1].says.zh.find("2026-07-15"), std::string::npos) << late[1].says.zh;
  EXPECT_EQ(checked(CheckState::kPasses, transfer, "2026-07-16", "SA")[1].state, CheckState::kPasses);
}

// Told as 4 January 2027; the notice of that year could make it the 11th, and until then nobody is late.
TEST(ContractTerm, NobodyIsLateByADayThatANoticeCouldStillMove) {
  const Transfer transfer = with_contract("2026-12-19");
  EXPECT_EQ(checked(CheckState::kPasses, transfer, "2027-01-11")[1].state, CheckState::kPasses);
  const auto late = checked(CheckState::kPasses, transfer, "2027-01-12");
  EXPECT_EQ(late[1].state, CheckState::kFails);
  for (const char* said : {"2027-01-04", "2027-01-11", "暂估"})
    EXPECT_NE(late[1].says.zh.find(said), std::string::npos) << late[1].says.zh;
  const auto term = contract_term(transfer, "SC", desk::built_in_law().value());
  ASSERT_TRUE(term);
  EXPECT_EQ(deadline_of(*term).furthest, day("2027-01-11"));
}

TEST(ContractTerm, WhatTheRuleSaidBeforeStaysBesideIt) {
  const Transfer transfer = with_contract("2026-07-01");
  for (const CheckState state : {CheckState::kFails, CheckState::kNotCheckable}) {
    const auto late = checked(state, transfer, "2026-08-03");
    ASSERT_EQ(late.size(), 4U);
    EXPECT_EQ(late[1].state, state);
    EXPECT_EQ(late[2].rule, "V22");
    EXPECT_EQ(late[2].state, CheckState::kFails);
    EXPECT_EQ(late[3].rule, "V23");
  }
}

}  // namespace
}  // namespace tidegate
