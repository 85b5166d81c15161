#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tidegate/filing/build.h"
#include "tidegate/filing/changes.h"
#include "tidegate/filing/documents/docx.h"
#include "tidegate/filing/package.h"
#include "tidegate/filing/parts.h"
#include "tidegate/filing/test_case.h"

namespace tidegate::filing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Desk {
  Json declaration = json(kDeclaration);
  Assessment assessment;
  Form form = shipped_form();
  FilingTemplate plan = shipped_template();
  FilingCase of(const std::string& route, const Json* previous = nullptr, Lang lang = Lang::kZh) const {
    return {declaration, assessment, form, plan, route, *Date::of(2026, 7, 8), {}, previous, nullptr, lang};
  }
};

std::string text_of(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    out += block.text + "\n";
    for (const auto& row : block.grid.rows) {
      for (const std::string& cell : row) out += cell + "|";
      out += "\n";
    }
  }
  return out;
}

TEST(PatternOf, PutsAStarForEveryNumber) {
  EXPECT_EQ(pattern_of("/scenario/items/3/name"), "/scenario/items/*/name");
  EXPECT_EQ(pattern_of("/filing/route"), "/filing/route");
  EXPECT_EQ(pattern_of("/a/12"), "/a/*");
  EXPECT_EQ(pattern_of(""), "");
}

TEST(Shown, SpeaksTheFormsWords) {
  const Desk desk;
  const FilingCase c = desk.of("SA");
  EXPECT_EQ(shown_at(c, "/processor/nature"), "外商投资");
  EXPECT_EQ(shown_at(c, "/processor/ciio"), "否");
  EXPECT_EQ(shown_at(c, "/processor/pi_scale"), "184,000 人");
  EXPECT_EQ(shown_at(c, "/scenario/summary"), "试验数据回传");
  EXPECT_EQ(shown_at(c, "/scenario/onward"), "无");
  EXPECT_EQ(shown_at(c, "/processor/handler/id_no"), "（见所附证件）");
  EXPECT_EQ(shown_at(c, "/scenario/nothing"), "");
  EXPECT_EQ(shown_at(desk.of("SA", nullptr, Lang::kEn), "/processor/ciio"), "no");
}

TEST(Grouped, SetsSeparatorsIntoNumbersAlone) {
  EXPECT_EQ(grouped("0"), "0");
  EXPECT_EQ(grouped("999"), "999");
  EXPECT_EQ(grouped("1000"), "1,000");
  EXPECT_EQ(grouped("1234567"), "1,234,567");
  EXPECT_EQ(grouped("12a4"), "12a4");
}

TEST(Filled, LeavesABlankToFillInWhereNothingIsStated) {
  Desk desk;
  EXPECT_EQ(filled(desk.of("SA"), "{name}，{items} 项，{authority}"), "示例公司，2 项，北京互联网信息办公室");
  desk.declaration = json("{}");
  EXPECT_EQ(filled(desk.of("SA"), "{name}"), "（待填写）");
  EXPECT_EQ(filled(desk.of("SA"), "{unknown} {"), "{unknown} {");
}

TEST(Template, RefusesHeadingsThatAreNotThoseOfItsHash) {
  std::string text = file_text("templates/cn-sa-3/template.json");
  const std::size_t at = text.find("一、自评估工作情况");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string("一、自评估工作情况").size(), "一、自评估情况");
  const auto plan = parse_template(text, "t");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kCorrupt);
}

TEST(Template, RefusesAPartThatNobodyKnows) {
  std::string text = file_text("templates/cn-sa-3/template.json");
  const std::size_t at = text.find("\"part\": \"conclusion\"");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 20, "\"part\": \"conclusiom\"");
  EXPECT_FALSE(parse_template(text, "t"));
}

TEST(Template, NamesFieldsThatTheFormAsks) {
  const Desk desk;
  for (const DocumentPlan& plan : desk.plan.documents) {
    for (const Section& section : plan.sections) {
      for (const Content& content : section.contents) {
        const std::string base = content.pointer + (content.kind == Content::Kind::kEach ? "/*" : "");
        if (content.kind == Content::Kind::kFields || content.kind == Content::Kind::kEach) {
          const bool is_sanction = content.pointer.starts_with("/processor/compliance/");
          for (const std::string& key : content.keys)
            EXPECT_TRUE(is_sanction || desk.form.find(base + "/" + key) != nullptr)
                << plan.id << " " << base << "/" << key;
        }
      }
    }
  }
}

TEST(Documents, AreThoseOfTheRoute) {
  const Desk desk;
  const auto ids = [&](const std::string& route) {
    std::vector<std::string> out;
    for (const DocumentPlan& plan : desk.plan.documents) {
      if (is_due(desk.of(route), plan)) out.push_back(plan.id);
    }
    return out;
  };
  EXPECT_THAT(ids("SA"), ElementsAre("cover_letter", "application_form", "self_assessment", "clause_map",
                                     "evidence_index"));
  EXPECT_THAT(ids("SC"), Contains("impact_assessment"));
  EXPECT_THAT(ids("EXT"), Contains("extension_statement"));
  EXPECT_THAT(ids("EX"), Not(Contains("application_form")));
}

