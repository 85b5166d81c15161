// UTF-16, both octet orders.
#pragma once

#include <string_view>

#include "tidegate/extract/text_decoder.h"

namespace tidegate {

class Utf16Decoder final : public TextDecoder {
 public:
  explicit Utf16Decoder(bool is_big_endian) : is_big_endian_(is_big_endian) {}
  // A surrogate without its other half becomes U+FFFD, and so does an odd octet at the end.
  Step decode(std::string_view text, bool is_last, std::span<char> into) override;

 private:
  bool is_big_endian_;
};

// Whether `text`, of an even number of octets, can be UTF-16 of that order and nothing else: no surrogate
// without its half, no control character but tab, CR, LF and FF, no noncharacter, an eighth of it ASCII, a
// separator. A pair cut by the end is allowed.
bool looks_like_utf16(std::string_view text, bool is_big_endian);

}  // namespace tidegate
