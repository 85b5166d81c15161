// Names of files in archives, as they may be shown.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// In UTF-8 and without control characters. Chinese Windows writes names in GB18030 and does not say so.
// is_utf8  the archive says that it is.
std::string readable_name(const std::string& name, bool is_utf8);

// What archivers of desktops add, and nobody wrote: neither read nor an error.
bool is_dropping(std::string_view member);

}  // namespace tidegate
