#include "tidegate/base/ulid.h"

#include <algorithm>

namespace tidegate {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 26;

}  // namespace

std::string ulid(std::int64_t at_ms, const std::array<std::uint8_t, 10>& random) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 6; ++i)
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(at_ms) >> (40 - 8 * i));
  std::copy(random.begin(), random.end(), bytes.begin() + 6);
  // 128 bits are 25 signs and three bits, which stand first.
  std::string out;
  unsigned held = 0;
  unsigned bits = 2;  // two zero bits fill up the first sign
  for (const std::uint8_t byte : bytes) {
    held = held << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(kSigns[held >> (bits - 5) & 31U]);
    held &= (1U << bits) - 1;
  }
  return out;
}

bool is_ulid(std::string_view text) {
  return text.size() == kLength && text[0] <= '7' && std::all_of(text.begin(), text.end(), [](char c) {
           return kSigns.find(c) != std::string_view::npos;
         });
}

}  // namespace tidegate
