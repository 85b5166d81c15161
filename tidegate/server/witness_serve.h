// Serves a witness over HTTP (C2SP tlog-witness) until it is asked to stop: POST /add-checkpoint and nothing
// else. Nobody signs in: whose checkpoints are taken, the keys of the logs say.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/evidence/witness_store.h"
#include "tidegate/server/http/message.h"

namespace tidegate::server {

struct WitnessServeOptions {
  std::string listen = "127.0.0.1:8720";
  std::string certificate;  // files; both empty: no TLS here
  std::string certificate_key;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const std::string&)> say;  // a line for operators: "event key=value"
  std::function<void()> listens = [] {};        // called once requests are answered
  std::function<void()> stops = [] {};          // and once no more are taken
};

Response answer_as_witness(WitnessStore& store, const Request& request);

// Returns when `stop` was set and what was read is answered. Errors: of the address, of the certificate.
Result<void> serve_witness(WitnessStore& store, const WitnessServeOptions& options);

}  // namespace tidegate::server
