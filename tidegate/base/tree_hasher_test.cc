#include "tidegate/base/tree_hasher.h"

#include <gtest/gtest.h>
#include <sodium/crypto_hash_sha256.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

// Always by libsodium: the plain twin.
TreeHash of(char prefix, const std::string& octets) {
  const std::string whole = prefix + octets;
  TreeHash out;
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(whole.data()), whole.size());
  return out;
}
std::string text(const TreeHash& hash) { return {hash.begin(), hash.end()}; }

// RFC 9162, 2.1.1. Enough is hashed for the loaded library to take over in the middle.
TEST(Sha256TreeHasher, HashesLeavesAndParentsUnderTheirPrefixes) {
  const Sha256TreeHasher hasher;
  EXPECT_EQ(hex(hasher.empty()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::vector<TreeHash> leaves;
  for (std::size_t i = 0; i < 4'096; ++i) {
    const std::string entry(i % 700, static_cast<char>(i));
    leaves.push_back(hasher.leaf(entry));
    ASSERT_EQ(leaves.back(), of('\0', entry)) << i;
  }
  std::vector<TreeHash> above(leaves.size() / 2);
  hasher.parents(leaves, above);
  for (std::size_t i = 0; i < above.size(); ++i)
    ASSERT_EQ(above[i], of('\1', text(leaves[2 * i]) + text(leaves[2 * i + 1]))) << i;
  EXPECT_EQ(hasher.parent(leaves[0], leaves[1]), above[0]);
}

// About the block, the store and the piece that the library is handed.
TEST(Sha256TreeHasher, HashesLeavesOfEverySize) {
  const Sha256TreeHasher hasher;
  for (std::size_t i = 0; i < 4'096; ++i)
    static_cast<void>(hasher.leaf(std::string(256, 'x')));  // it is loaded
  for (std::size_t size = 0; size <= 1'200; ++size) {
    std::string entry(size, '\0');
    for (std::size_t i = 0; i < size; ++i) entry[i] = static_cast<char>(i * 31 + size);
    ASSERT_EQ(hasher.leaf(entry), of('\0', entry)) << size;
  }
  const std::string largest(65'535, 'y');
  EXPECT_EQ(hasher.leaf(largest), of('\0', largest));
}

// The hashes of a level may take the place of the level below.
TEST(Sha256TreeHasher, WritesParentsOverTheirChildren) {
  const Sha256TreeHasher hasher;
  std::vector<TreeHash> level{hasher.leaf("a"), hasher.leaf("b"), hasher.leaf("c"), hasher.leaf("d")};
  std::vector<TreeHash> expected(2);
  hasher.parents(level, expected);
  hasher.parents(level, std::span(level).first(2));
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), level.begin()));
}

}  // namespace
}  // namespace tidegate
