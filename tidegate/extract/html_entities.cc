#include "tidegate/extract/html_entities.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace tidegate {
namespace {

struct Entity {
  std::size_t length = 0;  // octets from '&' to ';'
  char32_t character = 0;
};

struct Named {
  std::string_view name;
  char32_t character;
};
constexpr std::array kNamed{Named{"amp", U'&'},  Named{"lt", U'<'},    Named{"gt", U'>'},
                            Named{"quot", U'"'}, Named{"apos", U'\''}, Named{"nbsp", U' '}};

int digit_of(char c, int base) {
  const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const int digit = lower >= '0' && lower <= '9'   ? lower - '0'
                    : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                   : base;
  return digit < base ? digit : -1;
}

// Of "#20013" and "#x4E2D"; what is no character of text is none.
std::optional<char32_t> numbered(std::string_view number) {
  constexpr std::size_t kMostDigits = 7;
  const bool is_hex = number.size() > 1 && (number[1] == 'x' || number[1] == 'X');
  const std::string_view digits = number.substr(is_hex ? 2 : 1);
  if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits) {
    const int digit = digit_of(c, is_hex ? 16 : 10);
    if (digit < 0) return std::nullopt;
    value = value * (is_hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
  return value < U' ' || value == 0x7F || value == 0xA0 ? U' ' : value;
}

// Of a text that begins with '&'; length 0: none.
Entity entity_at(std::string_view text) {
  constexpr std::size_t kLongest = 11;  // "&#x0010FFFF" and its end
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 3) return {};
  const std::string_view body = text.substr(1, end - 1);
  if (body.front() == '#') {
    const auto character = numbered(body);
    return character ? Entity{end + 1, *character} : Entity{};
  }
  const auto at = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& n) { return n.name == body; });
  return at == kNamed.end() ? Entity{} : Entity{end + 1, at->character};
}

// Never longer than the entity it stands in.
char* put(char32_t c, char* out) {
  const auto octet = [&](char32_t value) { *out++ = static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) {
    octet(c);
  } else if (c < 0x800) {
    octet(0xC0 | c >> 6U);
    octet(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    octet(0xE0 | c >> 12U);
    octet(0x80 | (c >> 6U & 0x3FU));
    octet(0x80 | (c & 0x3FU));
  } else {
    octet(0xF0 | c >> 18U);
    octet(0x80 | (c >> 12U & 0x3FU));
    octet(0x80 | (c >> 6U & 0x3FU));
    octet(0x80 | (c & 0x3FU));
  }
  return out;
}

// The cell's new length.
std::uint32_t decode_cell(char* begin, std::uint32_t length) {
  char* out = begin;
  for (const char* at = begin; at != begin + length;) {
    const std::string_view left(at, static_cast<std::size_t>(begin + length - at));
    const Entity entity = *at == '&' ? entity_at(left) : Entity{};
    if (entity.length == 0) {
      *out++ = *at++;
      continue;
    }
    out = put(entity.character, out);
    at += entity.length;
  }
  std::memset(out, ' ', static_cast<std::size_t>(begin + length - out));
  return static_cast<std::uint32_t>(out - begin);
}

}  // namespace

void decode_entities(RowBlock& block) {
  auto cell = block.cells.begin();
  const std::string_view text = block.text;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    if (entity_at(text.substr(at)).length == 0) continue;
    cell = std::partition_point(cell, block.cells.end(), [&](const RowBlock::Cell& c) {
      return std::size_t{c.begin} + c.length <= at;
    });
    if (cell == block.cells.end()) return;
    if (cell->begin > at) continue;
    const std::size_t end = std::size_t{cell->begin} + cell->length;
    cell->length = decode_cell(block.text.data() + cell->begin, cell->length);
    at = end - 1;
    ++cell;
  }
}

}  // namespace tidegate
