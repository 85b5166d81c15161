// Office files: XLSX, DOCX, PPTX and OpenDocument -> tables and lines of text.
#pragma once

#include <functional>
#include <string>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/result.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

// Whether a name ends as those of office files do (".xlsx", ".docx" ...): a hint, where the archive's first
// file does not tell.
bool has_office_ending(std::string_view name);

enum class OfficeKind { kNone, kWorkbook, kText, kSlides, kOpenSheets, kOpenText };

// Told from the parts. kNone: an archive of some other kind.
// Errors: kMalformed for what is an office file and is not read (XLSB, an encrypted OpenDocument), with what
// to do instead; those of read_xml.
Result<OfficeKind> office_kind(const OfficePackage& package);

// Takes a file that lies in another ("word/embeddings/sheet1.xlsx"), under its path.
using EmbeddedFiles = std::function<Result<void>(ByteSource&, const std::string& path)>;

// Tells one table for each sheet, for each table of a text or slide, and one for all the running text, under
// the file's own path. What is in the file and not read (pictures, objects of other programs) is told as a
// table without rows, so that nobody takes the file for read to its end.
// Returns false where the file holds nothing. Errors: kMalformed (damaged), kLimit, those of the sink.
Result<bool> read_office(const OfficePackage& package, OfficeKind kind, TableSink& sink,
                         ExpansionBudget& budget, const ExtractOptions& options,
                         const EmbeddedFiles& embedded);

}  // namespace tidegate
