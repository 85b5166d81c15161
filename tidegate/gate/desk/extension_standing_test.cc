// An extension from its pass to its permit, through the book of cases.
#include "tidegate/gate/desk/extension_standing.h"

#include <gmock/gmock.h>

#include "tidegate/clearance/clocks.h"
#include "tidegate/gate/desk/extension_facts.h"
#include "tidegate/gate/desk/pass_to_extend.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/permits.h"
#include "tidegate/gate/desk/test_cases.h"
#include "tidegate/permit/verify.h"

namespace tidegate::desk {
namespace {

using ::testing::HasSubstr;

class Extensions : public Cases {
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
  }
  // second: the name of the second item.
  static std::string declaration(const std::string& second = "检验结果",
                                 const std::string& method = "按批次") {
    return R"({"api_version":"tidegate/v1","kind":"Transfer","processor":{"uscc":"91110000MA0000000H","name":"第一公司"},)"
           R"("filing":{"last_pass":{"major_incidents":0}},"scenario":{"id":"trial","summary":{"zh":"临床数据"},)"
           R"("scope":"检验结果","method":")" +
           method +
           R"(","processing_by_recipient":"统计分析",)"
           R"("items":[{"name":"受试者编号","class":"PI"},{"name":")" +
           second +
           R"(","class":"PI"}],)"
           R"("persons":{"forecast":[100,200,300],"spi":40},"recipients":[{"name":"Example Pharma SE","region":"DE"}],)"
           R"("links":[{"exporter":{"domain":"sftp.example.invalid"},"recipient":{"domain":"in.example.invalid"},"mode":"bulk_file","encryption":"tls1.3"}]}})";
  }
  static std::string document(const std::string& declared) {
    return "{\"declaration\":" + declared +
           R"(,"assessment":{"score":0.5},"findings":[{"rule":"V13","state":"passes"}],"version":{"filing_hash":")" +
           std::string(64, 'a') + "\"}}";
  }
  // The permit of an assessment that was passed.
  std::string passed(DecisionKind kind = DecisionKind::kPassed, const std::string& second = "检验结果",
                     const std::string& declared = {}) {
    FilingVersion version = version_of(FilingRoute::kSA, Lane::kRed);
    version.items[1] = second;
    const std::string id =
        submit(version, document(declared.empty() ? declaration(second) : declared)).row.id;
    must(ann_, id, FilingAccepted{});
    clear_gates(id);
    DecisionProposed what = outcome(kind);
    what.items[1].name = second;
    must(ann_, id, what);
    must(lead_, id, DecisionConfirmed{});
    return DeskPermits(parts_).permits({filer_, {}}, {}).value().rows.at(0).id;
  }
  void record(const std::string& permit) {
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      const std::string usage =
          R"({"format":"tidegate.permit-usage/1","octets":{"in_total":1,"this_year":1},"permit":")" + permit +
          R"(","persons":{"in_total":9,"this_year":9},"sensitive_persons":{"in_total":0,"this_year":0},"year":2026})";
      if (auto put = t.put_setting({"permit.usage/" + permit, usage, clock_.ms, 0}); !put)
        return fail(put.error());
      return true;
    }));
  }
  // An application that has been accepted and cleared. Its id.
  // previous: the version that was passed, as the application has it.
  std::string applied(const std::string& permit, const std::string& declared = declaration(),
                      const std::string& previous = declaration(), const std::string& filing = "f2") {
    FilingVersion version = version_of(FilingRoute::kEXT, Lane::kRed, filing == "f2" ? 'b' : 'c');
    version.extends_from = Date::of(2026, 12, 1).value();
    const std::string id = submit(version, document(declared), filing).row.id;
    EXPECT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      auto row = t.filing(Reach::of_whole_desk(), filing);
      if (!row) return fail(row.error());
      row->document = R"({"extends":")" + permit + R"(","previous":)" + previous + "}";
      if (auto kept = t.change_filing(*row); !kept) return fail(kept.error());
      return true;
    }));
    must(ann_, id, FilingAccepted{});
    clear_gates(id);
    return id;
  }
  // The id of the permit that extends it.
  std::string extended(const std::string& permit) {
    record(permit);
    const std::string id = applied(permit);
    must(ann_, id, pass());
    must(lead_, id, DecisionConfirmed{});
    const auto permits =
        read([&](const DeskReader& r) { return r.permits_of_case(Reach::of_whole_desk(), id); });
    EXPECT_TRUE(permits && permits->size() == 1);
    return permits->at(0).id;
  }
  DeskPermitPage page(const std::string& permit) {
    return DeskPermits(parts_).permit({lead_, {}}, permit).value();
  }
  std::string stated(const std::string& permit) {
    const auto file = DeskPermits(parts_).status({lead_, {}}, permit);
    EXPECT_TRUE(file);
    return permit::unverified_status(*file, permit).value().reason.zh;
  }
  void state(const std::string& permit, PermitState to) {
    DeskPermits desk(parts_);
    const auto page = desk.permit({lead_, {}}, permit);
    ASSERT_TRUE(page);
    const auto done = desk.change({lead_, {}}, permit, {page->summary.version, to, zh("核查")});
    ASSERT_TRUE(done) << done.error().what;
  }
  std::string told(const DeskAccount& by, const std::string& id, CaseStep step) {
    const auto answer = try_step(by, id, std::move(step));
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().what);
    return answer && answer->refused ? answer->refused->says.en + answer->refused->says.zh : "taken";
  }
  static DecisionProposed pass() {
    DecisionProposed out = outcome(DecisionKind::kPassed);
    out.reasons = zh("经审查");
    return out;
  }
};

