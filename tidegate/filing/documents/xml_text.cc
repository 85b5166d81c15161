#include "tidegate/filing/documents/xml_text.h"

#include "tidegate/base/utf8.h"

namespace tidegate::filing {
namespace {

bool is_xml(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

std::string xml_text(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() + 16);
  while (!utf8.empty()) {
    const char32_t c = next_code_point(utf8);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        append_utf8(out, is_xml(c) ? c : kReplacement);
    }
  }
  return out;
}

}  // namespace tidegate::filing
