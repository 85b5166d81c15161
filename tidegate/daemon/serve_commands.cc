#include "tidegate/daemon/serve_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>

#include "tidegate/base/heap.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/cli/say.h"
#include "tidegate/daemon/service_manager.h"
#include "tidegate/server/serve.h"

namespace tidegate::daemon {
namespace {

Error missing(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("{} is needed", option), {}, fmt::format("须给出 {}", option)};
}

// Of "--rate 100". Errors: kMalformed.
Result<std::int64_t> number_of(const cli::Arguments& a, const char* option, std::int64_t otherwise,
                               std::int64_t most) {
  if (!a.has(option)) return otherwise;
  const std::string text = a.value(option);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || number < 0 ||
      number > most) {
    return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is not a number from 0 to {}", text, most),
                 option, fmt::format("“{}”不是 0 至 {} 的数字", text, most)});
  }
  return number;
}

// Set by SIGHUP, which says that the files of the certificate are others now.
std::atomic<bool> reload{false};
static_assert(std::atomic<bool>::is_always_lock_free);
void on_hangup(int) { reload = true; }

}  // namespace

Result<void> run_serve(const cli::Arguments& a, const cli::Surroundings& around, int threads) {
  if (!a.has("--data")) return fail(missing("--data"));
  if (a.has("--tls-certificate") != a.has("--tls-key"))
    return fail(missing(a.has("--tls-key") ? "--tls-certificate" : "--tls-key"));
  if (a.has("--client-ca") && !a.has("--tls-certificate")) return fail(missing("--tls-certificate"));
  constexpr int kFewestWorkers = 16;  // most of them wait for the disk, two perhaps for an identity provider
  constexpr std::int64_t kLargestRate = 1'000'000;
  constexpr int kHeaps = 4;  // more are more memory, and no faster
  give_threads_heaps(kHeaps);
  const SystemClock clock;
  server::ServeOptions options;
  options.desk = {a.value("--data"), a.value("--database"), &clock, a.value("--permit-key"),
                  a.value("--permit-passphrase-file")};
  options.desk.program = "tidegate " TIDEGATE_VERSION;
  options.listen = a.value("--listen", "127.0.0.1:8700");
  options.certificate = a.value("--tls-certificate");
  options.certificate_key = a.value("--tls-key");
  options.client_authority = a.value("--client-ca");
  options.public_url = a.value("--public-url");
  options.oidc = a.value("--oidc");
  options.is_behind_tls = a.has("--behind-tls");
  const auto rate = number_of(a, "--rate", options.rate, kLargestRate);
  if (!rate) return fail(rate.error());
  options.rate = *rate;
  if (a.has("--peer-connections")) {
    constexpr std::int64_t kMostConnections = 1'000'000;
    const auto most = number_of(a, "--peer-connections", 0, kMostConnections);
    if (!most) return fail(most.error());
    options.connections_a_peer = static_cast<unsigned>(*most);
  }
  options.webhooks = {a.has("--webhook-allow-http-loopback"), a.value("--webhook-ca")};
  options.evidence = a.value("--evidence");
  options.evidence_passphrase_file = a.value("--evidence-passphrase-file");
  if (a.has("--evidence-each")) {
    constexpr std::int64_t kLongestSeconds = 86'400;
    constexpr std::int64_t kSecondMs = 1'000;
    const auto seconds = number_of(a, "--evidence-each", 0, kLongestSeconds);
    if (!seconds) return fail(seconds.error());
    options.evidence_each_ms = *seconds * kSecondMs;
  }
  options.workers = static_cast<unsigned>(std::max(threads, kFewestWorkers));
  if (a.has("--threads") && threads < kFewestWorkers)
    cli::tell(fmt::format("serve_threads asked={} used={} reason=fewest\n", threads, kFewestWorkers));
  options.stop = around.cancelled;
  options.reload = &reload;
  std::signal(SIGHUP, on_hangup);
  options.say = [](const std::string& line) { cli::tell(line + "\n"); };
  // Where the name was mistyped, this is how it is noticed.
  options.makes_desk = [&] {
    const std::string& folder = options.desk.folder;
    cli::tell(
        Text{fmt::format("tidegate: made a NEW, empty desk in {}: none was there. Was another folder meant? "
                         "Its first account: tidegate admin init --data {} --login NAME\n",
                         folder, folder),
             fmt::format("tidegate：在 {} 新建了一个空的办理台，该处原先没有。是否本想指定其他目录？创建首个"
                         "账号：tidegate admin init --data {} --login 登录名\n",
                         folder, folder)}
            .in(around.lang));
  };
  options.listens = [&] { tell_service_manager(around.notify_socket, "READY=1"); };
  options.stops = [&] { tell_service_manager(around.notify_socket, "STOPPING=1"); };
  return server::serve(options);
}

Result<Printed> run_admin_init(const cli::Arguments& a, const cli::Surroundings& around, bool json,
                               const std::string& password) {
  if (!a.has("--data")) return fail(missing("--data"));
  if (!a.has("--login")) return fail(missing("--login"));
  std::string wanted = password;
  if (!a.has("--password-file")) {
    if (!around.ask_password) {
      return fail({ErrorCode::kMalformed,
                   "there is no terminal to ask for the password; give --password-file",
                   {},
                   "没有可询问密码的终端；请给出 --password-file"});
    }
    const auto first = around.ask_password(a.value("--login"));
    const auto again = first ? around.ask_password(a.value("--login")) : std::nullopt;
    if (!again) return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
    if (*first != *again)
      return fail({ErrorCode::kMalformed, "the two passwords differ", {}, "两次输入的密码不一致"});
    wanted = *first;
  }
  const SystemClock clock;
  auto desk = ZoneDesk::open({a.value("--data"), a.value("--database"), &clock});
  if (!desk) return fail(desk.error());
  auto account = (*desk)->add_first_account(a.value("--login"), wanted);
  if (!account) {
    Error error = account.error();
    error.where.clear();  // a place in a body of HTTP
    return fail(std::move(error));
  }
  if (json) {
    JsonWriter out;
    out.begin_object().key("id").string(account->id).key("login").string(account->login);
    out.key("role").string(to_string(account->role)).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{fmt::format("made the operator's account \"{}\" in {}\n", account->login, (*desk)->shown()),
                  fmt::format("已在 {} 创建运行人员账号“{}”\n", (*desk)->shown(), account->login)};
  return Printed{says.in(around.lang)};
}

}  // namespace tidegate::daemon
