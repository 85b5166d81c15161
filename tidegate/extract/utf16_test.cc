#include "tidegate/extract/utf16.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace tidegate {
namespace {

std::string utf16(std::u16string_view units, bool is_big_endian) {
  std::string out;
  for (const char16_t unit : units) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? std::string{high, low} : std::string{low, high};
  }
  return out;
}

std::string decode(std::string_view text, bool is_big_endian, std::uint64_t invalid) {
  Utf16Decoder decoder(is_big_endian);
  std::array<char, 256> out{};
  const auto step = decoder.decode(text, true, out);
  EXPECT_EQ(step.consumed, text.size());
  EXPECT_EQ(decoder.invalid_bytes(), invalid);
  return {out.data(), step.produced};
}

TEST(Utf16, BothOrdersComeThrough) {
  for (const bool is_big_endian : {false, true}) {
    EXPECT_EQ(decode(utf16(u"a,é,张\n😀", is_big_endian), is_big_endian, 0), "a,é,张\n😀");
  }
}

TEST(Utf16, HalfAPairAndAnOddOctetAreReplaced) {
  std::u16string units = u"ab";
  units.insert(1, 1, char16_t{0xD83D});
  EXPECT_EQ(decode(utf16(units, false), false, 2), "a\uFFFDb");
  EXPECT_EQ(decode(utf16(u"a", false) + "x", false, 1), "a\uFFFD");
}

TEST(Utf16, PairCutByTheEndOfAStretchWaits) {
  const std::string text = utf16(u"a😀", false);
  Utf16Decoder decoder(false);
  std::array<char, 16> out{};
  EXPECT_EQ(decoder.decode(std::string_view(text).substr(0, 4), false, out).consumed, 2U);
  EXPECT_EQ(decoder.decode(std::string_view(text).substr(2), false, out).consumed, 4U);
  EXPECT_EQ(decoder.invalid_bytes(), 0U);
}

TEST(Utf16, TableWithoutAMarkLooksLikeItAndBinaryDoesNot) {
  const std::string table = utf16(u"编号,姓名\n1,张三\n2,李四\n", false);
  EXPECT_TRUE(looks_like_utf16(table, false));
  EXPECT_FALSE(looks_like_utf16(table, true));
  EXPECT_FALSE(looks_like_utf16(std::string("\x7F"
                                            "ELF\0\0\0\0\0\0\0\0\x01\0\x02\0",
                                            16),
                                false));
  EXPECT_FALSE(looks_like_utf16(std::string(64, '\0'), false));
}

}  // namespace
}  // namespace tidegate
