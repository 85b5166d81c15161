#include "tidegate/daemon/witness_commands.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/cli/say.h"
#include "tidegate/daemon/service_manager.h"
#include "tidegate/gate/evidence/witness_journeys.h"
#include "tidegate/server/witness_serve.h"

namespace tidegate::daemon {
namespace {

Error missing(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("{} is needed", option), {}, fmt::format("须给出 {}", option)};
}

std::vector<SignatureAlgorithm> algorithms_of(const std::string& which) {
  if (which == "sm2") return {SignatureAlgorithm::kSm2};
  if (which == "both") return {SignatureAlgorithm::kEd25519, SignatureAlgorithm::kSm2};
  return {SignatureAlgorithm::kEd25519};
}

Result<void> serve(const cli::Call& call, const std::string& folder) {
  const cli::Arguments& a = call.arguments;
  if (a.has("--tls-certificate") != a.has("--tls-key"))
    return fail(missing(a.has("--tls-key") ? "--tls-certificate" : "--tls-key"));
  const SystemClock clock;
  const auto say = [](const std::string& line) { cli::tell(line + "\n"); };
  WitnessStore::Options kept;
  kept.folder = folder;
  kept.clock = &clock;
  kept.say = say;
  const auto store = open_witness(kept, a.value("--passphrase-file"), call.options);
  if (!store) return fail(store.error());
  server::WitnessServeOptions options;
  options.listen = a.value("--listen", options.listen);
  options.certificate = a.value("--tls-certificate");
  options.certificate_key = a.value("--tls-key");
  options.stop = call.around.cancelled;
  options.say = say;
  options.listens = [&] { tell_service_manager(call.around.notify_socket, "READY=1"); };
  options.stops = [&] { tell_service_manager(call.around.notify_socket, "STOPPING=1"); };
  return server::serve_witness(**store, options);
}

Result<Printed> ask(const cli::Call& call, const std::string& place) {
  constexpr std::int64_t kMostSeconds = 60;
  const cli::Arguments& a = call.arguments;
  WitnessAskRequest request{
      place,           a.value("--policy"), a.value("--out"), a.has("--sm3"), WitnessAskRequest().seconds,
      a.value("--ca"), call.options.now_ms};
  if (a.has("--seconds")) {
    const std::string text = a.value("--seconds");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), request.seconds);
    if (error != std::errc{} || end != text.data() + text.size() || request.seconds < 1 ||
        request.seconds > kMostSeconds)
      return fail({ErrorCode::kMalformed,
                   fmt::format("\"{}\" is not a number from 1 to {}", text, kMostSeconds), "--seconds",
                   fmt::format("“{}”不是 1 至 {} 的整数", text, kMostSeconds)});
  }
  return witness_ask(request, call.json, call.look);
}

}  // namespace

int run_witness(cli::Call& call) {
  const cli::Arguments& a = call.arguments;
  if (a.positional.size() != 1) return cli::wrong_count(call, a.command->positional);
  const std::string& folder = a.positional[0];
  const Lang lang = call.look.lang;
  if (a.command->name == "witness serve") {
    const auto served = serve(call, folder);
    return served ? static_cast<int>(ExitCode::kProceed) : cli::report(served.error(), lang);
  }
  if (a.command->name == "witness init") {
    if (!a.has("--name")) return cli::report(missing("--name"), lang);
    const WitnessInitRequest request{folder, a.value("--name"), algorithms_of(a.value("--algorithm")),
                                     a.value("--passphrase-file")};
    return cli::show(witness_init(request, call.json, call.look), lang);
  }
  if (a.command->name == "witness add-log")
    return cli::show(witness_add_log(folder, a.values("--key"), call.json, call.look), lang);
  if (a.command->name == "witness ask") return cli::show(ask(call, folder), lang);
  return cli::show(witness_show(folder, call.json, call.look), lang);
}

}  // namespace tidegate::daemon
