// Signing in at an identity provider (OpenID Connect): off to it, and back from it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "tidegate/base/http_fetch.h"
#include "tidegate/base/text.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

namespace access {
struct OidcSettings;
struct OidcProvider;
class SignKey;
}  // namespace access
namespace desk {
class OidcSource;
}

// What a browser comes back with.
struct DeskOidcBack {
  std::string state;
  std::string code;
  std::string issuer;   // RFC 9207; empty: not said
  std::string error;    // empty: none
  std::string browser;  // of the cookie that this browser was sent off with
};

enum class DeskOidcAnswer {
  kWelcome,
  kBroken,     // begun in another browser, too long ago or finished before; or the code is not taken
  kRefused,    // the provider let nobody in
  kUntrusted,  // what the provider says cannot be believed
  kUnknown,    // there is no account for this person, or it is closed
};
struct DeskOidcIn {
  DeskOidcAnswer answer = DeskOidcAnswer::kBroken;
  std::string claim;                   // kUntrusted: what does not hold, "signature" or a claim's name
  std::optional<DeskSession> session;  // kWelcome
};

class DeskOidc {
 public:
  static constexpr std::int64_t kStateMs = 10 * 60'000;

  // file  docs/formats/oidc.md; files that it names lie relative to its folder, secrets of mode 0600. parts
  // outlives it. Nothing is asked of the provider yet. Errors: of the files; kMalformed, kOutOfRange.
  static Result<std::unique_ptr<DeskOidc>> open(desk::Parts& parts, const std::string& file);
  // With another way to ask, and what `open` reads already read. client_secret: empty: none.
  DeskOidc(desk::Parts& parts, access::OidcSettings settings, std::string client_secret,
           std::optional<access::SignKey> key, std::unique_ptr<HttpFetch> fetch);
  ~DeskOidc();

  const Text& name() const;

  struct Begun {
    std::string address;  // where the browser goes
    std::string browser;  // for its cookie; kept nowhere
  };
  // redirect: where it comes back to. Errors: kUnavailable (the provider does not answer).
  Result<Begun> begin(const std::string& redirect);
  // Errors: kUnavailable.
  Result<DeskOidcIn> finish(const DeskOidcBack& back, const std::string& redirect);

  // Whether a session was begun at the provider.
  Result<bool> has_begun(const std::string& token_hash);
  // Where a browser signs out at the provider too; back: where it then comes to. None: the provider does not
  // offer it, or the file has it off. Errors: kUnavailable.
  Result<std::optional<std::string>> leave(const std::string& back);
  // Whether a browser that comes back so was sent off by leave(): once, and not too long ago.
  Result<bool> has_left(const std::string& state);

 private:
  Result<std::optional<std::string>> taken(const DeskOidcBack& back);
  Result<std::optional<std::string>> exchanged(const access::OidcProvider& provider, const std::string& code,
                                               const std::string& verifier, const std::string& redirect);
  Result<DeskOidcIn> trusted(const std::string& id_token, const std::string& nonce);

  desk::Parts& parts_;
  std::unique_ptr<access::OidcSettings> settings_;
  std::string client_secret_;
  std::unique_ptr<access::SignKey> key_;
  std::unique_ptr<HttpFetch> fetch_;
  std::unique_ptr<desk::OidcSource> source_;
  std::atomic<int> exchanges_{0};
};

}  // namespace tidegate
