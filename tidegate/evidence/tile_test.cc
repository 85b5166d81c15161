#include "tidegate/evidence/tile.h"

#include <gtest/gtest.h>

#include <map>

namespace tidegate::evidence {
namespace {

std::vector<std::string> paths(std::uint64_t from, std::uint64_t to) {
  std::vector<std::string> paths;
  EXPECT_TRUE(visit_new_tiles(from, to, [&](const TileName& name) -> Result<void> {
    paths.push_back(tile_path(name));
    return {};
  }));
  return paths;
}

TEST(Tiles, BearTheNamesOfTheSpecification) {
  EXPECT_EQ(tile_path({0, 1'234'067}), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path({0, 0}), "tile/0/000");
  EXPECT_EQ(tile_path({7, 999, 12}), "tile/7/999.p/12");
  EXPECT_EQ(tile_path({std::nullopt, 1'000, 255}), "tile/entries/x001/000.p/255");
}

TEST(Tiles, ReadTheirOwnNamesAndNoOther) {
  for (const TileName& name :
       {TileName{0, 1'234'067}, TileName{0, 0, 1}, TileName{6, 126, 255},
        TileName{std::nullopt, 1'000'000'000, 9}, TileName{0, kMaxTreeSize / kTileWidth}}) {
    const auto read = parse_tile_path(tile_path(name));
    ASSERT_TRUE(read) << tile_path(name);
    EXPECT_EQ(*read, name);
  }
  for (const char* other : {"",
                            "tile",
                            "tile/",
                            "tile/0",
                            "tile/0/",
                            "tile//000",
                            "tile/00/000",
                            "tile/+0/000",
                            "tile/-1/000",
                            "tile/64/000",
                            "tile/0/00",
                            "tile/0/0000",
                            "tile/0/x000/001",
                            "tile/0/x01/000",
                            "tile/0/001/000",
                            "tile/0/x001",
                            "tile/0/x001/",
                            "tile/0/000.p",
                            "tile/0/000.p/",
                            "tile/0/000.p/0",
                            "tile/0/000.p/256",
                            "tile/0/000.p/01",
                            "tile/0/000.p/1/2",
                            "tile/0/000/",
                            "tile/0/-01",
                            "tile/0/0x1",
                            "tile/entries",
                            "tile/entries/",
                            "tile/Entries/000",
                            "/tile/0/000",
                            "tile/0/000 ",
                            "tile/0/../000",
                            "tile/data/000"}) {
    const auto read = parse_tile_path(other);
    ASSERT_FALSE(read) << other;
    EXPECT_EQ(read.error().code, ErrorCode::kMalformed) << other;
    EXPECT_FALSE(read.error().what_zh.empty());
  }
  for (const char* beyond :
       {"tile/8/000", "tile/63/000", "tile/7/999", "tile/0/x036/x028/x797/x018/x963/968"})
    EXPECT_EQ(parse_tile_path(beyond).error().code, ErrorCode::kOutOfRange) << beyond;
  EXPECT_EQ(parse_tile_path("tile/0/x999/x999/x999/x999/x999/x999/999").error().code, ErrorCode::kMalformed);
}

// "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width
// 112, one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1.
// Note that a tree of size 256 will be represented by a full level 0 tile and a partial level 1 tile of
// width 1."
TEST(Tiles, OfATreeAreThoseOfTheSpecification) {
  std::map<std::string, int> counted;
  for (const std::string& path : paths(0, 70'000)) {
    const TileName name = *parse_tile_path(path);
    ++counted[(name.level ? std::to_string(*name.level) : "entries") + ":" + std::to_string(name.width)];
  }
  const std::map<std::string, int> expected{
      {"entries:256", 273}, {"entries:112", 1}, {"0:256", 273}, {"0:112", 1},
      {"1:256", 1},         {"1:17", 1},        {"2:1", 1}};
  EXPECT_EQ(counted, expected);
  EXPECT_EQ(paths(0, 256), (std::vector<std::string>{"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}));
  EXPECT_EQ(paths(0, 255), (std::vector<std::string>{"tile/entries/000.p/255", "tile/0/000.p/255"}));
  EXPECT_EQ(paths(0, 0), std::vector<std::string>{});
}

TEST(Tiles, OfAGrownTreeAreOnlyTheNewOnes) {
  EXPECT_EQ(paths(255, 255), std::vector<std::string>{});
  EXPECT_EQ(paths(255, 257), (std::vector<std::string>{"tile/entries/000", "tile/entries/001.p/1",
                                                       "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"}));
  EXPECT_EQ(paths(257, 258), (std::vector<std::string>{"tile/entries/001.p/2", "tile/0/001.p/2"}));
  EXPECT_EQ(paths(65'535, 65'536),
            (std::vector<std::string>{"tile/entries/255", "tile/0/255", "tile/1/000", "tile/2/000.p/1"}));
}

TEST(Tiles, HoldTheirHashesAndNoOctetMore) {
  const std::vector<Hash> hashes{Hash{1}, Hash{2}, Hash{3}};
  const std::string octets = write_tile(hashes);
  EXPECT_EQ(*read_tile(octets, 3), hashes);
  EXPECT_EQ(read_tile(octets, 2).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(read_tile(octets.substr(1), 3).error().code, ErrorCode::kMalformed);
}

TEST(Bundles, HoldTheirEntriesAndNoOctetMore) {
  const std::string largest(kMaxEntryOctets, 'x');
  std::string bundle;
  append_to_bundle(bundle, "a");
  append_to_bundle(bundle, "");
  append_to_bundle(bundle, largest);
  const auto entries = read_bundle(bundle, 3);
  ASSERT_TRUE(entries);
  EXPECT_EQ(*entries, (std::vector<std::string_view>{"a", "", largest}));
  EXPECT_EQ(bundle.substr(0, 5), std::string("\0\1a\0\0", 5));
  EXPECT_FALSE(read_bundle(bundle, 2));
  EXPECT_FALSE(read_bundle(bundle, 4));
  EXPECT_FALSE(read_bundle(bundle.substr(0, bundle.size() - 1), 3));
  EXPECT_FALSE(read_bundle(bundle + '\0', 3));
}

}  // namespace
}  // namespace tidegate::evidence
