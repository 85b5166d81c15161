#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/filing/documents/archive.h"
#include "tidegate/filing/documents/docx.h"
#include "tidegate/filing/documents/sheet.h"
#include "tidegate/filing/documents/xml_text.h"

namespace tidegate::filing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Date kDay = *Date::of(2026, 7, 8);

Grid grid(std::vector<std::vector<std::string>> rows) {
  Grid out;
  out.header = {"a", "b"};
  out.rows = std::move(rows);
  return out;
}

TEST(Crc32, IsThatOfZip) { EXPECT_EQ(crc32_of("123456789"), 0xCBF43926U); }

TEST(Archive, HoldsFilesAsTheyAreUnderUtf8NamesOnTheGivenDay) {
  Archive archive(kDay);
  ASSERT_TRUE(archive.add("甲/a.txt", "hello"));
  const std::string bytes = archive.take();
  EXPECT_THAT(bytes, StartsWith("PK\x03\x04"));
  EXPECT_THAT(bytes, HasSubstr("甲/a.txthello"));
  // 2026-07-08 as DOS writes it: 46 << 9 | 7 << 5 | 8.
  EXPECT_EQ(bytes.substr(12, 2), std::string("\xE8\x5C"));
  EXPECT_EQ(bytes.substr(bytes.size() - 22, 4), std::string("PK\x05\x06"));
}

TEST(Archive, GivesTheSameBytesForTheSameFilesAndIsEmptyAfterwards) {
  Archive archive(kDay);
  ASSERT_TRUE(archive.add("a", "x"));
  const std::string first = archive.take();
  ASSERT_TRUE(archive.add("a", "x"));
  EXPECT_EQ(archive.take(), first);
  EXPECT_EQ(archive.take().size(), 22U);
}

TEST(XmlText, LetsNoMarkupAndNoForbiddenCharacterThrough) {
  EXPECT_EQ(xml_text("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
  EXPECT_EQ(xml_text(std::string_view("a\0b\x1B", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("\xFF"), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("境外"), "境外");
}

TEST(Docx, KeepsTheOfficialPageAndEscapesWhatPeopleWrote) {
  Document document;
  document.title = "报告 <b>";
  document.day = kDay;
  document.language = "zh-CN";
  document.blocks.push_back({Block::Kind::kHeading, 1, "一、情况", {}});
  document.blocks.push_back({Block::Kind::kParagraph, 0, "第一行\n第二行 & <script>", {}});
  const std::string body = docx_body(document, {});
  EXPECT_THAT(body, HasSubstr("<w:pgSz w:w=\"11905\" w:h=\"16837\"/>"));
  EXPECT_THAT(body, HasSubstr("w:top=\"1440\" w:right=\"1802\""));
  EXPECT_THAT(body, HasSubstr("报告 &lt;b&gt;"));
  EXPECT_THAT(body, HasSubstr("第二行 &amp; &lt;script&gt;"));
  EXPECT_THAT(body, HasSubstr("<w:pStyle w:val=\"Heading1\"/>"));
  EXPECT_THAT(body, EndsWith("</w:document>"));
}

TEST(Docx, GivesEveryRowOfAGridAsManyCellsAsItsHeader) {
  Document document;
  document.blocks.push_back({Block::Kind::kGrid, 0, {}, grid({{"1"}, {"2", "3"}})});
  const std::string body = docx_body(document, {});
  std::size_t cells = 0;
  for (std::size_t at = body.find("<w:tc>"); at != std::string::npos; at = body.find("<w:tc>", at + 1))
    ++cells;
  EXPECT_EQ(cells, 6U);
  EXPECT_THAT(body, HasSubstr("<w:tblHeader/>"));
}

TEST(Docx, PartsNoLeadAndNoHeaderFromTheRowsBelow) {
  Document document;
  document.day = kDay;
  document.blocks.push_back({Block::Kind::kNote, 0, "境外接收方 1", {}});
  document.blocks.push_back({Block::Kind::kGrid, 0, {}, grid({{"1", "2"}})});
  const std::string bytes = *docx_of(document, {});
  for (const char* style : {"Heading1", "Note", "TableTop"}) {
    const std::size_t at = bytes.find(std::string("w:styleId=\"") + style + "\"");
    ASSERT_NE(at, std::string::npos) << style;
    EXPECT_EQ(bytes.substr(bytes.find("<w:pPr>", at) + 7, 13), "<w:keepNext/>") << style;
  }
  EXPECT_THAT(docx_body(document, {}), HasSubstr("<w:pStyle w:val=\"TableTop\"/>"));
}

TEST(Docx, IsTheSameBytesTwice) {
  Document document;
  document.day = kDay;
  EXPECT_EQ(*docx_of(document, {}), *docx_of(document, {}));
}

TEST(Csv, RunsNothing) {
  for (const char* field : {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t1", "\r1", "＝1"}) {
    EXPECT_THAT(csv_of(grid({{field, ""}})), HasSubstr(std::string("\"'") + field)) << field;
  }
  EXPECT_THAT(csv_of(grid({{"a-b", "1"}})), HasSubstr("\"a-b\",\"1\"\r\n"));
  EXPECT_THAT(csv_of(grid({{"say \"x\"", ""}})), HasSubstr("\"say \"\"x\"\"\""));
  EXPECT_THAT(csv_of(grid({})), StartsWith("\xEF\xBB\xBF\"a\",\"b\"\r\n"));
}

TEST(Xlsx, WritesTextsThatNoSheetTakesForFormulasOrNumbers) {
  const auto bytes = xlsx_of(grid({{"=1+1", "007"}}), "清单:1", kDay);
  ASSERT_TRUE(bytes);
  EXPECT_THAT(
      *bytes,
      HasSubstr("<c r=\"A2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1</t></is></c>"));
  EXPECT_THAT(*bytes, HasSubstr("<t xml:space=\"preserve\">007</t>"));
  EXPECT_THAT(*bytes, HasSubstr("<sheet name=\"清单1\""));
  EXPECT_THAT(*bytes, Not(HasSubstr("<f>")));
}

TEST(Xlsx, IsPrintedAsWideAsOnePage) {
  const auto bytes = xlsx_of(grid({{"a", "b"}}), "x", kDay);
  ASSERT_TRUE(bytes);
  EXPECT_THAT(*bytes,
              HasSubstr("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                        "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"));
  EXPECT_THAT(
      *bytes,
      HasSubstr("</sheetData><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"));
}

}  // namespace
}  // namespace tidegate::filing
