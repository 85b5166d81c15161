#include "tidegate/filing/gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/filing/test_case.h"

namespace tidegate::filing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Finding> prechecked() {
  std::vector<Finding> out;
  for (int rule = 1; rule <= 30; ++rule) {
    Finding f;
    f.rule = rule < 10 ? "V0" + std::to_string(rule) : "V" + std::to_string(rule);
    f.state = rule == 7 || rule == 22 ? CheckState::kNotCheckable : CheckState::kPasses;
    f.source = {"law", "法"};
    out.push_back(f);
  }
  return out;
}

Paper paper(const std::string& code, std::vector<std::string> lines,
            Paper::Role role = Paper::Role::kAttachment) {
  Paper out;
  out.role = role;
  out.code = code;
  out.pointer = "/attachments/0";
  out.file = code + ".pdf";
  out.is_there = true;
  out.look = {PaperFormat::kPdf, true, 0, 0};
  if (!lines.empty()) out.pages = {std::move(lines)};
  return out;
}

Transfer transfer() {
  Transfer t;
  t.items.resize(2);
  t.items[0].name = "姓名";
  t.items[1].name = "检验结果";
  t.recipients.resize(1);
  t.recipients[0].name = "Example SE";
  t.retention_to = Date::of(2031, 12, 31).value();
  t.scenario.persons.spi = 12400;
  return t;
}

std::vector<std::string> failing(const Transfer& t, const std::vector<Paper>& papers, const std::string& rule,
                                 std::vector<std::string> hashes = {}) {
  static const FilingTemplate plan = shipped_template();
  std::vector<std::string> out;
  for (const Finding& f : check_papers(prechecked(), papers, {t, plan, "SA", std::move(hashes)})) {
    if (f.rule != rule || f.state != CheckState::kFails) continue;
    EXPECT_FALSE(f.says.en.empty() || f.says.zh.empty() || f.fix.en.empty() || f.fix.zh.empty());
    EXPECT_EQ(f.source.en, "law");
    out.push_back(f.pointer);
  }
  return out;
}

CheckState state(const Transfer& t, const std::vector<Paper>& papers, const std::string& rule) {
  static const FilingTemplate plan = shipped_template();
  for (const Finding& f : check_papers(prechecked(), papers, {t, plan, "SA", {}})) {
    if (f.rule == rule) return f.state;
  }
  return CheckState::kNotCheckable;
}

// A literal with its zero octets, without the one behind it.
template <std::size_t N>
std::string octets(const char (&text)[N]) {
  return {text, N - 1};
}

// Beside what the declaration left open or asked already: a paper's gap stands once, and as hard as its rule
// is.
TEST(CheckPapers, AGapOfAPaperStandsOnceAndAsHardAsItsRule) {
  static const FilingTemplate plan = shipped_template();
  std::vector<Finding> before = prechecked();
  const auto of = [&](const std::string& rule) {
    return std::find_if(before.begin(), before.end(), [&](const Finding& f) { return f.rule == rule; });
  };
  Finding left = *of("V19");
  left.state = CheckState::kNotCheckable;
  left.says = {"a person looks", "须经人工查看"};
  before.insert(of("V19"), left);
  of("V13")->state = CheckState::kFails;  // asked, not returned
  Transfer t = transfer();
  t.legal_documents.resize(1);
  t.legal_documents[0].clauses[0] = {"2.1", "9"};
  const std::vector<Paper> papers{paper("A7", {"第一条"}),
                                  paper("", {"数据项：姓名，接收方：Example SE"}, Paper::Role::kNotice)};
  std::vector<std::string> told;
  for (const Finding& f : check_papers(before, papers, {t, plan, "SA", {}})) {
    if (f.rule == "V19" && f.state == CheckState::kFails) told.push_back(f.pointer);
    if (f.rule == "V19" && f.state == CheckState::kNotCheckable) told.push_back(f.says.en);
    if (f.rule == "V13") told.push_back(f.severity == Severity::kReturned ? "returned" : "asked");
  }
  EXPECT_THAT(told, ElementsAre("asked", "returned", "a person looks", "/scenario/items/1/name"));
}

