#include "tidegate/base/seen_text.h"

#include <algorithm>
#include <array>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode: White_Space, Default_Ignorable_Code_Point, controls, and the Braille pattern without a dot.
constexpr std::array<Range, 19> kUnseen{{{0x00, 0x20},
                                         {0x7F, 0xA0},
                                         {0xAD, 0xAD},
                                         {0x034F, 0x034F},
                                         {0x061C, 0x061C},
                                         {0x115F, 0x1160},
                                         {0x1680, 0x1680},
                                         {0x17B4, 0x17B5},
                                         {0x180B, 0x180F},
                                         {0x2000, 0x200F},
                                         {0x2028, 0x202F},
                                         {0x205F, 0x206F},
                                         {0x2800, 0x2800},
                                         {0x3000, 0x3000},
                                         {0x3164, 0x3164},
                                         {0xFE00, 0xFE0F},
                                         {0xFEFF, 0xFEFF},
                                         {0xFFA0, 0xFFA0},
                                         {0xFFF0, 0xFFFB}}};
constexpr std::array<Range, 3> kUnseenBeyond{{{0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}}};
constexpr std::array<Range, 7> kMisleading{{{0x00, 0x1F},
                                            {0x7F, 0x9F},
                                            {0x061C, 0x061C},
                                            {0x200E, 0x200F},
                                            {0x2028, 0x2029},
                                            {0x202A, 0x202E},
                                            {0x2066, 0x2069}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return c >= range.first && c <= range.last; });
}

template <typename Is>
bool any_of_text(std::string_view text, Is is) {
  while (!text.empty()) {
    if (is(next_code_point(text))) return true;
  }
  return false;
}

}  // namespace

bool is_seen(char32_t code_point) { return !is_in(kUnseen, code_point) && !is_in(kUnseenBeyond, code_point); }
bool misleads(char32_t code_point) { return is_in(kMisleading, code_point); }
bool shows_something(std::string_view text) { return any_of_text(text, is_seen); }
bool has_misleading(std::string_view text) { return any_of_text(text, misleads); }

}  // namespace tidegate
