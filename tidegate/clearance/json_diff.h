// What changed between two versions of a filing, as JSON trees, place by place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/json.h"

namespace tidegate {

enum class ChangeKind { kAdded, kRemoved, kChanged };
std::string_view to_string(ChangeKind kind);  // added removed changed

struct JsonChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string pointer;  // JSON pointer (RFC 6901): into the newer tree; of what was removed, into the older
  std::optional<Json> before;
  std::optional<Json> after;
};

struct JsonDiff {
  std::vector<JsonChange> changes;  // in the order of the newer tree; what was removed beside its neighbours
  bool is_whole = true;             // false: there were more than kMostChanges
};

inline constexpr std::size_t kMostChanges = 10'000;

// Elements of arrays are matched by their "name", "id", "domain", "party" or "file" where every element is an
// object that has one, each once; else by their place. An item that moved is no change.
JsonDiff json_diff(const Json& before, const Json& after);

}  // namespace tidegate
