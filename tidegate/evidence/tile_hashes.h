// The hashes of a tree out of its tiles, so that whoever has a log's files can make proofs from them. They
// are taken as they lie there: what is proven by them, the checker holds to the root that was signed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tidegate/evidence/tile_source.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

class TileHashes final : public HashSource {
 public:
  // size    of the tree: it says which tiles are partial. folder: "" or, of the tree under SM3, "sm3/".
  // source and hasher outlive this. Of one thread.
  TileHashes(TileSource& source, std::uint64_t size, std::string folder, const TreeHasher& hasher)
      : source_(source), size_(size), folder_(std::move(folder)), hasher_(hasher) {}

  // Errors: kOutOfRange (the tree has no such complete subtree), kCorrupt (a tile of another size), those of
  // the source.
  Result<Hash> subtree(int level, std::uint64_t index) override;

 private:
  Result<const std::vector<Hash>*> tile(int level, std::uint64_t index);

  TileSource& source_;
  const std::uint64_t size_;
  const std::string folder_;
  const TreeHasher& hasher_;
  std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;  // 64 at most, 512 KiB
};

}  // namespace tidegate::evidence
