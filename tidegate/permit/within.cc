#include "tidegate/permit/within.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/permit/link_match.h"
#include "tidegate/permit/network.h"

namespace tidegate::permit {
namespace {

bool is_name_within(const std::vector<std::string>& pass, const std::string& name) {
  return std::any_of(pass.begin(), pass.end(), [&](const std::string& p) { return fits_domain(p, name); });
}

bool is_block_within(const std::vector<std::string>& pass, const std::string& text) {
  const auto block = Network::parse(text);
  return block && std::any_of(pass.begin(), pass.end(), [&](const std::string& p) {
           const auto outer = Network::parse(p);
           return outer && outer->contains(*block);
         });
}

// A side that the pass leaves open holds whatever is named.
bool is_end_within(const PermitEndpoint& pass, const PermitEndpoint& end) {
  const auto named = [&](const std::string& one) { return is_name_within(pass.domains, one); };
  const auto held = [&](const std::string& one) { return is_block_within(pass.networks, one); };
  const bool names_fit = pass.domains.empty() ||
                         (!end.domains.empty() && std::all_of(end.domains.begin(), end.domains.end(), named));
  return names_fit &&
         (pass.networks.empty() ||
          (!end.networks.empty() && std::all_of(end.networks.begin(), end.networks.end(), held)));
}

bool is_link_within(const PermitLink& pass, const PermitLink& link) {
  return link.mode == pass.mode && link.encryption >= pass.encryption &&
         is_end_within(pass.from, link.from) && is_end_within(pass.to, link.to);
}

}  // namespace

std::optional<Error> beyond(const Permit& pass, const Permit& permit) {
  for (std::size_t i = 0; i < permit.destinations.size(); ++i) {
    const std::string& place = permit.destinations[i];
    if (std::find(pass.destinations.begin(), pass.destinations.end(), place) != pass.destinations.end())
      continue;
    return Error{ErrorCode::kOutOfRange,
                 fmt::format("{} is no destination of the pass {} that is extended", place, pass.id),
                 fmt::format("/destinations/{}", i),
                 fmt::format("{} 不在拟延长的许可 {} 的目的地之内", place, pass.id)};
  }
  for (std::size_t i = 0; i < permit.links.size(); ++i) {
    const PermitLink& link = permit.links[i];
    if (std::any_of(pass.links.begin(), pass.links.end(),
                    [&](const PermitLink& one) { return is_link_within(one, link); }))
      continue;
    return Error{ErrorCode::kOutOfRange,
                 fmt::format("is not within a link of the pass {} that is extended", pass.id),
                 fmt::format("/links/{}", i), fmt::format("超出拟延长的许可 {} 的数据出境链路", pass.id)};
  }
  return std::nullopt;
}

}  // namespace tidegate::permit
