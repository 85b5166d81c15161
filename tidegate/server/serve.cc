#include "tidegate/server/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

#include "tidegate/gate/desk/served_desk.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/server/anchor_loop.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/console_files.h"
#include "tidegate/server/credential_loop.h"
#include "tidegate/server/evidence_loop.h"
#include "tidegate/server/http/http_server.h"
#include "tidegate/server/http/listen.h"
#include "tidegate/server/log_files.h"
#include "tidegate/server/metrics.h"
#include "tidegate/server/webhook_loop.h"

namespace tidegate::server {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::minutes kSweepEach{10};
constexpr unsigned kStopSeconds = 20;
constexpr std::int64_t kCheckpointsAnAnchor = 3;
constexpr std::int64_t kAnchorAtSoonestMs = 1'000;
constexpr std::size_t kMostPem = std::size_t{1} << 20;

std::int64_t microseconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin)
      .count();
}

// "https://desk.example:8443": nothing behind the host, so that what is put behind it is one address.
std::optional<Error> fault_of_url(std::string_view url) {
  if (url.empty()) return std::nullopt;
  const std::size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : url.size();
  const bool is_url = url.size() > host && url.size() <= 256 &&
                      std::all_of(url.begin() + static_cast<std::ptrdiff_t>(host), url.end(), [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
                               c == ':' || c == '[' || c == ']';
                      });
  if (is_url) return std::nullopt;
  return Error{
      ErrorCode::kMalformed,
      "--public-url is http or https and a host in small letters, without a path: https://desk.example",
      {},
      "--public-url 须为 http 或 https 加小写主机名，不含路径，例如 https://desk.example"};
}

std::string own_url(const HttpOptions& http, std::uint16_t port) {
  const bool is_v6 = http.address.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", http.certificate_pem.empty() ? "http" : "https", is_v6 ? "[" : "",
                     http.address, is_v6 ? "]" : "", port);
}

struct Certified {
  std::string certificate, key;  // PEM
};
Result<Certified> certified_by(const ServeOptions& options) {
  auto certificate = read_file(options.certificate, kMostPem);
  if (!certificate) return fail(certificate.error());
  auto key = read_file(options.certificate_key, kMostPem);
  if (!key) return fail(key.error());
  // Where nothing stands in them nothing would be said in TLS.
  if (certificate->empty() || key->empty())
    return fail({ErrorCode::kMalformed, "the file of the certificate or of its key is empty",
                 options.certificate, "证书文件或其私钥文件为空"});
  return Certified{std::move(*certificate), std::move(*key)};
}

// What was renewed on the disk is served; where it cannot be, the one before is served on.
void renew_certificate(HttpServer& server, const ServeOptions& options) {
  if (options.certificate.empty())
    return options.say("certificate outcome=none hint=\"no --tls-certificate\"");
  const auto certified = certified_by(options);
  const auto renewed =
      certified ? server.renew(certified->certificate, certified->key) : fail(certified.error());
  options.say(renewed ? std::string("certificate outcome=renewed")
                      : fmt::format("certificate outcome=kept why=\"{}\"", renewed.error().what));
}

// The recorder of the desk's evidence; nullptr: it keeps no log. What is set up wrongly is told at once; what
// may mend (a disk, another process) is tried again while the desk works.
Result<std::unique_ptr<EvidenceRecorder>> evidence_of(const ServeOptions& options, ZoneDesk& desk) {
  std::string folder = options.evidence;
  if (folder.empty()) {
    std::error_code ignored;
    folder = options.desk.folder + "/evidence";
    if (!std::filesystem::exists(folder, ignored)) {
      options.say("evidence outcome=not_logged hint=\"tidegate evidence init --log DATA/evidence\"");
      return nullptr;
    }
  }
  EvidenceLogOptions log{folder, {}, options.desk.clock, nullptr, {}};
  const auto is_sealed = log_folder::needs_passphrase(folder);
  if (is_sealed && *is_sealed) {
    if (options.evidence_passphrase_file.empty())
      return fail({ErrorCode::kMalformed,
                   "the keys of the evidence log are under a passphrase: give --evidence-passphrase-file",
                   folder, "证据日志的密钥受口令保护：请给出 --evidence-passphrase-file"});
    auto passphrase = read_password(options.evidence_passphrase_file);
    if (!passphrase) return fail(passphrase.error());
    log.passphrase = std::move(*passphrase);
  }
  auto recorder = std::make_unique<EvidenceRecorder>(
      desk.parts(),
      EvidenceRecorderOptions{[log] { return open_desk_log(log); }, folder, options.evidence_each_ms});
  const auto opened = recorder->open();
  const bool is_ours_to_mend = !opened && (opened.error().code == ErrorCode::kNotFound ||
                                           opened.error().code == ErrorCode::kMalformed);
  if (is_ours_to_mend) return fail(opened.error());
  return recorder;
}

}  // namespace

