// Serves HTTP/1.1 over libmicrohttpd: reads whole requests within stated bounds of size and time, hands them
// to workers, writes what they answer. Beside client_certificate.cc the only file that
// names libmicrohttpd.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/server/http/message.h"

namespace tidegate::server {

struct HttpOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6
  std::uint16_t port = 0;             // 0: a free one
  unsigned readers = 1;               // threads that read and write sockets
  unsigned workers = 2;               // threads that answer
  unsigned connections = 2'048;       // open at once; further ones wait in the kernel's queue
  unsigned connections_a_peer = 0;    // of one peer (peer.h); further ones are closed; 0: no bound (behind a
                                      // proxy there is only one)
  std::size_t waiting = 1'024;        // requests read and not begun; further ones are answered 503
  // Requests that keep a thread and a processor busy on purpose, passwords: answered by threads of their own,
  // so that others are answered beside them however many there are. Left out: none.
  std::function<bool(const Request&)> is_costly;
  unsigned costly_workers = 4;
  std::size_t costly_waiting = 256;                  // further ones are answered 503
  std::size_t head_bytes = 32'768;                   // request line and headers
  std::size_t body_bytes = 8 << 20;                  // further bytes are answered 413
  std::size_t large_body_bytes = 33 << 20;           // of requests that `large_for` knows, with a length
  std::size_t large_bodies_bytes = 256 << 20;        // of all such at once; further ones are answered 503
  std::size_t large_bodies_bytes_of_one = 64 << 20;  // of one of whom `large_for` tells
  // For whom a body larger than others is taken, by the head; empty: for nobody. Called where a length says
  // so, while no other head is read: it must be quick. None: nobody.
  std::function<std::string(const Request& head)> large_for;
  unsigned head_seconds = 15;     // from the connection, or the last answer, to a whole head
  unsigned body_seconds = 60;     // from the head to a whole body
  unsigned answer_seconds = 120;  // from the answer to its last octet
  std::string certificate_pem;    // both empty: no TLS
  std::string key_pem;
  std::string client_authority_pem;  // vouches for certificates of clients; empty: none is asked for
};

// What to answer where the server itself must: a number of HTTP and why. So that these too have the shape of
// all other problems.
using Refusal = std::function<Response(int status)>;
// Called on several threads at a time. Must not throw.
using Handler = std::function<Response(const Request&)>;

// What has come and gone since the start, for those who watch.
struct HttpCounts {
  std::uint64_t requests = 0;       // handed to the handler
  std::uint64_t refused_busy = 0;   // answered 503, nobody was free
  std::uint64_t refused_large = 0;  // answered 413 or 431
  std::uint64_t cut_for_time = 0;   // connections ended since their time was over
  std::uint64_t connections_open = 0;
};

class HttpServer {
 public:
  // Listens when it returns. Errors: kUnavailable (address in use or not of this machine), kMalformed (an
  // address that is none, a certificate that cannot be read).
  static Result<std::unique_ptr<HttpServer>> start(const HttpOptions& options, Handler handler,
                                                   Refusal refusal);
  virtual ~HttpServer() = default;  // as stop(0)

  virtual std::uint16_t port() const = 0;
  virtual HttpCounts counts() const = 0;
  // From now on new connections are under this certificate; those that are open go on under theirs. Of one
  // thread, that of stop(). Errors: kMalformed (certificate and key cannot be used: nothing has changed),
  // kLimit (too many earlier ones have open connections still), kUnavailable.
  virtual Result<bool> renew(const std::string& certificate_pem, const std::string& key_pem) = 0;
  // Gives up what served connections under earlier certificates, once those have ended.
  virtual void end_retired() = 0;
  // Takes no more connections, answers what was read, for that many seconds at most, then ends.
  virtual void stop(unsigned seconds) = 0;
};

}  // namespace tidegate::server
