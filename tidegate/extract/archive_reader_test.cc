// Tar, 7-Zip and packed files, read through extract_tables; written by libarchive itself.
#include "tidegate/extract/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/pack.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCsv = "id,name\n1,Ann\n2,Bob\n";

struct Member {
  std::string name;
  std::string bytes;
  unsigned type = AE_IFREG;
};

la_ssize_t append(archive*, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

std::string packed(const std::vector<Member>& members, const std::function<void(archive*)>& choose) {
  std::string out;
  archive* a = archive_write_new();
  choose(a);
  archive_write_set_bytes_per_block(a, 512);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open(a, &out, nullptr, append, nullptr);
  for (const Member& member : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
    archive_entry_set_filetype(entry, member.type);
    archive_entry_set_perm(entry, 0644);
    if (member.type == AE_IFLNK) archive_entry_set_symlink(entry, "elsewhere");
    EXPECT_EQ(archive_write_header(a, entry), ARCHIVE_OK) << archive_error_string(a);
    archive_write_data(a, member.bytes.data(), member.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(a);
  return out;
}

std::string tarred(const std::vector<Member>& members) {
  return packed(members, archive_write_set_format_ustar);
}
std::string seven_zipped(const std::vector<Member>& members) {
  return packed(members, [](archive* a) { archive_write_set_format_7zip(a); });
}
std::string pressed(const std::string& bytes, const std::function<void(archive*)>& filter) {
  return packed({{"data", bytes}}, [&](archive* a) {
    archive_write_set_format_raw(a);
    filter(a);
  });
}

std::vector<CollectedTable> tables_of(std::string_view bytes, std::string_view path) {
  auto tables = collect(bytes, path);
  EXPECT_TRUE(tables) << tables.error().where << ": " << tables.error().what;
  return tables ? std::move(*tables) : std::vector<CollectedTable>{};
}

Error error_of(std::string_view bytes, std::string_view path, const ExtractOptions& options = {}) {
  const auto tables = collect(bytes, path, options);
  EXPECT_FALSE(tables) << "was read";
  return tables ? Error{} : tables.error();
}

TEST(Archives, WithoutTheirLibraryAreAnErrorThatNamesIt) {
  const std::string tar = tarred({{"a.csv", kCsv}});
  MemorySource bytes(tar);
  PeekSource packed(bytes);
  const ExtractOptions options;
  ExpansionBudget budget(options, packed);
  ArchiveReader archive(ArchiveReader::Kind::kTar, packed, budget, options, "a.tar", nullptr);
  const auto next = archive.next();
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(next.error().what, HasSubstr("libarchive13"));
  EXPECT_THAT(next.error().what_zh, HasSubstr("libarchive13"));
  EXPECT_EQ(next.error().where, "a.tar");
}

TEST(Archives, EachFileIsATable) {
  const std::vector<Member> members{{"名单.csv", kCsv},
                                    {"空.csv", ""},
                                    {"sub/", "", AE_IFDIR},
                                    {"link", "", AE_IFLNK},
                                    {"sub/b.csv", kCsv}};
  for (const std::string& bytes : {tarred(members), gzipped(tarred(members))}) {
    const auto tables = tables_of(bytes, "a.tar");
    ASSERT_EQ(tables.size(), 2U);
    EXPECT_EQ(tables[0].info.path, "a.tar!名单.csv");
    EXPECT_EQ(tables[1].info.path, "a.tar!sub/b.csv");
    EXPECT_EQ(tables[1].rows.size(), 2U);
  }
  EXPECT_EQ(tables_of(seven_zipped({{"a.csv", kCsv}, {"b.csv", kCsv}}), "x").size(), 2U);
}

TEST(Archives, PackedFilesAreReadUnderTheirOwnName) {
  for (const auto& [ending, filter] : std::vector<std::pair<std::string, std::function<void(archive*)>>>{
           {"xz", archive_write_add_filter_xz},
           {"zst", archive_write_add_filter_zstd},
           {"bz2", archive_write_add_filter_bzip2},
           {"lz4", archive_write_add_filter_lz4}}) {
    const std::string bytes = pressed(kCsv, filter);
    const auto tables = tables_of(bytes, "a.csv." + ending);
    ASSERT_EQ(tables.size(), 1U) << ending;
    EXPECT_EQ(tables[0].info.path, "a.csv." + ending);
    EXPECT_EQ(tables[0].rows.size(), 2U) << ending;
    for (std::size_t n = 12; n < bytes.size(); ++n)
      EXPECT_EQ(error_of(bytes.substr(0, n), "a." + ending).code, ErrorCode::kMalformed)
          << ending << " " << n;
  }
}

TEST(Archives, CutShortIsMalformed) {
  const std::string tar = tarred({{"a.csv", kCsv}, {"b.csv", std::string(2000, 'x')}});
  // What is cut behind the first of the two blocks of zeros lacks nothing.
  for (std::size_t n = 512; n + 512 <= tar.size() - 512; n += 100)
    EXPECT_THAT(error_of(tar.substr(0, n), "a.tar").what, HasSubstr("cut short")) << n;
  const std::string seven = seven_zipped({{"a.csv", kCsv}});
  for (std::size_t n = 6; n < seven.size(); n += 3)
    EXPECT_EQ(error_of(seven.substr(0, n), "a.7z").code, ErrorCode::kMalformed) << n;
}

TEST(Archives, NothingHidesBehindTheEnd) {
  EXPECT_THAT(error_of(tarred({{"a.csv", kCsv}}) + std::string(512, '\0') + "id\n1\n", "a.tar").what,
              HasSubstr("follows"));
  EXPECT_EQ(tables_of(tarred({{"a.csv", kCsv}}) + std::string(9000, '\0'), "a.tar").size(), 1U);
}

TEST(Archives, BoundsAreThoseOfZip) {
  ExtractOptions options;
  options.free_expansion_bytes = 1 << 18;
  const std::string zeros(32 << 20, 'a');
  EXPECT_EQ(error_of(pressed(zeros, archive_write_add_filter_xz), "a.xz", options).code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(seven_zipped({{"a", zeros}}), "a.7z", options).code, ErrorCode::kLimit);
  options = {};
  options.max_archive_entries = 1;
  EXPECT_EQ(error_of(tarred({{"a.csv", kCsv}, {"b.csv", kCsv}}), "a.tar", options).code, ErrorCode::kLimit);
  std::string nested = kCsv;
  for (int i = 0; i < 5; ++i) nested = tarred({{"in.tar", nested}});
  EXPECT_EQ(error_of(nested, "a.tar").code, ErrorCode::kLimit);
  options = {};
  options.max_document_bytes = 64;
  EXPECT_EQ(error_of(seven_zipped({{"a.csv", kCsv}}), "a.7z", options).code, ErrorCode::kLimit);
}

TEST(Archives, AFileThatCannotBeReadIsNamed) {
  const Error error = error_of(tarred({{"a.csv", kCsv}, {"b.png", "\x89PNG\r\n\x1A\n...."}}), "a.tar");
  EXPECT_EQ(error.where, "a.tar!b.png");
}

TEST(Archives, AFormatThatNobodyKnowsIsRefused) {
  const std::string neither_rar4_nor_rar5("Rar!\x1A\x07\x31\x0C{\"c\":1}", 15);
  EXPECT_THAT(error_of(neither_rar4_nor_rar5, "a.rar").what, HasSubstr("damaged"));
}

TEST(Archives, EmptyIsSaid) {
  EXPECT_THAT(error_of(tarred({{"sub/", "", AE_IFDIR}}), "a.tar").what, HasSubstr("empty"));
}

TEST(Archives, TheSameHoweverTheReadsAreCut) {
  const std::string bytes = tarred({{"a.csv", kCsv}, {"b.csv", kCsv}});
  SlowSource source(bytes, 3);
  Collector sink;
  ASSERT_TRUE(extract_tables(source, "a.tar", sink, {}));
  EXPECT_EQ(sink.tables.size(), 2U);
}

// What the program outside would say.
class FakePdf final : public PdfText {
 public:
  explicit FakePdf(Result<Pages> answer) : answer_(std::move(answer)) {}
  Result<Pages> text_of(std::string_view) override { return answer_; }

 private:
  Result<Pages> answer_;
};

Result<std::vector<CollectedTable>> pdf(Result<PdfText::Pages> answer,
                                        const std::string& bytes = "%PDF-1.4\n%%EOF\n") {
  FakePdf program(std::move(answer));
  ExtractOptions options;
  options.pdf = &program;
  return collect(bytes, "a.pdf", options);
}

TEST(Pdf, LinesOfItsPagesAreRows) {
  const auto tables = pdf(PdfText::Pages{"姓名：张伟\n\n第二行\n\f第二页\n\f\f", false});
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->front().rows.size(), 3U);
  EXPECT_TRUE(tables->front().info.is_prose);
  EXPECT_THAT(tables->front().end.notes.at(0).en, HasSubstr("1 of 3 pages"));
}

TEST(Pdf, WithoutATextLayerIsATableWithoutRowsThatSaysSo) {
  const auto tables = pdf(PdfText::Pages{"\f\f", true});
  ASSERT_TRUE(tables);
  EXPECT_TRUE(tables->front().rows.empty());
  EXPECT_THAT(tables->front().end.notes.at(0).en, HasSubstr("no text layer: not read"));
  EXPECT_THAT(tables->front().end.notes.at(1).zh, HasSubstr("损坏"));
}

TEST(Pdf, WhatNobodyCouldListIsNotDenied) {
  const auto notes = [](std::optional<bool> has_files) {
    const auto tables = pdf(PdfText::Pages{"x\n\f", false, has_files});
    return tables->front().end.notes;
  };
  EXPECT_TRUE(notes(false).empty());
  EXPECT_THAT(notes(true).at(0).en, HasSubstr("were not read"));
  EXPECT_THAT(notes({}).at(0).en, HasSubstr("is not known"));
}

TEST(Pdf, FaultsCarryThePath) {
  EXPECT_THAT(pdf(PdfText::Pages{"x", false}, "%PDF-1.4\n").error().what, HasSubstr("cut short"));
  EXPECT_EQ(pdf(fail({ErrorCode::kLimit, "slow", "", "慢"})).error().where, "a.pdf");
  EXPECT_THAT(error_of("%PDF-1.4\n%%EOF", "a.pdf").what, HasSubstr("convert it to text"));
}

}  // namespace
}  // namespace tidegate
