#include "tidegate/gate/desk/case_book.h"

#include "tidegate/base/json.h"
#include "tidegate/clearance/draw.h"
#include "tidegate/gate/desk/firm_filings.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/prepared_page.h"
#include "tidegate/gate/desk/test_cases.h"

namespace tidegate::desk {
namespace {

TEST_P(Cases, AHandedInFilingWaitsForItsAcceptanceWithoutAnOfficersHand) {
  const CaseAnswer opened = submit(version_of(FilingRoute::kSA, Lane::kYellow));
  ASSERT_FALSE(opened.refused);
  EXPECT_EQ(opened.after.state, CaseState::kAwaitingAcceptance);
  const CaseRow row = row_of(opened.row.id);
  EXPECT_EQ(row.state, "awaiting_acceptance");
  EXPECT_EQ(row.lane, "yellow");
  EXPECT_EQ(row.route, "SA");
  EXPECT_EQ(row.due_day, "2026-11-11");
  EXPECT_EQ(row.events, opened.after.last_seq);
  EXPECT_EQ(row.version, opened.row.version);
  const auto summary = parse_json(row.summary, "");
  ASSERT_TRUE(summary);
  EXPECT_EQ(*summary->find("title")->string(), "临床数据");
  EXPECT_EQ(*summary->find("waits_for")->string(), "desk");
  EXPECT_EQ(summary->find("secret"), nullptr) << "lists show what they are to show";
  const auto folded =
      read([&](const DeskReader& r) { return case_from_events(r, Reach::of_whole_desk(), opened.row.id); });
  ASSERT_TRUE(folded) << folded.error().what;
  EXPECT_EQ(*folded, opened.after);
}

TEST_P(Cases, FormalGapsGoBackOnceWithTheWholeList) {
  FilingVersion version = version_of(FilingRoute::kSA, Lane::kYellow);
  version.formal_gaps = 1;
  const CaseAnswer opened = submit(version, document_of(true));
  ASSERT_EQ(opened.after.state, CaseState::kReturned);
  ASSERT_EQ(opened.after.gaps.size(), 1U);
  EXPECT_EQ(opened.after.gaps[0].pointer, "/scenario/legal_basis");
  EXPECT_EQ(opened.after.gaps[0].what.zh, "未写明合法性依据");
  EXPECT_EQ(row_of(opened.row.id).due_day, "");
  FilingVersion again = version_of(FilingRoute::kSA, Lane::kYellow, 'b');
  again.formal_gaps = 1;
  const auto kept = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
    if (auto done = keep(t, "f1", 2, document_of(true)); !done) return fail(done.error());
    auto held = hold_case(t, reach_of(filer_), opened.row.id);
    if (!held) return fail(held.error());
    return take_step(t, parts_, std::move(*held), actor_of(filer_), FilingSubmitted{again}, {}, clock_.ms);
  });
  ASSERT_TRUE(kept) << kept.error().what;
  EXPECT_EQ(kept->after.state, CaseState::kCompletenessCheck) << "what is still open is an officer's to ask";
}

// What was sent back was not taken; what is supplemented was, on the day on which it came in.
TEST_P(Cases, WhatIsOnTheDeskCameInWithTheHandInAfterItsReturn) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const auto taken = [&](const std::string& id) {
    return read([&](const DeskReader& r) { return taken_in_ms(r, Reach::of_whole_desk(), id); });
  };
  FilingVersion version = version_of(FilingRoute::kSA, Lane::kYellow);
  version.formal_gaps = 1;
  const std::int64_t first_ms = clock_.ms;
  const std::string id = submit(version, document_of(true)).row.id;
  EXPECT_EQ(taken(id).value(), first_ms);
  clock_.ms += 10 * kDayMs;
  const std::int64_t again_ms = clock_.ms;
  const auto step = [&](CaseStep next, std::int64_t number) {
    return write([&](DeskTransaction& t) -> Result<CaseAnswer> {
      if (auto done = keep(t, "f1", number, document_of()); !done) return fail(done.error());
      auto held = hold_case(t, reach_of(filer_), id);
      if (!held) return fail(held.error());
      return take_step(t, parts_, std::move(*held), actor_of(filer_), std::move(next), {}, clock_.ms);
    });
  };
  const auto again = step(FilingSubmitted{version_of(FilingRoute::kSA, Lane::kYellow, 'b')}, 2);
  ASSERT_TRUE(again && !again->refused);
  ASSERT_EQ(again->after.state, CaseState::kAwaitingAcceptance);
  EXPECT_EQ(taken(id).value(), again_ms);
  clock_.ms += 10 * kDayMs;
  SupplementAsked asked;
  asked.items.push_back({"/scenario/purpose", {"what", "内容"}, {"why", "原因"}, "V17", {"fix", "说明"}});
  ASSERT_EQ(must(ann_, id, asked).state, CaseState::kAcceptanceSupplement);
  const auto revised = step(FilingRevised{version_of(FilingRoute::kSA, Lane::kYellow, 'c')}, 3);
  ASSERT_TRUE(revised && !revised->refused);
  EXPECT_EQ(taken(id).value(), again_ms) << "a supplement keeps it";
  EXPECT_FALSE(taken("nowhere"));
}

