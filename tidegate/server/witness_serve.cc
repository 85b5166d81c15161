#include "tidegate/server/witness_serve.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "tidegate/gate/packs.h"
#include "tidegate/server/http/http_server.h"
#include "tidegate/server/http/listen.h"

namespace tidegate::server {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr unsigned kStopSeconds = 20;
constexpr std::size_t kMostPem = std::size_t{1} << 20;

Response plain(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(text) + "\n"};
}

HttpOptions bounds() {
  HttpOptions http;
  http.workers = 8;  // most of them wait for the disk
  http.connections = 512;
  http.connections_a_peer = 128;
  http.waiting = 256;
  http.head_bytes = 16'384;
  http.body_bytes = evidence::kLargestAddCheckpoint + 1;
  http.body_seconds = 15;
  http.answer_seconds = 60;
  return http;
}

}  // namespace

Response answer_as_witness(WitnessStore& store, const Request& request) {
  constexpr int kNotFound = 404, kMethod = 405;
  if (request.path != "/add-checkpoint") return plain(kNotFound, "POST /add-checkpoint is all that is here");
  if (request.method != "POST") {
    Response out = plain(kMethod, "send it by POST");
    out.headers.emplace_back("Allow", "POST");
    return out;
  }
  WitnessAnswer said = store.add_checkpoint(request.body);
  return {said.status,
          {{"Content-Type", said.content_type}, {"Cache-Control", "no-store"}},
          std::move(said.body)};
}

Result<void> serve_witness(WitnessStore& store, const WitnessServeOptions& options) {
  const auto listen = parse_listen_address(options.listen);
  if (!listen) return fail(listen.error());
  HttpOptions http = bounds();
  http.address = listen->address;
  http.port = listen->port;
  if (!options.certificate.empty()) {
    auto certificate = read_file(options.certificate, kMostPem);
    if (!certificate) return fail(certificate.error());
    auto key = read_file(options.certificate_key, kMostPem);
    if (!key) return fail(key.error());
    http.certificate_pem = std::move(*certificate);
    http.key_pem = std::move(*key);
  }
  auto server = HttpServer::start(
      http,
      [&](const Request& request) {
        Response response = answer_as_witness(store, request);
        options.say(fmt::format("witness_request status={} octets={}", response.status, request.body.size()));
        return response;
      },
      [](int status) { return plain(status, "refused by the server's bounds"); });
  if (!server) return fail(server.error());
  options.say(fmt::format("listening address={} port={} tls={}", http.address, (*server)->port(),
                          http.certificate_pem.empty() ? "no" : "yes"));
  options.listens();
  while (!*options.stop) std::this_thread::sleep_for(kLook);
  options.say("stopping");
  options.stops();
  (*server)->stop(kStopSeconds);
  options.say("stopped");
  return {};
}

}  // namespace tidegate::server
