#include "tidegate/filing/documents/docx.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "tidegate/filing/documents/archive.h"
#include "tidegate/filing/documents/xml_text.h"

namespace tidegate::filing {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kSpace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

// A twip is a twentieth of a point: 1,440 to the inch of 25.4 mm.
std::int64_t twips(std::int64_t hundredths_of_mm) { return hundredths_of_mm * 1440 / 2540; }

std::string fonts(const DocumentStyle& style, std::string_view east) {
  return fmt::format("<w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" w:cs=\"{0}\" w:eastAsia=\"{1}\"/>",
                     xml_text(style.latin_font), xml_text(east));
}

struct Look {
  std::string_view style = "Body";
  std::string_view extra = {};  // paragraph properties after the style
};

std::string paragraph(std::string_view text, const Look& look) {
  std::string out = fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>", look.style, look.extra);
  if (!text.empty()) out += fmt::format("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml_text(text));
  return out + "</w:p>";
}

// One paragraph a line.
std::string paragraphs(std::string_view text, const Look& look) {
  std::string out;
  for (;;) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    out += paragraph(line, look);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::int64_t> widths_of(const Grid& grid, std::size_t columns, std::int64_t all) {
  std::vector<int> shares = grid.widths;
  shares.resize(columns, shares.empty() ? 1 : std::max(1, shares.back()));
  const std::int64_t sum = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
  std::vector<std::int64_t> widths;
  for (const int share : shares) widths.push_back(sum == 0 ? all / 1 : all * share / sum);
  return widths;
}

std::string row_of(const std::vector<std::string>& cells, const std::vector<std::int64_t>& widths,
                   bool is_header, bool first_is_label) {
  std::string out = "<w:tr><w:trPr><w:cantSplit/>";
  if (is_header) out += "<w:tblHeader/>";
  out += "</w:trPr>";
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool strong = is_header || (first_is_label && i == 0);
    out +=
        fmt::format("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}<w:vAlign w:val=\"center\"/></w:tcPr>",
                    widths[i], strong ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/>" : "");
    out += paragraphs(i < cells.size() ? cells[i] : std::string(), {is_header ? "TableTop"
                                                                    : strong  ? "TableHead"
                                                                              : "Table",
                                                                    ""});
    out += "</w:tc>";
  }
  return out + "</w:tr>";
}

std::string grid_of(const Grid& grid, std::int64_t all) {
  std::size_t columns = grid.header.size();
  for (const auto& row : grid.rows) columns = std::max(columns, row.size());
  if (columns == 0) return "";
  const std::vector<std::int64_t> widths = widths_of(grid, columns, all);
  std::string out = fmt::format(
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>"
      "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
      all);
  for (const std::int64_t width : widths) out += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
  out += "</w:tblGrid>";
  if (!grid.header.empty()) out += row_of(grid.header, widths, true, false);
  for (const auto& row : grid.rows) out += row_of(row, widths, false, grid.first_column_is_label);
  // A table that ends a document, or meets another, needs a paragraph behind it.
  return out + "</w:tbl>" + paragraph("", {"Table", ""});
}

std::string cover_of(const Document& document) {
  std::string out;
  for (int i = 0; i < 5; ++i) out += paragraph("", {"Plain", ""});
  out += paragraph(document.title, {"Title", ""});
  if (!document.subtitle.empty()) out += paragraph(document.subtitle, {"Subtitle", ""});
  for (int i = 0; i < 8; ++i) out += paragraph("", {"Plain", ""});
  for (const auto& [label, value] : document.cover) out += paragraph(label + value, {"Cover", ""});
  return out + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
}

std::string block_of(const Block& block, std::int64_t width) {
  static constexpr std::array<std::string_view, 3> kHeadings{"Heading1", "Heading2", "Heading3"};
  switch (block.kind) {
    case Block::Kind::kHeading:
      return paragraph(block.text,
                       {kHeadings[static_cast<std::size_t>(std::clamp(block.level, 1, 3) - 1)], ""});
    case Block::Kind::kParagraph:
      return paragraphs(block.text, {"Body", ""});
    case Block::Kind::kNote:
      return paragraphs(block.text, {"Note", ""});
    case Block::Kind::kGrid:
      return grid_of(block.grid, width);
    case Block::Kind::kPageBreak:
      return "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    case Block::Kind::kSignature:
      return paragraphs(block.text, {"Signature", ""});
  }
  return "";
}

std::string styles_of(const DocumentStyle& s, const Document& document) {
  std::string out{kHead};
  out += fmt::format("<w:styles {}>", kSpace);
  out += fmt::format(
      "<w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val=\"{}\"/><w:szCs w:val=\"{}\"/>"
      "<w:lang w:val=\"{}\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>",
      fonts(s, s.body_font), s.body_size, s.body_size, document.language);
  const std::string pitch =
      fmt::format("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"exact\"/>",
                  s.line_pitch_half_points * 10);
  const std::string indent =
      fmt::format("<w:ind w:firstLine=\"{}\" w:firstLineChars=\"200\"/>", s.body_size * 20);
  const auto style = [&](std::string_view id, std::string_view paragraph_part, std::string_view run_part) {
    out += fmt::format(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{0}\"><w:name "
        "w:val=\"{0}\"/><w:qFormat/>"
        "<w:pPr>{1}</w:pPr><w:rPr>{2}<w:i w:val=\"0\"/></w:rPr></w:style>",
        id, paragraph_part, run_part);
  };
  const auto heading = [&](int level, std::string_view font, bool is_bold) {
    out += fmt::format(
        "<w:style w:type=\"paragraph\" w:styleId=\"Heading{0}\"><w:name w:val=\"heading {0}\"/><w:qFormat/>"
        "<w:pPr><w:keepNext/>{1}{2}<w:outlineLvl w:val=\"{3}\"/></w:pPr><w:rPr>{4}{5}</w:rPr></w:style>",
        level, pitch, indent, level - 1, fonts(s, font), is_bold ? "<w:b/><w:bCs/>" : "");
  };
  out +=
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Plain\"><w:name "
      "w:val=\"Normal\"/><w:qFormat/></w:style>";
  style("Body", pitch + indent + "<w:jc w:val=\"both\"/>", "");
  style("Note", "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\"/>",
        fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", s.table_size));
  heading(1, s.heading1_font, false);
  heading(2, s.heading2_font, true);
  heading(3, s.body_font, true);
  style("Title", "<w:spacing w:before=\"240\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
        fonts(s, s.title_font) + fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", s.title_size));
  style("Subtitle", "<w:spacing w:before=\"120\" w:after=\"240\"/><w:jc w:val=\"center\"/>",
        fonts(s, s.heading2_font));
  style("Cover", "<w:spacing w:before=\"120\" w:after=\"120\"/><w:ind w:left=\"1134\"/>",
        fonts(s, s.heading2_font));
  style("Signature", "<w:spacing w:before=\"120\" w:after=\"0\"/><w:ind w:left=\"3402\"/>", "");
  const std::string small = fmt::format("<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", s.table_size);
  style("Table", "<w:spacing w:before=\"20\" w:after=\"20\"/>", small);
  style("TableHead", "<w:spacing w:before=\"20\" w:after=\"20\"/>", fonts(s, s.heading1_font) + small);
  style("TableTop", "<w:keepNext/><w:spacing w:before=\"20\" w:after=\"20\"/>",
        fonts(s, s.heading1_font) + small);
  style("PageNumber", "<w:jc w:val=\"center\"/>", small);
  out += "<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>";
  for (const std::string_view side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    out += fmt::format("<w:{} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>", side);
  return out +
         "</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" "
         "w:type=\"dxa\"/></w:tblCellMar>"
         "</w:tblPr></w:style></w:styles>";
}

// Fonts that are not free are named; what stands in their place is named beside them.
std::string font_table(const DocumentStyle& s) {
  std::string out{kHead};
  out += fmt::format("<w:fonts {}>", kSpace);
  for (const auto& [font, substitute] :
       {std::pair{s.body_font, s.substitute_serif}, std::pair{s.title_font, s.substitute_serif},
        std::pair{s.heading1_font, s.substitute_sans}, std::pair{s.heading2_font, s.substitute_serif}}) {
    out += fmt::format("<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/><w:charset w:val=\"86\"/></w:font>",
                       xml_text(font), xml_text(substitute));
  }
  return out + "</w:fonts>";
}

std::string footer() {
  return fmt::format(
      "{}<w:ftr {}><w:p><w:pPr><w:pStyle w:val=\"PageNumber\"/></w:pPr><w:r><w:fldChar "
      "w:fldCharType=\"begin\"/></w:r>"
      "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar "
      "w:fldCharType=\"separate\"/></w:r>"
      "<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>",
      kHead, kSpace);
}

constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/word/fontTable.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
constexpr std::string_view kRoot =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
    "Target=\"docProps/core.xml\"/>"
    "</Relationships>";
constexpr std::string_view kParts =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\" "
    "Target=\"fontTable.xml\"/>"
    "<Relationship Id=\"rId3\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" "
    "Target=\"footer1.xml\"/>"
    "</Relationships>";

std::string core_of(const Document& document) {
  const std::string day = document.day.str() + "T00:00:00Z";
  return fmt::format(
      "{}<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</"
      "dc:creator>"
      "<dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created>"
      "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{}</dcterms:modified></cp:coreProperties>",
      kHead, xml_text(document.title), xml_text(document.creator), xml_text(document.language), day, day);
}

}  // namespace

DocumentStyle with_free_fonts(DocumentStyle style) {
  style.body_font = style.substitute_serif;
  style.title_font = style.substitute_serif;
  style.heading2_font = style.substitute_serif;
  style.heading1_font = style.substitute_sans;
  return style;
}

std::string docx_body(const Document& document, const DocumentStyle& style) {
  const std::int64_t width = twips(style.page_width - 2 * style.margin_side);
  std::string out{kHead};
  out += fmt::format("<w:document {}><w:body>", kSpace);
  if (document.has_cover) {
    out += cover_of(document);
  } else {
    out += paragraph(document.title, {"Title", ""});
    if (!document.subtitle.empty()) out += paragraph(document.subtitle, {"Subtitle", ""});
  }
  for (const Block& block : document.blocks) out += block_of(block, width);
  out += fmt::format(
      "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>"
      "<w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"851\" w:footer=\"992\" "
      "w:gutter=\"0\"/>{}"
      "</w:sectPr></w:body></w:document>",
      twips(style.page_width), twips(style.page_height), twips(style.margin_top), twips(style.margin_side),
      twips(style.margin_top), twips(style.margin_side), document.has_cover ? "<w:titlePg/>" : "");
  return out;
}

Result<std::string> docx_of(const Document& document, const DocumentStyle& style) {
  Archive archive(document.day);
  for (const auto& [name, bytes] : {
           std::pair<std::string_view, std::string>{"[Content_Types].xml",
                                                    std::string(kHead) + std::string(kTypes)},
           {"_rels/.rels", std::string(kHead) + std::string(kRoot)},
           {"docProps/core.xml", core_of(document)},
           {"word/document.xml", docx_body(document, style)},
           {"word/_rels/document.xml.rels", std::string(kHead) + std::string(kParts)},
           {"word/styles.xml", styles_of(style, document)},
           {"word/fontTable.xml", font_table(style)},
           {"word/footer1.xml", footer()},
       }) {
    const auto added = archive.add(name, bytes);
    if (!added) return fail(added.error());
  }
  return archive.take();
}

}  // namespace tidegate::filing
