#include "tidegate/extract/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/collect.h"
#include "tidegate/extract/iconv_handle.h"

namespace tidegate {
namespace {

std::string in(const char* encoding, std::string_view utf8) {
  IconvHandle handle(encoding, "UTF-8");
  std::string out(utf8.size() * 4 + 8, '\0');
  out.resize(handle.convert(utf8, out).produced);
  return out;
}

struct Reading {
  std::string text;
  Encoding encoding = Encoding::kAscii;
  std::vector<Text> notes;
};

Result<Reading> read(std::string_view bytes, std::size_t step = 1 << 20, std::size_t room = 4096,
                     std::optional<Encoding> forced = std::nullopt) {
  SlowSource raw(bytes, step);
  auto source = TextSource::open(raw, forced, "f", 4096);
  if (!source) return fail(source.error());
  Reading reading;
  std::string buffer(room, '\0');
  for (;;) {
    const auto n = (*source)->read(buffer);
    if (!n) return fail(n.error());
    if (*n == 0) break;
    reading.text.append(buffer, 0, *n);
  }
  reading.encoding = (*source)->encoding();
  reading.notes = (*source)->notes();
  return reading;
}

std::string long_chinese() {
  std::string text = "编号,姓名\n";
  for (int i = 0; i < 3'000; ++i) text += std::to_string(i) + ",王小明住在北京市\n";
  return text;
}

TEST(TextSource, EveryEncodingGivesTheSameText) {
  const std::string text = long_chinese();
  for (const char* encoding : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
    const auto reading = read(in(encoding, text));
    ASSERT_TRUE(reading) << encoding << ": " << reading.error().what;
    EXPECT_EQ(reading->text, text) << encoding;
    EXPECT_TRUE(reading->notes.empty());
  }
}

TEST(TextSource, ForcedEncodingsAreReadWithIconv) {
  const std::string text = "Müller;Königsallee 5\n";
  const auto reading = read(in("CP1252", text), 3, 64, Encoding::kWindows1252);
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->text, text);
  const std::string korean = "이름,주소\n김철수,서울특별시\n";
  EXPECT_EQ(read(in("CP949", korean), 1, 64, Encoding::kEucKr)->text, korean);
}

TEST(TextSource, InvalidUtf8IsReplacedAndCounted) {
  const auto reading = read(
      "张三,\xFF\xC0"
      "abc,李四王五赵六钱七孙八周九吴十郑一王二冯三陈四褚五卫六蒋七沈八韩九\n");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->text,
            "张三,\uFFFD\uFFFDabc,李四王五赵六钱七孙八周九吴十郑一王二冯三陈四褚五卫六蒋七沈八韩九\n");
  ASSERT_EQ(reading->notes.size(), 1U);
  EXPECT_THAT(reading->notes[0].en, ::testing::HasSubstr("2 octets"));
}

TEST(TextSource, SequenceCutByTheEndIsReplaced) {
  const auto reading = read("张三李四王五赵六钱七孙八周九吴十郑一王二\xE5\xBC", 1 << 20, 64, Encoding::kUtf8);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->text.ends_with("二\uFFFD\uFFFD"));
}

TEST(TextSource, FileThatChangesItsEncodingIsAnErrorUnlessForced) {
  const std::string text = long_chinese();
  const std::string mixed = text + in("GB18030", text);
  const auto reading = read(mixed);
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(reading.error().what, ::testing::HasSubstr("mix"));
  EXPECT_TRUE(read(mixed, 1 << 20, 4096, Encoding::kUtf8));
}

TEST(TextSource, NonAsciiLateInTheFileIsRecognisedThereAndNoted) {
  std::string ascii;
  for (int i = 0; i < 2'000; ++i) ascii += "row," + std::to_string(i) + "\n";
  const auto gb = read(ascii + in("GB18030", "备注,王小明住在北京市海淀区\n"));
  ASSERT_TRUE(gb);
  EXPECT_EQ(gb->encoding, Encoding::kGb18030);
  EXPECT_TRUE(gb->text.ends_with("备注,王小明住在北京市海淀区\n"));
  ASSERT_EQ(gb->notes.size(), 1U);
  EXPECT_THAT(gb->notes[0].en, ::testing::HasSubstr("ASCII"));

  const auto utf8 = read(ascii + "备注\n");
  ASSERT_TRUE(utf8);
  EXPECT_EQ(utf8->encoding, Encoding::kUtf8);
  EXPECT_TRUE(utf8->notes.empty());

  const auto undecided = read(ascii + in("CP1252", "Müller, Größe\n"));
  ASSERT_FALSE(undecided);
  EXPECT_EQ(undecided.error().where, "f:byte " + std::to_string(ascii.size() + 1));
}

TEST(TextSource, NulCharactersAreNoted) {
  const auto reading = read(std::string("a,b\0c\nd,\0\n", 10));
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->text.size(), 10U);
  ASSERT_EQ(reading->notes.size(), 1U);
  EXPECT_THAT(reading->notes[0].en, ::testing::HasSubstr("2 NUL"));
}

TEST(TextSource, CancelledSourcePassesThrough) {
  class Cancelled final : public ByteSource {
   public:
    Result<std::size_t> read(std::span<char>) override {
      return fail({ErrorCode::kCancelled, "stop", "there"});
    }
  } raw;
  const auto source = TextSource::open(raw, std::nullopt, "f", 4096);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(source.error().where, "there");
}

RC_GTEST_PROP(TextSourceProperty, SameTextAndFaultsHoweverTheSourceCutsItsReads, ()) {
  const auto pieces = *rc::gen::scale(8.0, rc::gen::container<std::vector<std::string>>(
                                               rc::gen::weightedElement<std::string>({{8, "abc,"},
                                                                                      {8, "张三"},
                                                                                      {4, "😀"},
                                                                                      {1, "\xFF"},
                                                                                      {1, "\xE5"},
                                                                                      {1, "\xE5\xBC"},
                                                                                      {1, "\xF0\x9F"},
                                                                                      {1, "\x80"},
                                                                                      {4, "\n"}})));
  std::string bytes;
  for (const std::string& piece : pieces) bytes += piece;
  const std::size_t step = *rc::gen::inRange<std::size_t>(1, 200);
  const std::size_t room = *rc::gen::inRange<std::size_t>(64, 200);
  const auto reading = read(bytes, step, room, Encoding::kUtf8);
  RC_ASSERT(reading.has_value());
  RC_ASSERT(reading->text == valid_utf8(bytes));
}

}  // namespace
}  // namespace tidegate
