#include "tidegate/server/http/http_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "tidegate/server/http/client_certificate.h"
#include "tidegate/server/http/connection_clocks.h"
#include "tidegate/server/http/head.h"
#include "tidegate/server/http/listen.h"
#include "tidegate/server/http/peer.h"
#include "tidegate/server/http/shares.h"
#include "tidegate/server/http/work_queue.h"

namespace tidegate::server {
namespace {

// A body that is too large is read on and thrown away, so that a peer that sends first and then reads gets
// its answer, up to this many times the bound.
constexpr std::uint64_t kReadOn = 4;
constexpr unsigned kLargeTimes = 4;  // as long as others may take, for a body that is larger than theirs
constexpr std::chrono::milliseconds kStopLook{20};
constexpr std::size_t kMostRetired = 3;  // daemons of earlier certificates with open connections

// A request on its way through the server.
struct Exchange {
  Request request;
  Response response;
  std::uint64_t body_seen = 0;
  std::uint64_t most_body = 0;
  bool is_large = false;
  std::string large_for;           // whose it is
  std::uint64_t large_bytes = 0;   // that have come, taken of what large bodies may hold
  int refused = 0;                 // a number of HTTP; 0: not refused
  bool is_clear = true;            // the head: is_clear() of head.h
  std::size_t target_size = 0;     // as sent
  const char* line_end = nullptr;  // while the head is read: behind the line before, without its CR LF
  bool has_begun = false;
  bool is_answered = false;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// libmicrohttpd lends the head where it was received, with zeros for what ended its parts. So where parts lie
// apart by anything but the octets that may stand between them, a line was folded, or ended by CR or LF
// alone, or there was a space too many, or a zero octet.
bool lies_behind(const char* part, const char* end, std::uintptr_t octets) {
  return end != nullptr &&
         reinterpret_cast<std::uintptr_t>(part) - reinterpret_cast<std::uintptr_t>(end) == octets;
}
constexpr std::uintptr_t kLineEnd = 2;  // CR LF

MHD_Result add_field(void* to, MHD_ValueKind, const char* name, std::size_t name_size, const char* value,
                     std::size_t value_size) {
  Exchange& exchange = *static_cast<Exchange*>(to);
  const std::string_view text = value == nullptr ? std::string_view() : std::string_view(value, value_size);
  if (!lies_behind(name, exchange.line_end, kLineEnd) || !is_field({name, name_size}, text))
    exchange.is_clear = false;
  exchange.line_end = value == nullptr ? nullptr : value + value_size;
  exchange.request.headers.emplace_back(lower({name, name_size}), text);
  return MHD_YES;
}

// Whether the head is its parts, from the method to the empty line, and nothing between or behind them.
bool is_whole(MHD_Connection* connection, const char* method, const char* url, const char* version,
              Exchange& exchange) {
  exchange.is_clear = exchange.is_clear && lies_behind(url, method + exchange.request.method.size(), 1) &&
                      lies_behind(version, url + exchange.target_size, 1);
  exchange.line_end = version + std::string_view(version).size();
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, &add_field, &exchange);
  const MHD_ConnectionInfo* info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return exchange.is_clear && info != nullptr &&
         lies_behind(method + info->header_size, exchange.line_end, 2 * kLineEnd);
}

class MicroHttpd final : public HttpServer {
 public:
  MicroHttpd(const HttpOptions& options, Handler handler, Refusal refusal)
      : options_(options),
        handler_(std::move(handler)),
        refusal_(std::move(refusal)),
        large_(options.large_bodies_bytes, options.large_bodies_bytes_of_one),
        peers_(UINT64_MAX, options.connections_a_peer == 0 ? UINT64_MAX : options.connections_a_peer) {}
  ~MicroHttpd() override { stop(0); }

  Result<bool> begin() {
    auto listening = listen_on(options_.address, options_.port);
    if (!listening) return fail(std::move(listening.error()));
    port_ = listening->port;
    is_v6_ = listening->is_v6;
    queue_ = std::make_unique<WorkQueue>(options_.workers, options_.waiting);
    if (options_.is_costly != nullptr)
      costly_ = std::make_unique<WorkQueue>(options_.costly_workers, options_.costly_waiting);
    daemon_ = daemon_on(listening->socket, options_.certificate_pem, options_.key_pem);
    serving_ = daemon_;
    if (daemon_ != nullptr) return true;
    close(listening->socket);
    return fail(no_tls());
  }

