// Whether a URL names this machine: only there is plain HTTP spoken without being told to. Private to gate.
#pragma once

#include <string_view>

namespace tidegate {

inline bool is_loopback(std::string_view url) {
  for (const std::string_view host : {"http://127.0.0.1", "http://[::1]", "http://localhost"}) {
    if (!url.starts_with(host)) continue;
    const std::string_view rest = url.substr(host.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') return true;
  }
  return false;
}

}  // namespace tidegate
