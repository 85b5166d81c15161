// RLP, the encoding of Ethereum's chains: octets and lists of them, each in one form. Written from its parts;
// read whole, and nothing but that one form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate::evidence {

std::string rlp_of(std::string_view octets);
std::string rlp_of_number(std::uint64_t number);  // without leading zeros; 0 is no octet at all
// items  as these functions write them.
std::string rlp_list(const std::vector<std::string>& items);

struct Rlp {
  bool is_list = false;
  std::string octets;      // of no list
  std::vector<Rlp> items;  // of a list
  // None: a list, more than eight octets, or leading zeros.
  std::optional<std::uint64_t> number() const;
};
inline constexpr std::size_t kMostRlpItems = 4'096;
inline constexpr int kDeepestRlp = 8;
// Errors: kMalformed (another form, or octets behind it), kLimit.
Result<Rlp> read_rlp(std::string_view bytes, std::string_view where);

}  // namespace tidegate::evidence
