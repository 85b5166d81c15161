// Rules of route and persons, of days and parties: V26 to V30.
#include <gmock/gmock.h>

#include "tidegate/intake/precheck_test.h"

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(V26, NeverLetsALighterRoutePassThanTheOneComputed) {
  const auto chosen = [](const std::string& route, const std::string& computed) {
    return check("filing: {route: " + route + "}\n", "V26", {kDay, computed, nullptr});
  };
  EXPECT_EQ(chosen("SC", "security_assessment"), "fails /filing/route");
  EXPECT_EQ(chosen("SA", "scc_or_certification"), "passes");
  EXPECT_EQ(chosen("EX", "scc_or_certification"), "fails /filing/route");
  EXPECT_EQ(chosen("NL", "exempt"), "passes");
  EXPECT_EQ(chosen("SA", "prohibited"), "fails /filing/route");
  EXPECT_EQ(chosen("SA", "prior_approval_required"), "fails /filing/route");
  EXPECT_EQ(chosen("SA", "undetermined"), "cannot");
  for (const char* none : {"EX", "NL"})
    EXPECT_EQ(chosen(none, "undetermined"), "fails /filing/route") << none;
  for (const char* asked : {"SC", "PC"}) EXPECT_EQ(chosen(asked, "undetermined"), "cannot") << asked;
  EXPECT_EQ(chosen("SA", ""), "cannot");
  EXPECT_EQ(chosen("unknown", "exempt"), "cannot");
}

TEST(V28, EscalatesASuspicionOfImportantDataAndDecidesNothing) {
  EXPECT_EQ(check("scenario: {items: [{name: a, class: IMPORTANT}]}\n", "V28"),
            "fails /scenario/items/0/important_notified");
  EXPECT_EQ(
      check("scenario: {items: [{name: a, declared_important: yes, important_notified: yes}]}\n", "V28"),
      "passes");
  const DataProfile hint = profile_of(0, 0, Sensitivity::kNone, 3);
  EXPECT_EQ(check("scenario: {items: [{name: a}]}\n", "V28", {kDay, "", &hint}), "fails /data");
  EXPECT_EQ(check("scenario: {items: [{name: a, important_notified: yes}]}\n", "V28", {kDay, "", &hint}),
            "passes");
}

TEST(V29, WantsExemptItemsToBeNecessaryAndToNameTheirStep) {
  const auto item = [](const std::string& more) {
    return check("scenario: {items: [{name: a, exemption_facts: {hr_management: yes" + more + "}]}\n", "V29");
  };
  EXPECT_EQ(item("}"), "fails /scenario/items/0/exemption_facts/necessary");
  EXPECT_EQ(item(", necessary: yes}"), "fails /scenario/items/0/necessity");
  EXPECT_EQ(item(", necessary: yes}, necessity: 总部核算跨境派遣津贴"), "passes");
  EXPECT_EQ(check("scenario: {items: [{name: a, exemption_facts: none}]}\n", "V29"), "passes");
}

// What a route does not ask for is no gap where it is left out; what is stated of it is looked at.
TEST(Precheck, AsksOfARouteWhatItsGuideAsks) {
  for (const char* rule : {"V08", "V12", "V13"}) {
    EXPECT_EQ(check("filing: {route: NL}\n", rule), "cannot") << rule;
    EXPECT_NE(check("filing: {route: SC}\n", rule), "cannot") << rule;
    EXPECT_EQ(check("filing: {route: PC}\n", rule) == "cannot", std::string(rule) == "V12") << rule;
  }
  EXPECT_EQ(check("filing: {route: NL, assessed: {to: 2020-01-01}}\n", "V08"), "fails /filing/assessed/to");
}

