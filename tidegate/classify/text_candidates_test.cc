#include "tidegate/classify/text_candidates.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>
#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

// The runs of a word that is nothing ask once what it is; each of them tells what it tells alone.
TEST(TextCandidates, RememberingWhatAWordIsChangesNothing) {
  EXPECT_TRUE(rc::check("any text", [] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0123456789aFx:::...--// "}));
    TextMemo memo;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i;
      while (end < text.size() && ascii::is_alnum(text[end])) ++end;
      if (end > i) {
        TextMemo none;
        const auto alone = read_text_value(text, i, end, 0, none);
        const auto among = read_text_value(text, i, end, 0, memo);
        RC_ASSERT(alone.has_value() == among.has_value());
        if (alone) {
          RC_ASSERT(alone->begin == among->begin);
          RC_ASSERT(alone->end == among->end);
          RC_ASSERT(alone->kind == among->kind);
        }
      }
      i = end + 1;
    }
  }));
}

std::optional<ValueKind> kind_at(std::string_view text, std::string_view run) {
  TextMemo memo;
  const std::size_t begin = text.find(run);
  const auto value = read_text_value(text, begin, begin + run.size(), 0, memo);
  return value ? value->kind : std::nullopt;
}

// Any number may be a digest; a power of two is a number of computers; a version is glued to digits by its +.
TEST(TextCandidates, WhatComputersCountIsNoTelephone) {
  EXPECT_EQ(kind_at("tel=031756516869", "031756516869"), ValueKind::kCnPhone);
  EXPECT_EQ(kind_at("digest=031756516869", "031756516869"), std::nullopt);
  EXPECT_EQ(kind_at("checksum: 13812345678", "13812345678"), std::nullopt);
  EXPECT_EQ(kind_at("mobile: 13812345678", "13812345678"), ValueKind::kCnMobile);
  EXPECT_EQ(kind_at("x 17179869184", "17179869184"), std::nullopt);
  EXPECT_EQ(kind_at("x 17179869183", "17179869183"), std::nullopt);
  EXPECT_EQ(kind_at("x 17179869185", "17179869185"), ValueKind::kCnMobile);
  EXPECT_EQ(kind_at("libkmod2:amd64 30+20221128-1", "20221128"), std::nullopt);
}

TEST(TextCandidates, GroupsOfDigitsAloneBesideANumberAreNoDump) {
  const auto is_amid = [](std::string_view text, std::string_view number) {
    const std::size_t begin = text.find(number);
    return is_amid_hex_groups(text, begin, begin + number.size());
  };
  EXPECT_TRUE(is_amid("00a1 4111 1111 1111 1111 9f00", "4111 1111 1111 1111"));
  EXPECT_TRUE(is_amid("0120 1203 4111 1111 1111 1111 4500", "4111 1111 1111 1111"));
  EXPECT_TRUE(is_amid("4111 1111 1111 1111 4500 0120", "4111 1111 1111 1111"));
  EXPECT_TRUE(is_amid("1203 138 2245 5678 4500", "138 2245 5678"));
  EXPECT_TRUE(is_amid("4111 1111 1111 1111 9f00", "4111 1111 1111 1111"));
  EXPECT_FALSE(is_amid("card 4111 1111 1111 1111 1226", "4111 1111 1111 1111")) << "its last month";
  EXPECT_FALSE(is_amid("1226 4111 1111 1111 1111 0327", "4111 1111 1111 1111")) << "both its months";
  EXPECT_FALSE(is_amid("room 1203 13812345678", "13812345678"));
}

}  // namespace
}  // namespace tidegate
