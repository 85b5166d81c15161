// Office files, read through extract_tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/office/office_files.h"
#include "tidegate/extract/office/ole_file.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

const Rows kPeople{{"姓名", "手机号", "城市"},
                   {"张伟", "13800138000", "北京"},
                   {"李娜", "13800138001", ""},
                   {"王芳", "13800138002", "上海"},
                   {"Ann", "13800138003", "Köln, Rhein"}};

std::vector<CollectedTable> tables_of(std::string_view bytes, std::string_view path,
                                      const ExtractOptions& options = {}) {
  auto tables = collect(bytes, path, options);
  EXPECT_TRUE(tables) << tables.error().where << ": " << tables.error().what;
  return tables ? std::move(*tables) : std::vector<CollectedTable>{};
}

Error error_of(std::string_view bytes, std::string_view path, const ExtractOptions& options = {}) {
  const auto tables = collect(bytes, path, options);
  EXPECT_FALSE(tables) << "was read";
  if (tables) return {};
  EXPECT_FALSE(tables.error().what_zh.empty());
  return tables.error();
}

std::string csv_of(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) text += (c == 0 ? "\"" : ",\"") + row[c] + "\"";
    text += "\n";
  }
  return text;
}

std::string ods_sheet(const Rows& rows) {
  std::string xml = "<office:body><office:spreadsheet><table:table table:name=\"表1\">";
  for (const auto& row : rows) {
    xml += "<table:table-row>";
    for (const std::string& cell : row)
      xml +=
          "<table:table-cell office:value-type=\"string\"><text:p>" + cell + "</text:p></table:table-cell>";
    xml += "<table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
  }
  return xml +
         "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell/></table:table-row>"
         "</table:table></office:spreadsheet></office:body>";
}

void expect_same(const CollectedTable& a, const CollectedTable& csv) {
  EXPECT_EQ(a.info.header_row, csv.info.header_row);
  EXPECT_EQ(a.columns, csv.columns);
  EXPECT_EQ(a.info.lines_above, csv.info.lines_above);
  EXPECT_EQ(a.rows, csv.rows);
  EXPECT_EQ(a.end.ragged_rows, csv.end.ragged_rows);
}

std::vector<std::string> lines_of(const CollectedTable& table) {
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < table.rows.size(); ++r) lines.push_back(table.row(r).at(0));
  return lines;
}

TEST(Xlsx, IsTheTableThatItsCsvIs) {
  Rows titled{{"员工名册", "", ""}, {"", "", ""}};
  titled.insert(titled.end(), kPeople.begin(), kPeople.end());
  const Rows bare(kPeople.begin() + 1, kPeople.end());
  for (const Rows& rows : {kPeople, titled, bare}) {
    const auto csv = tables_of(csv_of(rows), "a.csv");
    const auto xlsx = tables_of(xlsx_file({{{"Sheet1", sheet_of(rows)}}}), "a.xlsx");
    const auto ods = tables_of(open_file("spreadsheet", ods_sheet(rows)), "a.ods");
    ASSERT_EQ(xlsx.size(), 1U);
    ASSERT_EQ(ods.size(), 1U);
    EXPECT_EQ(xlsx[0].info.path, "a.xlsx!Sheet1");
    EXPECT_EQ(ods[0].info.path, "a.ods!表1");
    expect_same(xlsx[0], csv[0]);
    expect_same(ods[0], csv[0]);
  }
}

TEST(Xlsx, ContentDecidesAndNotTheName) {
  const std::string bytes = xlsx_file({{{"S", sheet_of(kPeople)}}});
  for (const char* name : {"a.csv", "a", "a.zip", "a.docx"})
    EXPECT_EQ(tables_of(bytes, name)[0].info.format, "xlsx") << name;
}

