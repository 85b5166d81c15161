#include "tidegate/classify/secrets/piece_sums.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tidegate/classify/secrets/word_set.h"

namespace tidegate {
namespace {

TEST(PieceSums, OnePassCountsWhatPlainCountsDo) {
  EXPECT_TRUE(rc::check("any bytes, and those of secrets", [] {
    const auto secret =
        rc::gen::elementOf(std::string("0123456789abcdefABCDEFxyzqwe_-./+=:@%$(){}\"'\\ \xE5"));
    const auto any = rc::gen::arbitrary<char>();
    const std::size_t size = *rc::gen::inRange<std::size_t>(1, 70);
    const bool is_any = *rc::gen::inRange(0, 4) == 0;
    const std::string piece =
        is_any ? *rc::gen::container<std::string>(size, any) : *rc::gen::container<std::string>(size, secret);
    RC_ASSERT(sum_piece(piece) == sum_piece_plainly(piece));
  }));
}

TEST(PieceSums, CountWhatStandsInAPiece) {
  const PieceSums sums = sum_piece("Abc-1234/qwe..");
  EXPECT_EQ(sums.digits, 4U);
  EXPECT_EQ(sums.uppers, 1U);
  EXPECT_EQ(sums.lowers, 5U);
  EXPECT_EQ(sums.signs, 4U);
  EXPECT_EQ(sums.points, 2U);
  EXPECT_EQ(sums.changes, 6U);
  EXPECT_EQ(sums.digit_run, 4U);
  EXPECT_EQ(sums.letter_run, 3U);
  EXPECT_EQ(sums.keyboard, 4U) << "1234";
  EXPECT_EQ(sums.repeat, 2U);
  EXPECT_EQ(sums.distinct, 13U);
  EXPECT_EQ(sum_piece("aaaa").entropy, 0U);
  EXPECT_EQ(sum_piece("abcdefgh").entropy, 3U * 256);
  EXPECT_EQ(sum_piece("1234").wordiness, 128U) << "no letters";
  EXPECT_GT(sum_piece("thing").wordiness, sum_piece("tqxzv").wordiness);
}

TEST(WordSet, TheLettersOfATextChangeNoAnswer) {
  constexpr WordSet kSet{"key", "ab", "bad", "口令", "x.y", "cab"};
  EXPECT_TRUE(rc::check("texts", [&] {
    const std::string text = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("aAbBcdkKeyYxX. \xE5\x8F\xA3\xE4\xBB\xA4")));
    RC_ASSERT(kSet.first_in(text, ascii::letters_of(text)) == kSet.first_in(text));
  }));
  EXPECT_EQ(kSet.first_in("a BAD key"), 1U);
  EXPECT_EQ(kSet.first_in("a BAD thing", ascii::letters_of("a BAD thing")), 3U);
  EXPECT_EQ(kSet.first_in("口令", 0), 4U);
}

}  // namespace
}  // namespace tidegate
