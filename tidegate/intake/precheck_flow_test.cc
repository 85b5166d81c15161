// Rules of links, documents, reasons and evidence: V12 to V25.
#include <gmock/gmock.h>

#include "tidegate/intake/precheck_case.h"
#include "tidegate/intake/precheck_test.h"
#include "tidegate/intake/real_person.h"
#include "tidegate/terms/resident_id.h"

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

GuideEdition edition(std::size_t number) { return guide_editions().at(number - 1); }

TEST(V12, CitesTheTemplateOfLinksWhereThereIsOne) {
  EXPECT_THAT(source_of_rule(12, kDay, edition(3), "SA").en, HasSubstr("template of the export links"));
  EXPECT_THAT(source_of_rule(12, kDay, edition(2), "SA").en, HasSubstr("self-assessment report"));
  EXPECT_THAT(source_of_rule(12, kDay, edition(3), "SC").zh,
              HasSubstr("备案指南（第二版）附件5 个人信息保护影响评估报告"));
  EXPECT_THAT(source_of_rule(12, kDay, edition(3), "PC").zh, HasSubstr("个人信息保护法第五十五条"));
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
  EXPECT_EQ(check("scenario: {onward: [{}, {party: ' ', purpose: 待填写}]}\nfiling: {route: SC}\n", "V14"),
            "fails /scenario/onward");
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
  for (const char* general :
       {"业务需要。", "因业务需要", "业务开展需要", "“业务 需要”", "\u200b业务需要", "Business need!"})
    EXPECT_EQ(check(std::string("scenario: {items: [{name: a, necessity: 用于订单配送的地址核对}, {name: b, "
                                "necessity: '") +
                        general + "'}]}\n",
                    "V17"),
              "fails /scenario/items/1/necessity")
        << general;
  // Copied, with another stop behind.
  EXPECT_EQ(check("scenario: {items: [{name: a, necessity: 联系收货人完成配送}, {name: b, necessity: "
                  "联系收货人完成配送。}, {name: c, necessity: 退款时核对支付}]}\n",
                  "V17"),
            "fails /scenario/items/1/necessity");
  EXPECT_EQ(
      check("scenario: {necessity: 业务开展需要。, items: [{name: a, necessity: 退款时核对支付}]}\n", "V17"),
      "fails /scenario/necessity");
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

TEST(V20, AsksOfAPurposeThatIsMetLongAgoOrNever) {
  const auto ends = [](const std::string& day) {
    return check("scenario: {purpose_ends: " + day + ", retention: {backups_abroad: no}}\n", "V20");
  };
  EXPECT_EQ(ends("0001-01-01"), "fails /scenario/purpose_ends");
  EXPECT_EQ(ends("2026-06-14"), "fails /scenario/purpose_ends");
  EXPECT_EQ(ends("2026-06-15"), "cannot");
  EXPECT_EQ(ends("2126-12-31"), "cannot");
  EXPECT_EQ(ends("9999-12-31"), "fails /scenario/purpose_ends");
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
  // Who says that it is so has not said why it is not.
  EXPECT_EQ(check(items("经核对，该数据属于个人信息", "该数据经识别属于园区重要数据，见目录第三条"), "V19",
                  context),
            "fails /scenario/items/0/class /scenario/items/1/class");
  EXPECT_EQ(check(items("\"是否属于个人信息：是\"", "\"是否重要数据：是，已核对\""), "V19", context),
            "fails /scenario/items/0/class /scenario/items/1/class");
  EXPECT_EQ(check(items("\"是否属于个人信息：否\"", "对照重要数据目录，不在其中"), "V19", context), "cannot");
}

TEST(V19, AsksOfBothKindsOfWhatIsSaidOfAllItemsAndOfWhatWasNotRead) {
  using Basis = ItemReading::Basis;
  const std::string items = "scenario: {items: [{name: a, class: GENERAL, remark: ";
  PrecheckContext both{kDay,
                       "",
                       nullptr,
                       {{0, Basis::kPersonal, {"Genes", "基因"}}, {0, Basis::kImportant, {"Genes", "基因"}}}};
  EXPECT_EQ(check(items + "无}]}\n", "V19", both), "fails /scenario/items/0/class /scenario/items/0/class");
  EXPECT_EQ(check(items + "细菌的基因，不属于个人信息}]}\n", "V19", both), "fails /scenario/items/0/class");
  PrecheckContext whole{
      kDay, "", nullptr, {{0, Basis::kPersonal, {"persons", "个人身份"}, "/scenario/scope"}}};
  EXPECT_EQ(check(items + "无}]}\n", "V19", whole), "fails /scenario/scope");
  EXPECT_EQ(check(items + "虚构的姓名，不属于个人信息}]}\n", "V19", whole), "cannot");
  PrecheckContext unread{kDay, "", nullptr, {{0, Basis::kUnread, {}}}};
  EXPECT_EQ(check(items + "无}]}\n", "V19", unread), "fails /scenario/items/0/class");
  EXPECT_EQ(check(items + "均为设备编号，不属于个人信息}]}\n", "V19", unread), "cannot");
  for (const Finding& f : precheck(read(items + "无}]}\n"), unread)) {
    if (f.rule != "V19" || f.state != CheckState::kFails) continue;
    EXPECT_THAT(f.says.en, HasSubstr("not all read"));
    EXPECT_THAT(f.says.zh, HasSubstr("未全部核对"));
  }
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

TEST(PrecheckItems, LeavesWordsThatAreNotKnownToAPerson) {
  PrecheckContext context{kDay, "exempt", nullptr};
  context.untold = {0};
  const auto of_route = [&](const std::string& route) {
    std::string said;
    for (const Finding& finding : precheck(
             read("filing: {route: " + route + "}\nscenario: {items: [{name: 打车记录, class: GENERAL}]}\n"),
             context)) {
      if (finding.rule == "V19" && finding.pointer == "/scenario/items/0/content") said += finding.says.en;
    }
    return said;
  };
  EXPECT_NE(of_route("EX").find("1 item(s) of general data"), std::string::npos);
  EXPECT_EQ(of_route("SA"), "") << "a person looks anyway";
}

TEST(PrecheckRoute, AsksOfARecipientOnTheListThoughNoPersonIsInTheData) {
  const std::string body = "filing: {route: EX}\nrecipient: {on_pipl42_prohibited_list: true}\n";
  const auto severity = [&](const char* route) {
    std::string said;
    for (const Finding& finding : precheck(read(body), {kDay, route, nullptr})) {
      if (finding.pointer != "/recipient/on_pipl42_prohibited_list") continue;
      EXPECT_EQ(finding.rule, "V26");
      EXPECT_NE(finding.source.en.find("art. 42"), std::string::npos);
      said += finding.severity == Severity::kWarns ? "warns" : "more";
    }
    return said;
  };
  EXPECT_EQ(severity("exempt"), "warns");
  EXPECT_EQ(severity("prohibited"), "") << "the law has stopped it";
}

}  // namespace
}  // namespace tidegate::intake