TEST(Documents, MarkWhatTheFormStillNeeds) {
  const Desk desk;
  const std::string text = text_of(build_document(desk.of("SA"), *desk.plan.document("application_form")));
  EXPECT_THAT(text, HasSubstr("单位名称|示例公司|"));
  EXPECT_THAT(text, HasSubstr("办公所在地|（待填写）|"));
  EXPECT_THAT(text, Not(HasSubstr("员工数量")));  // optional and not stated
}

TEST(Report, HoldsTheOfficialOrderOfHeadings) {
  const Desk desk;
  const Document report = build_document(desk.of("SA"), *desk.plan.document("self_assessment"));
  std::vector<std::pair<int, std::string>> headings;
  for (const Block& block : report.blocks) {
    if (block.kind == Block::Kind::kHeading) headings.emplace_back(block.level, block.text);
  }
  EXPECT_EQ(heading_hash(headings), desk.plan.document("self_assessment")->heading_sha256);
}

TEST(Method, SaysThatDataWasScannedOnlyWhereItWas) {
  Desk desk;
  const auto report = [&](const char* id, const char* route, Lang lang) {
    return text_of(build_document(desk.of(route, nullptr, lang), *desk.plan.document(id)));
  };
  const std::string typed = report("self_assessment", "SA", Lang::kZh);
  EXPECT_THAT(typed, HasSubstr("方法：依据申报单位填报的内容判定，编制本报告时未对数据进行扫描；"));
  EXPECT_THAT(typed, Not(HasSubstr("去重计数，")));
  EXPECT_THAT(typed, Not(HasSubstr("按风险因素评分")));
  EXPECT_THAT(report("impact_assessment", "SC", Lang::kEn),
              HasSubstr("no data was scanned for this report;"));
  desk.assessment.profile.emplace();  // nothing was read
  EXPECT_EQ(report("self_assessment", "SA", Lang::kZh), typed);
  desk.assessment.profile->files.emplace_back();
  desk.assessment.risk.emplace();
  EXPECT_THAT(
      report("self_assessment", "SA", Lang::kZh),
      HasSubstr("方法：对拟出境数据进行扫描与去重计数，按现行规则逐项判定路径，按风险因素评分，并按"));
  EXPECT_THAT(report("impact_assessment", "SC", Lang::kEn),
              HasSubstr("Method: the data was scanned and its persons counted apart, the route decided by"));
}

TEST(Conclusion, IsNeverMilderThanRouteAndFindings) {
  Desk desk;
  const Content content{Content::Kind::kPart, "conclusion", {}, {}};
  const auto text = [&](const FilingCase& c) {
    std::string out;
    for (const Block& block : part_blocks(c, content)) out += block.text;
    return out;
  };
  EXPECT_THAT(text(desk.of("SA")), HasSubstr("尚未确定"));
  Opinion opinion;
  opinion.law = "CN";
  opinion.route_class = RouteClass::kStop;
  desk.assessment.opinions = {opinion};
  EXPECT_THAT(text(desk.of("SA")), HasSubstr("不得"));
  desk.assessment.opinions[0].route_class = RouteClass::kProcedure;
  // What the firm has not said is not said for it.
  EXPECT_THAT(text(desk.of("SA")), HasSubstr("结论：（待填写）"));
  EXPECT_THAT(text(desk.of("SA")), Not(HasSubstr("风险可控，")));
  EXPECT_THAT(text(desk.of("SA")), Not(HasSubstr("须考虑")));
  RiskReport risk;
  risk.factors.resize(2);
  risk.factors[0].level = 3;
  risk.factors[0].says = {"N = 3: some items go beyond the purpose", "N = 3：部分数据项超出目的"};
  risk.factors[1].level = 2;
  risk.factors[1].says = {"R = 2", "R = 2"};
  desk.assessment.risk = risk;
  FilingCase asked = desk.of("SA");
  asked.findings = {{"V20", Severity::kWarns, CheckState::kFails, "/x", {"e", "z"}, {}, {}, 0}};
  EXPECT_THAT(text(asked), HasSubstr("部分数据项超出目的"));
  EXPECT_THAT(text(asked), Not(HasSubstr("R = 2")));
  EXPECT_THAT(text(asked), HasSubstr("未解决问题：1 项"));
  FilingCase c = desk.of("SA");
  c.findings = {{"V02", Severity::kBlocks, CheckState::kFails, "/x", {"e", "z"}, {}, {}, 0}};
  EXPECT_THAT(text(c), HasSubstr("1 项问题待整改"));
}

