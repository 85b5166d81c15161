// Cells that say they are empty, and full-width writing.
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/fit.h"

namespace tidegate {

bool is_null_word(std::string_view cell) {
  if (cell.size() > 9) return false;
  switch (ascii::to_lower(cell[0])) {
    case 'n':
      for (const std::string_view word : Words{"null", "n/a", "na", "nil", "nan", "none"}) {
        if (ascii::equals_ignoring_case(cell, word)) return true;
      }
      return false;
    case '-':
      return cell == "-" || cell == "--" || cell == "---";
    case '\\':
      return cell == "\\N";
    case '/':
      return cell == "/";
    case '#':
      return cell == "#N/A" || cell == "#NULL!" || cell == "#REF!";
    case '(':
      return cell == "(null)";
    case '<':
      return cell == "<null>" || cell == "<NULL>";
    case 'u':
      return ascii::equals_ignoring_case(cell, "unknown") || ascii::equals_ignoring_case(cell, "undefined");
    case '\xE2':
      return cell == "—" || cell == "——" || cell == "–";
    case '\xE4':
      return cell == "不详" || cell == "不明";
    case '\xE6':
      return cell == "未知" || cell == "未填" || cell == "未填写" || cell == "暂无" || cell == "未提供";
    case '\xE7':
      return cell == "空" || cell == "空值";
    default:
      return false;
  }
}

std::string half_width(std::string_view cell) {
  std::string out;
  out.reserve(cell.size());
  bool is_changed = false;
  for (std::size_t i = 0; i < cell.size();) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned>(static_cast<unsigned char>(cell[i + k]));
    };
    if (byte(0) < 0x80) {
      out.push_back(cell[i++]);
      continue;
    }
    if (i + 2 >= cell.size()) return {};
    const unsigned code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (byte(0) == 0xEF && code >= 0xFF01 && code <= 0xFF5E) {
      out.push_back(static_cast<char>(code - 0xFF01 + '!'));
    } else if (byte(0) == 0xE3 && code == 0x3000) {
      out.push_back(' ');
    } else {
      return {};
    }
    is_changed = true;
    i += 3;
  }
  return is_changed ? out : std::string{};
}

}  // namespace tidegate
