#include "tidegate/intake/read_transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tidegate/intake/document.h"

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kHead = "api_version: tidegate/v1\nkind: Transfer\n";

std::string folder() { return std::string(TIDEGATE_SOURCE_DIR) + "/tidegate/intake/testdata/"; }

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

IntakeOutcome read(std::string_view body) {
  return read_transfer(std::string(kHead) + std::string(body), "t.yaml");
}

Transfer good(std::string_view body) {
  IntakeOutcome outcome = read(body);
  EXPECT_EQ(list_problems(outcome.problems, "t.yaml", Lang::kEn), "");
  return outcome.transfer.value_or(Transfer{});
}

// The first problem as "line:column pointer says", or "none".
std::string first_problem(const IntakeOutcome& outcome) {
  if (outcome.problems.empty()) return "none";
  const Problem& p = outcome.problems.front();
  return std::to_string(p.line) + ":" + std::to_string(p.column) + " " + p.pointer + " " + p.says.en;
}
std::string listing(std::string_view body) { return list_problems(read(body).problems, "t", Lang::kEn); }
std::string first_problem(std::string_view body) { return first_problem(read(body)); }

FactValue flow(const Transfer& t, std::string_view name) {
  const FactValue* v = t.facts.flow.find(name);
  return v == nullptr ? FactValue(Symbol{"(not stated)"}) : *v;
}
FactValue row(const Transfer& t, std::size_t i, std::string_view name) {
  const FactValue* v = i < t.facts.items.size() ? t.facts.items[i].find(name) : nullptr;
  return v == nullptr ? FactValue(Symbol{"(not stated)"}) : *v;
}

// With TIDEGATE_UPDATE=1 in the environment the expected listings are written anew: read the difference.
TEST(ReadTransfer, ListsEveryProblemOfAVeryBrokenFileInBothLanguages) {
  const IntakeOutcome outcome = read_transfer(contents(folder() + "broken.yaml"), "broken.yaml");
  EXPECT_FALSE(outcome.transfer);
  EXPECT_GT(outcome.problems.size(), 45U);
  for (const auto& [lang, name] :
       {std::pair(Lang::kEn, "broken.en.txt"), std::pair(Lang::kZh, "broken.zh.txt")}) {
    const std::string listed = list_problems(outcome.problems, "broken.yaml", lang);
    if (std::getenv("TIDEGATE_UPDATE") != nullptr) std::ofstream(folder() + name, std::ios::binary) << listed;
    EXPECT_EQ(listed, contents(folder() + name)) << name;
  }
}

TEST(ReadTransfer, NeverRepeatsAPersonsValueInAMessage) {
  const IntakeOutcome outcome = read_transfer(contents(folder() + "broken.yaml"), "broken.yaml");
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const std::string listed = list_problems(outcome.problems, "broken.yaml", lang);
    for (const char* secret : {"110101199003071230", "11010119900230123X", "wang.at.example", "张三",
                               "13800000000", "138 0000 0000", "王虚构"}) {
      EXPECT_THAT(listed, Not(HasSubstr(secret)));
    }
  }
}

// The minimal intake document of the published format.
constexpr std::string_view kMinimal = R"(
processor: {uscc: "91110000000000000E", name: 示例医药（北京）有限公司, ciio: false, pi_scale: 84000}
scenario:
  id: trial-2026
  summary: {zh: 临床试验数据回传总部统计分析, en: trial data to HQ for statistics}
  industry: pharmaceutical
  legal_basis: consent
  items:
    - {name: 受试者编号, class: PI, sensitive: false, necessity: 关联各访视记录, example: "SUBJ-0001"}
    - {name: 检验结果, class: PI, sensitive: true, necessity: 主要终点分析, example: "ALT 23 U/L"}
  persons: {pi: 0, spi_since_jan1: 3200, forecast: [3200, 5200, 6000]}
  recipients:
    - {name: Example Pharma SE, region: DE, role: independent, email: dpo@example.invalid}
  links:
    - {exporter: {domain: sftp.example.invalid, ip: [192.0.2.10]}, recipient: {domain: in.example.invalid, ip: [198.51.100.7]}, mode: bulk_file, encryption: tls1.3+pgp, keys: exporter}
  retention: {to: 2031-12-31, after: delete}
