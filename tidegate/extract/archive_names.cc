#include "tidegate/extract/archive_names.h"

#include <string_view>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/gb18030.h"

namespace tidegate {

std::string readable_name(const std::string& name, bool is_utf8) {
  std::string text = name;
  if (!is_utf8 && valid_utf8(name) != name) text = gb18030_to_utf8(name);
  std::string out;
  for (std::string_view left = text; !left.empty();) {
    const char32_t c = next_code_point(left);
    append_utf8(out, c < 0x20 || c == 0x7F ? kReplacement : c);
  }
  return out;
}

bool is_dropping(std::string_view member) {
  const std::string_view base = member.substr(member.find_last_of('/') + 1);
  return member.starts_with("__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" ||
         base == "desktop.ini";
}

}  // namespace tidegate
