#include "tidegate/classify/spans.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

// "type:text" of each span, in order.
std::vector<std::string> spans_of(std::string_view text) {
  const LiteralMatcher literals;
  SpanFinder finder(literals);
  std::u32string points;
  for (std::string_view left = text; !left.empty();) points.push_back(next_code_point(left));
  std::vector<std::string> out;
  for (const FoundSpan& span : finder.find(text)) {
    std::string value;
    for (std::size_t i = span.start; i < span.end; ++i) append_utf8(value, points.at(i));
    out.push_back(span.type + ":" + value);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(Spans, FindChineseIdentifiersAmidText) {
  EXPECT_EQ(spans_of("客户王小明，身份证号码：11010519491231002X，联系电话+86 13812345678。"),
            (Strings{"ID.CN_RESIDENT:11010519491231002X", "CT.MOBILE:+86 13812345678"}));
  EXPECT_EQ(spans_of("电话138-1234-5678或021-61829293"),
            (Strings{"CT.MOBILE:138-1234-5678", "CT.PHONE:021-61829293"}));
  EXPECT_EQ(spans_of("卡号6217 0000 0000 0000 012，车牌京A·D12345"),
            (Strings{"FIN.CARD:6217 0000 0000 0000 012", "VEH.PLATE:京A·D12345"}));
}

TEST(Spans, ReadFullWidthDigits) {
  EXPECT_EQ(spans_of("家长电话１３８１２３４５６７８。"), (Strings{"CT.MOBILE:１３８１２３４５６７８"}));
}

TEST(Spans, FindEnglishIdentifiers) {
  EXPECT_EQ(
      spans_of("Contact x.y@example.com, card 4111 1111 1111 1111, SSN 123-45-6789, call +1 (212) 555-0134."),
      (Strings{"CT.EMAIL:x.y@example.com", "FIN.CARD:4111 1111 1111 1111", "ID.US_SSN:123-45-6789",
               "CT.PHONE:+1 (212) 555-0134"}));
  EXPECT_EQ(spans_of("pay GB29 NWBK 6016 1331 9268 19 from 81.2.69.160"),
            (Strings{"FIN.IBAN:GB29 NWBK 6016 1331 9268 19", "NET.IP:81.2.69.160"}));
}

TEST(Spans, LeaveLookAlikesAlone) {
  for (const char* text :
       {"订单编号202410150001234567，流水号12345678901234567890", "Version 10.4.2.118 fixes it",
        "批次号6225880137024619845", "2024-01-31 10:20:30", "sk-learn and AKIA", "小计1,234.50元",
        "腾讯会议号733-281-4409", "id: 07702406-9130-4afa-abb4-7e11aaaaaaaa",
        "00001a0: e8bb 3492 9475 9083 5242 611f", "1382 5895 067f 455d",
        "max cell rate: 353207.547 cells/sec", "partition=3 offset=13812345678",
        "{\"lsn\":13812345678,\"ok\":true}", "heap used 13812345678 bytes"}) {
    EXPECT_EQ(spans_of(text), Strings{}) << text;
  }
}

TEST(Spans, NumbersOfPersonsAreToldWhateverNamesThem) {
  for (const char* text : {"user_id=13812345678", "\"account\":\"13812345678\"", "sms sent to 13812345678",
                           "13812345678", "客户13812345678", "to: 13812345678", "memo: 13812345678",
                           "consumer=13812345678", "{\"ticket\": \"13812345678\"}", "13812345678 B 座",
                           "call 13812345678 ms li", "text 13812345678 us ok"})
    EXPECT_EQ(spans_of(text), (Strings{"CT.MOBILE:13812345678"})) << text;
}

// A blank parts a number from another one: a room, a year, a month.
TEST(Spans, NumbersStandBesideOtherNumbers) {
  for (const char* before : {"room 1203 ", "1203 ", "2024 ", "10:20:30 ", "7 ", "no. 5501223 "}) {
    for (const char* number : {"138-2245-5678", "138 2245 5678", "+86 138 2245 5678", "13822455678"}) {
      for (const char* behind : {"", ", ok"})
        EXPECT_EQ(spans_of(std::string{before} + number + behind),
                  (Strings{std::string{"CT.MOBILE:"} + number}))
            << before << number;
    }
    for (const char* behind : {"", " 0327"})
      EXPECT_EQ(spans_of(std::string{before} + "4111 1111 1111 1111" + behind),
                (Strings{"FIN.CARD:4111 1111 1111 1111"}))
          << before << behind;
    EXPECT_EQ(spans_of(std::string{before} + "(212) 555-0134"), (Strings{"CT.PHONE:(212) 555-0134"}))
        << before;
  }
  for (const char* text : {"120 1203 4111 1111 1111 1111", "1203 138 2245 5678 9", "1203-138-2245-5678",
                           "1203 138 2245 5678 4500"})
    EXPECT_EQ(spans_of(text), Strings{}) << text;
}

TEST(Spans, FindWhatAWordNames) {
  EXPECT_EQ(spans_of("微信zhong_1990，QQ是2938471056"), (Strings{"CT.IM:zhong_1990", "CT.IM:2938471056"}));
  EXPECT_EQ(spans_of("账号：4000 0212 0920 0456 781"), (Strings{"FIN.ACCOUNT:4000 0212 0920 0456 781"}));
  EXPECT_EQ(spans_of("患者，66岁，女儿3岁2月，父亲八十三岁"),
            (Strings{"DM.AGE:66岁", "DM.AGE:3岁2月", "DM.AGE:八十三岁"}));
  EXPECT_EQ(spans_of("She turned 52 years old; a 79 year old man, a 4-year-old boy"),
            (Strings{"DM.AGE:52", "DM.AGE:79", "DM.AGE:4-year-old"}));
}

TEST(Spans, FindSecrets) {
  EXPECT_EQ(spans_of("password = \"Tide#3683x\""), (Strings{"SEC.PASSWORD:Tide#3683x"}));
  EXPECT_EQ(spans_of("密码：Summer58@x，"), (Strings{"SEC.PASSWORD:Summer58@x"}));
  EXPECT_EQ(spans_of("api_key: AKIAIOSFODNN7EXAMPL2"), (Strings{"SEC.API_KEY:AKIAIOSFODNN7EXAMPL2"}));
  EXPECT_EQ(spans_of("url=mysql://app:Tide#69@db:3306/x"),
            (Strings{"SEC.CONN_STRING:mysql://app:Tide#69@db:3306/x"}));
  EXPECT_EQ(spans_of("mysql -uroot -pAdmin!231 core"), (Strings{"SEC.PASSWORD:Admin!231"}));
  EXPECT_EQ(spans_of("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3"),
            (Strings{"SEC.TOKEN:eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3"}));
  EXPECT_EQ(spans_of("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"),
            (Strings{"SEC.PRIVATE_KEY:-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"}));
  EXPECT_EQ(spans_of("password = ${DB_PASSWORD}; token: YOUR_TOKEN_HERE"), Strings{});
}

// A value is found wherever it stands: text around it moves it, but neither hides nor changes it.
TEST(Spans, MoveWithTheTextBeforeThem) {
  EXPECT_TRUE(rc::check("any length of text before", [] {
    const auto before = *rc::gen::inRange<std::size_t>(0, 300);
    const std::string text = std::string(before, '.') + "号11010519491231002X。";
    const LiteralMatcher literals;
    SpanFinder finder(literals);
    const auto spans = finder.find(text);
    RC_ASSERT(spans.size() == 1U);
    RC_ASSERT(spans[0].start == before + 1 && spans[0].end == before + 19);
  }));
}

TEST(Spans, OfAnyBytesLieInOrderInsideTheText) {
  EXPECT_TRUE(rc::check("any bytes", [] {
    const auto text = *rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::element('1', '3', '8', '0', 'A', 'e', '@', '.', '-', ' ', '(', ')', '+', ':',
                                        '\xE7', '\x94', '\xB5', '\xEF', '\xBC', '\x91'),
                       rc::gen::arbitrary<char>()));
    const LiteralMatcher literals;
    SpanFinder finder(literals);
    std::size_t points = 0;
    for (std::string_view left = text; !left.empty(); ++points) next_code_point(left);
    std::size_t from = 0;
    for (const FoundSpan& span : finder.find(text)) {
      RC_ASSERT(span.start >= from && span.start < span.end && span.end <= points);
      from = span.end;
    }
  }));
}

}  // namespace
}  // namespace tidegate