TEST(Xlsx, SharedTextsKindsOfCellsAndDates) {
  const auto tables = tables_of(
      xlsx_file(
          {.sheets =
               {{"数据",
                 "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" "
                 "t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                 "<c r=\"C1\" t=\"inlineStr\"><is><t>备注</t></is></c><c r=\"D1\" t=\"s\"><v>2</v></c></row>"
                 "<row r=\"2\"><c r=\"A2\"><v>13800138000</v></c><c r=\"B2\" s=\"1\"><v>45413</v></c>"
                 "<c r=\"C2\" t=\"str\"><f>A1</f><v>a_x000D_b</v></c><c r=\"D2\" t=\"b\"><v>1</v></c></row>"
                 "<row r=\"4\"><c r=\"A4\"><v>1.3800138001E10</v></c><c r=\"B4\" s=\"2\"><v>45413.5</v></c>"
                 "<c r=\"D4\" t=\"e\"><v>#N/A</v></c></row></sheetData><mergeCells><mergeCell "
                 "ref=\"A1:A2\"/></mergeCells>"}},
           .strings = "<si><t>手机号</t></si><si><r><t>入职</t></r><r><t>日期</t></r><rPh><t>zz</t></rPh></"
                      "si><si><t>在职</t></si>",
           .styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy/m/d "
                     "h:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>"}),
      "a.xlsx");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(tables[0].columns, ElementsAre("手机号", "入职日期", "备注", "在职"));
  EXPECT_THAT(tables[0].row(0), ElementsAre("13800138000", "2024-05-01", "a\rb", "TRUE"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("13800138001", "2024-05-01 12:00:00", "", "#N/A"));
  EXPECT_EQ(tables[0].end.notes.size(), 2U);  // a blank row, a merged area
}

TEST(Xlsx, EverySheetIsATableAndHiddenOnesAreSaid) {
  const auto tables = tables_of(xlsx_file({{{"开放", sheet_of(kPeople)},
                                            {"空", "<sheetData/>"},
                                            {"密", sheet_of(kPeople), "state=\"veryHidden\""}}}),
                                "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!密");
  ASSERT_EQ(tables[1].end.notes.size(), 1U);
  EXPECT_THAT(tables[1].end.notes[0].en, HasSubstr("hidden"));
  EXPECT_THAT(tables[1].end.notes[0].zh, HasSubstr("隐藏"));
}

TEST(Xlsx, CommentsDrawingsAndPivotMemoryAreLines) {
  const auto tables = tables_of(
      xlsx_file(
          {.sheets = {{"S", sheet_of(kPeople)}},
           .more =
               {{.name = "xl/comments1.xml",
                 .bytes =
                     "<comments><authors><author>x</author></authors><commentList><comment><text><r><t>打给</"
                     "t></r><r><t>张伟</t></r></text></comment></commentList></comments>"},
                {.name = "xl/drawings/drawing1.xml",
                 .bytes = "<d xmlns:a=\"u\"><a:p><a:r><a:t>内部</a:t></a:r></a:p></d>"},
                {.name = "xl/pivotCache/pivotCacheDefinition1.xml",
                 .bytes = "<p><cacheField name=\"姓名\"><sharedItems><s "
                          "v=\"赵六\"/></sharedItems></cacheField></p>"}}}),
      "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!text");
  EXPECT_TRUE(tables[1].info.is_prose);
  ASSERT_EQ(tables[1].rows.size(), 3U);
  EXPECT_THAT(tables[1].row(0), ElementsAre("打给张伟"));
  EXPECT_THAT(tables[1].row(1), ElementsAre("内部"));
  EXPECT_THAT(tables[1].row(2), ElementsAre("姓名: 赵六"));
}

TEST(Xlsx, HeadersFootersListsLinksAndWordsOfPicturesAreLines) {
  const auto tables = tables_of(
      xlsx_file(
          {.sheets =
               {{"13800138000",
                 sheet_of(kPeople) +
                     "<dataValidations><dataValidation prompt=\"问李娜\"><formula1>\"张三,李四\"</formula1>"
                     "</dataValidation><dataValidation><formula1>$A$1:$A$9</formula1></dataValidation>"
                     "</dataValidations><hyperlinks><hyperlink display=\"li@example.com\"/></hyperlinks>"
                     "<headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12王伟&amp;R&amp;P</oddHeader>"
                     "</headerFooter>"}},
           .more = {{.name = "xl/drawings/drawing1.xml", .bytes = "<d><cNvPr descr=\"赵六的照片\"/></d>"}}}),
      "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!text");
  EXPECT_THAT(lines_of(tables[1]), ::testing::UnorderedElementsAre("13800138000", "问李娜", "张三", "李四",
                                                                   "li@example.com", "王伟", "赵六的照片"));
}

TEST(Xlsx, ASecondTableBelowTheFirstIsSaid) {
  auto rows = kPeople;
  rows.push_back({});
  rows.push_back({"订单号", "金额", "日期"});
  rows.push_back({"1", "2", "3"});
  const auto tables = tables_of(xlsx_file({.sheets = {{"S", sheet_of(rows)}}}), "a.xlsx");
  ASSERT_FALSE(tables.empty());
  EXPECT_THAT(tables[0].end.notes.back().en, HasSubstr("have another header"));
}

TEST(Xlsx, WhatIsNotLookedAtIsATableWithoutRows) {
  const auto tables =
      tables_of(xlsx_file({.sheets = {{"S", sheet_of(kPeople)}},
                           .more = {{.name = "xl/media/image1.png", .bytes = "PNG"},
                                    {.name = "xl/embeddings/oleObject1.bin", .bytes = "OLE"}}}),
                "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!not read");
  EXPECT_TRUE(tables[1].rows.empty());
  EXPECT_EQ(tables[1].end.notes.size(), 2U);
}

TEST(Xlsx, AFileInAFileIsReadToo) {
  const std::string inner = xlsx_file({{{"I", sheet_of(kPeople)}}});
  const auto tables = tables_of(docx_file("<w:p><w:r><w:t>见附表</w:t></w:r></w:p>",
                                          {{.name = "word/embeddings/b.xlsx", .bytes = inner}}),
                                "a.docx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.docx!word/embeddings/b.xlsx!I");
}

TEST(Xlsx, DamageIsMalformedWithItsPlace) {
  const auto sheet = [](const std::string& xml) { return xlsx_file({{{"S", xml}}}); };
  for (const auto& [xml, says] : std::vector<std::pair<std::string, std::string>>{
           {"<sheetData><row><c", "damaged"},
           {"<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>", "does not hold"},
           {"<sheetData><row><c r=\"ZZZZ1\"><v>7</v></c></row></sheetData>", "outside"},
           {"<sheetData><row r=\"9999999\"><c><v>7</v></c></row></sheetData>", "outside"},
           {"<sheetData><row r=\"5\"><c><v>1</v></c></row><row r=\"2\"><c><v>7</v></c></row></sheetData>",
            "order"}}) {
    const Error error = error_of(sheet(xml), "a.xlsx");
    EXPECT_EQ(error.code, ErrorCode::kMalformed) << xml;
    EXPECT_THAT(error.what, HasSubstr(says)) << xml;
    EXPECT_THAT(error.where, HasSubstr("a.xlsx!")) << xml;
  }
}

TEST(Xlsx, CutShortAnywhereIsAnError) {
  const std::string whole = xlsx_file({{{"S", sheet_of(kPeople)}}});
  for (std::size_t n = 40; n < whole.size(); n += 1 + n / 5)
    EXPECT_EQ(error_of(whole.substr(0, n), "a.xlsx").code, ErrorCode::kMalformed) << n;
}

TEST(Xlsx, NoEntitiesNoDepthNoEndlessTag) {
  const auto sheet = [](const std::string& xml) { return xlsx_file({{{"S", xml}}}); };
  std::string bomb = xlsx_file(
      {.sheets = {{"S", sheet_of(kPeople)}},
       .more = {{.name = "xl/comments1.xml", .bytes = "<!DOCTYPE c [<!ENTITY a \"aaaa\">]><c>&a;</c>"}}});
  EXPECT_THAT(error_of(bomb, "a.xlsx").what, HasSubstr("document type"));
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  EXPECT_EQ(error_of(sheet(deep), "a.xlsx").code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(sheet("<a b=\"" + std::string(3 << 20, 'x') + "\"/>"), "a.xlsx").code,
            ErrorCode::kLimit);
}

TEST(Xlsx, BoundsAreKept) {
  ExtractOptions small;
  small.free_expansion_bytes = 1 << 16;
  EXPECT_EQ(error_of(xlsx_file({{{"S", "<sheetData>" + std::string(4 << 20, ' ') + "</sheetData>"}}}),
                     "a.xlsx", small)
                .code,
            ErrorCode::kLimit);
  // One long text in very many cells.
  std::string cells;
  for (int i = 0; i < 4000; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
  const std::string book = xlsx_file({.sheets = {{"S", "<sheetData>" + cells + "</sheetData>"}},
                                      .strings = "<si><t>" + std::string(20'000, 'x') + "</t></si>"});
  EXPECT_EQ(error_of(book, "a.xlsx", small).code, ErrorCode::kLimit);
  ExtractOptions tight;
  tight.max_document_bytes = 100;
  EXPECT_EQ(error_of(book, "a.xlsx", tight).code, ErrorCode::kLimit);
  tight = {};
  tight.max_shared_bytes = 100;
  EXPECT_EQ(error_of(book, "a.xlsx", tight).code, ErrorCode::kLimit);
  tight = {};
  tight.max_columns = 2;
  EXPECT_EQ(error_of(xlsx_file({{{"S", sheet_of(kPeople)}}}), "a.xlsx", tight).code, ErrorCode::kLimit);
}

TEST(Xlsx, EmptyIsSaidAndInAnArchivePassedOver) {
  const std::string nothing = xlsx_file({{{"S", "<sheetData/>"}}});
  EXPECT_THAT(error_of(nothing, "a.xlsx").what, HasSubstr("empty"));
  EXPECT_EQ(
      tables_of(zipped({{.name = "a.xlsx", .bytes = nothing}, {.name = "b.csv", .bytes = csv_of(kPeople)}}),
                "x.zip")
          .size(),
      1U);
}

TEST(Xlsx, TwoPartsOfOneNameAreRefused) {
  EXPECT_THAT(error_of(xlsx_file({.sheets = {{"S", sheet_of(kPeople)}},
                                  .more = {{.name = "xl/workbook.xml", .bytes = "<workbook/>"}}}),
                       "a.xlsx")
                  .what,
              HasSubstr("one name"));
}

TEST(Ods, ValuesRepeatsAndHiddenSheets) {
  const auto tables = tables_of(
      open_file(
          "spreadsheet",
          "<office:automatic-styles><style:style style:name=\"h\"><style:table-properties "
          "table:display=\"false\"/></style:style></office:automatic-styles>"
          "<office:body><office:spreadsheet><table:table table:name=\"S\" table:style-name=\"h\">"
          "<table:table-row><table:table-cell "
          "office:value-type=\"string\"><text:p>编号</text:p></table:table-cell>"
          "<table:table-cell "
          "office:value-type=\"string\"><text:p>日期</text:p></"
          "table:table-cell><table:table-cell><text:p>时间</text:p></table:table-cell></table:table-row>"
          "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" "
          "office:value=\"123\"><text:p>000123</text:p></table:table-cell>"
          "<table:table-cell office:value-type=\"date\" "
          "office:date-value=\"2024-05-01T08:30:00\"><text:p>x</text:p><office:annotation><text:p>旁注</"
          "text:p></office:annotation></table:table-cell>"
          "<table:table-cell office:value-type=\"time\" office:time-value=\"PT08H05M00S\"/></table:table-row>"
          "</table:table></office:spreadsheet></office:body>"),
      "a.ods");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_THAT(lines_of(tables[1]), ElementsAre("旁注"));
  ASSERT_EQ(tables[0].rows.size(), 2U);
  EXPECT_THAT(tables[0].row(1), ElementsAre("000123", "2024-05-01 08:30:00", "08:05:00"));
  EXPECT_THAT(tables[0].end.notes.back().en, HasSubstr("hidden"));
}

TEST(Ods, RepeatsCannotBeABomb) {
  const std::string many = "table:number-columns-repeated=\"4000000000\"";
  const auto row = [&](const std::string& attributes, const std::string& cell) {
    return open_file("spreadsheet",
                     "<office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row " +
                         attributes + "><table:table-cell " + cell +
                         "><text:p>abc</text:p></table:table-cell></table:table-row></table:table></"
                         "office:spreadsheet></office:body>");
  };
  EXPECT_EQ(error_of(row("", many), "a.ods").code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(row("table:number-rows-repeated=\"4000000000\"", ""), "a.ods").code, ErrorCode::kLimit);
}

TEST(OpenDocument, EncryptedIsSaidWithTheFix) {
  const Error error = error_of(
      open_file(
          "spreadsheet", "",
          {{.name = "META-INF/manifest.xml",
            .bytes =
                "<m:manifest xmlns:m=\"u\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"}}),
      "a.ods");
  EXPECT_THAT(error.what, HasSubstr("encrypted"));
  EXPECT_THAT(error.what_zh, HasSubstr("加密"));
}

const char* const kTable =
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>手机号</w:t></w:r></"
    "w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>张伟</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>13800138000</w:t></w:r></"
    "w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>李娜</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>13800138001</w:t></w:r></"
    "w:p></w:tc></w:tr></w:tbl>";

TEST(Docx, ParagraphsAreLinesAndTablesTables) {
  const auto tables = tables_of(
      docx_file("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲方：</w:t><w:tab/><w:t>张伟</"
                "w:t><w:br/><w:t>乙方</w:t></w:r></w:p>" +
                    std::string(kTable) +
                    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>框</w:t></"
                    "mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
                {{.name = "word/footnotes.xml",
                  .bytes = "<w:f xmlns:w=\"u\"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:f>"}}),
      "a.docx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].info.path, "a.docx");
  EXPECT_TRUE(tables[0].info.is_prose);
  ASSERT_EQ(tables[0].rows.size(), 4U);
  EXPECT_THAT(tables[0].row(0), ElementsAre("甲方：\t张伟"));
  EXPECT_THAT(tables[0].row(1), ElementsAre("乙方"));
  EXPECT_THAT(tables[0].row(2), ElementsAre("框"));
  EXPECT_THAT(tables[0].row(3), ElementsAre("脚注"));
  EXPECT_EQ(tables[1].info.path, "a.docx!table 1");
  EXPECT_THAT(tables[1].columns, ElementsAre("姓名", "手机号"));
  EXPECT_EQ(tables[1].rows.size(), 2U);
}

TEST(Docx, AFormIsLinesOfText) {
  std::string form = "<w:tbl>";
  for (const char* row :
       {"姓名|张伟|性别|男", "手机|13800138000|地址|北京市朝阳区某路1号", "单位|某某公司|职务|经理"}) {
    form += "<w:tr>";
    for (std::string_view left = row; !left.empty();) {
      const std::size_t at = std::min(left.find('|'), left.size());
      form += "<w:tc><w:p><w:r><w:t>" + std::string(left.substr(0, at)) + "</w:t></w:r></w:p></w:tc>";
      left.remove_prefix(std::min(at + 1, left.size()));
    }
    form += "</w:tr>";
  }
  const auto tables = tables_of(docx_file(form + "</w:tbl>"), "a.docx");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_TRUE(tables[0].info.is_prose);
  EXPECT_THAT(tables[0].row(0), ElementsAre("姓名\t张伟\t性别\t男"));
}

TEST(Pptx, SlidesInOrderTablesAndNotes) {
  std::vector<std::string> slides(10, "<a:p><a:r><a:t>页</a:t></a:r></a:p>");
  slides[9] = "<a:p><a:r><a:t>末页</a:t></a:r></a:p>";
  slides[0] +=
      "<a:tbl><a:tr><a:tc><a:p><a:r><a:t>姓名</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>年龄</a:t></a:r></"
      "a:p></a:tc></a:tr>"
      "<a:tr><a:tc><a:p><a:r><a:t>张伟</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>33</a:t></a:r></a:p></"
      "a:tc></a:tr></a:tbl>";
  const auto tables = tables_of(
      pptx_file(slides, {{.name = "ppt/notesSlides/notesSlide1.xml",
                          .bytes = "<n xmlns:a=\"u\"><a:p><a:r><a:t>备注页</a:t></a:r></a:p></n>"}}),
      "a.pptx");
  ASSERT_EQ(tables.size(), 2U);
  ASSERT_EQ(tables[0].rows.size(), 11U);
  EXPECT_THAT(tables[0].row(9), ElementsAre("末页"));
  EXPECT_THAT(tables[0].row(10), ElementsAre("备注页"));
  EXPECT_EQ(tables[1].info.path, "a.pptx!table 1");
}

TEST(Odt, ParagraphsAndTables) {
  const auto tables = tables_of(
      open_file(
          "text",
          "<office:body><office:text><text:h>标题</text:h><text:p>甲<text:s "
          "text:c=\"2\"/>乙<text:tab/>丙</text:p>"
          "<table:table><table:table-row><table:table-cell><text:p>姓名</text:p></"
          "table:table-cell><table:table-cell><text:p>年龄</text:p></table:table-cell></table:table-row>"
          "<table:table-row><table:table-cell><text:p>张伟</text:p></"
          "table:table-cell><table:table-cell><text:p>33</text:p></table:table-cell></table:table-row></"
          "table:table>"
          "</office:text></office:body>"),
      "a.odt");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_THAT(tables[0].row(1), ElementsAre("甲  乙\t丙"));
  EXPECT_THAT(tables[1].columns, ElementsAre("姓名", "年龄"));
}

TEST(Office, AnArchiveThatOnlyBeginsLikeOneIsAnArchive) {
  const auto tables = tables_of(zipped({{.name = "docProps/a.csv", .bytes = csv_of(kPeople)}}), "a.zip");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].info.path, "a.zip!docProps/a.csv");
}

TEST(Office, BinaryWorkbookIsRefusedWithTheFix) {
  const Error error = error_of(
      zipped({{.name = "[Content_Types].xml", .bytes = "<T/>"},
              {.name = "_rels/.rels", .bytes = relations_xml({{"r", "officeDocument", "xl/workbook.bin"}})},
              {.name = "xl/workbook.bin", .bytes = "x"}}),
      "a.xlsb");
  EXPECT_THAT(error.what, HasSubstr("XLSX"));
}

TEST(Office, OldAndEncryptedFilesAreToldApart) {
  const auto ole = [](const std::string& stream, std::size_t sector) {
    std::string bytes(kOleMagic);
    bytes.resize(512 * (sector + 3));
    bytes[30] = 9;
    bytes[48] = static_cast<char>(sector);
    for (std::size_t i = 0; i < stream.size(); ++i) bytes[512 * (sector + 1) + 128 + 2 * i] = stream[i];
    return bytes;
  };
  for (const auto& [stream, says, zh] :
       std::vector<std::array<std::string, 3>>{{"Workbook", "save it as XLSX", "XLSX"},
                                               {"WordDocument", "save it as DOCX", "DOCX"},
                                               {"EncryptedPackage", "without one", "密码"},
                                               {"?", "XLSX, DOCX or PPTX", "旧版"}}) {
    const Error error = error_of(ole(stream, 40), "a.xlsx");
    EXPECT_EQ(error.where, "a.xlsx");
    EXPECT_THAT(error.what, HasSubstr(says));
    EXPECT_THAT(error.what_zh, HasSubstr(zh));
  }
}

TEST(Xlsx, WhatOtherWorkbooksPivotsAndChartsRememberIsRead) {
  BookXml book{{{"S", sheet_of(kPeople)}}};
  book.more = {
      {.name = "xl/externalLinks/externalLink1.xml",
       .bytes =
           "<externalLink><externalBook><sheetDataSet><sheetData sheetId=\"0\"><row r=\"1\"><cell r=\"A1\" "
           "t=\"str\"><v>赵六</v></cell><cell r=\"B1\"><v>1.3800138004E10</v></cell></row></sheetData></"
           "sheetDataSet></externalBook></externalLink>"},
      {.name = "xl/pivotCache/pivotCacheRecords1.xml",
       .bytes =
           "<pivotCacheRecords><r><x v=\"0\"/><s v=\"钱七\"/><n v=\"13800138005\"/></r></pivotCacheRecords>"},
      {.name = "xl/pivotCache/pivotCacheDefinition1.xml",
       .bytes =
           "<pivotCacheDefinition><cacheFields><cacheField name=\"城市\"><sharedItems><s v=\"北京\"/></"
           "sharedItems></cacheField><cacheField name=\"姓名\"/><cacheField name=\"手机\"/></cacheFields></"
           "pivotCacheDefinition>"},
      {.name = "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels",
       .bytes = relations_xml({{"r", "pivotCacheRecords", "pivotCacheRecords1.xml"}})},
      {.name = "xl/charts/chart1.xml",
       .bytes = "<c:chartSpace xmlns:c=\"u\"><c:cat><c:strCache><c:pt idx=\"0\"><c:v>孙八</c:v></c:pt></"
                "c:strCache></c:cat></c:chartSpace>"},
      {.name = "customXml/item1.xml", .bytes = "<客户><电话 区=\"010\">13800138006</电话></客户>"},
  };
  const auto tables = tables_of(xlsx_file(book), "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!text");
  EXPECT_THAT(lines_of(tables[1]), ElementsAre("赵六\t13800138004", "孙八", "区: 010", "电话: 13800138006",
                                               "城市: 北京", "姓名: 钱七\t手机: 13800138005"));
}

TEST(Docx, VariablesAndTheSourceOfAMailMergeAreRead) {
  const auto tables = tables_of(
      docx_file(
          "<w:p><w:r><w:t>正文</w:t></w:r></w:p>",
          {{.name = "word/settings.xml",
            .bytes = "<w:settings xmlns:w=\"u\"><w:zoom w:percent=\"100\"/><w:mailMerge><w:query "
                     "w:val=\"SELECT * FROM staff\"/></w:mailMerge><w:docVars><w:docVar w:name=\"phone\" "
                     "w:val=\"13800138000\"/></w:docVars></w:settings>"}}),
      "a.docx");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(lines_of(tables[0]), ElementsAre("正文", "query: SELECT * FROM staff", "phone: 13800138000"));
}

TEST(Docx, ChartsAndBuildingBlocksAreRead) {
  const auto tables = tables_of(
      docx_file(
          "<w:p><w:r><w:t>正文</w:t></w:r></w:p>",
          {{.name = "word/glossary/document.xml",
            .bytes = "<w:g xmlns:w=\"u\"><w:p><w:r><w:t>词条</w:t></w:r></w:p></w:g>"},
           {.name = "word/charts/chart1.xml",
            .bytes =
                "<c xmlns:c=\"u\"><c:numCache><c:pt idx=\"0\"><c:v>1.5E3</c:v></c:pt></c:numCache></c>"}}),
      "a.docx");
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_THAT(lines_of(tables[0]), ElementsAre("正文", "词条", "1500"));
}

TEST(Office, PartsThatNobodyReadAreTold) {
  BookXml book{{{"S", sheet_of(kPeople)}}};
  book.more = {{.name = "xl/model/item.data", .bytes = "x"},
               {.name = "xl/worksheets/sheet9.xml", .bytes = "<worksheet/>"},
               {.name = "xl/theme/theme1.xml", .bytes = "<theme/>"},
               {.name = "docProps/app.xml", .bytes = "<Properties/>"}};
  const auto tables = tables_of(xlsx_file(book), "a.xlsx");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[1].info.path, "a.xlsx!not read");
  ASSERT_EQ(tables[1].end.notes.size(), 1U);
  EXPECT_EQ(tables[1].end.notes[0].en,
            "parts of the file that were not read: 2 (xl/model/item.data, xl/worksheets/sheet9.xml)");
  EXPECT_FALSE(tables[1].end.notes[0].zh.empty());
}

TEST(Xlsx, TwoSheetsAreNeverOnePart) {
  const std::string both =
      zipped({{.name = "[Content_Types].xml", .bytes = "<Types/>"},
              {.name = "_rels/.rels", .bytes = relations_xml({{"r1", "officeDocument", "xl/workbook.xml"}})},
              {.name = "xl/workbook.xml",
               .bytes = "<workbook xmlns:r=\"u\"><sheets><sheet name=\"A\" r:id=\"a\"/><sheet name=\"B\" "
                        "r:id=\"b\"/></sheets></workbook>"},
              {.name = "xl/_rels/workbook.xml.rels",
               .bytes = relations_xml({{"a", "worksheet", "s.xml"}, {"b", "worksheet", "s.xml"}})},
              {.name = "xl/s.xml", .bytes = "<worksheet>" + sheet_of(kPeople) + "</worksheet>"}});
  const Error error = error_of(both, "a.xlsx");
  EXPECT_EQ(error.code, ErrorCode::kMalformed);
  EXPECT_EQ(error.where, "a.xlsx!B");
}

// One part is read for its lines and again for its tables: what is unpacked twice counts twice.
TEST(Office, EachReadingCountsAgainstTheBudget) {
  const std::string text = "<w:p><w:r><w:t>" + std::string(100'000, 'a') + "</w:t></w:r></w:p>";
  const std::string file = docx_file(text);
  ExtractOptions options;
  options.max_expanded_bytes = 400'000;
  EXPECT_EQ(tables_of(file, "a.docx", options).size(), 1U);
  options.max_expanded_bytes = 250'000;
  EXPECT_EQ(error_of(file, "a.docx", options).code, ErrorCode::kLimit);
}

// Cancels once the first rows are told.
class CancellingSink final : public TableSink {
 public:
  std::atomic<bool> cancel{false};
  std::size_t blocks = 0;
  Result<void> begin(const TableInfo&) override { return {}; }
  Result<void> add_columns(const std::vector<std::string>&) override { return {}; }
  Result<void> rows(RowBlock) override {
    ++blocks;
    cancel = true;
    return {};
  }
  Result<void> end(const TableEnd&) override { return {}; }
};

TEST(Office, ADocumentEndsWhenItIsCancelled) {
  const Rows rows(20'000, {"张伟", "13800138000", "北京"});
  for (const auto& [bytes, path] : std::vector<std::pair<std::string, std::string>>{
           {xlsx_file({{{"S", sheet_of(rows)}}}), "a.xlsx"},
           {open_file("spreadsheet", ods_sheet(rows)), "a.ods"},
           {zipped({{.name = "a.csv", .bytes = csv_of(rows)}}), "a.zip"}}) {
    CancellingSink sink;
    ExtractOptions options;
    options.block_bytes = 4096;
    options.cancel = &sink.cancel;
    MemorySource source(bytes);
    const auto done = extract_tables(source, path, sink, options);
    ASSERT_FALSE(done) << path;
    EXPECT_EQ(done.error().code, ErrorCode::kCancelled) << path;
    EXPECT_LT(sink.blocks, 40U) << path;  // of 200 and more
  }
}

TEST(Office, TextUnderTheNameOfAnOfficeFileIsNoted) {
  const auto tables = tables_of(csv_of(kPeople), "a.xlsx");
  ASSERT_EQ(tables.size(), 1U);
  ASSERT_FALSE(tables[0].end.notes.empty());
  EXPECT_THAT(tables[0].end.notes.back().en, HasSubstr("office file"));
}

TEST(Office, TheSameTablesHoweverTheReadsAreCut) {
  const std::string bytes = xlsx_file({{{"S", sheet_of(kPeople)}}});
  SlowSource source(bytes, 7);
  Collector sink;
  ASSERT_TRUE(extract_tables(source, "a.xlsx", sink, {}));
  EXPECT_EQ(sink.tables[0].rows, tables_of(bytes, "a.xlsx")[0].rows);
}

}  // namespace
}  // namespace tidegate
