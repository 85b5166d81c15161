// Public keys and algorithms as JOSE names them (RFC 7517, 7518, 8037). ES256, EdDSA and, under a name of our
// own, SM2; HMAC, RSA and "none" are not taken. A key belongs to one algorithm, whatever a signed text says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

// "ES256", "EdDSA", "SM2" (SM2 over SM3 under the id of GB/T 35276; r and s, 64 octets: not registered,
// ours).
std::optional<SignatureAlgorithm> algorithm_named(std::string_view name);
std::string_view jose_name(SignatureAlgorithm algorithm);

// {"kty":"OKP","crv":"Ed25519","x"}, {"kty":"EC","crv":"P-256"|"SM2","x","y"}; a private member ("d") is a
// fault.
PublicKey key_at(const JsonReader& in);
Result<PublicKey> read_key(std::string_view bytes, std::string_view where);
Json key_json(const PublicKey& key);

}  // namespace tidegate::assure
