// Every rule with its source, and those of who files, papers and items: V01 to V11.
#include "tidegate/intake/precheck_test.h"

#include <gmock/gmock.h>

#include <map>

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
    for (const Finding& f :
         precheck(read("filing: " + filing + "\n"), {day, "", nullptr, {}, {}, {}, guide_editions()})) {
      if (f.rule == "V03") return f.source.en;
    }
    return std::string();
  };
  EXPECT_THAT(source("{route: SA}", kDay), HasSubstr("3rd edition"));
  EXPECT_THAT(source("{route: SA}", *Date::of(2025, 6, 26)), HasSubstr("2nd edition"));
  EXPECT_THAT(source("{route: SA, date: 2023-05-01}", kDay), HasSubstr("1st edition"));
  EXPECT_THAT(source("{route: SA, edition: 2}", kDay), HasSubstr("3rd edition"));  // whatever is stated
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

std::vector<Finding> failing(const std::string& body, const std::string& rule) {
  std::vector<Finding> out;
  for (Finding& f : precheck(read(body), {kDay, "", nullptr})) {
    if (f.rule == rule && f.state == CheckState::kFails) out.push_back(std::move(f));
  }
  return out;
}

TEST(V02, AdvisesNoneOnlyWhereTheFieldTakesIt) {
  int taken = 0;
  for (const Finding& f : failing("filing: {route: SA}\nprocessor: {handler: {name: A}}\n", "V02")) {
    const bool says_none = f.fix.zh.find("写明“无”") != std::string::npos;
    EXPECT_EQ(says_none, f.fix.en.find("say none") != std::string::npos) << f.pointer;
    taken += says_none ? 1 : 0;
    if (f.pointer.ends_with("/email")) {
      EXPECT_EQ(f.fix.zh, "请填写，如 name@example.com");
    }
    if (f.pointer.ends_with("/id_no")) {
      EXPECT_EQ(f.fix.zh, "请按证件填写");
    }
    if (f.pointer.ends_with("/id_no")) {
      EXPECT_EQ(f.says.zh, "未填写：证件号码");
    }
    if (f.pointer.ends_with("/phone") || f.pointer.ends_with("/nationality")) {
      EXPECT_FALSE(says_none);
    }
  }
  EXPECT_GT(taken, 0);
}

TEST(V12, WantsOneCircuitAtLeast) {
  const std::string link = "scenario: {links: [{mode: physical_medium, count: ";
  EXPECT_EQ(check(link + "0}]}\n", "V12"), "fails /scenario/links/0/count");
  EXPECT_EQ(check(link + "１}]}\n", "V12"), "passes");
}

TEST(V13, AsksWhatAContractIsThatBeginsBeforeItIsSignedOrIsAmongStrangers) {
  const std::string head = "processor: {name: 甲公司}\nscenario: {recipients: [{name: Example SE}]}\n";
  const auto places = [&](const std::string& document) {
    std::string out;
    for (const Finding& f :
         failing(head + "legal_documents: [{name: c, kind: contract, " + document + "}]\n", "V13")) {
      if (f.pointer.find("/clauses/") == std::string::npos) out += f.pointer;
      if (f.pointer.find("/clauses/") == std::string::npos) {
        EXPECT_EQ(f.severity, Severity::kWarns);
      }
    }
    return out;
  };
  EXPECT_EQ(places("signed_on: 2026-05-02, effective_on: 2026-05-01"), "/legal_documents/0/effective_on");
  EXPECT_EQ(places("signed_on: 2026-05-01, effective_on: 2026-05-01"), "");
  EXPECT_EQ(places("parties: [乙公司, Other Inc]"), "/legal_documents/0/parties");
  EXPECT_EQ(places("parties: [乙公司, 'Example SE (Berlin)']"), "");
  EXPECT_EQ(places("parties: 甲公司"), "");
}

TEST(V06, KnowsThePapersOfEachRouteAndEdition) {
  EXPECT_EQ(check("", "V06"), "cannot");
  EXPECT_EQ(check("filing: {route: EX}\n", "V06"), "cannot");
  std::string papers = "attachments:\n";
  for (const char* code : {"A1", "A2", "A3", "A4", "A6", "A7", "A8"}) {
    papers += std::string("- {code: ") + code + ", file: x.PDF, sealed: yes, signed: yes}\n";
  }
  EXPECT_EQ(check(papers + "filing: {route: SA}\n", "V06"), "passes");
  EXPECT_EQ(check(papers + "filing: {route: SA, edition: 2}\n", "V06"), "passes");  // the third is in force
  EXPECT_EQ(check(papers + "filing: {route: SA, date: 2025-06-26}\n", "V06"), "fails /attachments");
  EXPECT_EQ(check(papers + "filing: {route: SC}\n", "V06"), "fails /attachments");
  const auto of = [](std::initializer_list<const char*> codes, const char* route) {
    std::string listed = "attachments:\n";
    for (const char* code : codes)
      listed += std::string("  - {code: ") + code + ", file: a.pdf, sealed: yes, signed: yes}\n";
    return check(listed + "filing: {route: " + route + "}\n", "V06");
  };
  EXPECT_EQ(of({"A1", "A2", "A3", "A8"}, "PC"), "passes");
  EXPECT_EQ(of({"A1", "A2", "A3", "A5"}, "NL"), "fails /attachments") << "no letter of authorisation";
  EXPECT_EQ(of({"A1", "A2", "A3", "A4", "A5"}, "NL"), "passes");
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
  for (const std::string again : {"甲A ", "甲 a", "\u3000甲A", "甲\u200bA", "甲Ａ", "甲A。", "⽢"})
    EXPECT_EQ(check("scenario: {items: [{name: 甲A}, {name: 甘}, {name: \"" + again + "\"}]}\n", "V09"),
              "fails /scenario/items/2/name")
        << again;
  EXPECT_EQ(check("scenario: {items: [{name: A+}, {name: A-}, {name: A}]}\n", "V09"), "passes");
  EXPECT_EQ(check("scenario: {items: [{name: TBD}, {name: TBD}]}\n", "V09"), "passes");  // V02 tells
  EXPECT_EQ(check("filing: {}\n", "V09"), "fails /scenario/items");
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

}  // namespace
}  // namespace tidegate::intake