ExtensionTest tested() {
  ExtensionTest test;
  test.lines = {{"same_purpose", Truth::kTrue, {"as approved", "目的一致"}, {}},
                {"persons_growth", Truth::kFalse, {"1201 of 1000", "预估 1201"}, {}},
                {"no_major_incident", Truth::kUnknown, {"not stated", "未说明"}, {"say it", "请申报"}}};
  return test;
}

TEST(Extension, IsTheOneTestLineByLine) {
  const Desk desk;
  const ExtensionTest test = tested();
  FilingCase c = desk.of("EXT");
  EXPECT_TRUE(part_grid(c, "extension").rows.empty());
  c.extension = &test;
  const Grid grid = part_grid(c, "extension");
  ASSERT_EQ(grid.rows.size(), 3U);
  EXPECT_EQ(grid.rows[0][2], "符合");
  EXPECT_EQ(grid.rows[1][1], "预估 1201");
  EXPECT_EQ(grid.rows[1][2], "不符合");
  EXPECT_EQ(grid.rows[2][2], "无法判断");
}

TEST(Changes, TellElementsApartByTheirNames) {
  const Json before = json(R"({"items": [{"name": "a", "x": "1"}, {"name": "b"}], "p": "q"})");
  const Json after = json(R"({"items": [{"name": "b"}, {"name": "c"}, {"name": "a", "x": "2"}], "p": "q"})");
  std::vector<std::string> places;
  for (const Change& change : changes_between(before, after)) places.push_back(change.pointer);
  EXPECT_THAT(places, ElementsAre("/items/1", "/items/2/x"));
  EXPECT_THAT(changes_between(before, before), IsEmpty());
}

// The whole main part of a document, as it is handed in. TIDEGATE_UPDATE_GOLDEN=1 writes the files anew.
TEST(Documents, AreTheGoldenOnesOctetForOctet) {
  const Desk desk;
  const Json before = json(R"({"scenario": {"purpose": "营销"}})");
  const ExtensionTest test = tested();
  for (const char* id :
       {"cover_letter", "application_form", "self_assessment", "extension_statement", "change_declaration"}) {
    FilingCase c = desk.of("EXT", &before);
    c.extension = &test;
    std::string body = docx_body(build_document(c, *desk.plan.document(id)), desk.plan.style);
    // A line a paragraph or cell, so that a difference can be read.
    for (const char* mark : {"<w:p>", "<w:tr>"}) {
      for (std::size_t at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 2))
        body.insert(at++, "\n");
    }
    const std::string path = std::string("tidegate/filing/testdata/") + id + ".xml";
    if (std::getenv("TIDEGATE_UPDATE_GOLDEN") != nullptr)
      std::ofstream(std::string(TIDEGATE_SOURCE_DIR "/") + path, std::ios::binary) << body << "\n";
    EXPECT_EQ(body + "\n", file_text(path)) << path;
  }
}

TEST(Package, IsTheSameBytesTwiceAndItsTablesRunNothing) {
  const Desk desk;
  const auto once = filing_files(desk.of("SA"));
  const auto twice = filing_files(desk.of("SA"));
  ASSERT_TRUE(once && twice);
  ASSERT_EQ(once->size(), twice->size());
  for (std::size_t i = 0; i < once->size(); ++i)
    EXPECT_EQ((*once)[i].bytes, (*twice)[i].bytes) << (*once)[i].name;
  const auto items = std::find_if(once->begin(), once->end(),
                                  [](const FilingFile& f) { return f.name == "11-数据项清单.csv"; });
  ASSERT_NE(items, once->end());
  EXPECT_THAT(items->bytes, HasSubstr("\"'=结果\""));
}

TEST(FilingJson, IsCanonicalAndNamesEveryFileByItsHash) {
  const Desk desk;
  const FilingCase c = desk.of("SA");
  const auto files = filing_files(c);
  ASSERT_TRUE(files);
  const std::string text = filing_json(c, *files, {{"A1", "licence.pdf", "x"}}, {"t", "f", "d"});
  const auto value = parse_json(text, "filing.json");
  ASSERT_TRUE(value);
  EXPECT_EQ(canonical_text(*value), text);
  EXPECT_EQ(value->find("files")->array()->size(), files->size());
  EXPECT_EQ(*value->find("papers")->array()->at(0).find("sha256")->string(),
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
}

TEST(BulkArchive, PutsEveryFileIntoTheFolderOfItsCode) {
  const Desk desk;
  const FilingCase c = desk.of("SA");
  const auto archive =
      bulk_archive(c, {{"r.docx", "A8", "R"}}, {{"A1", "in/licence.pdf", "x"}, {"A1", "licence.pdf", "y"}});
  ASSERT_TRUE(archive);
  EXPECT_THAT(*archive, HasSubstr("01-统一社会信用代码证件/licence.pdfx"));
  EXPECT_THAT(*archive, HasSubstr("01-统一社会信用代码证件/licence-2.pdfy"));
  EXPECT_THAT(*archive, HasSubstr("08-自评估报告/r.docxR"));
}

}  // namespace
}  // namespace tidegate::filing
