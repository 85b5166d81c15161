// A ByteSource that can be looked into before it is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/byte_source.h"

namespace tidegate {

class PeekSource final : public ByteSource {
 public:
  // below  outlives this.
  explicit PeekSource(ByteSource& below) : below_(below) {}

  // The octets that come next: at least n of them, all that are at hand; fewer than n only at the end.
  // Valid until the next call of any kind.
  Result<std::string_view> peek(std::size_t n) {
    if (buffer_.size() - begin_ < n) {
      buffer_.erase(0, begin_);
      begin_ = 0;
    }
    while (buffer_.size() - begin_ < n) {
      const std::size_t held = buffer_.size();
      buffer_.resize(std::max(n, kReadBytes));
      const auto got = below_.read({buffer_.data() + held, buffer_.size() - held});
      buffer_.resize(held + (got ? *got : 0));
      if (!got) return fail(got.error());
      if (*got == 0) break;
      bytes_read_ += *got;
    }
    return std::string_view(buffer_).substr(begin_);
  }

  // n  at most what peek() has shown.
  void skip(std::size_t n) { begin_ += n; }

  Result<std::size_t> read(std::span<char> into) override {
    if (begin_ == buffer_.size()) {
      const auto got = below_.read(into);
      if (got) bytes_read_ += *got;
      return got;
    }
    const std::size_t n = std::min(into.size(), buffer_.size() - begin_);
    if (n > 0) std::memcpy(into.data(), buffer_.data() + begin_, n);
    begin_ += n;
    return n;
  }

  // Octets taken from below so far, and how many of them were handed on.
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t position() const { return bytes_read_ - (buffer_.size() - begin_); }

 private:
  static constexpr std::size_t kReadBytes = 64 * 1024;
  ByteSource& below_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace tidegate
