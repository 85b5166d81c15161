// A credential that is signed by certificate: CMS whose contents are its claims, or a PDF that holds them.
// Nothing of it is to be believed before certificate_check.h has looked at it. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/cms_check.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::assure {

struct Certified {
  std::string cms;       // DER
  std::string contents;  // what was signed
  // JSON, as the payload of a VC; none: a document that says nothing a machine can read.
  std::optional<std::string> claims;
  Text flaw;  // of a document without claims: why nobody signed the whole of it; empty: somebody did
};

// beside  the contents, where the CMS carries none; empty: there are none.
// Errors: kMalformed, kLimit, kUnavailable (nobody here reads CMS).
Result<Certified> read_certified(std::string_view bytes, std::string_view beside, const CmsCheck* cms,
                                 std::string_view where);

}  // namespace tidegate::assure
