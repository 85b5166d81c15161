#include "tidegate/server/http/client_certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>

#include <array>

#include "tidegate/base/hash.h"

namespace tidegate::server {

std::string client_certificate_of(MHD_Connection* connection) {
  const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  if (info == nullptr || info->tls_session == nullptr) return {};
  auto* const session = static_cast<gnutls_session_t>(info->tls_session);
  unsigned shown = 0;
  const gnutls_datum_t* chain = gnutls_certificate_get_peers(session, &shown);
  if (chain == nullptr || shown == 0) return {};
  std::string purpose = GNUTLS_KP_TLS_WWW_CLIENT;
  std::array<gnutls_typed_vdata_st, 1> asked{};
  asked[0].type = GNUTLS_DT_KEY_PURPOSE_OID;
  asked[0].data = reinterpret_cast<unsigned char*>(purpose.data());
  unsigned faults = 0;
  if (gnutls_certificate_verify_peers(session, asked.data(), asked.size(), &faults) != GNUTLS_E_SUCCESS ||
      faults != 0)
    return {};
  return sha256_hex({reinterpret_cast<const char*>(chain[0].data), chain[0].size});
}

}  // namespace tidegate::server
