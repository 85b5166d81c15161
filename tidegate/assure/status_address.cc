#include "tidegate/assure/status_address.h"

#include <algorithm>
#include <array>

namespace tidegate::assure {
namespace {

constexpr std::size_t kEscape = 3;  // "%2e"

bool is_visible(char c) { return c > 0x20 && c < 0x7F; }

bool is_loopback_host(std::string_view host) {
  for (const std::string_view here : {"127.0.0.1", "[::1]", "localhost"}) {
    if (host == here || (host.starts_with(here) && host[here.size()] == ':')) return true;
  }
  return false;
}

// A dot, a slash or a backslash that hides behind an escape.
bool hides_a_step(std::string_view text) {
  constexpr std::array<std::string_view, 6> kHidden{"%2e", "%2E", "%2f", "%2F", "%5c", "%5C"};
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    const std::string_view escape = text.substr(at, kEscape);
    if (std::find(kHidden.begin(), kHidden.end(), escape) != kHidden.end()) return true;
  }
  return false;
}

bool has_dots(std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view step = path.substr(0, slash);
    if (step == "." || step == "..") return true;
    if (slash == path.npos) return false;
    path.remove_prefix(slash + 1);
  }
  return false;
}

// Scheme, host and path that mean what they say.
bool is_plain(std::string_view address) {
  if (!std::all_of(address.begin(), address.end(), is_visible)) return false;
  const bool is_https = address.starts_with("https://");
  if (!is_https && !address.starts_with("http://")) return false;
  std::string_view rest = address.substr(address.find("//") + 2);
  const std::size_t slash = rest.find('/');
  if (slash == rest.npos || slash == 0) return false;
  const std::string_view host = rest.substr(0, slash);
  if (host.find_first_of("@?#\\%") != host.npos || (!is_https && !is_loopback_host(host))) return false;
  rest.remove_prefix(slash + 1);
  if (rest.find_first_of("#\\") != rest.npos || hides_a_step(rest)) return false;
  return !has_dots(rest.substr(0, rest.find('?')));
}

}  // namespace

bool is_status_place(std::string_view place) {
  return is_plain(place) && place.ends_with('/') && place.find('?') == place.npos;
}

bool lies_below(std::string_view address, std::string_view place) {
  return is_status_place(place) && is_plain(address) && address.starts_with(place);
}

}  // namespace tidegate::assure