evidence: [mlps-2026.json, dsm-cert.json, backup-drill-2026q3.json]
)";

TEST(ReadTransfer, ReadsTheMinimalDocumentOfTheFormat) {
  const Transfer t = good(kMinimal);
  EXPECT_EQ(t.processor_name, "示例医药（北京）有限公司");
  EXPECT_EQ(t.uscc, "91110000000000000E");
  EXPECT_EQ(t.summary.en, "trial data to HQ for statistics");
  EXPECT_EQ(t.origin, "t.yaml");
  EXPECT_EQ(t.forecast, (std::vector<std::int64_t>{3200, 5200, 6000}));
  EXPECT_EQ(t.retention_to, *Date::of(2031, 12, 31));
  EXPECT_EQ(t.evidence.size(), 3U);
  EXPECT_EQ(t.recipients.at(0).email, "dpo@example.invalid");
  EXPECT_EQ(t.links.at(0).exporter.addresses.at(0), "192.0.2.10");
  EXPECT_EQ(t.facts.absent, Absent::kUnknown);
  EXPECT_EQ(flow(t, "exporter.ciio"), FactValue(false));
  EXPECT_EQ(flow(t, "exporter.people_handled_total"), FactValue(std::int64_t{84000}));
  EXPECT_EQ(flow(t, "exporter.jurisdiction"), FactValue(Symbol{"CN"}));
  EXPECT_EQ(flow(t, "exporter.sector"), FactValue(Symbol{"pharmaceutical"}));
  EXPECT_EQ(flow(t, "lawful_basis"), FactValue(Symbol{"consent"}));
  EXPECT_EQ(flow(t, "recipient.country"), FactValue(Symbol{"DE"}));
  EXPECT_EQ(flow(t, "facts.leaves_mainland"), FactValue(true));
  EXPECT_EQ(t.facts.flow.find("cumulative_before.pi_sensitive"), nullptr);
  ASSERT_EQ(t.facts.items.size(), 2U);
  EXPECT_EQ(row(t, 0, "subjects"), FactValue(std::int64_t{0}));
  EXPECT_EQ(row(t, 1, "subjects"), FactValue(std::int64_t{3200}));
  EXPECT_EQ(row(t, 1, "sensitive"), FactValue(true));
  EXPECT_TRUE(t.items.at(1).sensitive);
}

TEST(ReadTransfer, KeepsWhatIsNotGivenApartFromWhatIsStatedToBeUnknown) {
  const Transfer t = good("exporter: {ciio: unknown, sector:}\nfacts: {leaves_mainland: null}\n");
  EXPECT_EQ(flow(t, "exporter.ciio"), FactValue(Unknown{}));
  EXPECT_EQ(flow(t, "exporter.sector"), FactValue(Unknown{}));
  EXPECT_EQ(flow(t, "facts.leaves_mainland"), FactValue(Unknown{}));
  EXPECT_EQ(t.facts.flow.find("exporter.jurisdiction"), nullptr);
}

TEST(ReadTransfer, TakesOneMeaningFromTwoPlacesAndRefusesTwoMeanings) {
  EXPECT_EQ(flow(good("processor: {ciio: no}\nexporter: {ciio: false}\n"), "exporter.ciio"),
            FactValue(false));
  EXPECT_EQ(flow(good("processor: {ciio: yes}\nexporter: {ciio: unknown}\n"), "exporter.ciio"),
            FactValue(true));
  EXPECT_EQ(first_problem("processor: {ciio: no}\nexporter: {ciio: yes}\n"),
            "4:18 /exporter/ciio says exporter.ciio = true, but /processor/ciio (line 3) says false");
  EXPECT_THAT(first_problem("lawful_basis: contract\nscenario: {legal_basis: consent}\n"),
              HasSubstr("lawful_basis = consent"));
  EXPECT_THAT(first_problem("purpose: foreign_court_request\nfacts: {foreign_authority_request: no}\n"),
              HasSubstr("foreign_authority_request"));
  EXPECT_THAT(first_problem("processor: {uscc: 91110000000000000E}\nexporter: {jurisdiction: US}\n"),
              HasSubstr("exporter.jurisdiction"));
}

