// The bytes of a trained model, front to back: a line that says what it is, the codes of its types, numbers
// in little endian. A cut file reads as zeros and is told by is_whole().
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "tidegate/classify/taxonomy.h"

namespace tidegate {

class ModelBytes {
 public:
  explicit ModelBytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) {
      is_sound_ = false;
      return {};
    }
    const std::string_view out = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return out;
  }
  // The head, a count, and as many lines.
  std::vector<std::string_view> names() {
    const auto count = integer<std::uint32_t>();
    std::vector<std::string_view> out;
    for (std::uint32_t i = 0; i < count && is_sound_; ++i) out.push_back(line());
    return out;
  }
  // The first line, which must be `head`, then the types that the model knows.
  std::vector<TypeIndex> types(std::string_view head, const Taxonomy& taxonomy) {
    if (line() != head) is_sound_ = false;
    std::vector<TypeIndex> out;
    for (const std::string_view code : names()) {
      const auto type = taxonomy.find(code);
      is_sound_ = is_sound_ && type.has_value();
      out.push_back(type.value_or(TypeIndex{0}));
    }
    return out;
  }
  template <typename T>
  T integer() {
    static_assert(std::is_integral_v<T>);
    const std::string_view from = bytes(sizeof(T));
    std::make_unsigned_t<T> value = 0;
    for (std::size_t i = from.size(); i > 0; --i)
      value = static_cast<std::make_unsigned_t<T>>((static_cast<std::uint64_t>(value) << 8) |
                                                   static_cast<unsigned char>(from[i - 1]));
    return static_cast<T>(value);
  }
  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) {
      is_sound_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }
  bool is_sound() const { return is_sound_; }
  // Nothing was missing, nothing is left.
  bool is_whole() const { return is_sound_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool is_sound_ = true;
};

}  // namespace tidegate
