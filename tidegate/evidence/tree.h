// A Merkle tree over leaves in the order they came (RFC 9162, 2.1): its frontier, its proofs, their checks.
// A tree of n leaves splits at the largest power of two below n; of no leaves, its root is the hash of
// nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/tree_hasher.h"

namespace tidegate::evidence {

using Hash = TreeHash;

inline constexpr std::uint64_t kMaxTreeSize = INT64_MAX;
inline constexpr std::size_t kMaxProofHashes = 64;

// Where the hashes of complete subtrees are kept: in memory, in tiles.
class HashSource {
 public:
  virtual ~HashSource() = default;
  // The root over the leaves [index << level, (index + 1) << level), all of which the tree has.
  virtual Result<Hash> subtree(int level, std::uint64_t index) = 0;
};

// Told of each subtree that becomes complete, from the leaves up.
class SubtreeSink {
 public:
  virtual ~SubtreeSink() = default;
  // hashes  of the subtrees first, first + 1 ... of 2^level leaves each. Borrowed for the call.
  virtual void completed(int level, std::uint64_t first, std::span<const Hash> hashes) = 0;
};

// What a tree needs to grow and to know its root: one hash for each bit of its size. 64 hashes, whatever the
// size.
class Frontier {
 public:
  std::uint64_t size() const { return size_; }
  // Leaves' hashes, in order. The tree stays within kMaxTreeSize.
  void append(std::span<const Hash> leaves, const TreeHasher& hasher, SubtreeSink* sink = nullptr);
  Hash root(const TreeHasher& hasher) const;
  // The roots of the complete subtrees that make up the tree, the largest first; as many as size has bits
  // set.
  std::vector<Hash> peaks() const;
  // The same tree again. kMalformed: not one peak a bit, or too large a size.
  static Result<Frontier> of(std::uint64_t size, std::span<const Hash> peaks);

 private:
  void append_few(std::span<const Hash> leaves, const TreeHasher& hasher, SubtreeSink* sink);

  std::uint64_t size_ = 0;
  std::array<Hash, 64> peaks_{};  // [level] counts where that bit of size_ is set
};

// The root over the first `size` leaves of a source.
Result<Hash> root_of(std::uint64_t size, HashSource& source, const TreeHasher& hasher);

// That leaf `index` stands in the tree of `size` leaves (2.1.3.1): the hashes beside its path, the nearest
// first. Errors: kOutOfRange (no such leaf, or too large a tree), what the source says.
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, HashSource& source,
                                          const TreeHasher& hasher);

// That the tree of `to` leaves goes on from that of `from` (2.1.4.1). From 0 and from itself: no hash at all.
// Errors: kOutOfRange (from > to, or too large a tree), what the source says.
Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to, HashSource& source,
                                            const TreeHasher& hasher);

// 2.1.3.2. A proof too long or too short, or of another leaf, index, size or root, is refused.
bool is_included(const TreeHasher& hasher, std::uint64_t index, const Hash& leaf, std::uint64_t size,
                 std::span<const Hash> proof, const Hash& root);

// 2.1.4.2. from 0: from_root must be that of the empty tree.
bool is_consistent(const TreeHasher& hasher, std::uint64_t from, const Hash& from_root, std::uint64_t to,
                   std::span<const Hash> proof, const Hash& to_root);

}  // namespace tidegate::evidence