TEST(V30, WantsTheCommitmentWhereTheEditionPutsIt) {
  EXPECT_EQ(check("filing: {route: SA, commitment: yes}\n", "V30"), "passes");
  EXPECT_EQ(check("filing: {route: SA}\n", "V30"), "fails /filing/commitment");
  EXPECT_EQ(check("filing: {route: SA, date: 2025-06-26, commitment: yes}\n", "V30"), "fails /attachments");
  // An edition that is in force no more takes the box out of no form.
  EXPECT_EQ(check("filing: {route: SA, edition: 2}\nattachments: [{code: A5, file: a.pdf}]\n", "V30"),
            "fails /filing/commitment");
  EXPECT_EQ(check("filing: {route: SC}\nattachments: [{code: A5, file: a.pdf}]\n", "V30"), "passes");
  EXPECT_EQ(check("filing: {route: NL}\n", "V30"), "fails /attachments");
  EXPECT_EQ(check("filing: {route: PC}\n", "V30"), "cannot") << "the certifier has a form of its own";
  EXPECT_EQ(check("", "V30"), "cannot");
}

TEST(V07, TheEditionStatedIsTheOneInForceOnTheDayOfFiling) {
  EXPECT_EQ(check("filing: {route: SA, edition: 3}\n", "V07"), "cannot");
  EXPECT_EQ(check("filing: {route: SA}\n", "V07"), "cannot");
  for (const char* filing :
       {"route: SA, edition: 1", "route: EXT, edition: 2", "edition: 2",
        "route: SA, edition: 3, date: 2025-06-26", "route: SA, edition: 1, date: 2024-03-22"})
    EXPECT_EQ(check(std::string("filing: {") + filing + "}\n", "V07"), "fails /filing/edition") << filing;
  for (const char* filing :
       {"route: SA, edition: 2, date: 2025-06-26", "route: SA, edition: 1, date: 2024-03-21",
        "route: SC, edition: 1", "route: NL, edition: 2", "route: EX, edition: 1"})
    EXPECT_EQ(check(std::string("filing: {") + filing + "}\n", "V07"), "cannot") << filing;
  PrecheckContext context{kDay, "", nullptr};
  context.filed_on = *Date::of(2025, 6, 1);  // it first came in under the second edition
  EXPECT_EQ(check("filing: {route: SA, edition: 2, date: 2026-06-15}\n", "V07", context), "cannot");
  EXPECT_EQ(check("filing: {route: SA}\n", "V07", context), "cannot");
  EXPECT_EQ(check("filing: {route: SA, edition: 3}\n", "V07", context), "cannot");  // and is handed in again
  EXPECT_EQ(check("filing: {route: SA, edition: 1}\n", "V07", context), "fails /filing/edition");
}

TEST(V08, TheKnownDayOfTheFirstHandInCountsAndNotTheOneStated) {
  PrecheckContext context{kDay, "", nullptr};
  const auto v08 = [&](const std::string& filing) {
    return check("filing: {" + filing + "}\n", "V08", context);
  };
  const std::string stated = "date: 2026-04-11, assessed: {to: 2026-01-20}";
  EXPECT_EQ(v08(stated), "fails /filing/assessed/to");
  context.filed_on = kDay;
  for (const Finding& f : precheck(read("filing: {" + stated + "}\n"), context)) {
    EXPECT_TRUE(f.rule != "V08" || f.severity == Severity::kReturned);
  }
  EXPECT_EQ(v08("date: 2026-04-11, assessed: {to: 2026-03-15}"), "passes");
  EXPECT_EQ(v08("date: 2026-09-30, assessed: {to: 2026-03-15}"), "passes");
  EXPECT_EQ(v08("date: 2026-09-30, assessed: {to: 2026-07-01}"), "fails /filing/assessed/to");
  context.filed_on = *Date::of(2026, 2, 10);  // supplemented months later
  EXPECT_EQ(v08("date: 2026-06-15, assessed: {to: 2026-01-20}"), "passes");
  EXPECT_EQ(v08("date: 2026-02-10, assessed: {to: 2026-01-20}"), "passes");
  EXPECT_EQ(v08("assessed: {to: 2026-06-01}"), "passes");  // made anew on being asked
  EXPECT_EQ(v08("assessed: {to: 2026-06-16}"), "fails /filing/assessed/to");
  EXPECT_EQ(v08("assessed: {to: 2025-11-09}"), "fails /filing/assessed/to");
}

