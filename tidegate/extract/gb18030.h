// GB 18030, the character set of Chinese systems; GBK and GB 2312 are parts of it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/iconv_handle.h"
#include "tidegate/extract/text_decoder.h"

namespace tidegate {

// One- and two-octet codes by a table, built from iconv's answers once per decoder (about a millisecond);
// four-octet codes through iconv itself. Several times iconv's own speed, and the same characters.
class Gb18030Decoder final : public TextDecoder {
 public:
  Gb18030Decoder();
  Step decode(std::string_view text, bool is_last, std::span<char> into) override;

 private:
  void decode_most(const char*& in, const char* in_end, char*& out, const char* out_end) const;
  Step decode_one(std::string_view text, bool is_last, char* into);
  Step convert(std::string_view code, char* into);
  Step replace(char* into);

  IconvHandle iconv_;
  std::vector<std::uint32_t>
      pairs_;  // UTF-8 octets from the low end, their number in the top octet; 0: not here
};

std::string gb18030_to_utf8(std::string_view text);

// How a text looks if it is taken for GB 18030: what tells Chinese from other octets above 0x7F.
struct Gb18030Look {
  std::uint64_t pairs = 0;      // two-octet codes
  std::uint64_t quads = 0;      // four-octet codes
  std::uint64_t in_gb2312 = 0;  // pairs of the old, common set: 0xA1-0xF7, 0xA1-0xFE
  std::uint64_t common = 0;     // pairs that are among the 460 commonest of Chinese writing and of forms
  std::uint64_t kana = 0;       // pairs that are Japanese syllables
  // Ideographs by their place: GB 2312 sorts its 3,755 common ones by sound from 0xB0 to 0xD7 and keeps the
  // rare ones behind. Korean ends at 0xC8, Japanese thins out from 0xD0, Cyrillic begins at 0xC0.
  std::uint64_t from_b0 = 0;
  std::uint64_t from_c0 = 0;
  std::uint64_t from_c9 = 0;
  std::uint64_t from_d0 = 0;
  std::uint64_t rare = 0;     // 0xD8-0xF7
  std::uint64_t invalid = 0;  // octets that begin no code
};
// A code cut by the end of the text counts as nothing.
Gb18030Look look_as_gb18030(std::string_view text);

}  // namespace tidegate
