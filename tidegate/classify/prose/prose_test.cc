#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstring>

#include "tidegate/classify/prose/prose_columns.h"
#include "tidegate/classify/prose/prose_tagger.h"
#include "tidegate/classify/spans.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const ProseModels& models() {
  static const std::string zh = model_file("prose/zh.bin");
  static const std::string en = model_file("prose/en.bin");
  static const ProseModels all = [] {
    auto parsed = ProseModels::parse(zh, en);
    EXPECT_TRUE(parsed.has_value());
    return *parsed;
  }();
  return all;
}

std::vector<std::string> found(std::string_view text, Simd simd = best_simd()) {
  ProseTagger tagger(models(), simd);
  std::vector<FoundProse> spans;
  tagger.find(text, spans);
  std::vector<std::string> out;
  for (const FoundProse& span : spans)
    out.push_back(std::string(type_code(span.type)) + ":" +
                  std::string(text.substr(span.begin, span.end - span.begin)));
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<ProseUnit> units;
  cut_prose(text, 0, text.size(), true, units, nullptr);
  std::vector<std::string> out;
  for (const ProseUnit& unit : units) out.emplace_back(text.substr(unit.begin, unit.end - unit.begin));
  return out;
}

TEST(ProseUnits, AreCharactersWordsNumbersAndMarks) {
  EXPECT_THAT(words_of("找Grace，电话138 ok"),
              ElementsAre("找", "Grace", "，", "电", "话", "138", " ", "ok"));
  EXPECT_THAT(words_of("Zoë O'Brien\n12号"), ElementsAre("Zoë", " ", "O", "'", "Brien", "\n", "12", "号"));
  EXPECT_THAT(words_of("\xFF\xE4"), ElementsAre("\xFF", "\xE4"));
}

TEST(ProseUnits, FoldWidthCaseAndTraditionalForms) {
  const auto word = [](std::string_view text) {
    std::vector<ProseUnit> units;
    cut_prose(text, 0, text.size(), true, units, models().chinese.fold());
    return units.at(0).word;
  };
  EXPECT_EQ(word("ＡＢ"), word("ab"));
  EXPECT_EQ(word("，"), word(","));
  EXPECT_EQ(word("張"), word("张"));
  EXPECT_EQ(word("１２"), word("12"));
}

TEST(ProseUnits, AWordIsTheSameHoweverItIsRead) {
  const auto unit = [](std::string_view text) {
    std::vector<ProseUnit> units;
    cut_prose(text, 0, text.size(), true, units, nullptr);
    return units.at(0);
  };
  // The last letter in full width keeps the word from being read by bytes.
  for (const auto& [bytes, wide] :
       std::vector<std::pair<std::string, std::string>>{{"Ab", "Aｂ"},
                                                        {"McDonald", "McDonalｄ"},
                                                        {"University", "Universitｙ"},
                                                        {"ABCDEFGHIJKLMNOPQ", "ABCDEFGHIJKLMNOPＱ"}}) {
    EXPECT_EQ(unit(bytes).word, unit(wide).word);
    EXPECT_EQ(unit(bytes).affix, unit(wide).affix);
    EXPECT_EQ(unit(bytes).shape, unit(wide).shape);
    EXPECT_EQ(unit(bytes).word, unit(bytes + " and more text").word);
  }
  EXPECT_NE(unit("abc").word, unit("abcd").word);
}

TEST(ProseTagger, FindsWhatNoFormTells) {
  EXPECT_THAT(found("收件人王晓明，地址杭州市西湖区文三路478号3幢201室"),
              ElementsAre("ID.NAME:王晓明", "CT.ADDRESS:杭州市西湖区文三路478号3幢201室"));
  EXPECT_THAT(found("患者李秀英，诊断为高血压，长期服用硝苯地平"),
              ElementsAre("ID.NAME:李秀英", "MED.DIAGNOSIS:高血压", "MED.MEDICATION:硝苯地平"));
  EXPECT_THAT(found("Please ship to 3380 Logan Street, Austin, TX 78701, attention Noa Alvarado."),
              ElementsAre("CT.ADDRESS:3380 Logan Street, Austin, TX 78701", "ID.NAME:Noa Alvarado"));
  EXPECT_THAT(found("系统将于今晚升级，请提前保存"), IsEmpty());
  EXPECT_THAT(found("The server returned 12 errors overnight."), IsEmpty());
}

