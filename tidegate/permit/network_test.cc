#include "tidegate/permit/network.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bitset>
#include <optional>

namespace tidegate::permit {
namespace {

// The slow, plain twin: every address as a text of ones and zeros, every block as the beginning of one.
std::string bits_of(const std::array<std::uint8_t, 16>& octets) {
  std::string bits;
  for (const std::uint8_t octet : octets) bits += std::bitset<8>(octet).to_string();
  return bits;
}
const std::string kMapped = std::string(80, '0') + std::string(16, '1');

bool twin_contains(const std::string& block, std::size_t length, const std::string& address) {
  const bool is_four = address.starts_with(kMapped);
  const bool block_is_four = length >= 96 && block.starts_with(kMapped);
  return is_four == block_is_four && address.substr(0, length) == block.substr(0, length);
}

std::string plain_text(const std::array<std::uint8_t, 16>& octets) {
  std::string text;
  for (std::size_t i = 0; i < 16; i += 2) {
    char part[6];
    std::snprintf(part, sizeof part, "%x", octets[i] << 8 | octets[i + 1]);
    text += (i == 0 ? "" : ":") + std::string(part);
  }
  return text;
}

// Near the block as often as far from it.
std::array<std::uint8_t, 16> any_octets() {
  auto octets = *rc::gen::container<std::array<std::uint8_t, 16>>(rc::gen::arbitrary<std::uint8_t>());
  if (*rc::gen::arbitrary<bool>()) {
    octets.fill(0);
    octets[10] = octets[11] = 0xFF;
    octets[12] = *rc::gen::arbitrary<std::uint8_t>();
    octets[15] = *rc::gen::arbitrary<std::uint8_t>();
  }
  return octets;
}

TEST(Network, ContainsWhatItsPlainTwinSays) {
  EXPECT_TRUE(rc::check("block and address", [] {
    auto block = any_octets();
    const auto length = *rc::gen::inRange<std::size_t>(0, 129);
    for (std::size_t bit = length; bit < 128; ++bit)
      block[bit / 8] = static_cast<std::uint8_t>(block[bit / 8] & ~(1 << (7 - bit % 8)));
    auto other = *rc::gen::arbitrary<bool>() ? block : any_octets();
    const auto flipped = *rc::gen::inRange<std::size_t>(0, 128);
    if (*rc::gen::arbitrary<bool>())
      other[flipped / 8] = static_cast<std::uint8_t>(other[flipped / 8] ^ 1 << (7 - flipped % 8));
    const auto network = Network::parse(plain_text(block) + "/" + std::to_string(length));
    RC_ASSERT(network.has_value());
    const auto address = Address::parse(plain_text(other));
    RC_ASSERT(address.has_value());
    RC_ASSERT(network->contains(*address) == twin_contains(bits_of(block), length, bits_of(other)));
  }));
}

TEST(Network, ReadsBackWhatItWrites) {
  for (const char* text :
       {"192.0.2.0/24", "0.0.0.0/0", "10.1.2.3/32", "2001:db8::/32", "::/0", "::1/128", "fe80::/10"})
    EXPECT_EQ(Network::parse(text).value().str(), text);
  EXPECT_EQ(Network::parse("192.0.2.10").value().str(), "192.0.2.10/32");
  EXPECT_EQ(Network::parse("2001:DB8::1").value().str(), "2001:db8::1/128");
}

TEST(Network, AMappedAddressIsTheIPv4AddressItCarries) {
  const Network four = Network::parse("192.0.2.0/24").value();
  EXPECT_EQ(Network::parse("::ffff:192.0.2.0/120").value(), four);
  EXPECT_TRUE(four.contains(Address::parse("::ffff:192.0.2.9").value()));
  EXPECT_TRUE(four.contains(Address::parse("::ffff:c000:209").value()));
  EXPECT_FALSE(Network::parse("::/0").value().contains(Address::parse("192.0.2.9").value()));
}

TEST(Network, TheFirstAndLastAddressAreInsideAndTheirNeighboursAreNot) {
  const Network block = Network::parse("198.51.100.64/26").value();
  const auto inside = [&](const char* text) { return block.contains(Address::parse(text).value()); };
  EXPECT_FALSE(inside("198.51.100.63"));
  EXPECT_TRUE(inside("198.51.100.64"));
  EXPECT_TRUE(inside("198.51.100.127"));
  EXPECT_FALSE(inside("198.51.100.128"));
}

TEST(Network, RefusesWhatCouldMeanTwoThings) {
  for (const char* text :
       {"", "/24", "192.0.2.10/24", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/024", "192.0.2.0/-1",
        "192.0.2.0/+8", "192.0.2", "192.0.2.010", "192.0.2.0/24/24", "2001:db8::/129", "2001:db8::1/32",
        "fe80::1%eth0", " 192.0.2.0/24", "::ffff:192.0.2.0/24", "::ffff:0:0/95", "example.com"})
    EXPECT_FALSE(Network::parse(text)) << text;
  EXPECT_FALSE(Address::parse(std::string_view("192.0.2.1\0x", 11)));
}

}  // namespace
}  // namespace tidegate::permit
