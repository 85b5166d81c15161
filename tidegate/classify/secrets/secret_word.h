// Words that stand beside secrets.
#pragma once

#include <cstdint>

namespace tidegate {

// Order is that of a feature of the filter: renumbering means training again.
enum class SecretWord : std::uint8_t {
  kNone,
  kPassword,    // password, 密码
  kPass,        // pass, pwd, pw: shorter, and more often something else
  kApiKey,      // api key, client secret, 密钥
  kSecret,      // secret alone
  kToken,       // token, bearer, 令牌
  kSession,     // cookie, session id
  kPrivateKey,  // private key, 私钥
  kKey,         // key alone, or after a word
  kCredential,  // credential, auth
  kVendor,      // a service whose keys have no form of their own
  kCommand,     // a program that takes a password on its command line
  kPin,         // pin, cvv: of a card
};

}  // namespace tidegate
