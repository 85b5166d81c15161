// Values that only the word before them tells: an account after 账号, a handle after 微信, an age before 岁.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tidegate {

struct NamedValue {
  std::size_t begin;  // bytes, half-open
  std::size_t end;
  std::string_view type;  // a TypeCode
};

// text   UTF-8.
// out    cleared first; ascending, not overlapping.
void find_named_values(std::string_view text, std::vector<NamedValue>& out);

}  // namespace tidegate