TEST_P(Cases, AGreenRecordOfAnExemptionFinishesByRules) {
  const CaseAnswer opened = submit(version_of(FilingRoute::kEX, Lane::kGreen));
  EXPECT_EQ(opened.after.state, CaseState::kFiled);
  EXPECT_TRUE(row_of(opened.row.id).is_closed);
  const CaseAnswer yellow = submit(version_of(FilingRoute::kEX, Lane::kYellow), document_of(), "f2");
  EXPECT_EQ(yellow.after.state, CaseState::kFilingCheck);
}

TEST_P(Cases, AFlowThatIsCutIntoFilingsIsLookedAtByAPerson) {
  const FilingVersion green = version_of(FilingRoute::kEX, Lane::kGreen);
  EXPECT_EQ(submit(green).after.state, CaseState::kFiled);
  EXPECT_EQ(submit(green, document_after(1200, 40), "f2").after.state, CaseState::kFiled);
  EXPECT_EQ(submit(green, document_after(2400, 79), "f3").after.state, CaseState::kFilingCheck)
      << "fewer persons are declared than the desk has filed";
  EXPECT_EQ(submit(green, document_after(3600, 120), "f4").after.state, CaseState::kFilingCheck)
      << "beside what a person looks at";
  const std::string refused = row_of(submit(green, document_of(), "f5").row.id).id;
  const auto held =
      read([&](const DeskReader& r) { return firm_filings(r, TenantId("t1"), refused, clock_.ms); });
  ASSERT_TRUE(held);
  EXPECT_EQ(held->filings, 4);
  EXPECT_EQ(held->ordinary, 4 * 1200);
  EXPECT_EQ(held->sensitive, 4 * 40);
  const auto next_year = start_in_china_ms(Date::of(2027, 1, 4).value());
  const auto later =
      read([&](const DeskReader& r) { return firm_filings(r, TenantId("t1"), {}, next_year); });
  ASSERT_TRUE(later);
  EXPECT_EQ(later->filings, 0) << "the law counts within a year";
  EXPECT_TRUE(later->is_whole);
}

TEST_P(Cases, WhoTakesAFilingBackMeetsAPersonWithTheNextOne) {
  const CaseAnswer first = submit(version_of(FilingRoute::kEX, Lane::kYellow));
  must(filer_, first.row.id, FilingWithdrawn{zh("重新申报")});
  const CaseAnswer again = submit(version_of(FilingRoute::kEX, Lane::kGreen), document_of(), "f2");
  EXPECT_EQ(again.after.state, CaseState::kFilingCheck) << "or the random sample could be tried again";
  const auto held_at = [&](std::int64_t later_ms) {
    const auto held = read([&](const DeskReader& r) {
      return firm_filings(r, TenantId("t1"), again.row.id, clock_.ms + later_ms);
    });
    return held && held->has_ended;
  };
  constexpr std::int64_t kDayMs = 24 * 3'600'000;
  EXPECT_TRUE(held_at(300 * kDayMs)) << "a new year is no new beginning";
  EXPECT_FALSE(held_at(367 * kDayMs));
}

TEST_P(Cases, AnotherWordForTheSectorDoesNotThawIt) {
  FilingVersion green = version_of(FilingRoute::kEX, Lane::kGreen);
  EXPECT_EQ(submit(green).after.state, CaseState::kFiled);
  green.sector = "retail";
  const CaseAnswer other = submit(green, document_after(1200, 40, "retail"), "f2");
  EXPECT_EQ(other.after.computed_lane.lane, Lane::kGreen);
  EXPECT_EQ(other.after.state, CaseState::kFilingCheck) << "a person looks at another sector";
  ASSERT_TRUE(write([&](DeskTransaction& t) {
    return put_freezes(t, {{"pharmaceutical", zh("漂移"), runner_.id, clock_.ms}}, clock_.ms);
  }));
  const CaseAnswer frozen = submit(green, document_after(2400, 80, "retail"), "f3");
  EXPECT_EQ(frozen.after.computed_lane.lane, Lane::kYellow);
  EXPECT_TRUE(frozen.after.computed_lane.frozen);
  EXPECT_EQ(row_of(frozen.row.id).lane, "yellow");
}

TEST_P(Cases, ARedCaseLiesOnTheDeskOfEveryAgencyThatIsAsked) {
  const CaseAnswer opened = submit(version_of(FilingRoute::kSA, Lane::kRed));
  const std::string id = opened.row.id;
  std::vector<std::string> on;
  for (const CaseDeskRow& row : desks(id)) on.push_back(row.desk.agency + "/" + row.desk.sector);
  EXPECT_EQ(on,
            (std::vector<std::string>{"cyberspace/", "public_security/", "sector_regulator/pharmaceutical"}));
  must(ann_, id, FilingAccepted{});
  EXPECT_EQ(refusal(police_, id, DecisionProposed(outcome(DecisionKind::kPassed))), "not_yours");
  EXPECT_EQ(
      refusal(person("u-bank", Role::kOfficer, "", "sector_regulator", "banking"), id, NoteAdded{"x", false}),
      "nowhere");
  clear_gates(id);
  for (const CaseDeskRow& row : desks(id)) EXPECT_EQ(row.is_open, row.desk.agency == "cyberspace");
  must(ann_, id, outcome(DecisionKind::kPassed));
  EXPECT_EQ(refusal(ann_, id, DecisionConfirmed{}), "same_person");
  const Case done = must(lead_, id, DecisionConfirmed{});
  EXPECT_EQ(done.state, CaseState::kPassed);
  for (const CaseDeskRow& row : desks(id)) EXPECT_FALSE(row.is_open);
}

