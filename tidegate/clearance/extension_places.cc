#include "tidegate/clearance/extension_places.h"

#include <fmt/format.h>

#include "tidegate/base/same_text.h"

namespace tidegate::clearance {
namespace {

constexpr std::size_t kMostNamed = 5;  // fields that a line names; the rest are counted

Text named_of(const std::vector<Place>& places) {
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

}  // namespace

std::string folded(std::string_view text) { return same_text_key(text); }

Same alike(const std::string& before, const std::string& now, bool asked) {
  if (before.empty() && now.empty()) return asked ? Same::kOpen : Same::kYes;
  if (before.empty() || now.empty()) return Same::kOpen;
  return before == now ? Same::kYes : Same::kNo;
}

Same compared(std::string_view before, std::string_view now, bool asked) {
  return alike(folded(before), folded(now), asked);
}

Same no_later(const std::optional<Date>& before, const std::optional<Date>& now) {
  if (!before || !now) return before || now ? Same::kOpen : Same::kYes;
  return *now > *before ? Same::kNo : Same::kYes;
}

Place place_of(const char* en, const char* zh, std::size_t i, std::string pointer) {
  return {{fmt::format("{} {}", en, i + 1), fmt::format("第 {} {}", i + 1, zh)}, std::move(pointer)};
}

void Places::add(Place place, Same same) {
  if (same == Same::kNo) changed_.push_back(std::move(place));
  if (same == Same::kOpen) open_.push_back(std::move(place));
}

ExtensionLine Places::line(std::string_view id, Text same) const {
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

Text Places::open() const { return open_.empty() ? Text{} : named_of(open_); }

}  // namespace tidegate::clearance
