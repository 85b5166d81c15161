// Text of a PDF by pdftotext, and whether files are attached to it by pdfdetach (both poppler-utils),
// programs of their own: a fault in them is not one in here.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "tidegate/base/pdf_text.h"
#include "tidegate/ports/run_program.h"

namespace tidegate {

class PdfProgram final : public PdfText {
 public:
  // cancelled  once true, the program is ended; may be null. Outlives this.
  explicit PdfProgram(const std::atomic<bool>* cancelled, std::string program = "pdftotext",
                      std::chrono::milliseconds patience = std::chrono::seconds(120))
      : cancelled_(cancelled), program_(std::move(program)), patience_(patience) {}

  Result<Pages> text_of(std::string_view pdf) override;

 private:
  Result<std::optional<bool>> has_files(std::string_view pdf, const ProgramBounds& bounds) const;

  const std::atomic<bool>* cancelled_;
  std::string program_;
  std::string lister_ = "pdfdetach";
  std::chrono::milliseconds patience_;
};

}  // namespace tidegate
