// Counts the fields of a struct, and those that Fields<T> names: for tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <utility>

#include "tidegate/store/json_archive.h"

namespace tidegate {

// Number of fields of a struct: the most initializers that it takes.
template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
struct Anything {
  template <typename T>
  requires(!kIsOptional<T>)  // an optional takes it through its own constructor
  operator T() const;
};
template <typename T, typename... Known>
consteval std::size_t field_count() {
  if constexpr (requires { T{std::declval<Known>()..., std::declval<Anything>()}; }) {
    return field_count<T, Known..., Anything>();
  } else {
    return sizeof...(Known);
  }
}
class FieldCounter {
 public:
  template <typename T>
  void operator()(std::string_view, const T&) {
    ++count;
  }
  void level(std::string_view, const auto&) { ++count; }
  void permille(std::string_view, const auto&) { ++count; }
  void not_kept(const auto&) { ++count; }
  std::size_t count = 0;
};
template <typename T>
void expect_all_fields(const char* name) {
  FieldCounter counter;
  const T value{};
  store::Fields<T>::each(counter, value);
  EXPECT_EQ(counter.count, field_count<T>()) << name << " has a field that store/fields*.h does not name";
}

}  // namespace tidegate
