#include "tidegate/extract/csv_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

struct Found {
  std::vector<std::uint32_t> ends;
  std::vector<std::uint32_t> odd;
  CsvState state;
  friend bool operator==(const Found&, const Found&) = default;
};

// Indexes text in stretches that end at the cuts.
Found find(CsvKernel kernel, const CsvDialect& dialect, const std::string& text,
           const std::vector<std::uint32_t>& cuts, CsvState state = CsvState::kCellStart) {
  CsvIndex index;
  index.state = state;
  std::uint32_t from = 0;
  for (const std::uint32_t cut : cuts) {
    index_csv(kernel, dialect, text.data(), from, cut, index);
    from = cut;
  }
  index_csv(kernel, dialect, text.data(), from, static_cast<std::uint32_t>(text.size()), index);
  return {{index.ends.begin(), index.ends.end()}, {index.odd.begin(), index.odd.end()}, index.state};
}

std::vector<CsvKernel> fast_kernels() {
  std::vector<CsvKernel> out;
  for (const CsvKernel kernel : {CsvKernel::kAvx2, CsvKernel::kAvx512}) {
    if (can_run(kernel)) out.push_back(kernel);
  }
  return out;
}

std::string repeated(const std::string& piece, std::size_t at_least) {
  std::string out;
  while (out.size() < at_least) out += piece;
  return out;
}

TEST(CsvIndex, EndsAreDelimitersAndLineEndsOutsideQuotes) {
  const Found found = find(CsvKernel::kPlain, {}, "a,\"b,\n\",c\r\nd", {});
  EXPECT_EQ(found.ends, (std::vector<std::uint32_t>{1, 7, 10}));
  EXPECT_EQ(found.state, CsvState::kBare);
}

TEST(CsvIndex, QuoteInsideABareCellIsText) {
  const Found found = find(CsvKernel::kPlain, {}, "5\" pipe,6\" pipe\n", {});
  EXPECT_EQ(found.ends, (std::vector<std::uint32_t>{7, 15}));
}

TEST(CsvIndex, TextBehindAClosingQuoteGoesOnToTheNextDelimiter) {
  const Found found = find(CsvKernel::kPlain, {}, "\"a\"b\"c,d\n", {});
  EXPECT_EQ(found.ends, (std::vector<std::uint32_t>{6, 8}));
  EXPECT_FALSE(found.odd.empty());
}

TEST(CsvIndex, QuotesWithoutEscapesAreNotOdd) {
  for (const char* text : {"\"a\",\"b\"\n", "\"a\"\r\n\"\",\"b\"\r\n"}) {
    EXPECT_TRUE(find(CsvKernel::kPlain, {}, text, {}).odd.empty()) << text;
  }
}

TEST(CsvIndex, CrEndsARowOnlyWhereTheDialectSaysSo) {
  CsvDialect old_mac;
  old_mac.cr_rows = true;
  EXPECT_EQ(find(CsvKernel::kPlain, old_mac, "a\rb\r", {}).ends.size(), 2U);
  EXPECT_EQ(find(CsvKernel::kPlain, {}, "a\rb\r", {}).ends.size(), 0U);
}

TEST(CsvIndex, EveryKernelAgreesAtEverySplitPosition) {
  const std::vector<std::string> pieces = {"ab,c\n",
                                           "\"a,b\",\"c\nd\"\r\n",
                                           "\"a\"\"b\",,x\n",
                                           "5\",6\"\n",
                                           "\"a\"b,\"\",\"\n\"\r\n",
                                           "\"",
                                           "\"\"",
                                           ",\"\"\"",
                                           "张三,\"李四\n\"\n"};
  for (const CsvKernel kernel : fast_kernels()) {
    for (const std::string& piece : pieces) {
      const std::string text = repeated(piece, 200);
      const Found plain = find(CsvKernel::kPlain, {}, text, {});
      for (std::uint32_t cut = 0; cut <= text.size(); ++cut) {
        ASSERT_EQ(find(kernel, {}, text, {cut}), plain) << piece << " cut at " << cut;
      }
    }
  }
}

// Text in which quotes stand where they should and where they should not, long enough for several blocks
// of 64.
rc::Gen<std::string> csv_text() {
  const auto piece = rc::gen::weightedElement<std::string>({{6, "abc"},
                                                            {6, ","},
                                                            {3, "\n"},
                                                            {3, "\""},
                                                            {2, "\"x\""},
                                                            {2, "\"\""},
                                                            {1, "\r\n"},
                                                            {1, " "},
                                                            {1, "\\"},
                                                            {1, "0123456789"},
                                                            {1, "\t"},
                                                            {1, ";"},
                                                            {3, ",\"a\nb\","},
                                                            {1, std::string(1, '\0')},
                                                            {2, "语"}});
  return rc::gen::map(rc::gen::scale(4.0, rc::gen::container<std::vector<std::string>>(piece)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& p : pieces) text += p;
                        return text;
                      });
}

RC_GTEST_PROP(CsvIndexProperty, KernelsAgreeOnAnyTextFromAnyStateInAnyStretches, ()) {
  const std::string text = *csv_text();
  CsvDialect dialect;
  dialect.delimiter = *rc::gen::element(',', ';', '\t');
  dialect.quotes = *rc::gen::weightedElement<bool>({{5, true}, {1, false}});
  dialect.backslash = *rc::gen::weightedElement<bool>({{1, true}, {5, false}});
  const CsvState state =
      *rc::gen::element(CsvState::kCellStart, CsvState::kBare, CsvState::kQuoted, CsvState::kQuoteInQuoted);
  RC_PRE(dialect.quotes || state == CsvState::kCellStart || state == CsvState::kBare);
  std::vector<std::uint32_t> cuts = *rc::gen::container<std::vector<std::uint32_t>>(
      3, rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(text.size()) + 1));
  std::sort(cuts.begin(), cuts.end());
  const Found plain = find(CsvKernel::kPlain, dialect, text, {}, state);
  RC_ASSERT(find(CsvKernel::kPlain, dialect, text, cuts, state) == plain);
  for (const CsvKernel kernel : fast_kernels()) RC_ASSERT(find(kernel, dialect, text, cuts, state) == plain);
}

TEST(PositionList, ForgetsItsFrontAndLowersTheRest) {
  PositionList list;
  for (std::uint32_t i = 0; i < 10; ++i) list.push(i * 10);
  list.drop_front(3, 25);
  EXPECT_EQ(list.size(), 7U);
  EXPECT_EQ(list[0], 5U);
  list.cut_at(30);
  EXPECT_EQ(list.back(), 25U);
}

}  // namespace
}  // namespace tidegate
