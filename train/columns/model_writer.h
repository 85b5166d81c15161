// Writes what tidegate/classify/learned/model_bytes.h reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tidegate/classify/taxonomy.h"

namespace tidegate::train {

class ModelWriter {
 public:
  explicit ModelWriter(std::string_view head) { line(head); }
  void line(std::string_view text) { (bytes_ += text) += '\n'; }
  void names(const std::vector<std::string>& names) {
    integer<std::uint32_t>(static_cast<std::uint32_t>(names.size()));
    for (const std::string& name : names) line(name);
  }
  void types(const Taxonomy& taxonomy) {
    std::vector<std::string> codes;
    for (const TypeInfo& type : taxonomy.types()) codes.push_back(type.code);
    names(codes);
  }
  template <typename T>
  void integer(T value) {
    auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bytes_ += static_cast<char>(static_cast<std::uint64_t>(bits) >> (8 * i) & 255);
    }
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace tidegate::train
