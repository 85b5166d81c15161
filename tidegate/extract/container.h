// What kind of file is this, before its text is looked at? Told from its first octets, never from its name
// alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

enum class Container { kText, kGzip, kZip, kOffice, kTar, kSevenZip, kRar, kPackedFile, kPdf };

constexpr std::size_t kContainerHeadBytes = 4096;

// head  the first kContainerHeadBytes octets, or all that there are.
// Errors: kMalformed for what is not read (old office files, Parquet, databases, pictures, programs ...),
// with what it is and what to do instead; `where` is left empty.
Result<Container> recognise_container(std::string_view head);

}  // namespace tidegate
