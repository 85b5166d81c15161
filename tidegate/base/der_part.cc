#include "tidegate/base/der_part.h"

namespace tidegate {

std::optional<DerPart> der_at(std::string_view der, std::size_t at, unsigned char tag) {
  constexpr std::size_t kLong = 0x80;
  constexpr std::size_t kMostLengths = 4;
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(der[i]); };
  if (at >= der.size() || der.size() - at < 2 || octet(at) != tag) return std::nullopt;
  std::size_t size = octet(at + 1);
  at += 2;
  if (size >= kLong) {
    const std::size_t lengths = size - kLong;
    if (lengths == 0 || lengths > kMostLengths || lengths > der.size() - at) return std::nullopt;
    size = 0;
    for (const std::size_t end = at + lengths; at < end; ++at) size = size * 256 + octet(at);
  }
  if (size > der.size() - at) return std::nullopt;
  return DerPart{at, at + size};
}

}  // namespace tidegate
