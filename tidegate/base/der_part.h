// Where a value of DER (X.690, 8.1) lies in its octets, for readers that look at a few of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tidegate {

struct DerPart {
  std::size_t begin = 0;  // of its contents
  std::size_t end = 0;    // of it: what follows begins there
};

inline constexpr unsigned char kDerSequence = 0x30;
inline constexpr unsigned char kDerInteger = 0x02;

// The value with `tag` that begins at `at`. None: another one does, or it does not end within the octets, or
// its length is not written in at most four octets.
std::optional<DerPart> der_at(std::string_view der, std::size_t at, unsigned char tag);

}  // namespace tidegate
