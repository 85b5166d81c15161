#include "tidegate/ports/databases/binary_cell.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "tidegate/base/hash.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

bool is_text(std::string_view octets) {
  const bool has_controls = std::any_of(octets.begin(), octets.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet == 0x7F || (octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r');
  });
  return !has_controls && valid_utf8(octets) == octets;
}

}  // namespace

RowSource::Cell binary_cell(std::string_view octets, std::string& into) {
  if (is_text(octets)) {
    into = octets;
  } else if (octets.size() <= kShortBinary) {
    into = hex(std::span(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()));
  } else {
    return {{}, true};
  }
  return {into, false};
}

}  // namespace tidegate
