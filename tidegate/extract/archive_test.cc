// gzip and zip, read through extract_tables and on their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/gzip_source.h"
#include "tidegate/extract/pack.h"
#include "tidegate/extract/zip_reader.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCsv = "id,name\n1,Ann\n2,Bob\n";

std::string many_rows(int rows) {
  std::string text = "id,phone\n";
  for (int i = 0; i < rows; ++i)
    text += std::to_string(i) + ",1380013" + std::to_string(i * 7919 % 10'000) + "\n";
  return text;
}

Error error_of(std::string_view bytes, std::string_view path, const ExtractOptions& options = {}) {
  const auto tables = collect(bytes, path, options);
  EXPECT_FALSE(tables) << "was read";
  return tables ? Error{} : tables.error();
}

TEST(Gzip, HoldsOneFileUnderItsOwnName) {
  const auto tables = collect(gzipped(kCsv), "a.csv.gz");
  ASSERT_TRUE(tables) << tables.error().what;
  ASSERT_EQ(tables->size(), 1U);
  EXPECT_EQ(tables->front().info.path, "a.csv.gz");
  EXPECT_EQ(tables->front().info.format, "csv");
  EXPECT_EQ(tables->front().rows.size(), 2U);
}

TEST(Gzip, MembersFollowOneAnother) {
  const auto tables =
      collect(gzipped("id,name\n1,A") + gzipped("nn\n2,Bob\n") + std::string(512, '\0'), "a.csv.gz");
  ASSERT_TRUE(tables) << tables.error().what;
  EXPECT_EQ(tables->front().row(0), (std::vector<std::string>{"1", "Ann"}));
  EXPECT_EQ(tables->front().rows.size(), 2U);
}

TEST(Gzip, CutShortAnywhereIsMalformed) {
  const std::string whole = gzipped(many_rows(500));
  for (std::size_t n = 3; n < whole.size(); n += 1 + n / 7) {
    const Error error = error_of(whole.substr(0, n), "a.csv.gz");
    EXPECT_EQ(error.code, ErrorCode::kMalformed) << n;
    EXPECT_THAT(error.what, HasSubstr("cut short")) << n;
    EXPECT_THAT(error.where, HasSubstr("a.csv.gz:byte ")) << n;
  }
}

TEST(Gzip, FlippedBitIsMalformed) {
  std::string bytes = gzipped(many_rows(500));
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);  // in the CRC
  EXPECT_EQ(error_of(bytes, "a.csv.gz").code, ErrorCode::kMalformed);
}

TEST(Gzip, SomethingElseBehindItIsMalformed) {
  EXPECT_THAT(error_of(gzipped(kCsv) + "tail", "a.csv.gz").what, HasSubstr("follows"));
}

TEST(Gzip, EmptyInsideIsEmpty) { EXPECT_THAT(error_of(gzipped(""), "a.csv.gz").what, HasSubstr("empty")); }

