// A map under one root: of each subject, its newest entry. Its proofs show what stands under a key, or that
// nothing does; so that a permit is valid now, and nothing newer says otherwise. A tree over the keys' bits:
// of no key, the hash of nothing; of one, that of the leaf; of more, the parent of both halves. So the root
// depends on what it holds alone, and each key has one place under a root, whoever made it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/evidence/entry.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

using MapKey = Hash;

struct MapLeaf {
  MapKey key{};
  Hash value{};
  friend bool operator==(const MapLeaf&, const MapLeaf&) = default;
};

// The newest entry of a subject, as the map holds it.
struct Newest {
  std::uint64_t index = 0;
  Hash leaf{};  // the log's, of that entry
  RecordStatus status = RecordStatus::kLive;
  friend bool operator==(const Newest&, const Newest&) = default;
};

MapKey map_key(const RecordSubject& subject);  // SHA-256("tidegate map", subject)
Hash map_value(const Newest& newest);          // SHA-256 of canonical CBOR [index, leaf, status]

struct MapProof {
  std::vector<Hash> path;  // the hashes beside the way to the key, from the root down
  std::optional<MapLeaf>
      other;  // of absence alone: the leaf that stands where the way ends; none: nothing does
  friend bool operator==(const MapProof&, const MapProof&) = default;
};

inline constexpr std::size_t kMostMapHashes = 256;

// That this leaf stands in the map of that root. 1 + path.size() hashes.
bool is_in_map(const TreeHasher& hasher, const Hash& root, const MapLeaf& leaf, const MapProof& proof);
// That no leaf stands under the key.
bool is_not_in_map(const TreeHasher& hasher, const Hash& root, const MapKey& key, const MapProof& proof);

// In memory: some 150 octets a key. A change hashes as many nodes as its way is long, about log2 of the keys,
// and one batch hashes each node once. Nothing is ever removed.
class SparseMap {
 public:
  explicit SparseMap(const TreeHasher& hasher) : hasher_(hasher) {}

  // Of several values for one key the last counts. 2^31 keys at most.
  void put(std::vector<MapLeaf> batch);
  Hash root() const { return hash_of(root_); }
  std::size_t size() const { return leaves_.size(); }
  std::optional<Hash> find(const MapKey& key) const;
  // Each leaf once, in no order.
  template <typename Visit>
  void visit(const Visit& visit) const {
    for (const Leaf& each : leaves_) visit(each.is);
  }
  MapProof prove(const MapKey& key) const;  // of presence or of absence, as it is

 private:
  // 0: nothing; with the high bit: a leaf; else a node. Both count from 1.
  using Ref = std::uint32_t;
  static constexpr Ref kNothing = 0;
  static constexpr Ref kLeafBit = Ref{1} << 31;
  struct Leaf {
    MapLeaf is;
    Hash hash;
  };
  struct Node {
    Ref below[2] = {kNothing, kNothing};
    Hash hash{};
  };

  static bool is_leaf(Ref ref) { return (ref & kLeafBit) != 0; }
  Leaf& leaf(Ref ref) { return leaves_[(ref & ~kLeafBit) - 1]; }
  const Leaf& leaf(Ref ref) const { return leaves_[(ref & ~kLeafBit) - 1]; }
  Hash hash_of(Ref ref) const;
  Ref new_leaf(const MapLeaf& is);
  Ref changed(Ref ref, int depth, std::span<const MapLeaf> batch);

  const TreeHasher& hasher_;
  std::vector<Leaf> leaves_;
  std::vector<Node> nodes_;
  Ref root_ = kNothing;
};

// The map of a log, from its entries in order: each record replaces its subject's newest. By it any earlier
// checkpoint's map is made again from the log.
class MapOfLog {
 public:
  explicit MapOfLog(const TreeHasher& hasher) : map_(hasher) {}
  // Counts at the next settle().
  void add(std::uint64_t index, const Hash& leaf, const Entry& entry);
  // What the map of an earlier look held; of distinct keys.
  void restore(std::vector<MapLeaf> leaves) { map_.put(std::move(leaves)); }
  // The root over all that was added.
  Hash settle();
  const SparseMap& map() const { return map_; }

 private:
  SparseMap map_;
  std::vector<MapLeaf> waiting_;
};

}  // namespace tidegate::evidence
