// Data built into the program: rule packs, weights, vocabularies. Named by their path in the repository.
#pragma once

#include <span>
#include <string_view>

namespace tidegate {

struct Resource {
  std::string_view name;  // "rulepacks/cn/pack.json"
  const char* begin;
  const char* end;
  std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

std::span<const Resource> resources();  // sorted by name
// Empty when the program holds no such file.
std::string_view resource(std::string_view name);

}  // namespace tidegate