TEST(Gzip, BombIsKLimit) {
  ExtractOptions options;
  options.free_expansion_bytes = 1 << 18;
  const std::string bomb = gzipped(std::string(16 << 20, 'a'));
  ASSERT_LT(bomb.size(), 20'000U);
  const Error error = error_of(bomb, "a.txt.gz", options);
  EXPECT_EQ(error.code, ErrorCode::kLimit);
  EXPECT_THAT(error.what, HasSubstr("200 times"));
  EXPECT_THAT(error.what_zh, HasSubstr("200 倍"));
}

TEST(Gzip, TotalIsLimitedToo) {
  ExtractOptions options;
  options.max_expanded_bytes = 10'000;
  EXPECT_EQ(error_of(gzipped(many_rows(5'000)), "a.csv.gz", options).code, ErrorCode::kLimit);
}

TEST(Archive, NestedDeeperThanTheLimitIsKLimit) {
  const std::string three =
      zipped({{.name = "b.zip", .bytes = zipped({{.name = "c.csv.gz", .bytes = gzipped(kCsv)}})}});
  const auto tables = collect(three, "a.zip");
  ASSERT_TRUE(tables) << tables.error().what;
  EXPECT_EQ(tables->front().info.path, "a.zip!b.zip!c.csv.gz");
  const Error error = error_of(gzipped(three), "a.zip.gz");
  EXPECT_EQ(error.code, ErrorCode::kLimit);
  EXPECT_EQ(error.where, "a.zip.gz!b.zip!c.csv.gz");
}

TEST(Zip, EachFileIsATable) {
  const std::string bytes = zipped({{.name = "data/"},
                                    {.name = "data/a.csv", .bytes = kCsv},
                                    {.name = "b.jsonl", .bytes = "{\"x\":1}\n{\"x\":2}\n", .is_stored = true},
                                    {.name = "empty.csv"},
                                    {.name = "c.txt", .bytes = "hello\nworld\n", .has_descriptor = true},
                                    {.name = "d.csv", .bytes = kCsv, .is_zip64 = true}});
  for (const std::size_t step : {std::size_t{1}, std::size_t{13}, std::size_t{1 << 20}}) {
    SlowSource source(bytes, step);
    Collector sink;
    const auto done = extract_tables(source, "x.zip", sink);
    // The extra field says 64 bits and the directory 32: both are allowed.
    ASSERT_TRUE(done) << done.error().what << " " << done.error().where;
    ASSERT_EQ(sink.tables.size(), 4U);
    EXPECT_EQ(sink.tables[0].info.path, "x.zip!data/a.csv");
    EXPECT_EQ(sink.tables[1].info.format, "jsonl");
    EXPECT_EQ(sink.tables[2].info.format, "text");
    EXPECT_EQ(sink.tables[3].rows.size(), 2U);
  }
}

TEST(Zip, NamesInGb18030AreReadable) {
  const auto tables = collect(zipped({{.name = "\xD0\xD5\xC3\xFB\n.csv", .bytes = kCsv}}), "x.zip");
  ASSERT_TRUE(tables);
  EXPECT_EQ(tables->front().info.path, "x.zip!姓名\uFFFD.csv");
}

TEST(Zip, DroppingsOfDesktopsArePassedOver) {
  const auto tables = collect(zipped({{.name = "__MACOSX/._a.csv", .bytes = std::string("\0\5\x16\7", 4)},
                                      {.name = "x/.DS_Store", .bytes = std::string("\0\0\0\1Bud1", 8)},
                                      {.name = "a.csv", .bytes = kCsv}}),
                              "x.zip");
  ASSERT_TRUE(tables) << tables.error().what;
  EXPECT_EQ(tables->size(), 1U);
}

TEST(Zip, UnreadableMemberIsAnErrorThatNamesIt) {
  const Error error = error_of(
      zipped({{.name = "a.csv", .bytes = kCsv}, {.name = "scan.png", .bytes = "\x89PNG\r\n\x1A\n..."}}),
      "x.zip");
  EXPECT_EQ(error.code, ErrorCode::kMalformed);
  EXPECT_EQ(error.where, "x.zip!scan.png");
  EXPECT_THAT(error.what, HasSubstr("PNG"));
}

TEST(Zip, WithoutAnyFileIsEmpty) { EXPECT_THAT(error_of(zipped({}), "x.zip").what, HasSubstr("empty")); }

TEST(Zip, CutShortAnywhereIsMalformed) {
  const std::string whole = zipped(
      {{.name = "a.csv", .bytes = many_rows(300)}, {.name = "b.csv", .bytes = kCsv, .is_stored = true}});
  for (std::size_t n = 5; n < whole.size(); n += 1 + n / 50) {
    EXPECT_EQ(error_of(whole.substr(0, n), "x.zip").code, ErrorCode::kMalformed) << n;
  }
}

TEST(Zip, DamageIsFoundByTheChecksum) {
  std::string bytes = zipped({{.name = "a.csv", .bytes = kCsv, .is_stored = true}});
  bytes[bytes.find("Ann")] = 'X';
  EXPECT_THAT(error_of(bytes, "x.zip").what, HasSubstr("checksum"));
}

TEST(Zip, FileThatTheDirectoryHidesIsFound) {
  // Programs that trust the directory would not see b.csv at all.
  ZipWriter writer;
  writer.add({.name = "a.csv", .bytes = kCsv});
  const std::string directory = writer.directory();
  writer.add({.name = "b.csv", .bytes = kCsv});
  writer.directory() = directory;
  const Error error = error_of(writer.finish(), "x.zip");
  EXPECT_THAT(error.what, HasSubstr("directory"));
}

TEST(Zip, FileThatOnlyTheDirectoryNamesIsFound) {
  ZipWriter writer;
  writer.add({.name = "a.csv", .bytes = kCsv});
  const std::string body = writer.body();
  writer.add({.name = "b.csv", .bytes = kCsv});
  writer.body() = body;
  EXPECT_THAT(error_of(writer.finish(), "x.zip").what, HasSubstr("directory"));
}

TEST(Zip, EncryptedAndForeignMethodsAreRefusedByName) {
  const Error encrypted = error_of(zipped({{.name = "a.csv", .bytes = kCsv, .flags = 1}}), "x.zip");
  EXPECT_EQ(encrypted.where, "x.zip!a.csv");
  EXPECT_THAT(encrypted.what, HasSubstr("encrypted"));
  EXPECT_THAT(error_of(zipped({{.name = "a.csv", .bytes = kCsv, .method = 12}}), "x.zip").what,
              HasSubstr("method 12"));
  EXPECT_THAT(
      error_of(zipped({{.name = "a.csv", .bytes = kCsv, .is_stored = true, .has_descriptor = true}}), "x.zip")
          .what,
      HasSubstr("without its length"));
}

TEST(Zip, SomethingBehindTheEndIsFound) {
  EXPECT_THAT(error_of(zipped({{.name = "a.csv", .bytes = kCsv}}) + "x", "x.zip").what, HasSubstr("follows"));
}

TEST(Zip, TooManyFilesAreKLimit) {
  ExtractOptions options;
  options.max_archive_entries = 2;
  std::vector<ZipMember> members(3, {.name = "a.csv", .bytes = kCsv});
  EXPECT_EQ(error_of(zipped(members), "x.zip", options).code, ErrorCode::kLimit);
  members.pop_back();
  EXPECT_TRUE(collect(zipped(members), "x.zip", options));
}

TEST(Zip, GoesOnPastAnUnreadableMemberWhereItIsTold) {
  std::vector<Error> unread;
  ExtractOptions options;
  options.unread = &unread;
  const auto tables = collect(zipped({{.name = "id.png", .bytes = "\x89PNG\r\n\x1A\n..."},
                                      {.name = "a.csv", .bytes = kCsv},
                                      {.name = "b.zip", .bytes = "PK\x03\x04 torn"}}),
                              "x.zip", options);
  ASSERT_TRUE(tables) << tables.error().what;
  EXPECT_EQ(tables->size(), 1U);
  ASSERT_EQ(unread.size(), 2U);
  EXPECT_EQ(unread[0].where, "x.zip!id.png");
  EXPECT_THAT(unread[1].where, HasSubstr("x.zip!b.zip"));
}

TEST(Zip, OfficeFileOfAnotherKindSaysWhatToDo) {
  const Error error = error_of(zipped({{.name = "[Content_Types].xml", .bytes = "<x/>"}}), "book.xlsx");
  EXPECT_EQ(error.where, "book.xlsx");
  EXPECT_THAT(error.what, HasSubstr("CSV"));
  EXPECT_THAT(error.what_zh, HasSubstr("CSV"));
}

}  // namespace
}  // namespace tidegate
