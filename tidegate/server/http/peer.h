// Whom a peer is counted as: bounds of rate are per address of IPv4, and per /64 of IPv6, which is what one
// subscriber is given and in which it may take any address it likes.
#pragma once

#include <sys/socket.h>

#include <string>

namespace tidegate::server {

// "192.0.2.1", "2001:db8:1:2::/64"; an IPv4 address that comes wrapped in IPv6 is that address. Empty:
// neither.
std::string peer_text(const sockaddr* address);

}  // namespace tidegate::server
