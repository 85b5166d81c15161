#include "tidegate/extract/text_source.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/gb18030.h"
#include "tidegate/extract/iconv_handle.h"
#include "tidegate/extract/utf16.h"

namespace tidegate {
namespace {

// Encodings that are read only when named; speed is not asked of them.
class IconvDecoder final : public TextDecoder {
 public:
  explicit IconvDecoder(const char* name) : iconv_("UTF-8", name) {}

  Step decode(std::string_view text, bool is_last, std::span<char> into) override {
    Step done;
    while (done.consumed < text.size() && into.size() - done.produced >= 4) {
      const auto step = iconv_.convert(text.substr(done.consumed), into.subspan(done.produced));
      done.consumed += step.consumed;
      done.produced += step.produced;
      if (step.stop == IconvHandle::Stop::kFull || step.stop == IconvHandle::Stop::kDone) break;
      if (step.stop == IconvHandle::Stop::kIncomplete && !is_last) break;
      if (into.size() - done.produced < 4) break;
      std::memcpy(into.data() + done.produced, "\xEF\xBF\xBD", 3);
      done.produced += 3;
      ++done.consumed;
      ++invalid_bytes_;
    }
    return done;
  }

 private:
  IconvHandle iconv_;
};

std::unique_ptr<TextDecoder> decoder_for(Encoding encoding) {
  switch (encoding) {
    case Encoding::kAscii:
    case Encoding::kUtf8:
      return nullptr;
    case Encoding::kUtf16le:
    case Encoding::kUtf16be:
      return std::make_unique<Utf16Decoder>(encoding == Encoding::kUtf16be);
    case Encoding::kGb18030:
      return std::make_unique<Gb18030Decoder>();
    case Encoding::kWindows1252:
    case Encoding::kBig5:
    case Encoding::kShiftJis:
    case Encoding::kEucKr:
      break;
  }
  return std::make_unique<IconvDecoder>(iconv_name(encoding));
}

std::size_t ascii_prefix(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t n = 0;
  for (; n + 32 <= text.size(); n += 32) {
    std::uint64_t words[4];
    std::memcpy(words, text.data() + n, 32);
    if (((words[0] | words[1] | words[2] | words[3]) & kHighBits) != 0) break;
  }
  while (n < text.size() && static_cast<unsigned char>(text[n]) < 0x80) ++n;
  return n;
}

// Octets at the end that may be the beginning of a sequence: 0 to 3.
std::size_t cut_tail(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto octet = static_cast<unsigned char>(text[text.size() - back]);
    if (octet < 0x80) return 0;
    if (octet >= 0xC0) {
      const std::size_t length = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

std::uint64_t count_nul(std::string_view text) {
  std::uint64_t count = 0;
  for (;;) {
    const void* found = text.empty() ? nullptr : std::memchr(text.data(), 0, text.size());
    if (found == nullptr) return count;
    ++count;
    text.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1);
  }
}

}  // namespace

TextSource::TextSource(ByteSource& raw, std::optional<Encoding> forced, std::string path,
                       std::size_t sample_bytes)
    : raw_(raw), forced_(forced), path_(std::move(path)), sample_bytes_(sample_bytes) {}

Result<std::unique_ptr<TextSource>> TextSource::open(ByteSource& raw, std::optional<Encoding> forced,
                                                     std::string path, std::size_t sample_bytes) {
  std::unique_ptr<TextSource> source(new TextSource(raw, forced, std::move(path), sample_bytes));
  if (const auto ok = source->fill(); !ok) return fail(ok.error());
  auto verdict =
      forced ? force_encoding(*forced, source->held_) : detect_encoding(source->held_, source->raw_is_over_);
  if (!verdict) {
    verdict.error().where = source->path_;
    return fail(verdict.error());
  }
  source->held_begin_ = verdict->bom_bytes;
  source->settle(verdict->encoding);
  return source;
}

void TextSource::settle(Encoding encoding) {
  encoding_ = encoding;
  decoder_ = decoder_for(encoding_);
}

// Raw octets up to sample_bytes_ into held_, or all that there are.
Result<void> TextSource::fill() {
  held_.erase(0, held_begin_);
  held_begin_ = 0;
  std::size_t size = held_.size();
  held_.resize(std::max(size, sample_bytes_));
  while (size < held_.size() && !raw_is_over_) {
    const auto got = raw_.read({held_.data() + size, held_.size() - size});
    if (!got) return fail(got.error());
    raw_is_over_ = *got == 0;
    raw_bytes_ += *got;
    size += *got;
  }
  held_.resize(size);
  return {};
}

// Raw octets, as many as `into` takes unless they are over.
Result<std::size_t> TextSource::take_raw(std::span<char> into) {
  std::size_t size = std::min(into.size(), held_.size() - held_begin_);
  if (size > 0) std::memcpy(into.data(), held_.data() + held_begin_, size);
  held_begin_ += size;
  while (size < into.size() && !raw_is_over_) {
    const auto got = raw_.read(into.subspan(size));
    if (!got) return fail(got.error());
    raw_is_over_ = *got == 0;
    raw_bytes_ += *got;
    size += *got;
  }
  return size;
}

// Octets that were taken and belong to the next read.
void TextSource::give_back(std::string_view octets) {
  if (octets.empty()) return;
  held_.replace(0, held_begin_, octets);
  held_begin_ = 0;
}

Result<std::size_t> TextSource::read(std::span<char> into) {
  Result<std::size_t> got = 0;
  if (mended_begin_ < mended_.size()) {
    got = take_mended(into);
  } else if (decoder_) {
    got = read_decoded(into);
  } else {
    got = encoding_ == Encoding::kAscii ? read_ascii(into) : read_utf8(into);
  }
  if (!got) return got;
  nul_bytes_ += count_nul({into.data(), *got});
  if (*got == 0) {
    if (const auto ok = check_end(); !ok) return fail(ok.error());
  }
  return got;
}

Result<std::size_t> TextSource::read_ascii(std::span<char> into) {
  const auto got = take_raw(into);
  if (!got) return got;
  const std::string_view octets(into.data(), *got);
  const std::size_t n = ascii_prefix(octets);
  ascii_bytes_ += n;
  if (n == octets.size()) return n;
  give_back(octets.substr(n));
  if (const auto ok = fill(); !ok) return fail(ok.error());
  auto verdict = detect_above_ascii(held_, raw_is_over_);
  if (!verdict) {
    verdict.error().where = fmt::format("{}:byte {}", path_, ascii_bytes_);
    return fail(verdict.error());
  }
  settle(*verdict);
  if (n > 0) return n;
  return decoder_ ? read_decoded(into) : read_utf8(into);
}

Result<std::size_t> TextSource::read_utf8(std::span<char> into) {
  const auto got = take_raw(into);
  if (!got) return got;
  std::string_view octets(into.data(), *got);
  if (!raw_is_over_ || held_begin_ < held_.size()) {
    const std::size_t cut = cut_tail(octets);
    give_back(octets.substr(octets.size() - cut));
    octets.remove_suffix(cut);
  }
  if (simdjson::validate_utf8(octets.data(), octets.size())) return octets.size();
  mended_.clear();
  mended_begin_ = 0;
  for (std::string_view left = octets; !left.empty();) {
    const std::size_t before = left.size();
    const char32_t c = next_code_point(left);
    if (c == kReplacement && before - left.size() == 1) ++invalid_utf8_bytes_;
    append_utf8(mended_, c);
  }
  return take_mended(into);
}

Result<std::size_t> TextSource::take_mended(std::span<char> into) {
  std::size_t n = std::min(into.size(), mended_.size() - mended_begin_);
  // Not in the middle of a character.
  if (mended_begin_ + n < mended_.size()) n -= cut_tail({mended_.data() + mended_begin_, n});
  std::memcpy(into.data(), mended_.data() + mended_begin_, n);
  mended_begin_ += n;
  return n;
}

Result<std::size_t> TextSource::read_decoded(std::span<char> into) {
  std::size_t size = 0;
  while (into.size() - size >= 16) {
    const std::size_t left = held_.size() - held_begin_;
    if (left < sample_bytes_ / 2 && !raw_is_over_) {
      if (const auto ok = fill(); !ok) return fail(ok.error());
    }
    const auto step =
        decoder_->decode(std::string_view(held_).substr(held_begin_), raw_is_over_, into.subspan(size));
    held_begin_ += step.consumed;
    size += step.produced;
    if (step.consumed == 0) break;
  }
  return size;
}

Result<void> TextSource::check_end() const {
  const std::uint64_t invalid = invalid_utf8_bytes_ + (decoder_ ? decoder_->invalid_bytes() : 0);
  // A few slips are mended and noted. Many mean that the file changes its encoding on the way, and mending
  // would hide what the rest of it holds.
  constexpr std::uint64_t kFew = 64;
  if (forced_ || invalid <= kFew || invalid * 1000 <= raw_bytes_) return {};
  return fail(
      {ErrorCode::kMalformed,
       fmt::format(
           "{} octets have no meaning in {}: the file seems to mix encodings; convert it, or accept the "
           "loss with --encoding {}",
           invalid, encoding_name(encoding_), encoding_name(encoding_)),
       path_,
       fmt::format(
           "有 {} 个字节不符合 {} 编码：文件可能混用了多种编码；请先转换，或用 --encoding {} 表示接受其丢失",
           invalid, encoding_name(encoding_), encoding_name(encoding_))});
}

std::vector<Text> TextSource::notes() const {
  std::vector<Text> notes;
  const std::uint64_t invalid = invalid_utf8_bytes_ + (decoder_ ? decoder_->invalid_bytes() : 0);
  if (invalid > 0) {
    notes.push_back(
        {fmt::format("{} octets have no meaning in {} and were replaced by U+FFFD", invalid,
                     encoding_name(encoding_)),
         fmt::format("有 {} 个字节不符合 {} 编码，已替换为 U+FFFD", invalid, encoding_name(encoding_))});
  }
  if (nul_bytes_ > 0) {
    notes.push_back({fmt::format("{} NUL characters stand in the text", nul_bytes_),
                     fmt::format("文本中有 {} 个 NUL 字符", nul_bytes_)});
  }
  if (decoder_ && ascii_bytes_ > 0) {
    notes.push_back(
        {fmt::format("the first {} octets are ASCII; the rest was recognised as {}", ascii_bytes_,
                     encoding_name(encoding_)),
         fmt::format("前 {} 字节为 ASCII，其后识别为 {}", ascii_bytes_, encoding_name(encoding_))});
  }
  return notes;
}

}  // namespace tidegate
