#include "tidegate/evidence/tree.h"

#include <gtest/gtest.h>

#include <bit>
#include <functional>
#include <map>
#include <string>

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

// The definitions of RFC 9162, 2.1, word for word: the slow twin.
class Twin {
 public:
  explicit Twin(std::uint64_t leaves) {
    for (std::uint64_t i = 0; i < leaves; ++i) leaves_.push_back(kHasher.leaf(std::to_string(i)));
  }
  const std::vector<Hash>& leaves() const { return leaves_; }
  // MTH(D[begin:end]), remembered.
  Hash root(std::uint64_t begin, std::uint64_t end) {
    if (begin == end) return kHasher.empty();
    if (end - begin == 1) return leaves_[begin];
    const auto found = roots_.find({begin, end});
    if (found != roots_.end()) return found->second;
    const std::uint64_t k = split(end - begin);
    return roots_[{begin, end}] = kHasher.parent(root(begin, begin + k), root(begin + k, end));
  }
  std::vector<Hash> path(std::uint64_t m, std::uint64_t begin, std::uint64_t end) {
    if (end - begin == 1) return {};
    const std::uint64_t k = split(end - begin);
    auto proof = m < k ? path(m, begin, begin + k) : path(m - k, begin + k, end);
    proof.push_back(m < k ? root(begin + k, end) : root(begin, begin + k));
    return proof;
  }
  std::vector<Hash> subproof(std::uint64_t m, std::uint64_t begin, std::uint64_t end, bool is_known) {
    if (m == end - begin) return is_known ? std::vector<Hash>{} : std::vector<Hash>{root(begin, end)};
    const std::uint64_t k = split(end - begin);
    auto proof = m <= k ? subproof(m, begin, begin + k, is_known) : subproof(m - k, begin + k, end, false);
    proof.push_back(m <= k ? root(begin + k, end) : root(begin, begin + k));
    return proof;
  }

 private:
  static std::uint64_t split(std::uint64_t n) {
    std::uint64_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }
  std::vector<Hash> leaves_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Hash> roots_;
};

// What a frontier tells its sink, kept.
class Kept final : public SubtreeSink, public HashSource {
 public:
  void completed(int level, std::uint64_t first, std::span<const Hash> hashes) override {
    auto& row = rows_[level];
    ASSERT_EQ(row.size(), first) << level;
    row.insert(row.end(), hashes.begin(), hashes.end());
  }
  Result<Hash> subtree(int level, std::uint64_t index) override {
    const auto& row = rows_[level];
    if (index >= row.size()) return fail({ErrorCode::kNotFound, "no such subtree"});
    return row[index];
  }

 private:
  std::map<int, std::vector<Hash>> rows_;
};

// All that can be said of trees of these sizes out of one log, by both.
void compare(Twin& twin, HashSource& kept, std::uint64_t size, std::uint64_t index) {
  const Hash root = twin.root(0, size);
  const auto proof = inclusion_proof(index, size, kept, kHasher);
  ASSERT_TRUE(proof);
  EXPECT_EQ(*proof, twin.path(index, 0, size)) << index << " in " << size;
  EXPECT_TRUE(is_included(kHasher, index, twin.leaves()[index], size, *proof, root));
  const std::uint64_t from = index + 1;
  const auto on = consistency_proof(from, size, kept, kHasher);
  ASSERT_TRUE(on);
  EXPECT_EQ(*on, from == size ? std::vector<Hash>{} : twin.subproof(from, 0, size, true))
      << from << " to " << size;
  EXPECT_TRUE(is_consistent(kHasher, from, twin.root(0, from), size, *on, root));
}

constexpr std::uint64_t kSmall = 131;
constexpr std::uint64_t kLarge[] = {255, 256, 257, 65'535, 65'536, 65'537, 70'000};

TEST(Tree, OfEverySizeHasTheRootsAndProofsOfItsTwin) {
  Twin twin(kSmall);
  Kept kept;
  Frontier frontier;
  EXPECT_EQ(frontier.root(kHasher), kHasher.empty());
  for (std::uint64_t size = 1; size <= kSmall; ++size) {
    frontier.append({&twin.leaves()[size - 1], 1}, kHasher, &kept);
    EXPECT_EQ(frontier.root(kHasher), twin.root(0, size)) << size;
    EXPECT_EQ(*root_of(size, kept, kHasher), twin.root(0, size)) << size;
    for (std::uint64_t index = 0; index < size; ++index) compare(twin, kept, size, index);
  }
}