TEST(ProseTagger, NamesBeginBehindTitles) {
  EXPECT_THAT(found("Please call Dr. Priscilla Okonkwo about the report."),
              ElementsAre("ID.NAME:Priscilla Okonkwo"));
  EXPECT_THAT(found("Patient Rowena Castell was admitted with asthma."), Contains("ID.NAME:Rowena Castell"));
}

// A house number stands once in an address: two tell of a record that keeps its parts in fields of their own.
TEST(ProseTagger, TwoNumbersPartAnAddress) {
  EXPECT_THAT(found("Helga Brandt lives at 40213 Lindenweg 17, Augsburg"),
              ElementsAre("ID.NAME:Helga Brandt", "CT.ADDRESS:40213", "CT.ADDRESS:Lindenweg 17",
                          "GEN.PLACE:Augsburg"));
  EXPECT_THAT(found("Helga Brandt lives at Lindenweg 17, 86150 Augsburg"),
              ElementsAre("ID.NAME:Helga Brandt", "CT.ADDRESS:Lindenweg 17, 86150 Augsburg"));
}

TEST(ProseTagger, ReadsEachLineInItsLanguage) {
  const auto all = found("收件人：王晓明\nDear Mr Ashworth,\nThank you for the report.\n联系人：李建国\n");
  EXPECT_THAT(all, ElementsAre("ID.NAME:王晓明", "ID.NAME:Ashworth", "ID.NAME:李建国"));
}

TEST(ProseTagger, EveryKernelFindsTheSame) {
  rc::check("plain and SIMD", [] {
    static const std::vector<std::string> kPieces = {
        "王晓明",       "李",     "欧阳若兰", "，",       "地址",
        "浙江省杭州市", "文三路", "12",       "号",       "室",
        "Dr ",          "Anna ",  "Smith",    " at ",     "Acme Ltd",
        "\n",           "。",     "诊断",     "糖尿病",   "\xFF",
        "１３８",       "北京",   "银行",     "有限公司", " 10 Main Street, Austin "};
    std::string text;
    const auto picks =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, kPieces.size()));
    for (const std::size_t pick : picks) text += kPieces[pick];
    RC_ASSERT(found(text, Simd::kScalar) == found(text, Simd::kAvx2));
    RC_ASSERT(found(text, Simd::kScalar) == found(text, Simd::kAvx512));
  });
}