TEST_P(Cases, ADecisionLeavesPrecedentsAndIsToldInItsTransaction) {
  std::vector<std::string> told;
  int decided = 0;
  parts_.told = [&](DeskTransaction&, const CaseNews& news) -> Result<void> {
    told.push_back(news.kind + (news.is_for_firm ? "" : " (desk)"));
    return {};
  };
  parts_.decided = [&](DeskTransaction& t, const DecidedCase& done) -> Result<void> {
    ++decided;
    EXPECT_EQ(done.decision.kind, DecisionKind::kPassed);
    EXPECT_EQ(done.filing.number, 1);
    const auto row = t.case_of(Reach::of_whole_desk(), done.row.id);
    EXPECT_TRUE(row && row->state == "filed") << "what is written here may refer to the case";
    return {};
  };
  const CaseAnswer opened = submit(version_of(FilingRoute::kSC, Lane::kBlue));
  EXPECT_EQ(opened.after.state, CaseState::kFilingCheck);
  must(ann_, opened.row.id, outcome(DecisionKind::kPassed));
  EXPECT_EQ(decided, 1);
  ASSERT_GE(told.size(), 2U);
  EXPECT_EQ(told[told.size() - 2], "case.decided");
  EXPECT_EQ(told.back(), "case.state_changed") << "once, with the state that was reached";
  EXPECT_NE(std::find(told.begin(), told.end(), "case.lane_set (desk)"), told.end());
  const auto rows = read([&](const DeskReader& r) { return r.precedents("检验结果", "cn-bj/2025", 10); });
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().outcome, "allowed");
  EXPECT_EQ(rows->front().case_id, opened.row.id);
}

TEST_P(Cases, WhatIsNotTakenWritesNothing) {
  const CaseAnswer opened = submit(version_of(FilingRoute::kSA, Lane::kYellow));
  const std::string id = opened.row.id;
  const CaseRow before = row_of(id);
  EXPECT_EQ(refusal(ann_, id, FilingNotAccepted{}), "reasons_missing");
  EXPECT_EQ(refusal(ann_, id, FilingAccepted{}, before.events - 1), "stale");
  EXPECT_EQ(refusal(filer_, id, FilingAccepted{}), "not_yours");
  EXPECT_EQ(refusal(stranger_, id, FilingWithdrawn{}), "nowhere");
  clock_.ms -= 1;
  EXPECT_EQ(refusal(ann_, id, FilingAccepted{}), "clock_back");
  EXPECT_EQ(row_of(id), before);
}

TEST_P(Cases, ASeedIsMadeAheadAndToldOnceItsMonthIsOver) {
  const auto seeds = [&] { return read([&](const DeskReader& r) { return r.sampling_seeds(10); }).value(); };
  ASSERT_EQ(seeds().size(), 2U);
  EXPECT_EQ(seeds()[0].period, "2026-12");
  EXPECT_EQ(seeds()[1].revealed_ms, 0);
  wait_days(40);
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    if (auto done = keep_seeds(t, clock_.ms); !done) return fail(done.error());
    return true;
  }));
  ASSERT_EQ(seeds().size(), 3U);
  EXPECT_EQ(seeds()[0].period, "2027-01");
  EXPECT_EQ(seeds()[2].revealed_ms, clock_.ms);
  wait_days(-40);  // the clock was set back: what was told is drawn from no more
  const CaseAnswer refused = submit(version_of(FilingRoute::kSA, Lane::kYellow));
  ASSERT_TRUE(refused.refused);
  EXPECT_EQ(refused.refused->code, RefusalCode::kNotReady);
}

TEST_P(Cases, AFrozenSectorFinishesNothingWithoutAPersonUntilItIsCleared) {
  const auto freeze = [&](std::vector<Freeze> all) {
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      if (auto done = put_freezes(t, all, clock_.ms); !done) return fail(done.error());
      return true;
    }));
  };
  const FilingVersion green = version_of(FilingRoute::kEX, Lane::kGreen);
  freeze({{"pharmaceutical", zh("漂移"), "u-lead", clock_.ms}});
  const std::string first = submit(green).row.id;
  EXPECT_EQ(row_of(first).state, "filing_check");
  EXPECT_EQ(row_of(first).lane, "yellow");
  must(ann_, first, outcome(DecisionKind::kPassed));
  EXPECT_EQ(must(lead_, first, DecisionConfirmed{}).state, CaseState::kFiled);
  const std::string second = submit(green, document_after(1200, 40), "f2").row.id;
  EXPECT_EQ(row_of(second).state, "filing_check") << "nothing but the freeze speaks against it";
  freeze({});
  EXPECT_EQ(row_of(second).state, "filing_check") << "its lane was set while the sector was frozen";
  must(ann_, second, outcome(DecisionKind::kPassed));
  must(lead_, second, DecisionConfirmed{});
  EXPECT_EQ(submit(green, document_after(2400, 80), "f3").after.state, CaseState::kFiled);
}

