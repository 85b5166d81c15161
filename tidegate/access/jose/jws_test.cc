#include "tidegate/access/jose/jws.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

#include "tidegate/base/base64.h"
#include "tidegate/base/ed25519_secret.h"

namespace tidegate::access {
namespace {

// RFC 7515 appendix A: the same claims in A.1 to A.3 and A.5.
constexpr const char* kClaims =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr const char* kA2Signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdb"
    "F9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383"
    "LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWy"
    "wlVmtVrBp0igcN_IoypGlUPQGe77Rw";
constexpr const char* kA2Modulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SF"
    "d2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo"
    "7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM"
    "Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ";
constexpr const char* kA3Signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
constexpr const char* kA3Key =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr const char* kEdKey =
    R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr const char* kEdText =
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
    "09PGcvMg3AIbQR6dWbhi"
    "jcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

std::string a2_key() { return std::string(R"({"kty":"RSA","e":"AQAB","n":")") + kA2Modulus + R"("})"; }

VerifyKey key_of(const std::string& jwk) {
  auto key = VerifyKey::of_jwk(*parse_json(jwk, ""));
  EXPECT_TRUE(key) << jwk;
  return *key;
}

std::string text_of(const std::string& header, const std::string& payload, const std::string& signature) {
  return to_base64url(header) + "." + to_base64url(payload) + "." + to_base64url(signature);
}

ErrorCode fault_of(const std::string& text) {
  const auto jws = parse_jws(text);
  EXPECT_FALSE(jws) << text;
  return jws ? ErrorCode::kCancelled : jws.error().code;
}

TEST(Jws, VerifiesTheRsaExampleOfTheRfc) {
  const auto jws = parse_jws("eyJhbGciOiJSUzI1NiJ9." + std::string(kClaims) + "." + kA2Signature);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->payload,
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
  EXPECT_TRUE(is_signed_by(*jws, key_of(a2_key())));
  EXPECT_FALSE(is_signed_by(*jws, key_of(kA3Key)));
}

TEST(Jws, VerifiesTheEllipticExampleOfTheRfc) {
  const auto jws = parse_jws("eyJhbGciOiJFUzI1NiJ9." + std::string(kClaims) + "." + kA3Signature);
  ASSERT_TRUE(jws);
  EXPECT_TRUE(is_signed_by(*jws, key_of(kA3Key)));
  EXPECT_FALSE(is_signed_by(*jws, key_of(a2_key())));
}

// RFC 8037 appendices A.2 and A.4; its payload is no JSON.
TEST(Jws, VerifiesTheEdwardsExampleOfTheRfc) {
  const auto jws = parse_jws(kEdText);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->payload, "Example of Ed25519 signing");
  EXPECT_TRUE(is_signed_by(*jws, key_of(kEdKey)));
}

// A.1 (a shared secret), A.4 (P-521) and A.5 (none): well formed, and of no algorithm that is taken.
TEST(Jws, TakesNoAlgorithmButThree) {
  EXPECT_EQ(fault_of("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + std::string(kClaims) +
                     ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            ErrorCode::kOutOfRange);
  EXPECT_EQ(
      fault_of("eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-"
               "mZZqwqT2SI-KGDKB34XO0aw_"
               "7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9"
               "ERBXukOXolLzeO_Jn"),
      ErrorCode::kOutOfRange);
  EXPECT_EQ(fault_of("eyJhbGciOiJub25lIn0." + std::string(kClaims) + "."), ErrorCode::kOutOfRange);
  for (const char* name : {"none", "NONE", "None", "", "HS384", "RS512", "PS256", "rs256", "ES256K"})
    EXPECT_EQ(fault_of(text_of(std::string(R"({"alg":")") + name + "\"}", "{}", "x")),
              ErrorCode::kOutOfRange);
}

TEST(Jws, RefusesWhatIsNotItsForm) {
  for (const char* text : {"", ".", "..", "...", "a.b", "e30.e30.e30.e30", "e30.e30.e30=", "e30 .e30.e30",
                           "e30.e30.e3\n", "W10.e30.e30", "bnVsbA.e30.e30", "eyJhbGciOjF9.e30.e30"})
    EXPECT_EQ(fault_of(text), ErrorCode::kMalformed) << text;
  EXPECT_EQ(fault_of(std::string(kLongestJws + 1, 'a')), ErrorCode::kLimit);
  for (const char* header :
       {R"({"alg":"EdDSA","crit":["exp"]})", R"({"alg":"EdDSA","b64":false})", R"({"alg":"EdDSA","kid":7})",
        R"({"alg":"EdDSA","alg":"EdDSA"})", R"({"kid":"x"})", R"(["EdDSA"])", "{"})
    EXPECT_FALSE(parse_jws(text_of(header, "{}", "x"))) << header;
}

TEST(Jws, OneChangedLetterIsNotSigned) {
  const VerifyKey key = key_of(kEdKey);
  EXPECT_TRUE(rc::check("a letter put in another's place", [&] {
    std::string text = kEdText;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char letter = *rc::gen::elementOf(std::string("ABCabc019-_."));
    RC_PRE(text[at] != letter);
    text[at] = letter;
    const auto jws = parse_jws(text);
    RC_ASSERT(!jws || !is_signed_by(*jws, key));
  }));
}

// What the header says of the algorithm chooses among keys of that algorithm, and turns no key into another.
TEST(Jws, AKeyServesItsOwnAlgorithmAlone) {
  const auto ed = parse_jws(kEdText);
  ASSERT_TRUE(ed);
  Jws as_rsa = *ed;
  as_rsa.kind = SignatureKind::kRs256;
  EXPECT_FALSE(is_signed_by(as_rsa, key_of(kEdKey)));
  EXPECT_FALSE(is_signed_by(as_rsa, key_of(a2_key())));
}

TEST(VerifyKey, ReadsBackWhatItWrites) {
  for (const std::string& jwk : {a2_key(), std::string(kA3Key), std::string(kEdKey)}) {
    const VerifyKey key = key_of(jwk);
    const auto again = VerifyKey::of_pem(key.to_pem());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->fingerprint(), key.fingerprint());
    EXPECT_EQ(key.fingerprint().size(), 64U);
    EXPECT_EQ(again->kind(), key.kind());
  }
}

TEST(VerifyKey, RefusesWeakOddAndPrivateKeys) {
  const std::string weak(128, 'x');
  const std::string huge(513, 'x');
  for (
      const std::string& jwk :
      {R"({"kty":"RSA","e":"AQAB","n":")" + to_base64url(weak) + "\"}",  // 1,024 bits
       R"({"kty":"RSA","e":"AQAB","n":")" + to_base64url(huge) + "\"}",
       std::string(R"({"kty":"RSA","e":"AQ","n":")") + kA2Modulus + "\"}",    // e = 1
       std::string(R"({"kty":"RSA","e":"AQAA","n":")") + kA2Modulus + "\"}",  // even
       std::string(R"({"kty":"RSA","e":"AQAAAAAAAAAAAAAAAQ","n":")") + kA2Modulus + "\"}",
       std::string(R"({"kty":"RSA"})"), std::string(R"({"kty":"oct","k":"AAAA"})"),
       std::string(R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"),
       std::string(R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})"),
       // Not on the curve.
       std::string(
           R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"})"),
       std::string(R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})"),
       std::string(R"({"kty":"EC","crv":"P-384"})"), std::string("[]"), std::string("null")})
    EXPECT_FALSE(VerifyKey::of_jwk(*parse_json(jwk, ""))) << jwk;
  std::array<std::uint8_t, 32> seed{};
  EXPECT_FALSE(VerifyKey::of_pem(Ed25519Secret(seed).to_pem()));
  EXPECT_FALSE(VerifyKey::of_pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
  EXPECT_FALSE(VerifyKey::of_pem(""));
  EXPECT_FALSE(certificate_fingerprint("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
}

std::string set_of(const std::string& keys) { return "{\"keys\":[" + keys + "]}"; }

TEST(KeySet, PassesOverWhatItCannotUse) {
  const std::string with_use = R"({"use":"enc",)" + std::string(kA3Key).substr(1);
  const std::string other_algorithm = R"({"alg":"ES384",)" + std::string(kA3Key).substr(1);
  const std::string only_signs = R"({"key_ops":["sign"],)" + std::string(kA3Key).substr(1);
  const std::string named = R"({"kid":"one","use":"sig","alg":"EdDSA",)" + std::string(kEdKey).substr(1);
  const auto keys = parse_key_set(set_of(with_use + "," + other_algorithm + "," + only_signs +
                                         R"(,{"kty":"oct","k":"AA"},7,{},)" + named));
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_TRUE(has_key(*keys, "one"));
  EXPECT_FALSE(has_key(*keys, "two"));
}

TEST(KeySet, ANameChoosesTheKey) {
  const std::string one = R"({"kid":"one",)" + std::string(kEdKey).substr(1);
  const auto keys = parse_key_set(set_of(one + "," + kA3Key));
  ASSERT_TRUE(keys);
  auto jws = parse_jws(kEdText);
  ASSERT_TRUE(jws);
  EXPECT_TRUE(is_signed_by_one(*jws, *keys));
  jws->key_id = "one";
  EXPECT_TRUE(is_signed_by_one(*jws, *keys));
  jws->key_id = "two";
  EXPECT_FALSE(is_signed_by_one(*jws, *keys));
}

TEST(KeySet, HasBounds) {
  std::string many = kEdKey;
  for (std::size_t i = 0; i < kMostKeys; ++i) many += "," + std::string(kEdKey);
  EXPECT_EQ(parse_key_set(set_of(many)).error().code, ErrorCode::kLimit);
  EXPECT_EQ(parse_key_set(std::string(kLargestKeySet + 1, ' ')).error().code, ErrorCode::kLimit);
  for (const char* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})"})
    EXPECT_EQ(parse_key_set(text).error().code, ErrorCode::kMalformed) << text;
}

}  // namespace
}  // namespace tidegate::access
