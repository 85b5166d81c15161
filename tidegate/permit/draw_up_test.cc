#include "tidegate/permit/draw_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "tidegate/permit/decide.h"
#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

using testing::ElementsAre;

Transfer declared() {
  Transfer t;
  t.id = "trial-2026";
  t.processor_name = "示例医药（北京）有限公司";
  t.uscc = "91110000MA0000000H";
  t.summary = {"trial data to headquarters", "临床试验数据回传总部"};
  t.items.resize(3);
  t.items[0].name = "受试者编号";
  t.items[0].personal = true;
  t.items[1].name = "检验结果";
  t.items[1].item_class = "SPI";
  t.items[2].name = "家庭住址";
  t.recipients.resize(1);
  t.recipients[0].name = "Example Pharma SE";
  t.recipients[0].region = "DE";
  t.links.resize(1);
  t.links[0].mode = "bulk_file";
  t.links[0].encryption = "tls1.3+pgp";
  t.links[0].exporter = {"SFTP.example.invalid", {"192.0.2.10"}};
  t.links[0].recipient = {"in.example.invalid", {"198.51.100.0/24", "::ffff:203.0.113.7"}};
  t.forecast = {3'200, 5'200, 6'000};
  DataSource schema;
  schema.kind = DataSource::Kind::kSchema;
  schema.item_name = "检验结果";
  schema.columns = {{"alt", "HEALTH.LAB"}, {"unit", ""}, {"ast", "HEALTH.LAB"}};
  t.data = {schema};
  StorageSystem system;
  system.region = "IE";
  t.scenario.overseas_systems = {system};
  return t;
}

Decision decided() {
  Decision d;
  d.case_id = "C-2026-0001";
  d.filing_hash = std::string(64, 'a');
  d.kind = DecisionKind::kPartlyPassed;
  d.items = {{0, "受试者编号", ItemVerdict::kAllowed, {}, {}},
             {1, "检验结果", ItemVerdict::kAllowedOnConditions, {{"pseudonymised", "去标识化"}}, {}},
             {2, "家庭住址", ItemVerdict::kRefused, {}, {"not needed", "无必要"}}};
  d.conditions = {{"report each quarter", "每季度报告"}};
  d.steps = {{{"acc-1", "officer", "cyberspace", ""}, "confirms", 0}};
  d.decided_on = day("2026-11-01");
  d.valid_until = day("2029-11-01");
  return d;
}

PermitTerms terms() {
  PermitTerms t;
  t.issuer = {"Zone cyberspace office", "示范区网信办"};
  t.signers = {id_of(1)};
  t.issued_at_ms = moment("2026-11-01T01:00:00Z");
  t.status_needed_from_ms = t.issued_at_ms;
  return t;
}

ErrorCode code(const Decision& d, const Transfer& t, const PermitTerms& with = terms()) {
  const auto permit = draw_up(d, t, with);
  EXPECT_FALSE(permit);
  if (permit) return ErrorCode::kCancelled;
  EXPECT_FALSE(permit.error().what_zh.empty());
  return permit.error().code;
}

TEST(DrawUp, PermitsWhatWasAllowedAndNothingBeside) {
  const Permit p = draw_up(decided(), declared(), terms()).value();
  EXPECT_THAT(p.items, ElementsAre(PermitItem{"受试者编号", {}}, PermitItem{"检验结果", {"HEALTH.LAB"}}));
  EXPECT_EQ(p.persons, (YearlyBound{{}, 6'000}));
  EXPECT_THAT(p.destinations, ElementsAre("DE", "IE"));
  EXPECT_THAT(p.purposes, ElementsAre(PermitPurpose{"trial-2026", "临床试验数据回传总部"}));
  EXPECT_EQ(p.links[0].encryption, Encryption::kEndToEnd);
  EXPECT_THAT(p.links[0].from.domains, ElementsAre("sftp.example.invalid"));
  EXPECT_THAT(p.links[0].to.networks, ElementsAre("198.51.100.0/24", "203.0.113.7/32"));
  EXPECT_EQ(p.valid, (DateInterval{day("2026-11-02"), day("2029-11-01")}));
  ASSERT_EQ(p.conditions.size(), 2u);
  EXPECT_EQ(p.conditions[0].item, "");
  EXPECT_EQ(p.conditions[1].item, "检验结果");
  EXPECT_EQ(p.id, "P-" + p.decision_hash.substr(0, 16));
}

TEST(DrawUp, SensitivePersonsGrowByTheForecastWhereAllAreSensitiveAndNeverByAGuess) {
  Transfer mixed = declared();
  mixed.scenario.persons.spi = 2'000;
  const Permit bounded = draw_up(decided(), mixed, terms()).value();
  EXPECT_EQ(bounded.sensitive_persons, (YearlyBound{{}, 2'000}));
  ASSERT_FALSE(bounded.conditions.empty());
  EXPECT_NE(bounded.conditions.back().says.zh.find("2000 人"), std::string::npos);
  Transfer all = mixed;
  all.items[0].sensitive = true;
  const Permit grown = draw_up(decided(), all, terms()).value();
  EXPECT_EQ(grown.sensitive_persons, (YearlyBound{{}, 6'000}));
  EXPECT_EQ(grown.conditions.size() + 1, bounded.conditions.size());
  PermitTerms narrow = terms();
  narrow.sensitive_persons.total = 500;
  EXPECT_EQ(draw_up(decided(), all, narrow).value().sensitive_persons.total, 500);
}

TEST(DrawUp, AYearHasNoMoreThanTheRouteLeaves) {
  Transfer t = declared();
  t.scenario.persons.spi = 9'000;
  t.forecast = {9'000, 9'000'000, 30'000'000};
  PermitTerms with = terms();
  with.room.persons = with.room.sensitive_persons = 9'999;
  Permit p = draw_up(decided(), t, with).value();
  EXPECT_EQ(p.persons, (YearlyBound{9'999, 30'000'000}));
  EXPECT_EQ(p.sensitive_persons, (YearlyBound{{}, 9'000})) << "a whole validity that is less says it all";
  with.persons.per_year = 500;
  EXPECT_EQ(draw_up(decided(), t, with)->persons.per_year, 500) << "terms narrow";
  with.persons.per_year = 20'000;
  EXPECT_EQ(draw_up(decided(), t, with)->persons.per_year, 9'999) << "and never widen";
}

TEST(DrawUp, ARouteOfWhichNobodyKnowsTheRoomIsNotPermittedUnlessAYearIsBounded) {
  PermitTerms with = terms();
  with.room = unknown_room();
  EXPECT_EQ(code(decided(), declared(), with), ErrorCode::kMalformed);
  with.persons.per_year = 100;
  EXPECT_EQ(code(decided(), declared(), with), ErrorCode::kMalformed)
      << "of sensitive persons nothing is said";
  with.sensitive_persons.per_year = 10;
  EXPECT_EQ(draw_up(decided(), declared(), with)->sensitive_persons.per_year, 10);
}

TEST(DrawUp, TheRoomOfARouteDoesNotStandForTheNumberThatWasNotDeclared) {
  Transfer t = declared();
  t.forecast.clear();
  PermitTerms with = terms();
  with.room.persons = 9'999;
  EXPECT_EQ(code(decided(), t, with), ErrorCode::kMalformed);
}

TEST(DrawUp, AFlowBeyondTheRoomOfAYearIsRefusedAndOneOfAnUnknownYearHeld) {
  Transfer t = declared();
  t.forecast = {9'000, 9'000'000, 30'000'000};
  PermitTerms with = terms();
  with.room.persons = 9'999;
  const VerifiedPermit permit = verified(draw_up(decided(), t, with).value());
  FlowRequest flow = sample_flow();
  flow.permit_id = permit.permit().id;
  flow.persons = {1'000, 1'000, 1'000};
  PermitUsage usage;
  usage.permit_id = flow.permit_id;
  usage.year = 2026;
  usage.persons = {9'500, 9'500};
  const auto codes = [&] {
    std::string out;
    for (const FlowReason& reason : decide(permit, nullptr, flow, &usage, moment(kNow)).reasons)
      if (reason.pointer.find("persons") != std::string::npos || reason.code.starts_with("usage"))
        out += reason.code + " ";
    return out;
  };
  EXPECT_THAT(codes(), testing::HasSubstr("persons_over"));
  usage.persons = {std::nullopt, 9'500};
  EXPECT_THAT(codes(), testing::HasSubstr("usage_unknown"));
  usage.year = 2025;
  EXPECT_THAT(codes(), testing::HasSubstr("usage_other_year"));
}

TEST(DrawUp, WhatItMakesCanBeSignedAndVerified) {
  const Permit p = draw_up(decided(), declared(), terms()).value();
  EXPECT_EQ(verify_permit(signed_permit(p), sample_trust()).genuine, Genuine::kYes);
}

TEST(DrawUp, NothingAllowedIsNothingPermitted) {
  Decision d = decided();
  d.kind = DecisionKind::kRefused;
  EXPECT_EQ(code(d, declared()), ErrorCode::kOutOfRange);
  d = decided();
  for (ItemOutcome& item : d.items) item.verdict = ItemVerdict::kRefused;
  EXPECT_EQ(code(d, declared()), ErrorCode::kOutOfRange);
}

TEST(DrawUp, TheDecisionMustBeOfThisDeclaration) {
  Transfer t = declared();
  t.items[1].name = "别的";
  EXPECT_EQ(code(decided(), t), ErrorCode::kOutOfRange);
  t = declared();
  t.items.pop_back();
  EXPECT_EQ(code(decided(), t), ErrorCode::kOutOfRange);
}

TEST(DrawUp, LeavesNoSideOpen) {
  const auto without = [](const auto& take) {
    Transfer t = declared();
    take(t);
    return code(decided(), t);
  };
  EXPECT_EQ(without([](Transfer& t) { t.recipients.clear(); }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.recipients[0].region = "XX"; }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.links.clear(); }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.links[0].recipient = {}; }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.links[0].encryption = "strong"; }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.links[0].recipient.addresses = {"198.51.100.9/24"}; }),
            ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.summary = {}; }), ErrorCode::kMalformed);
  EXPECT_EQ(without([](Transfer& t) { t.forecast.clear(); }), ErrorCode::kMalformed);
}

TEST(DrawUp, TermsMayNarrowTheDaysNeverWidenThem) {
  PermitTerms t = terms();
  t.until = day("2027-01-01");
  EXPECT_EQ(draw_up(decided(), declared(), t).value().valid.to, day("2027-01-01"));
  t.until = day("2029-11-02");
  EXPECT_EQ(code(decided(), declared(), t), ErrorCode::kOutOfRange);
  t = terms();
  t.from = day("2026-10-31");
  EXPECT_EQ(code(decided(), declared(), t), ErrorCode::kOutOfRange);
}

TEST(DrawUp, EndsWithTheFirstOfDecisionPurposeAndLegalDocuments) {
  const auto ends = [](const char* purpose, std::initializer_list<const char*> documents) {
    Transfer t = declared();
    if (purpose != nullptr) t.scenario.purpose_ends = day(purpose);
    for (const char* last : documents) t.legal_documents.emplace_back().expires_on = day(last);
    t.legal_documents.emplace_back();  // one that does not say
    return draw_up(decided(), t, terms()).value().valid.to;
  };
  EXPECT_EQ(ends(nullptr, {}), day("2029-11-01"));
  EXPECT_EQ(ends("2027-03-31", {}), day("2027-04-01")) << "it may be met on that day";
  EXPECT_EQ(ends("2030-03-31", {}), day("2029-11-01"));
  EXPECT_EQ(ends("2027-03-31", {"2028-01-01", "2027-02-28"}), day("2027-03-01"));
  EXPECT_EQ(ends("2027-03-31", {"2028-01-01"}), day("2027-04-01"));
  EXPECT_EQ(ends("9999-12-31", {"9999-12-31"}), day("2029-11-01"));
}

TEST(DrawUp, ADeclaredEndBoundsWhateverSaysTheRest) {
  Transfer t = declared();
  t.scenario.purpose_ends = day("2027-03-31");
  Decision open = decided();
  open.valid_until.reset();
  PermitTerms with = terms();
  EXPECT_EQ(code(open, t, with), ErrorCode::kMalformed) << "what a firm declares is no decision";
  with.default_until = day("2029-11-01");
  EXPECT_EQ(draw_up(open, t, with).value().valid.to, day("2027-04-01"));
  with.default_until = day("2027-01-01");
  EXPECT_EQ(draw_up(open, t, with).value().valid.to, day("2027-01-01"));
  // A day that is asked for is taken or refused.
  with.until = day("2027-04-01");
  EXPECT_EQ(draw_up(decided(), t, with).value().valid.to, day("2027-04-01"));
  with.until = day("2027-04-02");
  const auto beyond = draw_up(decided(), t, with);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(beyond.error().where, "/scenario/purpose_ends");
  EXPECT_NE(beyond.error().what_zh.find("2027-03-31"), std::string::npos);
}

TEST(DrawUp, WhatIsOverBeforeItBeginsIsNotPermitted) {
  const auto where = [](const auto& change) {
    Transfer t = declared();
    change(t);
    const auto made = draw_up(decided(), t, terms());
    EXPECT_FALSE(made);
    return made ? "" : made.error().where;
  };
  EXPECT_EQ(where([](Transfer& t) { t.scenario.purpose_ends = day("2026-11-01"); }),
            "/scenario/purpose_ends");
  EXPECT_EQ(where([](Transfer& t) { t.legal_documents.emplace_back().expires_on = day("2026-11-01"); }),
            "/legal_documents/0/expires_on");
  EXPECT_EQ(where([](Transfer& t) { t.retention_to = day("2026-11-01"); }), "/scenario/retention/to");
}

// What was declared as a safeguard lowered the risk that the decision was taken of: a flow states it.
TEST(DrawUp, DeclaredSafeguardsAreConditionsThatAFlowIsHeldTo) {
  using Bound = std::tuple<ConditionKind, std::string, std::optional<Date>>;
  const auto checked = [](const auto& change) {
    Transfer t = declared();
    change(t);
    std::vector<Bound> out;
    const auto drawn = draw_up(decided(), t, terms());
    for (const PermitCondition& c : drawn.value().conditions) {
      EXPECT_FALSE(c.says.en.empty() || c.says.zh.empty());
      if (c.kind != ConditionKind::kDuty) out.emplace_back(c.kind, c.item, c.day);
    }
    return out;
  };
  const auto pseudonymised = [](Transfer& t, std::initializer_list<std::size_t> items) {
    for (const std::size_t item : items) t.items[item].stated.set("pseudonymised", true);
  };
  EXPECT_THAT(checked([](Transfer&) {}), ElementsAre());
  // The third is refused: what is allowed is pseudonymised throughout.
  EXPECT_THAT(checked([&](Transfer& t) {
                pseudonymised(t, {0, 1});
              }),
              ElementsAre(Bound{ConditionKind::kPseudonymised, "", {}}));
  EXPECT_THAT(checked([&](Transfer& t) {
                pseudonymised(t, {1, 2});
              }),
              ElementsAre(Bound{ConditionKind::kPseudonymised, "检验结果", {}}));
  EXPECT_THAT(checked([](Transfer& t) { t.items[0].stated.set("pseudonymised", false); }), ElementsAre());
  // What is anonymised is no less.
  EXPECT_THAT(checked([](Transfer& t) {
                for (const std::size_t item : {0U, 1U}) t.items[item].stated.set("anonymised", true);
              }),
              ElementsAre(Bound{ConditionKind::kPseudonymised, "", {}}));
  // Stated of a group: of its row.
  EXPECT_THAT(checked([](Transfer& t) {
                t.facts.items.resize(2);
                t.facts.items[1].set("pseudonymised", true);
                t.items[0].row = 1;
                t.items[1].row = 0;
              }),
              ElementsAre(Bound{ConditionKind::kPseudonymised, "受试者编号", {}}));
  EXPECT_THAT(checked([](Transfer& t) { t.scenario.onward_none = true; }),
              ElementsAre(Bound{ConditionKind::kNoOnward, "", {}}));
  EXPECT_THAT(checked([](Transfer& t) {
                t.retention_to = day("2027-03-31");
                t.after_retention = "delete";
              }),
              ElementsAre(Bound{ConditionKind::kDeleteBy, "", day("2027-04-01")}));
}

// As the finding was made: pseudonymised data alone, to nobody else, and a flow that says the contrary.
TEST(DrawUp, AFlowUnderAPermitStatesWhatTheFilingDeclared) {
  Transfer t = declared();
  for (DataItem& item : t.items) item.stated.set("pseudonymised", true);
  t.scenario.onward_none = true;
  t.retention_to = day("2027-03-31");
  const VerifiedPermit permit = verified(draw_up(decided(), t, terms()).value());
  PermitStatus status = sample_status(permit.hash());
  status.permit_id = permit.permit().id;
  status.valid_until_ms = moment("2028-01-01T00:00:00Z");
  const VerifiedStatus active = verified(status, permit);
  PermitUsage usage;
  usage.permit_id = permit.permit().id;
  usage.year = 2026;
  usage.persons = usage.sensitive_persons = usage.octets = {0, 0};
  FlowRequest flow = sample_flow();
  flow.permit_id = permit.permit().id;
  flow.items = {{"受试者编号", {}}};
  flow.persons = {10, 10, 10};
  flow.sensitive_persons = {};
  flow.encryption = Encryption::kEndToEnd;
  const auto told = [&](std::optional<bool> pseudonymised, std::optional<bool> onward,
                        const char* now = kNow) {
    flow.is_pseudonymised = pseudonymised;
    flow.goes_onward = onward;
    std::vector<std::string> codes;
    for (const FlowReason& reason : decide(permit, &active, flow, &usage, moment(now)).reasons)
      codes.push_back(reason.code + " " + reason.pointer);
    return codes;
  };
  EXPECT_THAT(told(true, false), ElementsAre());
  EXPECT_THAT(told({}, {}), ElementsAre("condition_unknown /pseudonymised", "condition_unknown /onward"));
  EXPECT_THAT(told(false, true), ElementsAre("condition_broken /pseudonymised", "condition_broken /onward"));
  EXPECT_THAT(told(true, false, "2027-03-31T15:59:59Z"), ElementsAre());
  EXPECT_THAT(told(true, false, "2027-03-31T16:00:00Z"), ElementsAre("condition_broken "));
}

TEST(DrawUp, TheStrongerEncryptionBinds) {
  PermitTerms t = terms();
  t.encryption = Encryption::kTls13;
  Transfer weak = declared();
  weak.links[0].encryption = "ipsec";
  EXPECT_EQ(draw_up(decided(), weak, t).value().links[0].encryption, Encryption::kTls13);
  EXPECT_EQ(draw_up(decided(), declared(), t).value().links[0].encryption, Encryption::kEndToEnd);
  EXPECT_EQ(declared_encryption("TLS1.2, sftp"), Encryption::kTls12);
  EXPECT_EQ(declared_encryption(""), std::nullopt);
}

TEST(DrawUp, ReadsEncryptionAsPeopleWriteIt) {
  EXPECT_EQ(declared_encryption("TLS 1.3"), Encryption::kTls13);
  EXPECT_EQ(declared_encryption("TLS v1.2"), Encryption::kTls12);
  EXPECT_EQ(declared_encryption("TLSv1.3"), Encryption::kTls13);
  EXPECT_EQ(declared_encryption("TLS 1.3, PGP"), Encryption::kEndToEnd);
  EXPECT_EQ(declared_encryption("TLS 1.3、PGP"), Encryption::kEndToEnd);
  EXPECT_EQ(declared_encryption("TLS 1.1"), std::nullopt);
  EXPECT_EQ(declared_encryption("1.3"), std::nullopt);
  EXPECT_EQ(declared_encryption("AES 1.3"), std::nullopt);
}

}  // namespace
}  // namespace tidegate::permit
