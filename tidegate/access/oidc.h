// Signing in at a provider: what this desk is told of it, what it says of itself, and what is sent to it.
// OpenID Connect Core 1.0 and Discovery 1.0, RFC 6749 with PKCE (RFC 7636, S256), RFC 9207. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/role.h"

namespace tidegate::access {

// Who an account is made for: whose claim has this value.
struct OidcRole {
  std::string value;
  Role role = Role::kAuditor;
  std::string tenant, agency, sector;
};
struct OidcProvision {
  std::string claim;            // its value is a text, or a list of texts
  std::vector<OidcRole> roles;  // the first that matches counts
};

// docs/formats/oidc.md
struct OidcSettings {
  std::string issuer;
  std::string client_id;
  std::string client_secret_file;  // one of these two, or neither: a client without a secret
  std::string private_key_file;
  std::string key_id;
  std::string ca_file;
  Text name;                        // as the console shows it
  std::vector<std::string> scopes;  // "openid" is among them
  std::vector<std::string> acr;     // one of these is demanded; empty: any
  bool sign_out = true;             // who came in by the provider is sent there to sign out
  std::optional<OidcProvision> provision;
};
// Errors: kMalformed, kOutOfRange, with the place. `where`: the file's name.
Result<OidcSettings> parse_oidc_settings(std::string_view text, const std::string& where);

// Plain HTTP is spoken with a provider of this machine alone: 127.x.x.x, [::1] or localhost in its address.
bool is_of_this_machine(std::string_view url);

struct OidcProvider {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string keys_address;            // jwks_uri
  std::string end_session_endpoint;    // RP-Initiated Logout 1.0; empty: it offers none that can be used
  bool names_itself = false;           // in its answer (RFC 9207)
  bool takes_secret_in_header = true;  // else in the body alone
};
// What the provider says of itself. Errors: kMalformed, kOutOfRange (another issuer, an address that is not
// TLS).
Result<OidcProvider> parse_discovery(std::string_view text, const std::string& issuer);
std::string discovery_address(const std::string& issuer);

// What one sign-in draws: each a text of chance.
struct OidcSecrets {
  std::string state;
  std::string nonce;
  std::string verifier;  // of PKCE
};
std::string authorization_address(const OidcProvider& provider, const OidcSettings& settings,
                                  const std::string& redirect, const OidcSecrets& secrets);

// Where a browser signs out at the provider; back: where that sends it afterwards, with the state.
// The provider must offer it.
std::string end_session_address(const OidcProvider& provider, const OidcSettings& settings,
                                const std::string& back, const std::string& state);

// A form, percent-encoded; of names and values.
std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields);
// "Basic ..." of RFC 6749 section 2.3.1.
std::string basic_of(const std::string& client, const std::string& secret);

// The ID token in what a token endpoint answered. Errors: kMalformed.
Result<std::string> id_token_of(std::string_view text);

// The first role of the mapping that the claims have; nullptr: none.
const OidcRole* role_of(const OidcProvision& provision, const Json& claims);

// As an account holds it: "https://id.example|248289761001".
std::string subject_of(const std::string& issuer, const std::string& subject);
// Whether it may be what a provider calls somebody.
bool is_subject(std::string_view text);

}  // namespace tidegate::access
