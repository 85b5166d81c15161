// The text of one file, as valid UTF-8, whatever its encoding.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/text.h"
#include "tidegate/extract/encoding.h"
#include "tidegate/extract/text_decoder.h"

namespace tidegate {

class TextSource {
 public:
  // raw     outlives this.
  // forced  the encoding that the user names; none: recognised from the first sample_bytes.
  // path    for `where`.
  static Result<std::unique_ptr<TextSource>> open(ByteSource& raw, std::optional<Encoding> forced,
                                                  std::string path, std::size_t sample_bytes);

  // The encoding; kAscii while nothing above 0x7F has come.
  Encoding encoding() const { return encoding_; }

  // Fills `into`, which holds 64 octets at least, but for a few at its end; 0 when the text is over. How much
  // depends on the text alone, not on how the raw source cuts its reads. Octets without meaning become
  // U+FFFD. Errors: kMalformed (undecided where the first octet above 0x7F stands; too many octets without
  // meaning in an encoding that was recognised, not named), and those of the raw source.
  Result<std::size_t> read(std::span<char> into);

  // What the user should know, once the text is over.
  std::vector<Text> notes() const;

 private:
  TextSource(ByteSource& raw, std::optional<Encoding> forced, std::string path, std::size_t sample_bytes);

  Result<void> fill();
  void settle(Encoding encoding);
  Result<std::size_t> take_raw(std::span<char> into);
  void give_back(std::string_view octets);
  Result<std::size_t> take_mended(std::span<char> into);
  Result<std::size_t> read_ascii(std::span<char> into);
  Result<std::size_t> read_utf8(std::span<char> into);
  Result<std::size_t> read_decoded(std::span<char> into);
  Result<void> check_end() const;

  ByteSource& raw_;
  std::optional<Encoding> forced_;
  std::string path_;
  std::size_t sample_bytes_;
  Encoding encoding_ = Encoding::kAscii;
  std::unique_ptr<TextDecoder> decoder_;  // none: UTF-8 or ASCII

  std::string held_;  // raw octets read ahead
  std::size_t held_begin_ = 0;
  bool raw_is_over_ = false;
  std::string mended_;  // UTF-8 that was repaired, not yet given out
  std::size_t mended_begin_ = 0;

  std::uint64_t raw_bytes_ = 0;
  std::uint64_t ascii_bytes_ = 0;  // before another encoding than UTF-8 set in
  std::uint64_t invalid_utf8_bytes_ = 0;
  std::uint64_t nul_bytes_ = 0;
};

}  // namespace tidegate
