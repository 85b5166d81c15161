#include "tidegate/clearance/extension_same.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tidegate/base/utf8.h"

namespace tidegate::clearance {
namespace {

constexpr std::size_t kMostNamed = 5;  // fields that a line names; the rest are counted

constexpr bool is_blank(char32_t c) {
  return c <= U' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::string folded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    char32_t c = next_code_point(text);
    if (is_blank(c)) continue;
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    append_utf8(out, c);
  }
  return out;
}

enum class Same { kYes, kOpen, kNo };

// asked: the form asks it, so that two blanks agree on nothing.
Same compared(std::string_view before, std::string_view now, bool asked) {
  const std::string a = folded(before);
  const std::string b = folded(now);
  if (a.empty() && b.empty()) return asked ? Same::kOpen : Same::kYes;
  if (a.empty() || b.empty()) return Same::kOpen;
  return a == b ? Same::kYes : Same::kNo;
}

// A field as people call it, and its place in the declaration.
struct Place {
  Text name;
  std::string pointer;
};

// What differs, and what cannot be compared.
class Places {
 public:
  void add(Place place, Same same) {
    if (same == Same::kNo) changed_.push_back(std::move(place));
    if (same == Same::kOpen) open_.push_back(std::move(place));
  }
  void add(Place place, std::string_view before, std::string_view now, bool asked) {
    add(std::move(place), compared(before, now, asked));
  }
  // same: what is said where nothing differs.
  ExtensionLine line(std::string_view id, Text same) const {
    if (!changed_.empty()) {
      const Text named = named_of(changed_);
      return {id, Truth::kFalse, {"changed: " + named.en, "与已通过的不一致：" + named.zh}, {}};
    }
    if (open_.empty()) return {id, Truth::kTrue, std::move(same), {}};
    const Text named = named_of(open_);
    return {id,
            Truth::kUnknown,
            {"not stated in both versions: " + named.en, "两个版本未都写明：" + named.zh},
            {"state it in the application as it was approved; what the approved version left open is filed "
             "anew",
             "请按已通过的版本写明；原版本未写明的，请重新申报"}};
  }

 private:
  static Text named_of(const std::vector<Place>& places) {
    Text out;
    for (std::size_t i = 0; i < places.size() && i < kMostNamed; ++i) {
      out.en += fmt::format("{}{} ({})", i > 0 ? ", " : "", places[i].name.en, places[i].pointer);
      out.zh += fmt::format("{}{}（{}）", i > 0 ? "、" : "", places[i].name.zh, places[i].pointer);
    }
    if (places.size() <= kMostNamed) return out;
    out.en += fmt::format(" and {} more", places.size() - kMostNamed);
    out.zh += fmt::format("等 {} 处", places.size());
    return out;
  }

