#include <algorithm>
#include <cstdint>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_shapes.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestCell = 512;

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}
bool is_kana(char32_t c) { return c >= 0x3040 && c <= 0x30FF; }

// "1,234.50", "-3", "12%", "¥5": as NumberStats reads them.
void read_number(CellView& cell) {
  std::string_view s = cell.text;
  if (s.empty() || s.size() > 24) return;
  bool negative = false;
  if (s.front() == '-' || s.front() == '+') {
    negative = s.front() == '-';
    s.remove_prefix(1);
  }
  for (const std::string_view sign : {"$", "¥", "￥", "€", "£"}) {
    if (s.starts_with(sign)) s.remove_prefix(sign.size());
  }
  if (s.ends_with("%")) s.remove_suffix(1);
  std::int64_t value = 0;
  int places = -1;
  std::size_t digits = 0;
  for (const char c : s) {
    if (c == ',' && places < 0) continue;
    if (c == '.' && places < 0) {
      places = 0;
      continue;
    }
    if (!ascii::is_digit(c)) return;
    ++digits;
    if (places >= 0) ++places;
    if (places <= 6 && digits <= 18) {
      if (value > INT64_MAX / 20) return;
      value = value * 10 + ascii::digit_of(c);
    }
  }
  if (digits == 0) return;
  for (int p = places < 0 ? 0 : places; p < 6; ++p) {
    if (value > INT64_MAX / 20) {
      value = INT64_MAX / 2;
      break;
    }
    value *= 10;
  }
  cell.micro = negative ? -value : value;
  cell.places = places < 0 ? 0 : places;
}

}  // namespace

CellView::CellView(std::string_view cell, const ValueLexicons& all) {
  cell = cell.substr(0, kLongestCell);
  points.reserve(cell.size());
  text.reserve(cell.size());
  while (!cell.empty()) {
    char32_t c = static_cast<unsigned char>(cell.front());
    if (c < 0x80) {
      cell.remove_prefix(1);
    } else {
      c = next_code_point(cell);
    }
    if (c >= 0xFF01 && c <= 0xFF5E && c != 0xFF0C && c != 0xFF1B && c != 0xFF1A) c -= 0xFEE0;
    if (c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000 || c == 0xA0) c = U' ';
    points.push_back(c);
  }
  while (!points.empty() && points.back() == U' ') points.pop_back();
  points.erase(0, points.find_first_not_of(U' ') == std::u32string::npos ? points.size()
                                                                         : points.find_first_not_of(U' '));
  for (const char32_t c : points) {
    if (c < 0x80) {
      text.push_back(static_cast<char>(c));
    } else {
      append_utf8(text, c);
    }
    if (is_han(c))
      ++han;
    else if (is_kana(c))
      ++kana;
    else if (c < 0x80 && ascii::is_digit(static_cast<char>(c)))
      ++digits;
    else if (c < 0x80 && ascii::is_alpha(static_cast<char>(c)))
      ++latin;
    else if (c == U' ')
      ++spaces;
    else
      ++signs;
    if (c >= U'A' && c <= U'Z') ++upper;
    if (c >= U'a' && c <= U'z') ++lower;
  }
  words = text.empty() ? 0 : 1;
  for (std::size_t i = 1; i < text.size(); ++i) words += text[i] == ' ' && text[i - 1] != ' ' ? 1 : 0;
  lowered = text;
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), ascii::to_lower);
  lexicons = all.match(lowered);
  read_number(*this);
}

}  // namespace tidegate
