#include "tidegate/evidence/tile_hashes.h"

#include <algorithm>
#include <span>

#include "tidegate/evidence/tile.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kMostTiles = 64;

}  // namespace

Result<Hash> TileHashes::subtree(int level, std::uint64_t index) {
  const bool is_in_tree =
      level >= 0 && level < 63 && index < (size_ >> level) && index <= (kMaxTreeSize >> level);
  if (!is_in_tree)
    return fail({ErrorCode::kOutOfRange, "the tree has no such subtree", {}, "树中没有该子树"});
  // The tile below whose hashes lie next under it, and how many of them make it up.
  const int tile_level = level / kTileHeight;
  const int above = level % kTileHeight;
  const std::uint64_t first = index << above;
  const auto hashes = tile(tile_level, first / kTileWidth);
  if (!hashes) return fail(hashes.error());
  const auto at = static_cast<std::size_t>(first % kTileWidth);
  const std::size_t count = std::size_t{1} << above;
  std::vector<Hash> row((*hashes)->begin() + static_cast<std::ptrdiff_t>(at),
                        (*hashes)->begin() + static_cast<std::ptrdiff_t>(at + count));
  for (std::size_t left = count / 2; left > 0; left /= 2)
    hasher_.parents(std::span(row).first(2 * left), std::span(row).first(left));
  return row.front();
}

Result<const std::vector<Hash>*> TileHashes::tile(int level, std::uint64_t index) {
  const auto known = tiles_.find({level, index});
  if (known != tiles_.end()) return &known->second;
  const std::uint64_t of_level = size_ >> (level * kTileHeight);
  const std::uint64_t begin = index * kTileWidth;
  const auto width = static_cast<int>(std::min<std::uint64_t>(of_level - begin, kTileWidth));
  int there = width;
  auto octets = source_.read(folder_ + tile_path({level, index, width}));
  if (!octets && octets.error().code == ErrorCode::kNotFound && width != kTileWidth) {
    there = kTileWidth;  // the log has grown since, and the partial one is gone
    octets = source_.read(folder_ + tile_path({level, index, there}));
  }
  if (!octets) return fail(octets.error());
  auto hashes = read_tile(*octets, there);
  if (!hashes) return fail({ErrorCode::kCorrupt, hashes.error().what, {}, hashes.error().what_zh});
  if (tiles_.size() >= kMostTiles) tiles_.clear();
  return &tiles_.emplace(std::pair(level, index), std::move(*hashes)).first->second;
}

}  // namespace tidegate::evidence
