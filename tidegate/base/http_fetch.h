// One HTTP exchange with another machine. Ports implement it; tests answer from memory. Nothing is opened but
// what is asked for: no redirect is followed, no proxy of the surroundings is used, no cookie is kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

// octets  4 of IPv4 or 16 of IPv6: the very address that is about to be connected to, after names were looked
// up.
using MayConnect = std::function<bool(std::span<const std::uint8_t> octets)>;

struct HttpAsk {
  std::string method = "GET";
  std::string url;                                             // http or https; with no user and no fragment
  std::vector<std::pair<std::string, std::string>> headers{};  // names and values of ASCII, without line ends
  std::string body{};
  std::int64_t connect_ms = 5'000;
  std::int64_t whole_ms = 10'000;                // from the beginning to the last octet
  std::size_t most_bytes = 1U << 20;             // of the answer's body
  std::string ca_file{};                         // PEM; empty: what the system trusts
  bool allows_plain = false;                     // http: for loopback and for tests
  MayConnect may_connect{};                      // empty: any address
  const std::atomic<bool>* cancelled = nullptr;  // once true, it ends within a second; outlives the call
};

struct HttpGot {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers{};  // names in lower case, 64 at most
  std::string body{};
  // The first of that name, lower case; empty: there is none.
  std::string_view header(std::string_view name) const {
    for (const auto& [known, value] : headers) {
      if (known == name) return value;
    }
    return {};
  }
};

class HttpFetch {
 public:
  virtual ~HttpFetch() = default;
  // Any status is an answer. Several threads at a time. Errors: kMalformed (no such URL, method or header),
  // kOutOfRange (plain HTTP, or an address that may not be), kUnavailable (no answer in time, no TLS that is
  // trusted, no library), kLimit (the answer is too large), kCancelled. Errors name neither the URL nor what
  // was sent.
  virtual Result<HttpGot> fetch(const HttpAsk& ask) = 0;
};

}  // namespace tidegate
