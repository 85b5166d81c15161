#include "tidegate/extract/gb18030.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <random>
#include <string>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

std::string iconv_of(std::string_view gb) {
  IconvHandle handle("UTF-8", "GB18030");
  std::string out(gb.size() * 4 + 8, '\0');
  const auto step = handle.convert(gb, out);
  return step.stop == IconvHandle::Stop::kDone ? out.substr(0, step.produced) : "";
}

std::string gb_of(std::string_view utf8) {
  IconvHandle handle("GB18030", "UTF-8");
  std::string out(utf8.size() * 4 + 8, '\0');
  const auto step = handle.convert(utf8, out);
  out.resize(step.produced);
  return out;
}

TEST(Gb18030, EveryTwoOctetCodeIsWhatIconvSays) {
  std::string all;
  std::string expected;
  for (int lead = 0x81; lead <= 0xFE; ++lead) {
    for (int trail = 0x40; trail <= 0xFE; ++trail) {
      const std::string code{static_cast<char>(lead), static_cast<char>(trail)};
      const std::string utf8 = iconv_of(code);
      if (utf8.empty() || trail == 0x7F) continue;
      all += code;
      expected += utf8;
    }
  }
  EXPECT_GT(all.size(), 47'000U);
  EXPECT_TRUE(gb18030_to_utf8(all) == expected);  // too long to print
}

TEST(Gb18030, FourOctetCodesComeThrough) {
  // A Mongolian letter, a rare character of names, one beyond the basic plane.
  for (const char* text : {"ᠠ", "㛃", "𠮷", "😀"}) EXPECT_EQ(gb18030_to_utf8(gb_of(text)), text);
}

TEST(Gb18030, WhatHasNoMeaningIsReplacedAndCounted) {
  Gb18030Decoder decoder;
  std::array<char, 64> out{};
  const auto step = decoder.decode(
      "a\x80"
      "b\xFF\xB0\xA1\x81",
      true, out);
  EXPECT_EQ(std::string_view(out.data(), step.produced), "a\uFFFDb\uFFFD啊\uFFFD");
  EXPECT_EQ(decoder.invalid_bytes(), 3U);
}

TEST(Gb18030, AsciiBehindABrokenLeadIsKept) {
  // A lead octet in front of a line end must not swallow it.
  EXPECT_EQ(gb18030_to_utf8("\xB0\n1"), "\uFFFD\n1");
}

// Long stretches are read many octets at once, short ones code by code.
TEST(Gb18030, AnyOctetsAreTheSameInOneAndInPieces) {
  std::mt19937 random(16);
  for (int round = 0; round < 400; ++round) {
    std::string octets(random() % 600, '\0');
    for (char& c : octets) {
      const auto kind = random() % 8;
      const auto any = random();
      c = static_cast<char>(kind < 3 ? 0x30 + any % 0x40 : kind < 7 ? 0xA1 + any % 0x5E : any);
    }
    Gb18030Decoder whole;
    std::string text(octets.size() * 4 + 96, '\0');
    text.resize(whole.decode(octets, true, text).produced);
    Gb18030Decoder pieces;
    std::string joined;
    std::string buffer(64, '\0');
    for (std::size_t at = 0; at < octets.size();) {
      const std::string_view piece = std::string_view(octets).substr(at, 20);
      const auto step = pieces.decode(piece, at + piece.size() == octets.size(), buffer);
      ASSERT_GT(step.consumed, 0U);
      at += step.consumed;
      joined.append(buffer, 0, step.produced);
    }
    EXPECT_EQ(text, joined);
    EXPECT_EQ(whole.invalid_bytes(), pieces.invalid_bytes());
  }
}

RC_GTEST_PROP(Gb18030Property, SameTextHoweverItIsCut, ()) {
  const auto points = *rc::gen::container<std::vector<char32_t>>(
      rc::gen::oneOf(rc::gen::inRange<char32_t>(0x20, 0x7F), rc::gen::inRange<char32_t>(0x4E00, 0x9FA5),
                     rc::gen::inRange<char32_t>(0x20000, 0x20100), rc::gen::inRange<char32_t>(0x100, 0x200)));
  std::string utf8;
  for (const char32_t c : points) append_utf8(utf8, c);
  const std::string gb = gb_of(utf8);
  RC_ASSERT(gb18030_to_utf8(gb) == utf8);
  const std::size_t room = *rc::gen::inRange<std::size_t>(16, 40);
  const std::size_t stretch = *rc::gen::inRange<std::size_t>(4, 20);
  Gb18030Decoder decoder;
  std::string out;
  std::string buffer(room, '\0');
  std::size_t at = 0;
  while (at < gb.size()) {
    const std::string_view piece = std::string_view(gb).substr(at, stretch);
    const bool is_last = at + piece.size() == gb.size();
    const auto step = decoder.decode(piece, is_last, buffer);
    RC_ASSERT(step.consumed > 0U);
    at += step.consumed;
    out.append(buffer, 0, step.produced);
  }
  RC_ASSERT(out == utf8);
  RC_ASSERT(decoder.invalid_bytes() == 0U);
}

TEST(Gb18030Look, ChineseIsCommonAndInTheOldSet) {
  const Gb18030Look look =
      look_as_gb18030(gb_of("姓名：王小明，地址：北京市海淀区中关村大街1号，电话13800138000"));
  EXPECT_EQ(look.invalid, 0U);
  EXPECT_EQ(look.in_gb2312, look.pairs);
  EXPECT_GT(look.common * 2, look.pairs);
}

}  // namespace
}  // namespace tidegate
