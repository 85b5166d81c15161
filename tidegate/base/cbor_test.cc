#include "tidegate/base/cbor.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"

namespace tidegate {
namespace {

std::string hex_of(const Cbor& value) {
  const std::string bytes = write_cbor(value);
  return hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}
Result<Cbor> read_hex(const std::string& digits, const CborLimits& limits = {}) {
  return read_cbor(bytes_of_hex(digits), "f", limits);
}

// RFC 8949, appendix A, of what this form has.
TEST(Cbor, WritesTheVectorsOfTheStandard) {
  const std::pair<Cbor, const char*> vectors[] = {
      {Cbor::integer(0), "00"},
      {Cbor::integer(23), "17"},
      {Cbor::integer(24), "1818"},
      {Cbor::integer(100), "1864"},
      {Cbor::integer(1000), "1903e8"},
      {Cbor::integer(1'000'000), "1a000f4240"},
      {Cbor::integer(1'000'000'000'000), "1b000000e8d4a51000"},
      {Cbor::integer(18'446'744'073'709'551'615U), "1bffffffffffffffff"},
      {Cbor::negative(-1), "20"},
      {Cbor::negative(-10), "29"},
      {Cbor::negative(-100), "3863"},
      {Cbor::negative(-1000), "3903e7"},
      {Cbor::negative(INT64_MIN), "3b7fffffffffffffff"},
      {Cbor::boolean(false), "f4"},
      {Cbor::boolean(true), "f5"},
      {Cbor(), "f6"},
      {Cbor::bytes(""), "40"},
      {Cbor::bytes("\x01\x02\x03\x04"), "4401020304"},
      {Cbor::text(""), "60"},
      {Cbor::text("IETF"), "6449455446"},
      {Cbor::text("水"), "63e6b0b4"},
      {Cbor::array({}), "80"},
      {Cbor::array({Cbor::integer(1), Cbor::array({Cbor::integer(2), Cbor::integer(3)})}), "8201820203"},
      {Cbor::map({}), "a0"},
      {Cbor::map({{Cbor::text("b"), Cbor::array({Cbor::integer(2)})}, {Cbor::text("a"), Cbor::integer(1)}}),
       "a26161016162"
       "8102"},
      {Cbor::tagged(18, Cbor::array({})), "d280"},
  };
  for (const auto& [value, text] : vectors) {
    EXPECT_EQ(hex_of(value), text);
    const auto back = read_hex(text);
    ASSERT_TRUE(back.has_value()) << text;
    EXPECT_EQ(write_cbor(*back), write_cbor(value)) << text;
  }
}

// RFC 8949, 4.2.1: by the octets of the encoded keys.
TEST(Cbor, SortsKeysByTheirOctets) {
  Cbor::Map map;
  for (const Cbor& key :
       {Cbor::text("aa"), Cbor::text("z"), Cbor::negative(-1), Cbor::integer(100), Cbor::integer(10)})
    map.emplace_back(key, Cbor::integer(0));
  EXPECT_EQ(hex_of(Cbor::map(map)),
            "a5"
            "0a00"
            "186400"
            "2000"
            "617a00"
            "62616100");
}

TEST(Cbor, RefusesEveryOtherSpelling) {
  const char* const kOthers[] = {
      "1800",                // 0 in two octets
      "1817",                // 23 in two
      "190018",              // 24 in three
      "1a0000ffff",          // 65,535 in five
      "1b00000000ffffffff",  // 2^32 - 1 in nine
      "3800",
      "5800",
      "7800",
      "9800",
      "b800",
      "d81200",
      "5f4101ff",
      "7f6161ff",
      "9f01ff",
      "bf6161"
      "01ff",  // indefinite
      "ff",
      "1c",
      "fc",
      "f97e00",
      "fa47c35000",
      "fb3ff199999999999a",
      "f7",
      "f0",
      "f814",
      "f8ff",                // floats, undefined, simple values
      "3bffffffffffffffff",  // below -2^63
      "a2616101616102",      // a key twice
      "a2616201616101",      // out of order
      "a1f400",
      "a1410100",
      "a18000",  // keys of other kinds
      "62c328",
      "61ff",  // no UTF-8
      "0000",
      "8100"
      "00",  // octets behind the end
      "",
      "18",
      "41",
      "8101"
      "8",
      "a101",
      "c1",
  };
  for (const char* text : kOthers) {
    const auto value = read_hex(text);
    ASSERT_FALSE(value.has_value()) << text;
    EXPECT_EQ(value.error().code, ErrorCode::kMalformed) << text;
    EXPECT_FALSE(value.error().what_zh.empty()) << text;
  }
}

TEST(Cbor, IsBoundedInDepthItemsAndSize) {
  std::string nested;
  for (int i = 0; i < 16; ++i) nested += "81";
  EXPECT_TRUE(read_hex(nested + "00").has_value());
  EXPECT_EQ(read_hex("81" + nested + "00").error().code, ErrorCode::kLimit);
  EXPECT_EQ(read_hex("83000000", {.items = 3}).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(read_hex("83000000", {.items = 4}).has_value());
  EXPECT_EQ(read_hex("83000000", {.octets = 3}).error().code, ErrorCode::kLimit);
  // A head that claims more than is there costs nothing.
  for (const char* text :
       {"9b00ffffffffffffff", "bb00ffffffffffffff", "5b00ffffffffffffff", "7bffffffffffffffff"})
    EXPECT_EQ(read_hex(text).error().code, ErrorCode::kMalformed) << text;
}

TEST(Cbor, SaysWhereItIsMalformed) { EXPECT_EQ(read_hex("83000062c328").error().where, "f:octet 4"); }

Cbor any_value(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 9 : 6);
  switch (kind) {
    case 0:
      return Cbor::integer(*rc::gen::arbitrary<std::uint64_t>());
    case 1:
      return Cbor::negative(-1 - (*rc::gen::arbitrary<std::int64_t>() & INT64_MAX));
    case 2:
      return Cbor::bytes(*rc::gen::arbitrary<std::string>());
    case 3:
      return Cbor::text(*rc::gen::container<std::string>(rc::gen::inRange<char>('a', 'z')));
    case 4:
      return Cbor::boolean(*rc::gen::arbitrary<bool>());
    case 5:
      return Cbor();
    case 6:
      return Cbor::tagged(*rc::gen::arbitrary<std::uint32_t>(), any_value(depth - 1));
    default:
      break;
  }
  const int count = *rc::gen::inRange(0, 5);
  Cbor::Array items;
  Cbor::Map pairs;
  for (int i = 0; i < count; ++i) {
    items.push_back(any_value(depth - 1));
    pairs.emplace_back(Cbor::integer(static_cast<std::uint64_t>(count - i) * 9), items.back());
  }
  return kind == 7 ? Cbor::array(std::move(items)) : Cbor::map(std::move(pairs));
}

TEST(Cbor, ReadsBackWhatItWrote) {
  EXPECT_TRUE(rc::check([] {
    const std::string bytes = write_cbor(any_value(4));
    const auto back = read_cbor(bytes, "f");
    RC_ASSERT(back.has_value());
    RC_ASSERT(write_cbor(*back) == bytes);
  }));
}

// One octet more or less, or another: never the same value from other octets.
TEST(Cbor, HasOneSpellingForEachValue) {
  EXPECT_TRUE(rc::check([] {
    std::string bytes = write_cbor(any_value(4));
    const std::size_t at = *rc::gen::inRange(std::size_t{0}, bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ *rc::gen::inRange(1, 256));
    const auto back = read_cbor(bytes, "f");
    if (back) RC_ASSERT(write_cbor(*back) == bytes);
  }));
}

TEST(CborReader, KeepsTheFirstFaultAndItsPlace) {
  const Cbor value = Cbor::map({{Cbor::integer(0), Cbor::text("x")},
                                {Cbor::integer(1), Cbor::array({Cbor::integer(5), Cbor::integer(7)})}});
  CborFault fault{"entry", {}};
  const CborReader in(value, fault);
  in.only_below(2);
  EXPECT_EQ(in.member(0).text(1, 1), "x");
  EXPECT_EQ(in.member(1).items(1, 2)[1].integer(), 7U);
  EXPECT_FALSE(in.optional(2).has_value());
  EXPECT_FALSE(in.failed());
  EXPECT_EQ(in.member(1).items()[1].integer(6), 0U);
  EXPECT_EQ(in.member(0).integer(), 0U);
  ASSERT_TRUE(in.failed());
  EXPECT_EQ(fault.first->where, "entry:/1/1");
  EXPECT_EQ(fault.first->what, "is not a whole number from 0 to 6");
}

}  // namespace
}  // namespace tidegate