class BesideOthers : public Cases {
 protected:
  const FilingVersion green_ = version_of(FilingRoute::kEX, Lane::kGreen);
  // A filing of an exemption that counts what came before it.
  CaseAnswer next(const std::string& sector = "pharmaceutical") {
    FilingVersion version = green_;
    version.sector = sector;
    return submit(version, document_after(1'000'000, 1'000'000, sector), "n" + std::to_string(++n_));
  }
  // One that a person looks at for its own sake.
  CaseAnswer waiting() {
    return submit(version_of(FilingRoute::kEX, Lane::kYellow), document_after(1'000'000, 1'000'000),
                  "w" + std::to_string(++n_));
  }
  void pass(const std::string& id) {
    must(ann_, id, outcome(DecisionKind::kPassed));
    if (row_of(id).state != "filed") must(lead_, id, DecisionConfirmed{});
    EXPECT_EQ(row_of(id).state, "filed");
  }
  FirmFilings held(const std::string& but_of = {}) {
    const auto found =
        read([&](const DeskReader& r) { return firm_filings(r, TenantId("t1"), but_of, clock_.ms); });
    EXPECT_TRUE(found) << found.error().what;
    return *found;
  }
  static ContestOpened contest(ContestLevel level) {
    ContestOpened opened;
    opened.level = level;
    opened.subject = level == ContestLevel::kOutcome ? "" : "/scenario/items/0";
    opened.claim = "应为其他内容";
    return opened;
  }
  // What the firm says of no persons, and what its words are read as says of some; or what it says of some,
  // without a number.
  static std::string document_without_number(bool is_by_reading) {
    std::string document = document_after(1'000'000, 1'000'000);
    const std::string was = R"("persons":1200,"sensitive_persons":40)";
    document.replace(document.find(was), was.size(),
                     std::string(R"("persons":null,"sensitive_persons":null,"persons_unknown":true)") +
                         (is_by_reading ? R"(,"persons_by_reading":true)" : ""));
    return document;
  }
  std::string read_of_persons(Lane lane, bool is_by_reading = true) {
    return submit(version_of(FilingRoute::kEX, lane), document_without_number(is_by_reading),
                  "r" + std::to_string(++n_))
        .row.id;
  }
  // One more person of the desk.
  DeskAccount another(const std::string& id, Role role) {
    const DeskAccount one = person(id, role, "", "cyberspace");
    EXPECT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      AccountRow row;
      row.id = row.login = one.id;
      row.name = one.name;
      row.desk = {one.agency, one.sector};
      row.roles = to_string(role);
      row.document = "{}";
      if (auto done = t.add_account(row); !done) return fail(done.error());
      return true;
    }));
    return one;
  }
  // A permit of the case, and what became of it.
  void permitted(const std::string& id, const std::string& kind) {
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      PermitRow permit;
      permit.id = "p-" + id;
      permit.case_id = id;
      permit.tenant = TenantId("t1");
      permit.state = "active";
      permit.valid_from = "2026-11-02";
      permit.valid_until = "2029-11-02";
      permit.issued_ms = clock_.ms;
      permit.document = "{}";
      if (auto done = t.issue_permit(permit); !done) return fail(done.error());
      auto row = t.permit(Reach::of_whole_desk(), permit.id);
      if (!row) return fail(row.error());
      row->state = kind;
      PermitStatementRow said;
      said.at_ms = clock_.ms;
      said.kind = kind;
      said.document = "{}";
      if (auto done = t.state_permit(*row, said); !done) return fail(done.error());
      return true;
    }));
  }
  // An assessment that stands where it is decided.
  std::string assessed(const std::string& filing) {
    const std::string id = submit(version_of(FilingRoute::kSA, Lane::kYellow), document_of(), filing).row.id;
    must(ann_, id, FilingAccepted{});
    const Case c = must(ann_, id, NoteAdded{"a", false});
    if (!c.gates.empty()) clear_gates(id);
    return id;
  }
  int n_ = 0;
};

TEST_P(BesideOthers, WhatWasLeftToAPersonStaysWithAPerson) {
  const std::string first = waiting().row.id;
  const std::string held = next().row.id;
  EXPECT_EQ(row_of(held).state, "filing_check");
  pass(first);
  must(filer_, held, NoteAdded{"请办理", false});
  EXPECT_EQ(row_of(held).state, "filing_check") << "a step of the firm's does not hand it to the program";
  const auto due = write([&](DeskTransaction& t) { return take_due_steps(t, parts_, held, clock_.ms); });
  ASSERT_TRUE(due) << due.error().what;
  EXPECT_TRUE(due->taken.empty());
  EXPECT_EQ(next().after.state, CaseState::kFiled) << "what comes in now is beside nothing";
}