TEST_P(Extensions, AreDecidedOfAsPassAndTestStandInTheDecidingStep) {
  const std::string permit = passed();
  const std::string id = applied(permit);
  // It held when it was handed in; nothing was recorded since, and a person says what that comes to.
  EXPECT_NE(told(ann_, id, outcome(DecisionKind::kPassed)), "taken");
  record(permit);
  state(permit, PermitState::kSuspended);
  EXPECT_THAT(told(ann_, id, pass()), HasSubstr("已被暂停"));
  state(permit, PermitState::kActive);
  EXPECT_EQ(told(ann_, id, pass()), "taken");
  state(permit, PermitState::kRevoked);
  EXPECT_THAT(told(lead_, id, DecisionConfirmed{}), HasSubstr("已被撤销"));
  EXPECT_THAT(row_of(id).state, "under_assessment");
}

// The result is what is extended, for three years from its own last day: not its permit, which ends with the
// contract.
TEST_P(Extensions, AreOfTheResultWhoseContractMayEndSooner) {
  std::string declared = declaration();
  declared.insert(1, R"("legal_documents":[{"kind":"contract","expires_on":"2027-03-31"}],)");
  const std::string permit = passed(DecisionKind::kPassed, "检验结果", declared);
  const auto pass =
      read([&](const DeskReader& r) { return pass_to_extend(r, Reach::of_firm(TenantId("t1")), permit); });
  ASSERT_TRUE(pass) << pass.error().what;
  EXPECT_EQ(pass->row.valid_until, "2027-04-01");
  EXPECT_EQ(pass->ends_on, "2029-11-02");
}

TEST_P(Extensions, GiveAPermitThatReplacesThePass) {
  const std::string permit = passed();
  record(permit);
  const std::string id = applied(permit);
  must(ann_, id, pass());
  must(lead_, id, DecisionConfirmed{});
  const auto permits =
      read([&](const DeskReader& r) { return r.permits_of_case(Reach::of_whole_desk(), id); });
  ASSERT_TRUE(permits);
  ASSERT_EQ(permits->size(), 1U);
  const auto page = DeskPermits(parts_).permit({filer_, {}}, permits->at(0).id);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->permit.replaces, permit);
  EXPECT_THAT(row_of(id).document, HasSubstr(R"("passes":"yes")"));  // kept as it stood
}

// One after the other: what is used of a pass and of its extension is never counted apart on one day.
TEST_P(Extensions, BeginWhereThePassEndsAndGoOnWithTheYear) {
  const std::string permit = passed();
  const std::string next = extended(permit);
  const DeskPermitPage of_pass = page(permit);
  const DeskPermitPage of_next = page(next);
  EXPECT_EQ(of_next.permit.valid.from, of_pass.permit.valid.to);
  EXPECT_EQ(of_pass.summary.state, "active");
  EXPECT_EQ(of_next.summary.state, "not_yet");
  EXPECT_EQ(stated(permit), "已延长：自 2029-11-02 起由许可 " + next + " 接续");
  EXPECT_EQ(of_next.usage.persons.this_year, 9) << "the year's";
  EXPECT_EQ(of_next.usage.persons.in_total, 0) << "what was passed is of the years to come";
}

