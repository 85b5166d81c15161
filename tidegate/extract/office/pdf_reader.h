// A PDF: the lines of its pages.
#pragma once

#include <string>

#include "tidegate/base/pdf_text.h"
#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

// bytes  stand at the file's beginning; read to their end.
// Tells one table of lines. Pages without text (scans, pictures) are counted in its notes; where no page has
// any, the table has no rows, so that nobody takes the file for harmless.
// Errors: kMalformed (cut short; those of PdfText), kLimit, kUnavailable, those of source and sink.
Result<void> read_pdf(PeekSource& bytes, PdfText& program, const std::string& path, TableSink& sink,
                      const ExtractOptions& options);

}  // namespace tidegate