TEST_P(BesideOthers, WhatIsHeldOnlyBesideAnotherHoldsNoThird) {
  const std::string first = waiting().row.id;
  const std::string second = next().row.id;
  const std::string third = next().row.id;
  EXPECT_EQ(row_of(second).state, "filing_check");
  EXPECT_EQ(row_of(third).state, "filing_check") << "the first holds both";
  EXPECT_TRUE(row_of(first).figures.waits);
  EXPECT_FALSE(row_of(second).figures.waits);
  EXPECT_FALSE(held(first).has_waiting);
  pass(first);
  EXPECT_EQ(next().after.state, CaseState::kFiled);
  must(filer_, second, NoteAdded{"请办理", false});
  EXPECT_FALSE(row_of(second).figures.waits) << "though what held it is over";
  must(ann_, third, NoteAdded{"看过", false});
  EXPECT_TRUE(row_of(third).figures.waits) << "a person is at work on it now";
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, WhatTwoRefusedOneDoesNotPassUnderOtherWords) {
  const std::string refused = waiting().row.id;
  const std::string other = next().row.id;
  must(ann_, refused, outcome(DecisionKind::kRefused));
  must(lead_, refused, DecisionConfirmed{});
  must(ann_, other, outcome(DecisionKind::kPassed));
  EXPECT_EQ(row_of(other).state, "filing_check") << "a second person confirms";
  EXPECT_EQ(refusal(ann_, other, DecisionConfirmed{}), "same_person");
  EXPECT_EQ(must(bo_, other, DecisionConfirmed{}).state, CaseState::kFiled);
  // Of any route.
  const std::string contract = submit(version_of(FilingRoute::kSC, Lane::kBlue), document_of(), "sc").row.id;
  must(ann_, contract, outcome(DecisionKind::kPassed));
  EXPECT_EQ(row_of(contract).state, "filing_check");
}

TEST_P(BesideOthers, WhatWasPartlyPassedHoldsUpWhatComesAfter) {
  const std::string id = assessed("sa");
  must(ann_, id, outcome(DecisionKind::kPartlyPassed));
  EXPECT_EQ(must(lead_, id, DecisionConfirmed{}).state, CaseState::kPartlyPassed);
  EXPECT_TRUE(held().has_ended);
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, AFirmThatWinsItsReviewIsHeldByNothing) {
  const std::string id = assessed("sa");
  must(ann_, id, outcome(DecisionKind::kPartlyPassed));
  must(lead_, id, DecisionConfirmed{});
  ContestOpened opened;
  opened.level = ContestLevel::kOutcome;
  opened.claim = "该项必要";
  must(filer_, id, opened);
  EXPECT_EQ(row_of(id).state, "under_review");
  EXPECT_TRUE(held().has_waiting);
  must(bo_, id, outcome(DecisionKind::kPassed));
  const DeskAccount cat = person("u-medicine", Role::kLead, "", "cyberspace");
  EXPECT_EQ(must(cat, id, DecisionConfirmed{}).state, CaseState::kPassed);
  EXPECT_FALSE(held().has_waiting) << "the review is the answer";
  EXPECT_NE(row_of(id).summary.find("\"waits_for\":\"nobody\""), std::string::npos);
  for (const CaseDeskRow& row : desks(id)) EXPECT_FALSE(row.is_open);
  EXPECT_EQ(row_of(id).due_day, "");
  must(cat, id, NoteAdded{"a", false});
  EXPECT_EQ(refusal(person("u-police", Role::kOfficer, "", "cyberspace"), id,
                    ContestAnswered{0, true, zh("属实"), {}, {}}),
            "taken");
  EXPECT_FALSE(held().has_ended) << "what the firm won is no doubt";
  EXPECT_EQ(next().after.state, CaseState::kFiled);
}

TEST_P(BesideOthers, AContestCountsWhereAnOfficialHeldTheFilingWrong) {
  const std::string id = next().row.id;
  ASSERT_EQ(row_of(id).state, "filed");
  const auto contested = [&](const DeskAccount& by, ContestLevel level) {
    ContestOpened opened;
    opened.level = level;
    opened.subject = level == ContestLevel::kPolicy ? "w.N" : "/scenario/items/0";
    opened.claim = "应为其他内容";
    return must(by, id, opened).contests.size() - 1;
  };
  const auto accept = [&](const DeskAccount& by, std::size_t place) {
    ContestAnswered answered{place, true, zh("属实"), {}, {}};
    if (by.role == Role::kOperator) {
      answered.policy_hash = std::string(64, 'a');
      answered.replay_hash = std::string(64, 'b');
    }
    must(by, id, answered);
  };
  const std::size_t firms = contested(filer_, ContestLevel::kFact);
  EXPECT_TRUE(held().has_waiting) << "until it is answered";
  accept(ann_, firms);
  EXPECT_FALSE(held().has_ended || held().has_waiting);
  const std::size_t policy = contested(runner_, ContestLevel::kPolicy);
  EXPECT_FALSE(held().has_waiting) << "that is of the rules";
  accept(person("u-lead", Role::kOperator, "", ""), policy);
  EXPECT_FALSE(held().has_ended);
  EXPECT_EQ(row_of(id).summary.find("against_ms"), std::string::npos);
  const std::size_t officers = contested(ann_, ContestLevel::kFact);
  EXPECT_TRUE(held().has_waiting);
  accept(bo_, officers);
  EXPECT_TRUE(held().has_ended);
  EXPECT_EQ(row_of(id).figures.against_ms, clock_.ms);
}

