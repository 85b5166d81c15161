#include "tidegate/extract/encoding.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/gb18030.h"
#include "tidegate/extract/utf16.h"

namespace tidegate {
namespace {

struct EncodingName {
  Encoding encoding;
  std::string_view name;
  const char* iconv;
};
// The first of an encoding is its name; the others are understood as well.
constexpr std::array kNames{
    EncodingName{Encoding::kUtf8, "utf-8", "UTF-8"},
    EncodingName{Encoding::kUtf16le, "utf-16le", "UTF-16LE"},
    EncodingName{Encoding::kUtf16be, "utf-16be", "UTF-16BE"},
    EncodingName{Encoding::kGb18030, "gb18030", "GB18030"},
    EncodingName{Encoding::kWindows1252, "windows-1252", "CP1252"},
    EncodingName{Encoding::kBig5, "big5", "CP950"},
    EncodingName{Encoding::kShiftJis, "shift_jis", "CP932"},
    EncodingName{Encoding::kEucKr, "euc-kr", "CP949"},
    EncodingName{Encoding::kAscii, "utf-8", "UTF-8"},
    EncodingName{Encoding::kUtf8, "utf8", ""},
    EncodingName{Encoding::kUtf8, "ascii", ""},
    EncodingName{Encoding::kUtf16le, "utf16le", ""},
    EncodingName{Encoding::kUtf16be, "utf16be", ""},
    EncodingName{Encoding::kGb18030, "gbk", ""},
    EncodingName{Encoding::kGb18030, "gb2312", ""},
    EncodingName{Encoding::kGb18030, "cp936", ""},
    EncodingName{Encoding::kWindows1252, "cp1252", ""},
    EncodingName{Encoding::kWindows1252, "iso-8859-1", ""},
    EncodingName{Encoding::kWindows1252, "latin1", ""},
    EncodingName{Encoding::kShiftJis, "sjis", ""},
};

struct Mark {
  std::string_view octets;
  Encoding encoding;
};
// UTF-16LE's mark is the beginning of UTF-32LE's: that is looked for first.
constexpr std::string_view kUtf32le{"\xFF\xFE\0\0", 4};
constexpr std::string_view kUtf32be{"\0\0\xFE\xFF", 4};
constexpr std::array kMarks{
    Mark{"\xEF\xBB\xBF", Encoding::kUtf8},
    Mark{"\xFF\xFE", Encoding::kUtf16le},
    Mark{"\xFE\xFF", Encoding::kUtf16be},
    Mark{"\x84\x31\x95\x33", Encoding::kGb18030},
};

std::optional<EncodingVerdict> by_mark(std::string_view sample) {
  for (const Mark& mark : kMarks) {
    if (sample.starts_with(mark.octets)) return EncodingVerdict{mark.encoding, mark.octets.size()};
  }
  return std::nullopt;
}

struct Utf8Look {
  std::uint64_t sequences = 0;  // valid, of two octets and more
  std::uint64_t invalid = 0;    // octets that belong to none
};

Utf8Look look_as_utf8(std::string_view text, bool is_whole) {
  Utf8Look look;
  while (!text.empty()) {
    const std::size_t before = text.size();
    const bool is_ascii = static_cast<unsigned char>(text.front()) < 0x80;
    const char32_t c = next_code_point(text);
    const std::size_t length = before - text.size();
    if (length > 1) {
      ++look.sequences;
    } else if (!is_ascii && c == kReplacement) {
      // A sequence cut by the end of the sample is nobody's fault.
      if (!is_whole && before < 4) break;
      ++look.invalid;
    }
  }
  return look;
}

// uchardet's opinion, "" when it has none.
std::string second_opinion(std::string_view sample) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  constexpr std::size_t kEnough = 64 * 1024;
  if (uchardet_handle_data(detector.get(), sample.data(), std::min(sample.size(), kEnough)) != 0) return "";
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// Do the ideographs lie as Chinese of any subject spreads them over GB 2312, and no other writing does?
bool lies_as_chinese(const Gb18030Look& look) {
  constexpr std::uint64_t kEnough = 64;
  const std::uint64_t all = look.from_b0 + look.from_c0 + look.from_c9 + look.from_d0 + look.rare;
  const auto has_tenth = [all](std::uint64_t part) { return part * 10 >= all; };
  return all >= kEnough && all * 2 >= look.pairs && has_tenth(look.from_b0) && has_tenth(look.from_c0) &&
         has_tenth(look.from_c9) && has_tenth(look.from_d0) && look.rare * 8 <= all;
}

bool is_gb18030(std::string_view sample, const std::string& opinion) {
  const Gb18030Look look = look_as_gb18030(sample);
  const std::uint64_t codes = look.pairs + look.quads;
  // One fault in a thousand is a slip of some program; more is another encoding.
  if (codes == 0 || look.invalid * 1000 > codes) return false;
  // Japanese in EUC-JP fills the same octets, with a third of syllables; other encodings leave the common
  // set.
  if (look.kana * 5 > look.pairs || look.in_gb2312 * 10 < look.pairs * 8) return false;
  const bool is_chinese = look.common * 10 >= look.pairs * 3 || lies_as_chinese(look);
  const bool is_plain = look.in_gb2312 * 10 >= look.pairs * 9 && is_chinese;
  return is_plain || opinion == "GB18030";
}

// Control characters that no text has, but for one in a thousand: keys, pictures, what is packed or
// encrypted.
bool is_no_text(std::string_view sample) {
  const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 && octet != 0x1B && (octet < '\t' || octet > '\r');
  });
  return static_cast<std::size_t>(odd) * 1000 > sample.size();
}

