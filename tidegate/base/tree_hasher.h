// The hashing of a Merkle tree (RFC 9162, 2.1.1): leaves under 0x00, parents under 0x01. Which hash function
// it is, the caller says by what it hands over: SHA-256 here, SM3 (GB/T 32905) in ports.
#pragma once

#include <span>
#include <string_view>

#include "tidegate/base/hash.h"

namespace tidegate {

using TreeHash = Sha256;  // 32 octets, of SHA-256 or of SM3

class TreeHasher {
 public:
  virtual ~TreeHasher() = default;
  virtual TreeHash empty() const = 0;  // of no octets: the root of a tree without leaves
  virtual TreeHash leaf(std::string_view entry) const = 0;
  // out[i] is the parent of children[2i] and children[2i + 1]; children are twice as many as out, which may
  // begin where children begin. A batch, since a call costs about as much as a hash.
  virtual void parents(std::span<const TreeHash> children, std::span<TreeHash> out) const = 0;

  TreeHash parent(const TreeHash& left, const TreeHash& right) const {
    const TreeHash children[2] = {left, right};
    TreeHash out;
    parents(children, {&out, 1});
    return out;
  }
};

// SHA-256, the profile of C2SP.
class Sha256TreeHasher final : public TreeHasher {
 public:
  TreeHash empty() const override;
  TreeHash leaf(std::string_view entry) const override;
  void parents(std::span<const TreeHash> children, std::span<TreeHash> out) const override;
};

}  // namespace tidegate
