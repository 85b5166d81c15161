// What the letters of a header say where its words are unknown: n-grams hashed into short vectors, averaged,
// and weighed for every type. Whole numbers throughout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

class HeaderGrams {
 public:
  static constexpr std::uint32_t kBuckets = 1 << 16;
  static constexpr std::size_t kWidth = 24;

  // bytes   models/columns/grams.bin, docs/formats/column-models.md; borrowed as long as this lives.
  // Errors  kMalformed: cut short, another size, a type that the taxonomy lacks.
  static Result<HeaderGrams> parse(std::string_view bytes, const Taxonomy& taxonomy);

  // One a type, 1000 in all but for rounding; all 0 where the header has no letters.
  std::vector<std::int32_t> permille(std::string_view header) const;

  // Buckets of a header's grams, as training counts them too: Chinese characters one to three together, words
  // of Latin letters whole and in pieces of three to five, the last word marked. The first 128 bytes are
  // read.
  static std::vector<std::uint32_t> buckets_of(std::string_view header);

  template <typename Image>
  void lay_out(Image& image) {
    image(vectors_, output_, bias_, scale_);
  }

 private:
  std::string_view vectors_;          // kBuckets x kWidth, one signed byte each
  std::vector<std::int16_t> output_;  // types x kWidth
  std::vector<std::int32_t> bias_;    // one a type, points
  std::int64_t scale_ = 0;            // points of one unit of the product, times 2^32
};

}  // namespace tidegate
