// From a decided case to its permit, through the book of cases.
#include "tidegate/gate/desk/permit_issue.h"

#include "tidegate/gate/desk/permits.h"
#include "tidegate/gate/desk/test_cases.h"
#include "tidegate/gate/filing/check_filing.h"

namespace tidegate::desk {
namespace {

class PermitsOfCases : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (IsSkipped()) return;
    auto grounds = FilingGrounds::load("test");
    ASSERT_TRUE(grounds) << grounds.error().what;
    parts_.filing_grounds = std::move(*grounds);
    ASSERT_TRUE(parts_.store->transact([](DeskTransaction& t) -> Result<bool> {
      auto firm = t.tenant(Reach::of_whole_desk(), "t1");
      if (!firm) return fail(firm.error());
      firm->uscc = "91110000MA0000000H";
      if (auto kept = t.change_tenant(*firm); !kept) return fail(kept.error());
      return true;
    }));
    parts_.permit_keys = std::make_shared<PermitKeys>(PermitKeyPlace{folder_ / "data"});
    parts_.decided = [this](DeskTransaction& t, const DecidedCase& decided) {
      return settle_permits(parts_, t, decided, clock_.ms);
    };
    parts_.told = [this](DeskTransaction&, const CaseNews& news) -> Result<void> {
      if (!news.permit.empty()) news_.push_back(news.kind);
      return {};
    };
  }
  static std::string declared(const std::string& encryption = "tls1.3",
                              const std::string& uscc = "91110000MA0000000H") {
    return R"({"declaration":{"api_version":"tidegate/v1","kind":"Transfer","processor":{"uscc":")" + uscc +
           R"(","name":"第一公司",)"
           R"("handler":{"id_no":"withheld"}},"cumulative_before":{"pi_nonsensitive":0,"pi_sensitive":0},)"
           R"("scenario":{"id":"trial","summary":{"zh":"临床数据"},)"
           R"("items":[{"name":"受试者编号","class":"PI"},{"name":"检验结果","class":"PI"}],)"
           R"("persons":{"forecast":[100,200,300],"spi":40},"recipients":[{"name":"Example Pharma SE","region":"DE"}],)"
           R"("links":[{"exporter":{"domain":"sftp.example.invalid"},"recipient":{"domain":"in.example.invalid"},"mode":"bulk_file","encryption":")" +
           encryption + R"("}]}},"assessment":{"score":0.5},"findings":[]})";
  }
  // That ends on a day, goes to nobody else, and has an item that is pseudonymised.
  static std::string bound(const std::string& last) {
    std::string text = declared();
    const auto put = [&](const std::string& behind, const std::string& more) {
      text.insert(text.find(behind) + behind.size(), more);
    };
    put(R"("scenario":{)", R"("purpose_ends":")" + last + R"(","onward":"none","retention":{"to":")" + last +
                               R"(","after":"delete"},)");
    put(R"("检验结果","class":"PI")", R"(,"pseudonymised":true)");
    return text;
  }
  DeskAsker asker(const DeskAccount& who) { return {who, {}}; }
  std::vector<DeskPermit> permits() { return DeskPermits(parts_).permits(asker(filer_), {}).value().rows; }
  std::string decided(const CaseAnswer& opened, DecisionKind kind) {
    const std::string id = opened.row.id;
    if (opened.after.filing().route == FilingRoute::kSA) {
      must(ann_, id, FilingAccepted{});
      clear_gates(id);
    }
    must(ann_, id, outcome(kind));
    if (!row_of(id).is_closed) must(lead_, id, DecisionConfirmed{});
    return id;
  }

  std::vector<std::string> news_;
};

TEST_P(PermitsOfCases, APassedFilingGetsItsPermitInTheSameTransaction) {
  const std::string id =
      decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), declared()), DecisionKind::kPassed);
  const auto rows = permits();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].case_id, id);
  EXPECT_EQ(rows[0].state, "active") << rows[0].held_because.en;
  EXPECT_EQ(rows[0].items, 2);
  EXPECT_EQ(rows[0].valid_from, "2026-11-02");
  EXPECT_EQ(rows[0].valid_until, "2029-11-02");
  EXPECT_EQ(news_, (std::vector<std::string>{"permit.issued"}));
}