TEST(ProseTagger, PartsOfALongTextCoverItWithoutOverlap) {
  std::string text;
  while (text.size() < 40'000)
    text += text.size() % 3 == 0 ? "客户王晓明来电反映漏水，" : "no end of words here ";
  std::size_t at = 0;
  while (at < text.size()) {
    const ProsePart part = next_prose_part(text, at);
    ASSERT_EQ(part.begin, at);
    ASSERT_GT(part.end, at);
    ASSERT_LE(part.end - part.begin, 6'000U);
    ASSERT_TRUE(part.end == text.size() || (static_cast<unsigned char>(text[part.end]) & 0xC0) != 0x80);
    at = part.end;
  }
  EXPECT_EQ(at, text.size());
}

ColumnFeatures texts(const std::vector<std::string>& cells) {
  ColumnFeatures column;
  for (const std::string& cell : cells) {
    column.sample.push_back({column.sample.size(), cell, static_cast<std::uint32_t>(cell.size())});
    column.total_length += cell.size();
    ++column.non_empty;
  }
  return column;
}

TEST(ProseColumns, CountsTheCellsReadThatHoldANameOrAnAddress) {
  TableFeatures table;
  table.columns = {
      texts({"客户王晓明来电，地址杭州市西湖区文三路478号3幢201室", "已回访，无异议", "联系李建国确认"}),
      texts({"王晓明", "李建国"}), texts({"request 1a3dc138-9c33-4db5-ae23-590d7afa3763 done in 2449 ms"})};
  std::vector<ColumnProfile> columns(3);
  columns[0].type = columns[2].type = "GEN.TEXT";
  columns[0].in_text = {{"CT.MOBILE", 1}};
  columns[1].type = "ID.NAME";
  const ProseRead read = read_prose_columns(table, models(), columns);
  ASSERT_EQ(columns[0].in_text.size(), 3U);
  EXPECT_EQ(columns[0].in_text[0].type, "ID.NAME");
  EXPECT_EQ(columns[0].in_text[0].cells, 2U);
  EXPECT_EQ(columns[0].in_text[2].type, "CT.ADDRESS");
  EXPECT_THAT(columns[1].in_text, IsEmpty());
  EXPECT_THAT(columns[2].in_text, IsEmpty());
  EXPECT_EQ(read.cells_read, 4U);
  EXPECT_EQ(read.bytes_read, read.bytes);
}

TEST(ProseColumns, LeavesOutWhatIsRare) {
  std::vector<std::string> cells(200, "已回访，无异议");
  cells[7] = "客户王晓明来电";
  TableFeatures table;
  table.columns = {texts(cells)};
  std::vector<ColumnProfile> columns(1);
  columns[0].type = "GEN.TEXT";
  read_prose_columns(table, models(), columns);
  EXPECT_THAT(columns[0].in_text, IsEmpty());
}

ProseModelParts small_parts() {
  ProseModelParts parts;
  parts.is_chinese = true;
  std::array<std::int8_t, kProseStates> row{};
  for (std::uint64_t key = 1; key < 500; ++key) {
    row[key % kProseStates] = static_cast<std::int8_t>(key % 100);
    parts.features.push_back({prose_mix(7, key), key % 2 == 0 ? 5U : 1U, {}});
    parts.features.back().rows.assign(key % 2 == 0 ? 2 : 1, row);
  }
  parts.lexicon = {{{0x738B, 0x4E94}, 3}, {{0x738B}, 1}};
  return parts;
}

TEST(ProseModel, ReadsBackWhatWasWritten) {
  const ProseModelParts parts = small_parts();
  const std::string bytes = write_prose_model(parts);
  const auto model = ProseModel::parse(bytes, "small");
  ASSERT_TRUE(model.has_value());
  std::vector<ProseAsked> asked = {{12345, 0}};  // no feature's
  for (const auto& feature : parts.features)
    asked.push_back({feature.key, static_cast<std::uint32_t>(asked.size())});
  std::vector<ProseAdd> adds(asked.size());
  ASSERT_EQ(model->find(asked, adds.data()), parts.features.size());
  for (std::size_t k = 0; k < parts.features.size(); ++k) {
    const auto& feature = parts.features[k];
    ASSERT_EQ(adds[k].mask, feature.mask);
    ASSERT_EQ(adds[k].place, k + 1);
    for (std::size_t i = 0; i < feature.rows.size(); ++i)
      ASSERT_EQ(0, std::memcmp(model->rows() + (adds[k].first + i) * kProseStates, feature.rows[i].data(),
                               kProseStates));
  }
  EXPECT_EQ(write_prose_model(small_parts()), bytes);
}

TEST(ProseModel, RefusesWhatIsNotWhole) {
  const std::string bytes = write_prose_model(small_parts());
  EXPECT_FALSE(ProseModel::parse("", "empty").has_value());
  EXPECT_FALSE(ProseModel::parse(std::string_view(bytes).substr(0, bytes.size() - 1), "cut").has_value());
  std::string damaged = bytes;
  damaged[0] = 'X';
  EXPECT_EQ(ProseModel::parse(damaged, "magic").error().code, ErrorCode::kMalformed);
  std::string beyond = bytes;
  for (std::size_t i = 96; i < 2'000; i += 8) beyond[i + 7] = '\x7F';
  EXPECT_FALSE(ProseModel::parse(beyond, "rows").has_value());
}

TEST(ProsePath, TakesTheBestWholeSpans) {
  constexpr std::size_t kUnits = 4;
  std::vector<std::int16_t> sums(kUnits * kProseStates, -50);
  for (std::size_t i = 0; i < kUnits; ++i) sums[i * kProseStates + 31] = 0;  // outside
  sums[1 * kProseStates + 0] = 40;                                           // a name begins
  sums[2 * kProseStates + 8] = 5;                                            // goes on
  sums[3 * kProseStates + 16] = 1;                                           // and ends
  std::vector<ProseSpan> spans;
  ProsePath path;
  path.find(sums.data(), kUnits, spans);
  EXPECT_THAT(spans, ElementsAre(ProseSpan{1, 4, ProseType::kName}));
  // What never ends is no span.
  for (std::size_t i = 0; i < kUnits; ++i) sums[i * kProseStates + 16] = -8'000;
  spans.clear();
  path.find(sums.data(), kUnits, spans);
  EXPECT_THAT(spans, IsEmpty());
}

TEST(ProsePath, EveryKernelTakesTheSameWay) {
  rc::check("plain and SIMD", [] {
    const auto sums = *rc::gen::container<std::vector<std::int16_t>>(40 * kProseStates,
                                                                     rc::gen::inRange<std::int16_t>(-9, 10));
    std::vector<ProseSpan> plain;
    std::vector<ProseSpan> fast;
    ProsePath{Simd::kScalar}.find(sums.data(), 40, plain);
    ProsePath{best_simd()}.find(sums.data(), 40, fast);
    RC_ASSERT(plain == fast);
  });
}

TEST(SpanFinder, ACheckDigitGoesBeforeWhatWasLearnt) {
  const LiteralMatcher literals;
  SpanFinder finder(literals, &models());
  std::vector<std::string> types;
  for (const FoundSpan& span : finder.find("客户王晓明，身份证110101199003070310，电话13800138001"))
    types.push_back(span.type);
  EXPECT_THAT(types, ElementsAre("ID.NAME", "ID.CN_RESIDENT", "CT.MOBILE"));
  EXPECT_THAT(SpanFinder(literals).find("客户王晓明"), IsEmpty());
}

std::vector<std::string> found_all(std::string_view text) {
  static const LiteralMatcher literals;
  SpanFinder finder(literals, &models());
  std::vector<std::string> out;
  for (const FoundSpan& span : finder.find(text))
    out.push_back(span.type + ":" + std::string(text.substr(span.start, span.end - span.start)));
  return out;
}

// ASCII texts only: spans count characters.
TEST(SpanFinder, TakesEnglishNumbersByTheWordThatNamesThem) {
  EXPECT_THAT(found_all("They're not answering at 085 175 7641"), Contains("CT.PHONE:085 175 7641"));
  EXPECT_THAT(found_all("call me on (64) 3591-3246?"), Contains("CT.PHONE:(64) 3591-3246"));
  EXPECT_THAT(found_all("Desk: 463-612-6138x036"), Contains("CT.PHONE:463-612-6138x036"));
  EXPECT_THAT(found_all("the limit of card 675984103431?"), Contains("FIN.CARD:675984103431"));
  EXPECT_THAT(found_all("my driver's license number is F162823540116"), Contains("ID.DRIVER:F162823540116"));
  EXPECT_THAT(found_all("Honda Jazz CX65 OWP, new clutch"), Contains("VEH.PLATE:CX65 OWP"));
  EXPECT_THAT(found_all("My father retired at the age of 66"), Contains("DM.AGE:66"));
  EXPECT_THAT(found_all("the pipeline 3.4.11.2 failed"), IsEmpty());
  EXPECT_THAT(found_all("Invoice 4471 of 12 boxes, 3.5 kg each, total 1024"), IsEmpty());
}

}  // namespace
}  // namespace tidegate
