// One message in both of the product's languages.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

enum class Lang { kEn, kZh };

// Both are filled; a user sees one. Neither ever holds a value of a person.
struct Text {
  std::string en;
  std::string zh;
  const std::string& in(Lang lang) const { return lang == Lang::kZh ? zh : en; }
  bool empty() const { return en.empty() && zh.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace tidegate