TEST(Days, AssessmentIsFinishedAndTheDayOfFilingIsNotLongGone) {
  const auto filed = [](const std::string& date, const std::string& to) {
    return check(
        "filing: {route: SA" + (date.empty() ? "" : ", date: " + date) + ", assessed: {to: " + to + "}}\n",
        "V08");
  };
  EXPECT_EQ(filed("", "2026-06-15"), "passes");
  EXPECT_EQ(filed("2026-09-01", "2026-06-15"), "passes");
  EXPECT_EQ(filed("2026-09-01", "2026-06-16"), "fails /filing/assessed/to") << "still to come";
  EXPECT_EQ(filed("2026-06-01", "2026-05-15"), "passes");
  EXPECT_EQ(filed("2026-03-15", "2026-03-15"), "passes") << "three months to the day";
  EXPECT_EQ(filed("2026-03-14", "2026-03-14"), "fails /filing/date");
  EXPECT_EQ(filed("2016-05-01", "2016-04-01"), "fails /filing/date");
  EXPECT_EQ(filed("2026-05-01", "2026-03-14"), "fails /filing/assessed/to") << "by today too old";
  EXPECT_EQ(filed("2027-05-01", "2026-06-01"), "fails /filing/assessed/to") << "too old by then";
  for (const Finding& f :
       precheck(read("filing: {route: SA, date: 2016-05-01, assessed: {to: 2016-04-01}}\n"),
                {kDay, "", nullptr})) {
    if (f.rule != "V08") continue;
    EXPECT_EQ(f.severity, Severity::kWarns) << "a supplement keeps its day";
  }
}

TEST(Days, ContractsAreNotOlderThanTheirLawNorYetToComeNorExpired) {
  const auto days = [](const std::string& kind, const std::string& more, const std::string& rule) {
    return check("legal_documents: [{kind: " + kind + ", " + more + "}]\n", rule);
  };
  EXPECT_THAT(days("contract", "signed_on: 2016-01-01", "V13"), HasSubstr("/legal_documents/0/signed_on"));
  EXPECT_THAT(days("contract", "effective_on: 2021-10-31", "V13"),
              HasSubstr("/legal_documents/0/effective_on"));
  EXPECT_THAT(days("contract", "signed_on: 2021-11-01", "V13"), Not(HasSubstr("signed_on")));
  EXPECT_THAT(days("contract", "signed_on: 2027-01-01", "V13"), HasSubstr("/legal_documents/0/signed_on"));
  EXPECT_THAT(days("contract", "signed_on: 2025-01-01, expires_on: 2026-06-14", "V13"),
              HasSubstr("/expires_on"));
  EXPECT_THAT(days("contract", "signed_on: 2025-01-01, expires_on: 2026-06-15", "V13"),
              Not(HasSubstr("_on")));
  EXPECT_EQ(days("standard_contract", "signed_on: 2023-05-31", "V22"), "fails /legal_documents/0/signed_on");
  EXPECT_EQ(days("standard_contract", "signed_on: 2023-06-01, effective_on: 2026-06-15", "V22"), "cannot");
  EXPECT_EQ(days("standard_contract", "signed_on: 2026-06-15, effective_on: 2026-07-01", "V22"),
            "fails /legal_documents/0/effective_on");
  EXPECT_EQ(days("standard_contract", "signed_on: 2026-07-01", "V22"), "fails /legal_documents/0/signed_on");
}

TEST(Days, APassIsOfADayOnWhichOneCouldBeGiven) {
  const auto pass = [](const std::string& day) {
    return check("filing: {route: EXT, last_pass: {result_date: " + day + ", major_incidents: 0}}\n", "V23");
  };
  EXPECT_EQ(pass("2023-09-01"), "cannot");
  EXPECT_EQ(pass("2022-08-31"), "fails /filing/last_pass/result_date");
  EXPECT_EQ(pass("2026-06-16"), "fails /filing/last_pass/result_date");
}

std::string to_recipient(const std::string& body, const std::string& more = "") {
  return more + "scenario: {recipients: [{" + body + "}]}\n";
}

