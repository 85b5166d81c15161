// Who was revoked or suspended: an IETF Token Status List as JWT. One signed file for all credentials of a
// list, two bits each, so that it is kept and asked without a network. Why this and not the W3C's Bitstring
// Status List: docs/decisions/0030-credentials-are-checked.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/signed_text.h"

namespace tidegate::assure {

inline constexpr std::size_t kLargestStatusList = 4U << 20;  // octets, as it is sent
inline constexpr std::size_t kMostStatusOctets = 16U << 20;  // unpacked
inline constexpr std::string_view kStatusListType = "statuslist+jwt";
inline constexpr int kStatusValid = 0;
inline constexpr int kStatusRevoked = 1;
inline constexpr int kStatusSuspended = 2;

struct StatusList {
  SignedText text;
  std::string uri;  // sub
  std::int64_t issued_ms = 0;
  std::optional<std::int64_t> expires_ms;
  int bits = 2;        // of each entry: 1, 2, 4, 8
  std::string octets;  // unpacked; the first entry lies in the lowest bits
};

// Errors: kMalformed, kOutOfRange (an algorithm that is not taken), kLimit (larger than the bounds above).
Result<StatusList> read_status_list(std::string_view bytes, std::string_view where);
// None: the list has no such entry.
std::optional<int> status_at(const StatusList& list, std::int64_t index);

// The payload of a list, packed. Each entry at most 2^bits - 1.
Result<Json> status_payload(std::string_view uri, std::int64_t issued_ms,
                            std::optional<std::int64_t> expires_ms, int bits,
                            const std::vector<int>& entries);

}  // namespace tidegate::assure
