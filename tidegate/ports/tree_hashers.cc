#include "tidegate/ports/tree_hashers.h"

#include <cstring>

#include "tidegate/base/check.h"
#include "tidegate/ports/botan_library.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kLeaf = 0x00;
constexpr std::uint8_t kParent = 0x01;

BotanHash new_hash() {
  botan_hash_t made = nullptr;
  return BotanHash(botan_library()->hash_init(&made, "SM3", 0) == 0 ? made : nullptr);
}

// One a thread: to make one costs as much as several hashes.
botan_hash_t own_hash() {
  thread_local const BotanHash kOwn = new_hash();
  TIDEGATE_CHECK(kOwn != nullptr);  // one was made before, by sm3_tree_hasher
  return kOwn.get();
}

void hash_into(botan_hash_t hash, const std::uint8_t* octets, std::size_t size, TreeHash& out) {
  TIDEGATE_CHECK(botan_library()->hash_update(hash, octets, size) == 0);
  TIDEGATE_CHECK(botan_library()->hash_final(hash, out.data()) == 0);
}

class Sm3TreeHasher final : public TreeHasher {
 public:
  TreeHash empty() const override {
    TreeHash out;
    hash_into(own_hash(), nullptr, 0, out);
    return out;
  }
  TreeHash leaf(std::string_view entry) const override {
    TreeHash out;
    const botan_hash_t hash = own_hash();
    TIDEGATE_CHECK(botan_library()->hash_update(hash, &kLeaf, 1) == 0);
    hash_into(hash, reinterpret_cast<const std::uint8_t*>(entry.data()), entry.size(), out);
    return out;
  }
  void parents(std::span<const TreeHash> children, std::span<TreeHash> out) const override {
    TIDEGATE_CHECK(children.size() == 2 * out.size());
    const botan_hash_t hash = own_hash();
    for (std::size_t i = 0; i < out.size(); ++i) {
      std::uint8_t octets[1 + 2 * sizeof(TreeHash)] = {kParent};
      std::memcpy(octets + 1, &children[2 * i], 2 * sizeof(TreeHash));
      hash_into(hash, octets, sizeof octets, out[i]);
    }
  }
};

}  // namespace

Result<std::unique_ptr<TreeHasher>> sm3_tree_hasher() {
  if (botan_library() == nullptr || new_hash() == nullptr) return fail(no_botan());
  return std::make_unique<Sm3TreeHasher>();
}

}  // namespace tidegate
