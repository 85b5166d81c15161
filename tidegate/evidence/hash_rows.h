// What a log keeps of its tree in memory: the hashes of each complete group of 256 leaves, of 65,536 and so
// on, and of the leaves behind the last such group. 32 octets for 256 leaves: 12.6 MB for 100 million. The
// leaves of a group are asked for when a proof needs them, and held to the group's hash.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "tidegate/evidence/tile.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

class HashRows final : public SubtreeSink, public HashSource {
 public:
  // The 256 hashes of the leaves of a complete group.
  using GroupLeaves = std::function<Result<std::vector<Hash>>(std::uint64_t group)>;

  // hasher: outlives this.
  HashRows(const TreeHasher& hasher, GroupLeaves leaves) : hasher_(hasher), leaves_(std::move(leaves)) {}

  void completed(int level, std::uint64_t first, std::span<const Hash> hashes) override;
  // Errors: kOutOfRange (no such subtree), kCorrupt (the leaves are not those that were hashed), of the
  // leaves.
  Result<Hash> subtree(int level, std::uint64_t index) override;
  // The leaves of the group that was asked for last: a proof asks for up to eight of its subtrees.
  struct LastGroup {
    std::uint64_t group = 0;
    std::vector<Hash> leaves;  // none yet: empty
  };
  Result<Hash> subtree(int level, std::uint64_t index, LastGroup& last) const;
  // What a tile of that level holds, its first `width` hashes. Errors: as above.
  Result<std::vector<Hash>> tile(int tile_level, std::uint64_t index, std::size_t width) const;

 private:
  Result<std::vector<Hash>> hashes(int tile_level, std::uint64_t first, std::size_t count,
                                   LastGroup& last) const;
  Hash folded(std::vector<Hash> hashes) const;

  const TreeHasher& hasher_;
  GroupLeaves leaves_;
  std::array<std::vector<Hash>, kTileLevels> rows_;  // [0] only those behind the last complete group
};

// One reader's view of them, for a proof or several.
class RowsReader final : public HashSource {
 public:
  explicit RowsReader(const HashRows& rows) : rows_(rows) {}  // which outlive this
  Result<Hash> subtree(int level, std::uint64_t index) override { return rows_.subtree(level, index, last_); }

 private:
  const HashRows& rows_;
  HashRows::LastGroup last_;
};

}  // namespace tidegate::evidence
