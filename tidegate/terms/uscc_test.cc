#include "tidegate/terms/uscc.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/terms/resident_id.h"

namespace tidegate {
namespace {

TEST(Uscc, AcceptsCodesWhoseCheckCharacterFits) {
  // The first is the example of docs/formats/transfer.md; the second that of GB 32100-2015.
  for (const char* text : {"91110000000000000E", "91350100M000100Y43"})
    EXPECT_TRUE(Uscc::parse(text)) << text;
  EXPECT_EQ(Uscc::parse("91110000000000000E")->province(), "11");
}

TEST(Uscc, RefusesWrongLengthLettersPlaceAndCheckCharacterWithoutRepeatingTheCode) {
  for (const char* text : {"", "91110000000000000", "91110000000000000EE", "91110000000000000F",
                           "9111000000000000OE", "91110000000000000e", "911A00000000000000"}) {
    const auto code = Uscc::parse(text);
    ASSERT_FALSE(code) << text;
    EXPECT_EQ(code.error().code, ErrorCode::kMalformed);
    EXPECT_TRUE(*text == '\0' || code.error().what.find(text) == std::string::npos);
    EXPECT_FALSE(code.error().what_zh.empty());
  }
}

TEST(Uscc, ReadsWhatIsTypedFullWidthSmallOrWithBlanksAsTheCodeItStandsFor) {
  for (const char* text : {"91350100m000100y43", "９１３５０１００Ｍ０００１００Ｙ４３",
                           "91350100ｍ000100ｙ43", " 91350100M000100Y43\n", "　91350100M000100Y43　"}) {
    const auto code = Uscc::parse_typed(text);
    ASSERT_TRUE(code) << text;
    EXPECT_EQ(code->str(), "91350100M000100Y43");
  }
  for (const char* text :
       {"", "   ", "91350100M000100Y44", "91350100 M000100Y43", "91350100М000100Y43",  // Cyrillic
        "\xff\xfe"})
    EXPECT_FALSE(Uscc::parse_typed(text)) << text;
  EXPECT_FALSE(Uscc::parse_typed(std::string(1 << 20, ' ') + "91350100M000100Y43"));
}

// Weights are powers of 3 mod 31 and never 0, so one wrong character always shows.
TEST(Uscc, NoticesEverySingleWrongCharacter) {
  EXPECT_TRUE(rc::check("one character changed", [] {
    const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    std::string code = "91";
    for (int i = 2; i < 17; ++i) {
      code += alphabet[static_cast<std::size_t>(*rc::gen::inRange(0, i < 8 ? 10 : 31))];
    }
    code += Uscc::check_character(code);
    RC_ASSERT(Uscc::parse(code).has_value());
    std::string wrong = code;
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, 18));
    wrong[at] = alphabet[static_cast<std::size_t>(*rc::gen::inRange(0, 31))];
    RC_PRE(wrong != code);
    RC_ASSERT(!Uscc::parse(wrong).has_value());
  }));
}

TEST(ResidentId, NamesTheFirstFaultOnly) {
  std::string id = "11010119900307123";
  id += resident_id_check_character(id);
  EXPECT_EQ(check_resident_id(id), ResidentIdFault::kNone);
  EXPECT_EQ(check_resident_id("11010119900307"), ResidentIdFault::kShape);
  EXPECT_EQ(check_resident_id("1101011990030712AX"), ResidentIdFault::kShape);
  EXPECT_EQ(check_resident_id("000101199003071234"), ResidentIdFault::kPlace);
  EXPECT_EQ(check_resident_id("110101199002301234"), ResidentIdFault::kBirth);
  EXPECT_EQ(check_resident_id(id, 1989), ResidentIdFault::kBirth);
  id.back() = id.back() == '1' ? '2' : '1';
  EXPECT_EQ(check_resident_id(id), ResidentIdFault::kCheck);
}

TEST(ResidentId, TakesTheSmallLetterXForTheLargeOne) {
  // ISO 7064 MOD 11-2: some 17 digits need X.
  std::string id;
  for (int n = 100; n < 200 && (id.empty() || id.back() != 'X'); ++n) {
    id = "11010119900307" + std::to_string(n);
    id += resident_id_check_character(id);
  }
  ASSERT_EQ(id.back(), 'X');
  EXPECT_EQ(check_resident_id(id), ResidentIdFault::kNone);
  id.back() = 'x';
  EXPECT_EQ(check_resident_id(id), ResidentIdFault::kNone);
}

}  // namespace
}  // namespace tidegate
