// What leaves, where to and how: no wider than what was approved.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "tidegate/clearance/extension_places.h"
#include "tidegate/clearance/extension_same.h"

namespace tidegate::clearance {
namespace {

// What is stated of an item, itself or with all the others.
Facts stated_of(const Transfer& transfer, const DataItem& item) {
  Facts out = transfer.all_items;
  for (const auto& [name, value] : item.stated.all()) out.set(name, value);
  return out;
}

struct StatedItem {
  const DataItem* item = nullptr;
  Facts facts;
};

// What an item is, and not its name alone: the same word with another class is another item.
bool is_same_class(const StatedItem& a, const StatedItem& b) {
  return a.item->item_class == b.item->item_class && a.item->personal == b.item->personal &&
         a.item->sensitive == b.item->sensitive && a.facts == b.facts;
}

struct ItemCounts {
  std::size_t approved = 0;
  std::size_t beyond = 0;
  std::size_t changed = 0;  // of another class or sensitivity
};

// Nothing that was not approved: fewer items are no wider scope.
ItemCounts add_items(Places& places, const Transfer& approved, const Transfer& now) {
  std::multimap<std::string, StatedItem> before;
  for (const DataItem& item : approved.items)
    before.emplace(folded(item.name), StatedItem{&item, stated_of(approved, item)});
  ItemCounts out{before.size(), 0, 0};
  for (std::size_t i = 0; i < now.items.size(); ++i) {
    const DataItem& item = now.items[i];
    const StatedItem stated{&item, stated_of(now, item)};
    const auto [from, to] = before.equal_range(folded(item.name));
    std::optional<Same> best;  // of the contents; none: no such class
    for (auto one = from; one != to; ++one) {
      if (!is_same_class(one->second, stated)) continue;
      best = std::min(best.value_or(Same::kNo), compared(one->second.item->content, item.content, false));
    }
    if (best) {
      places.add(
          place_of("content of item", "个数据项的内容描述", i, fmt::format("/scenario/items/{}/content", i)),
          *best);
      continue;
    }
    ++(from == to ? out.beyond : out.changed);
    places.add(place_of("item", "个数据项", i, fmt::format("/scenario/items/{}", i)), Same::kNo);
  }
  return out;
}

// Of a link, what a permit bounds and who can read what it carries.
struct LinkField {
  const char* en;
  const char* zh;
  const char* at;
  bool asked;
};
constexpr std::array<LinkField, 7> kLinkFields{
    {{"way of link", "条链路的数据出境方式", "mode", true},
     {"encryption of link", "条链路的传输加密", "encryption", false},
     {"keys of link", "条链路的密钥保管方", "keys", false},
     {"exporter's domain of link", "条链路的境内端域名", "exporter/domain", false},
     {"recipient's domain of link", "条链路的境外端域名", "recipient/domain", false},
     {"exporter's addresses of link", "条链路的境内端网络地址", "exporter/ip", false},
     {"recipient's addresses of link", "条链路的境外端网络地址", "recipient/ip", false}}};
constexpr std::size_t kTexts = 5;  // of them; the others are lists of addresses

struct FoldedLink {
  std::array<std::string, kTexts> texts;
  std::array<std::set<std::string>, kLinkFields.size() - kTexts> addresses;
};
FoldedLink folded_link(const Link& link) {
  FoldedLink out{{folded(link.mode), folded(link.encryption), folded(link.keys), folded(link.exporter.domain),
                  folded(link.recipient.domain)},
                 {}};
  for (const std::string& one : link.exporter.addresses) out.addresses[0].insert(folded(one));
  for (const std::string& one : link.recipient.addresses) out.addresses[1].insert(folded(one));
  return out;
}

// Fewer are no wider; none bound nothing.
Same within(const std::set<std::string>& before, const std::set<std::string>& now) {
  if (before.empty() && now.empty()) return Same::kYes;
  if (before.empty() || now.empty()) return Same::kOpen;
  return std::includes(before.begin(), before.end(), now.begin(), now.end()) ? Same::kYes : Same::kNo;
}

using LinkAnswer = std::array<Same, kLinkFields.size()>;
LinkAnswer answer_of(const FoldedLink& before, const FoldedLink& now) {
  LinkAnswer out{};
  for (std::size_t i = 0; i < kTexts; ++i)
    out.at(i) = alike(before.texts.at(i), now.texts.at(i), kLinkFields.at(i).asked);
  for (std::size_t i = kTexts; i < out.size(); ++i)
    out.at(i) = within(before.addresses.at(i - kTexts), now.addresses.at(i - kTexts));
  return out;
}

// The least that differs, then the least that is open; of equals the first.
bool is_nearer(const LinkAnswer& a, const LinkAnswer& b) {
  const auto count = [](const LinkAnswer& all, Same same) {
    return std::count(all.begin(), all.end(), same);
  };
  return std::pair(count(a, Same::kNo), count(a, Same::kOpen)) <
         std::pair(count(b, Same::kNo), count(b, Same::kOpen));
}

// Each is held to the approved link that it is nearest to. Fewer links are no wider scope.
void add_links(Places& places, const Transfer& approved, const Transfer& now) {
  std::vector<FoldedLink> before;
  for (const Link& link : approved.links) before.push_back(folded_link(link));
  if (before.empty() && !now.links.empty()) before.emplace_back();  // all of it is open
  if (now.links.empty() && !before.empty())
    places.add({{"links", "数据出境链路"}, "/scenario/links"}, Same::kOpen);
  for (std::size_t i = 0; i < now.links.size(); ++i) {
    const FoldedLink link = folded_link(now.links[i]);
    LinkAnswer best = answer_of(before.front(), link);
    for (std::size_t j = 1; j < before.size(); ++j) {
      const LinkAnswer one = answer_of(before[j], link);
      if (is_nearer(one, best)) best = one;
    }
    for (std::size_t j = 0; j < best.size(); ++j) {
      const LinkField& field = kLinkFields.at(j);
      places.add(place_of(field.en, field.zh, i, fmt::format("/scenario/links/{}/{}", i, field.at)),
                 best.at(j));
    }
  }
}

// Fewer regions are no wider scope.
void add_systems(Places& places, const ScenarioForm& approved, const ScenarioForm& now) {
  std::set<std::string> before;
  for (const StorageSystem& one : approved.overseas_systems) before.insert(folded(one.region));
  if (now.overseas_systems.empty() && !before.empty())
    places.add({{"systems abroad", "境外存储系统平台、数据中心"}, "/scenario/overseas_systems"}, Same::kOpen);
  for (std::size_t i = 0; i < now.overseas_systems.size(); ++i) {
    const std::string region = folded(now.overseas_systems[i].region);
    const bool is_open = region.empty() || before.empty() || before.contains("");
    places.add(place_of("region of system abroad", "个境外存储系统所在国家或者地区", i,
                        fmt::format("/scenario/overseas_systems/{}/region", i)),
               !region.empty() && before.contains(region) ? Same::kYes
               : is_open                                  ? Same::kOpen
                                                          : Same::kNo);
  }
}

bool states_onward(const ScenarioForm& s) { return s.onward_none || !s.onward.empty(); }

// Nobody is handed it on who was not approved: fewer are no wider scope.
void add_onward(Places& places, const ScenarioForm& approved, const ScenarioForm& now) {
  using Party = std::pair<std::string, std::string>;
  std::vector<Party> before;
  for (const OnwardParty& one : approved.onward) before.emplace_back(folded(one.party), folded(one.region));
  if (states_onward(approved) && !states_onward(now))
    places.add({{"onward provision", "向境外其他接收方提供"}, "/scenario/onward"}, Same::kOpen);
  for (std::size_t i = 0; i < now.onward.size(); ++i) {
    const Party party(folded(now.onward[i].party), folded(now.onward[i].region));
    Same best = states_onward(approved) ? Same::kNo : Same::kOpen;
    for (const Party& one : before)
      best = std::min(best,
                      std::max(alike(one.first, party.first, true), alike(one.second, party.second, true)));
    places.add(place_of("onward party", "个境外其他接收方", i, fmt::format("/scenario/onward/{}", i)), best);
  }
}

}  // namespace

ExtensionLine same_scope(const Transfer& approved, const Transfer& now) {
  if (approved.items.empty() || now.items.empty())
    return {"same_scope",
            Truth::kUnknown,
            {"items are not listed in both versions", "两个版本未都列出数据项"},
            {"list the items that leave", "请列出出境数据项"}};
  Places places;
  places.add({{"scope", "范围"}, "/scenario/scope"}, approved.scenario.scope, now.scenario.scope, true);
  places.add({{"method", "方式"}, "/scenario/method"}, approved.scenario.method, now.scenario.method, true);
  const ItemCounts items = add_items(places, approved, now);
  add_links(places, approved, now);
  places.add({{"how often", "出境频率"}, "/scenario/frequency"}, approved.scenario.frequency,
             now.scenario.frequency, false);
  add_systems(places, approved.scenario, now.scenario);
  add_onward(places, approved.scenario, now.scenario);
  const Text counts{fmt::format("{} items beyond the {} approved, {} of another class or sensitivity",
                                items.beyond, items.approved, items.changed),
                    fmt::format("已通过 {} 个数据项，新增 {} 个，类别或敏感性变更 {} 个", items.approved,
                                items.beyond, items.changed)};
  ExtensionLine line =
      places.line("same_scope", {"scope, method, links, places and onward provision as approved",
                                 "范围、方式、链路、存储地和再提供与已通过的一致"});
  line.says = {line.says.en + "; " + counts.en, line.says.zh + "；" + counts.zh};
  return line;
}

}  // namespace tidegate::clearance
