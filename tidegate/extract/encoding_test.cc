#include "tidegate/extract/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/extract/iconv_handle.h"

namespace tidegate {
namespace {

std::string in(const char* encoding, std::string_view utf8) {
  IconvHandle handle(encoding, "UTF-8");
  std::string out(utf8.size() * 4 + 8, '\0');
  const auto step = handle.convert(utf8, out);
  EXPECT_EQ(step.stop, IconvHandle::Stop::kDone) << encoding;
  out.resize(step.produced);
  return out;
}

constexpr const char* kChinese =
    "客户编号,姓名,身份证号,联系电话,家庭住址\n1001,王建国,110101199003078888,13800138000,"
    "北京市海淀区中关村大街1号\n"
    "1002,李秀英,310101198507123456,13900139000,上海市浦东新区张江路88号\n";

TEST(DetectEncoding, ChineseIsToldInEveryEncodingThatIsRead) {
  EXPECT_EQ(detect_encoding(kChinese, true)->encoding, Encoding::kUtf8);
  EXPECT_EQ(detect_encoding(in("GB18030", kChinese), true)->encoding, Encoding::kGb18030);
  EXPECT_EQ(detect_encoding(in("UTF-16LE", kChinese), true)->encoding, Encoding::kUtf16le);
  EXPECT_EQ(detect_encoding(in("UTF-16BE", kChinese), true)->encoding, Encoding::kUtf16be);
}

TEST(DetectEncoding, ByteOrderMarkDecidesAndIsNotText) {
  const auto utf8 = detect_encoding(
      "\xEF\xBB\xBF"
      "a,b\n",
      true);
  EXPECT_EQ(utf8->encoding, Encoding::kUtf8);
  EXPECT_EQ(utf8->bom_bytes, 3U);
  const auto utf16 = detect_encoding("\xFF\xFE" + in("UTF-16LE", "张"), true);
  EXPECT_EQ(utf16->encoding, Encoding::kUtf16le);
  EXPECT_EQ(utf16->bom_bytes, 2U);
  EXPECT_EQ(detect_encoding("\x84\x31\x95\x33"
                            "a",
                            true)
                ->encoding,
            Encoding::kGb18030);
}

TEST(DetectEncoding, SevenBitsAreLeftOpen) {
  EXPECT_EQ(detect_encoding("id,name\n1,x\n", false)->encoding, Encoding::kAscii);
}

TEST(DetectEncoding, SequenceCutByTheSampleIsNoFault) {
  const std::string text = kChinese;
  for (std::size_t n = text.size() - 8; n < text.size(); ++n) {
    EXPECT_EQ(detect_encoding(text.substr(0, n), false)->encoding, Encoding::kUtf8) << n;
  }
}

TEST(DetectEncoding, FewFaultsInUtf8AreFaultsInUtf8) {
  std::string text = kChinese;
  text[text.find("王")] = 'x';
  EXPECT_EQ(detect_encoding(text, true)->encoding, Encoding::kUtf8);
}

// Text of encodings that look alike is refused, not guessed.
TEST(DetectEncoding, OtherEncodingsAreUndecidedAndSayHowToForceThem) {
  const struct {
    const char* encoding;
    const char* text;
  } cases[] = {
      {"CP1252", "Kunde;Straße;Größe\nMüller;Königsallee 5;groß\nJürgen Bößner;Lindenstraße 8;mäßig\n"},
      {"CP1252", "prénom,rue,ville\nHélène,rue de l'Église,Orléans\nFrançois,allée des Érables,Besançon\n"},
      {"BIG5", "客戶編號,姓名,電話\n1,陳怡君,0912345678\n2,林志明,0922333444\n備註,請於三日內回覆,謝謝\n"},
      {"SHIFT_JIS",
       "氏名,住所,電話\n山田太郎,東京都千代田区丸の内,03-1234-5678\n鈴木花子,大阪府大阪市北区,06-1234-"
       "5678\n"},
      {"EUC-JP",
       "氏名,住所,電話\n山田太郎,東京都千代田区丸の内のビル,03-1234-5678\nこれはテストのデータです\n"},
      {"EUC-KR",
       "이름,주소,전화번호\n김철수,서울특별시 강남구 테헤란로,02-1234-5678\n이영희,부산광역시 "
       "해운대구,051-123-4567\n"},
      {"KOI8-R",
       "имя,адрес,телефон\nИван Петров,Москва улица Ленина,84951234567\nАнна Иванова,Казань "
       "проспект,8432123\n"},
  };
  for (const auto& c : cases) {
    std::string text;
    for (int i = 0; i < 9; ++i) text += c.text;  // enough for every count
    const auto verdict = detect_encoding(in(c.encoding, text), true);
    ASSERT_FALSE(verdict) << c.encoding << " was taken for " << encoding_name(verdict->encoding);
    EXPECT_EQ(verdict.error().code, ErrorCode::kMalformed);
    EXPECT_THAT(verdict.error().what, ::testing::HasSubstr("--encoding")) << c.encoding;
    EXPECT_THAT(verdict.error().what_zh, ::testing::HasSubstr("--encoding"));
  }
}

TEST(DetectEncoding, OctetsThatNoTextHasAreNoText) {
  std::string octets;
  for (std::uint32_t i = 0, x = 7; i < 3'000; ++i)
    octets += static_cast<char>((x = x * 1'664'525 + 1'013'904'223) >> 24U);
  const auto verdict = detect_encoding(octets, true);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(verdict.error().what, ::testing::StartsWith("it is no text"));
  EXPECT_THAT(verdict.error().what_zh, ::testing::StartsWith("这不是文本"));
}

// Words of a trade hold few of the commonest characters.
TEST(DetectEncoding, ChineseOfATradeIsTold) {
  const std::string rows =
      "毛飞昊,肿瘤科,甲状腺结节,二甲双胍缓释片,空腹血糖,蒋婷\n丁浩然,呼吸内科,乳腺恶性肿瘤,艾司西酞普兰片,"
      "白细胞计数,谢峰昊\n黎勇,消化科,慢性萎缩性胃炎,雷贝拉唑肠溶片,糖化血红蛋白,雷波\n"
      "孔祥雯,骨伤科,腰椎间盘突出,塞来昔布胶囊,肌酐,梁颖\n";
  const auto verdict = detect_encoding(in("GB18030", rows), true);
  ASSERT_TRUE(verdict) << verdict.error().what;
  EXPECT_EQ(verdict->encoding, Encoding::kGb18030);
}

TEST(DetectEncoding, ShortChineseIsToldToo) {
  for (const char* text : {"姓名,电话\n", "部门\n财务部\n", "编号,城市\n1,上海\n"}) {
    const auto verdict = detect_encoding(in("GB18030", text), true);
    ASSERT_TRUE(verdict) << text;
    EXPECT_EQ(verdict->encoding, Encoding::kGb18030);
  }
}

TEST(DetectEncoding, Utf32IsNamedAndRefused) {
  const auto verdict = detect_encoding(std::string("\xFF\xFE\0\0a\0\0\0", 8), true);
  ASSERT_FALSE(verdict);
  EXPECT_THAT(verdict.error().what, ::testing::HasSubstr("UTF-32"));
}

TEST(ForceEncoding, MarkThatSaysAnotherIsAnError) {
  EXPECT_TRUE(force_encoding(Encoding::kGb18030, "abc"));
  EXPECT_EQ(force_encoding(Encoding::kUtf8,
                           "\xEF\xBB\xBF"
                           "a")
                ->bom_bytes,
            3U);
  EXPECT_FALSE(force_encoding(Encoding::kGb18030,
                              "\xEF\xBB\xBF"
                              "a"));
  EXPECT_FALSE(force_encoding(Encoding::kUtf16be,
                              "\xFF\xFE"
                              "a"));
  // Two octets that are ordinary letters in Windows-1252.
  EXPECT_EQ(force_encoding(Encoding::kWindows1252,
                           "\xFF\xFE"
                           "a")
                ->bom_bytes,
            0U);
}

TEST(EncodingNamed, UnderstandsWhatPeopleWrite) {
  EXPECT_EQ(encoding_named("UTF-8"), Encoding::kUtf8);
  EXPECT_EQ(encoding_named("gbk"), Encoding::kGb18030);
  EXPECT_EQ(encoding_named("Big5"), Encoding::kBig5);
  EXPECT_EQ(encoding_named("klingon"), std::nullopt);
  EXPECT_EQ(encoding_name(Encoding::kAscii), "utf-8");
}

}  // namespace
}  // namespace tidegate
