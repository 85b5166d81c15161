#include "tidegate/classify/cell_inspector.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tidegate/classify/contact_validators.h"

namespace tidegate {
namespace {

using enum ValueKind;

bool is(std::string_view cell, ValueKind kind) { return inspect_cell(cell).valid.has(kind); }

TEST(Cell, IsReadAsWhatItIs) {
  const struct {
    const char* cell;
    ValueKind kind;
  } cases[] = {
      {"11010519491231002X", kCnResidentId},
      {"110105 19491231 002X", kCnResidentId},
      {"008613812345678", kCnMobile},
      {"013812345678", kCnMobile},
      {"110105491231002", kCnResidentId15},
      {"810000199408230021", kCnResidencePermit},
      {"E12345678", kCnPassport},
      {"TK1234567", kPassport},
      {"H12345678", kCnHkMoPermit},
      {"T12345678", kCnTwPermit},
      {"A123456(3)", kHkId},
      {"A1234563", kHkId},
      {"1234567(8)", kMacaoId},
      {"A123456789", kTwId},
      {"123-45-6789", kUsSsn},
      {"S1234567D", kOtherNationalId},
      {"军字第12345678号", kCnMilitaryId},
      {"13800138000", kCnMobile},
      {"+86 13800138000", kCnMobile},
      {"138-0013-8000", kCnMobile},
      {"010-62345678", kCnPhone},
      {"01062345678", kCnPhone},
      {"0571-86549021转813", kCnPhone},
      {"+1 590-452-6562", kForeignPhone},
      {"a.b@c.com", kEmail},
      {"wxid_4qzkjavs4w2kr5", kWechatId},
      {"301400", kCnPostcode},
      {"10.0.0.1", kIpv4},
      {"2001:db8::1", kIpv6},
      {"0C:6F:FB:B1:7E:DD", kMac},
      {"490154203237518", kImei},
      {"460001234567890", kImsi},
      {"89860619485124720679", kIccid},
      {"04edf750-4f27-9e60-ff2c-8cb18e38612a", kUuid},
      {"4111111111111111", kCard},
      {"4111 1111 1111 1111", kCard},
      {"GB29NWBK60161331926819", kIban},
      {"GB29 NWBK 6016 1331 9268 19", kIban},
      {"DEUTDEFF", kSwiftBic},
      {"粤B12345", kPlate},
      {"京A·12345", kPlate},
      {"1M8GDM9AXKP042788", kVin},
      {"91350100M000100Y43", kUscc},
      {"D2143569-X", kOrgCode},
      {"6909012149087", kEan},
      {"AKIAIOSFODNN7EXAMPL2", kApiKey},
      {"mysql://app:Tide#6972$@db3:3306", kConnString},
      {"2024-01-31", kDate},
      {"2024年1月31日", kDate},
      {"20240131", kCompactDate},
      {"2024-01-31 23:59:59", kDateTime},
      {"2024-01-31T23:59:59Z", kDateTime},
      {"2024-01-31T23:59:59", kDateTime},
      {"23:59", kTime},
      {"1735660800166", kEpoch},
      {"42", kInteger},
      {"-42", kInteger},
      {"3.14", kDecimal},
      {"1,234.50", kMoney},
      {"¥12.50", kMoney},
      {"93.4%", kPercent},
      {"31.27182", kLatitude},
      {"121.58589", kLongitude},
      {"29°35′59.51256″", kLatitude},
      {"121.456318,31.213001", kCoordinatePair},
      {"K83.7", kIcd10},
      {"K28", kIcd10},
      {"https://a.example/b", kUrl},
      {"/data/face/1.jpg", kPath},
      {"76090f2a09a8aaa27d6220f3d2dfab91", kHexHash},
      {"1.2.3", kVersion},
      {"true", kBoolean},
      {"是", kBoolean},
      {"139****2877", kMasked},
  };
  for (const auto& c : cases) EXPECT_TRUE(is(c.cell, c.kind)) << c.cell << " " << to_string(c.kind);
}

TEST(Cell, HasOneAlphabet) {
  EXPECT_EQ(inspect_cell("123").alphabet, Alphabet::kDigits);
  EXPECT_EQ(inspect_cell("-1.5").alphabet, Alphabet::kNumeric);
  EXPECT_EQ(inspect_cell("abc").alphabet, Alphabet::kLatin);
  EXPECT_EQ(inspect_cell("a1").alphabet, Alphabet::kAlnum);
  EXPECT_EQ(inspect_cell("a b").alphabet, Alphabet::kLatinText);
  EXPECT_EQ(inspect_cell("王小明").alphabet, Alphabet::kCjk);
  EXPECT_EQ(inspect_cell("阿依古丽·买买提").alphabet, Alphabet::kCjk);
  EXPECT_EQ(inspect_cell("王1").alphabet, Alphabet::kCjkMixed);
  EXPECT_EQ(inspect_cell("Müller").alphabet, Alphabet::kOther);
}

TEST(Cell, NarrowsFullWidthForms) {
  EXPECT_TRUE(is("１３８００１３８０００", kCnMobile));
  EXPECT_EQ(half_width("ＡＢ１２"), "AB12");
  EXPECT_EQ(half_width("电话１２"), "");
  EXPECT_EQ(half_width("12"), "");
}

TEST(Cell, SeesIdsThatASpreadsheetRounded) {
  EXPECT_TRUE(inspect_cell("110105194912310000").is_truncated_id);
  EXPECT_TRUE(inspect_cell("1.10105E+17").is_truncated_id);
  EXPECT_FALSE(inspect_cell("11010519491231002X").is_truncated_id);
}

TEST(Cell, SaysWhichWordsMeanNothing) {
  for (const char* cell : {"NULL", "null", "N/A", "-", "\\N", "None", "nan", "不详", "/", "—", "#N/A"}) {
    EXPECT_TRUE(may_be_null_word(cell) && is_null_word(cell)) << cell;
  }
  for (const char* cell : {"无", "no", "0", "名", "男", "-1"})
    EXPECT_FALSE(may_be_null_word(cell) && is_null_word(cell)) << cell;
}

TEST(Cell, ReadsTheNumber) {
  EXPECT_EQ(inspect_cell("1234567.891").number.micro, 1'234'567'891'000);
  EXPECT_EQ(inspect_cell("-0.5").number.micro, -500'000);
  EXPECT_EQ(inspect_cell("0012").number.has_leading_zero, true);
  EXPECT_FALSE(inspect_cell("1-2").number.is_number);
  EXPECT_EQ(inspect_cell("999999999999999999").number.micro, inspect_cell("99999999999999").number.micro)
      << "saturated";
}

// The two ways to read a plain number, and the two ways to read an address, agree.
TEST(Cell, ShortWaysAgreeWithTheValidators) {
  EXPECT_TRUE(rc::check("numbers", [] {
    const auto digits = *rc::gen::container<std::string>(rc::gen::inRange('0', static_cast<char>('9' + 1)));
    RC_PRE((!digits.empty() && digits.size() <= 17));
    const std::size_t point = *rc::gen::inRange<std::size_t>(0, digits.size() + 1);
    const std::string text = digits.substr(0, point) + "." + digits.substr(point);
    const WrittenNumber slow = read_number(text);
    const WrittenNumber fast = read_plain_number(text, point);
    RC_ASSERT(slow.is_number == fast.is_number);
    if (!slow.is_number) return;
    RC_ASSERT(slow.micro == fast.micro);
    RC_ASSERT(slow.places == fast.places && slow.digits == fast.digits &&
              slow.has_leading_zero == fast.has_leading_zero);
  }));
  EXPECT_TRUE(rc::check("addresses", [] {
    const auto text =
        *rc::gen::container<std::string>(rc::gen::element('a', 'Z', '1', '.', '-', '_', '+', '@', '\'', ' '));
    RC_PRE((!text.empty() && text.size() <= 64 && text.front() != ' ' && text.back() != ' '));
    RC_PRE((text.find('@') != std::string::npos &&
            std::string_view{text}.find_first_of("aZ") != std::string_view::npos));
    RC_ASSERT(is(text, kEmail) == (fits_email(text) == Fit::kValid));
  }));
}

// The inline readings of cell_plain.h say what the full reader says.
TEST(Cell, ShortReadingsAgreeWithTheFullOne) {
  EXPECT_TRUE(rc::check("numbers and Chinese words", [] {
    const auto piece = rc::gen::element(
        std::string("0"), std::string("7"), std::string("9"), std::string("123456"), std::string("."),
        std::string("王"), std::string("是"), std::string("口"), std::string("。"), std::string("·"));
    std::string text;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
    RC_PRE((!text.empty() && text.size() <= 64));
    ByteClasses classes;
    const TextPiece whole{0, static_cast<std::uint32_t>(text.size())};
    classify_bytes(Simd::kScalar)(text, &whole, 1, &classes);
    const CellReading quick = inspect_cell(text, classes);
    CellReading full;
    inspect_cell_fully(text, classes, full);
    RC_ASSERT(quick.valid == full.valid && quick.shape == full.shape && quick.alphabet == full.alphabet);
    RC_ASSERT(quick.may_hold_values == full.may_hold_values && quick.is_truncated_id == full.is_truncated_id);
    RC_ASSERT(quick.number.is_number == full.number.is_number);
    if (!quick.number.is_number) return;
    RC_ASSERT(quick.number.micro == full.number.micro && quick.number.places == full.number.places);
    RC_ASSERT(quick.number.has_leading_zero == full.number.has_leading_zero &&
              quick.number.digits == full.number.digits);
  }));
}

// Whatever the bytes: no crash, and nothing is valid and failed at once.
TEST(Cell, OfAnyBytesIsReadWithoutContradiction) {
  EXPECT_TRUE(rc::check("any bytes", [] {
    auto text = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::element('0', '1', '9', 'A', 'x', '.', '-', ':', '@', '(', ')', ' ', '\xE4',
                                        '\xB8', '\xAD', '\xEF', '\xBC', '\x91'),
                       rc::gen::arbitrary<char>()));
    RC_PRE(!text.empty());
    const CellReading reading = inspect_cell(text);
    RC_ASSERT((reading.valid.bits() & reading.shape.bits()) == 0U);
    is_null_word(text);
  }));
}

}  // namespace
}  // namespace tidegate
