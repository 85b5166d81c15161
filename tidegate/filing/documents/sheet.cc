#include "tidegate/filing/documents/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/filing/documents/archive.h"
#include "tidegate/filing/documents/xml_text.h"

namespace tidegate::filing {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::size_t kMostRows = 1'048'575;
constexpr std::size_t kMostCharacters = 32'767;  // of one cell

// 0 -> "A", 26 -> "AA".
std::string column_name(std::size_t column) {
  std::string out;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

std::string sheet_name(std::string_view name) {
  std::string out;
  for (std::string_view left = first_characters(name, 31); !left.empty();) {
    const char32_t c = next_code_point(left);
    if (c < 0x20 ||
        (c < 0x80 && std::string_view("[]:*?/\\'").find(static_cast<char>(c)) != std::string_view::npos))
      continue;
    append_utf8(out, c);
  }
  return out.empty() ? "1" : out;
}

void add_row(std::string& out, std::size_t row, const std::vector<std::string>& cells, int style) {
  out += fmt::format("<row r=\"{}\">", row);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (cells[c].empty()) continue;
    out += fmt::format("<c r=\"{}{}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                       column_name(c), row, style, xml_text(first_characters(cells[c], kMostCharacters)));
  }
  out += "</row>";
}

constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
constexpr std::string_view kRoot =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
    "Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
constexpr std::string_view kParts =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
    "Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/>"
    "</Relationships>";
// Style 0 is a text that wraps, style 1 the same in bold; "@" keeps what looks like a number or a date as it
// was written.
constexpr std::string_view kStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts "
    "count=\"2\"><font><sz val=\"11\"/>"
    "<name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts><fills "
    "count=\"2\"><fill><patternFill "
    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders "
    "count=\"1\"><border/></borders>"
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" "
    "applyNumberFormat=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" fontId=\"1\" "
    "applyNumberFormat=\"1\" "
    "applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" "
    "wrapText=\"1\"/></xf></cellXfs></styleSheet>";

std::string sheet_of(const Grid& grid) {
  std::string out{kHead};
  out +=
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr><pageSetUpPr "
      "fitToPage=\"1\"/></sheetPr><sheetViews><sheetView "
      "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
      "state=\"frozen\"/></sheetView></sheetViews><cols>";
  for (std::size_t c = 0; c < grid.header.size(); ++c) {
    const int share = c < grid.widths.size() ? grid.widths[c] : 16;
    out += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", c + 1,
                       std::clamp(share, 8, 60));
  }
  out += "</cols><sheetData>";
  add_row(out, 1, grid.header, 1);
  for (std::size_t r = 0; r < grid.rows.size(); ++r) add_row(out, r + 2, grid.rows[r], 0);
  // Printed, no column stands on a page of its own: A4 across, as wide as one page.
  return out +
         "</sheetData><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/></worksheet>";
}

bool is_formula(std::string_view field) {
  for (const char c : field) {
    if (c == '\t' || c == '\r' || c == '\n') return true;
    if (c == ' ') continue;
    return c == '=' || c == '+' || c == '-' || c == '@';
  }
  return false;
}

void add_line(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c > 0) out += ',';
    out += '"';
    // The widened signs are folded by some spreadsheets into those of ASCII.
    const bool wide = cells[c].starts_with("＝") || cells[c].starts_with("＋") ||
                      cells[c].starts_with("－") || cells[c].starts_with("＠");
    if (wide || is_formula(cells[c])) out += '\'';
    for (const char ch : valid_utf8(cells[c])) {
      if (ch == '"') out += '"';
      if (ch != '\0') out += ch;
    }
    out += '"';
  }
  out += "\r\n";
}

}  // namespace

Result<std::string> xlsx_of(const Grid& grid, std::string_view name, Date day) {
  if (grid.rows.size() > kMostRows) {
    return fail(
        {ErrorCode::kOutOfRange, "more rows than a sheet holds", std::string(name), "行数超过工作表上限"});
  }
  const std::string workbook = fmt::format(
      "{}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet "
      "name=\"{}\" sheetId=\"1\" "
      "r:id=\"rId1\"/></sheets></workbook>",
      kHead, xml_text(sheet_name(name)));
  Archive archive(day);
  for (const auto& [part, bytes] : {
           std::pair<std::string_view, std::string>{"[Content_Types].xml",
                                                    std::string(kHead) + std::string(kTypes)},
           {"_rels/.rels", std::string(kHead) + std::string(kRoot)},
           {"xl/workbook.xml", workbook},
           {"xl/_rels/workbook.xml.rels", std::string(kHead) + std::string(kParts)},
           {"xl/styles.xml", std::string(kHead) + std::string(kStyles)},
           {"xl/worksheets/sheet1.xml", sheet_of(grid)},
       }) {
    const auto added = archive.add(part, bytes);
    if (!added) return fail(added.error());
  }
  return archive.take();
}

std::string csv_of(const Grid& grid) {
  std::string out = "\xEF\xBB\xBF";
  add_line(out, grid.header);
  for (const auto& row : grid.rows) add_line(out, row);
  return out;
}

}  // namespace tidegate::filing
