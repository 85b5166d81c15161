#include "tidegate/extract/office/pdf_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {
namespace {

// Every PDF ends with this mark; some programs put a little behind it.
bool has_end(std::string_view pdf) {
  constexpr std::size_t kBehind = 2048;
  return pdf.substr(pdf.size() - std::min(pdf.size(), kBehind)).find("%%EOF") != std::string_view::npos;
}

}  // namespace

Result<void> read_pdf(PeekSource& bytes, PdfText& program, const std::string& path, TableSink& sink,
                      const ExtractOptions& options) {
  const auto pdf = hold_document(bytes, path, options);
  if (!pdf) return fail(pdf.error());
  if (!has_end(*pdf)) {
    return fail({ErrorCode::kMalformed, "the PDF is cut short; fetch or copy the file again", path,
                 "PDF 不完整（被截断），请重新获取该文件"});
  }
  auto pages = program.text_of(*pdf);
  if (!pages) {
    if (pages.error().where.empty()) pages.error().where = path;
    return fail(pages.error());
  }
  TableInfo info;
  info.path = path;
  info.format = "pdf";
  info.encoding = "utf-8";
  LineTable lines(std::move(info), sink, options);
  if (const auto ok = lines.begin(); !ok) return ok;
  std::size_t count = 0;
  std::size_t without_text = 0;
  for (std::string_view left = pages->text; !left.empty();) {
    const std::size_t end = std::min(left.find('\f'), left.size());
    std::string_view page = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    ++count;
    without_text += page.find_first_not_of(" \t\r\n") == std::string_view::npos ? 1 : 0;
    while (!page.empty()) {
      const std::size_t line = std::min(page.find('\n'), page.size());
      if (line > options.max_row_bytes) {
        return fail({ErrorCode::kLimit, fmt::format("a line has more than {} octets", options.max_row_bytes),
                     path, fmt::format("一行超过 {} 字节的上限", options.max_row_bytes)});
      }
      if (const auto ok = lines.add(valid_utf8(page.substr(0, line))); !ok) return ok;
      page.remove_prefix(std::min(line + 1, page.size()));
    }
  }
  std::vector<Text> notes;
  if (without_text == count) {
    notes.push_back({"no text layer: not read; have the pages recognised (OCR), or looked at by a person",
                     "没有文字层，未读取；请先做文字识别（OCR），或由人工查看"});
  } else if (without_text > 0) {
    notes.push_back(
        {fmt::format("{} of {} pages have no text: pictures are not looked at", without_text, count),
         fmt::format("共 {1} 页，其中 {0} 页没有文字：图片未予查看", without_text, count)});
  }
  if (pages->is_damaged) {
    notes.push_back({"the PDF is damaged in places: text may be missing", "PDF 部分损坏：可能缺少部分文字"});
  }
  if (pages->has_files.value_or(false) || pdf->find("/EmbeddedFile") != std::string::npos) {
    notes.push_back({"files are attached to the PDF, and were not read", "PDF 带有附件，附件未读取"});
  } else if (!pages->has_files) {
    notes.push_back(
        {"whether files are attached to the PDF is not known: pdfdetach (poppler-utils) could not list them",
         "无法得知 PDF 是否带有附件：pdfdetach（poppler-utils）未能列出"});
  }
  return lines.finish(std::move(notes));
}

}  // namespace tidegate