TEST(LookAt, TellsFormatsByTheirOctets) {
  EXPECT_EQ(look_at("%PDF-1.4\n...\n%%EOF\n"), (PaperLook{PaperFormat::kPdf, true, 0, 0}));
  EXPECT_EQ(look_at("%PDF-1.4\n..."), (PaperLook{PaperFormat::kPdf, false, 0, 0}));
  const std::string png =
      octets("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0\x08\2\0\0\0....IEND\xAE\x42\x60\x82");
  EXPECT_EQ(look_at(png), (PaperLook{PaperFormat::kPng, true, 1024, 768}));
  const std::string jpeg = octets("\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\x0B\x08\x03\0\x04\0\x01\1\x11\0\xFF\xD9");
  EXPECT_EQ(look_at(jpeg), (PaperLook{PaperFormat::kJpeg, true, 1024, 768}));
  EXPECT_EQ(look_at("hello").format, PaperFormat::kOther);
  EXPECT_EQ(look_at("").format, PaperFormat::kOther);
}

TEST(V06, WantsFilesThatAreThereWholeAndWhatTheirNamesSay) {
  const Transfer t = transfer();
  EXPECT_THAT(failing(t, {paper("A1", {})}, "V06"), IsEmpty());
  Paper gone = paper("A1", {});
  gone.is_there = false;
  EXPECT_THAT(failing(t, {gone}, "V06"), ElementsAre("/attachments/0/file"));
  Paper empty = paper("A1", {});
  empty.is_empty = true;
  EXPECT_THAT(failing(t, {empty}, "V06"), ElementsAre("/attachments/0/file"));
  Paper other = paper("A1", {});
  other.look = {};
  EXPECT_THAT(failing(t, {other}, "V06"), ElementsAre("/attachments/0/file"));
  Paper renamed = paper("A1", {});
  renamed.look = {PaperFormat::kPng, true, 2000, 3000};
  EXPECT_THAT(failing(t, {renamed}, "V06"), ElementsAre("/attachments/0/file"));
  renamed.file = "a.PNG";
  EXPECT_THAT(failing(t, {renamed}, "V06"), IsEmpty());
  renamed.look.width = 594;
  EXPECT_THAT(failing(t, {renamed}, "V06"), ElementsAre("/attachments/0/file"));
  Paper cut = paper("A1", {});
  cut.look.is_whole = false;
  EXPECT_THAT(failing(t, {cut}, "V06"), ElementsAre("/attachments/0/file"));
}

TEST(V07, FindsHeadingsThatWereMovedTakenOutOrAdded) {
  const Transfer t = transfer();
  std::vector<std::string> lines;
  for (const auto& [level, heading] : chinese_headings(*shipped_template().document("self_assessment")))
    lines.push_back(heading);
  EXPECT_THAT(failing(t, {paper("A8", lines)}, "V07"), IsEmpty());
  EXPECT_EQ(state(t, {paper("A8", lines)}, "V07"), CheckState::kPasses);
  auto less = lines;
  less.erase(less.begin() + 3);
  EXPECT_THAT(failing(t, {paper("A8", less)}, "V07"), ElementsAre("/attachments/0"));
  auto moved = lines;
  std::rotate(moved.begin() + 2, moved.begin() + 3, moved.begin() + 6);
  EXPECT_EQ(failing(t, {paper("A8", moved)}, "V07").size(), 1U);
  auto more = lines;
  more.push_back("四、补充承诺");
  EXPECT_THAT(failing(t, {paper("A8", more)}, "V07"), ElementsAre("/attachments/0"));
  // Not made from this template: nothing is said of it.
  EXPECT_EQ(state(t, {paper("A8", {"另一份报告"})}, "V07"), CheckState::kNotCheckable);
}

TEST(V13, LooksForTheClauseOnItsPage) {
  Transfer t = transfer();
  t.legal_documents.resize(1);
  t.legal_documents[0].clauses[0] = {"2.1", "1"};
  EXPECT_THAT(failing(t, {paper("A7", {"2.1 目的", "12.1"})}, "V13"), IsEmpty());
  EXPECT_THAT(failing(t, {paper("A7", {"12.1 目的", "2.13"})}, "V13"),
              ElementsAre("/legal_documents/0/clauses/purpose"));
  t.legal_documents[0].clauses[0].page = "7";
  EXPECT_THAT(failing(t, {paper("A7", {"2.1"})}, "V13"), ElementsAre("/legal_documents/0/clauses/purpose"));
  EXPECT_THAT(failing(t, {paper("A7", {"2.1"}), paper("A7", {})}, "V13"), IsEmpty());  // a scan may hold it
}

