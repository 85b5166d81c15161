// Where a stage reads bytes from. Files and pipes implement it in ports/; tests read from memory.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills a prefix of `into` and returns its length; 0 at the end, never before. Errors: kUnavailable,
  // kCancelled.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

// Bytes that the caller keeps alive.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : left_(bytes) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = std::min(into.size(), left_.size());
    if (n > 0) std::memcpy(into.data(), left_.data(), n);
    left_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view left_;
};

}  // namespace tidegate