Result<void> serve(const ServeOptions& options) {
  const auto listen = parse_listen_address(options.listen);
  if (!listen) return fail(listen.error());
  HttpOptions http;
  http.address = listen->address;
  http.port = listen->port;
  http.workers = options.workers;
  // Behind a proxy every connection is the proxy's.
  http.connections_a_peer =
      options.connections_a_peer.value_or(options.is_behind_tls ? 0 : ServeOptions::kConnectionsAPeer);
  if (!options.certificate.empty()) {
    auto certified = certified_by(options);
    if (!certified) return fail(certified.error());
    if (!options.client_authority.empty()) {
      auto authority = read_file(options.client_authority, kMostPem);
      if (!authority) return fail(authority.error());
      http.client_authority_pem = std::move(*authority);
    }
    http.certificate_pem = std::move(certified->certificate);
    http.key_pem = std::move(certified->key);
  }
  if (auto fault = fault_of_url(options.public_url)) return fail(std::move(*fault));
  const bool was_there = is_desk_there(options.desk);
  auto desk = ZoneDesk::open(options.desk);
  if (!desk) return fail(desk.error());
  const auto hold = hold_desk(options.desk);
  if (!hold) return fail(hold.error());
  if (!was_there) options.makes_desk();
  for (const std::string& line : log_lines((*desk)->zone())) options.say(line);
  const auto has_accounts = (*desk)->has_accounts();
  if (!has_accounts) return fail(has_accounts.error());

  if (const auto opened = DeskPermits((*desk)->parts()).open_key(); !opened) return fail(opened.error());
  std::unique_ptr<DeskOidc> oidc;
  if (!options.oidc.empty()) {
    auto opened = DeskOidc::open((*desk)->parts(), options.oidc);
    if (!opened) return fail(opened.error());
    oidc = std::move(*opened);
  }
  auto recorder = evidence_of(options, **desk);
  if (!recorder) return fail(recorder.error());
  DeskEvidence evidence((*desk)->parts(), recorder->get());
  LogFileDoor log_files(evidence, options.rate);
  Api api(**desk, *options.desk.clock,
          {.is_secure = options.is_behind_tls || !options.certificate.empty(),
           .rate = options.rate,
           .webhooks_reach_this_machine = options.webhooks.reaches_this_machine,
           .oidc = oidc.get(),
           .evidence = recorder->get()});
  http.is_costly = &Api::is_costly;
  http.large_for = [&api](const Request& head) { return api.large_for(head); };
  const ConsoleFiles console(built_console());
  WebhookSender sender((*desk)->parts(), options.webhooks);
  Metrics metrics;
  std::atomic<HttpServer*> running{nullptr};
  std::string url;  // outlives the server
  const auto handler = [&](const Request& request) {
    const auto begin = std::chrono::steady_clock::now();
    // Read by whoever watches; it names no account and no object.
    if (request.path == "/metrics" && request.method == "GET") {
      const HttpServer* server = running;
      ApiCounts asked = api.counts();
      asked.over_rate += log_files.over_rate();
      return Response{200,
                      {{"Content-Type", "text/plain; version=0.0.4"}},
                      metrics.text({server == nullptr ? HttpCounts{} : server->counts(), asked,
                                    sender.counts(), (*desk)->operations_held(),
                                    *recorder ? std::optional((*recorder)->recording()) : std::nullopt,
                                    options.desk.clock->now_ms()})};
    }
    Handled handled;
    Response response;
    if (LogFileDoor::is_path(request.path)) {
      response = log_files.answer(request, handled);
    } else if (ConsoleFiles::is_path(request.path)) {
      handled.method = "GET";
      handled.route = "/";
      response = console.answer(request);
    } else {
      response = api.answer(request, handled);
    }
    const std::int64_t spent = microseconds_since(begin);
    metrics.add(handled.method, handled.route, response.status, spent);
    options.say(fmt::format("request method={} route={} status={} us={} account={}",
                            handled.route.empty() ? "-" : handled.method,
                            handled.route.empty() ? "-" : handled.route, response.status, spent,
                            handled.account.empty() ? "-" : handled.account));
    return response;
  };
  auto server = HttpServer::start(http, handler, [&](int status) { return api.refusal(status); });
  if (!server) return fail(server.error());
  running = server->get();
  url = options.public_url.empty() ? own_url(http, (*server)->port()) : options.public_url;
  api.is_called(&url);
  options.say(fmt::format("listening address={} port={} tls={} store={}", http.address, (*server)->port(),
                          http.certificate_pem.empty() ? "no" : "yes", (*desk)->shown()));
  if (http.certificate_pem.empty() && !options.is_behind_tls && !is_loopback(http.address))
    options.say(
        "in_the_clear hint=\"passwords and filings cross the network unencrypted: give --tls-certificate and "
        "--tls-key, or --behind-tls behind a proxy that ends TLS, or listen on 127.0.0.1\"");
  if (!*has_accounts) options.say("no_account hint=\"tidegate admin init --data DIR makes the first one\"");
  const WebhookLoop webhooks(sender, options.say);
  std::unique_ptr<EvidenceLoop> recording;
  std::unique_ptr<AnchorLoop> anchoring;
  if (*recorder) {
    recording = std::make_unique<EvidenceLoop>(**recorder, options.say);
    anchoring = std::make_unique<AnchorLoop>(
        AnchorLoopOptions{
            {(*recorder)->folder(), options.evidence_passphrase_file},
            std::max<std::int64_t>(options.evidence_each_ms * kCheckpointsAnAnchor, kAnchorAtSoonestMs),
            options.stop},
        *options.desk.clock, options.say);
  }
  auto looking = std::make_unique<CredentialLoop>(**desk, options.say);
  options.listens();
  auto swept = std::chrono::steady_clock::now();
  while (!*options.stop) {
    std::this_thread::sleep_for(kLook);
    if (options.reload != nullptr && options.reload->exchange(false)) renew_certificate(**server, options);
    if (std::chrono::steady_clock::now() - swept < kSweepEach) continue;
    swept = std::chrono::steady_clock::now();
    (*server)->end_retired();
    if (const auto done = (*desk)->sweep(); !done) options.say("sweep outcome=failed");
  }
  options.say("stopping");
  options.stops();
  (*server)->stop(kStopSeconds);
  looking.reset();
  anchoring.reset();
  recording.reset();  // what the last requests did is recorded
  options.say("stopped");
  return {};
}

}  // namespace tidegate::server
