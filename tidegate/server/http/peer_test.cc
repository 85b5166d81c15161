#include "tidegate/server/http/peer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace tidegate::server {
namespace {

std::string of_v6(const char* text) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  EXPECT_EQ(inet_pton(AF_INET6, text, &address.sin6_addr), 1);
  return peer_text(reinterpret_cast<const sockaddr*>(&address));
}

TEST(Peer, OfIpv6IsItsNetworkAndOfIpv4ItsAddress) {
  EXPECT_EQ(of_v6("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(of_v6("2001:db8:1:2:ffff::1"), of_v6("2001:db8:1:2::9")) << "one subscriber";
  EXPECT_NE(of_v6("2001:db8:1:3::1"), of_v6("2001:db8:1:2::1"));
  EXPECT_EQ(of_v6("::ffff:192.0.2.1"), "192.0.2.1");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, "192.0.2.1", &address.sin_addr);
  EXPECT_EQ(peer_text(reinterpret_cast<const sockaddr*>(&address)), "192.0.2.1");
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_EQ(peer_text(&other), "");
}

}  // namespace
}  // namespace tidegate::server
