#include "tidegate/extract/utf16.h"

#include <cstdint>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

unsigned unit(std::string_view text, std::size_t at, bool is_big_endian) {
  const unsigned first = static_cast<unsigned char>(text[at]);
  const unsigned second = static_cast<unsigned char>(text[at + 1]);
  return is_big_endian ? first << 8 | second : second << 8 | first;
}

bool is_high(unsigned u) { return u >= 0xD800 && u < 0xDC00; }
bool is_low(unsigned u) { return u >= 0xDC00 && u < 0xE000; }

// Writes a scalar value; returns the octets written, 4 at most.
std::size_t put(char32_t c, char* into) {
  const auto octet = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (c < 0x80) {
    into[0] = octet(c);
    return 1;
  }
  if (c < 0x800) {
    into[0] = octet(0xC0U | c >> 6U);
    into[1] = octet(0x80U | (c & 0x3FU));
    return 2;
  }
  if (c < 0x10000) {
    into[0] = octet(0xE0U | c >> 12U);
    into[1] = octet(0x80U | (c >> 6U & 0x3FU));
    into[2] = octet(0x80U | (c & 0x3FU));
    return 3;
  }
  into[0] = octet(0xF0U | c >> 18U);
  into[1] = octet(0x80U | (c >> 12U & 0x3FU));
  into[2] = octet(0x80U | (c >> 6U & 0x3FU));
  into[3] = octet(0x80U | (c & 0x3FU));
  return 4;
}

}  // namespace

TextDecoder::Step Utf16Decoder::decode(std::string_view text, bool is_last, std::span<char> into) {
  std::size_t at = 0;
  std::size_t out = 0;
  while (at < text.size() && into.size() - out >= 4) {
    if (text.size() - at == 1) {
      if (!is_last) break;
      ++invalid_bytes_;
      out += put(kReplacement, into.data() + out);
      ++at;
      break;
    }
    const unsigned first = unit(text, at, is_big_endian_);
    char32_t c = first;
    std::size_t length = 2;
    if (is_high(first)) {
      if (text.size() - at < 4 && !is_last) break;
      const unsigned second = text.size() - at < 4 ? 0 : unit(text, at + 2, is_big_endian_);
      if (is_low(second)) {
        c = 0x10000 + ((first - 0xD800U) << 10U) + (second - 0xDC00U);
        length = 4;
      }
    }
    if (c >= 0xD800 && c < 0xE000) {
      invalid_bytes_ += 2;
      c = kReplacement;
    }
    out += put(c, into.data() + out);
    at += length;
  }
  return {at, out};
}

bool looks_like_utf16(std::string_view text, bool is_big_endian) {
  std::uint64_t ascii = 0;
  std::uint64_t separators = 0;
  std::uint64_t other_zeros = 0;  // in the octet that is not 0 in ASCII
  bool behind_high = false;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    const unsigned u = unit(text, at, is_big_endian);
    if (behind_high != is_low(u)) return false;
    behind_high = is_high(u);
    const bool is_space = u == '\t' || u == '\r' || u == '\n' || u == '\f';
    if ((u < 0x20 && !is_space) || u == 0x7F || u >= 0xFFFE) return false;
    if (u < 0x80) ++ascii;
    if (is_space || u == ',' || u == ' ' || u == ';' || u == '|' || u == ':') ++separators;
    if (u >= 0x100 && (u & 0xFFU) == 0) ++other_zeros;
  }
  // Every table has delimiters, digits and line ends. A text of octets with some NUL in it has them at even
  // and odd places alike.
  return text.size() >= 8 && ascii * 2 * 8 >= text.size() && separators > 0 && ascii >= 8 * other_zeros;
}

}  // namespace tidegate
