#include "tidegate/base/tree_hasher.h"

#include <sodium/crypto_hash_sha256.h>

#include <cstring>

#include "tidegate/base/check.h"
#include "tidegate/base/sha256_library.h"

namespace tidegate {
namespace {

constexpr unsigned char kLeaf = 0x00;
constexpr unsigned char kParent = 0x01;

TreeHash hash(const Sha256Library* library, unsigned char prefix, const void* octets, std::size_t size) {
  TreeHash out;
  if (library != nullptr) {
    SHA256_CTX context;
    library->init(&context);
    library->update(&context, &prefix, 1);
    library->update(&context, octets, size);
    library->final(out.data(), &context);
    return out;
  }
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &prefix, 1);
  crypto_hash_sha256_update(&state, static_cast<const unsigned char*>(octets), size);
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

}  // namespace

TreeHash Sha256TreeHasher::empty() const { return sha256({}); }

TreeHash Sha256TreeHasher::leaf(std::string_view entry) const {
  return hash(sha256_library(entry.size()), kLeaf, entry.data(), entry.size());
}

void Sha256TreeHasher::parents(std::span<const TreeHash> children, std::span<TreeHash> out) const {
  TIDEGATE_CHECK(children.size() == 2 * out.size());
  static_assert(sizeof(TreeHash[2]) == 2 * sizeof(TreeHash));
  const Sha256Library* const library = sha256_library(children.size_bytes());
  for (std::size_t i = 0; i < out.size(); ++i) {
    unsigned char pair[2 * sizeof(TreeHash)];
    std::memcpy(pair, &children[2 * i], sizeof pair);
    out[i] = hash(library, kParent, pair, sizeof pair);
  }
}

}  // namespace tidegate
