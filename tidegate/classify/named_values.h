// Values that only the word before them tells: an account after 账号, a handle after 微信, an age before 岁.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct NamedValue {
  std::size_t begin;  // bytes, half-open
  std::size_t end;
  TypeCode type;
};

// Ascending, not overlapping. text: UTF-8.
std::vector<NamedValue> find_named_values(std::string_view text);

}  // namespace tidegate
