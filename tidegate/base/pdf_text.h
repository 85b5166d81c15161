// Text of a PDF: a program outside takes it out, and a stage is handed the way to ask. Implemented in ports/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

class PdfText {
 public:
  struct Pages {
    std::string text;         // UTF-8 as the program wrote it, lines in the order of the page; FF ends a page
    bool is_damaged = false;  // the program had to guess at parts of the file
    std::optional<bool> has_files = false;  // files are attached to it; none: nobody can tell
  };
  virtual ~PdfText() = default;
  // Errors: kMalformed (encrypted, no PDF), kLimit (time, memory, length), kUnavailable (there is no such
  // program), kCancelled. `where` is left empty.
  virtual Result<Pages> text_of(std::string_view pdf) = 0;
};

}  // namespace tidegate
