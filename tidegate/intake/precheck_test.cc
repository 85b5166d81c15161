#include "tidegate/intake/precheck.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tidegate/intake/precheck_case.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/intake/real_person.h"
#include "tidegate/terms/resident_id.h"

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Date kDay = *Date::of(2026, 6, 15);

Transfer read(const std::string& body) {
  IntakeOutcome outcome = read_transfer("api_version: tidegate/v1\nkind: Transfer\n" + body, "t.yaml");
  EXPECT_EQ(list_problems(outcome.problems, "t.yaml", Lang::kEn), "");
  return outcome.transfer.value_or(Transfer{});
}

// State of a rule with the pointers of its failures: "fails /a /b", "passes", "cannot".
std::string state(const std::vector<Finding>& findings, const std::string& rule) {
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

std::string check(const std::string& body, const std::string& rule,
                  PrecheckContext context = {kDay, "", nullptr}) {
  return state(precheck(read(body), context), rule);
}

TEST(Precheck, StatesEveryRuleInOrderEachWithItsSourceInBothLanguages) {
  for (const std::string body :
       {"", "filing: {route: SA}\n", "scenario: {items: [{name: a, class: SPI}]}\n"}) {
    const auto findings = precheck(read(body), {kDay, "security_assessment", nullptr});
    std::map<std::string, int> rules;
    std::string before;
    for (const Finding& f : findings) {
      EXPECT_LE(before, f.rule);
      before = f.rule;
      ++rules[f.rule];
      EXPECT_FALSE(f.says.en.empty() || f.says.zh.empty()) << f.rule;
      EXPECT_THAT(f.source.en, HasSubstr("in force")) << f.rule;
      EXPECT_FALSE(f.source.zh.empty()) << f.rule;
      EXPECT_EQ(f.state == CheckState::kFails, !f.fix.empty()) << f.rule << f.says.en;
      EXPECT_TRUE(f.state != CheckState::kFails || !f.pointer.empty()) << f.rule;
    }
    EXPECT_EQ(rules.size(), 30U);
    EXPECT_EQ(rules.begin()->first, "V01");
    EXPECT_EQ(rules.rbegin()->first, "V30");
  }
}

TEST(Precheck, TakesTheGuideOfTheFilingsDayAndRoute) {
  const auto source = [](const std::string& filing, Date day) {
    for (const Finding& f : precheck(read("filing: " + filing + "\n"), {day, "", nullptr})) {
      if (f.rule == "V03") return f.source.en;
    }
    return std::string();
  };
  EXPECT_THAT(source("{route: SA}", kDay), HasSubstr("3rd edition"));
  EXPECT_THAT(source("{route: SA}", *Date::of(2025, 6, 26)), HasSubstr("2nd edition"));
  EXPECT_THAT(source("{route: SA, date: 2023-05-01}", kDay), HasSubstr("1st edition"));
  EXPECT_THAT(source("{route: SA, edition: 2}", kDay), HasSubstr("2nd edition"));
  EXPECT_THAT(source("{route: SC}", kDay), HasSubstr("Guide to filing the standard contract"));
  EXPECT_THAT(source("{route: PC}", *Date::of(2025, 12, 1)), HasSubstr("in force only from 2026-01-01"));
}

TEST(V01, ComparesTheProvinceOfTheCreditCodeWithThatOfTheFiling) {
  const std::string firm = "processor: {uscc: 91110000000000000E}\n";
  EXPECT_EQ(check(firm + "filing: {province: beijing}\n", "V01"), "passes");
  EXPECT_EQ(check(firm + "filing: {province: shanghai}\n", "V01"), "fails /filing/province");
  EXPECT_EQ(check(firm, "V01"), "cannot");
  EXPECT_EQ(check("", "V01"), "cannot");
  EXPECT_EQ(check("filing: {}\n", "V01"), "fails /processor/uscc");
}

TEST(V02, HoldsTheFormAgainstTheFilerOnceTheFilingStands) {
  const std::string core =
      "processor: {name: 示例公司}\n"
      "scenario: {summary: 说明, items: [{name: 姓名, necessity: 订单履行中联系收货人, class: PI}], "
      "recipients: [{name: E, region: SG, email: a@example.invalid}]}\n";
  EXPECT_EQ(check(core, "V02"), "cannot");
  EXPECT_EQ(check(core + "filing: {route: EX}\n", "V02"), "passes");
  const std::string filed = check(core + "filing: {route: SC}\n", "V02");
  for (const char* pointer :
       {"/processor/uscc", "/processor/legal_rep/name", "/processor/compliance/statement",
        "/scenario/recipients/0/address", "/scenario/items/0/content", "/filing/third_party/used"}) {
    EXPECT_THAT(filed, HasSubstr(pointer));
  }
  EXPECT_THAT(filed, Not(HasSubstr("/processor/officer")));
  EXPECT_THAT(filed, Not(HasSubstr("/processor/equity_structure")));
  const std::string assessed = check(core + "filing: {route: SA}\n", "V02");
  EXPECT_THAT(assessed, HasSubstr("/processor/officer/body_name"));
  EXPECT_THAT(assessed, HasSubstr("/processor/equity_structure"));
  EXPECT_EQ(check("processor: {name: 示例公司}\nscenario: {summary: s, recipients_summarised: yes, items: "
                  "[{name: a, necessity: b}]}\n",
                  "V02"),
            "cannot");
  EXPECT_EQ(check("scenario: {items: [{}]}\n", "V02"),
            "fails /processor/name /scenario/summary /scenario/items/0/name /scenario/items/0/necessity "
            "/scenario/recipients");
}

TEST(V02, TakesAFactStatedElsewhereForTheField) {
  const std::string filed = check(
      "exporter: {ciio: no}\nlawful_basis: consent\nrecipient: {country: SG}\nscenario: {recipients: [{name: "
      "E}]}\nfiling: {route: SC}\n",
      "V02");
  EXPECT_THAT(filed, Not(HasSubstr("/processor/ciio")));
  EXPECT_THAT(filed, Not(HasSubstr("/scenario/legal_basis")));
  EXPECT_THAT(filed, Not(HasSubstr("/scenario/recipients/0/region")));
  EXPECT_THAT(filed, HasSubstr("/processor/pi_scale"));
}

TEST(V02, AsksForTheAuthorityWhereThereIsImportantData) {
  EXPECT_THAT(
      check("scenario: {items: [{name: 流量, important_notified: yes}]}\nfiling: {route: SA}\n", "V02"),
      HasSubstr("/scenario/important_authority"));
}

TEST(V03, WantsATextBesideOther) {
  EXPECT_EQ(
      check("processor: {nature: other, handler: {id_type: other}}\nscenario: {industry: other}\n", "V03"),
      "fails /processor/nature_other /processor/handler/id_type_other /scenario/industry_other");
  EXPECT_EQ(check("processor: {nature: other, nature_other: 合作社}\n", "V03"), "passes");
}

TEST(V04AndV05, WantRecipientsThatCanBeReachedOrAStatement) {
  EXPECT_EQ(check("scenario: {recipients: [{name: A, phone: '+65 1'}, {name: B}]}\n", "V04"),
            "fails /scenario/recipients/1");
  EXPECT_EQ(check("scenario: {recipients: [{name: B}], recipients_summarised: yes}\n", "V04"), "passes");
  EXPECT_EQ(check("scenario: {recipients_summarised: yes}\n", "V05"), "fails /scenario/recipients_statement");
  EXPECT_EQ(check("scenario: {recipients_summarised: yes, recipients_statement: 约三百家门店}\n", "V05"),
            "passes");
}

TEST(V06, KnowsThePapersOfEachRouteAndEdition) {
  EXPECT_EQ(check("", "V06"), "cannot");
  EXPECT_EQ(check("filing: {route: EX}\n", "V06"), "cannot");
  std::string papers = "attachments:\n";
  for (const char* code : {"A1", "A2", "A3", "A4", "A6", "A7", "A8"}) {
    papers += std::string("- {code: ") + code + ", file: x.PDF, sealed: yes, signed: yes}\n";
  }
  EXPECT_EQ(check(papers + "filing: {route: SA}\n", "V06"), "passes");
  EXPECT_EQ(check(papers + "filing: {route: SA, edition: 2}\n", "V06"), "fails /attachments");
  EXPECT_EQ(check(papers + "filing: {route: SC}\n", "V06"), "fails /attachments");
  EXPECT_EQ(check("attachments: [{code: A4, file: x.docx, sealed: yes}]\nprocessor: {no_legal_rep: "
                  "yes}\nfiling: {route: NL}\n",
                  "V06"),
            "fails /attachments /attachments /attachments /attachments/0/file /attachments/0/signed");
}

TEST(V08, TakesThreeMonthsByTheCalendar) {
  const auto on = [](const std::string& to, const std::string& filed) {
    return check("filing: {route: SA, date: " + filed + ", assessed: {to: " + to + "}}\n", "V08",
                 {*Date::parse(filed), "", nullptr});
  };
  EXPECT_EQ(on("2026-03-15", "2026-06-15"), "passes");
  EXPECT_EQ(on("2026-03-14", "2026-06-15"), "fails /filing/assessed/to");
  EXPECT_EQ(on("2026-06-16", "2026-06-15"), "fails /filing/assessed/to");
  EXPECT_EQ(on("2026-02-28", "2026-05-31"), "passes");  // three months before 31 May is the last of February
  EXPECT_EQ(on("2025-11-30", "2026-02-28"), "passes");
  EXPECT_EQ(on("2025-11-27", "2026-02-28"), "fails /filing/assessed/to");
  EXPECT_EQ(check("filing: {route: SA}\n", "V08"), "fails /filing/assessed/to");
  EXPECT_EQ(check("", "V08"), "cannot");
}

TEST(V09, FindsGapsAndDoubles) {
  EXPECT_EQ(check("scenario: {items: [{name: 甲, seq: 1}, {name: 乙, seq: 3}, {name: 甲}]}\n", "V09"),
            "fails /scenario/items/1/seq /scenario/items/2/name");
  EXPECT_EQ(check("scenario: {items: [{name: 甲}, {name: 乙}]}\n", "V09"), "passes");
  EXPECT_EQ(check("filing: {}\n", "V09"), "fails /scenario/items");
}

DataProfile profile_of(std::uint64_t persons, std::uint64_t sensitive, Sensitivity kind, int hint = 0) {
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

TEST(V10, WantsDistinctPersonsAndAsManyAsTheDataHolds) {
  const std::string items =
      "scenario: {items: [{name: a, class: PI, sensitive: no}], persons: {pi: 100, counted_as: "
      "distinct_persons}}\n";
  EXPECT_EQ(check(items, "V10"), "passes");
  const DataProfile more = profile_of(101, 0, Sensitivity::kPersonal);
  EXPECT_EQ(check(items, "V10", {kDay, "", &more}), "fails /scenario/persons");
  const DataProfile sensitive = profile_of(100, 1, Sensitivity::kSensitive);
  EXPECT_EQ(check(items, "V10", {kDay, "", &sensitive}), "fails /scenario/persons");
  const DataProfile same = profile_of(100, 0, Sensitivity::kPersonal);
  EXPECT_EQ(check(items, "V10", {kDay, "", &same}), "passes");
  EXPECT_EQ(check("scenario: {persons: {pi: 1, counted_as: records}}\n", "V10"),
            "fails /scenario/persons/counted_as");
  EXPECT_EQ(check("scenario: {persons: {pi: 1}}\n", "V10"), "cannot");
  EXPECT_EQ(check("scenario: {items: [{name: a, class: PI, sensitive: no, under14: no}, {name: b, class: PI, "
                  "sensitive: no}], persons: {pi: 9, counted_as: distinct_persons}}\n",
                  "V10"),
            "fails /scenario/persons");
  EXPECT_EQ(check("scenario: {items: [{name: a, class: GENERAL}]}\n", "V10"), "passes");
}

TEST(V11, WantsAForecastThatDoesNotFall) {
  const auto forecast = [](const std::string& numbers) {
    return check("scenario: {persons: {spi: 5, year_current: 7, forecast: " + numbers + "}}\n", "V11");
  };
  EXPECT_EQ(forecast("[7, 7, 9]"), "passes");
  EXPECT_EQ(forecast("[6, 7, 9]"), "fails /scenario/persons/forecast/0");
  EXPECT_EQ(forecast("[8, 7, 9]"), "fails /scenario/persons/forecast/1");
  EXPECT_EQ(forecast("[8, 9]"), "cannot");
}

TEST(V12, CitesTheTemplateOfLinksWhereThereIsOne) {
  EXPECT_THAT(source_of_rule(12, kDay, 3, "SA").en, HasSubstr("template of the export links"));
  EXPECT_THAT(source_of_rule(12, kDay, 2, "SA").en, HasSubstr("self-assessment report"));
  EXPECT_THAT(source_of_rule(12, kDay, 3, "SC").zh,
              HasSubstr("备案指南（第二版）附件5 个人信息保护影响评估报告"));
  EXPECT_THAT(source_of_rule(12, kDay, 3, "PC").zh, HasSubstr("个人信息保护法第五十五条"));
}

TEST(V12, WantsBothEndsAndTheModeOfEveryLink) {
  EXPECT_EQ(check("scenario: {links: [{mode: api, exporter: {domain: none, ip: 192.0.2.1}, recipient: "
                  "{domain: a.example, ip: none}}, {mode: physical_medium}]}\n",
                  "V12"),
            "passes");
  EXPECT_EQ(check("scenario: {links: [{exporter: {domain: a.example, ip: 192.0.2.1}, recipient: {domain: "
                  "a.example}}]}\n",
                  "V12"),
            "fails /scenario/links/0/mode /scenario/links/0/recipient/ip");
  EXPECT_EQ(check("", "V12"), "cannot");
}

TEST(V13V15V22, ReadTheLegalDocuments) {
  const std::string clause = "{clause: '1', page: '2'}";
  const std::string all = "{purpose: " + clause + ", storage: " + clause + ", onward: " + clause +
                          ", change: " + clause + ", remedy: " + clause + ", incident: " + clause + "}";
  EXPECT_EQ(
      check("legal_documents: [{name: c, kind: contract, language: zh, clauses: " + all + "}]\n", "V13"),
      "passes");
  EXPECT_EQ(check("legal_documents: [{name: c, kind: contract, clauses: {purpose: " + clause +
                      ", storage: {clause: '1'}}}]\n",
                  "V13"),
            "fails /legal_documents/0/clauses/storage /legal_documents/0/clauses/onward "
            "/legal_documents/0/clauses/change /legal_documents/0/clauses/remedy "
            "/legal_documents/0/clauses/incident");
  EXPECT_EQ(check("legal_documents: [{kind: standard_contract}]\n", "V13"), "passes");
  EXPECT_EQ(check("legal_documents: [{language: other}]\n", "V15"),
            "fails /legal_documents/0/chinese_version");
  EXPECT_EQ(check("legal_documents: [{language: other, chinese_version: yes}]\n", "V15"), "passes");
  EXPECT_EQ(check("legal_documents: [{name: x}]\n", "V15"), "cannot");
  EXPECT_EQ(check("legal_documents: [{kind: standard_contract, body_unaltered: no}]\n", "V22"),
            "fails /legal_documents/0/body_unaltered");
  EXPECT_EQ(check("legal_documents: [{kind: standard_contract}]\n", "V22"), "cannot");
  EXPECT_EQ(check("legal_documents: [{kind: contract}]\n", "V22"), "passes");
}

TEST(V14, WantsNoneToBeSaid) {
  EXPECT_EQ(check("scenario: {onward: 无}\n", "V14"), "passes");
  EXPECT_EQ(check("scenario: {onward: [{party: X}]}\n", "V14"), "passes");
  EXPECT_EQ(check("filing: {route: SC}\n", "V14"), "fails /scenario/onward");
  EXPECT_EQ(check("", "V14"), "cannot");
}

TEST(V16, WantsTheThirdPartyDescribedAndSealed) {
  EXPECT_EQ(check("filing: {third_party: {used: yes, name: 某所, facts: 律师事务所}}\n", "V16"),
            "fails /filing/third_party/part /filing/third_party/sealed");
  EXPECT_EQ(check("filing: {third_party: {used: no}}\n", "V16"), "passes");
  EXPECT_EQ(check("filing: {}\n", "V16"), "fails /filing/third_party/used");
}

TEST(V17, FindsReasonsThatAreCopiedOrSayNothing) {
  EXPECT_EQ(check("scenario: {items: [{name: a, necessity: 用于订单配送的地址核对}, {name: b, necessity: "
                  "业务需要}]}\n",
                  "V17"),
            "fails /scenario/items/1/necessity");
  EXPECT_EQ(check("scenario: {items: [{name: a, necessity: 联系收货人完成配送}, {name: b, necessity: "
                  "联系收货人完成配送}, {name: c, necessity: 退款时核对支付}]}\n",
                  "V17"),
            "fails /scenario/items/1/necessity");
  EXPECT_EQ(check("scenario: {items: [{name: a, necessity: 联系收货人完成配送}, {name: b, necessity: "
                  "退款时核对支付}]}\n",
                  "V17"),
            "passes");
  EXPECT_EQ(check("scenario: {items: [{name: a}]}\n", "V17"), "cannot");
}

TEST(V18, WantsStorageWhereARecipientIs) {
  const std::string sg = "scenario: {recipients: [{region: SG}], overseas_systems: [{name: x, region: ";
  EXPECT_EQ(check(sg + "SG}]}\n", "V18"), "passes");
  EXPECT_EQ(check(sg + "US}]}\n", "V18"), "fails /scenario/overseas_systems/0/region");
  EXPECT_EQ(check(sg + "US}], onward: [{party: C, region: US}]}\n", "V18"), "passes");
  EXPECT_EQ(check("", "V18"), "cannot");
}

TEST(V19, FindsDataThatNoItemDeclaresWithoutNamingTheColumn) {
  const DataProfile profile = profile_of(1, 1, Sensitivity::kSensitive);
  const auto findings =
      precheck(read("scenario: {items: [{name: a, class: PI, sensitive: no}]}\n"), {kDay, "", &profile});
  EXPECT_EQ(state(findings, "V19"), "fails /scenario/items");
  for (const Finding& f : findings) EXPECT_THAT(f.says.zh, Not(HasSubstr("张三")));
  EXPECT_EQ(check("scenario: {items: [{name: a, class: SPI}]}\n", "V19", {kDay, "", &profile}), "passes");
  EXPECT_EQ(check("", "V19"), "cannot");
}

TEST(V20, ComparesRetentionWithPurposeAndCoversBackups) {
  EXPECT_EQ(
      check("scenario: {purpose_ends: 2028-01-01, retention: {to: 2028-01-01, backups_abroad: no}}\n", "V20"),
      "passes");
  EXPECT_EQ(check("scenario: {purpose_ends: 2028-01-01, retention: {to: 2028-01-02, backups_abroad: yes}}\n",
                  "V20"),
            "fails /scenario/retention/to /scenario/retention/backups_deleted");
  EXPECT_EQ(check("scenario: {retention: {to: 2028-01-02}}\n", "V20"), "cannot");
}

TEST(V21, WantsSeparateConsentAndTheGuardians) {
  EXPECT_EQ(check("lawful_basis: consent\nscenario: {items: [{name: a, under14: yes}]}\n", "V21"),
            "fails /scenario/separate_consent /scenario/guardian_consent");
  EXPECT_EQ(check("lawful_basis: contract\n", "V21"), "passes");
  EXPECT_EQ(check("", "V21"), "cannot");
}

TEST(V23, MeasuresGrowthAgainstTheLastPassInWholeNumbers) {
  const auto growth = [](const std::string& last) {
    return check(
        "filing: {route: EXT, last_pass: {approved_persons: 1000, major_incidents: 0}}\nscenario: {persons: "
        "{forecast: [1, 2, " +
            last + "]}}\n",
        "V23");
  };
  EXPECT_EQ(growth("1200"), "passes");
  EXPECT_EQ(growth("1201"), "fails /scenario/persons/forecast/2");
  EXPECT_EQ(check("", "V23"), "cannot");
}

TEST(V23, AsksAnExtensionForItsIncidentsAndTakesNoneForGranted) {
  const auto said = [](const std::string& incidents) {
    return check("filing: {route: EXT, last_pass: {approved_persons: 1000" + incidents +
                     "}}\nscenario: {persons: {forecast: [1, 2, 3]}}\n",
                 "V23");
  };
  EXPECT_EQ(said(", major_incidents: 0"), "passes");
  EXPECT_EQ(said(", major_incidents: 1"), "fails /filing/last_pass/major_incidents");
  EXPECT_EQ(said(""), "fails /filing/last_pass/major_incidents");
}

TEST(V24, FindsEvidenceThatIsExpiredForeignOrOfAnotherSystem) {
  const std::string firm =
      "processor: {uscc: 91110000000000000E}\nscenario: {domestic_systems: [{name: ERP}]}\n";
  EXPECT_EQ(check(firm + "evidence: [{file: a, valid_until: 2026-06-14}, {file: b, holder_uscc: "
                         "91350100M000100Y43}, {file: c, system: CRM}, {file: d, revoked: yes}]\n",
                  "V24"),
            "fails /evidence/0/valid_until /evidence/1/holder_uscc /evidence/2/system /evidence/3/revoked");
  EXPECT_EQ(check(firm + "evidence: [{file: a, valid_until: 2026-06-15, system: ERP}]\n", "V24"), "passes");
  EXPECT_EQ(check(firm + "evidence: [a.pdf]\n", "V24"), "cannot");
}

TEST(V25, FindsExamplesThatLookLikeAPersonWithoutRepeatingThem) {
  const auto findings = precheck(
      read("scenario: {items: [{name: a, example: '13911112222'}, {name: b, example: '139****2222'}]}\n"),
      {kDay, "", nullptr});
  EXPECT_EQ(state(findings, "V25"), "fails /scenario/items/0/example");
  for (const Finding& f : findings)
    EXPECT_THAT(f.says.en + f.says.zh + f.fix.en, Not(HasSubstr("13911112222")));
  EXPECT_EQ(check("scenario: {items: [{name: a, example: SUBJ-0001}]}\n", "V25"), "passes");
  EXPECT_EQ(check("", "V25"), "cannot");
}

TEST(LooksLikeAPerson, KnowsNumbersWhoseCheckDigitFitsAndMailOfRealDomains) {
  const std::string id =
      "11010119900307123" + std::string(1, resident_id_check_character("11010119900307123"));
  EXPECT_THAT(looks_like_a_person("号码" + id + "。").en, HasSubstr("identity"));
  EXPECT_THAT(looks_like_a_person("tel 139-1111-2222").en, HasSubstr("mobile"));
  EXPECT_THAT(looks_like_a_person("4111 1111 1111 1111").en, HasSubstr("card"));
  for (const char* text :
       {"+8613911112222", "8613911112222", "１３９１１１１２２２２", "139.1111.2222", "+86 139 1111 2222"})
    EXPECT_THAT(looks_like_a_person(text).en, HasSubstr("mobile")) << text;
  EXPECT_THAT(looks_like_a_person("4111.1111.1111.1111").en, HasSubstr("card"));
  EXPECT_THAT(looks_like_a_person(id.substr(0, 6) + " " + id.substr(6, 8) + " " + id.substr(14)).en,
              HasSubstr("identity"));
  for (const char* text : {"3.141592653589793", "192.168.100.200", "39.904200 116.407400"})
    EXPECT_TRUE(looks_like_a_person(text).empty()) << text;
  EXPECT_THAT(looks_like_a_person("x@firm.cn").en, HasSubstr("e-mail"));
  // Side by side: each for itself, whatever the whole would be.
  EXPECT_THAT(looks_like_a_person("13911112222 " + id).en, HasSubstr("mobile"));
  EXPECT_THAT(looks_like_a_person("SUBJ-0001 " + id + " 2026").en, HasSubstr("identity"));
  EXPECT_THAT(looks_like_a_person("86 139 1111 2222 0001").en, HasSubstr("mobile"));
  for (const char* text :
       {"", "ALT 23 U/L", "4111 1111 1111 1112", "user@example.com", "user@mail.example.invalid",
        "2026-01-31", "@", "a@b", "1234567890", "SKU 12911112222"}) {
    EXPECT_TRUE(looks_like_a_person(text).empty()) << text;
  }
}

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

TEST(V30, WantsTheCommitmentWhereTheEditionPutsIt) {
  EXPECT_EQ(check("filing: {route: SA, commitment: yes}\n", "V30"), "passes");
  EXPECT_EQ(check("filing: {route: SA}\n", "V30"), "fails /filing/commitment");
  EXPECT_EQ(check("filing: {route: SA, edition: 2, commitment: yes}\n", "V30"), "fails /attachments");
  EXPECT_EQ(check("filing: {route: SC}\nattachments: [{code: A5, file: a.pdf}]\n", "V30"), "passes");
  EXPECT_EQ(check("", "V30"), "cannot");
}

TEST(V19, AsksOfGeneralDataByTheKindThatItsWordsName) {
  using Basis = ItemReading::Basis;
  PrecheckContext context{
      kDay,
      "",
      nullptr,
      {{0, Basis::kPersonal, {"Mobile", "手机号码"}}, {1, Basis::kImportant, {"Survey", "测绘"}}}};
  const auto items = [](const std::string& first, const std::string& second) {
    return "scenario: {items: [{name: a, class: GENERAL, remark: " + first +
           "}, {name: b, class: GENERAL, remark: " + second + "}]}\n";
  };
  for (const Finding& f : precheck(read(items("无", "无")), context)) {
    if (f.rule != "V19" || f.state != CheckState::kFails) continue;
    EXPECT_EQ(f.severity, Severity::kWarns);
    EXPECT_THAT(f.says.en, HasSubstr("declared as general data"));
    EXPECT_THAT(f.says.zh, HasSubstr("声明为一般数据"));
  }
  EXPECT_EQ(check(items("无", "无"), "V19", context),
            "fails /scenario/items/0/class /scenario/items/1/class");
  EXPECT_EQ(check(items("客服总机号码，不属于个人信息", "已对照目录，不属于重要数据"), "V19", context),
            "cannot");
  EXPECT_EQ(check(items("不属于敏感的内容，已核对", "已核对，不属于敏感个人信息"), "V19", context),
            "fails /scenario/items/0/class /scenario/items/1/class")
      << "another question's answer";
}

TEST(V19, AsksOfWordsThatReadLikeSensitiveInformationUntilTheRemarkAnswers) {
  using Basis = ItemReading::Basis;
  PrecheckContext context{
      kDay, "", nullptr, {{0, Basis::kListed, {"Diagnosis", "诊断"}}, {1, Basis::kChild, {}}}};
  const auto items = [](const std::string& remark) {
    return "scenario: {items: [{name: a, class: PI, remark: " + remark + "}, {name: b}]}\n";
  };
  const auto findings = precheck(read(items("无")), context);
  EXPECT_EQ(state(findings, "V19"), "fails /scenario/items/0/class /scenario/items/1/class");
  for (const Finding& f : findings) {
    if (f.rule != "V19" || f.state != CheckState::kFails) continue;
    EXPECT_EQ(f.severity, Severity::kWarns);
    EXPECT_THAT(f.says.en, HasSubstr("art. 28"));
    EXPECT_THAT(f.says.zh, HasSubstr("第二十八条"));
    EXPECT_THAT(f.source.zh, HasSubstr("个人信息保护法第二十八条"));
  }
  EXPECT_EQ(check(items("敏感"), "V19", context), "fails /scenario/items/0/class /scenario/items/1/class");
  EXPECT_EQ(check(items("设备故障诊断代码，不属于敏感个人信息"), "V19", context),
            "fails /scenario/items/1/class");
  context.readings = {{7, Basis::kIdentityNumber, {"Passport", "护照"}}};  // beyond the list
  EXPECT_EQ(check(items("无"), "V19", context), "cannot");
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
