#include "tidegate/base/ip_address.h"

#include <algorithm>
#include <array>

namespace tidegate {
namespace {

constexpr std::size_t kV4 = 4;
constexpr std::size_t kV6 = 16;

struct Range {
  std::array<std::uint8_t, 4> begin;
  int bits;
};
// IANA, IPv4 Special-Purpose Address Registry: all that is not globally reachable, and multicast.
constexpr std::array<Range, 16> kSpecial4{{{{0, 0, 0, 0}, 8},
                                           {{10, 0, 0, 0}, 8},
                                           {{100, 64, 0, 0}, 10},
                                           {{127, 0, 0, 0}, 8},
                                           {{169, 254, 0, 0}, 16},
                                           {{172, 16, 0, 0}, 12},
                                           {{192, 0, 0, 0}, 24},
                                           {{192, 0, 2, 0}, 24},
                                           {{192, 31, 196, 0}, 24},
                                           {{192, 52, 193, 0}, 24},
                                           {{192, 88, 99, 0}, 24},
                                           {{192, 168, 0, 0}, 16},
                                           {{198, 18, 0, 0}, 15},
                                           {{198, 51, 100, 0}, 24},
                                           {{203, 0, 113, 0}, 24},
                                           {{224, 0, 0, 0}, 3}}};

bool begins_with(std::span<const std::uint8_t> octets, std::span<const std::uint8_t> begin, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const int dropped = bits >= 8 ? 0 : 8 - bits;
    if ((octets[i] ^ begin[i]) >> dropped != 0) return false;
  }
  return true;
}

bool is_public4(std::span<const std::uint8_t> octets) {
  return std::none_of(kSpecial4.begin(), kSpecial4.end(),
                      [&](const Range& range) { return begins_with(octets, range.begin, range.bits); });
}

bool is_v4_in_v6(std::span<const std::uint8_t> octets) {
  constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return begins_with(octets, kMapped, 96);
}

}  // namespace

bool is_loopback_address(std::span<const std::uint8_t> octets) {
  if (octets.size() == kV4) return octets[0] == 127;
  if (octets.size() != kV6) return false;
  if (is_v4_in_v6(octets)) return octets[12] == 127;
  return octets[15] == 1 && std::all_of(octets.begin(), octets.end() - 1, [](auto o) { return o == 0; });
}

// Of IPv6 only global unicast is public (2000::/3), less what in it stands for something else: 2001::/23
// (Teredo and other protocols), 2001:db8::/32 and 3fff::/20 (documents), 2002::/16 (6to4).
bool is_public_address(std::span<const std::uint8_t> octets) {
  if (octets.size() == kV4) return is_public4(octets);
  if (octets.size() != kV6) return false;
  if (is_v4_in_v6(octets)) return is_public4(octets.subspan(12));
  if (octets[0] >> 5 != 1) return false;
  if (octets[0] == 0x20 && octets[1] == 0x01 && octets[2] < 0x02) return false;
  if (octets[0] == 0x20 && octets[1] == 0x01 && octets[2] == 0x0d && octets[3] == 0xb8) return false;
  if (octets[0] == 0x20 && octets[1] == 0x02) return false;
  return !(octets[0] == 0x3f && octets[1] == 0xff && octets[2] >> 4 == 0);
}

}  // namespace tidegate
