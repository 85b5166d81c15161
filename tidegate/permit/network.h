// One IP address, and blocks of them in CIDR notation (RFC 4632, RFC 4291).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate::permit {

// IPv4 or IPv6. An IPv4-mapped IPv6 address (::ffff:192.0.2.1) is the IPv4 address that it carries.
class Address {
 public:
  // Four decimal numbers without leading zeros, or IPv6 without a zone. Errors: kMalformed.
  static Result<Address> parse(std::string_view text);
  bool is_ipv4() const;
  const std::array<std::uint8_t, 16>& octets() const { return octets_; }  // IPv4: as its mapped IPv6 address
  std::string str() const;
  friend auto operator<=>(const Address&, const Address&) = default;

 private:
  friend class Network;
  std::array<std::uint8_t, 16> octets_{};
};

class Network {
 public:
  // "192.0.2.0/24", "2001:db8::/32"; an address alone is a block of one. Errors: kMalformed, where bits
  // behind the prefix are set too: it would be guessed whether the block or the one address was meant.
  static Result<Network> parse(std::string_view text);
  // A block of IPv6 holds no IPv4 address, however wide it is.
  bool contains(const Address& address) const;
  bool contains(const Network& network) const { return network.bits_ >= bits_ && contains(network.first_); }
  std::string str() const;  // always with its prefix length
  friend auto operator<=>(const Network&, const Network&) = default;

 private:
  Address first_;
  int bits_ = 128;  // of the mapped form
};

}  // namespace tidegate::permit