TEST(V15, WantsAChineseTextAmongTheContracts) {
  Transfer t = transfer();
  t.legal_documents.resize(1);
  t.legal_documents[0].language = "other";
  t.legal_documents[0].chinese_version = true;
  EXPECT_THAT(failing(t, {paper("A7", {"This agreement is made"})}, "V15"),
              ElementsAre("/legal_documents/0/chinese_version"));
  EXPECT_THAT(failing(t, {paper("A7", {"This agreement"}), paper("A7", {"本合同由双方订立"})}, "V15"),
              IsEmpty());
}

TEST(V16, WantsTheThirdPartyInTheReport) {
  Transfer t = transfer();
  t.filing.third_party.used = true;
  t.filing.third_party.name = "示例律师事务所";
  EXPECT_THAT(failing(t, {paper("A8", {"示例 律师事务所协助"})}, "V16"), IsEmpty());
  t.filing.third_party.name = "示例（北京）律师事务所";
  EXPECT_THAT(failing(t, {paper("A8", {"示例(北京)律师事务所协助"})}, "V16"), IsEmpty());
  EXPECT_THAT(failing(t, {paper("A8", {"无"})}, "V16"), ElementsAre("/filing/third_party/name"));
}

TEST(V19, FindsEachWayInWhichPapersDisagreeWithTheForm) {
  const Transfer t = transfer();
  const auto notice = [](std::vector<std::string> lines) {
    lines.emplace_back("姓名 检验结果 Example SE");
    Paper p = paper("", std::move(lines), Paper::Role::kNotice);
    p.pointer = "/scenario";
    return p;
  };
  EXPECT_THAT(failing(t, {notice({"保存期限：至 2031年12月31日", "涉及人数 12,400 人"})}, "V19"), IsEmpty());
  EXPECT_THAT(failing(t, {notice({"涉及人数 1.24 万人"})}, "V19"), IsEmpty());
  // Width and case of letters make no other name.
  EXPECT_THAT(failing(t, {paper("", {"姓名、检验结果：ＥＸＡＭＰＬＥ　se。"}, Paper::Role::kNotice)}, "V19"),
              IsEmpty());
  EXPECT_THAT(failing(t, {notice({"个人信息种类：姓名、检验 结​果。"})}, "V19"), IsEmpty());
  EXPECT_THAT(failing(t, {notice({"保存期限：至 2036-12-31"})}, "V19"),
              ElementsAre("/scenario/retention/to"));
  EXPECT_THAT(failing(t, {notice({"涉及人数：9800人"})}, "V19"), ElementsAre("/scenario/persons"));
  EXPECT_THAT(failing(t, {notice({"个人信息种类：姓名、检验结果、住址。"})}, "V19"),
              ElementsAre("/scenario/items"));
  EXPECT_THAT(failing(t, {paper("", {"姓名 Example SE"}, Paper::Role::kNotice)}, "V19"),
              ElementsAre("/scenario/items/1/name"));
  EXPECT_THAT(failing(t, {paper("", {"姓名 检验结果"}, Paper::Role::kNotice)}, "V19"),
              ElementsAre("/scenario/recipients/0/name"));
  // A contract that is no annex I is not asked for the items.
  EXPECT_THAT(failing(t, {paper("A7", {"服务合同"})}, "V19"), IsEmpty());
}

TEST(V22, HoldsTheBodyToItsFingerprintsAndReadsAnnexTwo) {
  Transfer t = transfer();
  t.legal_documents.resize(1);
  t.legal_documents[0].kind = "standard_contract";
  Paper contract = paper("", {"第一条 定义", "第二条 义务", "附录二", "附录一"}, Paper::Role::kContract);
  contract.look.format = PaperFormat::kDocx;
  const std::vector<std::string> hashes{sha256_hex("第一条定义"), sha256_hex("第二条义务")};
  EXPECT_THAT(failing(t, {contract}, "V22", hashes), IsEmpty());
  (*contract.pages)[0][1] = "第二条 责任";
  EXPECT_THAT(failing(t, {contract}, "V22", hashes), ElementsAre("/attachments/0"));
  (*contract.pages)[0].emplace_back("双方同意赔偿总额不超过十万元");
  EXPECT_EQ(failing(t, {contract}, "V22").size(), 1U);
  EXPECT_EQ(state(t, {paper("A7", {"第一条"})}, "V22"), CheckState::kNotCheckable);
}