TEST(ReadTransfer, DrawsFromALinkThatDataLeavesOrIsLookedAtFromAbroad) {
  const std::string firm = "exporter: {jurisdiction: CN}\nrecipient: {country: SG}\n";
  EXPECT_EQ(flow(good(firm + "scenario: {links: [{mode: leased_line}]}\n"), "facts.leaves_mainland"),
            FactValue(true));
  const Transfer remote =
      good(firm + "scenario: {links: [{mode: remote_access}], domestic_systems: [{name: ERP}]}\n");
  EXPECT_EQ(flow(remote, "facts.remote_access_from_abroad"), FactValue(true));
  EXPECT_EQ(flow(remote, "facts.stored_in_mainland"), FactValue(true));
  EXPECT_EQ(remote.facts.flow.find("facts.leaves_mainland"), nullptr);
  EXPECT_THAT(first_problem(firm + "facts: {leaves_mainland: no}\nscenario: {links: [{mode: api}]}\n"),
              HasSubstr("/scenario/links/0/mode says facts.leaves_mainland = true"));
  const Transfer home =
      good("exporter: {jurisdiction: CN}\nrecipient: {country: CN}\nscenario: {links: [{mode: api}]}\n");
  EXPECT_EQ(home.facts.flow.find("facts.leaves_mainland"), nullptr);
}

TEST(ReadTransfer, KeepsFactsOfItemsOutOfTheFlow) {
  const Transfer t = good(
      "scenario: {items: [{name: a, under14: no}], all_items: {core_data: no, exemption_facts: {necessary: "
      "yes}}}\n");
  for (const auto& [name, value] : t.facts.flow.all()) EXPECT_NE(name.substr(0, 5), "item.") << name;
  EXPECT_EQ(row(t, 0, "core_data"), FactValue(false));
  EXPECT_EQ(row(t, 0, "exemption_facts.necessary"), FactValue(true));
}

TEST(ReadTransfer, LeavesOpenWhatRecipientsDoNotShare) {
  const Transfer t = good(
      "recipient: {foreign_party: yes}\nscenario:\n  recipients: [{name: A, region: SG, in_gba: no}, {name: "
      "B, region: HK, in_gba: no}]\n");
  EXPECT_EQ(t.facts.flow.find("recipient.country"), nullptr);
  EXPECT_EQ(flow(t, "recipient.in_gba"), FactValue(false));
  EXPECT_EQ(flow(t, "recipient.foreign_party"), FactValue(true));
  const CaseFacts second = facts_for_recipient(t, 1);
  EXPECT_EQ(*second.flow.find("recipient.country"), FactValue(Symbol{"HK"}));
  EXPECT_EQ(*second.flow.find("recipient.foreign_party"), FactValue(true));
  EXPECT_THAT(first_problem("recipient: {country: DE}\nscenario: {recipients: [{region: FR}]}\n"),
              HasSubstr("/scenario/recipients/0 says recipient.country = FR"));
}

TEST(ReadTransfer, KeepsNothingOfAnIdentityNumberButThatItWasGiven) {
  const Transfer t =
      good("processor: {legal_rep: {id_type: passport, id_no: E12345678}, handler: {id_no: withheld}}\n");
  EXPECT_TRUE(t.processor.legal_rep.id_no_given);
  EXPECT_TRUE(t.processor.handler.id_no_given);
  EXPECT_FALSE(t.processor.officer.id_no_given);
}