  Result<bool> renew(const std::string& certificate_pem, const std::string& key_pem) override {
    // Without either the next daemon would speak plain HTTP.
    if (certificate_pem.empty() || key_pem.empty()) return fail(no_tls());
    end_retired();
    if (retired_.size() >= kMostRetired) {
      return fail({ErrorCode::kLimit,
                   "connections under certificates before this one are open still; try again in some minutes",
                   {},
                   "此前证书下的连接尚未结束，请数分钟后重试"});
    }
    const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_LISTEN_FD);
    const MHD_socket socket = info == nullptr ? -1 : fcntl(info->listen_fd, F_DUPFD_CLOEXEC, 0);
    if (socket < 0)
      return fail(
          {ErrorCode::kUnavailable, "the listening socket cannot be shared", {}, "无法共享监听套接字"});
    // Begun before the other ends: where it cannot be, nothing has changed.
    MHD_Daemon* const next = daemon_on(socket, certificate_pem, key_pem);
    if (next == nullptr) {
      close(socket);
      return fail(no_tls());
    }
    retired_.push_back({daemon_, MHD_quiesce_daemon(daemon_)});
    daemon_ = next;
    serving_ = next;
    return true;
  }

  void end_retired() override {
    std::erase_if(retired_, [](const Retired& old) {
      const MHD_DaemonInfo* info = MHD_get_daemon_info(old.daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
      if (info == nullptr || info->num_connections != 0) return false;
      old.end();
      return true;
    });
  }

  std::uint16_t port() const override { return port_; }

  HttpCounts counts() const override {
    return {requests_, refused_busy_, refused_large_, clocks_.cut(), clocks_.open()};
  }

  void stop(unsigned seconds) override {
    if (daemon_ == nullptr) return;
    is_stopping_ = true;
    retired_.push_back({daemon_, MHD_quiesce_daemon(daemon_)});
    daemon_ = nullptr;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    const auto wait_for_exchanges = [&] {
      while (exchanges_ != 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kStopLook);
    };
    wait_for_exchanges();
    if (costly_ != nullptr) costly_->close();
    queue_->close();  // what is in hand is done, and no connection stays suspended
    for (const Retired& old : retired_) old.end();
    retired_.clear();
  }

 private:
  // Takes no more connections; its own go on until they end.
  struct Retired {
    MHD_Daemon* daemon;
    MHD_socket listener;
    void end() const {
      MHD_stop_daemon(daemon);
      if (listener != MHD_INVALID_SOCKET) close(listener);
    }
  };

  static Error no_tls() {
    return {ErrorCode::kMalformed,
            "the certificate or its key cannot be used for TLS",
            {},
            "证书或其私钥无法用于 TLS"};
  }

  // nullptr: it cannot be begun, and the socket is the caller's still.
  MHD_Daemon* daemon_on(MHD_socket socket, const std::string& certificate_pem, const std::string& key_pem) {
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    if (is_v6_) flags |= MHD_USE_IPv6;
    std::string certificate = certificate_pem;
    std::string key = key_pem;
    std::vector<MHD_OptionItem> more{
        {MHD_OPTION_LISTEN_SOCKET, socket, nullptr},
        {MHD_OPTION_CONNECTION_LIMIT, static_cast<intptr_t>(options_.connections), nullptr},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<intptr_t>(options_.head_bytes), nullptr},
        {MHD_OPTION_CONNECTION_TIMEOUT, static_cast<intptr_t>(longest_silence()), nullptr},
        {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<intptr_t>(&on_connection), this},
        {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<intptr_t>(&on_completed), this},
        {MHD_OPTION_URI_LOG_CALLBACK, reinterpret_cast<intptr_t>(&on_target), this},
        {MHD_OPTION_UNESCAPE_CALLBACK, reinterpret_cast<intptr_t>(&leave_escaped), this}};
    if (options_.readers > 1)
      more.push_back({MHD_OPTION_THREAD_POOL_SIZE, static_cast<intptr_t>(options_.readers), nullptr});
    if (!certificate.empty()) {
      flags |= MHD_USE_TLS;
      more.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, certificate.data()});
      more.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, key.data()});
      more.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kTlsPriorities)});
      if (!options_.client_authority_pem.empty())
        more.push_back({MHD_OPTION_HTTPS_MEM_TRUST, 0, options_.client_authority_pem.data()});
    }
    more.push_back({MHD_OPTION_END, 0, nullptr});
    return MHD_start_daemon(flags, 0, &on_peer, this, &on_access, this, MHD_OPTION_ARRAY, more.data(),
                            MHD_OPTION_END);
  }

  static MicroHttpd& self(void* server) { return *static_cast<MicroHttpd*>(server); }

  unsigned longest_silence() const {
    return std::max({options_.head_seconds, options_.body_seconds * kLargeTimes, options_.answer_seconds}) +
           1;
  }

  static ConnectionClock* clock_of(MHD_Connection* connection) {
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == nullptr ? nullptr : static_cast<ConnectionClock*>(info->socket_context);
  }

  // Whether one more connection of the peer is taken; it is counted from on_connection on, which comes next.
  static MHD_Result on_peer(void* server, const sockaddr* address, socklen_t) {
    const std::string peer = peer_text(address);
    Shares& peers = self(server).peers_;
    if (!peers.take(peer, 1)) return MHD_NO;
    peers.give_back(peer, 1);
    return MHD_YES;
  }

  static std::string peer_of(MHD_Connection* connection) {
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == nullptr ? std::string() : peer_text(info->client_addr);
  }

  static void on_connection(void* server, MHD_Connection* connection, void** context,
                            MHD_ConnectionNotificationCode code) {
    MicroHttpd& own = self(server);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
      const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
      ConnectionClock* const clock = own.clocks_.put_in(info->connect_fd, own.options_.head_seconds);
      clock->is_counted = own.peers_.take(peer_of(connection), 1);
      *context = clock;
    } else {
      auto* const clock = static_cast<ConnectionClock*>(*context);
      if (clock->is_counted) own.peers_.give_back(peer_of(connection), 1);
      own.clocks_.take_out(clock);
      *context = nullptr;
    }
  }

  // The first that is known of a request is its target.
  static void* on_target(void* server, const char* target, MHD_Connection*) {
    auto exchange = std::make_unique<Exchange>();
    const std::string_view text(target);
    exchange->target_size = text.size();
    exchange->is_clear = is_target(text);
    const std::size_t mark = std::min(text.find('?'), text.size());
    exchange->request.path = text.substr(0, mark);
    if (!form_decoded(text.substr(std::min(mark + 1, text.size())), exchange->request.query))
      exchange->refused = 400;
    ++self(server).exchanges_;
    return exchange.release();
  }

  static std::size_t leave_escaped(void*, MHD_Connection*, char* text) {
    return std::string_view(text).size();
  }

  static void on_completed(void* server, MHD_Connection* connection, void** context,
                           MHD_RequestTerminationCode) {
    if (*context == nullptr) return;
    auto* const exchange = static_cast<Exchange*>(*context);
    self(server).large_.give_back(exchange->large_for, exchange->large_bytes);
    delete exchange;
    *context = nullptr;
    --self(server).exchanges_;
    if (ConnectionClock* clock = clock_of(connection)) clock->allow(self(server).options_.head_seconds);
  }

  static MHD_Result on_access(void* server, MHD_Connection* connection, const char* url, const char* method,
                              const char* version, const char* upload, std::size_t* upload_size,
                              void** context) {
    if (*context == nullptr) return MHD_NO;
    Exchange& exchange = *static_cast<Exchange*>(*context);
    if (!exchange.has_begun) return self(server).on_head(connection, method, url, version, exchange);
    if (*upload_size != 0) return self(server).on_body(upload, upload_size, exchange);
    if (exchange.is_answered) return self(server).answer(connection, exchange);
    return self(server).on_whole(connection, exchange);
  }

  MHD_Result on_head(MHD_Connection* connection, const char* method, const char* url, const char* version,
                     Exchange& exchange) {
    exchange.has_begun = true;
    exchange.request.method = method;
    exchange.is_clear = is_whole(connection, method, url, version, exchange);
    exchange.request.peer = peer_of(connection);
    if (!options_.client_authority_pem.empty())
      exchange.request.certificate = client_certificate_of(connection);
    clock_of(connection)->allow(options_.body_seconds);
    const std::string_view length = exchange.request.header("content-length");
    std::uint64_t bytes = 0;
    std::from_chars(length.data(), length.data() + length.size(), bytes);
    exchange.most_body = options_.body_bytes;
    exchange.is_clear = exchange.is_clear && is_clear(exchange.request, version);
    if (!exchange.is_clear) exchange.refused = 400;
    if (bytes > options_.body_bytes && exchange.refused == 0) make_room(bytes, connection, exchange);
    if (exchange.refused == 0 || (exchange.is_clear && bytes == 0)) return MHD_YES;
    // Refused before its body: what is still sent is not read, and the connection ends. A file that a person
    // sends is read on, unless its sender waits to be told to go on.
    const bool is_file = exchange.most_body > options_.body_bytes;
    if (is_file && exchange.is_clear && exchange.request.header("expect").empty() &&
        bytes <= kReadOn * exchange.most_body)
      return MHD_YES;
    return refuse(connection, exchange);
  }

  // For a body that is longer than others: where such is awaited, of somebody who is known.
  void make_room(std::uint64_t bytes, MHD_Connection* connection, Exchange& exchange) {
    if (options_.large_for != nullptr) exchange.large_for = options_.large_for(exchange.request);
    const bool is_awaited = !exchange.large_for.empty();
    if (is_awaited) exchange.most_body = options_.large_body_bytes;
    if (!is_awaited || bytes > options_.large_body_bytes) {
      exchange.refused = 413;
      return;
    }
    exchange.is_large = true;
    clock_of(connection)->allow(options_.body_seconds * kLargeTimes);
  }

  // Counted as it comes: what is only announced takes no room from others. Refused, it gives back what it
  // had.
  bool holds(std::uint64_t bytes, Exchange& exchange) {
    if (large_.take(exchange.large_for, bytes)) {
      exchange.large_bytes += bytes;
      return true;
    }
    large_.give_back(exchange.large_for, exchange.large_bytes);
    exchange.large_bytes = 0;
    return false;
  }

  MHD_Result on_body(const char* upload, std::size_t* size, Exchange& exchange) {
    exchange.body_seen += *size;
    if (exchange.refused != 0 || exchange.body_seen > exchange.most_body) {
      if (exchange.refused == 0) exchange.refused = 413;
      exchange.request.body = {};
      if (exchange.body_seen > kReadOn * exchange.most_body) return MHD_NO;
    } else if (exchange.is_large && !holds(*size, exchange)) {
      exchange.refused = 503;
      exchange.request.body = {};
    } else {
      exchange.request.body.append(upload, *size);
    }
    *size = 0;
    return MHD_YES;
  }

  MHD_Result on_whole(MHD_Connection* connection, Exchange& exchange) {
    if (exchange.refused != 0) return refuse(connection, exchange);
    clock_of(connection)->pause();
    WorkQueue& queue = costly_ != nullptr && options_.is_costly(exchange.request) ? *costly_ : *queue_;
    const bool is_put = queue.put([connection] { MHD_suspend_connection(connection); },
                                  [this, connection, &exchange] {
                                    ++requests_;
                                    exchange.response = handler_(exchange.request);
                                    exchange.is_answered = true;
                                    MHD_resume_connection(connection);
                                  });
    if (is_put) return MHD_YES;
    exchange.refused = 503;
    return refuse(connection, exchange);
  }

  MHD_Result refuse(MHD_Connection* connection, Exchange& exchange) {
    if (exchange.refused == 413) ++refused_large_;
    if (exchange.refused == 503) ++refused_busy_;
    exchange.response = refusal_(exchange.refused);
    if (!exchange.is_clear) exchange.response.headers.emplace_back("Connection", "close");
    return answer(connection, exchange);
  }

  MHD_Result answer(MHD_Connection* connection, Exchange& exchange) {
    clock_of(connection)->allow(options_.answer_seconds);
    auto body = std::make_unique<std::string>(std::move(exchange.response.body));
    MHD_Response* response = MHD_create_response_from_buffer_with_free_callback_cls(
        body->size(), body->data(), [](void* held) { delete static_cast<std::string*>(held); }, body.get());
    if (response == nullptr) return MHD_NO;
    (void)body.release();
    for (const auto& [name, value] : exchange.response.headers) {
      if (MHD_add_response_header(response, name.c_str(), value.c_str()) == MHD_NO) {
        MHD_destroy_response(response);
        return MHD_NO;
      }
    }
    const MHD_ConnectionInfo* of = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_DAEMON);
    const bool is_retired = of != nullptr && of->daemon != serving_;  // under a certificate before this one
    // Behind a body in chunks nothing is read: their lines may end by LF alone here, and elsewhere not, so
    // what one server takes for the body's end another may not.
    const bool is_in_chunks = !exchange.request.header("transfer-encoding").empty();
    if (is_stopping_ || is_retired || is_in_chunks) MHD_add_response_header(response, "Connection", "close");
    const MHD_Result queued =
        MHD_queue_response(connection, static_cast<unsigned>(exchange.response.status), response);
    MHD_destroy_response(response);
    return queued;
  }

  HttpOptions options_;  // as begun with; later certificates are lent to the daemons that renew() begins
  const Handler handler_;
  const Refusal refusal_;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_{false};
  std::atomic<std::uint64_t> exchanges_{0};
  Shares large_;  // bytes of large bodies
  Shares peers_;  // connections
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> refused_busy_{0};
  std::atomic<std::uint64_t> refused_large_{0};
  ConnectionClocks clocks_;
  std::unique_ptr<WorkQueue> queue_;
  std::unique_ptr<WorkQueue> costly_;
  bool is_v6_ = false;
  MHD_Daemon* daemon_ = nullptr;
  std::atomic<MHD_Daemon*> serving_{nullptr};  // daemon_, as connections' threads may read it
  std::vector<Retired> retired_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpOptions& options, Handler handler,
                                                      Refusal refusal) {
  auto server = std::make_unique<MicroHttpd>(options, std::move(handler), std::move(refusal));
  if (auto begun = server->begin(); !begun) return fail(std::move(begun.error()));
  return server;
}

}  // namespace tidegate::server
