// Time stamps of RFC 3161. Ports implement the check by libcrypto, loaded when it is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

struct TimeStamp {
  std::int64_t time_ms = 0;  // when the authority says that it saw the digest
  std::string policy;        // object identifier, in figures
  std::string serial;        // hexadecimal
};

class TimeStampCheck {
 public:
  virtual ~TimeStampCheck() = default;
  // The token (CMS, DER) in an authority's answer (TimeStampResp, DER). Errors: kMalformed (no answer),
  // kUnavailable (the authority granted none; no library).
  virtual Result<std::string> token_of(std::string_view answer) const = 0;
  // Whether a token answers this request (DER, evidence/time_stamp_request.h): digest, nonce and policy as
  // far as they are in it. ca: certificates in PEM that the authority's must lead to, each valid at the
  // token's own time and the signer's for time stamping alone; empty: the signature is not looked at.
  // Errors: kMalformed (no token), kCorrupt (it is of another digest, or does not hold), kUnavailable.
  virtual Result<TimeStamp> check(std::string_view token, std::string_view request,
                                  std::string_view ca) const = 0;
};

}  // namespace tidegate
