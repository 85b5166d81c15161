#include "tidegate/evidence/tree.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "tidegate/base/check.h"

namespace tidegate::evidence {
namespace {

// Leaves that are carried up at once: their hashes stay in the processor's nearest cache.
constexpr std::size_t kRow = 256;

// The leaves left of the split of a tree of `count` (2 or more).
std::uint64_t split(std::uint64_t count) { return std::bit_floor(count - 1); }

// The root over the leaves [begin, begin + count); begin is a multiple of every power of two up to count.
Result<Hash> range_root(std::uint64_t begin, std::uint64_t count, HashSource& source,
                        const TreeHasher& hasher) {
  std::optional<Hash> root;
  // Complete subtrees from the right, the smallest first.
  for (std::uint64_t rest = count; rest != 0; rest &= rest - 1) {
    const int level = std::countr_zero(rest);
    const auto peak = source.subtree(level, (begin + (rest & (rest - 1))) >> level);
    if (!peak) return fail(peak.error());
    root = root ? hasher.parent(*peak, *root) : *peak;
  }
  return *root;
}

Error out_of_range(const char* what, const char* what_zh) {
  return {ErrorCode::kOutOfRange, what, {}, what_zh};
}

// Both go up a level, and on while they are left children: what RFC 9162 does with fn and sn.
struct Path {
  std::uint64_t node;
  std::uint64_t last;
  void up() {
    node >>= 1;
    last >>= 1;
  }
  bool is_right() const { return (node & 1) != 0; }
  bool joins_left() const { return is_right() || node == last; }
  // The rightmost node has no sibling on these levels.
  void up_to_right_child() {
    while (!is_right() && node != 0) up();
  }
};

}  // namespace

void Frontier::append(std::span<const Hash> leaves, const TreeHasher& hasher, SubtreeSink* sink) {
  TIDEGATE_CHECK(leaves.size() <= kMaxTreeSize - size_);
  while (!leaves.empty()) {
    const std::size_t count = std::min(leaves.size(), kRow);
    append_few(leaves.first(count), hasher, sink);
    leaves = leaves.subspan(count);
  }
}

void Frontier::append_few(std::span<const Hash> leaves, const TreeHasher& hasher, SubtreeSink* sink) {
  std::array<Hash, kRow + 1> space;  // the first place is for a peak that waited
  Hash* row = space.data() + 1;
  std::copy(leaves.begin(), leaves.end(), row);
  std::size_t count = leaves.size();
  std::uint64_t first = size_;
  for (std::size_t level = 0; count != 0; ++level, first >>= 1) {
    if (sink != nullptr) sink->completed(static_cast<int>(level), first, {row, count});
    if ((first & 1) != 0) {
      *--row = peaks_[level];
      ++count;
    }
    if ((count & 1) != 0) peaks_[level] = row[count - 1];
    count /= 2;
    Hash* const above = space.data() + 1;
    hasher.parents({row, 2 * count}, {row, count});
    if (row != above) std::copy_backward(row, row + count, above + count);
    row = above;
  }
  size_ += leaves.size();
}

Hash Frontier::root(const TreeHasher& hasher) const {
  if (size_ == 0) return hasher.empty();
  std::uint64_t rest = size_;
  Hash root = peaks_[static_cast<std::size_t>(std::countr_zero(rest))];
  while ((rest &= rest - 1) != 0)
    root = hasher.parent(peaks_[static_cast<std::size_t>(std::countr_zero(rest))], root);
  return root;
}

std::vector<Hash> Frontier::peaks() const {
  std::vector<Hash> peaks;
  for (std::uint64_t rest = size_; rest != 0; rest &= rest - 1)
    peaks.push_back(peaks_[static_cast<std::size_t>(std::countr_zero(rest))]);
  std::reverse(peaks.begin(), peaks.end());
  return peaks;
}

Result<Frontier> Frontier::of(std::uint64_t size, std::span<const Hash> peaks) {
  if (size > kMaxTreeSize || peaks.size() != static_cast<std::size_t>(std::popcount(size)))
    return fail({ErrorCode::kMalformed,
                 "the peaks are not those of a tree of that size",
                 {},
                 "子树根与树的大小不符"});
  Frontier frontier;
  frontier.size_ = size;
  for (std::uint64_t rest = size; rest != 0; rest &= rest - 1) {
    frontier.peaks_[static_cast<std::size_t>(std::countr_zero(rest))] = peaks.back();
    peaks = peaks.first(peaks.size() - 1);
  }
  return frontier;
}

Result<Hash> root_of(std::uint64_t size, HashSource& source, const TreeHasher& hasher) {
  if (size > kMaxTreeSize) return fail(out_of_range("the tree is too large", "树过大"));
  if (size == 0) return hasher.empty();
  return range_root(0, size, source, hasher);
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, HashSource& source,
                                          const TreeHasher& hasher) {
  if (size > kMaxTreeSize) return fail(out_of_range("the tree is too large", "树过大"));
  if (index >= size) return fail(out_of_range("the tree has no such leaf", "树中没有该叶子"));
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  for (std::uint64_t count = size; count > 1;) {
    const std::uint64_t left = split(count);
    const bool is_left = index - begin < left;
    const auto beside = is_left ? range_root(begin + left, count - left, source, hasher)
                                : range_root(begin, left, source, hasher);
    if (!beside) return fail(beside.error());
    proof.push_back(*beside);
    if (!is_left) begin += left;
    count = is_left ? left : count - left;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t from, std::uint64_t to, HashSource& source,
                                            const TreeHasher& hasher) {
  if (to > kMaxTreeSize) return fail(out_of_range("the tree is too large", "树过大"));
  if (from > to) return fail(out_of_range("the tree does not reach back to that size", "树未达到该大小"));
  std::vector<Hash> proof;
  if (from == 0 || from == to) return proof;
  std::uint64_t begin = 0;
  std::uint64_t count = to;
  const auto add = [&](std::uint64_t first, std::uint64_t leaves) -> Result<void> {
    const auto hash = range_root(first, leaves, source, hasher);
    if (!hash) return fail(hash.error());
    proof.push_back(*hash);
    return {};
  };
  while (from - begin != count) {
    const std::uint64_t left = split(count);
    const bool is_left = from - begin <= left;
    const auto added = is_left ? add(begin + left, count - left) : add(begin, left);
    if (!added) return fail(added.error());
    if (!is_left) begin += left;
    count = is_left ? left : count - left;
  }
  // The verifier knows the old tree's root, and needs no more where that is a subtree of the new one.
  if (begin != 0) {
    if (const auto added = add(begin, count); !added) return fail(added.error());
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool is_included(const TreeHasher& hasher, std::uint64_t index, const Hash& leaf, std::uint64_t size,
                 std::span<const Hash> proof, const Hash& root) {
  if (index >= size || proof.size() > kMaxProofHashes) return false;
  Path path{index, size - 1};
  Hash hash = leaf;
  for (const Hash& beside : proof) {
    if (path.last == 0) return false;
    if (path.joins_left()) {
      hash = hasher.parent(beside, hash);
      path.up_to_right_child();
    } else {
      hash = hasher.parent(hash, beside);
    }
    path.up();
  }
  return path.last == 0 && hash == root;
}

bool is_consistent(const TreeHasher& hasher, std::uint64_t from, const Hash& from_root, std::uint64_t to,
                   std::span<const Hash> proof, const Hash& to_root) {
  if (from > to || proof.size() > kMaxProofHashes) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == hasher.empty();
  if (proof.empty()) return false;
  Path path{from - 1, to - 1};
  while (path.is_right()) path.up();
  // Where the old tree is a subtree of the new one, its root goes first and is not sent.
  const bool is_subtree = std::has_single_bit(from);
  Hash old_root = is_subtree ? from_root : proof.front();
  Hash new_root = old_root;
  for (const Hash& beside : is_subtree ? proof : proof.subspan(1)) {
    if (path.last == 0) return false;
    if (path.joins_left()) {
      old_root = hasher.parent(beside, old_root);
      new_root = hasher.parent(beside, new_root);
      path.up_to_right_child();
    } else {
      new_root = hasher.parent(new_root, beside);
    }
    path.up();
  }
  return path.last == 0 && old_root == from_root && new_root == to_root;
}

}  // namespace tidegate::evidence
