#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/risk/assess_risk.h"
#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Date kDay = Date::of(2026, 11, 23).value();

Facts item(std::int64_t subjects, bool sensitive) {
  Facts facts;
  facts.set("personal", true);
  facts.set("sensitive", sensitive);
  facts.set("subjects", subjects);
  facts.set("important_notified", false);
  return facts;
}
Transfer declared() {
  Transfer t;
  t.id = "trial-2026";
  t.industry = "pharmaceutical";
  Recipient recipient;
  recipient.region = "DE";
  t.recipients.push_back(recipient);
  Link link;
  link.keys = "exporter";
  t.links.push_back(link);
  t.facts.flow.set("exporter.jurisdiction", Symbol{"CN"});
  t.facts.flow.set("exporter.ciio", false);
  t.facts.flow.set("cumulative_before.pi_nonsensitive", std::int64_t{0});
  t.facts.flow.set("cumulative_before.pi_sensitive", std::int64_t{0});
  t.facts.items = {item(3'200, true)};
  return t;
}
DataProfile scan_with(const TypeCode& type, Sensitivity sensitivity, int hint) {
  ColumnProfile column;
  column.type = type;
  column.sensitivity = sensitivity;
  column.p_permille = 900;
  column.important_hint = hint;
  FileProfile file;
  file.columns = {column};
  DataProfile profile;
  profile.files = {file};
  return profile;
}
RiskScenario read(const Transfer& t, const DataProfile* profile = nullptr) {
  return risk_input(t, profile, {}, kDay).scenarios.at(0);
}
ImpactResult rights(const Transfer& t, const DataProfile* profile = nullptr) {
  return impact_levels(read(t, profile).impact, shipped_weights())[2];
}
Opinion opinion(RouteClass route_class) {
  Opinion o;
  o.law = "CN";
  o.route_class = route_class;
  o.route_label = {"prohibited", "禁止"};
  o.legal_basis = {"CN-PIPL-2021 art.42"};
  return o;
}

TEST(RiskInput, ReadsTheDeclaration) {
  Transfer t = declared();
  t.factors[static_cast<std::size_t>(Factor::kX)] = {true, 1, EvidenceGrade::kE2, {}};
  t.national_security = 2;
  const RiskScenario s = read(t);
  EXPECT_EQ(s.id, "trial-2026");
  EXPECT_THAT(s.regions, ElementsAre("DE"));
  EXPECT_EQ(s.impact.sector, "pharmaceutical");
  EXPECT_EQ(s.impact.ciio, false);
  EXPECT_EQ(s.impact.national_security, 2);
  EXPECT_EQ(s.factors[static_cast<std::size_t>(Factor::kX)].claim.level, 1);
  EXPECT_FALSE(s.factors[static_cast<std::size_t>(Factor::kN)].claim.answered);
  ASSERT_EQ(s.impact.groups.size(), 1U);
  EXPECT_EQ(s.impact.groups[0].persons, 3'200U);
  EXPECT_TRUE(s.recipient_reads_plaintext);
}

TEST(RiskInput, WhatNobodyStatedStaysUnknown) {
  Transfer t = declared();
  t.facts.items[0].erase("subjects");
  t.facts.flow.erase("exporter.ciio");
  const RiskScenario s = read(t);
  EXPECT_FALSE(s.impact.groups[0].persons.has_value());
  EXPECT_FALSE(s.impact.ciio.has_value());
  t.facts.absent = Absent::kNo;  // labelled cases: no, none, 0
  EXPECT_EQ(read(t).impact.groups[0].persons, 0U);
  EXPECT_EQ(read(t).impact.ciio, false);
}

TEST(RiskInput, PersonsOfTheWindowCountTogether) {
  Transfer t = declared();
  t.facts.flow.set("cumulative_before.pi_sensitive", std::int64_t{8'000});
  EXPECT_EQ(rights(t).level, 3);  // 11,200 sensitive
  t.facts.items[0].set("already_counted", std::int64_t{3'200});
  EXPECT_EQ(rights(t).level, 2);  // 8,000
  t.facts.flow.erase("cumulative_before.pi_sensitive");
  EXPECT_EQ(rights(t).level, 4);  // nobody says what went before
  EXPECT_EQ(rights(t).best, 0);
}

TEST(RiskInput, ATransferOfNobodyAddsNothingToWhoWentBefore) {
  Transfer t = declared();
  t.facts.flow.erase("cumulative_before.pi_sensitive");
  t.facts.items.resize(1);
  t.facts.items[0] = {};
  t.facts.items[0].set("personal", false);
  const auto groups = read(t).impact.groups;
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].personal, false);
}

TEST(RiskInput, TheScanDecidesHowSensitiveDataIs) {
  Transfer t = declared();
  t.facts.items = {item(500, true)};
  EXPECT_EQ(rights(t).level, 2);  // may be very sensitive
  EXPECT_EQ(rights(t).best, 1);
  const DataProfile religion = scan_with("DM.RELIGION", Sensitivity::kSensitive, 0);
  EXPECT_EQ(rights(t, &religion).level, 1);
  const DataProfile lab = scan_with("MED.LAB", Sensitivity::kSensitive, 0);
  EXPECT_EQ(rights(t, &lab).level, 2);
  EXPECT_EQ(rights(t, &lab).best, 2);
  // An item declared ordinary does not take the sensitive types of its neighbour.
  t.facts.items = {item(90'000, false), item(500, true)};
  EXPECT_EQ(rights(t, &lab).level, 2);
}

TEST(RiskInput, AnInlineSchemaNamesTypesToo) {
  Transfer t = declared();
  t.facts.items = {item(500, true)};
  DataSource schema;
  schema.kind = DataSource::Kind::kSchema;
  schema.columns = {{"religion", "DM.RELIGION"}};
  t.data = {schema};
  EXPECT_EQ(rights(t).level, 1);
  schema.columns.emplace_back("remark", "");  // a column without a type may hold anything
  t.data = {schema};
  EXPECT_EQ(rights(t).level, 2);
}

TEST(RiskInput, BareFilesAreReadFromTheirCounts) {
  Transfer t;
  t.facts.flow.set("cumulative_before.pi_nonsensitive", std::int64_t{0});
  t.facts.flow.set("cumulative_before.pi_sensitive", std::int64_t{0});
  t.facts.flow.set("recipient.country", Symbol{"SG"});
  DataProfile profile = scan_with("CT.MOBILE", Sensitivity::kPersonal, 0);
  profile.totals = {120'000, 0, 120'000, 0, 0};
  EXPECT_EQ(rights(t, &profile).level, 2);
  EXPECT_THAT(read(t, &profile).regions, ElementsAre("SG"));
  profile.totals.under14 = 50;
  EXPECT_EQ(rights(t, &profile).level, 2);
  profile.totals = {0, 0, 0, 0, 0};
  EXPECT_EQ(rights(t, &profile).level, 0);
  EXPECT_EQ(rights(t).level, 4);  // nothing scanned, nothing declared
}

TEST(RiskInput, ChildrenMakeDataVerySensitive) {
  Transfer t = declared();
  t.facts.items = {item(500, false)};
  t.facts.items[0].set("under14", true);
  EXPECT_EQ(rights(t).level, 2);
}

TEST(RiskInput, ChildrenWithARowOfTheirOwnAreNotCountedAgain) {
  Transfer t = declared();
  t.facts.items = {item(600, true), item(1050, false)};
  t.facts.items[1].set("counted_as_sensitive", std::int64_t{600});
  t.facts.items[0].set("under14", true);
  DataProfile profile = scan_with("CT.MOBILE", Sensitivity::kPersonal, 0);
  profile.totals = {1050, 600, 450, 600, 0};
  std::uint64_t persons = 0;
  for (const DataGroup& group : read(t, &profile).impact.groups) persons += group.persons.value_or(0);
  EXPECT_EQ(persons, 1050U);
}

TEST(RiskInput, HintsOfTheScanReachNationalSecurity) {
  Transfer t = declared();
  t.industry = "retail";
  const DataProfile flow = scan_with("VEH.FLOW", Sensitivity::kImportant, 3);
  EXPECT_EQ(impact_levels(read(t, &flow).impact, shipped_weights())[0].level, 2);
  EXPECT_EQ(impact_levels(read(t).impact, shipped_weights())[0].level, 0);
  // Another country's exporter is not measured by Chinese lists.
  t.facts.flow.set("exporter.jurisdiction", Symbol{"US"});
  EXPECT_EQ(impact_levels(read(t, &flow).impact, shipped_weights())[0].level, 0);
}

TEST(RiskInput, PseudonymsNeedTheirKeyAtHome) {
  Transfer t = declared();
  t.facts.items[0].set("pseudonymised", true);
  EXPECT_TRUE(read(t).impact.groups[0].pseudonymised);
  t.links[0].keys = "recipient";
  EXPECT_FALSE(read(t).impact.groups[0].pseudonymised);
}

TEST(RiskInput, OnlyAPlainNoFreesTheTechniqueFromItsCap) {
  Transfer t = declared();
  t.facts.flow.set("recipient.reads_plaintext", Unknown{});
  EXPECT_TRUE(read(t).recipient_reads_plaintext);
  t.facts.flow.set("recipient.reads_plaintext", false);
  EXPECT_FALSE(read(t).recipient_reads_plaintext);
  t.facts.flow.erase("recipient.reads_plaintext");
  t.recipients[0].facts.set("recipient.reads_plaintext", false);
  EXPECT_FALSE(read(t).recipient_reads_plaintext);
  t.recipients.push_back(Recipient{});  // nobody says what the second one does
  EXPECT_TRUE(read(t).recipient_reads_plaintext);
}

TEST(RiskInput, ACheckedCredentialLiftsItsFactorsAndOnlyThose) {
  Transfer t = declared();
  for (FactorClaim& claim : t.factors) claim = {true, 0, EvidenceGrade::kE3, {}};
  EvidenceClaim dsm;
  dsm.file = "dsm.jwt";
  dsm.kind = "dsm";
  t.evidence_claims = {dsm};
  CheckedCredential checked{"dsm.jwt", {}};
  checked.found.kind = "dsm";
  checked.found.grade = EvidenceGrade::kE3;
  checked.found.factors = {Factor::kX, Factor::kR};
  const auto report = [&] {
    return assess_risk(risk_input(t, nullptr, {}, kDay, {checked}), shipped_weights(),
                       shipped_destinations());
  };
  RiskReport r = report();
  EXPECT_EQ(r.factors[static_cast<std::size_t>(Factor::kX)].level, 0);
  EXPECT_EQ(r.factors[static_cast<std::size_t>(Factor::kX)].grade, EvidenceGrade::kE3);
  for (const Factor other : {Factor::kR, Factor::kT, Factor::kB, Factor::kG})
    EXPECT_EQ(r.factors[static_cast<std::size_t>(other)].grade, EvidenceGrade::kE1) << letter(other);
  checked.found.grade = EvidenceGrade::kE2;
  checked.found.why_not_higher = {{CredentialFault::kStatusStale, EvidenceGrade::kE2, {"too old", "过久"}}};
  r = report();
  EXPECT_EQ(r.factors[static_cast<std::size_t>(Factor::kX)].level, 1);
  EXPECT_THAT(r.notes,
              ::testing::Contains(::testing::Field(&Text::en, "Checked: dsm.jwt (dsm), E2: too old.")));
}

TEST(RiskInput, WhatWasFoundOfADocumentCountsNotWhatIsStated) {
  Transfer t = declared();
  t.factors[static_cast<std::size_t>(Factor::kX)] = {true, 2, EvidenceGrade::kE1, {}};
  EvidenceClaim dsm;
  dsm.file = "dsm.jwt";
  dsm.kind = "dsm";
  t.evidence_claims = {dsm};
  const auto level_of_x = [&](CredentialFault fault, EvidenceGrade limit = EvidenceGrade::kE0) {
    CheckedCredential checked{"dsm.jwt", {}};
    checked.found.kind = "dsm";
    checked.found.why_not_higher = {{fault, limit, {"a", "b"}}};
    return assess_risk(risk_input(t, nullptr, {}, kDay, {checked}), shipped_weights(), shipped_destinations())
        .factors[static_cast<std::size_t>(Factor::kX)]
        .level;
  };
  for (const CredentialFault fault :
       {CredentialFault::kRevoked, CredentialFault::kSuspended, CredentialFault::kExpired,
        CredentialFault::kOtherEntity, CredentialFault::kBadSignature})
    EXPECT_EQ(level_of_x(fault), 3) << to_string(fault);
  for (const CredentialFault fault : {CredentialFault::kOtherSystem, CredentialFault::kOtherSite})
    EXPECT_EQ(level_of_x(fault), 3) << to_string(fault);
  EXPECT_EQ(level_of_x(CredentialFault::kUnknownIssuer), 2);
  EXPECT_EQ(level_of_x(CredentialFault::kOtherSystem, EvidenceGrade::kE1), 2);  // nobody can tell
}

TEST(RiskInput, NeitherAPaperBesideItNorItsOwnWordSavesARevokedOrForgedCredential) {
  Transfer t = declared();
  t.factors[static_cast<std::size_t>(Factor::kX)] = {true, 0, EvidenceGrade::kE3, {}};
  const auto claim = [](const char* file, const char* kind) {
    EvidenceClaim out;
    out.file = file;
    out.kind = kind;
    return out;
  };
  const auto level_of_x = [&](std::vector<EvidenceClaim> claims, const char* kind, CredentialFault fault) {
    t.evidence_claims = std::move(claims);
    CheckedCredential checked{"dsm.jwt", {}};
    checked.found.kind = kind;
    checked.found.why_not_higher = {{fault, EvidenceGrade::kE0, {"a", "b"}}};
    return assess_risk(risk_input(t, nullptr, {}, kDay, {checked}), shipped_weights(), shipped_destinations())
        .factors[static_cast<std::size_t>(Factor::kX)]
        .level;
  };
  const auto revoked = CredentialFault::kRevoked;
  const auto forged = CredentialFault::kBadSignature;
  EXPECT_EQ(level_of_x({claim("dsm.jwt", "dsm"), claim("dsm.pdf", "dsm")}, "dsm", revoked), 3);
  EXPECT_EQ(level_of_x({claim("dsm.pdf", "dsm"), claim("dsm.jwt", "dsm")}, "dsm", forged), 3);
  EXPECT_EQ(level_of_x({claim("dsm.jwt", "dsm"), claim("a.pdf", "audit")}, "dsm", revoked), 2);
  EXPECT_EQ(level_of_x({claim("dsm.jwt", "dsm")}, "backup", forged), 3);
}

TEST(RiskInput, DocumentsThatDoNotHoldLeaveAClaim) {
  Transfer t = declared();
  t.uscc = "91110000000000000E";
  t.factors[static_cast<std::size_t>(Factor::kX)] = {true, 2, EvidenceGrade::kE1, {}};
  EvidenceClaim dsm;
  dsm.kind = "dsm";
  dsm.holder_uscc = t.uscc;
  dsm.valid_until = kDay;
  t.evidence_claims = {dsm};
  const auto level_of_x = [&t] {
    return assess_risk(risk_input(t, nullptr, {}, kDay), shipped_weights(), shipped_destinations())
        .factors[5]
        .level;
  };
  EXPECT_EQ(level_of_x(), 2);
  t.evidence_claims[0].valid_until = kDay.plus_days(-1);
  EXPECT_EQ(level_of_x(), 3);
  t.evidence_claims[0].valid_until = kDay;
  t.evidence_claims[0].holder_uscc = "91310000000000000X";
  EXPECT_EQ(level_of_x(), 3);
  t.evidence_claims[0].holder_uscc.clear();
  t.evidence_claims[0].system = "archive";
  EXPECT_EQ(level_of_x(), 2);
  t.scenario.domestic_systems.resize(1);
  t.scenario.domestic_systems[0].name = "crm";
  EXPECT_EQ(level_of_x(), 3);
}

TEST(RiskInput, AStopAndAParallelRegimeAreGates) {
  Opinion stop = opinion(RouteClass::kStop);
  stop.authority = "cac";
  stop.authority_label = {"CAC", "国家网信部门"};
  Opinion gated = opinion(RouteClass::kProcedure);
  gated.gates = {{"hgr_prior_report_and_backup", {"report first", "事先报告"}, {"CN-HGR-2019 art.28"}}};
  const RiskInput input = risk_input(declared(), nullptr, {stop, gated, gated}, kDay);
  ASSERT_EQ(input.law.gates.size(), 2U);
  EXPECT_EQ(input.law.gates[0].en, "CN: prohibited (CN-PIPL-2021 art.42); who can lift it: CAC");
  EXPECT_EQ(input.law.gates[1].zh, "CN：事先报告（CN-HGR-2019 art.28）");
  EXPECT_EQ(input.law.routes.size(), 3U);
  EXPECT_EQ(assess_risk(input, shipped_weights(), shipped_destinations()).lane, Lane::kRed);
}

TEST(RiskInput, NotifiedImportantDataIsListed) {
  Transfer t = declared();
  EXPECT_FALSE(risk_input(t, nullptr, {}, kDay).law.listed_important);
  t.facts.items[0].set("important_notified", true);
  EXPECT_TRUE(risk_input(t, nullptr, {}, kDay).law.listed_important);
}

TEST(RiskInput, ABareDeclarationStillGivesAReport) {
  const RiskReport r =
      assess_risk(risk_input(Transfer{}, nullptr, {}, kDay), shipped_weights(), DestinationTable{});
  EXPECT_EQ(r.lane, Lane::kRed);
  EXPECT_EQ(r.ask_next.size(), kFactorCount - 1);  // D is never asked of the firm
  EXPECT_THAT(r.confidence.en, HasSubstr("a person must look"));
}

}  // namespace
}  // namespace tidegate