TEST_P(PermitsOfCases, APermitIsNoWiderThanTheFilingThatWasPassed) {
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), bound("2027-03-31")), DecisionKind::kPassed);
  const auto page = DeskPermits(parts_).permit(asker(filer_), permits().at(0).id);
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->permit.valid.to.str(), "2027-04-01");
  std::vector<std::string> conditions;
  for (const PermitCondition& c : page->permit.conditions) {
    if (c.kind == ConditionKind::kDuty) continue;
    conditions.push_back(std::string(to_string(c.kind)) + " " + c.item + (c.day ? c.day->str() : ""));
  }
  EXPECT_EQ(conditions,
            (std::vector<std::string>{"pseudonymised 检验结果", "no_onward ", "delete_by 2027-04-01"}));
}

TEST_P(PermitsOfCases, WhatIsOverWhenItIsPassedIsHeldAndSaysWhy) {
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), bound("2026-11-01")), DecisionKind::kPassed);
  const DeskPermit held = permits().at(0);
  EXPECT_EQ(held.state, "held");
  EXPECT_NE(held.held_because.en.find("/scenario/purpose_ends"), std::string::npos) << held.held_because.en;
  EXPECT_NE(held.held_because.zh.find("2026-11-01"), std::string::npos) << held.held_because.zh;
  const auto released =
      DeskPermits(parts_).release(asker(lead_), held.id, {held.version, {50, {}}, {}, {}, {}});
  ASSERT_FALSE(released);
  EXPECT_EQ(released.error().code, ErrorCode::kOutOfRange);
}

TEST_P(PermitsOfCases, WhatWasRefusedIsNotInThePermit) {
  decided(submit(version_of(FilingRoute::kSA, Lane::kRed), declared()), DecisionKind::kPartlyPassed);
  const auto rows = permits();
  ASSERT_EQ(rows.size(), 1U);
  const auto page = DeskPermits(parts_).permit(asker(filer_), rows[0].id);
  ASSERT_TRUE(page) << page.error().what;
  ASSERT_EQ(page->permit.items.size(), 1U);
  EXPECT_EQ(page->permit.items[0].name, "检验结果");
}

TEST_P(PermitsOfCases, ARefusalAndAnExemptionIssueNothing) {
  const CaseAnswer exempt = submit(version_of(FilingRoute::kEX, Lane::kGreen, 'b'), declared());
  EXPECT_EQ(exempt.after.state, CaseState::kFiled);
  EXPECT_EQ(permits().size(), 0U);
  decided(submit(version_of(FilingRoute::kSA, Lane::kRed), declared(), "f2"), DecisionKind::kRefused);
  EXPECT_EQ(permits().size(), 0U);
  const CaseAnswer again = submit(version_of(FilingRoute::kEX, Lane::kGreen, 'c'), declared(), "f3");
  EXPECT_EQ(again.after.state, CaseState::kFilingCheck) << "what was refused does not come back by rules";
}

TEST_P(PermitsOfCases, ACaseIsDecidedAndItsPermitHeldWhereTheDeclarationIsOpen) {
  const std::string id = decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), declared("own cipher")),
                                 DecisionKind::kPassed);
  EXPECT_EQ(row_of(id).state, "filed");
  ASSERT_EQ(permits().size(), 1U);
  EXPECT_EQ(permits()[0].state, "held");
  EXPECT_EQ(news_, (std::vector<std::string>{"permit.held"}));
  // No declaration at all that this program reads.
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue, 'b'), document_of(), "f2"), DecisionKind::kPassed);
  ASSERT_EQ(permits().size(), 2U);
  for (const DeskPermit& row : permits()) EXPECT_EQ(row.state, "held");
}

TEST_P(PermitsOfCases, ALeadReleasesWhatIsHeldByClosingTheSideThatIsOpen) {
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), declared("own cipher")), DecisionKind::kPassed);
  const DeskPermit held = permits().at(0);
  DeskPermits desk(parts_);
  const auto open = desk.release(asker(lead_), held.id, {held.version, {50, {}}, {}, {}, {}});
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, ErrorCode::kOutOfRange);
  EXPECT_NE(open.error().what.find("/links/0/encryption"), std::string::npos);
  EXPECT_NE(open.error().what_zh.find("加密"), std::string::npos);
  EXPECT_EQ(permits().size(), 1U);
  EXPECT_EQ(desk.release(asker(lead_), held.id, {9, {}, {}, {}, Encryption::kTls13}).error().code,
            ErrorCode::kConflict);
  const auto page = desk.release(asker(lead_), held.id, {held.version, {50, {}}, {}, {}, Encryption::kTls13});
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->summary.state, "active");
  EXPECT_EQ(page->permit.links.at(0).encryption, Encryption::kTls13);
  EXPECT_EQ(page->permit.persons, (YearlyBound{50, 300}));
  EXPECT_EQ(news_, (std::vector<std::string>{"permit.held", "permit.issued"}));
  EXPECT_EQ(desk.permit(asker(filer_), held.id)->summary.state, "released");
  EXPECT_EQ(desk.release(asker(lead_), held.id, {2, {}, {}, {}, Encryption::kTls13}).error().code,
            ErrorCode::kOutOfRange);
}

