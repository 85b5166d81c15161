#include "tidegate/ports/tree_hashers.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <thread>
#include <vector>

namespace tidegate {
namespace {

// By OpenSSL: the second implementation.
TreeHash sm3(const std::string& octets) {
  TreeHash out{};
  unsigned size = 0;
  EVP_Digest(octets.data(), octets.size(), out.data(), &size, EVP_sm3(), nullptr);
  return out;
}
std::string text(const TreeHash& hash) { return {hash.begin(), hash.end()}; }

// GB/T 32905-2016, annex A: the twin that the hasher is held to.
TEST(Sm3TreeHasher, ItsTwinHasTheVectorsOfTheStandard) {
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string long_text;
  for (int i = 0; i < 16; ++i) long_text += "abcd";
  EXPECT_EQ(hex(sm3(long_text)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Sm3TreeHasher, HashesAsOpensslUnderThePrefixes) {
  const auto hasher = sm3_tree_hasher().value();
  EXPECT_EQ(hasher->empty(), sm3(""));
  std::vector<TreeHash> leaves;
  for (std::size_t i = 0; i < 512; ++i) {
    const std::string entry(i, static_cast<char>(i));
    leaves.push_back(hasher->leaf(entry));
    ASSERT_EQ(leaves.back(), sm3('\0' + entry)) << i;
  }
  std::vector<TreeHash> above(leaves.size() / 2);
  hasher->parents(leaves, above);
  for (std::size_t i = 0; i < above.size(); ++i)
    ASSERT_EQ(above[i], sm3('\1' + text(leaves[2 * i]) + text(leaves[2 * i + 1]))) << i;
  hasher->parents(leaves, std::span(leaves).first(above.size()));  // over the children themselves
  EXPECT_TRUE(std::equal(above.begin(), above.end(), leaves.begin()));
}

TEST(Sm3TreeHasher, ServesSeveralThreads) {
  const auto hasher = sm3_tree_hasher().value();
  const TreeHash expected = hasher->leaf("entry");
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& mine : wrong)
    threads.emplace_back([&mine, &hasher, &expected] {
      for (int i = 0; i < 2'000; ++i) mine += hasher->leaf("entry") == expected ? 0 : 1;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace tidegate