TEST(Parties, AForeignCourtOrPoliceStopsTheFilingUntilTheFactIsStatedAndIsThenAsked) {
  for (const char* name :
       {"Tokyo District Court", "东京地方法院", "Metropolitan Police Service", "柏林检察院",
        "U.S. Department of Justice", "某国警察总署", "Court of Appeal", "Europol", "FBI", "Amtsgericht Bonn",
        "Staatsanwaltschaft Berlin", "Bundeskriminalamt", "Cour de cassation", "東京地方検察庁",
        "東京地方裁判所", "高等檢察署", "대검찰청", "Drug Enforcement Administration"}) {
    const std::string body = "name: '" + std::string(name) + "', region: JP";
    EXPECT_EQ(check(to_recipient(body), "V26"), "fails /facts/foreign_authority_request") << name;
    EXPECT_EQ(check(to_recipient(body, "facts: {foreign_authority_request: no}\n"), "V26"),
              "fails /scenario/recipients/0/name")
        << name;
    EXPECT_EQ(check(to_recipient(body, "facts: {foreign_authority_request: yes}\n"), "V26"), "cannot")
        << name;
  }
  for (const Finding& f : precheck(read(to_recipient("original_name: High Court, region: GB",
                                                     "facts: {foreign_authority_request: no}\n")),
                                   {kDay, "", nullptr})) {
    if (f.rule != "V26" || f.state != CheckState::kFails) continue;
    EXPECT_EQ(f.severity, Severity::kWarns);
    EXPECT_THAT(f.source.zh, HasSubstr("数据安全法第三十六条"));
    EXPECT_THAT(f.source.en, HasSubstr("Personal Information Protection Law, art. 41"));
  }
  for (const char* name : {"Courtyard Hotels Inc", "Court Street Trading", "Example Pharma SE",
                           "法学院出版社", "Policeware GmbH", "Justice & Sons"})
    EXPECT_EQ(check(to_recipient("name: '" + std::string(name) + "', region: US"), "V26"), "cannot") << name;
  for (const char* region : {"HK", "MO", "TW"})
    EXPECT_EQ(check(to_recipient("name: 高等法院, region: " + std::string(region)), "V26"), "cannot")
        << region;
}

TEST(Parties, AreNotAskedAboutWhereNothingLeavesChina) {
  EXPECT_EQ(check(to_recipient("name: High Court, region: CN", "exporter: {jurisdiction: US}\n"), "V18"),
            "cannot");
  EXPECT_EQ(check(to_recipient("name: High Court, region: GB", "exporter: {jurisdiction: US}\n"), "V26"),
            "cannot");
}

TEST(Parties, ARecipientInTheMainlandIsNoneAbroadAndOneInTheRegionsIs) {
  EXPECT_EQ(check(to_recipient("name: 示例, region: CN"), "V18"), "fails /scenario/recipients/0/region");
  for (const char* region : {"HK", "MO", "TW", "SG"})
    EXPECT_EQ(check(to_recipient("name: 示例, region: " + std::string(region)), "V18"), "cannot") << region;
  EXPECT_EQ(
      check("scenario: {recipients: [{name: a, region: CN}], overseas_systems: [{name: s, region: CN}]}\n",
            "V18"),
      "fails /scenario/recipients/0/region /scenario/overseas_systems/0/region");
}

TEST(V27, AsksWhereThePersonsOfThisYearAreThatAreNotCounted) {
  const auto year = [](const std::string& persons, const std::string& before = "0") {
    return check("cumulative_before: {pi_nonsensitive: " + before +
                     ", pi_sensitive: 0}\nscenario: {persons: {" + persons + "}}\n",
                 "V27");
  };
  EXPECT_EQ(year("pi: 990, year_current: 120000"), "fails /scenario/persons/year_current");
  EXPECT_EQ(year("pi: 990, year_current: 120000", "119000"), "cannot");
  EXPECT_EQ(year("pi: 1000, spi: 0, year_current: 1200"), "cannot");
  EXPECT_EQ(year("pi: 1000, spi: 0, year_current: 1201"), "fails /scenario/persons/year_current");
  EXPECT_EQ(year("year_current: 5"), "cannot") << "nobody said how many this transfer has";
}

TEST(V07V27, SayWhatTheyWouldNeed) {
  EXPECT_EQ(check("filing: {route: SA}\n", "V07"), "cannot");
  EXPECT_EQ(check("filing: {route: SA}\n", "V27"), "cannot");
}

}  // namespace
}  // namespace tidegate::intake
