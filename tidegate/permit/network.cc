#include "tidegate/permit/network.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tidegate::permit {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int kMappedBits = 96;
constexpr int kAllBits = 128;

}  // namespace

Result<Address> Address::parse(std::string_view text) {
  constexpr std::size_t kLongest = 45;
  Address address;
  const std::string terminated(text);
  if (text.size() <= kLongest && text.find('\0') == std::string_view::npos) {
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, terminated.c_str(), four.data()) == 1) {
      std::copy(four.begin(), four.end(), std::copy(kMapped.begin(), kMapped.end(), address.octets_.begin()));
      return address;
    }
    if (inet_pton(AF_INET6, terminated.c_str(), address.octets_.data()) == 1) return address;
  }
  return fail({ErrorCode::kMalformed, "is no IP address", {}, "不是 IP 地址"});
}

bool Address::is_ipv4() const { return std::equal(kMapped.begin(), kMapped.end(), octets_.begin()); }

std::string Address::str() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool four = is_ipv4();
  inet_ntop(four ? AF_INET : AF_INET6, octets_.data() + (four ? kMapped.size() : 0), text.data(),
            text.size());
  return text.data();
}

Result<Network> Network::parse(std::string_view text) {
  const auto none = [](const char* what, const char* what_zh) {
    return fail({ErrorCode::kMalformed, what, {}, what_zh});
  };
  const std::size_t slash = text.find('/');
  const auto first = Address::parse(text.substr(0, slash));
  if (!first) return fail(first.error());
  Network network;
  network.first_ = *first;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    int bits = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const bool is_number = error == std::errc{} && end == digits.data() + digits.size() &&
                           !digits.starts_with('-') && (digits.size() == 1 || !digits.starts_with('0'));
    // "::ffff:192.0.2.0/120" counts the bits of the mapped form, "192.0.2.0/24" those of the short one.
    const bool is_short = text.substr(0, slash).find(':') == std::string_view::npos;
    if (is_number && is_short) bits += kMappedBits;
    if (!is_number || bits > kAllBits || (first->is_ipv4() && bits < kMappedBits))
      return none("has no prefix length that such a block can have", "前缀长度不正确");
    network.bits_ = bits;
  }
  for (int bit = network.bits_; bit < kAllBits; ++bit) {
    const std::uint8_t octet = first->octets()[static_cast<std::size_t>(bit / 8)];
    if ((octet >> (7 - bit % 8) & 1) != 0)
      return none("has bits set behind its prefix: write the block's first address, or the address alone",
                  "前缀之后有非零位：请写网段首地址，或只写单个地址");
  }
  return network;
}

bool Network::contains(const Address& address) const {
  if (address.is_ipv4() != first_.is_ipv4()) return false;
  const auto whole = static_cast<std::size_t>(bits_ / 8);
  if (!std::equal(first_.octets_.begin(), first_.octets_.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.octets_.begin()))
    return false;
  const int rest = bits_ % 8;
  if (rest == 0) return true;
  return (first_.octets_[whole] ^ address.octets_[whole]) >> (8 - rest) == 0;
}

std::string Network::str() const {
  return fmt::format("{}/{}", first_.str(), first_.is_ipv4() ? bits_ - kMappedBits : bits_);
}

}  // namespace tidegate::permit