  std::vector<Place> changed_;
  std::vector<Place> open_;
};

// Of a list's element, counted from 1.
Place place_of(const char* en, const char* zh, std::size_t i, std::string pointer) {
  return {{fmt::format("{} {}", en, i + 1), fmt::format("第 {} {}", i + 1, zh)}, std::move(pointer)};
}

using RecipientKey = std::pair<std::string, std::string>;
RecipientKey key_of(const Recipient& r) { return {folded(r.name), r.region}; }

// Of a recipient that is not there before the line of recipients speaks.
void add_uses(Places& places, const Transfer& approved, const Transfer& now) {
  std::multimap<RecipientKey, const Recipient*> before;
  for (const Recipient& one : approved.recipients) before.emplace(key_of(one), &one);
  for (std::size_t i = 0; i < now.recipients.size(); ++i) {
    const auto [from, to] = before.equal_range(key_of(now.recipients[i]));
    if (from == to) continue;
    Same best = Same::kNo;
    for (auto one = from; one != to; ++one)
      best = std::min(best, compared(one->second->use_and_method, now.recipients[i].use_and_method, false));
    places.add(place_of("use by recipient", "个境外接收方处理数据的用途、方式", i,
                        fmt::format("/scenario/recipients/{}/use_and_method", i)),
               best);
  }
}

bool states_purpose(const Transfer& t) {
  return !folded(t.purpose).empty() || !folded(t.summary.zh).empty() || !folded(t.summary.en).empty() ||
         !folded(t.scenario.purpose).empty();
}

// What an item is, and not its name alone: the same word with another class is another item.
bool is_same_class(const DataItem& a, const DataItem& b) {
  return a.item_class == b.item_class && a.personal == b.personal && a.sensitive == b.sensitive &&
         a.stated == b.stated;
}

struct ItemCounts {
  std::size_t approved = 0;
  std::size_t beyond = 0;
  std::size_t changed = 0;  // of another class or sensitivity
};

// Nothing that was not approved: fewer items are no wider scope.
ItemCounts add_items(Places& places, const Transfer& approved, const Transfer& now) {
  std::multimap<std::string, const DataItem*> before;
  for (const DataItem& item : approved.items) before.emplace(folded(item.name), &item);
  ItemCounts out{before.size(), 0, 0};
  for (std::size_t i = 0; i < now.items.size(); ++i) {
    const DataItem& item = now.items[i];
    const auto [from, to] = before.equal_range(folded(item.name));
    std::optional<Same> best;  // of the contents; none: no such class
    for (auto one = from; one != to; ++one) {
      if (!is_same_class(*one->second, item)) continue;
      best = std::min(best.value_or(Same::kNo), compared(one->second->content, item.content, false));
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

// Fewer ways are no wider scope either.
void add_modes(Places& places, const Transfer& approved, const Transfer& now) {
  std::set<std::string> before;
  for (const Link& link : approved.links) before.insert(folded(link.mode));
  for (std::size_t i = 0; i < now.links.size(); ++i) {
    const std::string mode = folded(now.links[i].mode);
    const bool is_open = mode.empty() || before.empty() || before.contains("");
    places.add(place_of("way of link", "条链路的数据出境方式", i, fmt::format("/scenario/links/{}/mode", i)),
               !mode.empty() && before.contains(mode) ? Same::kYes
               : is_open                              ? Same::kOpen
                                                      : Same::kNo);
  }
}

}  // namespace

ExtensionLine same_purpose(const Transfer& approved, const Transfer& now) {
  if (!states_purpose(approved) || !states_purpose(now))
    return {"same_purpose",
            Truth::kUnknown,
            {"the purpose is not stated in both versions", "两个版本未都写明目的"},
            {"state the purpose in the application as it was approved", "请按已通过的版本写明目的"}};
  Places places;
  places.add({{"purpose in one word", "目的（一词）"}, "/purpose"}, approved.purpose, now.purpose, false);
  places.add({{"scenario", "数据出境场景描述"}, "/scenario/summary/zh"}, approved.summary.zh, now.summary.zh,
             false);
  places.add({{"scenario in English", "数据出境场景描述（英文）"}, "/scenario/summary/en"},
             approved.summary.en, now.summary.en, false);
  places.add({{"purpose of the export", "出境目的"}, "/scenario/purpose"}, approved.scenario.purpose,
             now.scenario.purpose, false);
  places.add({{"processing by the recipient", "境外处理用途与方式"}, "/scenario/processing_by_recipient"},
             approved.scenario.processing_by_recipient, now.scenario.processing_by_recipient, true);
  add_uses(places, approved, now);
  return places.line("same_purpose",
                     {"purpose, processing and use as approved", "目的、处理方式和用途与已通过的一致"});
}

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
  add_modes(places, approved, now);
  const Text counts{fmt::format("{} items beyond the {} approved, {} of another class or sensitivity",
                                items.beyond, items.approved, items.changed),
                    fmt::format("已通过 {} 个数据项，新增 {} 个，类别或敏感性变更 {} 个", items.approved,
                                items.beyond, items.changed)};
  ExtensionLine line =
      places.line("same_scope", {"scope, method and links as approved", "范围、方式和链路与已通过的一致"});
  line.says = {line.says.en + "; " + counts.en, line.says.zh + "；" + counts.zh};
  return line;
}

ExtensionLine same_processor(const Transfer& approved, const Transfer& now) {
  if (approved.uscc.empty() || now.uscc.empty())
    return {"same_processor",
            Truth::kUnknown,
            {"the credit code is missing", "缺少统一社会信用代码"},
            {"state the unified social credit code", "请填写统一社会信用代码"}};
  if (approved.uscc == now.uscc)
    return {"same_processor", Truth::kTrue, {"the same processor", "数据处理者未变"}, {}};
  return {"same_processor", Truth::kFalse, {"another processor", "数据处理者已变更"}, {}};
}

ExtensionLine same_recipients(const Transfer& approved, const Transfer& now) {
  const auto keys = [](const Transfer& t) {
    std::set<RecipientKey> out;
    for (const Recipient& one : t.recipients) out.insert(key_of(one));
    return out;
  };
  const std::set<RecipientKey> before = keys(approved);
  const std::set<RecipientKey> after = keys(now);
  if (before.empty() || after.empty())
    return {"same_recipients",
            Truth::kUnknown,
            {"recipients are not named in both versions", "两个版本未都列明境外接收方"},
            {"name every recipient abroad", "请列明全部境外接收方"}};
  if (before == after)
    return {"same_recipients", Truth::kTrue, {"the same recipients", "境外接收方未变"}, {}};
  return {"same_recipients", Truth::kFalse, {"the recipients have changed", "境外接收方已变更"}, {}};
}

}  // namespace tidegate::clearance
