#include "train/prose/mixer.h"

#include <algorithm>

#include "tidegate/classify/ascii.h"
#include "train/prose/letters.h"

namespace tidegate::train {
namespace {

using enum ProseType;

constexpr std::uint32_t kChanged = 60;    // percent of the names of a text
constexpr std::uint32_t kFromLists = 25;  // percent of what they are changed for

bool is_mixed(ProseType type) { return type == kName || type == kOrganisation || type == kPlace; }

bool is_lower(std::string_view value) { return std::none_of(value.begin(), value.end(), ascii::is_upper); }

}  // namespace

void Mixer::learn(const std::vector<Text>& corpus) {
  for (Words& words : known_) words.clear();
  for (const Text& text : corpus) {
    for (const Mark& mark : text.marks) {
      std::string value = text.text.substr(mark.begin, mark.end - mark.begin);
      if (is_mixed(mark.type) && value.size() > 3 && value.find('\n') == std::string::npos)
        known_[static_cast<std::size_t>(mark.type)].push_back(std::move(value));
    }
  }
}

std::string Mixer::other(ProseType type) {
  const Words& known = known_[static_cast<std::size_t>(type)];
  const bool is_listed = known.empty() || chance_.percent(kFromLists);
  if (!is_listed) return chance_.of(known);
  const auto of = [&](std::string_view name) { return chance_.of(lists_->of(name)); };
  if (type == kOrganisation) return of("organisation");
  if (type == kPlace) return of("place");
  if (is_chinese_) return of(chance_.percent(50) ? "person" : "foreign");
  return of("en_given") + (chance_.percent(60) ? " " + of(chance_.percent(50) ? "last" : "surname") : "");
}

Text Mixer::mix(const Text& from) {
  Text out{"", {}, from.unknown, 0, from.id};
  std::size_t at = 0;
  for (const Mark& mark : from.marks) {
    out.text += from.text.substr(at, mark.begin - at);
    at = mark.end;
    std::string value = from.text.substr(mark.begin, mark.end - mark.begin);
    if (is_mixed(mark.type) && chance_.percent(kChanged)) {
      const std::string changed = other(mark.type);
      value = !is_chinese_ && is_lower(value) ? lower(changed) : changed;
      out.weight = from.weight;
    }
    out.marks.push_back({out.text.size(), out.text.size() + value.size(), mark.type});
    out.text += value;
  }
  out.text += from.text.substr(at);
  return out;
}

}  // namespace tidegate::train
