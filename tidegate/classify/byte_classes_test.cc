#include "tidegate/classify/byte_classes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "tidegate/classify/distinct_sketch.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

// Bytes that matter come often: digits, letters, @, and the pieces of full-width digits.
rc::Gen<std::string> texts() {
  return rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::element('0', '9', 'a', 'Z', '@', ' ', '/', ':', '`', '{', '[', '\xEF', '\xBC',
                                      '\x8F', '\x90', '\x99', '\x9A', '\x00'),
                     rc::gen::arbitrary<char>()));
}

std::vector<ByteClasses> classes_of(Simd simd, const std::string& text,
                                    const std::vector<TextPiece>& pieces) {
  std::vector<ByteClasses> out(pieces.size());
  classify_bytes(simd)(text, pieces.data(), pieces.size(), out.data());
  return out;
}

TEST(ByteClasses, AreTheSameInScalarAvx2AndAvx512) {
  EXPECT_TRUE(rc::check("for pieces anywhere in a text", [] {
    const std::string text = *texts();
    const auto size = static_cast<std::uint32_t>(text.size());
    std::vector<TextPiece> pieces;
    for (std::uint32_t begin = 0; begin <= size; ++begin) pieces.push_back({begin, size - begin});
    for (std::uint32_t length = 0; length < size; ++length) pieces.push_back({size - length - 1, length + 1});
    const auto scalar = classes_of(Simd::kScalar, text, pieces);
    RC_ASSERT(classes_of(Simd::kAvx2, text, pieces) == scalar);
    RC_ASSERT(classes_of(Simd::kAvx512, text, pieces) == scalar);
  }));
}

TEST(ByteClasses, NameEachByteOnce) {
  const std::string text = "0a\x80@ \xEF\xBC\x91";
  const auto classes = classes_of(best_simd(), text, {{0, static_cast<std::uint32_t>(text.size())}});
  EXPECT_EQ(classes[0].digit, 1U);
  EXPECT_EQ(classes[0].alpha, 2U);
  EXPECT_EQ(classes[0].high, 0b11100100U);
  EXPECT_EQ(classes[0].at, 8U);
  EXPECT_EQ(classes[0].wide, 0b10000000U);
}

TEST(ByteClasses, LookAtNoMoreThan64Bytes) {
  const std::string text(200, '7');
  const auto classes = classes_of(best_simd(), text, {{0, 200}, {150, 50}});
  EXPECT_EQ(classes[0].digit, ~std::uint64_t{0});
  EXPECT_EQ(classes[1].digit, (std::uint64_t{1} << 50) - 1);
}

TEST(DistinctSketch, IsExactUpToItsBound) {
  for (const std::uint64_t n : {0U, 1U, 2U, 100U, 1000U, 1024U}) {
    DistinctSketch sketch;
    for (int round = 0; round < 3; ++round) {
      for (std::uint64_t i = 0; i < n; ++i) sketch.insert(mix_bytes(std::to_string(i)));
    }
    EXPECT_EQ(sketch.estimate(), n);
    EXPECT_TRUE(sketch.is_exact());
  }
}

TEST(DistinctSketch, EstimatesLargeSetsWithinTenPercent) {
  for (const std::uint64_t n : {5'000U, 50'000U, 500'000U}) {
    DistinctSketch sketch;
    for (std::uint64_t i = 0; i < n; ++i) sketch.insert(mix_number(i));
    EXPECT_FALSE(sketch.is_exact());
    EXPECT_GT(sketch.estimate(), n * 9 / 10);
    EXPECT_LT(sketch.estimate(), n * 11 / 10);
  }
}

TEST(DistinctSketch, DoesNotDependOnOrderOrMerging) {
  constexpr std::uint64_t kValues = 20'000;
  DistinctSketch one;
  DistinctSketch backwards;
  DistinctSketch parts[3];
  for (std::uint64_t i = 0; i < kValues; ++i) {
    one.insert(mix_number(i));
    backwards.insert(mix_number(kValues - 1 - i));
    parts[i % 3].insert(mix_number(i));
    parts[(i + 1) % 3].insert(mix_number(i));
  }
  parts[2].merge(parts[0]);
  parts[2].merge(parts[1]);
  EXPECT_EQ(one.estimate(), backwards.estimate());
  EXPECT_EQ(one.estimate(), parts[2].estimate());
  EXPECT_EQ(one.is_exact(), parts[2].is_exact());
}

}  // namespace
}  // namespace tidegate