TEST_P(BesideOthers, ARefusalCountsWhileItsReviewLasts) {
  const std::string refused = assessed("sa");
  const std::string other = next().row.id;
  ASSERT_EQ(row_of(other).state, "filing_check");
  must(ann_, refused, outcome(DecisionKind::kRefused));
  must(lead_, refused, DecisionConfirmed{});
  must(filer_, refused, contest(ContestLevel::kOutcome));
  ASSERT_EQ(row_of(refused).state, "under_review");
  EXPECT_TRUE(held(other).has_ended);
  must(ann_, other, outcome(DecisionKind::kPassed));
  EXPECT_EQ(row_of(other).state, "filing_check") << "one person passed what two refused";
  EXPECT_EQ(must(bo_, other, DecisionConfirmed{}).state, CaseState::kFiled);
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsNoMoreOnceTwoHavePassedThem) {
  const std::string id = read_of_persons(Lane::kYellow);
  EXPECT_FALSE(held().is_whole);
  must(ann_, id, outcome(DecisionKind::kPassed));
  EXPECT_FALSE(held().is_whole) << "a second person confirms";
  must(lead_, id, DecisionConfirmed{});
  ASSERT_EQ(row_of(id).state, "filed");
  EXPECT_TRUE(held().is_whole);
  EXPECT_NE(row_of(id).summary.find(R"("persons_unknown":false)"), std::string::npos);
  EXPECT_EQ(next().after.state, CaseState::kFiled);
  const auto problems = parts_.store->check();
  ASSERT_TRUE(problems);
  EXPECT_TRUE(problems->problems.empty());
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsStillWhereNoPersonDecided) {
  const std::string id = read_of_persons(Lane::kGreen);
  ASSERT_EQ(row_of(id).state, "filed") << "by rules";
  EXPECT_FALSE(held().is_whole);
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsStillWhereOneDecidedAlone) {
  const std::string other = waiting().row.id;
  const std::string id = read_of_persons(Lane::kGreen);
  pass(other);
  must(lead_, id, outcome(DecisionKind::kPassed));
  ASSERT_EQ(row_of(id).state, "filed");
  EXPECT_FALSE(held().is_whole);
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsStillWhereNoLeadDecided) {
  const std::string id = read_of_persons(Lane::kYellow);
  must(ann_, id, outcome(DecisionKind::kPassed));
  must(bo_, id, DecisionConfirmed{});
  ASSERT_EQ(row_of(id).state, "filed");
  EXPECT_FALSE(held().is_whole);
}

TEST_P(BesideOthers, PersonsWithoutANumberCountStillWhateverTwoHavePassed) {
  const std::string id = read_of_persons(Lane::kYellow, false);
  pass(id);
  EXPECT_FALSE(held().is_whole) << "the firm itself says that there are some";
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsStillWhereItWasPassedInPart) {
  const std::string id =
      submit(version_of(FilingRoute::kSA, Lane::kYellow), document_without_number(true), "sa").row.id;
  must(ann_, id, FilingAccepted{});
  if (!must(ann_, id, NoteAdded{"a", false}).gates.empty()) clear_gates(id);
  must(ann_, id, outcome(DecisionKind::kPartlyPassed));
  must(lead_, id, DecisionConfirmed{});
  ASSERT_EQ(row_of(id).state, "partly_passed");
  EXPECT_FALSE(held().is_whole);
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsAgainWhileItsPassIsReviewed) {
  const std::string id =
      submit(version_of(FilingRoute::kSA, Lane::kYellow), document_without_number(true), "sa").row.id;
  must(ann_, id, FilingAccepted{});
  if (!must(ann_, id, NoteAdded{"a", false}).gates.empty()) clear_gates(id);
  must(ann_, id, outcome(DecisionKind::kPassed));
  must(lead_, id, DecisionConfirmed{});
  ASSERT_EQ(row_of(id).state, "passed");
  EXPECT_TRUE(held().is_whole);
  must(filer_, id, ReviewRequested{"条件过严"});
  ASSERT_EQ(row_of(id).state, "under_review");
  EXPECT_FALSE(held().is_whole);
}

TEST_P(BesideOthers, WhatWordsWereReadAsCountsAgainWhileAContestIsOpenAndOnceAnOfficialsIsAccepted) {
  const std::string id = read_of_persons(Lane::kYellow);
  pass(id);
  must(filer_, id, contest(ContestLevel::kFact));
  EXPECT_FALSE(held().is_whole) << "it is open";
  must(bo_, id, ContestAnswered{0, true, zh("属实"), {}, {}});
  EXPECT_TRUE(held().is_whole);
  must(ann_, id, contest(ContestLevel::kFact));
  EXPECT_FALSE(held().is_whole) << "it is open";
  must(bo_, id, ContestAnswered{1, false, zh("不属实"), {}, {}});
  EXPECT_TRUE(held().is_whole);
  must(ann_, id, contest(ContestLevel::kFact));
  must(bo_, id, ContestAnswered{2, true, zh("属实"), {}, {}});
  EXPECT_FALSE(held().is_whole);
}

TEST_P(BesideOthers, APermitThatWasStoppedHoldsWhatItsWordsNoLongerDo) {
  const std::string id = read_of_persons(Lane::kYellow);
  pass(id);
  permitted(id, "suspended");
  EXPECT_TRUE(held().has_stopped);
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, APermitThatWasRevokedHoldsWhatItsWordsNoLongerDo) {
  const std::string id = read_of_persons(Lane::kYellow);
  pass(id);
  permitted(id, "revoked");
  EXPECT_TRUE(held().has_stopped);
  EXPECT_EQ(next().after.state, CaseState::kFilingCheck);
}

