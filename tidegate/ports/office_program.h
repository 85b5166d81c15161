// Documents to PDF by LibreOffice, a program of its own (Debian: libreoffice-writer-nogui).
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

// documents  names ending in .docx, and their bytes. Each gets a PDF of its name in `folder`. The program's
// own settings and the copies that it prints lie in a folder of their own and go with it, so that a user's
// open LibreOffice is neither seen nor touched. A PDF holds the time it was made: its bytes are not the same
// twice. Errors: kUnavailable (no such program, or it wrote no PDF), kLimit (five minutes), kCancelled.
Result<void> print_to_pdf(const std::vector<std::pair<std::string, std::string>>& documents,
                          const std::string& folder, const std::atomic<bool>* cancelled,
                          const std::string& program = "soffice");

}  // namespace tidegate
