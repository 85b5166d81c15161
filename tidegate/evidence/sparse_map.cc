#include "tidegate/evidence/sparse_map.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/base/check.h"

namespace tidegate::evidence {
namespace {

constexpr int kKeyBits = 256;

bool bit(const MapKey& key, std::size_t depth) { return ((key[depth / 8] >> (7 - depth % 8)) & 1) != 0; }

Hash leaf_hash(const TreeHasher& hasher, const MapLeaf& leaf) {
  return hasher.leaf(octets_of(leaf.key) + octets_of(leaf.value));
}

// What the way from this hash up gives.
bool leads_to(const TreeHasher& hasher, const Hash& root, const MapKey& key, Hash hash,
              const std::vector<Hash>& path) {
  if (path.size() > kMostMapHashes) return false;
  for (std::size_t depth = path.size(); depth-- > 0;)
    hash = bit(key, depth) ? hasher.parent(path[depth], hash) : hasher.parent(hash, path[depth]);
  return hash == root;
}

bool share(const MapKey& a, const MapKey& b, std::size_t bits) {
  for (std::size_t depth = 0; depth < bits; ++depth) {
    if (bit(a, depth) != bit(b, depth)) return false;
  }
  return true;
}

}  // namespace

MapKey map_key(const RecordSubject& subject) {
  return sha256("tidegate map" + std::string(subject.begin(), subject.end()));
}

Hash map_value(const Newest& newest) {
  return sha256(write_cbor(Cbor::array({Cbor::integer(newest.index), Cbor::bytes(octets_of(newest.leaf)),
                                        Cbor::text(std::string(to_string(newest.status)))})));
}

bool is_in_map(const TreeHasher& hasher, const Hash& root, const MapLeaf& leaf, const MapProof& proof) {
  return !proof.other && leads_to(hasher, root, leaf.key, leaf_hash(hasher, leaf), proof.path);
}

bool is_not_in_map(const TreeHasher& hasher, const Hash& root, const MapKey& key, const MapProof& proof) {
  if (!proof.other) return leads_to(hasher, root, key, hasher.empty(), proof.path);
  return proof.other->key != key && proof.path.size() <= kMostMapHashes &&
         share(proof.other->key, key, proof.path.size()) &&
         leads_to(hasher, root, key, leaf_hash(hasher, *proof.other), proof.path);
}

Hash SparseMap::hash_of(Ref ref) const {
  if (ref == kNothing) return hasher_.empty();
  return is_leaf(ref) ? leaf(ref).hash : nodes_[ref - 1].hash;
}

SparseMap::Ref SparseMap::new_leaf(const MapLeaf& is) {
  leaves_.push_back({is, leaf_hash(hasher_, is)});
  TIDEGATE_CHECK(leaves_.size() < kLeafBit);
  return static_cast<Ref>(leaves_.size()) | kLeafBit;
}

// batch  sorted by key, each once, all under this place.
SparseMap::Ref SparseMap::changed(Ref ref, int depth, std::span<const MapLeaf> batch) {
  if (batch.empty()) return ref;
  if (ref == kNothing && batch.size() == 1) return new_leaf(batch.front());
  if (is_leaf(ref) && batch.size() == 1 && leaf(ref).is.key == batch.front().key) {
    leaf(ref) = {batch.front(), leaf_hash(hasher_, batch.front())};
    return ref;
  }
  TIDEGATE_CHECK(depth < kKeyBits);
  const auto at = static_cast<std::size_t>(depth);
  if (ref == kNothing || is_leaf(ref)) {
    Node node;
    if (is_leaf(ref)) node.below[bit(leaf(ref).is.key, at) ? 1 : 0] = ref;
    nodes_.push_back(node);
    ref = static_cast<Ref>(nodes_.size());
  }
  const auto right =
      std::partition_point(batch.begin(), batch.end(), [&](const MapLeaf& one) { return !bit(one.key, at); });
  const auto lefts = static_cast<std::size_t>(right - batch.begin());
  // nodes_ may move while what is below changes.
  const Ref left_ref = changed(nodes_[ref - 1].below[0], depth + 1, batch.first(lefts));
  const Ref right_ref = changed(nodes_[ref - 1].below[1], depth + 1, batch.subspan(lefts));
  nodes_[ref - 1] = {{left_ref, right_ref}, hasher_.parent(hash_of(left_ref), hash_of(right_ref))};
  return ref;
}

void SparseMap::put(std::vector<MapLeaf> batch) {
  std::stable_sort(batch.begin(), batch.end(),
                   [](const MapLeaf& a, const MapLeaf& b) { return a.key < b.key; });
  const auto last_of_each = std::unique(batch.rbegin(), batch.rend(), [](const MapLeaf& a, const MapLeaf& b) {
                              return a.key == b.key;
                            }).base();
  root_ = changed(root_, 0, std::span(batch).subspan(static_cast<std::size_t>(last_of_each - batch.begin())));
}

std::optional<Hash> SparseMap::find(const MapKey& key) const {
  Ref ref = root_;
  for (std::size_t depth = 0; ref != kNothing && !is_leaf(ref); ++depth)
    ref = nodes_[ref - 1].below[bit(key, depth) ? 1 : 0];
  if (ref == kNothing || leaf(ref).is.key != key) return std::nullopt;
  return leaf(ref).is.value;
}

MapProof SparseMap::prove(const MapKey& key) const {
  MapProof proof;
  Ref ref = root_;
  for (std::size_t depth = 0; ref != kNothing && !is_leaf(ref); ++depth) {
    const Node& node = nodes_[ref - 1];
    const int side = bit(key, depth) ? 1 : 0;
    proof.path.push_back(hash_of(node.below[1 - side]));
    ref = node.below[side];
  }
  if (ref != kNothing && leaf(ref).is.key != key) proof.other = leaf(ref).is;
  return proof;
}

void MapOfLog::add(std::uint64_t index, const Hash& leaf, const Entry& entry) {
  const auto* record = std::get_if<RecordEntry>(&entry);
  if (record == nullptr) return;
  waiting_.push_back({map_key(record->subject), map_value({index, leaf, record->status})});
}

Hash MapOfLog::settle() {
  map_.put(std::move(waiting_));
  waiting_.clear();
  return map_.root();
}

}  // namespace tidegate::evidence
