#include "tidegate/base/ip_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

std::vector<std::uint8_t> octets_of(const std::string& text) {
  const bool is_v6 = text.find(':') != std::string::npos;
  std::vector<std::uint8_t> octets(is_v6 ? 16 : 4);
  EXPECT_EQ(inet_pton(is_v6 ? AF_INET6 : AF_INET, text.c_str(), octets.data()), 1) << text;
  return octets;
}

TEST(IpAddress, WhatLiesInsideANetworkIsNotPublic) {
  for (const char* text :
       {"0.0.0.0",      "10.1.2.3",        "100.64.0.1",       "100.127.255.255", "127.0.0.1",
        "127.9.9.9",    "169.254.169.254", "172.16.0.1",       "172.31.255.255",  "192.0.0.8",
        "192.0.2.1",    "192.168.0.1",     "198.18.0.1",       "198.19.255.255",  "198.51.100.7",
        "203.0.113.7",  "224.0.0.1",       "240.0.0.1",        "255.255.255.255", "::",
        "::1",          "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1",        "64:ff9b::a00:1",
        "64:ff9b:1::1", "100::1",          "2001::1",          "2001:db8::1",     "2002:a00:1::1",
        "3fff::1",      "fc00::1",         "fd12::1",          "fe80::1",         "fec0::1",
        "ff02::1",      "4000::1"})
    EXPECT_FALSE(is_public_address(octets_of(text))) << text;
}

TEST(IpAddress, WhatLiesJustOutsideIsPublic) {
  for (const char* text :
       {"1.1.1.1",         "9.255.255.255",   "11.0.0.0",       "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0",       "169.253.0.1",    "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0",     "198.17.255.255", "198.20.0.0",     "223.255.255.255",
        "2400:3200::1",    "2606:4700::1111", "2001:200::1",    "2001:db9::1",    "2003::1",
        "3fff:1000::1",    "::ffff:1.1.1.1"})
    EXPECT_TRUE(is_public_address(octets_of(text))) << text;
}

TEST(IpAddress, ThisMachineIsLoopbackHoweverItIsWritten) {
  for (const char* text : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback_address(octets_of(text))) << text;
  for (const char* text : {"128.0.0.1", "::", "::2", "1::1", "::ffff:128.0.0.1"})
    EXPECT_FALSE(is_loopback_address(octets_of(text))) << text;
  const std::vector<std::uint8_t> odd(5, 127);
  EXPECT_FALSE(is_loopback_address(odd));
  EXPECT_FALSE(is_public_address(odd));
}

}  // namespace
}  // namespace tidegate
