// A document as DOCX (ECMA-376), the least that Word, WPS and LibreOffice open alike.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/filing/documents/document.h"

namespace tidegate::filing {

// Errors: kOutOfRange (4 GiB).
Result<std::string> docx_of(const Document& document, const DocumentStyle& style);

// Its main part alone: for tests.
std::string docx_body(const Document& document, const DocumentStyle& style);

}  // namespace tidegate::filing
