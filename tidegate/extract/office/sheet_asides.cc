#include "tidegate/extract/office/sheet_asides.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidegate {
namespace {

constexpr std::size_t kMostBytes = 8U << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_page_text(std::string_view element) {
  static constexpr std::array<std::string_view, 6> kElements{"oddHeader",  "oddFooter",   "evenHeader",
                                                             "evenFooter", "firstHeader", "firstFooter"};
  return std::find(kElements.begin(), kElements.end(), element) != kElements.end();
}

bool is_formula(std::string_view element) { return element == "formula1" || element == "formula2"; }

}  // namespace

std::string header_text(std::string_view codes) {
  std::string out;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] != '&' || i + 1 == codes.size()) {
      out += codes[i];
      continue;
    }
    const char code = codes[++i];
    if (code == '&') {
      out += '&';
    } else if (code == '"') {  // a font
      i = std::min(codes.find('"', i + 1), codes.size() - 1);
    } else if (is_digit(code)) {  // its size
      while (i + 1 < codes.size() && is_digit(codes[i + 1])) ++i;
    } else if (code == 'K') {  // its colour
      for (int n = 0; n < 6 && i + 1 < codes.size() && codes[i + 1] != '&'; ++n) ++i;
    } else if (code == 'L' || code == 'C' || code == 'R') {
      out += '\n';
    }
  }
  return out;
}

Result<void> SheetAsides::add(std::string_view text) {
  for (std::string_view left = text; !left.empty();) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    const std::string_view line = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    bytes_ += line.size();
    if (bytes_ > kMostBytes) {
      return fail(
          {ErrorCode::kLimit,
           fmt::format("headers, footers and lists of its sheets have more than {} octets", kMostBytes),
           path_, fmt::format("工作表的页眉页脚和下拉列表超过 {} 字节的上限", kMostBytes)});
    }
    lines_.emplace_back(line);
  }
  return {};
}

Result<void> SheetAsides::add_name(std::string_view name) {
  constexpr std::ptrdiff_t kNumber = 7;
  const bool is_told = name.find('@') != std::string_view::npos ||
                       std::count_if(name.begin(), name.end(), is_digit) >= kNumber;
  return is_told ? add(name) : Result<void>();
}

Result<void> SheetAsides::start(std::string_view element, const XmlAttributes& attributes) {
  if (is_page_text(element) || is_formula(element)) {
    open_.clear();
    is_open_ = true;
  }
  if (element != "dataValidation" && element != "hyperlink") return {};
  for (const std::string_view name : {"promptTitle", "prompt", "errorTitle", "error", "display", "tooltip"}) {
    if (const auto ok = add(attributes.get(name)); !ok) return ok;
  }
  return {};
}

Result<void> SheetAsides::end(std::string_view element) {
  if (!is_open_ || (!is_page_text(element) && !is_formula(element))) return {};
  is_open_ = false;
  if (is_page_text(element)) return add(header_text(open_));
  // A list stands in quotes, parted by commas; all else names cells, which are read.
  if (!open_.starts_with('"')) return {};
  std::replace(open_.begin(), open_.end(), ',', '\n');
  std::erase(open_, '"');
  return add(open_);
}

void SheetAsides::text(std::string_view part) {
  if (is_open_ && open_.size() < kMostBytes) open_ += part;
}

Result<void> SheetAsides::tell(LineTable& lines) const {
  for (const std::string& line : lines_) {
    if (const auto ok = lines.add(line); !ok) return ok;
  }
  return {};
}

}  // namespace tidegate
