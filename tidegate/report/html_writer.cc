#include "tidegate/report/html_writer.h"

#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/report/display_width.h"

namespace tidegate::report {

std::string html_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = printable(next_code_point(text));
    switch (c) {
      case 0:
        break;
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
      case '\'':
        out += "&#39;";
        break;
      default:
        append_utf8(out, (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) ? kReplacement : c);
    }
  }
  return out;
}

Markup breakable(std::string_view path) {
  Markup markup;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size() - 1) + 1;
    markup.html += html_escape(path.substr(begin, end - begin));
    if (path[end - 1] == '/' && end < path.size()) markup.html += "<wbr>";
    begin = end;
  }
  return markup;
}

}  // namespace tidegate::report
