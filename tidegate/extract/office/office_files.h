// Office files of a few parts, as writers make them: for tests, fuzz seeds and nobody else.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/pack.h"

namespace tidegate {

inline std::string relations_xml(const std::vector<std::array<std::string, 3>>& relations) {
  std::string xml = "<Relationships xmlns=\"urn:r\">";
  for (const auto& [id, kind, target] : relations) {
    xml += fmt::format("<Relationship Id=\"{}\" Type=\"http://schemas.example/{}\" Target=\"{}\"/>", id, kind,
                       target);
  }
  return xml + "</Relationships>";
}

struct SheetXml {
  std::string name;
  std::string xml;           // what stands in <worksheet>
  std::string attributes{};  // of its <sheet>: "state=\"hidden\""
};

struct BookXml {
  std::vector<SheetXml> sheets;
  std::string strings{};     // what stands in <sst>
  std::string styles{};      // what stands in <styleSheet>
  std::string properties{};  // before <sheets>
  std::vector<ZipMember> more{};
};

// The strings stand behind the sheets, as Excel writes them.
inline std::string xlsx_file(const BookXml& book) {
  std::vector<ZipMember> parts;
  const auto add = [&](std::string name, std::string bytes) {
    parts.push_back({.name = std::move(name), .bytes = std::move(bytes)});
  };
  add("[Content_Types].xml", "<Types/>");
  add("_rels/.rels", relations_xml({{"r1", "officeDocument", "xl/workbook.xml"}}));
  std::string sheets;
  std::vector<std::array<std::string, 3>> relations{{"rs", "sharedStrings", "sharedStrings.xml"},
                                                    {"rf", "styles", "/xl/styles.xml"}};
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const SheetXml& sheet = book.sheets[i];
    sheets += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"s{}\" {}/>", sheet.name, i + 1, i,
                          sheet.attributes);
    relations.push_back({fmt::format("s{}", i), "worksheet", fmt::format("worksheets/sheet{}.xml", i + 1)});
    add(fmt::format("xl/worksheets/sheet{}.xml", i + 1),
        "<worksheet xmlns=\"urn:m\">" + sheet.xml + "</worksheet>");
  }
  add("xl/workbook.xml", "<workbook xmlns=\"urn:m\" xmlns:r=\"urn:o\">" + book.properties + "<sheets>" +
                             sheets + "</sheets></workbook>");
  add("xl/_rels/workbook.xml.rels", relations_xml(relations));
  if (!book.styles.empty()) add("xl/styles.xml", "<styleSheet>" + book.styles + "</styleSheet>");
  if (!book.strings.empty()) add("xl/sharedStrings.xml", "<sst>" + book.strings + "</sst>");
  parts.insert(parts.end(), book.more.begin(), book.more.end());
  return zipped(parts);
}

// A sheet of text cells, row by row; "" is no cell.
inline std::string sheet_of(const std::vector<std::vector<std::string>>& rows) {
  std::string xml = "<sheetData>";
  for (const auto& row : rows) {
    xml += "<row>";
    for (const std::string& cell : row) {
      xml += cell.empty() ? "<c/>" : "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    }
    xml += "</row>";
  }
  return xml + "</sheetData>";
}

inline std::string docx_file(const std::string& body, std::vector<ZipMember> more = {}) {
  std::vector<ZipMember> parts{
      {.name = "[Content_Types].xml", .bytes = "<Types/>"},
      {.name = "_rels/.rels", .bytes = relations_xml({{"r1", "officeDocument", "word/document.xml"}})},
      {.name = "word/document.xml",
       .bytes =
           "<w:document xmlns:w=\"urn:w\" xmlns:mc=\"urn:mc\"><w:body>" + body + "</w:body></w:document>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zipped(parts);
}

inline std::string pptx_file(const std::vector<std::string>& slides, std::vector<ZipMember> more = {}) {
  std::vector<ZipMember> parts{
      {.name = "[Content_Types].xml", .bytes = "<Types/>"},
      {.name = "_rels/.rels", .bytes = relations_xml({{"r1", "officeDocument", "ppt/presentation.xml"}})},
      {.name = "ppt/presentation.xml", .bytes = "<p:presentation xmlns:p=\"urn:p\"/>"}};
  for (std::size_t i = 0; i < slides.size(); ++i) {
    parts.push_back({.name = fmt::format("ppt/slides/slide{}.xml", i + 1),
                     .bytes = "<p:sld xmlns:p=\"urn:p\" xmlns:a=\"urn:a\">" + slides[i] + "</p:sld>"});
  }
  parts.insert(parts.end(), more.begin(), more.end());
  return zipped(parts);
}

// kind  "spreadsheet", "text", "presentation".
inline std::string open_file(const std::string& kind, const std::string& body,
                             std::vector<ZipMember> more = {}) {
  std::vector<ZipMember> parts{
      {.name = "mimetype", .bytes = "application/vnd.oasis.opendocument." + kind, .is_stored = true},
      {.name = "content.xml",
       .bytes = "<office:document-content xmlns:office=\"urn:office\" xmlns:table=\"urn:table\" "
                "xmlns:text=\"urn:text\" xmlns:style=\"urn:style\">" +
                body + "</office:document-content>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zipped(parts);
}

}  // namespace tidegate
