#include "tidegate/evidence/hash_rows.h"

#include <algorithm>

namespace tidegate::evidence {

void HashRows::completed(int level, std::uint64_t, std::span<const Hash> hashes) {
  if (level % kTileHeight != 0) return;
  std::vector<Hash>& row = rows_[static_cast<std::size_t>(level / kTileHeight)];
  row.insert(row.end(), hashes.begin(), hashes.end());
  if (level == 0) row.erase(row.begin(), row.end() - static_cast<std::ptrdiff_t>(row.size() % kTileWidth));
}

Result<Hash> HashRows::subtree(int level, std::uint64_t index) {
  LastGroup last;
  return subtree(level, index, last);
}

Result<Hash> HashRows::subtree(int level, std::uint64_t index, LastGroup& last) const {
  const int within = level % kTileHeight;
  if (index > kMaxTreeSize >> level)
    return fail({ErrorCode::kOutOfRange, "the tree has no such subtree", {}, "树中没有该子树"});
  auto below = hashes(level / kTileHeight, index << within, std::size_t{1} << within, last);
  if (!below) return fail(below.error());
  return folded(std::move(*below));
}

Result<std::vector<Hash>> HashRows::tile(int tile_level, std::uint64_t index, std::size_t width) const {
  LastGroup last;
  return hashes(tile_level, index * kTileWidth, width, last);
}

// Hashes of one level, all of one tile.
Result<std::vector<Hash>> HashRows::hashes(int tile_level, std::uint64_t first, std::size_t count,
                                           LastGroup& last) const {
  const std::vector<Hash>& row = rows_[static_cast<std::size_t>(tile_level)];
  const std::uint64_t group = first / kTileWidth;
  const auto part = [&](const std::vector<Hash>& of, std::uint64_t begin) -> Result<std::vector<Hash>> {
    if (begin > of.size() || count > of.size() - begin)
      return fail({ErrorCode::kOutOfRange, "the tree has no such subtree", {}, "树中没有该子树"});
    const auto at = of.begin() + static_cast<std::ptrdiff_t>(begin);
    return std::vector<Hash>(at, at + static_cast<std::ptrdiff_t>(count));
  };
  if (tile_level != 0) return part(row, first);
  if (group > rows_[1].size())
    return fail({ErrorCode::kOutOfRange, "the tree has no such subtree", {}, "树中没有该子树"});
  if (group == rows_[1].size()) return part(row, first % kTileWidth);
  if (last.leaves.empty() || last.group != group) {
    auto leaves = leaves_(group);
    if (!leaves) return fail(leaves.error());
    if (leaves->size() != kTileWidth || folded(*leaves) != rows_[1][group])
      return fail({ErrorCode::kCorrupt,
                   "the entries are not those that the log took in",
                   {},
                   "条目与日志收录时不一致"});
    last = {group, std::move(*leaves)};
  }
  return part(last.leaves, first % kTileWidth);
}

Hash HashRows::folded(std::vector<Hash> hashes) const {
  for (std::size_t count = hashes.size() / 2; count != 0; count /= 2)
    hasher_.parents({hashes.data(), 2 * count}, {hashes.data(), count});
  return hashes.front();
}

}  // namespace tidegate::evidence
