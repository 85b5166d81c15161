#include "tidegate/clearance/json_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace tidegate {
namespace {

std::string step_into(std::string_view pointer, std::string_view key) {
  std::string out = std::string(pointer) + "/";
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

// Place of each element by its own name; empty: they have none that tells them apart.
std::map<std::string, std::size_t> places(const Json::Array& array, std::string_view key) {
  std::map<std::string, std::size_t> found;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const Json* name = array[i].find(key);
    if (name == nullptr || name->string() == nullptr || !found.emplace(*name->string(), i).second) return {};
  }
  return found;
}

class Differ {
 public:
  JsonDiff take() { return std::move(diff_); }

  // Two values at what is one place for the reader; their pointers differ where elements moved.
  void compare(const Json& before, const Json& after, const std::string& old_at, const std::string& new_at) {
    if (before == after) return;
    if (before.object() && after.object()) return objects(*before.object(), *after.object(), old_at, new_at);
    if (before.array() && after.array()) return arrays(*before.array(), *after.array(), old_at, new_at);
    add({ChangeKind::kChanged, new_at, before, after});
  }

 private:
  void add(JsonChange change) {
    if (diff_.changes.size() >= kMostChanges) {
      diff_.is_whole = false;
    } else {
      diff_.changes.push_back(std::move(change));
    }
  }
  void added(const Json& value, std::string at) { add({ChangeKind::kAdded, std::move(at), {}, value}); }
  void removed(const Json& value, std::string at) { add({ChangeKind::kRemoved, std::move(at), value, {}}); }

  void objects(const Json::Object& before, const Json::Object& after, const std::string& old_at,
               const std::string& new_at) {
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
      if (a == after.end() || (b != before.end() && b->first < a->first)) {
        removed(b->second, step_into(old_at, b->first));
        ++b;
      } else if (b == before.end() || a->first < b->first) {
        added(a->second, step_into(new_at, a->first));
        ++a;
      } else {
        compare(b->second, a->second, step_into(old_at, b->first), step_into(new_at, a->first));
        ++b;
        ++a;
      }
    }
  }

  void arrays(const Json::Array& before, const Json::Array& after, const std::string& old_at,
              const std::string& new_at) {
    for (const std::string_view key : {"name", "id", "domain", "party", "file"}) {
      const auto old_places = places(before, key);
      const auto new_places = places(after, key);
      if (old_places.empty() || new_places.empty()) continue;
      for (std::size_t i = 0; i < before.size(); ++i) {
        if (!new_places.contains(*before[i].find(key)->string())) {
          removed(before[i], fmt::format("{}/{}", old_at, i));
        }
      }
      for (std::size_t i = 0; i < after.size(); ++i) {
        const auto old = old_places.find(*after[i].find(key)->string());
        if (old == old_places.end()) {
          added(after[i], fmt::format("{}/{}", new_at, i));
        } else {
          compare(before[old->second], after[i], fmt::format("{}/{}", old_at, old->second),
                  fmt::format("{}/{}", new_at, i));
        }
      }
      return;
    }
    const std::size_t both = std::min(before.size(), after.size());
    for (std::size_t i = 0; i < both; ++i) {
      compare(before[i], after[i], fmt::format("{}/{}", old_at, i), fmt::format("{}/{}", new_at, i));
    }
    for (std::size_t i = both; i < before.size(); ++i) removed(before[i], fmt::format("{}/{}", old_at, i));
    for (std::size_t i = both; i < after.size(); ++i) added(after[i], fmt::format("{}/{}", new_at, i));
  }

  JsonDiff diff_;
};

}  // namespace

std::string_view to_string(ChangeKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"added", "removed", "changed"};
  return kNames[static_cast<std::size_t>(kind)];
}

JsonDiff json_diff(const Json& before, const Json& after) {
  Differ differ;
  differ.compare(before, after, "", "");
  return differ.take();
}

}  // namespace tidegate
