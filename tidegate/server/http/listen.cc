#include "tidegate/server/http/listen.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <span>

#include "tidegate/base/ip_address.h"
#include "tidegate/base/system_text.h"

namespace tidegate::server {
namespace {

constexpr int kBacklog = 1'024;

struct SocketAddress {
  sockaddr_storage bytes{};
  socklen_t size = 0;
};

bool fill(SocketAddress& out, const std::string& address, std::uint16_t port) {
  sockaddr_in v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    out.size = sizeof v4;
    *reinterpret_cast<sockaddr_in*>(&out.bytes) = v4;
    return true;
  }
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) != 1) return false;
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  out.size = sizeof v6;
  *reinterpret_cast<sockaddr_in6*>(&out.bytes) = v6;
  return true;
}

std::uint16_t port_of(const sockaddr_storage& bytes) {
  return ntohs(bytes.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&bytes)->sin6_port
                                           : reinterpret_cast<const sockaddr_in*>(&bytes)->sin_port);
}

}  // namespace

Result<Listening> listen_on(const std::string& address, std::uint16_t port) {
  SocketAddress at;
  if (!fill(at, address, port)) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" is no IP address", address),
                 {},
                 fmt::format("“{}”不是 IP 地址", address)});
  }
  const int family = at.bytes.ss_family;
  Listening out{socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), 0, family == AF_INET6};
  const auto cannot = [&] {
    const int why = errno;
    if (out.socket >= 0) close(out.socket);
    const Text says = system_text(why);
    return fail({ErrorCode::kUnavailable,
                 fmt::format("cannot listen on {} port {}: {}", address, port, says.en),
                 {},
                 fmt::format("无法监听 {} 端口 {}：{}", address, port, says.zh)});
  };
  if (out.socket < 0) return cannot();
  const int yes = 1;
  setsockopt(out.socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (out.is_v6) setsockopt(out.socket, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  if (bind(out.socket, reinterpret_cast<const sockaddr*>(&at.bytes), at.size) != 0) return cannot();
  if (listen(out.socket, kBacklog) != 0) return cannot();
  SocketAddress bound;
  bound.size = sizeof bound.bytes;
  if (getsockname(out.socket, reinterpret_cast<sockaddr*>(&bound.bytes), &bound.size) != 0) return cannot();
  out.port = port_of(bound.bytes);
  return out;
}

Result<ListenAddress> parse_listen_address(std::string_view text) {
  ListenAddress out{"127.0.0.1", 0};
  std::string_view port = text;
  if (const std::size_t colon = text.rfind(':'); colon != std::string_view::npos) {
    std::string_view host = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    out.address = host.empty() ? "0.0.0.0" : std::string(host);
  }
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  SocketAddress unused;
  if (port.empty() || error != std::errc{} || end != port.data() + port.size() ||
      !fill(unused, out.address, out.port)) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" is no address to listen on; write 127.0.0.1:8080 or [::1]:8080", text),
                 {},
                 fmt::format("“{}”不是可监听的地址；请写作 127.0.0.1:8080 或 [::1]:8080", text)});
  }
  return out;
}

bool is_loopback(const std::string& address) {
  std::array<std::uint8_t, sizeof(in6_addr)> octets{};
  if (inet_pton(AF_INET, address.c_str(), octets.data()) == 1)
    return is_loopback_address(std::span(octets).first(sizeof(in_addr)));
  return inet_pton(AF_INET6, address.c_str(), octets.data()) == 1 && is_loopback_address(octets);
}

}  // namespace tidegate::server
