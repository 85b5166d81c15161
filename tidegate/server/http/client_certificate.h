// The certificate that the other end of a TLS connection proved to hold. The only file that names GnuTLS.
#pragma once

#include <string>

struct MHD_Connection;

namespace tidegate::server {

// What is spoken: TLS 1.2 and 1.3, keys of one connection alone, ciphers that authenticate what they hide.
inline constexpr const char* kTlsPriorities =
    "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-AES-128-CBC:-AES-256-CBC:-CAMELLIA-128-CBC:"
    "-CAMELLIA-256-CBC:-SHA1:%SERVER_PRECEDENCE";

// SHA-256 (hex) of its DER. Empty: none was shown, or it is not one that the authority of the server's
// options vouches for as a client's now.
std::string client_certificate_of(MHD_Connection* connection);

}  // namespace tidegate::server