TEST_P(Extensions, AreOnePerPass) {
  const std::string permit = passed();
  const std::string next = extended(permit);
  const std::string again = applied(permit, declaration(), declaration(), "f3");
  EXPECT_THAT(told(ann_, again, pass()), HasSubstr("已获延长，由许可 " + next + " 接续"));
  state(next, PermitState::kRevoked);
  EXPECT_EQ(stated(permit), "") << "nothing follows it any more";
  EXPECT_EQ(told(ann_, again, pass()), "taken");
}

TEST_P(Extensions, StandAndFallWithAPassThatHasNotEnded) {
  const std::string permit = passed();
  const std::string next = extended(permit);
  state(permit, PermitState::kSuspended);
  EXPECT_EQ(page(next).summary.state, "suspended");
  EXPECT_THAT(stated(next), HasSubstr("所延长的许可 " + permit + " 在届满前被暂停"));
  state(permit, PermitState::kActive);
  EXPECT_EQ(page(next).summary.state, "not_yet");
  state(permit, PermitState::kRevoked);
  EXPECT_EQ(page(next).summary.state, "suspended") << "a lead settles it";
  state(next, PermitState::kActive);
  EXPECT_EQ(page(next).summary.state, "not_yet");
}

TEST_P(Extensions, AreNotTouchedByWhatIsStatedOfAPassThatHasEnded) {
  const std::string permit = passed();
  const std::string next = extended(permit);
  wait_days(1096);
  state(permit, PermitState::kRevoked);
  EXPECT_EQ(page(next).summary.state, "active");
}

TEST_P(Extensions, AChangedMethodIsNamedToWhoeverWouldPassIt) {
  const std::string permit = passed();
  record(permit);
  const std::string id = applied(permit, declaration("检验结果", "远程访问"));
  EXPECT_THAT(told(ann_, id, pass()), HasSubstr("/scenario/method"));
}

TEST_P(Extensions, APermitThatIsWiderThanItsPassIsHeldWhateverTheTestFound) {
  const std::string permit = passed();
  record(permit);
  std::string wider = declaration();
  wider.replace(wider.find("in.example.invalid"), 2, "other");
  const std::string id = applied(permit, wider, wider);
  must(ann_, id, pass());
  must(lead_, id, DecisionConfirmed{});
  const auto permits =
      read([&](const DeskReader& r) { return r.permits_of_case(Reach::of_whole_desk(), id); });
  ASSERT_TRUE(permits);
  ASSERT_EQ(permits->size(), 1U);
  EXPECT_EQ(permits->at(0).state, kHeld);
  const auto held =
      read([&](const DeskReader& r) { return r.permit(Reach::of_whole_desk(), permits->at(0).id); });
  ASSERT_TRUE(held);
  const auto why = why_held(*held);
  ASSERT_TRUE(why);
  EXPECT_THAT(why->en, HasSubstr("/links/0: is not within a link of the pass " + permit));
  EXPECT_THAT(why->zh, HasSubstr("拟延长的许可 " + permit + "：超出其数据出境链路"));
}

TEST_P(Extensions, OfTwoItemsWithOneNameTheRefusedOneDoesNotComeAlong) {
  const std::string permit = passed(DecisionKind::kPartlyPassed, "受试者编号");
  const auto pass = read([&](const DeskReader& r) { return pass_to_extend(r, reach_of(filer_), permit); });
  ASSERT_TRUE(pass) << pass.error().what;
  const intake::Node* scenario = pass->passed.declaration.root.find("scenario");
  ASSERT_NE(scenario, nullptr);
  EXPECT_EQ(scenario->find("items")->children.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Stores, Extensions,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql));

// The window of a draft opens on the first day that a notice could still make it.
TEST(ExtensionWindow, OpensOnTheEarliestDayThatANoticeCouldMake) {
  const DeskLaw law = built_in_law().value();
  const Date ends = Date::of(2027, 4, 30).value();
  const DayAnswer opens = extension_opens(ends, law.rules, law.calendar);
  ASSERT_LT(opens.furthest, opens.day);
  EXPECT_FALSE(against_window(ends, law, opens.furthest));
  const auto early = against_window(ends, law, opens.furthest.plus_days(-1));
  ASSERT_TRUE(early);
  EXPECT_NE(early->fix.zh.find(opens.furthest.str()), std::string::npos) << early->fix.zh;
  EXPECT_NE(early->fix.en.find(opens.day.str()), std::string::npos) << early->fix.en;
  EXPECT_TRUE(against_window(ends, law, ends));
}

}  // namespace
}  // namespace tidegate::desk