TEST(Tree, OfTilesSizesHasTheRootsAndProofsOfItsTwin) {
  Twin twin(70'000);
  Kept kept;
  Frontier frontier;
  std::size_t step = 1;  // batches of every kind: small, odd, larger than a row
  for (const std::uint64_t size : kLarge) {
    while (frontier.size() < size) {
      const std::size_t count = std::min<std::size_t>(step, size - frontier.size());
      frontier.append(std::span(twin.leaves()).subspan(frontier.size(), count), kHasher, &kept);
      step = step % 1'500 + 7;
    }
    EXPECT_EQ(frontier.root(kHasher), twin.root(0, size)) << size;
    for (const std::uint64_t at :
         {std::uint64_t{0}, std::uint64_t{1}, size / 3, size / 2, size - 2, size - 1})
      compare(twin, kept, size, at);
    for (const std::uint64_t at : kLarge) {
      if (at <= size) compare(twin, kept, size, at - 1);
    }
  }
}

TEST(Tree, GoesOnFromItsPeaks) {
  Twin twin(kSmall);
  Frontier whole;
  whole.append(twin.leaves(), kHasher);
  for (std::uint64_t size = 0; size <= kSmall; ++size) {
    Frontier first;
    first.append(std::span(twin.leaves()).first(size), kHasher);
    auto again = Frontier::of(size, first.peaks());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->root(kHasher), twin.root(0, size));
    again->append(std::span(twin.leaves()).subspan(size), kHasher);
    EXPECT_EQ(again->peaks(), whole.peaks()) << size;
  }
  EXPECT_EQ(Frontier::of(5, whole.peaks()).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(Frontier::of(std::uint64_t{1} << 63, std::vector<Hash>(1)).error().code, ErrorCode::kMalformed);
}

// One thing of a right proof is changed: a bit of any hash, the number of hashes, the index, the size.
TEST(Tree, RefusesProofsThatAreNotOfThisLeaf) {
  Twin twin(20);
  for (std::uint64_t size = 1; size <= 20; ++size) {
    const Hash root = twin.root(0, size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto right = twin.path(index, 0, size);
      const Hash leaf = twin.leaves()[index];
      for (std::size_t i = 0; i < right.size(); ++i) {
        auto wrong = right;
        wrong[i][i % 32] ^= 0x10;
        EXPECT_FALSE(is_included(kHasher, index, leaf, size, wrong, root));
        wrong = right;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(is_included(kHasher, index, leaf, size, wrong, root));
        wrong = right;
        wrong.insert(wrong.begin() + static_cast<std::ptrdiff_t>(i), right[i]);
        EXPECT_FALSE(is_included(kHasher, index, leaf, size, wrong, root));
      }
      auto longer = right;
      longer.push_back(root);
      EXPECT_FALSE(is_included(kHasher, index, leaf, size, longer, root));
      Hash other = leaf;
      other[0] ^= 1;
      EXPECT_FALSE(is_included(kHasher, index, other, size, right, root));
      for (std::uint64_t at = 0; at < size + 2; ++at)
        EXPECT_EQ(is_included(kHasher, at, leaf, size, right, root), at == index)
            << index << ' ' << at << ' ' << size;
    }
  }
  EXPECT_FALSE(is_included(kHasher, 0, kHasher.leaf(""), 0, {}, kHasher.empty()));
  const std::vector<Hash> endless(kMaxProofHashes + 1);
  EXPECT_FALSE(is_included(kHasher, 0, Hash{}, UINT64_MAX, endless, Hash{}));
}

TEST(Tree, RefusesProofsThatAreNotOfTheseTwoTrees) {
  Twin twin(20);
  for (std::uint64_t to = 1; to <= 20; ++to) {
    const Hash root = twin.root(0, to);
    for (std::uint64_t from = 1; from < to; ++from) {
      const auto right = twin.subproof(from, 0, to, true);
      const Hash old_root = twin.root(0, from);
      ASSERT_TRUE(is_consistent(kHasher, from, old_root, to, right, root));
      for (std::size_t i = 0; i < right.size(); ++i) {
        auto wrong = right;
        wrong[i][i % 32] ^= 0x10;
        EXPECT_FALSE(is_consistent(kHasher, from, old_root, to, wrong, root));
        wrong = right;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(is_consistent(kHasher, from, old_root, to, wrong, root));
        wrong = right;
        wrong.insert(wrong.begin() + static_cast<std::ptrdiff_t>(i), right[i]);
        EXPECT_FALSE(is_consistent(kHasher, from, old_root, to, wrong, root));
      }
      EXPECT_FALSE(is_consistent(kHasher, to, root, from, right, old_root));
      Hash forked = old_root;
      forked[31] ^= 1;
      EXPECT_FALSE(is_consistent(kHasher, from, forked, to, right, root));
      EXPECT_FALSE(is_consistent(kHasher, from, old_root, to, right, forked));
    }
    EXPECT_TRUE(is_consistent(kHasher, to, root, to, {}, root));
    EXPECT_FALSE(is_consistent(kHasher, to, root, to, {{root}}, root));
    EXPECT_FALSE(is_consistent(kHasher, to, twin.root(0, to - 1), to, {}, root));
    EXPECT_TRUE(is_consistent(kHasher, 0, kHasher.empty(), to, {}, root));
    EXPECT_FALSE(is_consistent(kHasher, 0, root, to, {}, root));
  }
  const std::vector<Hash> endless(kMaxProofHashes + 1);
  EXPECT_FALSE(is_consistent(kHasher, 3, Hash{}, UINT64_MAX, endless, Hash{}));
}

// A tree as large as may be: every subtree of a level is alike, so that no leaf need be there.
class Alike final : public HashSource {
 public:
  Result<Hash> subtree(int level, std::uint64_t) override {
    while (static_cast<int>(rows_.size()) <= level)
      rows_.push_back(kHasher.parent(rows_.back(), rows_.back()));
    return rows_[static_cast<std::size_t>(level)];
  }

 private:
  std::vector<Hash> rows_{kHasher.leaf("")};
};

TEST(Tree, ProvesInTheLargestTreeWithinItsBound) {
  Alike alike;
  const Hash root = *root_of(kMaxTreeSize, alike, kHasher);
  for (const std::uint64_t index : {std::uint64_t{0}, kMaxTreeSize / 2, kMaxTreeSize - 1}) {
    const auto proof = inclusion_proof(index, kMaxTreeSize, alike, kHasher);
    ASSERT_TRUE(proof);
    EXPECT_LE(proof->size(), kMaxProofHashes);
    EXPECT_TRUE(is_included(kHasher, index, kHasher.leaf(""), kMaxTreeSize, *proof, root));
  }
  for (const std::uint64_t from : {std::uint64_t{1}, std::uint64_t{3}, kMaxTreeSize / 2, kMaxTreeSize - 1}) {
    const auto proof = consistency_proof(from, kMaxTreeSize, alike, kHasher);
    ASSERT_TRUE(proof);
    EXPECT_LE(proof->size(), kMaxProofHashes);
    EXPECT_TRUE(is_consistent(kHasher, from, *root_of(from, alike, kHasher), kMaxTreeSize, *proof, root));
  }
}

TEST(Tree, HasNoProofBeyondItself) {
  Alike alike;
  EXPECT_EQ(inclusion_proof(0, 0, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(inclusion_proof(7, 7, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(inclusion_proof(7, kMaxTreeSize + 1, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(consistency_proof(8, 7, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(consistency_proof(8, kMaxTreeSize + 1, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(root_of(kMaxTreeSize + 1, alike, kHasher).error().code, ErrorCode::kOutOfRange);
  EXPECT_TRUE(consistency_proof(0, 7, alike, kHasher)->empty());
  EXPECT_TRUE(consistency_proof(7, 7, alike, kHasher)->empty());
}

}  // namespace
}  // namespace tidegate::evidence