TEST(ReadTransfer, ReadsTheOlderNamesOfPersonsAsThisTransferAlone) {
  const Transfer t =
      good("cumulative_before: {pi_sensitive: 9000}\nscenario: {persons: {spi_since_jan1: 3200}}\n");
  EXPECT_EQ(flow(t, "cumulative_before.pi_sensitive"), FactValue(std::int64_t{9000}));
  EXPECT_EQ(row(t, 0, "subjects"), FactValue(std::int64_t{3200}));
  EXPECT_EQ(row(t, 0, "sensitive"), FactValue(true));
}

TEST(ReadTransfer, ReadsYamlAndJsonToTheSameTransfer) {
  const IntakeOutcome json = read_transfer(
      R"({"api_version": "tidegate/v1", "kind": "Transfer", "exporter": {"ciio": false, "city": "beijing"},
          "cumulative_before": {"pi_sensitive": 12}, "scenario": {"summary": "\u6570\u636e\ud83d\ude00", "onward": "none"}})",
      "t.json");
  ASSERT_TRUE(json.transfer) << list_problems(json.problems, "t.json", Lang::kEn);
  Transfer yaml = good(
      "exporter: {ciio: no, city: beijing}\ncumulative_before: {pi_sensitive: 12}\nscenario: {summary: "
      "数据😀, onward: 无}\n");
  yaml.origin = "t.json";
  EXPECT_EQ(*json.transfer, yaml);
}

TEST(ReadTransfer, HoldsJsonToItsTypes) {
  const auto problem = [](std::string_view member) {
    return first_problem(read_transfer(
        R"({"api_version": "tidegate/v1", "kind": "Transfer", )" + std::string(member) + "}", "t.json"));
  };
  EXPECT_THAT(problem(R"("exporter": {"ciio": "false"})"),
              HasSubstr("1:73 /exporter/ciio \"false\" is not true or false"));
  EXPECT_THAT(problem(R"("exporter": {"people_handled_total": "5"})"), HasSubstr("not a whole number"));
  EXPECT_THAT(problem(R"("exporter": {"people_handled_total": 5.0})"), HasSubstr("not a whole number"));
  EXPECT_THAT(problem(R"("scenario": {"purpose": 5})"), HasSubstr("a text is due"));
  EXPECT_THAT(problem(R"("scenario": {"purpose": "5",})"), HasSubstr("double quotes is due"));
  EXPECT_EQ(problem(R"("exporter": {"ciio": "unknown"})"), "none");
}

TEST(ReadTransfer, NamesWhatIsNotADeclarationAtAll) {
  EXPECT_EQ(first_problem(read_transfer("", "t.yaml")), "0:0  the file is empty");
  EXPECT_EQ(first_problem(read_transfer("\xEF\xBB\xBF\n", "t.yaml")), "0:0  the file is empty");
  EXPECT_EQ(first_problem(read_transfer("hello", "t.yaml")), "1:1  a declaration is keys and values");
  EXPECT_EQ(first_problem(read_transfer("name,phone\n1,2\n", "t.csv")),
            "1:1  a declaration is keys and values");
  EXPECT_EQ(first_problem(read_transfer("kind: Transfer\nname: \xB2\xE2\xCA\xD4\n", "t.yaml")),
            "2:7  the text is not UTF-8");
  EXPECT_EQ(first_problem(read_transfer(std::string("kind: a\0b", 9), "t.yaml")),
            "1:8  the text is not UTF-8");
  EXPECT_EQ(first_problem(read_transfer("kind: Transfer\n", "t.yaml")),
            "1:1 /api_version key \"api_version\" is missing");
  EXPECT_THAT(first_problem("--- \nkind: Transfer\n"), HasSubstr("a second document"));
  EXPECT_THAT(first_problem(read_transfer(std::string(kMostBytes + 1, ' '), "t.yaml")),
              HasSubstr("1048576 at most"));
}

