#include "tidegate/classify/check_digits.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace tidegate {
namespace {

std::string random_digits(std::size_t n) {
  std::string s;
  for (std::size_t i = 0; i < n; ++i) s.push_back(static_cast<char>('0' + *rc::gen::inRange(0, 10)));
  return s;
}

// The examples printed in GB 11643-1999.
TEST(CheckDigits, AgreeWithTheExamplesOfGb11643) {
  EXPECT_EQ(gb11643_check("11010519491231002"), 'X');
  EXPECT_EQ(gb11643_check("44052418800101001"), '4');
}

TEST(CheckDigits, AgreeWithTheExampleOfGb11714) { EXPECT_EQ(gb11714_check("D2143569"), 'X'); }

// Codes that their holders publish.
TEST(CheckDigits, AgreeWithPublishedSocialCreditCodes) {
  for (const std::string code : {"91350100M000100Y43", "9144030071526726XG", "91330100799655058B",
                                 "91110000802100433B", "914403001922038216"}) {
    EXPECT_EQ(gb32100_check(code.substr(0, 17)), code[17]) << code;
    EXPECT_EQ(gb11714_check(code.substr(8, 8)), code[16]) << code;
  }
}

// Test numbers of the card schemes, and the example of ISO/IEC 7812-1.
TEST(CheckDigits, HoldForTheSchemesTestCards) {
  for (const char* card : {"4111111111111111", "5555555555554444", "378282246310005", "6011111111111117",
                           "3530111333300000", "30569309025904", "6200000000000005", "79927398713"}) {
    EXPECT_TRUE(luhn_holds(card)) << card;
  }
  EXPECT_FALSE(luhn_holds("79927398710"));
}

// ISO 13616 registry examples.
TEST(CheckDigits, HoldForTheIbansOfTheRegistry) {
  for (const char* iban :
       {"GB29NWBK60161331926819", "DE89370400440532013000", "FR1420041010050500013M02606", "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S", "BR1800360305000010009795493C1", "CH9300762011623852957",
        "SA0380000000608010167519", "LC55HEMM000100010012001200023015"}) {
    EXPECT_TRUE(iban_remainder_holds(iban)) << iban;
  }
  EXPECT_FALSE(iban_remainder_holds("GB29NWBK60161331926818"));
}

// 49 CFR 565.15: all ones, and the examples in circulation.
TEST(CheckDigits, AgreeWithPublishedVins) {
  for (const std::string vin : {"11111111111111111", "1M8GDM9AXKP042788", "5GZCZ43D13S812715"}) {
    EXPECT_EQ(vin_check(vin), vin[8]) << vin;
  }
  EXPECT_EQ(vin_check("1M8GDM9AXKPO42788"), '\0') << "O does not occur";
}

TEST(CheckDigits, HoldForPublishedBarcodes) {
  for (const char* code : {"4006381333931", "96385074", "036000291452", "10012345678902"})
    EXPECT_TRUE(gs1_holds(code)) << code;
  EXPECT_FALSE(gs1_holds("4006381333932"));
}

TEST(CheckDigits, AgreeWithPublishedHongKongAndTaiwanIds) {
  EXPECT_EQ(hkid_check("A", "123456"), '3');
  EXPECT_EQ(hkid_check("G", "123456"), 'A');
  EXPECT_EQ(hkid_check("AB", "987654"), '3');
  EXPECT_TRUE(taiwan_id_holds("A123456789"));
  EXPECT_FALSE(taiwan_id_holds("A123456788"));
}

// The worked example of Verhoeff's scheme: 236 has check digit 3. UIDAI's specimen number holds too.
TEST(CheckDigits, HoldForVerhoeffsExample) {
  EXPECT_TRUE(verhoeff_holds("2363"));
  EXPECT_FALSE(verhoeff_holds("2364"));
  EXPECT_TRUE(verhoeff_holds("999941057058"));
}

// ICAO 9303 part 3, appendix A.
TEST(CheckDigits, AgreeWithIcao9303) {
  EXPECT_EQ(icao_check("L898902C3"), '6');
  EXPECT_EQ(icao_check("740812"), '2');
}

// What the standards promise: one wrong digit is always seen.
TEST(CheckDigits, SeeEverySingleWrongDigit) {
  EXPECT_TRUE(rc::check("luhn, mod 11-2, mod 31-3 and verhoeff", [] {
    const std::string id = random_digits(17);
    const std::size_t at = static_cast<std::size_t>(*rc::gen::inRange(0, 17));
    std::string wrong = id;
    wrong[at] = static_cast<char>('0' + (wrong[at] - '0' + *rc::gen::inRange(1, 10)) % 10);
    RC_ASSERT(gb11643_check(id) != gb11643_check(wrong));
    RC_ASSERT(gb32100_check(id) != gb32100_check(wrong));
    for (char c = '0'; c <= '9'; ++c) RC_ASSERT(!(luhn_holds(id + c) && luhn_holds(wrong + c)));
    for (char c = '0'; c <= '9'; ++c) RC_ASSERT(!(verhoeff_holds(id + c) && verhoeff_holds(wrong + c)));
  }));
}

}  // namespace
}  // namespace tidegate
