#include "tidegate/base/utf8.h"

#include <cstring>

namespace tidegate {
namespace {

struct Lead {
  int length;      // octets of the sequence; 0: begins none
  char32_t bits;   // payload of the lead octet
  char32_t least;  // smallest code point that needs this length
};

Lead lead(unsigned char octet) {
  if (octet < 0x80) return {1, octet, 0};
  if (octet >= 0xC2 && octet <= 0xDF) return {2, octet & 0x1FU, 0x80};
  if (octet >= 0xE0 && octet <= 0xEF) return {3, octet & 0x0FU, 0x800};
  if (octet >= 0xF0 && octet <= 0xF4) return {4, octet & 0x07U, 0x10000};
  return {0, 0, 0};
}

}  // namespace

char32_t next_code_point(std::string_view& text) {
  const Lead l = lead(static_cast<unsigned char>(text.front()));
  char32_t code_point = l.bits;
  bool valid = l.length > 0 && text.size() >= static_cast<std::size_t>(l.length);
  for (int i = 1; valid && i < l.length; ++i) {
    const auto octet = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    valid = (octet & 0xC0U) == 0x80U;
    code_point = (code_point << 6U) | (octet & 0x3FU);
  }
  valid = valid && code_point >= l.least && code_point <= 0x10FFFF &&
          !(code_point >= 0xD800 && code_point <= 0xDFFF);
  text.remove_prefix(valid ? static_cast<std::size_t>(l.length) : 1);
  return valid ? code_point : kReplacement;
}

void append_utf8(std::string& out, char32_t c) {
  const auto octet = [&](char32_t bits) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(bits)));
  };
  if (c < 0x80) {
    octet(c);
  } else if (c < 0x800) {
    octet(0xC0U | (c >> 6U));
    octet(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    octet(0xE0U | (c >> 12U));
    octet(0x80U | ((c >> 6U) & 0x3FU));
    octet(0x80U | (c & 0x3FU));
  } else {
    octet(0xF0U | (c >> 18U));
    octet(0x80U | ((c >> 12U) & 0x3FU));
    octet(0x80U | ((c >> 6U) & 0x3FU));
    octet(0x80U | (c & 0x3FU));
  }
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) next_code_point(rest);
  return text.substr(0, text.size() - rest.size());
}

bool is_valid_utf8(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  while (!text.empty()) {
    std::uint64_t eight = 0;
    if (text.size() >= sizeof eight) std::memcpy(&eight, text.data(), sizeof eight);
    if (text.size() >= sizeof eight && (eight & 0x8080808080808080ULL) == 0) {
      text.remove_prefix(sizeof eight);
    } else if (octet(0) < 0x80) {
      text.remove_prefix(1);
    } else if (octet(0) >= 0xE1 && octet(0) <= 0xEC && text.size() >= 3 && (octet(1) & 0xC0U) == 0x80U &&
               (octet(2) & 0xC0U) == 0x80U) {
      text.remove_prefix(3);  // most of Chinese
    } else {
      const char* const at = text.data();
      if (next_code_point(text) == kReplacement && text.data() == at + 1) return false;
    }
  }
  return true;
}

std::string valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  const char* valid = text.data();  // from here to what is left of the text
  while (!text.empty()) {
    const char* const at = text.data();
    const bool is_ascii = static_cast<unsigned char>(*at) < 0x80;
    if (is_ascii) {
      text.remove_prefix(1);
    } else if (next_code_point(text) == kReplacement && text.data() == at + 1) {
      out.append(valid, at);
      append_utf8(out, kReplacement);
      valid = text.data();
    }
  }
  return out.append(valid, text.data());
}

}  // namespace tidegate
