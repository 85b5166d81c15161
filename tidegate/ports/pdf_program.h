// Text of a PDF by pdftotext (poppler-utils), a program of its own: a fault in it is not one in here.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "tidegate/base/pdf_text.h"

namespace tidegate {

class PdfProgram final : public PdfText {
 public:
  // cancelled  once true, the program is ended; may be null. Outlives this.
  explicit PdfProgram(const std::atomic<bool>* cancelled, std::string program = "pdftotext",
                      std::chrono::milliseconds patience = std::chrono::seconds(120))
      : cancelled_(cancelled), program_(std::move(program)), patience_(patience) {}

  Result<Pages> text_of(std::string_view pdf) override;

 private:
  const std::atomic<bool>* cancelled_;
  std::string program_;
  std::chrono::milliseconds patience_;
};

}  // namespace tidegate
