#include "tidegate/ports/pdf_program.h"

namespace tidegate {
namespace {

constexpr int kNotOpened = 1;  // exit status: it is no PDF, or its password is not known
constexpr int kForbidden = 3;  // its maker forbids taking text out

bool says(const std::string& errors, std::string_view what) { return errors.find(what) != std::string::npos; }

}  // namespace

Result<PdfText::Pages> PdfProgram::text_of(std::string_view pdf) {
  ProgramBounds bounds;
  bounds.patience = patience_;
  bounds.output_bytes = 256U << 20;
  bounds.memory_bytes = 2ULL << 30;
  bounds.cancelled = cancelled_;
  // -layout keeps what stands side by side on one line: a row of a table, a label and its value.
  auto ran = run_program({program_, "-layout", "-enc", "UTF-8", "-eol", "unix", "-", "-"}, pdf, bounds);
  if (!ran) {
    Error error = ran.error();
    error.where.clear();
    if (error.code == ErrorCode::kUnavailable) {
      error.what =
          "the program pdftotext, which reads PDF, is not there; install it (Debian: apt install "
          "poppler-utils)";
      error.what_zh = "缺少读取 PDF 的程序 pdftotext；请安装（Debian：apt install poppler-utils）";
    }
    return fail(std::move(error));
  }
  if (ran->status == kForbidden || (ran->status == kNotOpened && says(ran->errors, "assword"))) {
    return fail({ErrorCode::kMalformed,
                 "the PDF is encrypted; open it with its password and save it without one", "",
                 "PDF 已加密；请用密码打开，取消密码后另存"});
  }
  if (ran->status == kNotOpened) {
    return fail({ErrorCode::kMalformed, "the PDF is damaged; fetch or copy the file again", "",
                 "PDF 已损坏，请重新获取该文件"});
  }
  if (ran->status != 0) {
    return fail({ErrorCode::kLimit,
                 "the PDF needs more memory to be read than is allowed, or ends its reader", "",
                 "读取该 PDF 所需内存超限，或导致读取程序异常结束"});
  }
  const bool is_damaged = says(ran->errors, "Syntax Error") || says(ran->errors, "Internal Error");
  const auto files = has_files(pdf, bounds);
  if (!files) return fail(files.error());
  return Pages{std::move(ran->output), is_damaged, *files};
}

Result<std::optional<bool>> PdfProgram::has_files(std::string_view pdf, const ProgramBounds& bounds) const {
  const auto listed = run_program({lister_, "-list", "fd://0"}, pdf, bounds);
  if (!listed && listed.error().code == ErrorCode::kCancelled) return fail(listed.error());
  if (!listed || listed->status != 0 || listed->output.empty()) return std::optional<bool>{};
  return std::optional<bool>{!listed->output.starts_with("0 ")};
}

}  // namespace tidegate
