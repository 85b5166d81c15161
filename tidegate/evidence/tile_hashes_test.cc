#include "tidegate/evidence/tile_hashes.h"

#include <gtest/gtest.h>

#include "tidegate/evidence/small_log_test.h"
#include "tidegate/evidence/tile.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

// The tiles of a small log, written from its leaves alone.
class Tiles final : public TileSource {
 public:
  void publish(const SmallLog& log, std::uint64_t from, std::uint64_t to) {
    std::vector<std::vector<Hash>> rows{
        {log.leaves().begin(), log.leaves().begin() + static_cast<std::ptrdiff_t>(to)}};
    while (rows.back().size() >= kTileWidth) {
      std::vector<Hash> row = rows.back();
      for (int i = 0; i < kTileHeight; ++i) {
        std::vector<Hash> above(row.size() / 2);
        kHasher.parents(std::span(row).first(2 * above.size()), above);
        row = std::move(above);
      }
      rows.push_back(std::move(row));
    }
    const auto done = visit_new_tiles(from, to, [&](const TileName& name) -> Result<void> {
      if (!name.level) return {};
      const std::span<const Hash> row(rows[static_cast<std::size_t>(*name.level)]);
      files[tile_path(name)] =
          write_tile(row.subspan(name.index * kTileWidth, static_cast<std::size_t>(name.width)));
      return {};
    });
    ASSERT_TRUE(done);
  }
  Result<std::string> read(const std::string& path) override {
    ++asked;
    const auto at = files.find(path);
    if (at == files.end()) return fail({ErrorCode::kNotFound, "no such file", path, "没有该文件"});
    return at->second;
  }
  std::map<std::string, std::string> files;
  int asked = 0;
};

TEST(TileHashes, ProvesWhatTheTreeItselfProves) {
  SmallLog log("log.example", 700);
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 511U, 512U, 700U}) {
    Tiles tiles;
    tiles.publish(log, 0, size);
    TileHashes hashes(tiles, size, "", kHasher);
    for (std::uint64_t from = 1; from <= size; from += 1 + from / 5)
      ASSERT_EQ(consistency_proof(from, size, hashes, kHasher).value(), log.consistency(from, size));
    for (std::uint64_t i = 0; i < size; i += 1 + i / 3)
      ASSERT_EQ(inclusion_proof(i, size, hashes, kHasher).value(), log.inclusion(i, size));
    EXPECT_LE(tiles.asked, 4);  // each tile once
  }
}

// The proof to a size that the log has left behind: full tiles stand where partial ones did.
TEST(TileHashes, ReadsFullTilesInThePlaceOfPartialOnes) {
  SmallLog log("log.example", 600);
  Tiles tiles;
  tiles.publish(log, 0, 600);
  TileHashes hashes(tiles, 300, "", kHasher);
  EXPECT_EQ(consistency_proof(123, 300, hashes, kHasher).value(), log.consistency(123, 300));
}

TEST(TileHashes, RefusesTilesOfAnotherSizeAndSubtreesThatAreNotThere) {
  SmallLog log("log.example", 300);
  Tiles tiles;
  tiles.publish(log, 0, 300);
  tiles.files["tile/0/001.p/44"].pop_back();
  TileHashes hashes(tiles, 300, "", kHasher);
  EXPECT_EQ(hashes.subtree(0, 290).error().code, ErrorCode::kCorrupt);
  tiles.files.erase("tile/0/001.p/44");
  EXPECT_EQ(hashes.subtree(0, 290).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(hashes.subtree(0, 300).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(hashes.subtree(3, 37).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(hashes.subtree(-1, 0).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(hashes.subtree(64, 0).error().code, ErrorCode::kOutOfRange);
  EXPECT_TRUE(hashes.subtree(8, 0));
}

}  // namespace
}  // namespace tidegate::evidence
