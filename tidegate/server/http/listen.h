// A socket that listens, with an error that says what to do.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"

namespace tidegate::server {

struct Listening {
  int socket = -1;
  std::uint16_t port = 0;
  bool is_v6 = false;
};

// address  IPv4 or IPv6, in numbers. port: 0 takes a free one. The socket is the caller's to close.
// Errors: kMalformed (no address), kUnavailable (in use, not of this machine, not allowed).
Result<Listening> listen_on(const std::string& address, std::uint16_t port);

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};
// "127.0.0.1:8080", "[::1]:8080", ":8080" (every address of IPv4), "8080" (loopback). Errors: kMalformed.
Result<ListenAddress> parse_listen_address(std::string_view text);

// Whether nothing outside this machine reaches it. address: IPv4 or IPv6, in numbers.
bool is_loopback(const std::string& address);

}  // namespace tidegate::server