TEST(CheckPapers, KeepsWhatFailedBeforeAndTheOrderOfRules) {
  auto before = prechecked();
  before[5].state = CheckState::kFails;
  before[5].pointer = "/attachments";
  static const FilingTemplate plan = shipped_template();
  const Transfer t = transfer();
  Paper gone = paper("A1", {});
  gone.is_there = false;
  const auto after = check_papers(before, {gone}, {t, plan, "SA", {}});
  ASSERT_EQ(after.size(), 31U);
  EXPECT_EQ(after[5].pointer, "/attachments");
  EXPECT_EQ(after[6].pointer, "/attachments/0/file");
  EXPECT_EQ(after[6].rule, "V06");
  EXPECT_TRUE(std::is_sorted(after.begin(), after.end(),
                             [](const Finding& a, const Finding& b) { return a.rule < b.rule; }));
}

TEST(V27, AForecastThatOutgrowsTheLimitOfAnExemptionIsNamed) {
  static const FilingTemplate plan = shipped_template();
  Transfer t = transfer();
  t.scenario.persons = {};
  t.scenario.persons.pi = 990;
  Opinion opinion;
  opinion.law = "CN";
  opinion.margins = {{"pi_nonsensitive", {}, 990, true, 100'000, "contract"}};
  std::vector<Opinion> opinions{opinion};
  const auto place = [&](std::vector<std::int64_t> forecast, const std::string& route = "EX") {
    t.forecast = std::move(forecast);
    for (const Finding& f : check_papers(prechecked(), {}, {t, plan, route, {}, nullptr, &opinions})) {
      if (f.rule == "V27" && f.state == CheckState::kFails) return f.pointer;
    }
    return std::string();
  };
  EXPECT_EQ(place({990, 2'000, 99'999}), "");
  EXPECT_EQ(place({990, 2'000, 100'000}), "/scenario/persons/forecast/2");
  EXPECT_EQ(place({200'000, 300'000, 400'000}), "/scenario/persons/forecast/0");
  EXPECT_EQ(place({200'000, 300'000, 400'000}, "SC"), "");
  opinions[0].margins[0].value = 0;  // exempt whatever its number: nobody of it is counted
  EXPECT_EQ(place({200'000, 300'000, 400'000}), "");
  // One that counts, and of which nobody is declared yet.
  t.items.resize(1);
  t.items[0].item_class = "PI";
  ItemOpinion counted;
  counted.counted_in = {"pi_nonsensitive"};
  opinions[0].items = {counted};
  t.scenario.persons = {};
  EXPECT_EQ(place({0, 99'999, 99'999}), "");
  EXPECT_EQ(place({0, 150'000, 300'000}), "/scenario/persons/forecast/1");
}

// A standard contract or a certificate, and the law's numbers of a year.
class Growth : public ::testing::Test {
 protected:
  Growth() {
    t_.items.clear();
    opinion_.law = "CN";
    opinion_.margins = {{"pi_nonsensitive", {}, 0, true, 1'000'000, "security_assessment"},
                        {"pi_sensitive", {}, 9'000, true, 10'000, "security_assessment"},
                        {"pi_nonsensitive", {}, 0, true, 100'000, "scc_or_certification"}};
  }
  void item(const char* item_class, std::vector<std::string> counted_in, bool set_aside = false) {
    DataItem item;
    item.name = "item " + std::to_string(t_.items.size());
    item.item_class = item_class;
    ItemOpinion counted;
    counted.item = t_.items.size();
    counted.set_aside = set_aside;
    counted.counted_in = std::move(counted_in);
    t_.items.push_back(item);
    opinion_.items.push_back(counted);
  }
  std::string place(std::vector<std::int64_t> forecast, const std::string& route = "SC") {
    static const FilingTemplate plan = shipped_template();
    t_.forecast = std::move(forecast);
    const std::vector<Opinion> opinions{opinion_};
    for (const Finding& f : check_papers(prechecked(), {}, {t_, plan, route, {}, nullptr, &opinions})) {
      if (f.rule == "V27" && f.state == CheckState::kFails) return f.pointer;
    }
    return {};
  }
  Transfer t_ = transfer();
  Opinion opinion_;
};

TEST_F(Growth, OfSensitivePersonsAloneIsHeldToTheirNumberOfAYear) {
  item("SPI", {"pi_sensitive"});
  EXPECT_EQ(place({9'000, 18'999, 28'998}), "") << "9,999 are new in each year";
  EXPECT_EQ(place({9'000, 19'000, 19'500}), "/scenario/persons/forecast/1");
  EXPECT_EQ(place({10'000, 10'000, 10'000}, "PC"), "/scenario/persons/forecast/0");
  EXPECT_EQ(place({9'000, 9'000'000, 30'000'000}), "/scenario/persons/forecast/1");
  EXPECT_EQ(place({9'000, 9'000'000, 30'000'000}, "SA"), "") << "it is what the law asks for";
  EXPECT_EQ(place({}), "");
}

TEST_F(Growth, OfOrdinaryPersonsIsHeldToTheirs) {
  item("PI", {"pi_nonsensitive"});
  EXPECT_EQ(place({200'000, 1'199'999, 1'300'000}), "");
  EXPECT_EQ(place({200'000, 1'200'000, 1'300'000}), "/scenario/persons/forecast/1");
}

TEST_F(Growth, OfBothKindsIsNamedOnlyWhereOneOfTheNumbersMustBeReached) {
  item("PI", {"pi_nonsensitive"});
  item("SPI", {"pi_sensitive"});
  EXPECT_EQ(place({9'000, 9'000 + 1'009'998, 2'000'000}), "") << "999,999 and 9,999";
  EXPECT_EQ(place({9'000, 9'000 + 1'009'999, 2'000'000}), "/scenario/persons/forecast/1");
}

TEST_F(Growth, OfPersonsWhoMayLeaveUncountedSaysNothing) {
  item("SPI", {"pi_sensitive"});
  item("SPI", {}, true);
  EXPECT_EQ(place({9'000, 9'000'000, 30'000'000}), "");
}

TEST_F(Growth, UnderAListInForceIsTheListsMatter) {
  item("SPI", {"pi_sensitive"});
  opinion_.legal_basis = {"CN-PPR-2024 art.6(1)"};
  EXPECT_EQ(place({9'000, 9'000'000, 30'000'000}), "");
}

TEST_F(Growth, IsHeldToTheSumOfAllWhereASectorCountsSo) {
  item("PI", {"pi_nonsensitive", "pi_all"});
  opinion_.margins.push_back({"pi_all", {}, 0, true, 100'001, "security_assessment"});
  EXPECT_EQ(place({50'000, 150'000, 150'000}), "");
  EXPECT_EQ(place({50'000, 150'001, 150'001}), "/scenario/persons/forecast/1");
}

TEST(V27, OneFlowInTwoFilingsIsKnownHoweverItIsSpelledAndWhateverYearIsStated) {
  static const FilingTemplate plan = shipped_template();
  Transfer now = transfer();
  now.uscc = "91110000000000000E";
  now.scenario.persons = {};
  now.items.assign(2, {});
  now.items[0].name = "检验结果";
  now.items[1].name = "Heart rate";
  now.recipients.assign(1, {});
  now.recipients[0].name = "Example Pharma SE";
  Transfer before = now;
  before.items[0].name = "检验 结果";
  before.items[1].name = "Ｈeart RATE.";
  before.recipients[0].name = "Example  Pharma SE\u200b";
  before.scenario.persons.pi = 60'000;
  before.filing.date = *Date::of(2026, 3, 1);
  Opinion opinion;
  opinion.law = "CN";
  opinion.margins = {{"pi_nonsensitive", {}, 50'000, true, 100'000, "contract"}};
  const std::vector<Opinion> opinions{opinion};
  const auto fails = [&](std::optional<Date> filed_on) {
    for (const Finding& f :
         check_papers(prechecked(), {}, {now, plan, "SC", {}, &before, &opinions, filed_on})) {
      if (f.rule == "V27" && f.state == CheckState::kFails) return true;
    }
    return false;
  };
  EXPECT_TRUE(fails({}));
  now.filing.date = *Date::of(2025, 12, 31);  // of another year, as it says
  EXPECT_FALSE(fails({}));
  EXPECT_TRUE(fails(*Date::of(2026, 6, 15)));
  before.recipients[0].name = "Example Pharma AG";
  EXPECT_FALSE(fails(*Date::of(2026, 6, 15)));
}

}  // namespace
}  // namespace tidegate::filing
