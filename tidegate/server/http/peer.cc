#include "tidegate/server/http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace tidegate::server {
namespace {

constexpr std::size_t kNetworkOctets = 8;  // of the sixteen
constexpr std::size_t kWrappedAt = 12;     // the four of IPv4, behind ::ffff:

std::string text_of(int family, const void* octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (inet_ntop(family, octets, text.data(), text.size()) == nullptr) return {};
  return text.data();
}

}  // namespace

std::string peer_text(const sockaddr* address) {
  if (address->sa_family == AF_INET)
    return text_of(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
  if (address->sa_family != AF_INET6) return {};
  in6_addr whole = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&whole)) return text_of(AF_INET, &whole.s6_addr[kWrappedAt]);
  std::fill(std::begin(whole.s6_addr) + kNetworkOctets, std::end(whole.s6_addr), std::uint8_t{0});
  return text_of(AF_INET6, &whole) + "/64";
}

}  // namespace tidegate::server
