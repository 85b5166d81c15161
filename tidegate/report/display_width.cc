#include "tidegate/report/display_width.h"

#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/report/width_ranges.h"

namespace tidegate::report {
namespace {

bool in(const auto& ranges, char32_t c) {
  const auto at =
      std::lower_bound(ranges.begin(), ranges.end(), c,
                       [](const CodePointRange& range, char32_t value) { return range.last < value; });
  return at != ranges.end() && at->first <= c;
}

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

int columns_of(char32_t c) {
  if (c < 0x300) return c == 0xAD ? 1 : (c < 0x20 ? 0 : 1);
  if (in(kZeroWidth, c)) return 0;
  return in(kWide, c) ? 2 : 1;
}

char32_t printable(char32_t c) {
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) return ' ';
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || turns_direction(c)) return kReplacement;
  if (c == 0x200B || c == 0xFEFF) return 0;
  return c;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = printable(next_code_point(text));
    if (c != 0) append_utf8(out, c);
  }
  return out;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const char32_t c = printable(next_code_point(text));
    if (c != 0) width += columns_of(c);
  }
  return width;
}

}  // namespace tidegate::report
