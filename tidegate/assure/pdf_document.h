// A signed PDF (ISO 32000-2, 12.8): which octets are signed by what, and the claims that lie in it as a file.
// Private to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::assure {

inline constexpr std::string_view kClaimsFile = "credential.json";

struct PdfDocument {
  std::string cms;                    // DER
  std::string contents;               // all octets of the file but the signature's own
  std::optional<std::string> claims;  // credential.json; none: it holds no file of that name
  // Why no signature stands for the whole file; empty: one does. Only where there are no claims: else it is
  // an error.
  Text flaw;
};

// One signature must cover the file from its first octet to its last but for its own /Contents: what is
// appended later, or skipped, nobody signed. Claims: one file, plain or under FlateDecode, that a viewer
// lists among the attachments. Errors: kMalformed (it holds claims, and these or the signature will not do),
// kLimit (its octets).
Result<PdfDocument> read_pdf(std::string_view file, std::string_view where);

}  // namespace tidegate::assure