TEST_P(PermitsOfCases, SensitivePersonsThatWereDeclaredBoundThePermit) {
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), declared()), DecisionKind::kPassed);
  const auto page = DeskPermits(parts_).permit(asker(filer_), permits().at(0).id);
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->permit.sensitive_persons, (YearlyBound{{}, 40}));
}

TEST_P(PermitsOfCases, AContractLeavesNoMoreInAYearThanTheLawLetsItBeUsedFor) {
  std::string text = declared();
  const std::string was = R"("persons":{"forecast":[100,200,300],"spi":40})";
  text.replace(text.find(was), was.size(), R"("persons":{"forecast":[9000,9000000,30000000],"spi":9000})");
  for (int i = 0; i < 2; ++i) text.replace(text.find("\"class\":\"PI\""), 12, "\"class\":\"SPI\"");
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), text), DecisionKind::kPassed);
  const auto page = DeskPermits(parts_).permit(asker(filer_), permits().at(0).id);
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->permit.persons, (YearlyBound{9'999, 30'000'000}));
  EXPECT_EQ(page->permit.sensitive_persons, (YearlyBound{9'999, 30'000'000}));
  // An assessment has no such number.
  decided(submit(version_of(FilingRoute::kSA, Lane::kRed, 'b'), text, "f2"), DecisionKind::kPassed);
  for (const DeskPermit& row : permits()) {
    if (row.id == page->summary.id) continue;
    EXPECT_EQ(DeskPermits(parts_).permit(asker(filer_), row.id)->permit.persons,
              (YearlyBound{{}, 30'000'000}));
  }
}

TEST_P(PermitsOfCases, AContractOfWhichTheYearsCountIsNotDeclaredIsHeldUntilALeadBoundsAYear) {
  std::string text = declared();
  const std::string before = R"("cumulative_before":{"pi_nonsensitive":0,"pi_sensitive":0},)";
  text.erase(text.find(before), before.size());
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), text), DecisionKind::kPassed);
  const DeskPermit held = permits().at(0);
  EXPECT_EQ(held.state, "held");
  EXPECT_NE(held.held_because.en.find("/cumulative_before"), std::string::npos) << held.held_because.en;
  const auto page = DeskPermits(parts_).release(asker(lead_), held.id, {held.version, {200, {}}, {}, {}, {}});
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->permit.persons, (YearlyBound{200, 300}));
}

TEST_P(PermitsOfCases, WhatWasDecidedOfAnotherCreditCodeIsHeldAndNoLeadReleasesIt) {
  decided(submit(version_of(FilingRoute::kSC, Lane::kBlue), declared("tls1.3", "91110115MA0000003P")),
          DecisionKind::kPassed);
  ASSERT_EQ(permits().size(), 1U);
  const DeskPermit held = permits()[0];
  EXPECT_EQ(held.state, "held");
  EXPECT_NE(held.held_because.en.find("/processor/uscc"), std::string::npos) << held.held_because.en;
  const auto released =
      DeskPermits(parts_).release(asker(lead_), held.id, {held.version, {50, {}}, {}, {}, {}});
  ASSERT_FALSE(released);
  EXPECT_EQ(released.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(permits().size(), 1U);
}

TEST_P(PermitsOfCases, WhatAReviewRefusesIsRevoked) {
  const std::string id =
      decided(submit(version_of(FilingRoute::kSA, Lane::kRed), declared()), DecisionKind::kPartlyPassed);
  const std::string permit = permits().at(0).id;
  wait_days(2);
  must(filer_, id, ReviewRequested{"不服部分结论"});
  EXPECT_EQ(permits().at(0).state, "active") << "until it is decided again";
  must(bo_, id, outcome(DecisionKind::kRefused));
  const DeskAccount other = person("u-lead2", Role::kLead, "", "cyberspace");
  must(other, id, DecisionConfirmed{});
  ASSERT_EQ(permits().size(), 1U);
  EXPECT_EQ(permits()[0].state, "revoked");
  EXPECT_EQ(news_.back(), "permit.revoked");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, PermitsOfCases, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, PermitsOfCases, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
