// A table of a database of which only some rows were read, drawn at random. Its format says so, "postgresql
// sample": its rows are those read, and every count of it is a least.
#pragma once

#include <algorithm>
#include <string_view>

#include "tidegate/terms/data_profile.h"

namespace tidegate {

inline constexpr std::string_view kSampled = " sample";

inline bool is_sample(const FileProfile& table) { return table.format.ends_with(kSampled); }

inline bool is_sample(const DataProfile& profile) {
  return std::any_of(profile.files.begin(), profile.files.end(),
                     [](const FileProfile& table) { return is_sample(table); });
}

}  // namespace tidegate
