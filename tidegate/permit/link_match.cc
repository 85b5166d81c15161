#include "tidegate/permit/link_match.h"

#include <algorithm>
#include <optional>

namespace tidegate::permit {
namespace {

using State = LinkMatch::State;

// Addresses as they are compared; none: not told, or none that can be read.
struct Ends {
  std::optional<Address> from;
  std::optional<Address> to;
};

LinkMatch match_end(const PermitEndpoint& end, const std::vector<Network>& networks, const FlowEnd& told,
                    const std::optional<Address>& address, const std::string& pointer) {
  LinkMatch match{State::kInside, {}};
  if (!end.domains.empty()) {
    const auto fits = [&](const std::string& pattern) { return fits_domain(pattern, told.domain); };
    if (told.domain.empty()) {
      match = {State::kUnknown, pointer + "/domain"};
    } else if (std::none_of(end.domains.begin(), end.domains.end(), fits)) {
      return {State::kOutside, pointer + "/domain"};
    }
  }
  if (!networks.empty()) {
    const auto holds = [&](const Network& network) { return network.contains(*address); };
    if (!address) {
      if (match.state == State::kInside) match = {State::kUnknown, pointer + "/address"};
    } else if (std::none_of(networks.begin(), networks.end(), holds)) {
      return {State::kOutside, pointer + "/address"};
    }
  }
  return match;
}

LinkMatch match_one(const PermitLink& link, const ReadyLink& ready, const FlowRequest& request,
                    const Ends& ends) {
  if (!request.mode.empty() && request.mode != link.mode) return {State::kOutside, "/link/mode"};
  const LinkMatch to = match_end(link.to, ready.to, request.to, ends.to, "/link/to");
  if (to.state == State::kOutside) return to;
  const LinkMatch from = match_end(link.from, ready.from, request.from, ends.from, "/link/from");
  if (from.state == State::kOutside) return from;
  if (request.encryption && *request.encryption < link.encryption) return {State::kWeak, "/link/encryption"};
  if (request.mode.empty()) return {State::kUnknown, "/link/mode"};
  if (to.state == State::kUnknown) return to;
  if (from.state == State::kUnknown) return from;
  if (!request.encryption && link.encryption != Encryption::kNone)
    return {State::kUnknown, "/link/encryption"};
  return {State::kInside, {}};
}

std::optional<Address> address_of(const FlowEnd& end) {
  const auto address = Address::parse(end.address);
  return address ? std::optional<Address>(*address) : std::nullopt;
}

// Which of two links that do not fit is nearer: of the right mode, then with the right end.
bool is_nearer(const LinkMatch& a, const LinkMatch& b) {
  if (a.state != b.state) return a.state > b.state;
  return a.state == State::kOutside && b.pointer == "/link/mode" && a.pointer != b.pointer;
}

}  // namespace

bool fits_domain(std::string_view pattern, std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const auto same = [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
  };
  if (!pattern.starts_with("*."))
    return std::equal(pattern.begin(), pattern.end(), domain.begin(), domain.end(), same);
  pattern.remove_prefix(1);
  if (domain.size() <= pattern.size() || domain.starts_with('.')) return false;
  const std::string_view tail = domain.substr(domain.size() - pattern.size());
  return std::equal(pattern.begin(), pattern.end(), tail.begin(), tail.end(), same);
}

LinkMatch match_link(const VerifiedPermit& permit, const FlowRequest& request) {
  const Ends ends{address_of(request.from), address_of(request.to)};
  LinkMatch best{State::kOutside, "/link/mode"};
  for (std::size_t i = 0; i < permit.links().size(); ++i) {
    LinkMatch match = match_one(permit.permit().links[i], permit.links()[i], request, ends);
    if (match.state == State::kInside) return match;
    if (is_nearer(match, best)) best = std::move(match);
  }
  return best;
}

}  // namespace tidegate::permit
