#include "tidegate/classify/header_units.h"

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

constexpr char32_t kFullWidthFirst = 0xFF01;
constexpr char32_t kFullWidthLast = 0xFF5E;
constexpr char32_t kFullWidthShift = 0xFEE0;
constexpr char32_t kIdeographicSpace = 0x3000;

char32_t folded(char32_t c) {
  if (c >= kFullWidthFirst && c <= kFullWidthLast) return c - kFullWidthShift;
  return c == kIdeographicSpace ? U' ' : c;
}

bool is_lower(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_upper(char32_t c) { return c >= U'A' && c <= U'Z'; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_word(char32_t c) { return is_lower(c) || is_upper(c) || is_digit(c); }
bool is_letter_beyond_ascii(char32_t c) {
  if (c < 0x80) return false;
  return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) && c != kReplacement && c != 0xB7;
}
bool is_latin_letter(char32_t c) { return c >= 0xC0 && c <= 0x24F; }

std::u32string code_points(std::string_view text) {
  std::u32string out;
  while (!text.empty()) out.push_back(folded(next_code_point(text)));
  return out;
}

// Between two letters or digits of one run: does a new word begin at i? "userId", "IDCard", "PLCIp2".
bool word_begins(const std::u32string& s, std::size_t i) {
  if (!is_upper(s[i])) return false;
  if (is_lower(s[i - 1]) || is_digit(s[i - 1])) return true;
  return is_upper(s[i - 1]) && i + 1 < s.size() && is_lower(s[i + 1]);
}

std::string utf8(const std::u32string& s) {
  std::string out;
  for (const char32_t c : s) append_utf8(out, c);
  return out;
}

bool closes(char32_t open, char32_t c) {
  return (open == U'(' && c == U')') || (open == U'[' && c == U']') || (open == U'【' && c == U'】') ||
         (open == U'{' && c == U'}');
}

}  // namespace

bool is_ascii_unit(std::string_view unit) {
  return !unit.empty() && static_cast<unsigned char>(unit[0]) < 0x80;
}

std::vector<std::string> header_units(std::string_view text) {
  const std::u32string s = code_points(text);
  std::vector<std::string> units;
  bool in_word = false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char32_t c = s[i];
    // Accented letters stay inside their word: "straße", "prénom".
    if (is_word(c) || is_latin_letter(c)) {
      if (!in_word || (i > 0 && word_begins(s, i))) units.emplace_back();
      append_utf8(units.back(), is_upper(c) ? c + 32 : c);
      in_word = true;
      continue;
    }
    in_word = false;
    if (is_letter_beyond_ascii(c)) {
      units.emplace_back();
      append_utf8(units.back(), c);
    }
  }
  return units;
}

HeaderParts header_parts(std::string_view header) {
  const std::u32string s = code_points(header);
  HeaderParts out;
  std::u32string part;
  const auto finish = [&] {
    if (!part.empty()) out.parts.push_back(utf8(part));
    part.clear();
  };
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char32_t c = s[i];
    if (c == U'(' || c == U'[' || c == U'【' || c == U'{') {
      std::size_t end = i + 1;
      while (end < s.size() && !closes(c, s[end])) ++end;
      if (end < s.size()) {
        if (!out.aside.empty()) out.aside.push_back(' ');
        out.aside += utf8(s.substr(i + 1, end - i - 1));
        part.push_back(U' ');
        i = end;
        continue;
      }
    }
    // A change of script across a separator starts another part: "姓名 Name", "姓名/Name".
    const bool parts_here = c == U'|' || c == U'\n' || c == U'\r';
    const bool space_between_scripts =
        (c == U' ' || c == U'/') && i > 0 && i + 1 < s.size() &&
        ((s[i - 1] >= 0x2E80 && s[i + 1] < 0x80) || (s[i - 1] < 0x80 && s[i + 1] >= 0x2E80));
    if (parts_here || space_between_scripts) {
      finish();
    } else {
      part.push_back(c);
    }
  }
  finish();
  if (out.parts.empty()) out.parts.emplace_back();
  return out;
}

std::string joined_units(const std::vector<std::string>& units, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && is_ascii_unit(units[i]) && is_ascii_unit(units[i - 1])) out.push_back(' ');
    out += units[i];
  }
  return out;
}

}  // namespace tidegate
