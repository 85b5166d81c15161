#include "tidegate/classify/foreign_shapes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

// The surnames of all but a few Koreans.
constexpr std::u32string_view kSurnamesKo =
    U"김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함"
    U"변염여추"
    U"도소석선설마길연위표명기반왕금옥육인맹제모탁은편용예경봉사부황복태목형두감호";

bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
bool is_kana(char32_t c) { return c >= 0x3040 && c <= 0x30FF; }
bool is_katakana(char32_t c) { return c >= 0x30A0 && c <= 0x30FF; }

std::size_t hangul_of(const CellView& cell) {
  return static_cast<std::size_t>(std::count_if(cell.points.begin(), cell.points.end(), is_hangul));
}

bool has_any(const CellView& cell, std::u32string_view marks) {
  return cell.points.find_first_of(marks) != std::u32string::npos;
}

}  // namespace

bool is_name_ja(const CellView& cell, bool has_surname) {
  const std::size_t n = cell.points.size();
  if (cell.han + cell.kana + cell.spaces != n || cell.han == 0) return false;
  const std::size_t space = cell.points.find(U' ');
  if (space == std::u32string::npos) return has_surname && n >= 3 && n <= 6;
  return cell.spaces == 1 && space <= 3 && n - space >= 2 && n - space <= 5;
}

bool is_name_kana(const CellView& cell) {
  const std::size_t n = cell.points.size();
  return cell.spaces == 1 && cell.kana + 1 == n && n >= 5 && n <= 16 &&
         std::all_of(cell.points.begin(), cell.points.end(),
                     [](char32_t c) { return c == U' ' || is_kana(c); }) &&
         (is_katakana(cell.points[0]) == is_katakana(cell.points.back()));
}

bool is_name_ko(const CellView& cell) {
  const std::size_t n = cell.points.size();
  return n >= 2 && n <= 4 && hangul_of(cell) == n &&
         kSurnamesKo.find(cell.points[0]) != std::u32string_view::npos;
}

bool is_name_airline(const CellView& cell) {
  const std::size_t slash = cell.text.find('/');
  if (slash == std::string::npos || slash < 2 || cell.text.size() > 40 || cell.text.size() - slash < 3)
    return false;
  if (cell.text.find('/', slash + 1) != std::string::npos) return false;
  return cell.upper + cell.spaces + 1 == cell.text.size();
}

bool is_address_ja(const CellView& cell) {
  if (cell.han < 5 || cell.digits == 0) return false;
  const std::size_t prefecture = cell.points.find_first_of(U"都道府県");
  return prefecture != std::u32string::npos && prefecture >= 2 && prefecture <= 13 &&
         has_any(cell, U"市区町村郡");
}

bool is_address_ko(const CellView& cell) {
  return hangul_of(cell) >= 6 && cell.digits > 0 && cell.spaces >= 2 && has_any(cell, U"로길동읍면가") &&
         has_any(cell, U"시도구군");
}

bool is_address_de(const CellView& cell) {
  constexpr std::array<std::string_view, 9> kEnds{"straße", "strasse", "str.", "weg",     "gasse",
                                                  "platz",  "allee",   "damm", "chaussee"};
  if (cell.han > 0 || cell.digits == 0 || cell.text.size() > 160) return false;
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
    const std::size_t at = cell.lowered.find(end);
    if (at == std::string::npos) return false;
    const std::size_t next = at + end.size();
    return next + 1 < cell.lowered.size() && cell.lowered[next] == ' ' &&
           ascii::is_digit(cell.lowered[next + 1]);
  });
}

bool is_money_with_unit(const CellView& cell) {
  constexpr std::array<std::string_view, 11> kUnits{"원",  "円",  "元",  "万元", "€",  "£",
                                                    "eur", "usd", "cny", "rmb",  "jpy"};
  if (cell.digits == 0 || cell.points.size() > 20 || !ascii::is_digit(cell.text[0])) return false;
  for (const std::string_view unit : kUnits) {
    if (!cell.lowered.ends_with(unit)) continue;
    std::string_view number = cell.lowered;
    number.remove_suffix(unit.size());
    return number.find_first_not_of("0123456789,. ") == std::string_view::npos;
  }
  return false;
}

}  // namespace tidegate
