// Which characters do these octets mean? Recognised from evidence, or said to be undecided: never guessed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

enum class Encoding {
  kAscii,  // nothing above 0x7F so far: the first octet above it will decide
  kUtf8,
  kUtf16le,
  kUtf16be,
  kGb18030,
  // Never recognised, since nothing tells them from one another; read when the user names them.
  kWindows1252,
  kBig5,
  kShiftJis,
  kEucKr,
};

// As TableInfo::encoding has it; kAscii is "utf-8", of which it is a part.
std::string_view encoding_name(Encoding encoding);
// What iconv calls it.
const char* iconv_name(Encoding encoding);
// Of a name that a user writes: "utf-8", "gb18030", also "utf8", "gbk", "latin1" and the like.
std::optional<Encoding> encoding_named(std::string_view name);
// The names that may be forced, for messages: "utf-8, utf-16le, ...".
std::string encoding_names();

struct EncodingVerdict {
  Encoding encoding = Encoding::kUtf8;
  std::size_t bom_bytes = 0;  // octets of the byte order mark, which is not part of the text
};

// sample    the first octets of the text, the more the surer; 256 KiB are plenty.
// is_whole  nothing follows the sample.
// Errors: kMalformed when undecided, or when the mark says UTF-32; `where` is left empty.
// In this order: byte order mark; UTF-16 without one (strictly valid, with ASCII in it); 7 bits; UTF-8
// (valid, or with faults that are few beside its valid sequences); GB 18030 (valid, and its characters are
// those that Chinese is written with; where that is not plain, uchardet must say the same).
Result<EncodingVerdict> detect_encoding(std::string_view sample, bool is_whole);

// The last two steps alone: for text that goes on from 7-bit text of the same file. Never kAscii, UTF-16 or a
// mark.
Result<Encoding> detect_above_ascii(std::string_view sample, bool is_whole);

// For a user who names the encoding. Errors: kMalformed when the byte order mark says another one.
Result<EncodingVerdict> force_encoding(Encoding encoding, std::string_view sample);

}  // namespace tidegate
