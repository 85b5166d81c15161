// Random choices that are the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tidegate::train {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E37'79B9'7F4A'7C15 + 0x1234'5678) {}
  std::uint32_t below(std::size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::uint32_t>((state_ >> 32) * n >> 32);
  }
  bool percent(std::uint32_t p) { return below(100) < p; }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  template <typename T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }
  // The front of the list more often than its end.
  template <typename T>
  const T& front_of(const std::vector<T>& list) {
    const std::uint64_t a = below(list.size());
    const std::uint64_t b = below(list.size());
    return list[static_cast<std::size_t>(a * b / list.size())];
  }
  std::string digits(std::size_t n) {
    std::string out;
    while (out.size() < n) out.push_back(static_cast<char>('0' + below(10)));
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace tidegate::train
