// A request for a time stamp (RFC 3161, 2.4.1), in DER.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"

namespace tidegate::evidence {

struct TimeStampAsk {
  Sha256 digest{};                     // SHA-256 of what is stamped
  std::optional<std::uint64_t> nonce;  // none: where a token is checked long after, and nobody asks
  std::string policy;                  // object identifier "1.2.3.4"; empty: whichever the authority has
};
// It asks for the authority's certificate too. Errors: kMalformed (no such object identifier).
Result<std::string> time_stamp_request(const TimeStampAsk& ask);

}  // namespace tidegate::evidence