tl::unexpected<Error> undecided(std::string_view sample, const std::string& opinion) {
  if (is_no_text(sample)) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("it is no text: octets stand in it that no text has, so nothing of it is known; "
                             "have a person look at it, or export it as text. If it is text all the same, "
                             "name its encoding with --encoding ({})",
                             encoding_names()),
                 "",
                 fmt::format("这不是文本：其中有文本不会出现的字节，内容未知；请由人工查看，或导出为文本。"
                             "如确为文本，请用 --encoding 指明字符编码（{}）",
                             encoding_names())});
  }
  const std::string en = opinion.empty() ? "" : fmt::format(", and it may be {}", opinion);
  const std::string zh = opinion.empty() ? "" : fmt::format("（也可能是 {}）", opinion);
  return fail(
      {ErrorCode::kMalformed,
       fmt::format("its encoding cannot be told: it is not UTF-8 and not plainly GB18030{}; name it with "
                   "--encoding ({})",
                   en, encoding_names()),
       "",
       fmt::format("无法判断字符编码：不是 UTF-8，也不能确定是 GB18030{}；请用 --encoding 指明（{}）", zh,
                   encoding_names())});
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  return std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.encoding == encoding; })
      ->name;
}

const char* iconv_name(Encoding encoding) {
  return std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.encoding == encoding; })
      ->iconv;
}

std::optional<Encoding> encoding_named(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const EncodingName& n : kNames) {
    if (n.name == lower) return n.encoding;
  }
  return std::nullopt;
}

std::string encoding_names() {
  std::string names;
  for (const EncodingName& n : kNames) {
    if (n.encoding == Encoding::kAscii) break;
    names += (names.empty() ? "" : ", ") + std::string(n.name);
  }
  return names;
}

Result<EncodingVerdict> detect_encoding(std::string_view sample, bool is_whole) {
  if (sample.starts_with(kUtf32le) || sample.starts_with(kUtf32be)) {
    return fail(
        {ErrorCode::kMalformed, "UTF-32 is not read; save it as UTF-8", "", "不支持 UTF-32，请另存为 UTF-8"});
  }
  if (const auto verdict = by_mark(sample)) return *verdict;
  if (sample.find('\0') != std::string_view::npos) {
    const std::string_view even = sample.substr(0, sample.size() & ~std::size_t{1});
    const bool is_even = !is_whole || sample.size() % 2 == 0;
    if (is_even && looks_like_utf16(even, false)) return EncodingVerdict{Encoding::kUtf16le, 0};
    if (is_even && looks_like_utf16(even, true)) return EncodingVerdict{Encoding::kUtf16be, 0};
  }
  const bool is_ascii =
      std::all_of(sample.begin(), sample.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return EncodingVerdict{Encoding::kAscii, 0};
  const auto encoding = detect_above_ascii(sample, is_whole);
  if (!encoding) return fail(encoding.error());
  return EncodingVerdict{*encoding, 0};
}

Result<Encoding> detect_above_ascii(std::string_view sample, bool is_whole) {
  const Utf8Look utf8 = look_as_utf8(sample, is_whole);
  // Text of another encoding hardly ever makes valid UTF-8 of more than a few characters.
  if (utf8.invalid == 0 || utf8.sequences >= 16 * utf8.invalid) return Encoding::kUtf8;
  std::string opinion = second_opinion(sample);
  if (opinion == "UTF-8") opinion.clear();  // the look above knows better
  if (is_gb18030(sample, opinion)) return Encoding::kGb18030;
  return undecided(sample, opinion);
}

Result<EncodingVerdict> force_encoding(Encoding encoding, std::string_view sample) {
  const auto mark = by_mark(sample);
  if (!mark) return EncodingVerdict{encoding, 0};
  if (mark->encoding == encoding) return *mark;
  // Two octets can be text in an encoding without a mark of its own; the longer marks mean what they say.
  const bool has_mark =
      std::any_of(kMarks.begin(), kMarks.end(), [&](const Mark& m) { return m.encoding == encoding; });
  if (!has_mark && mark->bom_bytes == 2) return EncodingVerdict{encoding, 0};
  return fail({ErrorCode::kMalformed,
               fmt::format("its byte order mark says {}, not {}", encoding_name(mark->encoding),
                           encoding_name(encoding)),
               "",
               fmt::format("文件的字节序标记表明是 {}，而不是 {}", encoding_name(mark->encoding),
                           encoding_name(encoding))});
}

}  // namespace tidegate
