// Runs the server until it is asked to stop.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "tidegate/base/clock.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/webhook_sender.h"

namespace tidegate::server {

struct ServeOptions {
  DeskOptions desk;
  std::string listen = "127.0.0.1:8700";
  std::string certificate;  // files; both empty: no TLS here
  std::string certificate_key;
  std::string client_authority;  // file; its certificates of clients are machines' credentials
  std::string oidc;              // file that names an identity provider; empty: none
  std::string public_url;        // what others call it, "https://desk.example"; empty: by address and port
  bool is_behind_tls = false;    // a proxy speaks TLS: cookies are sent by TLS alone
  unsigned workers = 4;
  static constexpr unsigned kConnectionsAPeer = 256;
  // Open at once of one address, of IPv6 one /64; 0: no bound. None: no bound behind a proxy that speaks TLS,
  // else kConnectionsAPeer.
  std::optional<unsigned> connections_a_peer;
  std::int64_t rate = 100;  // requests a second of one account or unknown peer; 0: no bound
  DeskWebhookOptions webhooks;
  std::string evidence;  // folder of an evidence log; empty: "evidence" in the desk's, where it is there
  std::string evidence_passphrase_file;
  std::int64_t evidence_each_ms = 10'000;  // a checkpoint, where something is new
  const std::atomic<bool>* stop = nullptr;
  std::atomic<bool>* reload = nullptr;          // set: the certificate's files are read again; may be none
  std::function<void(const std::string&)> say;  // a line for operators: "event key=value"
  std::function<void()> makes_desk = [] {};     // called once an empty one was made, where none was
  std::function<void()> listens = [] {};        // called once requests are answered
  std::function<void()> stops = [] {};          // and once no more are taken
};

// Returns when `stop` was set and what was read is answered. Errors: of the desk, of the address, of the
// certificate.
Result<void> serve(const ServeOptions& options);

}  // namespace tidegate::server