TEST_P(BesideOthers, WhatTheFirmContestedAndWonIsNoDoubt) {
  const auto wins = [&](const std::string& id, bool accepted) {
    EXPECT_TRUE(held().has_ended);
    must(filer_, id, contest(ContestLevel::kOutcome));
    EXPECT_TRUE(held().has_ended) << "it is not answered";
    must(bo_, id, ContestAnswered{0, accepted, zh("答复"), {}, {}});
    return row_of(id).figures.against_ms == 0;
  };
  const std::string turned_away =
      submit(version_of(FilingRoute::kSA, Lane::kYellow), document_of(), "sa").row.id;
  must(ann_, turned_away, FilingNotAccepted{zh("不属于受理范围")});
  EXPECT_TRUE(wins(turned_away, true));
  EXPECT_FALSE(held().has_ended);
  EXPECT_EQ(next().after.state, CaseState::kFiled);
  const std::string contract =
      submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(), "sc").row.id;
  must(ann_, contract, outcome(DecisionKind::kRefused));
  must(lead_, contract, DecisionConfirmed{});
  EXPECT_FALSE(wins(contract, true)) << "what two decided one answer does not take back";
  EXPECT_TRUE(held().has_ended);
  const std::string lost = submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(), "s2").row.id;
  must(ann_, lost, outcome(DecisionKind::kRefused));
  must(lead_, lost, DecisionConfirmed{});
  EXPECT_FALSE(wins(lost, false));
  EXPECT_TRUE(held().has_ended);
}

// Routes without a review: what an officer and a lead refused, an officer and a lead take back.
TEST_P(BesideOthers, WhatTwoDecidedTwoTakeBackOneOfThemALead) {
  const DeskAccount lena = another("u-lena", Role::kLead);
  const DeskAccount cy = another("u-cy", Role::kOfficer);
  const auto accepts = [&](const DeskAccount& by, const std::string& id) {
    const std::size_t place = must(filer_, id, contest(ContestLevel::kOutcome)).contests.size() - 1;
    EXPECT_EQ(refusal(ann_, id, ContestAnswered{place, true, zh("属实"), {}, {}}), "same_person");
    EXPECT_EQ(refusal(lead_, id, ContestAnswered{place, true, zh("属实"), {}, {}}), "same_person");
    must(by, id, ContestAnswered{place, true, zh("属实"), {}, {}});
    return row_of(id).figures.against_ms == 0;
  };
  const auto refused = [&](FilingRoute route, const std::string& filing) {
    const std::string id = submit(version_of(route, Lane::kYellow), document_of(), filing).row.id;
    must(ann_, id, outcome(DecisionKind::kRefused));
    must(lead_, id, DecisionConfirmed{});
    EXPECT_TRUE(held().has_ended);
    return id;
  };
  const auto wants = [&](const std::string& id) {
    const CaseRow row = row_of(id);
    const auto page = PreparedPage::read(row.document);
    EXPECT_TRUE(page);
    return JsonPiece(page->part(PagePart::kCommon)).member("outcome_contest").member("wants").string();
  };
  int n = 0;
  for (const FilingRoute route : {FilingRoute::kSC, FilingRoute::kPC, FilingRoute::kNL, FilingRoute::kEX}) {
    SCOPED_TRACE(to_string(route));
    const std::string id = refused(route, "t" + std::to_string(n++));
    EXPECT_EQ(wants(id), "");
    EXPECT_FALSE(accepts(bo_, id));
    EXPECT_EQ(wants(id), "lead");
    EXPECT_FALSE(accepts(bo_, id)) << "one person twice";
    EXPECT_FALSE(accepts(cy, id)) << "two without a lead";
    EXPECT_EQ(wants(id), "lead");
    EXPECT_TRUE(accepts(lena, id));
    EXPECT_EQ(wants(id), "");
    EXPECT_FALSE(held().has_ended);
    EXPECT_EQ(row_of(id).state, "refused") << "it is no review: the decision stands";
    const std::string other = refused(route, "t" + std::to_string(n++));
    EXPECT_FALSE(accepts(lena, other)) << "a lead alone";
    EXPECT_EQ(wants(other), "another");
    EXPECT_FALSE(accepts(lena, other)) << "a lead alone, twice";
    EXPECT_TRUE(accepts(bo_, other));
    EXPECT_FALSE(held().has_ended);
  }
  EXPECT_EQ(next().after.state, CaseState::kFiled);
}

TEST_P(BesideOthers, AnAcceptanceByTwoTakesBackNoOfficialsContest) {
  const DeskAccount lena = another("u-lena", Role::kLead);
  const std::string id = submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(), "sc").row.id;
  must(ann_, id, outcome(DecisionKind::kRefused));
  must(lead_, id, DecisionConfirmed{});
  must(ann_, id, contest(ContestLevel::kFact));
  must(bo_, id, ContestAnswered{0, true, zh("属实"), {}, {}});
  must(filer_, id, contest(ContestLevel::kOutcome));
  must(bo_, id, ContestAnswered{1, true, zh("属实"), {}, {}});
  must(filer_, id, contest(ContestLevel::kOutcome));
  must(lena, id, ContestAnswered{2, true, zh("属实"), {}, {}});
  EXPECT_TRUE(held().has_ended) << "that was not decided by these two";
}

