// What kind of place an address of the Internet is: for who may be connected to.
#pragma once

#include <cstdint>
#include <span>

namespace tidegate {

// octets  4 of IPv4 or 16 of IPv6; any other length is no such place.
bool is_loopback_address(std::span<const std::uint8_t> octets);
// Whether it is reached over the public Internet: not this machine, not a private, shared, link-local, test,
// multicast or reserved range, nor one that is wrapped in IPv6 (RFC 6890 and IANA's registers of special
// purposes; 4-in-6 of RFC 4291, 6052, 3056, 4380).
bool is_public_address(std::span<const std::uint8_t> octets);

}  // namespace tidegate
