// Old office files and encrypted new ones: both lie in a container of Microsoft's (MS-CFB) that is not read
// here.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

inline constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// What it is and what to do, told from the names of the streams in it: kMalformed with an empty `where`, or
// the source's own error. bytes stand at its beginning.
Error ole_refusal(PeekSource& bytes);

}  // namespace tidegate
