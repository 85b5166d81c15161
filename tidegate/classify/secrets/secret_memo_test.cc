#include "tidegate/classify/secrets/secret_memo.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/secrets/secret_finder.h"

namespace tidegate {
namespace {

// The same line with other numbers and other hexadecimal digits.
std::string other_numbers(std::string line, std::uint64_t seed) {
  const auto next = [&](std::size_t below) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(seed >> 33) % below;
  };
  for (char& c : line) {
    if (ascii::is_digit(c)) {
      c = next(6) == 0 ? "abcdef"[next(6)] : static_cast<char>('0' + next(10));
    } else if (c >= 'a' && c <= 'f' && next(3) == 0) {
      c = next(2) == 0 ? "abcdef"[next(6)] : static_cast<char>('0' + next(10));
    }
  }
  return line;
}

// Lines of parts of logs and settings.
std::vector<std::string> some_templates() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{" ",
                                                                 " ",
                                                                 " ",
                                                                 "key=",
                                                                 "token: ",
                                                                 "password=",
                                                                 "secret",
                                                                 "session_id=",
                                                                 "-p ",
                                                                 "-5 ",
                                                                 "auth ",
                                                                 "api_key ",
                                                                 "obj:",
                                                                 "7a334db9ecf2f028ee93b4cd",
                                                                 "91185b72-c7f1-4e47-a6d6-1808bedb5e97",
                                                                 "2024-11-13 07:03:23.545",
                                                                 "hunter2x",
                                                                 "Xk9mQ2vL7pR4tW8z",
                                                                 "4f70def ",
                                                                 "-a1b2c3 ",
                                                                 "\"",
                                                                 "'",
                                                                 "(",
                                                                 ")",
                                                                 "[",
                                                                 "]",
                                                                 ",",
                                                                 ";",
                                                                 "/",
                                                                 "shard=123",
                                                                 "e3b0c442",
                                                                 "is ",
                                                                 "to ",
                                                                 "1162 ms",
                                                                 "sha256:",
                                                                 "id=",
                                                                 "://",
                                                                 "@",
                                                                 "user:",
                                                                 "{",
                                                                 "}",
                                                                 "=",
                                                                 "cbc128 ",
                                                                 "ede3 ",
                                                                 "AB1234 ",
                                                                 "1A2B34 ",
                                                                 "session ",
                                                                 "$",
                                                                 "${",
                                                                 "\r",
                                                                 "password:",
                                                                 "{{",
                                                                 "：密码 ",
                                                                 "AKIAIOSFODNN7EXAMPLE ",
                                                                 "\xE2\x80\x9C"});
  std::vector<std::string> templates(*rc::gen::inRange<std::size_t>(1, 4));
  for (std::string& line : templates) {
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) line += part;
  }
  return templates;
}

void expect_same(const std::vector<FoundSecret>& found, const std::vector<FoundSecret>& expected) {
  RC_ASSERT(found.size() == expected.size());
  for (std::size_t k = 0; k < found.size(); ++k) {
    RC_ASSERT(found[k].begin == expected[k].begin);
    RC_ASSERT(found[k].end == expected[k].end);
    RC_ASSERT(found[k].kind == expected[k].kind);
  }
}

TEST(SecretMemo, FindsWhatAFinderThatRemembersNothingFinds) {
  const LiteralMatcher literals;
  EXPECT_TRUE(rc::check("lines of a few templates", [&] {
    const std::vector<std::string> templates = some_templates();
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    SecretFinder remembering;
    std::vector<LiteralHit> hits;
    std::vector<FoundSecret> expected;
    std::vector<FoundSecret> found;
    for (std::uint64_t i = 0; i < 24; ++i) {
      const std::string line = other_numbers(templates[i % templates.size()], i < 3 ? 0 : seed + i);
      LiteralMatcher::Scratch scratch;
      literals.find(line, scratch, hits);
      SecretFinder(false).find(line, hits, expected);
      remembering.find(line, hits, found);
      expect_same(found, expected);
    }
  }));
}

TEST(SecretMemo, FindsTheSameInLinesOfOneText) {
  const LiteralMatcher literals;
  EXPECT_TRUE(rc::check("texts of lines of a few templates", [&] {
    const std::vector<std::string> templates = some_templates();
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    std::string text(*rc::gen::elementOf(std::vector<std::size_t>{0, 2000}), '.');
    for (std::uint64_t i = 0; i < 24; ++i) {
      const std::string& line = templates[(seed >> i) % templates.size()];
      text += other_numbers(line, i < 3 ? 0 : seed + i) + (seed >> i & 16 ? "\r\n" : "\n");
    }
    LiteralMatcher::Scratch scratch;
    std::vector<LiteralHit> hits;
    literals.find(text, scratch, hits);
    std::vector<FoundSecret> expected;
    SecretFinder(false).find(text, hits, expected);
    SecretFinder remembering;
    std::vector<FoundSecret> found;
    for (int again = 0; again < 2; ++again) {
      remembering.find(text, hits, found);
      expect_same(found, expected);
    }
  }));
}

TEST(SecretMemo, LinesOfALogAreOfOneTemplate) {
  const auto of = [](std::string_view line) {
    std::string out;
    return SecretMemo::read_template(line, {}, 0, out) ? out : "none";
  };
  EXPECT_EQ(of("06:49 worker-12 key=obj:1d3d9744b10e2a316445a94f"),
            of("17:03 worker-73 key=obj:7a334db9ecf2f028ee93b4cd"));
  EXPECT_NE(of("06:49 worker-12"), of("06:49 worker-123")) << "lengths are features";
  EXPECT_NE(of("sha1:"), of("sha2:")) << "a number in a word is part of it";
  EXPECT_NE(of("head -5"), of("head -6")) << "so is that of a flag";
  EXPECT_NE(of("1def x"), of("1abc x")) << "def is a word of programs";
  EXPECT_NE(of("cbc128 x"), of("abc128 x")) << "a name of an algorithm is no secret";
  EXPECT_NE(of("AB1234 x"), of("1A2B34 x")) << "nor is the number of an issue";
  EXPECT_EQ(of(std::string(2000, 'x')), "none");
}

TEST(SecretMemo, BoundsOfTheTreesHold) {
  const SecretTrees& trees = SecretTrees::built_in();
  std::size_t hopeless = 0;
  EXPECT_TRUE(rc::check("any features in between", [&] {
    const auto features = [] {
      return *rc::gen::container<std::array<std::uint8_t, kSecretFeatures>>(
          rc::gen::inRange<std::uint8_t>(0, 40));
    };
    const SecretFeatures one = features();
    SecretFeatures most = one;
    SecretFeatures inside = one;
    for (std::size_t i = 0; i < one.size(); ++i) {
      const auto wide = *rc::gen::inRange(0, 8);
      if (wide != 7) continue;
      most[i] = static_cast<std::uint8_t>(one[i] + *rc::gen::inRange(0, 20));
      inside[i] = static_cast<std::uint8_t>(*rc::gen::inRange<int>(one[i], most[i] + 1));
    }
    if (!trees.are_hopeless(one, most)) return;
    ++hopeless;
    RC_ASSERT(trees.points(one) < 0);
    RC_ASSERT(trees.points(most) < 0);
    RC_ASSERT(trees.points(inside) < 0);
  }));
  EXPECT_GT(hopeless, 0U);
}

}  // namespace
}  // namespace tidegate
