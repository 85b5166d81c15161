#include "tidegate/permit/within.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "tidegate/base/fixed.h"
#include "tidegate/permit/draw_up.h"
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

constexpr std::uint64_t kGrowthPercent = 120;  // CN-PPR-2024 art.9

bool is_amount_within(const std::optional<std::int64_t>& pass, const std::optional<std::int64_t>& amount) {
  if (!pass) return true;
  return amount && Uint128{static_cast<std::uint64_t>(std::max<std::int64_t>(*amount, 0))} * 100U <=
                       Uint128{static_cast<std::uint64_t>(std::max<std::int64_t>(*pass, 0))} * kGrowthPercent;
}
bool is_bound_within(const YearlyBound& pass, const YearlyBound& bound) {
  return is_amount_within(pass.per_year, bound.per_year) && is_amount_within(pass.total, bound.total);
}

// An item that the pass bounds by its name alone holds any type.
bool is_item_within(const PermitItem& pass, const PermitItem& item) {
  if (pass.name != item.name) return false;
  return pass.types.empty() ||
         (!item.types.empty() && std::all_of(item.types.begin(), item.types.end(), [&](const std::string& t) {
           return std::find(pass.types.begin(), pass.types.end(), t) != pass.types.end();
         }));
}

bool is_same_condition(const PermitCondition& a, const PermitCondition& b) {
  return a.kind == b.kind && a.says == b.says && a.item == b.item && a.day == b.day && a.octets == b.octets;
}

bool is_kept(const Permit& permit, const PermitCondition& condition) {
  return std::any_of(permit.conditions.begin(), permit.conditions.end(),
                     [&](const PermitCondition& own) { return is_same_condition(own, condition); });
}

// Whether a condition of the pass speaks of what the permit still holds.
bool still_binds(const Permit& pass, const Permit& permit, const PermitCondition& condition) {
  if (pass.sensitive_persons.total && condition.says == of_one_year(*pass.sensitive_persons.total))
    return false;
  return condition.item.empty() ||
         std::any_of(permit.items.begin(), permit.items.end(),
                     [&](const PermitItem& item) { return item.name == condition.item; });
}

struct Beyond {
  std::string where;
  std::string what;
  std::string what_zh;
};
std::optional<Beyond> beyond_parties(const Permit& pass, const Permit& permit) {
  if (permit.exporter.uscc != pass.exporter.uscc)
    return Beyond{"/exporter/uscc", "is another exporter than that of", "与之数据处理者不一致"};
  for (std::size_t i = 0; i < permit.recipients.size(); ++i) {
    if (std::find(pass.recipients.begin(), pass.recipients.end(), permit.recipients[i]) ==
        pass.recipients.end())
      return Beyond{fmt::format("/recipients/{}", i), "is no recipient of", "不是其所列境外接收方"};
  }
  for (std::size_t i = 0; i < permit.items.size(); ++i) {
    if (std::none_of(pass.items.begin(), pass.items.end(),
                     [&](const PermitItem& one) { return is_item_within(one, permit.items[i]); }))
      return Beyond{fmt::format("/items/{}", i),
                    "is no item of, or not of its types:", "不是其所列数据项，或类型超出"};
  }
  for (std::size_t i = 0; i < permit.destinations.size(); ++i) {
    if (std::find(pass.destinations.begin(), pass.destinations.end(), permit.destinations[i]) ==
        pass.destinations.end())
      return Beyond{fmt::format("/destinations/{}", i), "is no destination of", "不在其目的地之内"};
  }
  return std::nullopt;
}

std::optional<Beyond> beyond_amounts(const Permit& pass, const Permit& permit) {
  struct Amount {
    const char* where;
    YearlyBound Permit::*bound;
  };
  constexpr std::array<Amount, 3> kAmounts{{{"/persons", &Permit::persons},
                                            {"/sensitive_persons", &Permit::sensitive_persons},
                                            {"/octets", &Permit::octets}}};
  for (const Amount& amount : kAmounts) {
    if (!is_bound_within(pass.*amount.bound, permit.*amount.bound))
      return Beyond{amount.where, "is not bounded by 1.2 times what was passed in", "未以其 1.2 倍为限"};
  }
  return std::nullopt;
}

std::optional<Beyond> beyond_terms(const Permit& pass, const Permit& permit) {
  for (std::size_t i = 0; i < permit.links.size(); ++i) {
    const PermitLink& link = permit.links[i];
    if (std::none_of(pass.links.begin(), pass.links.end(),
                     [&](const PermitLink& one) { return is_link_within(one, link); }))
      return Beyond{fmt::format("/links/{}", i), "is not within a link of", "超出其数据出境链路"};
  }
  for (const PermitCondition& condition : pass.conditions) {
    if (still_binds(pass, permit, condition) && !is_kept(permit, condition))
      return Beyond{"/conditions", fmt::format("lack condition {} of", condition.id),
                    fmt::format("缺少其条件 {}", condition.id)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> beyond(const Permit& pass, const Permit& permit) {
  auto found = beyond_parties(pass, permit);
  if (!found) found = beyond_amounts(pass, permit);
  if (!found) found = beyond_terms(pass, permit);
  if (!found) return std::nullopt;
  return Error{ErrorCode::kOutOfRange, fmt::format("{} the pass {} that is extended", found->what, pass.id),
               std::move(found->where), fmt::format("拟延长的许可 {}：{}", pass.id, found->what_zh)};
}

void carry_conditions(const Permit& pass, Permit& permit) {
  for (PermitCondition condition : pass.conditions) {
    if (!still_binds(pass, permit, condition) || is_kept(permit, condition)) continue;
    std::size_t number = permit.conditions.size() + 1;
    const auto is_taken = [&](const std::string& id) {
      return std::any_of(permit.conditions.begin(), permit.conditions.end(),
                         [&](const PermitCondition& own) { return own.id == id; });
    };
    while (is_taken(fmt::format("c{}", number))) ++number;
    condition.id = fmt::format("c{}", number);
    permit.conditions.push_back(std::move(condition));
  }
}

}  // namespace tidegate::permit
