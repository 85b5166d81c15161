#include "tidegate/gate/filing/papers.h"

#include <fmt/format.h>

#include <filesystem>
#include <tuple>

#include "tidegate/extract/extract.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/pdf_program.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostBytes = 64U << 20;
constexpr std::size_t kMostInAll = 512U << 20;
constexpr std::size_t kMostText = 16U << 20;

// Every row of every table as a line, its cells parted by blanks.
class Lines final : public TableSink {
 public:
  Result<void> begin(const TableInfo& info) override {
    for (const std::string& line : info.lines_above) add(line);
    std::string header;
    for (const std::string& column : info.columns) header += column + " ";
    if (!info.is_prose) add(header);
    return {};
  }
  Result<void> add_columns(const std::vector<std::string>& names) override {
    static_cast<void>(names);
    return {};
  }
  Result<void> rows(RowBlock block) override {
    for (std::size_t r = 0; r < block.rows(); ++r) {
      std::string line;
      for (std::uint32_t c = block.row_begin[r]; c < block.row_begin[r + 1]; ++c) {
        if (!line.empty()) line += ' ';
        line += block.cells[c].in(block.text);
      }
      add(line);
    }
    if (bytes_ > kMostText)
      return fail({ErrorCode::kLimit, "more than 16 MiB of text", "", "文字超过 16 MiB"});
    return {};
  }
  Result<void> end(const TableEnd& end) override {
    static_cast<void>(end);
    return {};
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  void add(std::string_view text) {
    bytes_ += text.size();
    lines_.emplace_back(text);
  }
  std::vector<std::string> lines_;
  std::size_t bytes_ = 0;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = 0; !text.empty(); text.remove_prefix(std::min(text.size(), end + 1))) {
    end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
  }
  return lines;
}

// A scan has no text: then nothing is compared with it.
void read_pdf(const std::string& bytes, PdfText& pdf, filing::Paper& paper) {
  const auto pages = pdf.text_of(bytes);
  if (!pages) {
    if (pages.error().code == ErrorCode::kMalformed)
      paper.trouble = {pages.error().what, pages.error().what_zh};
    return;
  }
  std::vector<std::vector<std::string>> all;
  for (std::string_view left = pages->text; !left.empty();) {
    const std::size_t end = std::min(left.find('\f'), left.size());
    all.push_back(lines_of(left.substr(0, end)));
    left.remove_prefix(std::min(left.size(), end + 1));
  }
  const bool is_blank = pages->text.find_first_not_of(" \n\r\t\f") == std::string::npos;
  if (!is_blank) paper.pages = std::move(all);
}

void read_text(const std::string& bytes, const std::string& path, const std::atomic<bool>* cancelled,
               filing::Paper& paper) {
  Lines lines;
  MemorySource source(bytes);
  ExtractOptions how;
  how.cancel = cancelled;
  how.max_expanded_bytes = 256U << 20;
  const auto read = extract_tables(source, path, lines, how);
  if (!read) return;
  paper.pages = {lines.take()};
}

// Errors: kLimit, kCancelled. A file that cannot be opened is not there, as far as a filing goes.
Result<std::string> read_paper(const std::string& path, const GateOptions& options, std::size_t& in_all,
                               PdfText& pdf, filing::Paper& paper) {
  if (options.cancelled != nullptr && options.cancelled->load())
    return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return std::string();
  auto bytes = read_file(path, kMostBytes);
  if (!bytes) return fail(bytes.error());
  in_all += bytes->size();
  if (in_all > kMostInAll) {
    return fail({ErrorCode::kLimit, "the papers are more than 512 MiB in all", path, "材料合计超过 512 MiB"});
  }
  look_into(*bytes, path, pdf, options.cancelled, paper);
  return bytes;
}

}  // namespace

void look_into(const std::string& bytes, const std::string& name, PdfText& pdf,
               const std::atomic<bool>* cancelled, filing::Paper& paper) {
  paper.is_there = true;
  paper.is_empty = bytes.empty();
  paper.look = filing::look_at(bytes);
  using filing::PaperFormat;
  const PaperFormat format = paper.look.format;
  if (format == PaperFormat::kPdf) read_pdf(bytes, pdf, paper);
  const bool is_text = name.ends_with(".txt") || name.ends_with(".md");
  if (format == PaperFormat::kDocx || (format == PaperFormat::kOther && is_text))
    read_text(bytes, name, cancelled, paper);
}

Result<ReadPapers> read_papers(const Transfer& transfer, const FileRequest& request,
                               const GateOptions& options) {
  ReadPapers out;
  std::size_t in_all = 0;
  PdfProgram pdf(options.cancelled);
  const std::filesystem::path beside = std::filesystem::path(transfer.origin).parent_path();
  for (std::size_t i = 0; i < transfer.attachments.size(); ++i) {
    filing::Paper paper;
    paper.code = transfer.attachments[i].code;
    paper.pointer = fmt::format("/attachments/{}", i);
    paper.file = transfer.attachments[i].file;
    auto bytes = read_paper((beside / paper.file).string(), options, in_all, pdf, paper);
    if (!bytes) return fail(bytes.error());
    if (paper.is_there) out.attached.push_back({paper.code, paper.file, std::move(*bytes)});
    out.looked_at.push_back(std::move(paper));
  }
  using Role = filing::Paper::Role;
  for (const auto& [role, path, option] : {std::tuple{Role::kContract, request.contract, "--contract"},
                                           {Role::kReport, request.report, "--report"},
                                           {Role::kNotice, request.notice, "--notice"}}) {
    if (path.empty()) continue;
    filing::Paper paper;
    paper.role = role;
    paper.pointer = role == Role::kNotice ? "/scenario" : "/attachments";
    paper.file = std::filesystem::path(path).filename().string();
    const auto bytes = read_paper(path, options, in_all, pdf, paper);
    if (!bytes) return fail(bytes.error());
    if (!paper.is_there)
      return fail({ErrorCode::kNotFound, fmt::format("no such file: {}", path), option,
                   fmt::format("文件不存在：{}", path)});
    if (!paper.pages) {
      return fail(
          {ErrorCode::kMalformed,
           fmt::format("{} holds no text that can be compared; give it as DOCX, text or PDF with text", path),
           option, fmt::format("{} 没有可比对的文字；请提供 DOCX、文本或含文字的 PDF", path)});
    }
    out.looked_at.push_back(std::move(paper));
  }
  return out;
}

}  // namespace tidegate
