#include "tidegate/classify/learned/header_grams.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/learned/model_bytes.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostBytes = 128;

// A header in words: runs of Chinese characters, and runs of Latin letters cut at case, signs and digits.
std::vector<std::u32string> words_of(std::string_view header) {
  header = header.substr(0, kMostBytes);
  std::vector<std::u32string> words;
  enum class Kind { kNone, kLower, kUpper, kOther } before = Kind::kNone;
  while (!header.empty()) {
    char32_t c = next_code_point(header);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_other =
        c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x303F) && c != kReplacement;
    const Kind kind = is_lower   ? Kind::kLower
                      : is_upper ? Kind::kUpper
                      : is_other ? Kind::kOther
                                 : Kind::kNone;
    if (kind == Kind::kNone) {
      before = Kind::kNone;
      continue;
    }
    const bool is_hump = kind == Kind::kUpper && before == Kind::kLower;
    const bool other_script = (kind == Kind::kOther) != (before == Kind::kOther);
    // "HTTPServer": the last capital begins the word.
    if (kind == Kind::kLower && before == Kind::kUpper && words.back().size() > 1 &&
        words.back().back() < 128) {
      const char32_t first = words.back().back();
      words.back().pop_back();
      words.emplace_back(1, first);
    } else if (before == Kind::kNone || is_hump || other_script) {
      words.emplace_back();
    }
    words.back() += is_upper ? c + 32 : c;
    before = kind;
  }
  return words;
}

std::uint32_t bucket(char mark, std::u32string_view gram) {
  std::uint64_t h = 0xCBF29CE484222325ULL ^ static_cast<unsigned char>(mark);
  for (const char32_t c : gram) h = (h ^ c) * 0x100000001B3ULL;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<std::uint32_t>(h >> 40) % HeaderGrams::kBuckets;
}

}  // namespace

std::vector<std::uint32_t> HeaderGrams::buckets_of(std::string_view header) {
  std::vector<std::uint32_t> out;
  const std::vector<std::u32string> words = words_of(header);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const std::u32string_view word = words[w];
    const bool is_last = w + 1 == words.size();
    out.push_back(bucket('w', word));
    if (is_last) out.push_back(bucket('l', word));
    if (w > 0) out.push_back(bucket('2', words[w - 1] + U'_' + words[w]));
    const bool is_latin = word[0] < 0x250;
    const std::u32string bounded = is_latin ? U'<' + words[w] + U'>' : words[w];
    const std::size_t shortest = is_latin ? 3 : 1;
    const std::size_t longest = is_latin ? 5 : 3;
    for (std::size_t n = shortest; n <= longest; ++n) {
      for (std::size_t i = 0; i + n <= bounded.size(); ++i)
        out.push_back(bucket('g', std::u32string_view(bounded).substr(i, n)));
    }
    if (is_latin || !is_last) continue;
    for (std::size_t n = 1; n <= 3 && n <= word.size(); ++n)
      out.push_back(bucket('e', word.substr(word.size() - n)));
  }
  return out;
}

Result<HeaderGrams> HeaderGrams::parse(std::string_view bytes, const Taxonomy& taxonomy) {
  ModelBytes reader(bytes);
  HeaderGrams out;
  const auto types = reader.types("header-grams 1", taxonomy);
  out.scale_ = reader.integer<std::int64_t>();
  out.output_.assign(taxonomy.types().size() * kWidth, 0);
  out.bias_.assign(taxonomy.types().size(), -20'000);
  for (const TypeIndex type : types) {
    out.bias_[type] = reader.integer<std::int32_t>();
    for (std::size_t k = 0; k < kWidth; ++k) out.output_[type * kWidth + k] = reader.integer<std::int16_t>();
  }
  out.vectors_ = reader.bytes(std::size_t{kBuckets} * kWidth);
  if (!reader.is_whole())
    return fail(
        {ErrorCode::kMalformed, "the model of header letters is damaged", "models/columns/grams.bin"});
  return out;
}

std::vector<std::int32_t> HeaderGrams::permille(std::string_view header) const {
  const std::vector<std::uint32_t> grams = buckets_of(header);
  std::vector<std::int32_t> points(bias_.size(), 0);
  if (grams.empty()) return points;
  std::int64_t sum[kWidth] = {};
  for (const std::uint32_t g : grams) {
    const char* vector = vectors_.data() + std::size_t{g} * kWidth;
    for (std::size_t k = 0; k < kWidth; ++k) sum[k] += static_cast<signed char>(vector[k]);
  }
  for (std::size_t t = 0; t < points.size(); ++t) {
    std::int64_t product = 0;
    for (std::size_t k = 0; k < kWidth; ++k) product += sum[k] * output_[t * kWidth + k];
    // |product| < 2^7 * 2^15 * 24 * grams: the scale is at most 2^24 or so, well inside 64 bits.
    points[t] =
        bias_[t] + static_cast<std::int32_t>(product * scale_ / static_cast<std::int64_t>(grams.size()) /
                                             (std::int64_t{1} << 32));
  }
  return softmax_permille(points);
}

}  // namespace tidegate