TEST(ReadTransfer, ReportsASyntaxErrorAndWhatItReadBefore) {
  const IntakeOutcome outcome = read("exporter: {ciiio: no}\nscenario: {items: [\n");
  ASSERT_EQ(outcome.problems.size(), 2U);
  EXPECT_EQ(outcome.problems[0].pointer, "/exporter/ciiio");
  EXPECT_EQ(outcome.problems[1].says.zh, "[ 未闭合");
  EXPECT_THAT(first_problem("scenario: {purpose: a: b: c}\nfacts:\n\tx: 1\n"),
              Not(HasSubstr("not valid YAML here")));
}

TEST(ReadTransfer, RefusesYamlThatGrowsOrNamesItself) {
  std::string bomb = "scenario:\n  purpose: &a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n  items:\n";
  char name = 'a';
  for (int i = 0; i < 24; ++i, ++name) {
    bomb += std::string("  - &") + static_cast<char>(name + 1) + " [*" + name + ", *" + name + ", *" + name +
            ", *" + name + "]\n";
  }
  EXPECT_THAT(listing(bomb), HasSubstr("aliases and values come to more than 200000 values"));
  EXPECT_THAT(first_problem("scenario: &s {items: [*s]}\n"), HasSubstr("names a value that contains it"));
  EXPECT_THAT(first_problem("scenario: {items: [*nobody]}\n"), HasSubstr("named (&) nowhere before"));
  EXPECT_THAT(listing("scenario: " + std::string(40, '[') + std::string(40, ']')),
              HasSubstr("nested deeper than 32"));
  EXPECT_THAT(listing("scenario: " + std::string(100'000, '[')), HasSubstr("t:3:12: "));
  EXPECT_THAT(first_problem("scenario: !!python/object {}\n"), HasSubstr("tags (!) are not part"));
  const std::string long_text = "a: &a \"" + std::string(100'000, 'x') + "\"\nb: [";
  std::string many = long_text;
  for (int i = 0; i < 100; ++i) many += "*a, ";
  EXPECT_THAT(list_problems(read(many + "1]\n").problems, "t", Lang::kEn), HasSubstr("4194304 octets"));
}

TEST(ReadTransfer, ExpandsAliasesThatStayWithinBounds) {
  const Transfer t = good("scenario:\n  items:\n  - &i {name: 甲, personal: yes, sensitive: no}\n  - *i\n");
  EXPECT_EQ(t.items.size(), 2U);
  EXPECT_EQ(t.facts.items.size(), 1U);
}

TEST(ReadTransfer, RefusesJsonThatIsTooDeepOrTooMany) {
  EXPECT_EQ(read_json(std::string(100'000, '[')).problems.at(0).says.en, "nested deeper than 32");
  std::string many = "[";
  for (int i = 0; i < 200'001; ++i) many += "0,";
  EXPECT_EQ(read_json(many + "0]").problems.at(0).says.en, "more than 200000 values");
}

TEST(ReadTransfer, CountsColumnsInCharacters) {
  EXPECT_THAT(first_problem("processor: {name: 示例零售, ciio: x}\n"), HasSubstr("3:31 /processor/ciio"));
  EXPECT_THAT(first_problem(read_transfer("{\"kind\": \"Transfer\", \"api_version\": \"tidegate/v1\", "
                                          "\"processor\": {\"name\": \"示例零售\", \"ciio\": 1}}",
                                          "a.json")),
              HasSubstr("1:90 /processor/ciio"));
}

TEST(ReadTransfer, AllowsEachDataSourceOneKind) {
  const Transfer t = good(
      "scenario: {items: [{name: 手机号, personal: yes}, {name: 姓名, personal: yes, subjects: 7}]}\n"
      "data:\n- {item: 手机号, files: [a/*.csv, b.jsonl]}\n- {item: 姓名, counts: {subjects: 7}}\n- {files: "
      "c.csv}\n"
      "- {schema: [{name: phone, type: CT.MOBILE}, {name: note}]}\n");
  ASSERT_EQ(t.data.size(), 4U);
  EXPECT_EQ(t.data[0].item, 0U);
  EXPECT_EQ(t.data[0].globs.size(), 2U);
  EXPECT_EQ(t.data[1].item, 1U);
  EXPECT_EQ(t.data[1].subjects, 7);
  EXPECT_EQ(t.data[2].item, std::nullopt);
  EXPECT_EQ(t.data[3].columns.at(0).second, "CT.MOBILE");
  EXPECT_EQ(t.data[3].pointer, "/data/3");
}

TEST(ReadTransfer, ReadsRiskLevelsAndLeavesTheOthersUnanswered) {
  const Transfer t = good("risk:\n  N: {level: 1, evidence: E1, basis: 逐项说明}\n  national_security: 2\n");
  EXPECT_TRUE(t.factors[0].answered);
  EXPECT_EQ(t.factors[0].level, 1);
  EXPECT_EQ(t.factors[0].grade, EvidenceGrade::kE1);
  EXPECT_EQ(t.factors[0].basis.zh, "逐项说明");
  EXPECT_FALSE(t.factors[1].answered);
  EXPECT_EQ(t.national_security, 2);
  EXPECT_EQ(t.public_interest, std::nullopt);
}

TEST(LinesOfPointers, GivesTheLineOfWhatIsThereAndOfItsOwnerElse) {
  const std::string text =
      std::string(kHead) + "processor:\n  name: x\nscenario:\n  items:\n  - name: a\n  - name: b\n";
  EXPECT_EQ(lines_of_pointers(
                text, "t.yaml",
                {"/processor/name", "/scenario/items/1/name", "/scenario/items/1/necessity", "/filing", ""}),
            (std::vector<int>{4, 8, 8, 1, 1}));
}

TEST(ReadTransfer, ASectorByACommonWordIsAnsweredWithOursAndALongListIsToldOnce) {
  const std::string common = listing("exporter: {sector: Healthcare}\n");
  EXPECT_NE(common.find("did you mean hospital, medical_devices, pharmaceutical?"), std::string::npos)
      << common;
  EXPECT_EQ(common.find("agriculture"), std::string::npos) << common;
  const std::string twice = listing("exporter: {sector: zzzzzz}\nscenario: {industry: zzzzzz}\n");
  const std::size_t first = twice.find("agriculture");
  ASSERT_NE(first, std::string::npos) << twice;
  EXPECT_EQ(twice.find("agriculture", first + 1), std::string::npos) << twice;
}

TEST(ReadTransfer, ANumberOutOfRangeIsToldItsRangeAndNotHowToWriteOne) {
  for (const char* edition : {"0", "5", "５"})
    EXPECT_THAT(listing(std::string("filing: {edition: ") + edition + "}\n"),
                HasSubstr("is not a whole number from 1 to 3 (write a number from 1 to 3)"));
  EXPECT_THAT(listing("filing: {edition: two}\n"), HasSubstr("(write digits alone"));
}

TEST(ReadTransfer, FullWidthDigitsOfNumbersTelephonesAndPagesAreReadAsPlainOnes) {
  const Transfer t = good(
      "processor: {employees: １２０, handler: {phone: ＋８６－１０}}\n"
      "legal_documents: [{name: １号合同, clauses: {purpose: {clause: '3', page: '０'}}}]\n");
  EXPECT_EQ(t.processor.employees, 120);
  EXPECT_EQ(t.processor.handler.phone, "+86-10");
  EXPECT_EQ(t.legal_documents[0].clauses[0].page, "0");
  EXPECT_EQ(t.legal_documents[0].name, "１号合同");
}

TEST(ReadTransfer, ANumberOfAPaperKeptElsewhereIsSaidSoInEitherLanguage) {
  for (const char* word : {"withheld", "另行保存"})
    EXPECT_TRUE(
        good(std::string("processor: {handler: {id_no: ") + word + "}}\n").processor.handler.id_no_given);
}

}  // namespace
}  // namespace tidegate::intake
