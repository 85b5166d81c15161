// A stretch of a text in memory that moves on over it: where every format reads.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/text_source.h"

namespace tidegate {

class TextWindow {
 public:
  // What simdjson may read behind the text; always there, and zero.
  static constexpr std::size_t kPadding = 64;

  // source  outlives this.
  TextWindow(TextSource& source, std::size_t block_bytes) : source_(source), block_bytes_(block_bytes) {}

  // What is in memory and not yet dropped. Valid until more().
  std::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }
  // Nothing follows text().
  bool is_over() const { return is_over_; }
  // How much of the whole text was dropped, in octets of UTF-8.
  std::uint64_t offset() const { return offset_; }

  // Reads block_bytes more behind text(), or what there is. Errors: those of the source.
  Result<void> more() {
    const std::size_t held = end_ - begin_;
    if (begin_ > 0 && held > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, held);
    begin_ = 0;
    end_ = held;
    const std::size_t wanted = held + block_bytes_;
    if (buffer_.size() < wanted + kPadding) buffer_.resize(wanted + kPadding + wanted / 2);
    while (!is_over_ && wanted - end_ >= 64) {
      const auto got = source_.read({buffer_.data() + end_, wanted - end_});
      if (!got) return fail(got.error());
      is_over_ = *got == 0;
      end_ += *got;
    }
    std::memset(buffer_.data() + end_, 0, kPadding);
    return {};
  }

  // n  at most text().size().
  void drop(std::size_t n) {
    begin_ += n;
    offset_ += n;
  }

  // Puts LF behind the whole text. Only when is_over().
  void append_line_end() {
    buffer_.resize(std::max(buffer_.size(), end_ + 1 + kPadding));
    buffer_[end_++] = '\n';
  }

 private:
  TextSource& source_;
  std::size_t block_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool is_over_ = false;
};

}  // namespace tidegate