TEST_P(BesideOthers, AnOldContestCountsFromItsOwnAnswer) {
  const std::string id = next().row.id;
  must(ann_, id, contest(ContestLevel::kFact));
  must(bo_, id, ContestAnswered{0, true, zh("属实"), {}, {}});
  EXPECT_TRUE(held().has_ended);
  wait_days(800);
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    if (auto done = keep_seeds(t, clock_.ms); !done) return fail(done.error());
    return true;
  }));
  must(filer_, id, contest(ContestLevel::kFact));
  must(bo_, id, ContestAnswered{1, false, zh("不属实"), {}, {}});
  EXPECT_FALSE(held().has_ended) << "what was answered now was another";
}

TEST_P(BesideOthers, AnOfficialsContestForTheFirmIsNoDoubt) {
  // N was computed as 2.
  const auto counts = [&](const std::string& subject, int level) {
    const std::string id = next().row.id;
    EXPECT_EQ(row_of(id).state, "filed") << subject << level;
    ContestOpened opened = contest(ContestLevel::kMapping);
    opened.subject = subject;
    opened.wants_level = level;
    must(ann_, id, opened);
    must(bo_, id, ContestAnswered{0, true, zh("属实"), {}, {}});
    return row_of(id).figures.against_ms != 0;
  };
  EXPECT_FALSE(counts("N", 1));
  EXPECT_FALSE(held().has_ended);
  EXPECT_TRUE(counts("N", 3));
  EXPECT_TRUE(held().has_ended);
}

TEST_P(BesideOthers, AContestOfALevelThatCannotBeToldCounts) {
  const std::string id = next().row.id;
  ContestOpened opened = contest(ContestLevel::kMapping);
  opened.subject = "R";
  opened.wants_level = 0;
  must(ann_, id, opened);
  must(bo_, id, ContestAnswered{0, true, zh("属实"), {}, {}});
  EXPECT_TRUE(held().has_ended);
}

TEST_P(BesideOthers, TheFirmHoldsUpNoRefusalByFilingAgain) {
  const std::string id = waiting().row.id;
  must(ann_, id, outcome(DecisionKind::kRefused));
  waiting();
  EXPECT_EQ(must(lead_, id, DecisionConfirmed{}).state, CaseState::kRefused);
  const std::string other = waiting().row.id;
  waiting();
  must(ann_, other, outcome(DecisionKind::kRefused));
  EXPECT_EQ(must(bo_, other, DecisionConfirmed{}).state, CaseState::kRefused);
}

TEST_P(BesideOthers, ASuspensionEndsWithThePermitItself) {
  permitted(next().row.id, "suspended");
  const auto stopped_on = [&](int year, int month, int day) {
    clock_.ms = start_in_china_ms(Date::of(year, month, day).value());
    return held().has_stopped;
  };
  EXPECT_TRUE(stopped_on(2027, 10, 1));
  EXPECT_TRUE(stopped_on(2029, 11, 1)) << "suspended still";
  EXPECT_FALSE(stopped_on(2029, 11, 2)) << "it holds no more by itself";
}

TEST_P(BesideOthers, ASectorIsAnotherUntilAPersonHasPassedOneUnderIt) {
  EXPECT_EQ(next("retail").after.state, CaseState::kFiled);
  const std::string other = next("banking").row.id;
  EXPECT_EQ(row_of(other).state, "filing_check");
  pass(other);
  EXPECT_EQ(next("banking").after.state, CaseState::kFiled) << "a person has settled that";
  const std::string again = next("retail").row.id;
  EXPECT_EQ(row_of(again).state, "filing_check") << "that one passed by rules alone";
  pass(again);
  EXPECT_EQ(next("retail").after.state, CaseState::kFiled);
  EXPECT_EQ(next("energy").after.state, CaseState::kFilingCheck) << "a new word is looked at once";
}

TEST_P(BesideOthers, AnotherSectorIsForgottenAfterAYearButByFreezes) {
  EXPECT_EQ(next("retail").after.state, CaseState::kFiled);
  const auto later = [&](std::int64_t days) {
    return read([&](const DeskReader& r) {
             return firm_filings(r, TenantId("t1"), {}, clock_.ms + days * 86'400'000);
           })
        .value();
  };
  EXPECT_EQ(later(366).sectors_lately.count("retail"), 1U);
  EXPECT_EQ(later(367).sectors_lately.count("retail"), 0U);
  EXPECT_EQ(later(367).sectors.count("retail"), 1U) << "a freeze holds under it still";
}

INSTANTIATE_TEST_SUITE_P(Sqlite, BesideOthers, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, BesideOthers, ::testing::Values(store::Dialect::kPostgresql));

TEST_P(Cases, AHiddenLaneIsNotInWhatQueuesAreCountedBy) {
  parts_.law.rules.blind_ppm = 1'000'000;
  const CaseAnswer opened = submit(version_of(FilingRoute::kSC, Lane::kYellow));
  EXPECT_EQ(row_of(opened.row.id).lane, "");
  must(ann_, opened.row.id, outcome(DecisionKind::kPassed));
  must(lead_, opened.row.id, DecisionConfirmed{});
  EXPECT_EQ(row_of(opened.row.id).lane, "yellow");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Cases, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Cases, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
