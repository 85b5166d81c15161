// ES256 and RS256 by libcrypto, which is loaded with the first signature. Private to ports.
#pragma once

#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

// point: 04 x y; signature: r and s, 64 octets. Several threads at a time.
// Errors: kMalformed (no such key), kUnavailable (no libcrypto here).
Result<bool> is_signed_es256(std::string_view point, std::string_view bytes, std::string_view signature);
// key_info: SubjectPublicKeyInfo (DER) of 2,048 to 4,096 bits.
Result<bool> is_signed_rs256(std::string_view key_info, std::string_view bytes, std::string_view signature);

}  // namespace tidegate
